package org.reciprocity.matching.policy;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Optional;
import org.reciprocity.matching.availability.Recurrences;

/**
 * When a community's rounds run by themselves.
 *
 * @param rule a recurrence rule (RFC 5545, section 3.3.10), daily or rarer
 * @param start the first time, where the community is
 */
public record RoundSchedule(String rule, LocalDateTime start) {
    /** The first time after another; empty when the rule comes to an end, or cannot be read. */
    public Optional<Instant> next(ZoneId zone, Instant after) {
        return Recurrences.next(start.atZone(zone).toInstant(), rule, zone, after);
    }
}
