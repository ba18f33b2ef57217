package org.reciprocity.reporting.arithmetic;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The percentile bootstrap of a mean (B. Efron and R. J. Tibshirani, An Introduction to the Bootstrap, 1993, 13.3): so many people are drawn
 * from those there are, with replacement, {@value #RESAMPLES} times; the interval goes from the 50th to the 1,950th of the means in order. It
 * does not suppose that changes are distributed as the normal distribution is.
 *
 * <p>The draws are SplitMix64's (G. L. Steele, D. Lea and C. H. Flood, 2014) from a seed that is made of the data, and the sums are
 * whole numbers: the same people give the same digits in whatever order and on whatever machine.
 */
public final class Resampling {

    /** How many times is drawn: with one more, 2.5% of them is a whole number. */
    public static final int RESAMPLES = 1999;

    /** Of more people there is none: the interval by t has the same digits then. */
    public static final int MOST_PEOPLE = 10_000;

    private static final int LOWER = (RESAMPLES + 1) / 40 - 1;
    private static final int UPPER = RESAMPLES - 1 - LOWER;

    private static final int MOST_DECIMALS = 9;
    private static final BigInteger MOST = BigInteger.valueOf(Long.MAX_VALUE / MOST_PEOPLE);

    private Resampling() {}

    /** The interval of the mean; none of fewer than two people, of more than {@value #MOST_PEOPLE}, or of numbers beyond 64 bits. */
    public static Optional<Interval95> ofMean(List<BigDecimal> numbers, long seed) {
        int n = numbers.size();
        int decimals = numbers.stream().mapToInt(BigDecimal::scale).max().orElse(0);
        if (n < 2 || n > MOST_PEOPLE || decimals > MOST_DECIMALS) {
            return Optional.empty();
        }
        var whole = new long[n];
        for (int i = 0; i < n; i++) {
            var number = numbers.get(i).setScale(Math.max(decimals, 0)).unscaledValue();
            if (number.abs().compareTo(MOST) > 0) {
                return Optional.empty();
            }
            whole[i] = number.longValueExact();
        }
        Arrays.sort(whole);
        var sums = sums(whole, seed);
        var divisor = BigInteger.TEN.pow(Math.max(decimals, 0)).multiply(BigInteger.valueOf(n));
        return Optional.of(new Interval95(
                Ratio.of(BigInteger.valueOf(sums[LOWER]), divisor),
                Ratio.of(BigInteger.valueOf(sums[UPPER]), divisor)));
    }

    private static long[] sums(long[] numbers, long seed) {
        var sums = new long[RESAMPLES];
        long state = seed;
        for (int resample = 0; resample < RESAMPLES; resample++) {
            for (int i = 0; i < numbers.length; i++) {
                state += 0x9e3779b97f4a7c15L;
                sums[resample] += numbers[(int) Math.unsignedMultiplyHigh(mixed(state), numbers.length)];
            }
        }
        Arrays.sort(sums);
        return sums;
    }

    /** What SplitMix64 makes of its state. */
    static long mixed(long state) {
        long bits = (state ^ (state >>> 30)) * 0xbf58476d1ce4e5b9L;
        bits = (bits ^ (bits >>> 27)) * 0x94d049bb133111ebL;
        return bits ^ (bits >>> 31);
    }
}
