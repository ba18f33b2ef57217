package org.reciprocity.reporting.disclosure;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.OptionalLong;

/** What is published beside numbers: rates made of them, and statistics of enough people. */
public final class Rates {
    /** The least that a rate may be of. */
    public static final long LEAST_DENOMINATOR = 20;
    /** The fewest people that a statistic may be of. */
    public static final long FEWEST = 8;

    private static final int DECIMALS = 4;

    private Rates() {}

    /** A percentage as a ratio, or hours per head: four decimals, of published numbers, the lower at least 20. */
    public static Optional<BigDecimal> rate(OptionalLong part, OptionalLong whole) {
        if (part.isEmpty() || whole.isEmpty() || whole.getAsLong() < LEAST_DENOMINATOR) {
            return Optional.empty();
        }
        return Optional.of(BigDecimal.valueOf(part.getAsLong())
                .divide(BigDecimal.valueOf(whole.getAsLong()), DECIMALS, RoundingMode.HALF_EVEN));
    }

    /** A mean score, median or number of days: exact, one decimal, of 8 people or more. */
    public static Optional<BigDecimal> statistic(BigDecimal exact, long people) {
        return rounded(exact, people, 1);
    }

    /** A Gini or a ratio of a network: exact, two decimals, of 8 people or more. */
    public static Optional<BigDecimal> ratio(BigDecimal exact, long people) {
        return rounded(exact, people, 2);
    }

    private static Optional<BigDecimal> rounded(BigDecimal exact, long people, int decimals) {
        return people < FEWEST ? Optional.empty() : Optional.of(exact.setScale(decimals, RoundingMode.HALF_EVEN));
    }
}
