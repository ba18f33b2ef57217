package org.reciprocity.reporting.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.reciprocity.reporting.disclosure.Blocks;

class MeasureTest {
    private static final LocalDate APRIL = LocalDate.parse("2026-04-10");
    private static final LocalDate OCTOBER = LocalDate.parse("2026-10-10");
    private int measures;

    private static List<BigDecimal> numbers(String... texts) {
        return java.util.Arrays.stream(texts).map(BigDecimal::new).toList();
    }

    private Score score(int person, int wave, String score, LocalDate day) {
        return score(person, wave, score, day, "participants");
    }

    private Score score(int person, int wave, String score, LocalDate day, String arm) {
        return score(person, wave, score, day, arm, 1);
    }

    private Score score(int person, int wave, String score, LocalDate day, String arm, int programme) {
        return new Score(
                new UUID(1, measures++),
                new UUID(6, programme),
                person == 0 ? Optional.empty() : Optional.of(new UUID(2, person)),
                "SWEMWBS",
                wave,
                arm,
                new BigDecimal(score),
                day,
                Optional.of("higher"),
                Optional.of(new BigDecimal(score).compareTo(new BigDecimal("20")) < 0));
    }

    @Test
    void changeIsTheMeanOfPairsWithItsInterval() {
        // Changes 1 to 5: mean 3, standard deviation 1.581139, standard error .707107, t(4) 2.776445.
        var change = PairedChange.of(numbers("1", "2", "3", "4", "5"));

        assertEquals(5, change.n());
        assertEquals(Optional.of(new BigDecimal("3.000000")), change.mean());
        assertEquals(Optional.of(new BigDecimal("1.036757")), change.low());
        assertEquals(Optional.of(new BigDecimal("4.963243")), change.high());
        assertTrue(change.isSmall());
    }

    @Test
    void theOrderOfPeopleDoesNotMoveADigit() {
        var changes = new ArrayList<BigDecimal>();
        var random = new Random(7);
        for (int i = 0; i < 60; i++) {
            changes.add(BigDecimal.valueOf(random.nextInt(1000), 2));
        }
        var change = PairedChange.of(changes);

        Collections.shuffle(changes, random);

        assertEquals(change, PairedChange.of(changes));
        assertFalse(change.isSmall());
    }

    @Test
    void nobodyHasNoMeanAndOnePersonNoInterval() {
        assertEquals(Optional.empty(), PairedChange.of(List.of()).mean());
        var one = PairedChange.of(numbers("2.5"));
        assertEquals(Optional.of(new BigDecimal("2.500000")), one.mean());
        assertEquals(Optional.empty(), one.low());
    }

    @Test
    void onlyPeopleWithBaselineAndFollowUpCount() {
        var changes = MeasureChanges.of(
                List.of(
                        score(1, 0, "19.98", APRIL),
                        score(1, 1, "22.35", OCTOBER),
                        score(2, 0, "20", APRIL),
                        score(3, 1, "21", OCTOBER),
                        score(0, 1, "6", OCTOBER)),
                Optional.empty());

        var change = changes.get("SWEMWBS");
        assertEquals(1, change.participants().n());
        assertEquals(
                Optional.of(new BigDecimal("2.370000")),
                change.participants().change().mean());
        assertEquals(1, change.participants().lost());
        assertEquals(Optional.of("higher"), change.better());
        assertEquals(1, change.unpaired());
        assertEquals(1, change.groups());
    }

    @Test
    void theLatestFollowUpInThePeriodCountsAndABaselineFromBefore() {
        var scores =
                List.of(score(1, 0, "20", APRIL), score(1, 1, "21", APRIL.plusMonths(3)), score(1, 2, "25", OCTOBER));

        assertEquals(
                Optional.of(new BigDecimal("5.000000")),
                MeasureChanges.of(scores, Optional.of(OCTOBER))
                        .get("SWEMWBS")
                        .participants()
                        .change()
                        .mean());
        assertEquals(
                Optional.of(new BigDecimal("1.000000")),
                MeasureChanges.of(scores.subList(0, 2), Optional.of(APRIL))
                        .get("SWEMWBS")
                        .participants()
                        .change()
                        .mean());
        assertTrue(MeasureChanges.of(scores.subList(0, 2), Optional.of(OCTOBER)).isEmpty());
    }

    @Test
    void theLatestFollowUpIsLatestByDayAndThenByWave() {
        var changes = MeasureChanges.of(
                List.of(
                        score(1, 0, "20", APRIL),
                        score(1, 2, "21", APRIL.plusMonths(3)),
                        score(1, 1, "25", OCTOBER),
                        score(2, 0, "20", APRIL),
                        score(2, 3, "27", OCTOBER),
                        score(2, 2, "21", OCTOBER)),
                Optional.empty());

        assertEquals(
                Optional.of(new BigDecimal("6.000000")),
                changes.get("SWEMWBS").participants().change().mean());
    }

    @Test
    void scoresOfTwoProgrammesAreNotPairedAndWhoIsInBothCountsOnce() {
        var change = MeasureChanges.of(
                        List.of(
                                score(1, 0, "20", APRIL, "participants", 1),
                                score(1, 1, "25", OCTOBER, "participants", 1),
                                score(1, 0, "10", APRIL.plusDays(1), "participants", 2),
                                score(1, 1, "11", OCTOBER.minusDays(1), "participants", 2),
                                score(2, 0, "20", APRIL, "participants", 1),
                                score(2, 1, "29", OCTOBER, "participants", 2)),
                        Optional.empty())
                .get("SWEMWBS");

        assertEquals(1, change.participants().n());
        assertEquals(
                Optional.of(new BigDecimal("5.000000")),
                change.participants().change().mean());
        assertEquals(1, change.unpaired());
    }

    @Test
    void whereNobodyWasFollowedUpTheInstrumentStillShowsThoseLost() {
        var change = MeasureChanges.of(
                        List.of(score(1, 0, "20", APRIL), score(2, 0, "21", APRIL, "comparison")), Optional.of(OCTOBER))
                .get("SWEMWBS");

        assertEquals(0, change.participants().n());
        assertEquals(1, change.participants().lost());
        assertEquals(1, change.comparison().lost());
        assertFalse(change.isFollowedUp());
    }

    @Test
    void comparesWithTheOtherArm() {
        var change = MeasureChanges.of(
                        List.of(
                                score(1, 0, "20", APRIL),
                                score(1, 1, "24", OCTOBER),
                                score(2, 0, "20", APRIL, "comparison"),
                                score(2, 1, "21", OCTOBER, "comparison")),
                        Optional.empty())
                .get("SWEMWBS");

        assertEquals(
                Optional.of(new BigDecimal("3.000000")),
                change.participants().change().less(change.comparison().change()));
        assertEquals(1, change.maryland());
    }

    private static final String[] ONE_DRUG = {"0.7", "-1.6", "-0.2", "-1.2", "-0.1", "3.4", "3.7", "0.8", "0.0", "2.0"};
    private static final String[] OTHER_DRUG = {"1.9", "0.8", "1.1", "0.1", "-0.1", "4.4", "5.5", "1.6", "4.6", "3.4"};

    /** Student's sleep data, as R's t.test(extra ~ group, data = sleep, paired = TRUE) has it. */
    @Test
    void thePairedIntervalIsStudents() {
        var changes = new ArrayList<BigDecimal>();
        for (int i = 0; i < ONE_DRUG.length; i++) {
            changes.add(new BigDecimal(OTHER_DRUG[i]).subtract(new BigDecimal(ONE_DRUG[i])));
        }
        var change = PairedChange.of(changes);

        assertEquals(Optional.of(new BigDecimal("1.580000")), change.mean());
        assertEquals(Optional.of(new BigDecimal("0.700114")), change.low());
        assertEquals(Optional.of(new BigDecimal("2.459886")), change.high());
    }

    /** The same as two groups, by Welch: -3.3654832 to 0.2054832 with 17.776 degrees of freedom in R. */
    @Test
    void theIntervalOfTheDifferenceInDifferencesIsWelchs() {
        var one = PairedChange.of(numbers(ONE_DRUG));
        var other = PairedChange.of(numbers(OTHER_DRUG));

        assertEquals(Optional.of(new BigDecimal("-1.580000")), one.less(other));
        var interval = one.intervalLess(other).orElseThrow();
        assertEquals(new BigDecimal("-3.365483"), interval.low());
        assertEquals(new BigDecimal("0.205483"), interval.high());
    }

    @Test
    void armsThatDoNotSpreadHaveADifferenceWithoutWidth() {
        var interval = PairedChange.of(numbers("2", "2"))
                .intervalLess(PairedChange.of(numbers("1", "1")))
                .orElseThrow();

        assertEquals(new BigDecimal("1.000000"), interval.low());
        assertEquals(interval.low(), interval.high());
        assertEquals(Optional.empty(), PairedChange.of(numbers("2")).intervalLess(PairedChange.of(numbers("1", "1"))));
        assertEquals(Optional.empty(), PairedChange.of(List.of()).less(PairedChange.of(numbers("1"))));
    }

    @Test
    void whoIsScoredInBothArmsCountsInNone() {
        var change = MeasureChanges.of(
                        List.of(
                                score(1, 0, "20", APRIL),
                                score(1, 1, "24", OCTOBER, "comparison"),
                                score(2, 0, "20", APRIL),
                                score(2, 1, "21", OCTOBER)),
                        Optional.empty())
                .get("SWEMWBS");

        assertEquals(1, change.participants().n());
        assertEquals(0, change.comparison().n());
        assertEquals(1, change.inBothArms());
    }

    @Test
    void aBaselineAfterTheFollowUpIsNone() {
        var change = MeasureChanges.of(List.of(score(1, 1, "24", APRIL), score(1, 0, "20", OCTOBER)), Optional.empty())
                .get("SWEMWBS");

        assertEquals(0, change.participants().n());
        assertEquals(1, change.unpaired());
    }

    @Test
    void thoseLostAreCountedByArmAndOnceWhenTheyComeBackNoMore() {
        var change = MeasureChanges.of(
                        List.of(
                                score(1, 0, "20", APRIL),
                                score(1, 1, "24", OCTOBER),
                                score(2, 0, "20", APRIL),
                                score(3, 0, "20", APRIL, "comparison"),
                                score(4, 0, "20", APRIL),
                                score(4, 1, "21", APRIL.plusMonths(1))),
                        Optional.of(OCTOBER))
                .get("SWEMWBS");

        assertEquals(1, change.participants().lost());
        assertTrue(change.participants().isLostOften());
        assertEquals(1, change.comparison().lost());
        assertFalse(change.isControlled());
    }

    @Test
    void countsThoseBeyondTheCutOffBeforeAndAfter() {
        var cut = MeasureChanges.of(
                        List.of(
                                score(1, 0, "19", APRIL),
                                score(1, 1, "24", OCTOBER),
                                score(2, 0, "18", APRIL),
                                score(2, 1, "19", OCTOBER),
                                score(3, 0, "25", APRIL),
                                score(3, 1, "19.5", OCTOBER)),
                        Optional.empty())
                .get("SWEMWBS")
                .participants()
                .cutOff()
                .orElseThrow();

        assertEquals(2, cut.before().yes());
        assertEquals(2, cut.after().yes());
        assertEquals(3, cut.after().n());
        assertEquals(1, cut.left());
        assertEquals(1, cut.came());
    }

    private static FollowUp followUp(int id, int subject, String arm, String outcome) {
        return new FollowUp(
                new UUID(3, id),
                Optional.of(new UUID(4, subject)),
                "re-offended",
                12,
                arm,
                outcome.equals("yes") ? 1 : 0,
                outcome.equals("no") ? 1 : 0,
                outcome.equals("lost") ? 1 : 0,
                OCTOBER.plusDays(id));
    }

    @Test
    void ratesAreOfThoseOfWhomItIsKnownWithTheLostBesideThem() {
        var group =
                new FollowUp(new UUID(3, 99), Optional.empty(), "re-offended", 12, "comparison", 30, 70, 12, OCTOBER);
        var rates = FollowUpRates.of(List.of(
                        followUp(1, 1, "participants", "lost"),
                        followUp(2, 1, "participants", "no"),
                        followUp(3, 2, "participants", "yes"),
                        followUp(4, 3, "participants", "lost"),
                        followUp(5, 4, "participants", "yes"),
                        followUp(6, 4, "comparison", "no"),
                        group))
                .get(new FollowUpRates.Looked("re-offended", 12));

        assertEquals(1, rates.participants().known().yes());
        assertEquals(2, rates.participants().known().n());
        assertEquals(1, rates.participants().lost());
        assertTrue(rates.participants().isLostOften());
        assertEquals(100, rates.comparison().known().n());
        assertEquals(12, rates.comparison().lost());
        assertEquals(1, rates.inBothArms());
        assertEquals(2, rates.maryland());
    }

    @Test
    void whatIsKnownIsNotErasedByALaterFollowUpThatFindsNobody() {
        var rates = FollowUpRates.of(List.of(
                        followUp(1, 1, "participants", "yes"),
                        followUp(2, 1, "participants", "lost"),
                        followUp(3, 2, "participants", "yes"),
                        followUp(4, 2, "participants", "no"),
                        followUp(5, 3, "participants", "lost"),
                        followUp(6, 3, "participants", "lost")))
                .get(new FollowUpRates.Looked("re-offended", 12));

        assertEquals(1, rates.participants().known().yes());
        assertEquals(2, rates.participants().known().n());
        assertEquals(1, rates.participants().lost());
    }

    @Test
    void usesOfGroupsHaveNoSpread() {
        var change = ServiceUse.changeAYear(List.of(
                use(1, "participants", 4, 365, 2, 365),
                use(2, "participants", 2, 146, 1, 146),
                use(0, "participants", 400, 365, 100, 365)));

        // -2 of the one; 1 / 146 less 2 / 146 days of the other: -2.5 in 365 days.
        assertEquals(2, change.n());
        assertEquals(Optional.of(new BigDecimal("-2.250000")), change.mean());
    }

    private static ServiceUse recorded(long id, int person, long recordedIn, long after) {
        return new ServiceUse(
                new UUID(5, id),
                Optional.of(new UUID(2, person)),
                "gp-visit",
                "participants",
                1,
                recordedIn,
                4,
                365,
                after,
                365);
    }

    @Test
    void ofAPersonsUsesOfAServiceTheOneRecordedLastCounts() {
        var later = recorded(1, 1, 20, 2);
        var lastOfTwo = recorded(4, 2, 10, 3);
        var group = use(0, "participants", 400, 365, 100, 365);

        assertEquals(
                List.of(group, later, lastOfTwo),
                ServiceUse.counted(List.of(later, recorded(2, 1, 10, 9), lastOfTwo, recorded(3, 2, 10, 9), group)));
    }

    @Test
    void somebodyOfWhomThereAreOtherRecordsIsAnotherMember() {
        var one = recorded(1, 1, 10, 2);
        var other = recorded(2, 1, 20, 3);
        var somebodyElse = recorded(3, 2, 10, 2);

        assertEquals(1, ServiceUse.members(List.of(one, other)).size());
        assertEquals(ServiceUse.members(List.of(one, other)), ServiceUse.members(List.of(other, one)));
        assertNotEquals(ServiceUse.members(List.of(one)), ServiceUse.members(List.of(other)));
        assertNotEquals(ServiceUse.members(List.of(one)), ServiceUse.members(List.of(one, other)));
        assertEquals(2, ServiceUse.members(List.of(one, somebodyElse)).size());
    }

    private static List<Long> members(int from, int to, ServiceUse... more) {
        var uses = new ArrayList<ServiceUse>(List.of(more));
        for (int person = from; person < to; person++) {
            uses.add(recorded(person, person, 10, 2));
        }
        return ServiceUse.members(uses);
    }

    @Test
    void aQuarterThatDiffersFromAllTimeByOnePersonsRecordIsNotTold() {
        var blocks = new Blocks();

        assertTrue(blocks.tell(members(1, 20, recorded(100, 100, 10, 2))));
        assertFalse(blocks.tell(members(1, 20, recorded(101, 100, 20, 9))));
    }

    private ServiceUse use(int person, String arm, long before, long beforeDays, long after, long afterDays) {
        return new ServiceUse(
                new UUID(5, measures++),
                person == 0 ? Optional.empty() : Optional.of(new UUID(2, person)),
                "gp-visit",
                arm,
                person == 0 ? 40 : 1,
                measures,
                before,
                beforeDays,
                after,
                afterDays);
    }

    @Test
    void useChangesByItsRatePerDay() {
        var halved = use(1, "participants", 10, 100, 10, 200);
        var same = use(1, "participants", 6, 182, 6, 182);

        assertEquals(Optional.of(new BigDecimal("-0.500000")), ServiceUse.change(List.of(halved)));
        assertEquals(Optional.of(new BigDecimal("0.000000")), ServiceUse.change(List.of(same)));
    }

    @Test
    void withoutUseBeforeThereIsNothingToDivide() {
        assertEquals(Optional.empty(), ServiceUse.change(List.of(use(1, "participants", 0, 100, 3, 100))));
        assertEquals(Optional.empty(), ServiceUse.change(List.of()));
    }
}
