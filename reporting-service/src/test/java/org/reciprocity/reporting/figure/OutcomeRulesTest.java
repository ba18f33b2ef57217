package org.reciprocity.reporting.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.reciprocity.reporting.measure.FollowUp;
import org.reciprocity.reporting.measure.Score;
import org.reciprocity.reporting.measure.ServiceUse;

/** What stands beside figures of what changed and what it cost. */
class OutcomeRulesTest {
    private static final LocalDate APRIL = LocalDate.of(2026, 4, 10);
    private static final LocalDate OCTOBER = LocalDate.of(2026, 10, 10);
    private int ids;

    private static PeriodFacts facts() {
        return new PeriodFacts(Optional.empty(), Optional.empty(), false, ZoneId.of("Europe/London"));
    }

    private static Object part(FigureValue value, String... path) {
        Object at = value.parts();
        for (var name : path) {
            at = at instanceof Map<?, ?> map ? map.get(name) : null;
        }
        return at instanceof BigDecimal number ? number.toPlainString() : String.valueOf(at);
    }

    private Score score(int person, int wave, int score, String arm) {
        return score("UCLA-3", person, wave, score, arm);
    }

    private Score score(String instrument, int person, int wave, int score, String arm) {
        return new Score(
                new UUID(1, ids++),
                new UUID(6, 1),
                Optional.of(new UUID(2, person)),
                instrument,
                wave,
                arm,
                BigDecimal.valueOf(score),
                wave == 0 ? APRIL : OCTOBER,
                Optional.of("lower"),
                Optional.of(score >= 6));
    }

    private FollowUp group(String arm, long yes, long no, long lost) {
        return new FollowUp(new UUID(1, ids++), Optional.empty(), "re-offended", 12, arm, yes, no, lost, OCTOBER);
    }

    @Test
    void anUncontrolledChangeSaysSo() {
        var facts = facts();
        facts.scores = List.of(
                score(1, 0, 8, "participants"),
                score(1, 1, 5, "participants"),
                score(2, 0, 7, "participants"),
                score(2, 1, 6, "participants"),
                score(3, 0, 7, "participants"));

        var value = FigureRules.value(Figure.MEASURE_CHANGE, facts);

        assertEquals("-2.000000", value.value().orElseThrow().toPlainString());
        assertEquals("1", part(value, "byInstrument", "UCLA-3", "maryland"));
        assertEquals("better", part(value, "byInstrument", "UCLA-3", "towards"));
        assertEquals("1", part(value, "byInstrument", "UCLA-3", "participants", "lost"));
        assertEquals("183", part(value, "byInstrument", "UCLA-3", "participants", "windowDays", "longest"));
        assertEquals("-3.000000", part(value, "byInstrument", "UCLA-3", "participants", "low95Bootstrap"));
        var caveats = part(value, "byInstrument", "UCLA-3", "caveats").toString();
        assertTrue(caveats.contains("uncontrolled"), caveats);
        assertTrue(caveats.contains("small"), caveats);
        assertTrue(caveats.contains("lost"), caveats);
    }

    @Test
    void anInstrumentThatNobodyWasFollowedUpOnShowsThoseLostAndLeavesTheValueOfTheOther() {
        var facts = facts();
        facts.scores = List.of(
                score("LSNS-6", 1, 0, 8, "participants"),
                score(1, 0, 8, "participants"),
                score(1, 1, 5, "participants"));

        var value = FigureRules.value(Figure.MEASURE_CHANGE, facts);

        assertEquals("-3.000000", value.value().orElseThrow().toPlainString());
        assertEquals("0", part(value, "byInstrument", "LSNS-6", "participants", "n"));
        assertEquals("1", part(value, "byInstrument", "LSNS-6", "participants", "lost"));
    }

    private static boolean saysItIsUncontrolled(FigureValue value) {
        return value.caveats().contains("uncontrolled: there is no comparison arm");
    }

    @Test
    void theValueItselfSaysThatItIsUncontrolledUnlessThereAreTwoInBothArms() {
        var facts = facts();
        var scores = new ArrayList<Score>();
        var uses = new ArrayList<ServiceUse>();
        for (int person = 1; person <= 4; person++) {
            var arm = person < 3 ? "participants" : "comparison";
            scores.add(score(person, 0, 8, arm));
            scores.add(score(person, 1, 5, arm));
            uses.add(use(person, arm, 4, 2));
        }
        var figures =
                List.of(Figure.MEASURE_CHANGE, Figure.BEYOND_CUT_OFF, Figure.SERVICE_USE_CHANGE, Figure.FOLLOW_UP_RATE);

        facts.scores = scores;
        facts.uses = uses;
        facts.followUps = List.of(group("participants", 1, 1, 0), group("comparison", 1, 1, 0));
        figures.forEach(figure -> assertFalse(saysItIsUncontrolled(FigureRules.value(figure, facts)), figure.code()));

        facts.scores = scores.subList(0, 6);
        facts.uses = uses.subList(0, 3);
        facts.followUps = List.of(group("participants", 1, 1, 0), group("comparison", 0, 1, 0));
        figures.forEach(figure -> assertTrue(saysItIsUncontrolled(FigureRules.value(figure, facts)), figure.code()));
        assertTrue(part(FigureRules.value(Figure.SERVICE_USE_CHANGE, facts), "byType", "gp-visit", "caveats")
                .toString()
                .contains("uncontrolled"));
        assertFalse(saysItIsUncontrolled(FigureRules.value(Figure.MEASURE_CHANGE, facts())));
    }

    @Test
    void aComparedChangeHasADifferenceInDifferencesAndItsInterval() {
        var facts = facts();
        var scores = new ArrayList<Score>();
        for (int person = 0; person < 40; person++) {
            var arm = person < 20 ? "participants" : "comparison";
            scores.add(score(person, 0, 8, arm));
            scores.add(score(person, 1, (person < 20 ? 5 : 7) + person % 2, arm));
        }
        facts.scores = scores;

        var value = FigureRules.value(Figure.MEASURE_CHANGE, facts);

        assertEquals("3", part(value, "byInstrument", "UCLA-3", "maryland"));
        assertEquals("-2.000000", part(value, "byInstrument", "UCLA-3", "differenceInDifferences", "mean"));
        // Both spread by .512989; the standard error is .162221, and t with 38 degrees of freedom 2.024394.
        assertEquals("-2.328400", part(value, "byInstrument", "UCLA-3", "differenceInDifferences", "low95"));
        var caveats = part(value, "byInstrument", "UCLA-3", "caveats").toString();
        assertFalse(caveats.contains("uncontrolled"), caveats);
    }

    @Test
    void tellsTheShareBeyondTheCutOffBeforeAndAfter() {
        var facts = facts();
        facts.scores = List.of(
                score(1, 0, 8, "participants"),
                score(1, 1, 5, "participants"),
                score(2, 0, 7, "participants"),
                score(2, 1, 6, "participants"));

        var value = FigureRules.value(Figure.BEYOND_CUT_OFF, facts);

        assertEquals("0.500000", value.value().orElseThrow().toPlainString());
        assertEquals("1.000000", part(value, "byInstrument", "UCLA-3", "participants", "before", "share"));
        assertEquals("1", part(value, "byInstrument", "UCLA-3", "participants", "left"));
    }

    @Test
    void theTeenCourtsRatesStandSideBySide() {
        var facts = facts();
        facts.followUps = List.of(group("participants", 7, 93, 4), group("comparison", 30, 70, 0));

        var value = FigureRules.value(Figure.FOLLOW_UP_RATE, facts);

        assertEquals("0.070000", value.value().orElseThrow().toPlainString());
        assertEquals("4", part(value, "byEvent", "re-offended/12", "participants", "lost"));
        assertEquals("0.233333", part(value, "byEvent", "re-offended/12", "riskRatio", "ratio"));
        assertEquals("0.230000", part(value, "byEvent", "re-offended/12", "riskDifference", "difference"));
        assertEquals("4.347826", part(value, "byEvent", "re-offended/12", "neededToTreat", "number"));
        assertEquals("one-fewer", part(value, "byEvent", "re-offended/12", "neededToTreat", "for"));
        assertEquals("2", part(value, "byEvent", "re-offended/12", "maryland"));
        assertEquals("", part(value, "byEvent", "re-offended/12", "caveats"));
    }

    @Test
    void aNumberNeededThatMayBeNoneIsSaidInWords() {
        var facts = facts();
        facts.followUps = List.of(group("participants", 9, 41, 0), group("comparison", 12, 38, 0));

        var value = FigureRules.value(Figure.FOLLOW_UP_RATE, facts);

        assertEquals("null", part(value, "byEvent", "re-offended/12", "neededToTreat", "low95"));
        var meaning = part(value, "byEvent", "re-offended/12", "neededToTreat", "meaning")
                .toString();
        assertTrue(
                meaning.matches(
                        ".*one fewer in [0-9.]+, through no difference in any number, to one more in [0-9.]+\\."),
                meaning);
    }

    @Test
    void ratesOfNobodyAreNoFigure() {
        var facts = facts();
        facts.followUps = List.of(group("participants", 0, 0, 5));

        var value = FigureRules.value(Figure.FOLLOW_UP_RATE, facts);

        assertEquals(Optional.empty(), value.value());
        assertEquals("null", part(value, "byEvent", "re-offended/12", "participants", "rate"));
        assertEquals("5", part(value, "byEvent", "re-offended/12", "participants", "lost"));
        assertEquals(
                Optional.empty(),
                FigureRules.value(Figure.FOLLOW_UP_RATE, facts()).value());
    }

    @Test
    void useIsComparedPersonByPersonWhereItCanBe() {
        var facts = facts();
        facts.uses = List.of(
                use(1, "participants", 10, 5),
                use(2, "participants", 6, 3),
                use(3, "comparison", 8, 8),
                use(4, "comparison", 4, 4),
                use(5, "participants", 9, 9),
                use(5, "comparison", 9, 9));

        var value = FigureRules.value(Figure.SERVICE_USE_CHANGE, facts);

        assertEquals("-0.500000", value.value().orElseThrow().toPlainString());
        assertEquals("-0.500000", part(value, "byType", "gp-visit", "differenceInDifferences"));
        assertEquals("-4.000000", part(value, "byType", "gp-visit", "differenceAYear", "mean"));
        assertEquals("3", part(value, "byType", "gp-visit", "maryland"));
        assertEquals("1", part(value, "byType", "gp-visit", "inBothArms"));
    }

    @Test
    void whoIsRecordedTwiceForOneServiceCountsOnce() {
        var facts = facts();
        facts.uses =
                List.of(use(1, "participants", 100, 0), use(1, "participants", 10, 5), use(2, "participants", 10, 15));

        var value = FigureRules.value(Figure.SERVICE_USE_CHANGE, facts);

        assertEquals("0.000000", value.value().orElseThrow().toPlainString());
        assertEquals("2", part(value, "byType", "gp-visit", "participants", "people"));
        assertEquals("20", part(value, "byType", "gp-visit", "participants", "before"));
    }

    private ServiceUse use(int person, String arm, long before, long after) {
        return new ServiceUse(
                new UUID(1, ids++), Optional.of(new UUID(2, person)), "gp-visit", arm, 1, ids, before, 365, after, 365);
    }

    private static PeriodFacts.Money money(String agency, String prices, boolean marked, long amount) {
        return new PeriodFacts.Money(
                agency, 2026, "GBP", Integer.parseInt(prices), marked, false, BigInteger.valueOf(amount));
    }

    @Test
    void moneyOfOneYearsPricesAddsUpByAgency() {
        var facts = facts();
        facts.byFinancialYear = true;
        facts.costs = List.of(
                money("COUNCIL", "2026", true, 300),
                money("COUNCIL", "2026", false, 100),
                money("NHS", "2026", true, 50));

        var costs = FigureRules.value(Figure.COSTS_BORNE, facts);
        var share = FigureRules.value(Figure.PREVENTION_SHARE, facts);

        assertEquals("450", costs.value().orElseThrow().toPlainString());
        assertEquals("400", part(costs, "byPrices", "GBP/2026", "byAgency", "COUNCIL", "amount"));
        assertEquals("0.777778", share.value().orElseThrow().toPlainString());
    }

    @Test
    void moneyOfSeveralPricesOrOfAMonthDoesNot() {
        var facts = facts();
        facts.byFinancialYear = true;
        facts.costs = List.of(money("COUNCIL", "2026", true, 300), money("COUNCIL", "2024", false, 100));
        assertEquals(
                Optional.empty(), FigureRules.value(Figure.COSTS_BORNE, facts).value());
        assertEquals(
                Optional.empty(),
                FigureRules.value(Figure.PREVENTION_SHARE, facts).value());
        assertEquals("100", part(FigureRules.value(Figure.COSTS_BORNE, facts), "byPrices", "GBP/2024", "amount"));

        facts.byFinancialYear = false;
        assertEquals(
                Optional.empty(), FigureRules.value(Figure.COSTS_BORNE, facts).value());
    }
}
