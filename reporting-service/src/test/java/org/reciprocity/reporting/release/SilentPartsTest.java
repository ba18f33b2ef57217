package org.reciprocity.reporting.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.reciprocity.reporting.release.ReleaseTest.isWithheld;
import static org.reciprocity.reporting.release.ReleaseTest.kept;
import static org.reciprocity.reporting.release.ReleaseTest.table;
import static org.reciprocity.reporting.release.ReleaseTest.told;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.reciprocity.reporting.cube.Cube;
import org.reciprocity.reporting.disclosure.ProtectionLevel;
import org.reciprocity.reporting.edition.EditionTable;
import org.reciprocity.reporting.edition.EditionTable.Contributors;
import org.reciprocity.reporting.edition.EditionTable.Side;
import org.reciprocity.reporting.linear.GlopSolver;
import org.reciprocity.reporting.release.ReleasedNumber.State;

/** What is published where somebody would be found out whatever else is withheld. */
class SilentPartsTest {
    private static final ProtectionLevel TEN = ProtectionLevel.ofPercent(BigDecimal.TEN);

    /** The hours of an edition, those that are services, and those that are contributed. */
    private static List<EditionTable> hours(Side all, Side services, Side contributions) {
        var givers = new TreeMap<String, Contributors>();
        givers.put("", new Contributors(all, null));
        givers.put("kind/service", new Contributors(services, null));
        givers.put("kind/contribution", new Contributors(contributions, null));
        var hours = BigDecimal.valueOf(all.total()).divide(BigDecimal.valueOf(60), 6, RoundingMode.HALF_EVEN);
        return List.of(new EditionTable(
                Optional.empty(),
                "all",
                0,
                Map.of(
                        "hours-given", kept(hours.toPlainString(), Map.of("minutes", all.total())),
                        "exchanges", kept("45", Map.of())),
                Map.of("hours-given", givers)));
    }

    @Test
    void hoursAreWithheldAltogetherWhileAnEditionWouldGiveSomebodyAway() {
        var all = new Side(20, 112_000, 52_000, 50_000);
        var may = hours(all, new Side(10, 110_000, 52_000, 50_000), new Side(10, 2_000, 210, 200));
        var first = Release.of(List.of(), may, TEN, new GlopSolver());
        told("1867", first, "hours-given", "");
        told("1833", first, "hours-given", "kind/service");
        assertEquals(Set.of(), first.heldBack());

        // 2,900 minutes of services were contributions. What is left of the services tells too much, and cannot be
        // hidden.
        var june = hours(all, new Side(9, 107_100, 52_000, 50_000), new Side(11, 4_900, 2_900, 210));
        var before = new ArrayList<>(List.of(Release.earlier(may, first.told(), first.withheld())));
        var second = Release.of(before, june, TEN, new GlopSolver());
        assertEquals(
                Set.of("hours-given|||all", "hours-given|kind/service||all", "hours-given|kind/contribution||all"),
                second.heldBack());
        assertEquals(Set.of(), second.withheld());
        isWithheld(second, "hours-given", "");
        isWithheld(second, "hours-given", "per-active");
        assertTrue(second.numbers().stream().noneMatch(number -> number.part().startsWith("kind/")));
        told("45", second, "exchanges", "");

        var july = hours(
                new Side(40, 350_000, 60_000, 55_000),
                new Side(30, 310_000, 60_000, 55_000),
                new Side(30, 40_000, 4_000, 3_000));
        before.add(Release.earlier(june, second.told(), second.withheld()));
        var third = Release.of(before, july, TEN, new GlopSolver());
        told("5833", third, "hours-given", "");
        told("5167", third, "hours-given", "kind/service");
        assertEquals(Set.of(), third.heldBack());
    }

    /** A zero that is withheld, or in a part of which nothing is published, must not be told by what is not reckoned because of it. */
    @Test
    void thatThereIsNobodyIsSaidByNoOtherNumberWhereItIsNotTold() {
        var nobody = Map.of("participants", Map.of("yes", 0, "no", 0, "lost", 0));
        var tables = List.of(table(
                "all",
                new TreeMap<>(Map.of(
                        "enrolled", kept("0", Map.of()),
                        "active-share", kept(null, Map.of("active", 0)),
                        "isolated", kept(null, Map.of()),
                        "profile-assets", kept(null, Map.of("gave", 0, "users", 0)),
                        "requests", kept("0", Map.of()),
                        "fulfilment-share", kept(null, Map.of("fulfilled", 0, "requests", 0)),
                        "days-to-match", kept(null, Map.of("matched", 0)),
                        "hours-given", kept("0", Map.of("minutes", 0)),
                        "hours-codesign", kept("0", Map.of("minutes", 0)),
                        "follow-up-rate", kept(null, Map.of("byEvent", Map.of("re-offended/12", nobody))))),
                null));
        var slices = Slices.of(tables);
        var edition = Cube.edition(slices, OutcomeCells.structure(ReleasedRelations.STRUCTURE, slices));
        var figures = tables.getFirst().figures().keySet();

        var silent = new Telling(Set.of(), edition.facts().keySet(), edition).numbers(tables);
        assertEquals(
                Set.of(State.WITHHELD),
                states(silent, figures, "").values().stream().collect(Collectors.toSet()));
        assertEquals(
                Map.of(
                        "enrolled", State.TOLD,
                        "active-share", State.NONE,
                        "isolated", State.NONE,
                        "profile-assets", State.NONE,
                        "requests", State.TOLD,
                        "fulfilment-share", State.NONE,
                        "days-to-match", State.NONE,
                        "hours-given", State.TOLD,
                        "hours-codesign", State.TOLD,
                        "follow-up-rate", State.NONE),
                states(new Telling(edition.facts().keySet(), Set.of(), edition).numbers(tables), figures, ""));
    }

    @Test
    void ofAFigureThatIsHeldBackNoPartIsListedSinceThoseLeftOutAreOfNothing() {
        var tables = List.of(table(
                "all", Map.of("requests", kept("20", Map.of("bySkill", Map.of("gardening", 12, "driving", 8)))), null));
        var edition = Cube.edition(Slices.of(tables), ReleasedRelations.STRUCTURE);
        var numbers = new Telling(Set.of(), edition.facts().keySet(), edition).numbers(tables);

        assertEquals(
                List.of(""),
                numbers.stream()
                        .filter(number -> number.figure().equals("requests"))
                        .map(ReleasedNumber::part)
                        .toList());
    }

    private static Map<String, State> states(List<ReleasedNumber> numbers, Set<String> figures, String part) {
        return numbers.stream()
                .filter(number ->
                        figures.contains(number.figure()) && number.part().equals(part))
                .collect(Collectors.toMap(ReleasedNumber::figure, ReleasedNumber::state));
    }
}
