package org.reciprocity.reporting.disclosure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.reciprocity.reporting.disclosure.Edition.Fact;
import org.reciprocity.reporting.disclosure.Edition.Rule;
import org.reciprocity.reporting.linear.GlopSolver;

class SuppressionTest {
    private static final ProtectionLevel TEN = ProtectionLevel.ofPercent(BigDecimal.TEN);
    private static final Solver SOLVER = new GlopSolver();
    private static final Edition.Growth NOTHING_GREW = (edition, before) -> Map.of();
    private static final Contributors MANY = new Contributors(30, 6000, 400, 300);

    private static Table row(long... parts) {
        var table = new Table.Builder();
        long total = 0;
        var keys = new java.util.ArrayList<String>();
        for (int i = 0; i < parts.length; i++) {
            keys.add("part" + i);
            table.add(Cell.count("part" + i, parts[i]));
            total += parts[i];
        }
        return table.add(Cell.count("total", total)).sum("total", keys).build();
    }

    private static Decision decide(Table table) {
        return Suppression.decide(table, TEN, SOLVER);
    }

    private static Set<String> withheld(Decision decision) {
        return decision.withheld().stream()
                .map(place -> decision.table().cells().get(place).key())
                .collect(Collectors.toSet());
    }

    private static void holds(Decision decision) {
        assertEquals(List.of(), Audit.breaches(decision.table(), decision.withheld(), TEN, SOLVER));
        assertEquals(Set.of(), decision.exposed());
    }

    @Test
    void aSingleGapBesideItsTotalFails() {
        // Published: 25, 25, *, total 45.
        var table = row(23, 23, 1);
        var breaches = Audit.breaches(table, Set.of(2), TEN, SOLVER);

        assertEquals("part2", breaches.getFirst().key());
        assertEquals(1, breaches.size());
    }

    @Test
    void amongAFewThereAreStillThree() {
        // Published: 30, *, total 40. It is 6 at least, so that whoever knows that it is few would know that it is 6 or
        // 7.
        var table = row(28, 10);
        assertEquals(List.of(), Audit.breaches(table, Set.of(1), TEN, SOLVER));
        assertEquals(1, Audit.breaches(row(31, 7), Set.of(1), TEN, SOLVER).size());
        holds(decide(row(31, 7)));
    }

    @Test
    void aSecondGapHidesTheFirst() {
        var decision = decide(row(23, 23, 1));

        assertEquals(OptionalLong.empty(), decision.published("part2"));
        assertEquals(2, decision.withheld().size());
        holds(decision);
    }

    @Test
    void nothingIsWithheldWhereNobodyIsFew() {
        var decision = decide(row(23, 0, 8));

        assertEquals(Set.of(), decision.withheld());
        assertEquals(OptionalLong.of(25), decision.published("part0"));
        assertEquals(OptionalLong.of(0), decision.published("part1"));
        assertEquals(OptionalLong.of(10), decision.published("part2"));
        assertEquals(OptionalLong.of(30), decision.published("total"));
    }

    @Test
    void oneToSevenPeopleAreWithheld() {
        for (long few = 1; few <= 7; few++) {
            var decision = decide(new Table.Builder().add(Cell.count("a", few)).build());
            assertEquals(Set.of("a"), withheld(decision));
        }
    }

    @Test
    void whereOnlyTheTotalCanBeWithheldItIs() {
        var decision = decide(row(0, 0, 3));

        assertEquals(Set.of("part2", "total"), withheld(decision));
        holds(decision);
    }

    private static Cell of(String key, Contributors who) {
        return Cell.minutes(key, who.total(), who, who);
    }

    /** Twenty people, with so much each in ten hours together. */
    private static Cell ofMany(String key, long tens) {
        return of(key, new Contributors(20, 600 * tens, 30 * tens, 30 * tens));
    }

    @Test
    void inATableFourCornersAreWithheld() {
        var table = new Table.Builder();
        long[][] cells = {{3, 40, 50}, {30, 45, 55}, {35, 60, 70}};
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                table.add(i + j == 0 ? of("c00", Contributors.of(1000, 800)) : ofMany("c" + i + j, cells[i][j]));
            }
        }
        for (int i = 0; i < 3; i++) {
            table.add(ofMany("row" + i, cells[i][0] + cells[i][1] + cells[i][2]))
                    .sum("row" + i, List.of("c" + i + "0", "c" + i + "1", "c" + i + "2"));
            table.add(ofMany("column" + i, cells[0][i] + cells[1][i] + cells[2][i]))
                    .sum("column" + i, List.of("c0" + i, "c1" + i, "c2" + i));
        }
        table.add(ofMany("all", 388)).sum("all", List.of("row0", "row1", "row2"));
        table.sum("all", List.of("column0", "column1", "column2"));
        var decision = decide(table.build());

        assertEquals(4, decision.withheld().size());
        assertTrue(withheld(decision).contains("c00"));
        holds(decision);
    }

    @Test
    void minutesKeepPPercentOnEitherSide() {
        var table = new Table.Builder()
                .add(Cell.minutes("few", 1200, Contributors.of(1000, 200), MANY))
                .add(Cell.minutes("small", 60, Contributors.of(20, 20, 20), Contributors.of(20, 20, 20)))
                .add(Cell.minutes("many", 6000, MANY, MANY))
                .add(Cell.minutes("total", 7260, MANY, MANY))
                .sum("total", List.of("few", "small", "many"))
                .build();
        assertEquals(
                1,
                Audit.breaches(table, Set.of(table.place("few"), table.place("small")), TEN, SOLVER)
                        .size());

        var decision = decide(table);
        assertEquals(Set.of("few", "many"), withheld(decision));
        holds(decision);
    }

    @Test
    void givingManyReceiveAndReceivingManyGiveAreBothLookedAt() {
        assertTrue(Cell.minutes("a", 6000, Contributors.of(3000, 3000), MANY).isSensitive(TEN));
        assertTrue(Cell.minutes("a", 6000, MANY, Contributors.of(3000, 3000)).isSensitive(TEN));
        assertFalse(Cell.minutes("a", 6000, MANY, MANY).isSensitive(TEN));
    }

    @Test
    void twoGapsOfTheSamePersonAreNotToldTogether() {
        // Both are withheld, but what is left of the total would be what one person gave.
        var table = new Table.Builder()
                .add(Cell.minutes("january", 600, Contributors.one(600), Contributors.one(600)))
                .add(Cell.minutes("february", 600, Contributors.one(600), Contributors.one(600)))
                .add(Cell.minutes("march", 6000, MANY, MANY))
                .add(Cell.minutes("quarter", 7200, MANY, MANY))
                .sum("quarter", List.of("january", "february", "march"))
                .build();
        var decision = decide(table);

        assertTrue(withheld(decision).containsAll(Set.of("january", "february")));
        assertEquals(3, decision.withheld().size());
        holds(decision);
    }

    private static Edition edition(Map<String, Fact> facts, Rule... rules) {
        return new Edition(new TreeMap<>(facts), List.of(rules));
    }

    @Test
    void aNumberThatWasToldStaysToldAndGivesNobodyAway() {
        var whole = new Contributors(30, 7200, 400, 300);
        var few = Contributors.of(1000, 200);
        var first = edition(Map.of("total", Fact.minutes(whole, whole)));
        var second = edition(
                Map.of(
                        "total", Fact.minutes(whole, whole),
                        "a", Fact.minutes(MANY, MANY),
                        "b", Fact.minutes(few, few)),
                Rule.sum("total", List.of("a", "b")));
        var versions = second.after(List.of(new Edition.Published(first, Set.of())), NOTHING_GREW);
        var decision = decide(versions.table());

        assertTrue(decision.isTold(versions.current().get("total")));
        assertFalse(decision.isTold(versions.current().get("b")));
        assertFalse(decision.isTold(versions.current().get("a")));
        holds(decision);
    }

    @Test
    void aNumberThatWasWithheldStaysWithheldWhileItIsTheSame() {
        var edition = edition(Map.of("a", Fact.count(45)));
        var versions = edition.after(List.of(new Edition.Published(edition, Set.of("a"))), NOTHING_GREW);

        assertFalse(decide(versions.table()).isTold(versions.current().get("a")));
    }

    @Test
    void whatCameLateIsNotToldByTheDifferenceOfTwoEditions() {
        var first = edition(Map.of("hours", Fact.minutes(MANY, MANY)));
        var more = new Contributors(31, 8400, 2400, 400);
        var second = edition(Map.of("hours", Fact.minutes(more, more)));
        var versions = second.after(List.of(new Edition.Published(first, Set.of())), NOTHING_GREW);
        var decision = decide(versions.table());

        // Forty hours came late, and they may be of one person.
        assertFalse(decision.isTold(versions.current().get("hours")));
        holds(decision);
    }

    @Test
    void aLittleThatCameLateIsLostInTheRounding() {
        var first = edition(Map.of("hours", Fact.minutes(MANY, MANY)));
        var more = new Contributors(31, 6300, 400, 300);
        var second = edition(Map.of("hours", Fact.minutes(more, more)));
        var versions = second.after(List.of(new Edition.Published(first, Set.of())), NOTHING_GREW);
        var decision = decide(versions.table());

        assertEquals(OptionalLong.of(105), decision.published(versions.current().get("hours")));
        holds(decision);
    }

    @Test
    void aMonthThatManyContributedToMayBeAddedToTheWhole() {
        var first = edition(Map.of("all", Fact.minutes(MANY, MANY)));
        var both = new Contributors(30, 12_000, 800, 600);
        var second = edition(Map.of("all", Fact.minutes(both, both), "month", Fact.minutes(MANY, MANY)));
        var versions = second.after(
                List.of(new Edition.Published(first, Set.of())), (edition, before) -> Map.of("all", List.of("month")));

        var decision = decide(versions.table());
        assertTrue(decision.isTold(versions.current().get("all")));
        assertTrue(decision.isTold(versions.current().get("month")));
        holds(decision);
    }

    @Test
    void aMonthOfAFewIsNotAddedToTheWhole() {
        var first = edition(Map.of("all", Fact.minutes(MANY, MANY)));
        var few = Contributors.of(2000, 1000);
        var both = new Contributors(30, 9000, 2000, 1000);
        var second = edition(Map.of("all", Fact.minutes(both, both), "month", Fact.minutes(few, few)));
        var versions = second.after(
                List.of(new Edition.Published(first, Set.of())), (edition, before) -> Map.of("all", List.of("month")));

        var decision = decide(versions.table());
        assertFalse(decision.isTold(versions.current().get("all")));
        assertFalse(decision.isTold(versions.current().get("month")));
        holds(decision);
    }

    @Test
    void sayingWhatEarlierEditionsGaveAwayIsNotPassedOver() {
        var table = new Table.Builder()
                .add(Cell.count("a", 23).standing(Cell.Standing.TOLD))
                .add(Cell.count("b", 2))
                .add(Cell.count("total", 25).standing(Cell.Standing.TOLD))
                .sum("total", List.of("a", "b"))
                .build();

        // 25 and 25: at most 4, at least 1. Four numbers are possible, and nobody knows which.
        holds(decide(table));

        var told = new Table.Builder()
                .add(Cell.minutes("a", 6000, MANY, MANY).standing(Cell.Standing.TOLD))
                .add(Cell.minutes("b", 6000, Contributors.one(6000), MANY))
                .add(Cell.minutes("total", 12_000, MANY, MANY).standing(Cell.Standing.TOLD))
                .sum("total", List.of("a", "b"))
                .build();
        assertEquals(Set.of("b"), decide(told).exposed());
    }

    @Test
    void aSumOfNumbersThatWereToldIsNotToldWhereItSaysMoreOfThem() {
        var few = Contributors.of(240, 240);
        var table = new Table.Builder()
                .add(Cell.minutes("service", 1545, MANY, MANY).standing(Cell.Standing.TOLD))
                .add(Cell.minutes("family", 480, few, few).standing(Cell.Standing.WITHHELD))
                .add(Cell.minutes("peers", 1065, MANY, MANY).standing(Cell.Standing.TOLD))
                .add(Cell.minutes("peersBefore", 1050, MANY, MANY).standing(Cell.Standing.TOLD))
                .add(Cell.minutes("peersInAll", 2115, MANY, MANY))
                .sum("service", List.of("family", "peers"))
                .sum("peersInAll", List.of("peers", "peersBefore"))
                .build();
        var decision = decide(table);

        // 35 hours, less 1,020 minutes at least, would show the peers at most 1,109 minutes, and the family at least
        // 406.
        assertEquals(Set.of("family", "peersInAll"), withheld(decision));
        holds(decision);
    }

    @Test
    void refusesTablesThatAreNotTrue() {
        var table = new Table.Builder().add(Cell.count("a", 1)).add(Cell.count("b", 2));

        assertThrows(IllegalArgumentException.class, () -> table.sum("a", List.of("b")));
        assertThrows(IllegalArgumentException.class, () -> table.atMost(List.of("b"), List.of("a")));
        assertThrows(IllegalArgumentException.class, () -> table.add(Cell.count("a", 3)));
        assertThrows(IllegalArgumentException.class, () -> Cell.count("c", -1));
    }
}
