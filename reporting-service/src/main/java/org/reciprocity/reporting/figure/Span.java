package org.reciprocity.reporting.figure;

import java.time.Instant;
import java.time.LocalDate;
import org.reciprocity.reporting.place.Place;
import org.reciprocity.reporting.problem.Problem;
import org.reciprocity.reporting.problem.ProblemException;
import org.reciprocity.reporting.projection.Buckets;

/**
 * A half-open period as the sums know it.
 *
 * @param from the first bucket inside
 * @param to the first bucket after it
 */
public record Span(int from, int to) {

    /** A period in a community's time zone. */
    public static Span of(Place place, Period period) {
        return new Span(
                period.from().map(day -> border(place, day)).orElse(Integer.MIN_VALUE),
                period.to().map(day -> border(place, day)).orElse(Integer.MAX_VALUE));
    }

    /** Refuses a period that has not begun in the community. */
    public static void mustHaveBegun(Place place, Period period) {
        period.from().filter(day -> begin(place, day).isAfter(Instant.now())).ifPresent(day -> {
            throw Period.future(day);
        });
    }

    /** When a day begins in the community. */
    static Instant begin(Place place, LocalDate day) {
        return day.atStartOfDay(place.zone()).toInstant();
    }

    /** The first bucket of a day in the community. */
    static int border(Place place, LocalDate day) {
        var begin = begin(place, day);
        if (begin.getEpochSecond() % Buckets.SECONDS != 0) {
            throw new ProblemException(
                    Problem.UNUSABLE_TIME_ZONE, "The community's time zone is not whole quarter hours from UTC.");
        }
        return Buckets.border(begin);
    }
}
