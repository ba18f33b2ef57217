package org.reciprocity.reporting.disclosure;

import java.math.BigDecimal;

/**
 * The p of the p% rule: how close, in percent, the second largest contributor of a magnitude may come to guess the largest. Whoever
 * knows it can take a protected figure to pieces, so it is never written out.
 */
public final class ProtectionLevel {
    private static final long WHOLE = 10_000;
    private static final BigDecimal MOST = BigDecimal.valueOf(100);

    private final long hundredths;

    private ProtectionLevel(long hundredths) {
        this.hundredths = hundredths;
    }

    /**
     * Of a number of percent.
     *
     * @throws IllegalArgumentException unless it is more than 0 and at most 100, with two decimals at most
     */
    public static ProtectionLevel ofPercent(BigDecimal percent) {
        if (percent.signum() <= 0
                || percent.compareTo(MOST) > 0
                || percent.stripTrailingZeros().scale() > 2) {
            throw new IllegalArgumentException("more than 0 and at most 100 percent, with two decimals at most");
        }
        return new ProtectionLevel(percent.movePointRight(2).longValueExact());
    }

    /** Whether a remainder is at least p% of an amount. */
    boolean isCovered(long amount, long remainder) {
        return Math.multiplyExact(remainder, WHOLE) >= Math.multiplyExact(amount, hundredths);
    }

    /** How far on either side of an amount what can be derived of it has to reach. */
    double margin(long amount) {
        return (double) amount * hundredths / WHOLE;
    }

    @Override
    public String toString() {
        return "secret";
    }
}
