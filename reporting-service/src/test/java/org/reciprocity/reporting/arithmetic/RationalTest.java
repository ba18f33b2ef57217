package org.reciprocity.reporting.arithmetic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RationalTest {

    @Test
    void isInLowestTermsWithItsSignAbove() {
        assertEquals(
                new Rational(BigInteger.valueOf(-2), BigInteger.valueOf(3)),
                new Rational(BigInteger.valueOf(4), BigInteger.valueOf(-6)));
        assertEquals(Rational.ZERO, Rational.of("0.000"));
        assertEquals(Rational.of(1200), Rational.of(new BigDecimal("12E2")));
    }

    @Test
    void aThirdOfThreeIsOne() {
        assertEquals(Rational.ONE, Rational.ONE.dividedBy(Rational.of(3)).times(Rational.of(3)));
        assertEquals(Rational.of("0.75"), Rational.of("0.25").complement());
        assertEquals(Rational.of("0.125"), Rational.of("0.5").power(3));
        assertEquals(Rational.of("-1.5"), Rational.of("0.5").minus(Rational.of(2)));
    }

    @ParameterizedTest
    @CsvSource({"0.5, 0", "1.5, 2", "2.5, 2", "-0.5, 0", "-1.5, -2", "2.500001, 3", "7, 7"})
    void isRoundedToTheNearestAndOfTwoToTheEven(String number, long rounded) {
        assertEquals(BigInteger.valueOf(rounded), Rational.of(number).rounded());
        assertEquals(
                BigInteger.valueOf(rounded),
                Rational.of(number).times(Rational.of(3)).roundedTimes(Rational.ONE.dividedBy(Rational.of(3))));
    }

    @Test
    void isOrderedByWhatItIsWorth() {
        assertEquals(-1, Rational.of("0.333333").compareTo(Rational.ONE.dividedBy(Rational.of(3))));
        assertEquals(0, Rational.of("0.50").compareTo(Rational.of("0.5")));
    }

    @Test
    void nothingIsDividedByZero() {
        assertThrows(ArithmeticException.class, () -> Rational.ONE.dividedBy(Rational.ZERO));
    }
}
