package org.reciprocity.reporting.arithmetic;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * How many of so many.
 *
 * @param yes how many
 * @param n of how many, of whom it is known
 */
public record Proportion(long yes, long n) {

    /** Refuses what cannot be. */
    public Proportion {
        if (yes < 0 || n < yes) {
            throw new IllegalArgumentException("more than all, or fewer than none");
        }
    }

    /** The share; none of nobody. */
    public Optional<BigDecimal> share() {
        return n == 0 ? Optional.empty() : Optional.of(Ratio.of(yes, n));
    }

    /**
     * The interval of the share by the score method without continuity correction (E. B. Wilson, Journal of the American Statistical
     * Association 22, 1927); none of nobody. It never leaves 0 to 1, and has a width where the share is 0 or 1.
     */
    public Optional<Interval95> wilson() {
        return n == 0 ? Optional.empty() : Optional.of(Interval95.of(lower(), upper()));
    }

    double rate() {
        return (double) yes / n;
    }

    /** The lower end of Wilson's interval. */
    double lower() {
        return yes == 0 ? 0 : middle() - reach();
    }

    /** Its upper end. */
    double upper() {
        return yes == n ? 1 : middle() + reach();
    }

    private double middle() {
        double square = Interval95.Z * Interval95.Z;
        return (2.0 * yes + square) / (2 * (n + square));
    }

    private double reach() {
        double square = Interval95.Z * Interval95.Z;
        double no = (double) n - yes;
        return Interval95.Z * StrictMath.sqrt(square + 4.0 * yes * no / n) / (2 * (n + square));
    }
}
