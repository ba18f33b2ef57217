package org.reciprocity.reporting.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.reciprocity.reporting.disclosure.ProtectionLevel;
import org.reciprocity.reporting.edition.EditionTable;
import org.reciprocity.reporting.edition.EditionTable.Kept;
import org.reciprocity.reporting.figure.Controls;
import org.reciprocity.reporting.figure.Figure;
import org.reciprocity.reporting.linear.GlopSolver;
import org.reciprocity.reporting.release.ReleasedNumber.State;

/** What analysts are told of what changed and of what it cost. */
class OutcomeReleaseTest {
    private static final ProtectionLevel TEN = ProtectionLevel.ofPercent(BigDecimal.TEN);
    private static final Optional<UUID> SMALL = Optional.of(new UUID(0, 1));
    private static final Optional<UUID> LARGE = Optional.of(new UUID(0, 2));
    private static final Optional<UUID> MIDDLE = Optional.of(new UUID(0, 3));
    private static final Optional<UUID> WHOLE = Optional.empty();

    private static Kept kept(String value, Map<String, Object> parts) {
        return new Kept(value == null ? null : new BigDecimal(value), value == null ? "none" : null, parts, List.of());
    }

    private static Map<String, Object> arm(int n, String mean) {
        return Map.of(
                "n",
                n,
                "mean",
                new BigDecimal(mean),
                "low95",
                new BigDecimal(mean).subtract(BigDecimal.ONE),
                "high95",
                new BigDecimal(mean).add(BigDecimal.ONE));
    }

    private static List<Long> people(int from, int to) {
        return LongStream.range(from, to).boxed().toList();
    }

    private static EditionTable change(Optional<UUID> programme, String period, String mean, List<Long> participants) {
        return change(programme, period, mean, participants, List.of());
    }

    private static EditionTable change(
            Optional<UUID> programme, String period, String mean, List<Long> participants, List<Long> comparison) {
        var parts = new TreeMap<String, Object>();
        parts.put("participants", arm(participants.size(), mean));
        parts.put("maryland", comparison.isEmpty() ? 1 : 3);
        var members = new TreeMap<String, List<Long>>();
        members.put("byInstrument/UCLA-3/participants", participants);
        if (!comparison.isEmpty()) {
            parts.put("comparison", arm(comparison.size(), "-0.25"));
            parts.put(
                    "differenceInDifferences",
                    Map.of(
                            "mean", new BigDecimal("-1.234567"),
                            "low95", new BigDecimal("-2"),
                            "high95", new BigDecimal("-0.5")));
            members.put("byInstrument/UCLA-3/comparison", comparison);
        }
        return new EditionTable(
                programme,
                period,
                0,
                Map.of("measure-change", kept(mean, Map.of("byInstrument", Map.of("UCLA-3", parts)))),
                Map.of(),
                Map.of("measure-change", members));
    }

    private static Release release(EditionTable... tables) {
        return Release.of(List.of(), List.of(tables), TEN, new GlopSolver());
    }

    private static ReleasedNumber number(
            Release release, Optional<UUID> programme, String period, String figure, String part) {
        return release.numbers().stream()
                .filter(number -> number.programme().equals(programme)
                        && number.period().equals(period)
                        && number.figure().equals(figure)
                        && number.part().equals(part))
                .findFirst()
                .orElseThrow(() -> new AssertionError(figure + " " + part));
    }

    private static String told(Release release, Optional<UUID> programme, String figure, String part) {
        var number = number(release, programme, "all", figure, part);
        return number.state() == State.TOLD
                ? number.value().orElseThrow().toPlainString()
                : number.state().code();
    }

    @Test
    void aProgrammeOfAFewIsNotLeftOverFromTheCommunity() {
        var release = release(
                change(WHOLE, "all", "-1.5", people(0, 53)),
                change(LARGE, "all", "-1.25", people(0, 30)),
                change(MIDDLE, "all", "-2", people(30, 50)),
                change(SMALL, "all", "-0.5", people(50, 53)));

        assertEquals("-1.5", told(release, WHOLE, "measure-change", ""));
        assertEquals("-1.2", told(release, LARGE, "measure-change", "UCLA-3/participants/mean"));
        assertEquals("withheld", told(release, SMALL, "measure-change", "UCLA-3/participants/mean"));
        assertEquals("withheld", told(release, SMALL, "measure-change", "UCLA-3/participants/n"));
        // 53 x -1.5 less 30 x -1.25 less this one's would be the three's.
        assertEquals("withheld", told(release, MIDDLE, "measure-change", "UCLA-3/participants/mean"));
        assertEquals("withheld", told(release, MIDDLE, "measure-change", "UCLA-3/participants/n"));
        assertEquals("withheld", told(release, MIDDLE, "measure-change", "UCLA-3/participants/low95"));
    }

    @Test
    void aLaterEditionWithAFewMoreTellsNoOtherMean() {
        var may = List.of(change(WHOLE, "all", "-1.5", people(0, 30)));
        var first = Release.of(List.of(), may, TEN, new GlopSolver());
        var june = List.of(change(WHOLE, "all", "-1.6", people(0, 32)));
        var july = List.of(change(WHOLE, "all", "-1.7", people(0, 40)));
        var before = new ArrayList<>(List.of(Release.earlier(may, first.told(), first.withheld())));

        var second = Release.of(before, june, TEN, new GlopSolver());
        before.add(Release.earlier(june, second.told(), second.withheld()));
        var third = Release.of(before, july, TEN, new GlopSolver());

        assertEquals("-1.5", told(first, WHOLE, "measure-change", ""));
        assertEquals("withheld", told(second, WHOLE, "measure-change", ""));
        assertEquals("-1.7", told(third, WHOLE, "measure-change", ""));
    }

    @Test
    void whatComparesArmsIsToldWhereBothAreEnough() {
        var enough = release(change(WHOLE, "all", "-1.5", people(0, 30), people(30, 38)));
        var few = release(change(WHOLE, "all", "-1.5", people(0, 30), people(30, 37)));

        assertEquals("-1.2", told(enough, WHOLE, "measure-change", "UCLA-3/differenceInDifferences/mean"));
        assertEquals("3", told(enough, WHOLE, "measure-change", "UCLA-3/maryland"));
        assertEquals("-1.5", told(few, WHOLE, "measure-change", "UCLA-3/participants/mean"));
        assertEquals("withheld", told(few, WHOLE, "measure-change", "UCLA-3/comparison/mean"));
        assertEquals("withheld", told(few, WHOLE, "measure-change", "UCLA-3/differenceInDifferences/mean"));
        assertEquals("withheld", told(few, WHOLE, "measure-change", "UCLA-3/maryland"));
    }

    @Test
    void aChangeOfWhichNobodyKnowsWhoItIsOfIsWithheld() {
        var table = change(WHOLE, "all", "-1.5", people(0, 30));
        var old = new EditionTable(table.programme(), table.period(), 0, table.figures(), Map.of());

        assertEquals("withheld", told(release(old), WHOLE, "measure-change", ""));
    }

    @Test
    void anInstrumentThatNobodyWasFollowedUpOnLeavesTheValueOfTheOther() {
        var table = change(WHOLE, "all", "-1.5", people(0, 30));
        var instruments = Map.of(
                "UCLA-3", Map.of("participants", arm(30, "-1.5"), "maryland", 1),
                "LSNS-6", Map.of("participants", Map.of("n", 0, "lost", 9), "maryland", 1));
        var both = new EditionTable(
                WHOLE,
                "all",
                0,
                Map.of("measure-change", kept("-1.5", Map.of("byInstrument", instruments))),
                Map.of(),
                table.members());

        assertEquals("-1.5", told(release(both), WHOLE, "measure-change", ""));
        assertEquals("0", told(release(both), WHOLE, "measure-change", "LSNS-6/participants/n"));
    }

    private static EditionTable events(Optional<UUID> programme, Map<String, Object> arms) {
        var parts = new TreeMap<>(arms);
        parts.put("maryland", arms.size());
        return new EditionTable(
                programme,
                "all",
                0,
                Map.of("follow-up-rate", kept("0.070000", Map.of("byEvent", Map.of("re-offended/12", parts)))),
                Map.of());
    }

    private static Map<String, Object> counts(int yes, int no, int lost) {
        return Map.of("yes", yes, "no", no, "lost", lost);
    }

    @Test
    void ratesAndWhatComparesThemAreMadeOfPublishedCounts() {
        var release =
                release(events(WHOLE, Map.of("participants", counts(21, 279, 0), "comparison", counts(91, 209, 12))));

        assertEquals("20", told(release, WHOLE, "follow-up-rate", "re-offended/12/participants/yes"));
        assertEquals("0.0667", told(release, WHOLE, "follow-up-rate", ""));
        assertEquals("0.3000", told(release, WHOLE, "follow-up-rate", "re-offended/12/comparison/rate"));
        assertEquals("0.2333", told(release, WHOLE, "follow-up-rate", "re-offended/12/riskDifference"));
        assertEquals("0.2222", told(release, WHOLE, "follow-up-rate", "re-offended/12/riskRatio"));
        assertEquals("4.2857", told(release, WHOLE, "follow-up-rate", "re-offended/12/neededToTreat/one-fewer"));
        assertEquals("10", told(release, WHOLE, "follow-up-rate", "re-offended/12/comparison/lost"));
        assertEquals("2", told(release, WHOLE, "follow-up-rate", "re-offended/12/maryland"));
    }

    @Test
    void anIntervalOfARateIsMadeOfPublishedCountsToo() {
        var release =
                release(events(WHOLE, Map.of("participants", counts(21, 279, 0), "comparison", counts(91, 209, 12))));

        assertEquals("0.0436", told(release, WHOLE, "follow-up-rate", "re-offended/12/participants/rate/low95"));
        assertEquals("0.1007", told(release, WHOLE, "follow-up-rate", "re-offended/12/participants/rate/high95"));
        assertEquals("0.2509", told(release, WHOLE, "follow-up-rate", "re-offended/12/comparison/rate/low95"));
        assertEquals("0.3541", told(release, WHOLE, "follow-up-rate", "re-offended/12/comparison/rate/high95"));

        // None of 20: Newcombe, Statistics in Medicine 17, 1998, table I, method 3.
        var none = release(events(WHOLE, Map.of("participants", counts(0, 20, 0))));
        assertEquals("0.0000", told(none, WHOLE, "follow-up-rate", "re-offended/12/participants/rate"));
        assertEquals("0.0000", told(none, WHOLE, "follow-up-rate", "re-offended/12/participants/rate/low95"));
        assertEquals("0.1611", told(none, WHOLE, "follow-up-rate", "re-offended/12/participants/rate/high95"));
    }

    @Test
    void aRateThatIsWithheldHasNoInterval() {
        var few = release(events(WHOLE, Map.of("participants", counts(5, 95, 0))));

        assertEquals("withheld", told(few, WHOLE, "follow-up-rate", "re-offended/12/participants/rate"));
        assertTrue(few.numbers().stream().noneMatch(number -> number.part().endsWith("95")));
    }

    @Test
    void sharesBeyondACutOffHaveIntervalsBothTimes() {
        var arm = Map.of("before", Map.of("n", 61, "count", 29), "after", Map.of("n", 61, "count", 16));
        var release = release(new EditionTable(
                WHOLE,
                "all",
                0,
                Map.of(
                        "beyond-cut-off",
                        kept("0.262295", Map.of("byInstrument", Map.of("UCLA-3", Map.of("participants", arm))))),
                Map.of()));

        // 30 of 60, and 15 of 60.
        assertEquals("0.5000", told(release, WHOLE, "beyond-cut-off", "UCLA-3/participants/before"));
        assertEquals("0.3774", told(release, WHOLE, "beyond-cut-off", "UCLA-3/participants/before/low95"));
        assertEquals("0.6226", told(release, WHOLE, "beyond-cut-off", "UCLA-3/participants/before/high95"));
        assertEquals("0.1578", told(release, WHOLE, "beyond-cut-off", "UCLA-3/participants/after/low95"));
        assertEquals("0.3723", told(release, WHOLE, "beyond-cut-off", "UCLA-3/participants/after/high95"));
    }

    @Test
    void whatIsMadeOfPublishedCountsSaysSo() {
        assertEquals(
                Optional.of(ReleasedFigure.MADE_OF_PUBLISHED),
                ReleasedFigure.caveat("follow-up-rate", Optional.empty()));
        assertEquals(
                Optional.of("Beware. " + ReleasedFigure.MADE_OF_PUBLISHED),
                ReleasedFigure.caveat("beyond-cut-off", Optional.of("Beware.")));
        assertEquals(Optional.of("Beware."), ReleasedFigure.caveat("measure-change", Optional.of("Beware.")));
    }

    private static EditionTable uses(String period, List<Long> people, List<Long> inAYear) {
        var arm = new TreeMap<String, Object>(Map.of("people", people.size(), "change", new BigDecimal("-0.25")));
        arm.put(
                "changeAYear",
                Map.of(
                        "n", inAYear.size(),
                        "mean", new BigDecimal("-1.234567"),
                        "low95", new BigDecimal("-2"),
                        "high95", new BigDecimal("-0.5")));
        return new EditionTable(
                WHOLE,
                period,
                0,
                Map.of(
                        "service-use-change",
                        kept("-0.25", Map.of("byType", Map.of("gp-visit", Map.of("participants", arm))))),
                Map.of(),
                Map.of(
                        "service-use-change",
                        Map.of(
                                "byType/gp-visit/participants", people,
                                "byType/gp-visit/participants/changeAYear", inAYear)));
    }

    @Test
    void aChangeInAYearIsToldWithItsIntervalWhereItLeavesNoFew() {
        var part = "gp-visit/participants/changeAYear/";
        var same = release(uses("all", people(0, 30), people(0, 30)));
        assertEquals("-1.23", told(same, WHOLE, "service-use-change", part + "mean"));
        assertEquals("-2.00", told(same, WHOLE, "service-use-change", part + "low95"));
        assertEquals("-0.50", told(same, WHOLE, "service-use-change", part + "high95"));
        assertEquals("30", told(same, WHOLE, "service-use-change", part + "n"));

        var withoutAFew = release(uses("all", people(0, 30), people(0, 25)));
        assertEquals("-0.25", told(withoutAFew, WHOLE, "service-use-change", "gp-visit/participants/change"));
        assertEquals("withheld", told(withoutAFew, WHOLE, "service-use-change", part + "mean"));
        assertEquals("withheld", told(withoutAFew, WHOLE, "service-use-change", part + "n"));
    }

    @Test
    void aChangeInAYearKeepsNoOtherMeanFromBeingTold() {
        var release = release(uses("all", people(0, 30), people(0, 20)), uses("2026-05", people(0, 13), people(0, 13)));

        assertEquals(
                State.TOLD,
                number(release, WHOLE, "2026-05", "service-use-change", "gp-visit/participants/change")
                        .state());
        // Seven would be left of the 20 without those 13.
        assertEquals("withheld", told(release, WHOLE, "service-use-change", "gp-visit/participants/changeAYear/mean"));
    }

    private static List<String> needed(Map<String, Object> participants, Map<String, Object> comparison) {
        return release(events(WHOLE, Map.of("participants", participants, "comparison", comparison))).numbers().stream()
                .map(ReleasedNumber::part)
                .filter(part -> part.contains("neededToTreat"))
                .sorted()
                .toList();
    }

    @Test
    void theNumberNeededSaysWhichWayItGoesAndIsNotToldWhereItMayBeNone() {
        var more = "re-offended/12/neededToTreat/one-more";
        assertEquals(List.of(more, more + "/high95", more + "/low95"), needed(counts(90, 210, 0), counts(20, 280, 0)));
        assertEquals(List.of(), needed(counts(45, 205, 0), counts(60, 190, 0)));
    }

    @Test
    void whatIsToldOfParticipantsAloneIsUncontrolled() {
        var mean = Map.<String, Object>of("UCLA-3/participants/mean", BigDecimal.ONE);
        var compared = new TreeMap<>(mean);
        compared.put("UCLA-3/differenceInDifferences/mean", BigDecimal.ZERO);
        var oneOfTwo = new TreeMap<>(compared);
        oneOfTwo.put("LSNS-6/participants/mean", BigDecimal.ONE);
        var nobody = new TreeMap<>(compared);
        nobody.put("LSNS-6/participants/n", BigDecimal.ZERO);

        assertFalse(Controls.uncontrolled(Figure.MEASURE_CHANGE, mean).isEmpty());
        assertTrue(Controls.uncontrolled(Figure.MEASURE_CHANGE, compared).isEmpty());
        assertFalse(Controls.uncontrolled(Figure.MEASURE_CHANGE, oneOfTwo).isEmpty());
        assertTrue(Controls.uncontrolled(Figure.MEASURE_CHANGE, nobody).isEmpty());
        assertTrue(Controls.uncontrolled(Figure.MEASURE_CHANGE, Map.of()).isEmpty());
        var rate = Map.<String, Object>of(
                "re-offended/12/participants/rate", BigDecimal.ONE, "re-offended/12/comparison/known", BigDecimal.TEN);
        assertFalse(Controls.uncontrolled(Figure.FOLLOW_UP_RATE, rate).isEmpty());
        var share = new TreeMap<String, Object>(Map.of("UCLA-3/participants/after", BigDecimal.ONE));
        assertFalse(Controls.uncontrolled(Figure.BEYOND_CUT_OFF, share).isEmpty());
        share.put("UCLA-3/comparison/after", BigDecimal.ONE);
        assertTrue(Controls.uncontrolled(Figure.BEYOND_CUT_OFF, share).isEmpty());
        assertTrue(Controls.uncontrolled(Figure.ENROLLED, mean).isEmpty());
    }

    @Test
    void aFewWithTheEventAreNotToldAndNotLeftOver() {
        var release = release(events(WHOLE, Map.of("participants", counts(7, 93, 0), "comparison", counts(30, 70, 0))));

        assertEquals("withheld", told(release, WHOLE, "follow-up-rate", "re-offended/12/participants/yes"));
        assertEquals("withheld", told(release, WHOLE, "follow-up-rate", ""));
        assertEquals("withheld", told(release, WHOLE, "follow-up-rate", "re-offended/12/riskDifference"));
        var no = told(release, WHOLE, "follow-up-rate", "re-offended/12/participants/no");
        var known = told(release, WHOLE, "follow-up-rate", "re-offended/12/participants/known");
        assertTrue(
                no.equals("withheld") || known.equals("withheld") || no.equals(known) || isOpen(no, known),
                no + " of " + known);
        assertEquals("0.3000", told(release, WHOLE, "follow-up-rate", "re-offended/12/comparison/rate"));
    }

    /** Whether three numbers at least can be what is left: the counts are rounded to the nearest 5. */
    private static boolean isOpen(String no, String known) {
        int most = Integer.parseInt(known) + 2 - (Integer.parseInt(no) - 2);
        int least = Integer.parseInt(known) - 2 - (Integer.parseInt(no) + 2);
        return Math.min(7, most) - Math.max(1, least) >= 2;
    }

    private static EditionTable money(Optional<UUID> programme, long enrolled, long amount) {
        return new EditionTable(
                programme,
                "2026",
                0,
                Map.of(
                        "enrolled", kept(String.valueOf(enrolled), Map.of()),
                        "costs-borne",
                                kept(
                                        String.valueOf(amount),
                                        Map.of(
                                                "byPrices",
                                                Map.of(
                                                        "GBP/2026",
                                                        Map.of(
                                                                "amount",
                                                                amount,
                                                                "byAgency",
                                                                Map.of("COUNCIL", Map.of("amount", amount)))))),
                        "prevention-share",
                                kept(
                                        "0.5",
                                        Map.of(
                                                "byPrices",
                                                Map.of(
                                                        "GBP/2026",
                                                        Map.of("amount", amount, "preventive", amount / 2))))),
                Map.of());
    }

    private static String money(Release release, Optional<UUID> programme, String figure, String part) {
        var number = number(release, programme, "2026", figure, part);
        return number.state() == State.TOLD
                ? number.value().orElseThrow().toPlainString()
                : number.state().code();
    }

    @Test
    void moneyIsToldToTheHundredWhereEnoughPeopleAreEnrolled() {
        var release = release(money(WHOLE, 60, 1_234_567), money(LARGE, 60, 1_234_567));

        assertEquals("1234600", money(release, LARGE, "costs-borne", ""));
        assertEquals("1234600", money(release, WHOLE, "costs-borne", "GBP/2026/amount"));
        assertTrue(release.numbers().stream().noneMatch(number -> number.part().contains("COUNCIL")));
        assertEquals("0.5000", money(release, WHOLE, "prevention-share", ""));
    }

    @Test
    void whatIsSpentOnAFewIsNotLeftOverFromTheWhole() {
        var release = release(money(WHOLE, 65, 5_000_000), money(LARGE, 60, 1_000_000), money(SMALL, 5, 4_000_000));

        assertEquals("1000000", money(release, LARGE, "costs-borne", ""));
        assertEquals("withheld", money(release, SMALL, "costs-borne", ""));
        assertEquals("withheld", money(release, WHOLE, "costs-borne", ""));
        assertEquals("withheld", money(release, WHOLE, "prevention-share", ""));
    }
}
