package org.reciprocity.reporting.appraisal;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;
import org.reciprocity.reporting.arithmetic.Ratio;

/**
 * An amount, as it is and as it is worth in year 0; both in whole minor units.
 *
 * @param undiscounted the sum as it stands
 * @param discounted what it is worth in year 0
 */
public record Amounts(BigInteger undiscounted, BigInteger discounted) {

    /** Nothing. */
    public static final Amounts ZERO = new Amounts(BigInteger.ZERO, BigInteger.ZERO);

    /** The sums. */
    public Amounts plus(Amounts other) {
        return new Amounts(undiscounted.add(other.undiscounted), discounted.add(other.discounted));
    }

    /** The differences. */
    public Amounts minus(Amounts other) {
        return new Amounts(undiscounted.subtract(other.undiscounted), discounted.subtract(other.discounted));
    }

    /** What comes back for each unit of cost; none without cost. */
    public Returns over(Amounts cost) {
        return new Returns(ratio(undiscounted, cost.undiscounted), ratio(discounted, cost.discounted));
    }

    static Optional<BigDecimal> ratio(BigInteger dividend, BigInteger divisor) {
        return divisor.signum() == 0 ? Optional.empty() : Optional.of(Ratio.of(dividend, divisor));
    }

    /**
     * What comes back for each unit of cost.
     *
     * @param undiscounted of the sums as they stand; none without cost
     * @param discounted of what they are worth in year 0; none without cost
     */
    public record Returns(Optional<BigDecimal> undiscounted, Optional<BigDecimal> discounted) {}
}
