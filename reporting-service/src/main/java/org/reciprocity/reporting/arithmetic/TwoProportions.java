package org.reciprocity.reporting.arithmetic;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;

/**
 * The same event in two groups of different people.
 *
 * @param one those whom it is about
 * @param other those whom they are compared with
 */
public record TwoProportions(Proportion one, Proportion other) {

    private boolean isOfSomebody() {
        return one.n() > 0 && other.n() > 0;
    }

    /** The risk ratio, of the one to the other; none without people in both, or without the event in the other. */
    public Optional<BigDecimal> ratio() {
        return isOfSomebody() && other.yes() > 0
                ? Optional.of(Ratio.of(product(one.yes(), other.n()), product(other.yes(), one.n())))
                : Optional.empty();
    }

    /**
     * Its interval by the logarithm (D. Katz and others, Biometrics 34, 1978); none where the event came about in one of them only, or
     * in neither: nothing is added to make one.
     */
    public Optional<Interval95> ratioInterval() {
        if (!isOfSomebody() || one.yes() == 0 || other.yes() == 0) {
            return Optional.empty();
        }
        double logarithm = StrictMath.log(one.rate() / other.rate());
        double error = StrictMath.sqrt(1.0 / one.yes() - 1.0 / one.n() + 1.0 / other.yes() - 1.0 / other.n());
        return Optional.of(Interval95.of(
                StrictMath.exp(logarithm - Interval95.Z * error), StrictMath.exp(logarithm + Interval95.Z * error)));
    }

    /** By how much the share of the other is above that of the one; none without people in both. */
    public Optional<BigDecimal> difference() {
        return isOfSomebody() ? Optional.of(Ratio.of(numerator(), product(one.n(), other.n()))) : Optional.empty();
    }

    private BigInteger numerator() {
        return product(other.yes(), one.n()).subtract(product(one.yes(), other.n()));
    }

    private static BigInteger product(long a, long b) {
        return BigInteger.valueOf(a).multiply(BigInteger.valueOf(b));
    }

    /**
     * The interval of the difference from Wilson's of both, without continuity correction (method 10 of R. G. Newcombe, Interval
     * estimation for the difference between independent proportions, Statistics in Medicine 17, 1998); none without people in both. It
     * never leaves -1 to 1.
     */
    public Optional<Interval95> differenceInterval() {
        if (!isOfSomebody()) {
            return Optional.empty();
        }
        double difference = other.rate() - one.rate();
        double down = StrictMath.hypot(other.rate() - other.lower(), one.upper() - one.rate());
        double up = StrictMath.hypot(other.upper() - other.rate(), one.rate() - one.lower());
        return Optional.of(Interval95.of(difference - down, difference + up));
    }

    /** How many people it takes; none without people in both. */
    public Optional<NumberNeeded> needed() {
        return differenceInterval()
                .map(interval -> new NumberNeeded(
                        numerator().signum(),
                        numerator().signum() == 0
                                ? Optional.empty()
                                : Optional.of(Ratio.of(
                                        product(one.n(), other.n()), numerator().abs())),
                        interval));
    }
}
