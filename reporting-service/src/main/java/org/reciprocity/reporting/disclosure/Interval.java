package org.reciprocity.reporting.disclosure;

/**
 * Where a number lies.
 *
 * @param low at least
 * @param high at most
 */
public record Interval(long low, long high) {

    /** Refuses what is empty. */
    public Interval {
        if (high < low) {
            throw new IllegalArgumentException("an interval without a number");
        }
    }

    static Interval exactly(long number) {
        return new Interval(number, number);
    }
}
