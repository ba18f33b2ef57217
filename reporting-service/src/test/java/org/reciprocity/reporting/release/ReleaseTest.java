package org.reciprocity.reporting.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.reciprocity.reporting.disclosure.ProtectionLevel;
import org.reciprocity.reporting.edition.EditionTable;
import org.reciprocity.reporting.edition.EditionTable.Contributors;
import org.reciprocity.reporting.edition.EditionTable.Kept;
import org.reciprocity.reporting.edition.EditionTable.Side;
import org.reciprocity.reporting.linear.GlopSolver;
import org.reciprocity.reporting.release.ReleasedNumber.State;

/** From the tables of an edition to what is told of them. */
class ReleaseTest {
    static final ProtectionLevel TEN = ProtectionLevel.ofPercent(BigDecimal.TEN);

    static Kept kept(String value, Map<String, Object> parts) {
        return new Kept(value == null ? null : new BigDecimal(value), value == null ? "none" : null, parts, List.of());
    }

    static EditionTable table(String period, Map<String, Kept> figures, Side hours) {
        Map<String, Map<String, Contributors>> contributors = hours == null
                ? Map.of()
                : Map.of(
                        "hours-given",
                        new TreeMap<>(Map.of(
                                "", new Contributors(hours, hours), "kind/service", new Contributors(hours, hours))));
        return new EditionTable(Optional.empty(), period, 0, figures, contributors);
    }

    static Release release(EditionTable... tables) {
        return Release.of(List.of(), List.of(tables), TEN, new GlopSolver());
    }

    static ReleasedNumber number(Release release, String period, String figure, String part) {
        return release.numbers().stream()
                .filter(number -> number.period().equals(period)
                        && number.figure().equals(figure)
                        && number.part().equals(part))
                .findFirst()
                .orElseThrow();
    }

    static void told(String value, Release release, String figure, String part) {
        var number = number(release, "all", figure, part);
        assertEquals(State.TOLD, number.state(), figure);
        assertEquals(0, new BigDecimal(value).compareTo(number.value().orElseThrow()), number.toString());
    }

    static void isWithheld(Release release, String figure, String part) {
        var number = number(release, "all", figure, part);
        assertEquals(State.WITHHELD, number.state());
        assertEquals(Optional.empty(), number.value());
        assertTrue(number.reason().isPresent());
    }

    @Test
    void countsHoursRatesAndRatiosAreToldEachInItsWay() {
        var release = release(table(
                "all",
                Map.of(
                        "active", kept("43", Map.of("withoutProfessionals", 38)),
                        "receivers-only", kept("12", Map.of()),
                        "enrolled", kept("61", Map.of()),
                        "active-share", kept("0.688525", Map.of("active", 42, "enrolled", 61)),
                        "hours-given", kept("100.4", Map.of("minutes", 6024)),
                        "gini-given", kept("0.462091", Map.of("active", 43)),
                        "ties", kept("120", Map.of("participants", 7)),
                        "reciprocity", kept("0.5", Map.of())),
                new Side(43, 6024, 400, 300)));

        told("45", release, "active", "");
        told("40", release, "active", "withoutProfessionals");
        told("0.6667", release, "active-share", "");
        told("100", release, "hours-given", "");
        told("100", release, "hours-given", "kind/service");
        told("2.2222", release, "hours-given", "per-active");
        told("0.46", release, "gini-given", "");
        isWithheld(release, "reciprocity", "");
    }

    @Test
    void whichNeedsLapsedOnWhichDayIsToldWhereItIsOfEnough() {
        var release = release(table(
                "all",
                Map.of(
                        "requests", kept("60", Map.of("bySkill", Map.of("lifts", 40, "forms", 20))),
                        "requests-lapsed",
                                kept(
                                        "41",
                                        Map.of(
                                                "byReason", Map.of("nobody-proposed", 41),
                                                "bySkill", Map.of("lifts", 28, "forms", 13),
                                                "byWeekday", Map.of("1-monday", 3, "2-tuesday", 4, "5-friday", 34)))),
                null));

        told("40", release, "requests-lapsed", "");
        told("30", release, "requests-lapsed", "bySkill/lifts");
        told("15", release, "requests-lapsed", "bySkill/forms");
        told("35", release, "requests-lapsed", "byWeekday/5-friday");
        isWithheld(release, "requests-lapsed", "byWeekday/1-monday");
        isWithheld(release, "requests-lapsed", "byWeekday/2-tuesday");
    }

    @Test
    void partsOfAFewAreNotEvenListedWhereTheirTotalIsWithheld() {
        var weekdays = Map.of("1-monday", 1, "2-tuesday", 1, "3-wednesday", 1, "4-thursday", 1, "5-friday", 3);
        var release = release(table("all", Map.of("requests-lapsed", kept("7", Map.of("byWeekday", weekdays))), null));

        isWithheld(release, "requests-lapsed", "");
        assertEquals(
                List.of(""),
                release.numbers().stream()
                        .filter(number -> number.figure().equals("requests-lapsed"))
                        .map(ReleasedNumber::part)
                        .toList());
    }

    @Test
    void peopleAreToldByOneBandOnceOfAYearThatIsOver() {
        Map<String, Object> ages = Map.of("25-44", 26, "65-74", 8, "75-and-over", 0, "not-told", 40);
        Map<String, Object> someFew = Map.of("none", 31, "limited-a-lot", 3, "not-told", 40);
        var figures = Map.of(
                "enrolled",
                kept("74", Map.of("byAge", ages, "byDisability", someFew, "people", 80)),
                "both",
                kept("20", Map.of("byAge", ages)));
        var tables = List.of(
                table("all", figures, null),
                table("2025", figures, null),
                table("2026", figures, null),
                table("2026-Q2", figures, null),
                table("2026-03", figures, null),
                new EditionTable(Optional.of(new UUID(0, 1)), "2025", 0, figures, Map.of()));
        assertEquals(List.of(), byBand(Release.of(List.of(), tables, TEN, new GlopSolver())));
        assertEquals(
                List.of(), byBand(Release.of(List.of(), tables, LocalDate.of(2026, 2, 28), TEN, new GlopSolver())));

        var first = Release.of(List.of(), tables, LocalDate.of(2026, 3, 31), TEN, new GlopSolver());
        var byBand = byBand(first);
        assertEquals(
                Set.of("enrolled"), byBand.stream().map(ReleasedNumber::figure).collect(Collectors.toSet()));
        assertEquals(Set.of("2025"), byBand.stream().map(ReleasedNumber::period).collect(Collectors.toSet()));
        assertTrue(byBand.stream().allMatch(number -> number.programme().isEmpty()));
        assertEquals(4, byBand.size());
        assertEquals(
                State.TOLD, number(first, "2025", "enrolled", "byAge/25-44").state());
        assertEquals(
                State.TOLD,
                number(first, "2025", "enrolled", "byAge/75-and-over").state());
        assertEquals(
                State.TOLD, number(first, "2025", "enrolled", "byAge/65-74").state());
        assertTrue(first.numbers().stream().noneMatch(number -> number.part().startsWith("byDisability/")));

        // Somebody is of another age since.
        Map<String, Object> later = Map.of("25-44", 25, "65-74", 9, "75-and-over", 0, "not-told", 40);
        var then = List.of(table("2025", Map.of("enrolled", kept("74", Map.of("byAge", later))), null));
        var earlier = Release.earlier(tables, first.told(), first.withheld());
        var second = Release.of(List.of(earlier), then, LocalDate.of(2026, 4, 30), TEN, new GlopSolver());
        assertEquals(List.of(), byBand(second));
        assertEquals(State.TOLD, number(second, "2025", "enrolled", "").state());
        var third = Release.of(
                List.of(earlier, Release.earlier(then, second.told(), second.withheld())),
                then,
                LocalDate.of(2026, 5, 31),
                TEN,
                new GlopSolver());
        assertEquals(List.of(), byBand(third), "what one edition did not repeat the next one does not either");
    }

    private static List<ReleasedNumber> byBand(Release release) {
        return release.numbers().stream()
                .filter(number -> number.part().startsWith("byAge/"))
                .toList();
    }

    @Test
    void whatIsOfAFewIsWithheldAndWhatIsOfNobodyIsTold() {
        var release = release(table(
                "all",
                Map.of(
                        "active", kept("5", Map.of("withoutProfessionals", 0)),
                        "enrolled", kept("7", Map.of()),
                        "active-share", kept("0.714286", Map.of("active", 5)),
                        "hours-given", kept("0", Map.of("minutes", 0)),
                        "gini-given", kept("0.4", Map.of("active", 5))),
                null));
        var nobody =
                release(table("all", Map.of("active", kept("0", Map.of()), "both-share", kept(null, Map.of())), null));

        isWithheld(release, "active", "");
        told("0", release, "active", "withoutProfessionals");
        isWithheld(release, "active-share", "");
        isWithheld(release, "gini-given", "");
        told("0", release, "hours-given", "");
        assertEquals(State.NONE, number(nobody, "all", "both-share", "").state());
    }

    @Test
    void meansAndNumbersOfProgrammesAreOfEightPeopleOrMore() {
        var many = release(table(
                "all",
                Map.of(
                        "active", kept("9", Map.of()),
                        "cell-difference", kept("1", Map.of()),
                        "days-to-match", kept("3.5", Map.of("matched", 8))),
                null));
        told("1", many, "cell-difference", "");
        told("3.5", many, "days-to-match", "");

        var few = release(table(
                "all",
                Map.of(
                        "active", kept("7", Map.of()),
                        "cell-difference", kept("1", Map.of()),
                        "days-to-match", kept("3.5", Map.of("matched", 7))),
                null));
        isWithheld(few, "cell-difference", "");
        isWithheld(few, "days-to-match", "");
    }

    private static Release network(String mutual, String weighted) {
        var parts = Map.<String, Object>of("participants", 20);
        return release(table(
                "all",
                Map.of(
                        "ties", kept("44", parts),
                        "mutual-pairs", kept(mutual, Map.of()),
                        "reciprocity", kept("0.136364", parts),
                        "rho", kept("0.02", parts),
                        "weighted-reciprocity", kept(weighted, parts),
                        "generalised-reciprocity", kept("0.5", parts),
                        "mean-partners", kept("4.1", parts)),
                null));
    }

    @Test
    void ratiosOfANetworkAreToldOnlyBesideTheCellsThatTheyAreMadeOf() {
        var withheld = network("3", "0.1");
        isWithheld(withheld, "mutual-pairs", "");
        for (var figure :
                List.of("reciprocity", "rho", "weighted-reciprocity", "generalised-reciprocity", "mean-partners")) {
            isWithheld(withheld, figure, "");
            assertEquals(
                    State.TOLD, number(network("12", "0.1"), "all", figure, "").state(), figure);
        }
        told("45", withheld, "ties", "");
    }

    @Test
    void whatCirclesWithoutAnyMutualPairMayBeOfThree() {
        var none = network("0", "0");

        told("0.14", none, "reciprocity", "");
        told("0", none, "weighted-reciprocity", "");
        isWithheld(none, "generalised-reciprocity", "");
    }

    @Test
    void whyThereIsNoValueIsNotToldOfAFew() {
        for (int people : new int[] {0, 8, 30}) {
            var release = release(table(
                    "all",
                    Map.of(
                            "first-gift-months", kept(null, Map.of("gave", people)),
                            "ego-density", kept(null, Map.of("participants", people))),
                    null));
            assertEquals(
                    State.NONE, number(release, "all", "first-gift-months", "").state());
            assertEquals(
                    Optional.of("none"),
                    number(release, "all", "ego-density", "").reason());
        }
        for (int people : new int[] {1, 7}) {
            var release = release(table(
                    "all",
                    Map.of(
                            "first-gift-months", kept(null, Map.of("gave", people)),
                            "ego-density", kept(null, Map.of("participants", people))),
                    null));
            isWithheld(release, "first-gift-months", "");
            isWithheld(release, "ego-density", "");
        }
    }

    @Test
    void hoursOfWhichItIsNotKnownWhoGaveThemAreWithheld() {
        var hours = Map.of("hours-given", kept("100", Map.of()));

        isWithheld(release(table("all", hours, null)), "hours-given", "");
        isWithheld(release(table("all", hours, new Side(40, 5999, 200, 200))), "hours-given", "");
    }

    @Test
    void whatIsRedeemedIsTestedByThoseWhoSpentIt() {
        var many = new Side(40, 6000, 200, 200);
        var few = new Side(2, 6000, 5000, 1000);
        for (var side : List.of(many, few)) {
            var table = new EditionTable(
                    Optional.empty(),
                    "all",
                    0,
                    Map.of("hours-redeemed", kept("100", Map.of())),
                    Map.of("hours-redeemed", Map.of("", new Contributors(null, side))));
            if (side.equals(many)) {
                told("100", release(table), "hours-redeemed", "");
            } else {
                isWithheld(release(table), "hours-redeemed", "");
            }
        }
    }

    @Test
    void codesignHoursAreTheHoursGivenOfThatKind() {
        var side = new Side(40, 6000, 200, 200);
        var given = Map.of(
                "hours-given", Map.of("", new Contributors(side, null), "kind/codesign", new Contributors(side, null)));
        var figures = new java.util.HashMap<>(
                Map.of("hours-given", kept("100", Map.of()), "hours-codesign", kept("100", Map.of())));

        told("100", release(new EditionTable(Optional.empty(), "all", 0, figures, given)), "hours-codesign", "");
        // Before, what was planned in sessions was kept as services.
        figures.put("hours-codesign", kept("130", Map.of()));
        isWithheld(release(new EditionTable(Optional.empty(), "all", 0, figures, given)), "hours-codesign", "");
    }

    @Test
    void whatIsReceivedDoesNotGiveAwayWhatAFewGiveInSessions() {
        var many = new Contributors(new Side(40, 6000, 200, 200), new Side(40, 6000, 200, 200));
        var two = new Contributors(new Side(2, 600, 400, 200), new Side(2, 600, 400, 200));
        var given = new Side(42, 6600, 400, 200);
        var table = new EditionTable(
                Optional.empty(),
                "all",
                0,
                Map.of("hours-given", kept("110", Map.of()), "hours-received", kept("100", Map.of())),
                Map.of(
                        "hours-given",
                        Map.of(
                                "", new Contributors(given, null),
                                "kind/service", new Contributors(given, given),
                                "in-sessions", two),
                        "hours-received",
                        Map.of("", many, "one-to-one", many)));
        var release = release(table);

        // All that was received was so one to one: with what was given, what two gave in sessions would be the
        // difference.
        var hidden = Set.copyOf(release.withheld());
        assertTrue(
                hidden.contains("hours-received|||all") || hidden.contains("hours-given|kind/service||all"),
                hidden.toString());
        assertTrue(
                release.told().stream().noneMatch(cell -> cell.contains("one-to-one") || cell.contains("in-sessions")));
    }

    @Test
    void whatIsReceivedIsToldOfTheWholeCommunityOnly() {
        var table = new EditionTable(
                Optional.of(new java.util.UUID(1, 2)),
                "all",
                0,
                Map.of("hours-received", kept("100", Map.of())),
                Map.of());
        var number = release(table).numbers().stream()
                .filter(one -> one.figure().equals("hours-received"))
                .findFirst()
                .orElseThrow();

        assertEquals(State.WITHHELD, number.state());
        assertEquals(Optional.of(Telling.NOT_OF_PROGRAMMES), number.reason());
    }

    /** As rules before 11 kept it: no contributors of what was received, redeemed or by flow, and plans in sessions among the services. */
    private static EditionTable earlier() {
        var all = new Side(30, 3000, 150, 120);
        var services = new Side(30, 2400, 140, 110);
        var plans = new Side(10, 600, 70, 65);
        return new EditionTable(
                Optional.empty(),
                "all",
                0,
                Map.of(
                        "hours-given", kept("50", Map.of()),
                        "hours-codesign", kept("20", Map.of()),
                        "hours-received", kept("40", Map.of())),
                Map.of(
                        "hours-given",
                        Map.of(
                                "", new Contributors(all, services),
                                "kind/service", new Contributors(services, services),
                                "kind/codesign", new Contributors(plans, null))));
    }

    @Test
    void anEditionOfEarlierRulesIsReadAndTheNextIsToldBesideIt() {
        var before = release(earlier());
        told("50", before, "hours-given", "");
        told("40", before, "hours-given", "kind/service");
        isWithheld(before, "hours-codesign", "");
        isWithheld(before, "hours-received", "");

        var all = new Side(30, 3000, 150, 120);
        var services = new Side(30, 1800, 120, 90);
        var plans = new Side(20, 1200, 90, 80);
        var served = new Contributors(services, services);
        var now = new EditionTable(
                Optional.empty(),
                "all",
                0,
                earlier().figures(),
                Map.of(
                        "hours-given",
                                Map.of(
                                        "",
                                        new Contributors(all, null),
                                        "kind/service",
                                        served,
                                        "flow/peer-to-peer",
                                        served,
                                        "kind/codesign",
                                        new Contributors(plans, null)),
                        "hours-received",
                                Map.of(
                                        "", new Contributors(all, all),
                                        "one-to-one", served,
                                        "in-sessions", new Contributors(plans, plans))));
        var release = Release.of(
                List.of(Release.earlier(List.of(earlier()), before.told(), before.withheld())),
                List.of(now),
                TEN,
                new GlopSolver());

        assertEquals(Set.of(), release.exposed());
        told("50", release, "hours-given", "");
        told("20", release, "hours-codesign", "");
        told("30", release, "hours-given", "kind/service");
        told("30", release, "hours-given", "flow/peer-to-peer");
    }

    @Test
    void aFigureThatNobodyHasDecidedOnIsWithheld() {
        var release = release(table("all", Map.of("network-components", kept("3", Map.of())), null));

        assertEquals(
                Optional.of(Telling.NOT_PUBLISHED),
                number(release, "all", "network-components", "").reason());
    }

    @Test
    void whatAnEarlierEditionToldIsToldAgainWhateverCameToIt() {
        var may = table("2025-05", Map.of("active", kept("43", Map.of())), null);
        var first = release(may);
        var before = List.of(Release.earlier(List.of(may), first.told(), first.withheld()));
        var second = Release.of(
                before,
                List.of(may, table("2025-06", Map.of("active", kept("6", Map.of())), null)),
                TEN,
                new GlopSolver());

        assertEquals(Set.of("active|||2025-05"), first.told());
        assertEquals(Set.of("active|||2025-05"), second.told());
        assertEquals(Set.of("active|||2025-06"), second.withheld());
        assertEquals(Set.of(), second.exposed());
    }

    @Test
    void everyFigureThatIsPublishedIsInTheCatalogue() {
        for (var code : ReleasedFigure.ALL.keySet()) {
            assertTrue(org.reciprocity.reporting.figure.Figure.of(code).isPresent(), code);
        }
    }
}
