package org.reciprocity.reporting.arithmetic;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/**
 * An exact quotient of whole numbers, in lowest terms, so that nothing is rounded before the end.
 *
 * @param numerator what is divided
 * @param denominator by what; above zero
 */
public record Rational(BigInteger numerator, BigInteger denominator) implements Comparable<Rational> {

    /** Nothing. */
    public static final Rational ZERO = of(0);

    /** One. */
    public static final Rational ONE = of(1);

    /** In lowest terms; refuses division by zero with an {@link ArithmeticException}. */
    public Rational {
        if (denominator.signum() == 0) {
            throw new ArithmeticException("division by zero");
        }
        var common = numerator.gcd(denominator);
        if (denominator.signum() < 0) {
            common = common.negate();
        }
        if (!common.equals(BigInteger.ONE)) {
            numerator = numerator.divide(common);
            denominator = denominator.divide(common);
        }
    }

    /** A whole number. */
    public static Rational of(long number) {
        return of(BigInteger.valueOf(number));
    }

    /** A whole number. */
    public static Rational of(BigInteger number) {
        return new Rational(number, BigInteger.ONE);
    }

    /** A decimal number, exactly. */
    public static Rational of(BigDecimal number) {
        return number.scale() <= 0
                ? of(number.toBigIntegerExact())
                : new Rational(number.unscaledValue(), BigInteger.TEN.pow(number.scale()));
    }

    /** A decimal number as it is written, exactly. */
    public static Rational of(String number) {
        return of(new BigDecimal(number));
    }

    /** The sum. */
    public Rational plus(Rational other) {
        return new Rational(
                numerator.multiply(other.denominator).add(other.numerator.multiply(denominator)),
                denominator.multiply(other.denominator));
    }

    /** The difference. */
    public Rational minus(Rational other) {
        return plus(other.negated());
    }

    /** The product. */
    public Rational times(Rational other) {
        return new Rational(numerator.multiply(other.numerator), denominator.multiply(other.denominator));
    }

    /** The quotient; refuses division by zero with an {@link ArithmeticException}. */
    public Rational dividedBy(Rational other) {
        return new Rational(numerator.multiply(other.denominator), denominator.multiply(other.numerator));
    }

    /** The power; the exponent is not below zero. */
    public Rational power(int exponent) {
        return new Rational(numerator.pow(exponent), denominator.pow(exponent));
    }

    /** With the other sign. */
    public Rational negated() {
        return new Rational(numerator.negate(), denominator);
    }

    /** One less this. */
    public Rational complement() {
        return ONE.minus(this);
    }

    /** Whether it is zero. */
    public boolean isZero() {
        return numerator.signum() == 0;
    }

    /** The nearest whole number; of two, the even one. */
    public BigInteger rounded() {
        return decimal(0).toBigIntegerExact();
    }

    /** The product, rounded; without looking for lowest terms, which takes most of the time where there are many. */
    public BigInteger roundedTimes(Rational other) {
        return quotient(numerator.multiply(other.numerator), denominator.multiply(other.denominator), 0)
                .toBigIntegerExact();
    }

    /** With so many decimals, half-even. */
    public BigDecimal decimal(int decimals) {
        return quotient(numerator, denominator, decimals);
    }

    private static BigDecimal quotient(BigInteger dividend, BigInteger divisor, int decimals) {
        return new BigDecimal(dividend).divide(new BigDecimal(divisor), decimals, RoundingMode.HALF_EVEN);
    }

    @Override
    public int compareTo(Rational other) {
        return numerator.multiply(other.denominator).compareTo(other.numerator.multiply(denominator));
    }
}
