package org.reciprocity.reporting.disclosure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.reciprocity.reporting.disclosure.Edition.Fact;
import org.reciprocity.reporting.disclosure.Edition.Published;
import org.reciprocity.reporting.disclosure.Edition.Rule;
import org.reciprocity.reporting.linear.GlopSolver;

/** What is decided of an edition after others. */
class EditionsTest {
    private static final ProtectionLevel TEN = ProtectionLevel.ofPercent(BigDecimal.TEN);
    private static final Solver SOLVER = new GlopSolver();
    private static final Edition.Growth NOTHING_GREW = (edition, before) -> Map.of();

    private static Edition edition(Map<String, Fact> facts, Rule... rules) {
        return new Edition(new TreeMap<>(facts), List.of(rules));
    }

    /** Who was active in a year and in all, of whom so many gave only, received only, and did both. */
    private static Edition active(long[] year, long[] all) {
        return edition(
                Map.of(
                        "active|year", Fact.count(year[0] + year[1] + year[2]),
                        "givers|year", Fact.count(year[0]),
                        "receivers|year", Fact.count(year[1]),
                        "both|year", Fact.count(year[2]),
                        "active|all", Fact.count(all[0] + all[1] + all[2]),
                        "givers|all", Fact.count(all[0]),
                        "receivers|all", Fact.count(all[1]),
                        "both|all", Fact.count(all[2])),
                Rule.sum("active|year", List.of("givers|year", "receivers|year", "both|year")),
                Rule.sum("active|all", List.of("givers|all", "receivers|all", "both|all")),
                Rule.atMost("active|year", List.of("active|all")));
    }

    private static Edition hours(Contributors gardens, Contributors visits, Contributors all) {
        return edition(
                Map.of("gardens", minutes(gardens), "visits", minutes(visits), "all", minutes(all)),
                Rule.sum("all", List.of("gardens", "visits")));
    }

    private static Fact minutes(Contributors who) {
        return Fact.minutes(who, Contributors.NONE);
    }

    private static Decision decide(Edition.Versions versions) {
        return Suppression.decide(versions, TEN, SOLVER);
    }

    private static Published published(Edition edition, Edition.Versions versions, Decision decision) {
        var withheld = new HashSet<String>();
        var silent = new HashSet<String>();
        versions.current().forEach((key, cell) -> {
            if (decision.isSilent(cell)) {
                silent.add(key);
            } else if (!decision.isTold(cell)) {
                withheld.add(key);
            }
        });
        return new Published(edition.without(silent), withheld);
    }

    /** Looks at everything that these editions told. */
    private static void holds(Published... editions) {
        var table = edition(Map.of()).after(List.of(editions), NOTHING_GREW).before();
        var withheld = new HashSet<Integer>();
        for (int place = 0; place < table.cells().size(); place++) {
            if (table.cells().get(place).standing() == Cell.Standing.WITHHELD) {
                withheld.add(place);
            }
        }
        assertEquals(List.of(), Audit.breaches(table, withheld, TEN, SOLVER));
    }

    @Test
    void nobodyIsToldNotToBeWhereThatSaysHowFewThereWere() {
        var first = active(new long[] {1, 2, 9}, new long[] {1, 1, 10});
        var then = first.after(List.of(), NOTHING_GREW);
        var before = published(first, then, decide(then));
        assertEquals(Set.of("givers|year", "receivers|year", "givers|all", "receivers|all"), before.withheld());

        // One entry was taken back: now nobody has only received. Of who was active in all, 12 at most, those of the
        // year are 10 at
        // least, so that there had been 1 or 2.
        var second = active(new long[] {1, 1, 9}, new long[] {1, 0, 10});
        var versions = second.after(List.of(before), NOTHING_GREW);
        var decision = decide(versions);

        assertFalse(decision.isTold(versions.current().get("receivers|all")));
        assertEquals(Set.of(), decision.silent());
        assertTrue(decision.isTold(versions.current().get("both|year")));
        holds(before, published(second, versions, decision));
    }

    @Test
    void ofAPartInWhichSomebodyWouldBeFoundOutAnywayNothingIsPublishedUntilItIsSafe() {
        var all = new Contributors(20, 112_000, 52_000, 50_000);
        var first = hours(new Contributors(10, 110_000, 52_000, 50_000), new Contributors(10, 2_000, 210, 200), all);
        var then = first.after(List.of(), NOTHING_GREW);
        var told = published(first, then, decide(then));
        assertEquals(Set.of(), told.withheld());

        // An entry of 2,900 is moved from the gardens to the visits. What is left of the gardens tells too much, and
        // everybody knows that
        // it is no more than the 112,000 that have not changed, less than a tenth from it.
        var second = hours(new Contributors(9, 107_100, 52_000, 50_000), new Contributors(11, 4_900, 2_900, 210), all);
        var versions = second.after(List.of(told), NOTHING_GREW);
        var decision = decide(versions);

        assertEquals(Set.of("all@1", "gardens@2", "visits@2"), silent(decision));
        assertEquals(Set.of(), decision.withheld());
        assertEquals(Set.of(), decision.exposed());
        assertEquals(OptionalLong.empty(), decision.published("all@1"));
        var quiet = published(second, versions, decision);
        assertEquals(Map.of(), quiet.edition().facts());
        holds(told, quiet);

        var third = hours(
                new Contributors(30, 310_000, 60_000, 55_000),
                new Contributors(30, 40_000, 4_000, 3_000),
                new Contributors(40, 350_000, 60_000, 55_000));
        var later = third.after(List.of(told, quiet), NOTHING_GREW);
        assertEquals(Set.of(), silent(decide(later)));
        assertTrue(decide(later).isTold(later.current().get("gardens")));
    }

    private static Set<String> silent(Decision decision) {
        var keys = new HashSet<String>();
        decision.silent()
                .forEach(place -> keys.add(decision.table().cells().get(place).key()));
        return keys;
    }

    @Test
    void whatEarlierEditionsGaveAwayKeepsNothingBackButIsNotGivenAwayMore() {
        var visits = Contributors.one(6_020);
        var first = hours(new Contributors(30, 6_000, 400, 300), visits, new Contributors(30, 12_020, 6_420, 300));
        var given = new Published(first, Set.of("visits"));
        var second = hours(new Contributors(30, 26_020, 500, 400), visits, new Contributors(30, 32_040, 6_520, 400));
        var versions = second.after(List.of(given), NOTHING_GREW);
        var decision = decide(versions);

        assertEquals(List.of(5_941.0, 6_059.0), bounds(given));
        assertEquals(Set.of("visits@1"), decision.exposed());
        assertEquals(Set.of(), decision.silent());
        assertTrue(decision.isTold(versions.current().get("gardens")));
        assertTrue(decision.isTold(versions.current().get("all")));

        // 433 and 534 hours: between 25,950 and 26,009, and 32,010 at least, so that the visits would be 6,001 at
        // least.
        var odd = hours(new Contributors(30, 26_000, 500, 400), visits, new Contributors(30, 32_020, 6_520, 400));
        var narrower = odd.after(List.of(given), NOTHING_GREW);
        var withheld = decide(narrower);
        assertEquals(Set.of(), withheld.silent());
        assertEquals(bounds(given), bounds(given, published(odd, narrower, withheld)));
        assertEquals(List.of(6_001.0, 6_059.0), bounds(given, new Published(odd, Set.of("visits"))));
    }

    /** Between what the visits of the first edition are known to be. */
    private static List<Double> bounds(Published... editions) {
        var table = edition(Map.of()).after(List.of(editions), NOTHING_GREW).before();
        var withheld = new HashSet<Integer>();
        for (int place = 0; place < table.cells().size(); place++) {
            if (table.cells().get(place).standing() == Cell.Standing.WITHHELD) {
                withheld.add(place);
            }
        }
        return Audit.breaches(table, withheld, TEN, SOLVER).stream()
                .filter(breach -> breach.key().equals("visits@1"))
                .flatMap(breach -> Stream.of(breach.low(), breach.high()))
                .toList();
    }

    @Test
    void whatCameToANumberIsKnownOfEachEditionThatWasPublished() {
        Edition.Growth months = (edition, before) -> before.isEmpty()
                ? Map.of()
                : Map.of(
                        "all",
                        edition.facts().keySet().stream()
                                .filter(key -> !before.contains(key))
                                .toList());
        var april = new Contributors(30, 24_000, 6_800, 300);
        var may = new Contributors(30, 6_000, 400, 300);
        var june = new Contributors(30, 3_000, 200, 100);
        var first = edition(Map.of("all", minutes(april), "april", minutes(april)));
        var second = edition(Map.of(
                "all", minutes(new Contributors(40, 30_000, 7_000, 600)),
                "april", minutes(april),
                "may", minutes(may)));
        var third = edition(Map.of(
                "all", minutes(new Contributors(45, 33_000, 7_100, 700)),
                "april", minutes(april),
                "may", minutes(may),
                "june", minutes(june)));
        var versions = third.after(List.of(new Published(first, Set.of()), new Published(second, Set.of())), months);

        assertEquals(
                List.of(may, Contributors.NONE),
                versions.table().cell("all@2-all@1").sides());
        assertEquals(
                List.of(june, Contributors.NONE),
                versions.table().cell("all@3-all@2").sides());
        var decision = decide(versions);
        assertEquals(Set.of(), decision.exposed());
        assertEquals(Set.of(), decision.silent());
        assertTrue(decision.isTold("all@3"));
    }

    @Test
    void aNumberThatSomethingHasComeToIsAnotherThoughAsMuchWasTakenFromIt() {
        var first = edition(
                Map.of("quarter", Fact.count(2), "april", Fact.count(2)), Rule.sum("quarter", List.of("april")));
        var before = new Published(first, Set.of("quarter", "april"));
        Edition.Growth may = (edition, keys) ->
                keys.contains("may") || keys.isEmpty() ? Map.of() : Map.of("quarter", List.of("may"));
        var rule = Rule.sum("quarter", List.of("april", "may"));
        var moved = edition(Map.of("quarter", Fact.count(2), "april", Fact.count(1), "may", Fact.count(1)), rule);
        var still = edition(Map.of("quarter", Fact.count(2), "april", Fact.count(2), "may", Fact.count(0)), rule);

        assertEquals("quarter@2", moved.after(List.of(before), may).current().get("quarter"));
        assertEquals("quarter@1", still.after(List.of(before), may).current().get("quarter"));
        var versions = moved.after(List.of(before), may);
        assertEquals(Set.of(), decide(versions).exposed());
        assertEquals(0, versions.table().cell("quarter@2-quarter@1").exact());
    }

    @Test
    void whatFollowsFromNothingThatIsLeftGoesToo() {
        var edition = edition(
                Map.of(
                        "all", Fact.count(20),
                        "gardens", Fact.count(15),
                        "none", Fact.count(5).asDerived(),
                        "sessions", Fact.count(9)),
                Rule.sum("all", List.of("gardens", "none")));

        var left = edition.without(Set.of("all"));
        assertEquals(Set.of("gardens", "sessions"), left.facts().keySet());
        assertEquals(List.of(), left.rules());
        assertEquals(edition, edition.without(Set.of()));
    }
}
