package org.reciprocity.reporting.arithmetic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Intervals, against what was published with their methods. */
class EffectTest {

    private static String rounded(BigDecimal number, int decimals) {
        var rounded = number.setScale(decimals, RoundingMode.HALF_EVEN);
        return rounded.signum() == 0 ? rounded.abs().toPlainString() : rounded.toPlainString();
    }

    private static String text(Interval95 interval, int decimals) {
        return rounded(interval.low(), decimals) + " to " + rounded(interval.high(), decimals);
    }

    private static TwoProportions two(long yes, long n, long otherYes, long otherN) {
        return new TwoProportions(new Proportion(yes, n), new Proportion(otherYes, otherN));
    }

    /** Method 3 of R. G. Newcombe, Two-sided confidence intervals for the single proportion, Statistics in Medicine 17, 1998, table I. */
    @ParameterizedTest
    @CsvSource({
        "81, 263, 0.2553 to 0.3662",
        "15, 148, 0.0624 to 0.1605",
        "0, 20, 0.0000 to 0.1611",
        "1, 29, 0.0061 to 0.1718"
    })
    void theScoreIntervalOfAShareIsAsPublished(long yes, long n, String interval) {
        assertEquals(interval, text(new Proportion(yes, n).wilson().orElseThrow(), 4));
    }

    /** Method 10 of R. G. Newcombe, Interval estimation for the difference, Statistics in Medicine 17, 1998, table II. */
    @ParameterizedTest
    @CsvSource({
        "56, 70, 48, 80, 0.2000, 0.0524 to 0.3339",
        "9, 10, 3, 10, 0.6000, 0.1705 to 0.8090",
        "6, 7, 2, 7, 0.5714, 0.0582 to 0.8062",
        "5, 56, 0, 29, 0.0893, -0.0381 to 0.1926",
        "0, 10, 0, 20, 0.0000, -0.1611 to 0.2775",
        "0, 10, 0, 10, 0.0000, -0.2775 to 0.2775",
        "10, 10, 0, 20, 1.0000, 0.6791 to 1.0000",
        "10, 10, 0, 10, 1.0000, 0.6075 to 1.0000"
    })
    void theIntervalOfADifferenceIsAsPublished(
            long yes, long n, long otherYes, long otherN, String difference, String interval) {
        var compared = two(otherYes, otherN, yes, n);

        assertEquals(difference, rounded(compared.difference().orElseThrow(), 4));
        assertEquals(interval, text(compared.differenceInterval().orElseThrow(), 4));
    }

    /** Heart attacks on placebo and on aspirin: A. Agresti, An Introduction to Categorical Data Analysis, 2.2, 2007. */
    @Test
    void theIntervalOfARiskRatioIsAsPublished() {
        var compared = two(189, 11034, 104, 11037);

        assertEquals("1.82", rounded(compared.ratio().orElseThrow(), 2));
        assertEquals("1.43 to 2.31", text(compared.ratioInterval().orElseThrow(), 2));
    }

    @Test
    void sevenAgainstThirtyPercentIsTheTeenCourtsResult() {
        var compared = two(7, 100, 30, 100);

        assertEquals("0.233", rounded(compared.ratio().orElseThrow(), 3));
        assertEquals("0.108 to 0.506", text(compared.ratioInterval().orElseThrow(), 3));
        assertEquals("0.230000", compared.difference().orElseThrow().toPlainString());
        assertEquals("0.125 to 0.332", text(compared.differenceInterval().orElseThrow(), 3));
        var needed = compared.needed().orElseThrow();
        assertEquals(1, needed.direction());
        assertEquals("4.35", rounded(needed.number().orElseThrow(), 2));
        assertEquals("3.01 to 8.03", text(needed.interval().orElseThrow(), 2));
    }

    /** A reduction of 10 points, from -5 to 25: D. G. Altman, Confidence intervals for the number needed to treat, BMJ 317, 1998. */
    @Test
    void aNumberNeededWhoseDifferenceMayBeNoneHasTwoEndsAndNoInterval() {
        var needed = new NumberNeeded(
                1,
                Optional.of(BigDecimal.TEN),
                new Interval95(new BigDecimal("-0.050000"), new BigDecimal("0.250000")));

        assertEquals(Optional.empty(), needed.interval());
        assertEquals(Optional.of(new BigDecimal("4.000000")), needed.oneFewerIn());
        assertEquals(Optional.of(new BigDecimal("20.000000")), needed.oneMoreIn());
    }

    @Test
    void whatDoesHarmNeedsANumberForOneMore() {
        var needed = two(30, 100, 7, 100).needed().orElseThrow();

        assertEquals(-1, needed.direction());
        assertEquals("3.01 to 8.03", text(needed.interval().orElseThrow(), 2));
        assertEquals(Optional.empty(), needed.oneFewerIn());
    }

    @Test
    void nobodyHasNoFigure() {
        assertEquals(Optional.empty(), new Proportion(0, 0).share());
        assertEquals(Optional.empty(), new Proportion(0, 0).wilson());
        for (var compared : List.of(two(0, 0, 3, 10), two(3, 10, 0, 0), two(0, 0, 0, 0))) {
            assertEquals(Optional.empty(), compared.ratio());
            assertEquals(Optional.empty(), compared.ratioInterval());
            assertEquals(Optional.empty(), compared.difference());
            assertEquals(Optional.empty(), compared.differenceInterval());
            assertEquals(Optional.empty(), compared.needed());
        }
    }

    @Test
    void anArmWithoutTheEventGetsNoMadeUpRatio() {
        assertEquals(Optional.of(new BigDecimal("0.000000")), two(0, 10, 3, 10).ratio());
        assertEquals(Optional.empty(), two(0, 10, 3, 10).ratioInterval());
        assertEquals(Optional.empty(), two(3, 10, 0, 10).ratio());
        assertEquals(Optional.empty(), two(0, 10, 0, 10).needed().orElseThrow().number());
    }

    @Test
    void anyNumbersGiveIntervalsThatCanBe() {
        long seed = 20260404;
        var random = new Random(seed);
        for (int i = 0; i < 5_000; i++) {
            long n = random.nextLong(1, 301);
            long otherN = random.nextLong(1, 301);
            long yes = random.nextLong(n + 1);
            long otherYes = random.nextLong(otherN + 1);
            var what = "seed " + seed + ": " + yes + "/" + n + " and " + otherYes + "/" + otherN;
            var one = new Proportion(yes, n);
            var compared = two(yes, n, otherYes, otherN);

            assertTrue(holds(one.wilson().orElseThrow(), one.share().orElseThrow(), 0, 1), what);
            var interval = compared.differenceInterval().orElseThrow();
            assertTrue(holds(interval, compared.difference().orElseThrow(), -1, 1), what);
            compared.ratioInterval()
                    .ifPresent(ratio -> assertTrue(holds(ratio, compared.ratio().orElseThrow(), 0, 1e6), what));
            var mirrored = two(otherYes, otherN, yes, n).differenceInterval().orElseThrow();
            assertEquals(interval.low(), mirrored.high().negate(), what);
            var needed = compared.needed().orElseThrow();
            needed.interval()
                    .ifPresentOrElse(
                            numbers -> assertTrue(numbers.low().compareTo(new BigDecimal("0.999")) > 0, what),
                            () -> assertTrue(interval.hasZero(), what));
            assertEquals(needed.interval().isEmpty(), interval.hasZero(), what);
        }
    }

    private static boolean holds(Interval95 interval, BigDecimal value, double low, double high) {
        return interval.low().compareTo(value) <= 0
                && interval.high().compareTo(value) >= 0
                && interval.low().doubleValue() >= low
                && interval.high().doubleValue() <= high;
    }

    private static List<BigDecimal> numbers(String... texts) {
        return java.util.Arrays.stream(texts).map(BigDecimal::new).toList();
    }

    @Test
    void theBootstrapHasTheSameDigitsWhateverTheOrder() {
        var numbers = new ArrayList<>(numbers("1.2", "2.4", "1.3", "1.3", "0.0", "1.0", "1.8", "0.8", "4.6", "1.4"));
        var interval = Resampling.ofMean(numbers, 42);

        Collections.shuffle(numbers, new Random(1));

        assertEquals(interval, Resampling.ofMean(numbers, 42));
        assertNotEquals(interval, Resampling.ofMean(numbers, 43));
    }

    /** The first draw of SplitMix64 from 0 is 0xe220a8397b1dcdaf, as its authors' program has it: 0.883 of the way through. */
    @Test
    void drawsAreThoseOfSplitMix() {
        assertEquals(0xe220a8397b1dcdafL, Resampling.mixed(0x9e3779b97f4a7c15L));
    }

    @Test
    void theBootstrapComesNearTheIntervalOfManyPeople() {
        var random = new Random(3);
        var numbers = new ArrayList<BigDecimal>();
        for (int i = 0; i < 400; i++) {
            numbers.add(BigDecimal.valueOf(Math.round(random.nextGaussian() * 100), 2));
        }
        double mean =
                numbers.stream().mapToDouble(BigDecimal::doubleValue).average().orElseThrow();
        var interval = Resampling.ofMean(numbers, 7).orElseThrow();

        // 1.96 standard errors of a standard deviation of 1 are 0.098.
        assertEquals(mean - .098, interval.low().doubleValue(), .015);
        assertEquals(mean + .098, interval.high().doubleValue(), .015);
    }

    @Test
    void theBootstrapIsBetweenTheLeastAndTheMost() {
        assertEquals(
                Optional.of(new Interval95(new BigDecimal("2.500000"), new BigDecimal("2.500000"))),
                Resampling.ofMean(numbers("2.5", "2.5", "2.50"), 9));
        assertEquals(Optional.empty(), Resampling.ofMean(numbers("2.5"), 9));
        assertEquals(Optional.empty(), Resampling.ofMean(numbers("1E+30", "1"), 9));
        assertEquals(Optional.empty(), Resampling.ofMean(numbers("0.0000000001", "1"), 9));
    }
}
