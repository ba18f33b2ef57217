package org.reciprocity.matching.policy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Optional;
import org.reciprocity.matching.availability.Recurrences;

/**
 * When a community's rounds run by themselves.
 *
 * @param rule a recurrence rule (RFC 5545, section 3.3.10)
 * @param start the first time, where the community is
 */
public record RoundSchedule(String rule, LocalDateTime start) {
    private static final Duration NO_OFTENER_THAN = Duration.ofHours(1);

    /** The first time after another; empty when the rule comes to an end, or cannot be read. */
    public Optional<Instant> next(ZoneId zone, Instant after) {
        return Recurrences.next(start.atZone(zone).toInstant(), rule, zone, after);
    }

    /** Whether it never comes to more than a round an hour. */
    boolean isSeldomEnough(ZoneId zone, Instant first) {
        return next(zone, first)
                .map(second -> Duration.between(first, second).compareTo(NO_OFTENER_THAN) >= 0)
                .orElse(true);
    }
}
