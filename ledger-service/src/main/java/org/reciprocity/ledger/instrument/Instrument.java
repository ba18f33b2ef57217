package org.reciprocity.ledger.instrument;

import java.math.BigDecimal;
import java.util.List;

/**
 * An instrument with its rules.
 *
 * @param code its code
 * @param title what it is called
 * @param minimum the lowest score, which it may have
 * @param maximum the highest score, which it may have
 * @param step what scores are apart, from the minimum on; null where any score of the range may be had
 * @param better which way is better
 * @param cutOff where attention is needed; null where the instrument has no cut-off
 * @param licence on what terms it may be used, as a code
 * @param items the questions whose answers are summed; null where only the score is taken
 * @param conversion the score of each sum of the items, from the lowest on; empty where the sum is the score
 */
public record Instrument(
        String code,
        String title,
        BigDecimal minimum,
        BigDecimal maximum,
        BigDecimal step,
        Better better,
        CutOff cutOff,
        String licence,
        Items items,
        List<BigDecimal> conversion) {

    /** Which way is better. */
    public enum Better {
        /** The more, the better. */
        HIGHER("higher"),
        /** The less, the better. */
        LOWER("lower");

        private final String wire;

        Better(String wire) {
            this.wire = wire;
        }

        /** Its name in events, in the API and in the database. */
        public String wire() {
            return wire;
        }

        /** The way of that name. */
        public static Better of(String wire) {
            return switch (wire) {
                case "higher" -> HIGHER;
                case "lower" -> LOWER;
                default -> throw new IllegalArgumentException("Neither higher nor lower: " + wire);
            };
        }
    }

    /** The side of a cut-off that needs attention. */
    public enum Side {
        /** The cut-off itself and what is above. */
        AT_OR_ABOVE("at-or-above"),
        /** What is below, without the cut-off itself. */
        BELOW("below");

        private final String wire;

        Side(String wire) {
            this.wire = wire;
        }

        /** Its name in events, in the API and in the database. */
        public String wire() {
            return wire;
        }

        /** The side of that name. */
        public static Side of(String wire) {
            return switch (wire) {
                case "at-or-above" -> AT_OR_ABOVE;
                case "below" -> BELOW;
                default -> throw new IllegalArgumentException("No side of a cut-off: " + wire);
            };
        }
    }

    /**
     * Where attention is needed.
     *
     * @param at the score at which the side begins, or before which it ends
     * @param side which side
     */
    public record CutOff(BigDecimal at, Side side) {

        boolean beyond(BigDecimal score) {
            return switch (side) {
                case AT_OR_ABOVE -> score.compareTo(at) >= 0;
                case BELOW -> score.compareTo(at) < 0;
            };
        }
    }

    /**
     * The questions whose answers are summed.
     *
     * @param count how many
     * @param minimum the lowest answer to each
     * @param maximum the highest answer to each
     */
    public record Items(int count, int minimum, int maximum) {}

    /**
     * What was answered: one of the three, the other two null.
     *
     * @param score the score
     * @param raw the sum of the items
     * @param items the answer to each item
     */
    public record Given(BigDecimal score, Integer raw, List<Integer> items) {}

    /** What the instrument makes of an answer. */
    public sealed interface Reading {
        /**
         * A score.
         *
         * @param score the score
         * @param raw the sum that was converted to it; null where the instrument converts none
         * @param beyondCutOff whether it needs attention; null where there is no cut-off
         */
        record Scored(BigDecimal score, Integer raw, Boolean beyondCutOff) implements Reading {}

        /** Not exactly one of score, raw and items is given. */
        record Unclear() implements Reading {}

        /**
         * It is none that the instrument can give.
         *
         * @param field what of the answer: score, raw or items
         */
        record OutOfRange(String field) implements Reading {}
    }

    /** Reads an answer. */
    public Reading read(Given given) {
        int fields = (given.score() == null ? 0 : 1) + (given.raw() == null ? 0 : 1) + (given.items() == null ? 0 : 1);
        if (fields != 1) {
            return new Reading.Unclear();
        }
        if (given.score() != null) {
            return score(given.score());
        }
        if (given.raw() != null) {
            return sum(given.raw(), "raw");
        }
        boolean fits = items != null
                && given.items().size() == items.count()
                && given.items().stream()
                        .allMatch(item -> item != null && item >= items.minimum() && item <= items.maximum());
        return fits
                ? sum(given.items().stream().mapToInt(Integer::intValue).sum(), "items")
                : new Reading.OutOfRange("items");
    }

    /** Reads the mean of a group, which may lie between the scores of its people, and beyond nobody's cut-off. */
    public Reading readMean(Given given) {
        if (given.score() == null || given.raw() != null || given.items() != null) {
            return new Reading.Unclear();
        }
        return given.score().compareTo(minimum) >= 0 && given.score().compareTo(maximum) <= 0
                ? new Reading.Scored(plain(given.score()), null, null)
                : new Reading.OutOfRange("score");
    }

    private Reading score(BigDecimal score) {
        if (!conversion.isEmpty()) {
            for (int i = 0; i < conversion.size(); i++) {
                if (conversion.get(i).compareTo(score) == 0) {
                    return scored(conversion.get(i), lowestSum() + i);
                }
            }
            return new Reading.OutOfRange("score");
        }
        boolean inRange = score.compareTo(minimum) >= 0
                && score.compareTo(maximum) <= 0
                && (step == null || score.subtract(minimum).remainder(step).signum() == 0);
        return inRange ? scored(score, null) : new Reading.OutOfRange("score");
    }

    private Reading sum(int sum, String field) {
        if (items == null || sum < lowestSum() || sum > items.count() * items.maximum()) {
            return new Reading.OutOfRange(field);
        }
        return conversion.isEmpty()
                ? scored(BigDecimal.valueOf(sum), null)
                : scored(conversion.get(sum - lowestSum()), sum);
    }

    private int lowestSum() {
        return items.count() * items.minimum();
    }

    private Reading scored(BigDecimal score, Integer raw) {
        return new Reading.Scored(plain(score), raw, cutOff == null ? null : cutOff.beyond(score));
    }

    /** As short as it can be written without an exponent. */
    private static BigDecimal plain(BigDecimal number) {
        var stripped = number.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }
}
