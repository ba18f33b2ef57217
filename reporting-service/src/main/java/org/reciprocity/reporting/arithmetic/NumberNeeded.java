package org.reciprocity.reporting.arithmetic;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/**
 * The number needed to treat: of how many people one has another outcome for being of the one group and not of the other. It is the inverse of
 * the difference of the shares, and so are the ends of its interval.
 *
 * <p>Where the interval of the difference has zero inside, the inverse has a hole there: it goes from one fewer in so many, through no
 * difference in any number, to one more in so many (D. G. Altman, Confidence intervals for the number needed to treat, BMJ 317, 1998).
 * Then there are these two ends, and no interval.
 *
 * @param direction above zero where the event comes about less often for it, below where more often, zero where as often
 * @param number of how many; none where there is no difference
 * @param difference the interval of the difference
 */
public record NumberNeeded(int direction, Optional<BigDecimal> number, Interval95 difference) {

    /** Its interval; none where the difference may as well be none. */
    public Optional<Interval95> interval() {
        if (difference.hasZero()) {
            return Optional.empty();
        }
        var one = inverse(difference.low());
        var other = inverse(difference.high());
        return Optional.of(new Interval95(one.min(other), one.max(other)));
    }

    /** At best, one fewer in so many; none where the event does not come about less often even then. */
    public Optional<BigDecimal> oneFewerIn() {
        return difference.high().signum() > 0 ? Optional.of(inverse(difference.high())) : Optional.empty();
    }

    /** At worst, one more in so many; none where the event does not come about more often even then. */
    public Optional<BigDecimal> oneMoreIn() {
        return difference.low().signum() < 0 ? Optional.of(inverse(difference.low())) : Optional.empty();
    }

    private static BigDecimal inverse(BigDecimal number) {
        return BigDecimal.ONE.divide(number.abs(), Ratio.DECIMALS, RoundingMode.HALF_EVEN);
    }
}
