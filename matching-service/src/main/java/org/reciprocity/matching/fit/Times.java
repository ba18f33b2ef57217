package org.reciprocity.matching.fit;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Time that an offer and a request have in common. */
public final class Times {

    private Times() {}

    /** Whether the two have any from now on. */
    public static boolean inCommon(Give give, Need need, Instant now) {
        return minutesInCommon(give, need, now, 1) > 0;
    }

    /**
     * How many minutes the two have in common from now on.
     *
     * @param enough counting stops here; 1 or more
     * @return at most {@code enough}; a common time of less than a minute counts as one
     */
    public static long minutesInCommon(Give give, Need need, Instant now, long enough) {
        var window = common(common(give.window(), need.window()), new Window(now, null));
        if (!window.isOrdered()) {
            return 0;
        }
        var left = give.times() == null ? List.of(window) : give.times();
        var right = need.times() == null ? List.of(window) : need.times();
        long minutes = 0;
        int i = 0;
        int j = 0;
        while (i < left.size() && j < right.size() && minutes < enough) {
            var shared = common(common(left.get(i), right.get(j)), window);
            if (shared.isOrdered()) {
                minutes = shared.from() == null || shared.until() == null
                        ? enough
                        : minutes
                                + Math.max(
                                        1,
                                        Duration.between(shared.from(), shared.until())
                                                .toMinutes());
            }
            if (endsFirst(left.get(i), right.get(j))) {
                i++;
            } else {
                j++;
            }
        }
        return Math.min(minutes, enough);
    }

    private static boolean endsFirst(Window one, Window other) {
        return one.until() != null && (other.until() == null || one.until().isBefore(other.until()));
    }

    private static Window common(Window one, Window other) {
        return new Window(
                one.from() == null || (other.from() != null && other.from().isAfter(one.from()))
                        ? other.from()
                        : one.from(),
                one.until() == null || (other.until() != null && other.until().isBefore(one.until()))
                        ? other.until()
                        : one.until());
    }
}
