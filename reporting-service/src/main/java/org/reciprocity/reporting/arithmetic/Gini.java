package org.reciprocity.reporting.arithmetic;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;

/**
 * The Gini coefficient, {@code 2 * sum(i * x_i) / (n * sum x) - (n + 1) / n} with x sorted and i from 1: 0 where all give the same, near 1
 * where one gives everything.
 */
public final class Gini {

    private Gini() {}

    /** The coefficient of amounts that are zero or more; none where there are none, or only zeros. */
    public static Optional<BigDecimal> of(long[] amounts) {
        var sorted = amounts.clone();
        Arrays.sort(sorted);
        var sum = BigInteger.ZERO;
        var weighted = BigInteger.ZERO;
        for (int i = 0; i < sorted.length; i++) {
            var amount = BigInteger.valueOf(sorted[i]);
            sum = sum.add(amount);
            weighted = weighted.add(amount.multiply(BigInteger.valueOf(i + 1L)));
        }
        if (sum.signum() == 0) {
            return Optional.empty();
        }
        var n = BigInteger.valueOf(sorted.length);
        var dividend = weighted.shiftLeft(1).subtract(n.add(BigInteger.ONE).multiply(sum));
        return Optional.of(Ratio.of(dividend, n.multiply(sum)));
    }
}
