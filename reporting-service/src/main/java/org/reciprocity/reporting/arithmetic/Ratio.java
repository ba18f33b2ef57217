package org.reciprocity.reporting.arithmetic;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/** Quotients of whole numbers: exact to the end, then six decimals, half-even. */
public final class Ratio {

    /** The decimals of every ratio. */
    public static final int DECIMALS = 6;

    private Ratio() {}

    /** The quotient; the divisor is not zero. */
    public static BigDecimal of(BigInteger dividend, BigInteger divisor) {
        return new BigDecimal(dividend).divide(new BigDecimal(divisor), DECIMALS, RoundingMode.HALF_EVEN);
    }

    /** The quotient; the divisor is not zero. */
    public static BigDecimal of(long dividend, long divisor) {
        return of(BigInteger.valueOf(dividend), BigInteger.valueOf(divisor));
    }

    /** Minutes as hours, without trailing zeros. */
    public static BigDecimal hours(long minutes) {
        return hours(minutes, 60);
    }

    /** A number of parts of an hour as hours, without trailing zeros. */
    public static BigDecimal hours(long parts, long partsAnHour) {
        var hours = of(parts, partsAnHour).stripTrailingZeros();
        return hours.scale() < 0 ? hours.setScale(0) : hours;
    }
}
