package org.reciprocity.reporting.arithmetic;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Known answers; those of four and five numbers as R's quantile(type = 7) gives them. */
class QuantilesTest {

    private static Optional<BigDecimal> number(String text) {
        return Optional.of(new BigDecimal(text));
    }

    @Test
    void theMedianIsTheMiddleOneOrLiesHalfwayBetweenTwo() {
        assertEquals(number("3"), Quantiles.median(new long[] {9, 1, 3}));
        assertEquals(number("2.5"), Quantiles.median(new long[] {1, 2, 3, 9}));
        assertEquals(number("10"), Quantiles.median(new long[] {10}));
        assertEquals(number("100"), Quantiles.median(new long[] {0, 200}));
        assertEquals(Optional.empty(), Quantiles.median(new long[0]));
    }

    @Test
    void theRangeBetweenQuartilesIsLinearBetweenRanks() {
        // Q1 = 1.75 and Q3 = 3.25 of 1 to 4; 2 and 4 of 1 to 5.
        assertEquals(Optional.of(6L), Quantiles.fourfoldRange(new long[] {4, 3, 2, 1}));
        assertEquals(Optional.of(8L), Quantiles.fourfoldRange(new long[] {1, 2, 3, 4, 5}));
        assertEquals(Optional.of(0L), Quantiles.fourfoldRange(new long[] {7}));
        assertEquals(Optional.of(480L), Quantiles.fourfoldRange(new long[] {-120, 0, 120}));
        assertEquals(Optional.empty(), Quantiles.fourfoldRange(new long[0]));
    }
}
