package org.reciprocity.reporting.appraisal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.reciprocity.reporting.arithmetic.Rational;

class DiscountScheduleTest {
    private static final DiscountSchedule STANDARD =
            ReferenceData.schedule("hmt-standard-2022").orElseThrow();
    private static final DiscountSchedule HEALTH =
            ReferenceData.schedule("hmt-health-2022").orElseThrow();

    @ParameterizedTest
    @CsvSource({"0, 1.000000", "1, 0.966184", "10, 0.708919", "30, 0.356278", "31, 0.345901"})
    void theTreasurysFactorsHaveTheirKnownAnswers(int year, BigDecimal factor) {
        assertEquals(factor, STANDARD.factor(year, false).decimal(6));
        assertEquals(factor, STANDARD.factor(year, true).decimal(6), "the standard schedule has no rates of health");
        assertEquals(factor, HEALTH.factor(year, false).decimal(6), "what is no effect on health");
    }

    @Test
    void effectsOnHealthHaveRatesOfTheirOwn() {
        assertEquals(new BigDecimal("0.861667"), HEALTH.factor(10, true).decimal(6));
    }

    @Test
    void eachYearCountsLessThanTheOneBefore() {
        for (var schedule : List.of(STANDARD, HEALTH)) {
            for (int year = 1; year <= 125; year++) {
                assertTrue(schedule.factor(year, false).compareTo(schedule.factor(year - 1, false)) < 0);
                assertTrue(schedule.factor(year, true).compareTo(schedule.factor(year - 1, true)) < 0);
            }
        }
    }

    @Test
    void undiscountedIsUndiscounted() {
        var schedule = ReferenceData.schedule("undiscounted").orElseThrow();

        assertEquals(Rational.ONE, schedule.factor(125, false));
        assertEquals(Rational.ONE, schedule.factor(125, true));
    }

    @Test
    void noRateIsMadeUpForYearsThatHaveNone() {
        assertEquals(125, STANDARD.lastYear());
        assertThrows(IllegalArgumentException.class, () -> STANDARD.factor(126, false));
        assertThrows(IllegalArgumentException.class, () -> STANDARD.factor(-1, false));
        assertEquals(Optional.empty(), ReferenceData.schedule("hmt-standard-1999"));
    }

    @ParameterizedTest
    @CsvSource({"100, 30, 5, 35.451571", "100, 5, 30, -8.039773"})
    void netPresentValuesHaveTheirKnownAnswers(long cost, long benefit, int years, BigDecimal value) {
        var flow = new ArrayList<Rational>();
        flow.add(Rational.of(-cost));
        for (int year = 1; year <= years; year++) {
            flow.add(Rational.of(benefit));
        }

        assertEquals(value, STANDARD.presentValue(flow, false).decimal(6));
    }

    @Test
    void lessConfidenceIsMoreOptimismToCorrect() {
        for (int grade = 2; grade <= 6; grade++) {
            assertTrue(ReferenceData.optimism(grade)
                            .orElseThrow()
                            .compareTo(ReferenceData.optimism(grade - 1).orElseThrow())
                    > 0);
        }
        assertEquals(new BigDecimal("0.40"), ReferenceData.optimism(6).orElseThrow());
        assertEquals(Optional.empty(), ReferenceData.optimism(7));
    }
}
