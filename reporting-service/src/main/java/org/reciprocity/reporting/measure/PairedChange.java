package org.reciprocity.reporting.measure;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import org.reciprocity.reporting.arithmetic.Ratio;
import org.reciprocity.reporting.arithmetic.StudentT;

/**
 * The mean change of the same people between two waves, with its 95% interval by the paired t.
 *
 * @param n people
 * @param mean the mean of the changes; none without people
 * @param low the interval's lower end; none for fewer than two people
 * @param high the interval's upper end
 */
public record PairedChange(int n, Optional<BigDecimal> mean, Optional<BigDecimal> low, Optional<BigDecimal> high) {

    /** Fewer people than this are called small. */
    public static final int SMALL = 30;

    private static final MathContext PRECISION = MathContext.DECIMAL128;

    /** Of each person's change, later less earlier. */
    public static PairedChange of(List<BigDecimal> changes) {
        int n = changes.size();
        if (n == 0) {
            return new PairedChange(0, Optional.empty(), Optional.empty(), Optional.empty());
        }
        var sum = changes.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        var mean = sum.divide(BigDecimal.valueOf(n), PRECISION);
        if (n == 1) {
            return new PairedChange(1, Optional.of(rounded(mean)), Optional.empty(), Optional.empty());
        }
        // n * sum(x^2) - (sum x)^2 is exact, so that the same changes in any order give the same digits.
        var squares = changes.stream().map(change -> change.multiply(change)).reduce(BigDecimal.ZERO, BigDecimal::add);
        var spread = squares.multiply(BigDecimal.valueOf(n)).subtract(sum.multiply(sum));
        var error = spread.divide(BigDecimal.valueOf((long) n * n * (n - 1L)), PRECISION)
                .sqrt(PRECISION);
        var reach = error.multiply(new BigDecimal(StudentT.point95(n - 1), PRECISION), PRECISION);
        return new PairedChange(
                n,
                Optional.of(rounded(mean)),
                Optional.of(rounded(mean.subtract(reach))),
                Optional.of(rounded(mean.add(reach))));
    }

    private static BigDecimal rounded(BigDecimal value) {
        return value.setScale(Ratio.DECIMALS, RoundingMode.HALF_EVEN);
    }

    /** Whether so few people say little. */
    public boolean isSmall() {
        return n < SMALL;
    }
}
