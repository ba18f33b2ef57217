package org.reciprocity.reporting.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
        return new Score(
                new UUID(1, measures++),
                person == 0 ? Optional.empty() : Optional.of(new UUID(2, person)),
                "SWEMWBS",
                wave,
                arm,
                new BigDecimal(score),
                day);
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
                Optional.of(new BigDecimal("2.370000")), change.participants().mean());
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
                        .mean());
        assertEquals(
                Optional.of(new BigDecimal("1.000000")),
                MeasureChanges.of(scores.subList(0, 2), Optional.of(APRIL))
                        .get("SWEMWBS")
                        .participants()
                        .mean());
        assertTrue(MeasureChanges.of(scores.subList(0, 2), Optional.of(OCTOBER)).isEmpty());
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

        assertEquals(Optional.of(new BigDecimal("3.000000")), MeasureChanges.difference(change));
    }

    @Test
    void useChangesByItsRatePerDay() {
        var halved = new ServiceUse("gp-visit", "participants", 1, 10, 100, 10, 200);
        var same = new ServiceUse("gp-visit", "participants", 1, 6, 182, 6, 182);

        assertEquals(Optional.of(new BigDecimal("-0.500000")), ServiceUse.change(List.of(halved)));
        assertEquals(Optional.of(new BigDecimal("0.000000")), ServiceUse.change(List.of(same)));
    }

    @Test
    void withoutUseBeforeThereIsNothingToDivide() {
        assertEquals(
                Optional.empty(),
                ServiceUse.change(List.of(new ServiceUse("gp-visit", "participants", 1, 0, 100, 3, 100))));
        assertEquals(Optional.empty(), ServiceUse.change(List.of()));
    }
}
