package org.reciprocity.local.neighbourhood;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What came of a year.
 *
 * @param hoursAsked hours that were needed
 * @param hours hours of them that were given
 * @param reached residents who gave or received
 * @param isolates residents who had three or fewer ties at first
 * @param isolatesTied those of them who gained a tie
 * @param newTies pairs who had nothing to do with each other before
 * @param bothWays the share of those reached who gave and received, 0 to 1
 * @param gini how unequally giving is spread over all residents: 0 evenly, 1 all on one
 * @param kilometres between the two, on average over what happened
 * @param weeks from the need to what happened, on average
 */
public record YearResult(
        double hoursAsked,
        double hours,
        double reached,
        double isolates,
        double isolatesTied,
        double newTies,
        double bothWays,
        double gini,
        double kilometres,
        double weeks) {

    /** The means of several years. */
    public static YearResult mean(List<YearResult> years) {
        return new YearResult(
                mean(years, YearResult::hoursAsked),
                mean(years, YearResult::hours),
                mean(years, YearResult::reached),
                mean(years, YearResult::isolates),
                mean(years, YearResult::isolatesTied),
                mean(years, YearResult::newTies),
                mean(years, YearResult::bothWays),
                mean(years, YearResult::gini),
                mean(years, YearResult::kilometres),
                mean(years, YearResult::weeks));
    }

    private static double mean(List<YearResult> years, ToDoubleFunction<YearResult> part) {
        return years.stream().mapToDouble(part).average().orElseThrow();
    }

    /** More new ties, more isolates reached, and giving spread more evenly, at no fewer hours. */
    public boolean beats(YearResult other) {
        return newTies > other.newTies
                && isolatesTied > other.isolatesTied
                && gini < other.gini
                && hours >= other.hours;
    }
}
