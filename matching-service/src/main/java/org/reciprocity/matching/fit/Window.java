package org.reciprocity.matching.fit;

import java.time.Instant;

/**
 * A stretch of time, half-open.
 *
 * @param from its first instant, or null where it has always been
 * @param until the first instant after it, or null where it has no end
 */
public record Window(Instant from, Instant until) {

    /** Always. */
    public static final Window ALWAYS = new Window(null, null);

    /** Whether it ends after it begins. */
    public boolean isOrdered() {
        return from == null || until == null || from.isBefore(until);
    }

    /** Whether it is over at that time. */
    public boolean isOver(Instant now) {
        return until != null && !now.isBefore(until);
    }

    /** Whether the two have time in common. */
    public boolean overlaps(Window other) {
        return beginsBefore(other.until) && other.beginsBefore(until);
    }

    private boolean beginsBefore(Instant end) {
        return from == null || end == null || from.isBefore(end);
    }
}
