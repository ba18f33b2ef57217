package org.reciprocity.reporting.measure;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import org.reciprocity.reporting.arithmetic.Interval95;
import org.reciprocity.reporting.arithmetic.Ratio;
import org.reciprocity.reporting.arithmetic.StudentT;

/**
 * The mean change of the same people between two waves, with its 95% interval by the paired t.
 *
 * @param n people
 * @param mean the mean of the changes; none without people
 * @param low the interval's lower end; none for fewer than two people
 * @param high the interval's upper end
 * @param sums what else is reckoned from
 */
public record PairedChange(
        int n, Optional<BigDecimal> mean, Optional<BigDecimal> low, Optional<BigDecimal> high, Sums sums) {

    /** Fewer people than this are called small. */
    public static final int SMALL = 30;

    private static final MathContext PRECISION = MathContext.DECIMAL128;

    /** The sum of changes, and of their squares; exact, so that the same changes in any order give the same digits. */
    record Sums(BigDecimal sum, BigDecimal squares) {}

    /** Of each person's change, later less earlier. */
    public static PairedChange of(List<BigDecimal> changes) {
        int n = changes.size();
        var sum = changes.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        var squares = changes.stream().map(change -> change.multiply(change)).reduce(BigDecimal.ZERO, BigDecimal::add);
        var sums = new Sums(sum, squares);
        if (n == 0) {
            return new PairedChange(0, Optional.empty(), Optional.empty(), Optional.empty(), sums);
        }
        var mean = sum.divide(BigDecimal.valueOf(n), PRECISION);
        if (n == 1) {
            return new PairedChange(1, Optional.of(rounded(mean)), Optional.empty(), Optional.empty(), sums);
        }
        var reach = errorSquared(n, sums)
                .sqrt(PRECISION)
                .multiply(new BigDecimal(StudentT.point95(n - 1), PRECISION), PRECISION);
        return new PairedChange(
                n,
                Optional.of(rounded(mean)),
                Optional.of(rounded(mean.subtract(reach))),
                Optional.of(rounded(mean.add(reach))),
                sums);
    }

    /** The square of the mean's standard error: (n sum(x^2) - (sum x)^2) / (n^2 (n - 1)). */
    private static BigDecimal errorSquared(int n, Sums sums) {
        var spread = sums.squares()
                .multiply(BigDecimal.valueOf(n))
                .subtract(sums.sum().multiply(sums.sum()));
        return spread.divide(BigDecimal.valueOf((long) n * n).multiply(BigDecimal.valueOf(n - 1L)), PRECISION);
    }

    private static BigDecimal rounded(BigDecimal value) {
        return value.setScale(Ratio.DECIMALS, RoundingMode.HALF_EVEN);
    }

    /** How much more these changed than others, which is the difference in differences; none unless both have people. */
    public Optional<BigDecimal> less(PairedChange other) {
        return n == 0 || other.n == 0 ? Optional.empty() : Optional.of(rounded(exactly(other)));
    }

    private BigDecimal exactly(PairedChange other) {
        return sums.sum()
                .divide(BigDecimal.valueOf(n), PRECISION)
                .subtract(other.sums.sum().divide(BigDecimal.valueOf(other.n), PRECISION));
    }

    /**
     * The interval of that difference, without supposing that both spread alike (B. L. Welch, Biometrika 34, 1947, with F. E.
     * Satterthwaite's degrees of freedom); none unless both have two people or more.
     */
    public Optional<Interval95> intervalLess(PairedChange other) {
        if (n < 2 || other.n < 2) {
            return Optional.empty();
        }
        var own = errorSquared(n, sums);
        var others = errorSquared(other.n, other.sums);
        var together = own.add(others);
        var difference = exactly(other);
        if (together.signum() == 0) {
            return Optional.of(new Interval95(rounded(difference), rounded(difference)));
        }
        var degrees = together.multiply(together)
                .divide(
                        own.multiply(own)
                                .divide(BigDecimal.valueOf(n - 1L), PRECISION)
                                .add(others.multiply(others).divide(BigDecimal.valueOf(other.n - 1L), PRECISION)),
                        PRECISION);
        var reach = together.sqrt(PRECISION)
                .multiply(new BigDecimal(StudentT.point95(Math.max(1, degrees.doubleValue())), PRECISION), PRECISION);
        return Optional.of(new Interval95(rounded(difference.subtract(reach)), rounded(difference.add(reach))));
    }

    /** Whether so few people say little. */
    public boolean isSmall() {
        return n < SMALL;
    }
}
