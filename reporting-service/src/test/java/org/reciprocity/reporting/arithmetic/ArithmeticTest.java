package org.reciprocity.reporting.arithmetic;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArithmeticTest {

    @Test
    void giniHasItsKnownAnswer() {
        assertEquals(
                Optional.of(new BigDecimal("0.462091")),
                Gini.of(new long[] {541, 1463, 2445, 3438, 4437, 5401, 6392, 8304, 11904, 22261}));
    }

    @Test
    void giniDoesNotDependOnOrderAndCountsZeros() {
        assertEquals(Optional.of(new BigDecimal("0.500000")), Gini.of(new long[] {60, 0}));
        assertEquals(Optional.of(new BigDecimal("0.000000")), Gini.of(new long[] {30, 30, 30}));
        assertEquals(Optional.of(new BigDecimal("0.750000")), Gini.of(new long[] {0, 7, 0, 0}));
    }

    @Test
    void giniOfNobodyOrOfZerosIsNotDefined() {
        assertEquals(Optional.empty(), Gini.of(new long[0]));
        assertEquals(Optional.empty(), Gini.of(new long[] {0, 0}));
    }

    @Test
    void ratiosAreRoundedHalfEvenOnceAtTheEnd() {
        assertEquals(new BigDecimal("0.333333"), Ratio.of(1, 3));
        assertEquals(new BigDecimal("0.666667"), Ratio.of(2, 3));
        assertEquals(new BigDecimal("0.000000"), Ratio.of(1, 2_000_000));
        assertEquals(new BigDecimal("0.000002"), Ratio.of(3, 2_000_000));
        assertEquals(new BigDecimal("-0.050000"), Ratio.of(-1, 20));
    }

    @Test
    void hoursHaveNoNeedlessZeros() {
        assertEquals("1.5", Ratio.hours(90).toString());
        assertEquals("100", Ratio.hours(6000).toString());
        assertEquals("0", Ratio.hours(0).toString());
        assertEquals("0.166667", Ratio.hours(10).toString());
    }

    @ParameterizedTest
    @CsvSource({
        "1, 12.706205",
        "2, 4.302653",
        "5, 2.570582",
        "10, 2.228139",
        "29, 2.045230",
        "100, 1.983972",
        "10000, 1.960201"
    })
    void studentsTHasItsKnownPoints(int degrees, double point) {
        assertEquals(point, StudentT.point95(degrees), 1e-6);
    }
}
