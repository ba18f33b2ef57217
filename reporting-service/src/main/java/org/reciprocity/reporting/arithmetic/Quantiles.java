package org.reciprocity.reporting.arithmetic;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Optional;

/**
 * Quantiles of whole numbers, linear between the closest ranks: at the position {@code (n - 1) p} of the sorted numbers, counted from 0 (type
 * 7 of R. J. Hyndman and Y. Fan, Sample quantiles in statistical packages, The American Statistician 50, 1996).
 */
public final class Quantiles {

    private Quantiles() {}

    /** The median: exact, with one decimal where it lies between two numbers; none of nothing. */
    public static Optional<BigDecimal> median(long[] numbers) {
        if (numbers.length == 0) {
            return Optional.empty();
        }
        var sorted = sorted(numbers);
        var median = BigDecimal.valueOf(quarters(sorted, 2))
                .divide(BigDecimal.valueOf(4))
                .stripTrailingZeros();
        return Optional.of(median.scale() < 0 ? median.setScale(0) : median);
    }

    /** The interquartile range, Q3 - Q1, times four: a whole number; none of nothing. */
    public static Optional<Long> fourfoldRange(long[] numbers) {
        if (numbers.length == 0) {
            return Optional.empty();
        }
        var sorted = sorted(numbers);
        return Optional.of(quarters(sorted, 3) - quarters(sorted, 1));
    }

    private static long[] sorted(long[] numbers) {
        var sorted = numbers.clone();
        Arrays.sort(sorted);
        return sorted;
    }

    /** Four times a quartile. */
    private static long quarters(long[] sorted, int quartile) {
        long position = (long) (sorted.length - 1) * quartile;
        int below = (int) (position / 4);
        long rest = position % 4;
        return rest == 0 ? 4 * sorted[below] : (4 - rest) * sorted[below] + rest * sorted[below + 1];
    }
}
