package org.reciprocity.matching.fit;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;

/**
 * The times of day and week at which somebody can, as their own clock shows them.
 *
 * @param zone the participant's time zone
 * @param slots the times, each for itself
 */
public record Availability(ZoneId zone, List<Slot> slots) {

    /**
     * A time, once or again and again.
     *
     * @param start when it begins first, on the clock of the participant's zone
     * @param minutes how long it lasts, in minutes
     * @param rule an RFC 5545 recurrence rule without {@code RRULE:}, or null for once
     * @param except days of the zone on which it does not recur
     */
    public record Slot(LocalDateTime start, int minutes, String rule, List<LocalDate> except) {}

    /** Why an availability cannot be. */
    public enum Fault {
        /** A rule is none of RFC 5545, or recurs more often than daily. */
        UNREADABLE("unreadable-rule"),
        /** A slot has no time that is still to come. */
        NEVER("never"),
        /** Two times overlap: of one slot with its own next, or of two slots. */
        OVERLAPPING("overlapping");

        private final String code;

        Fault(String code) {
            this.code = code;
        }

        /** Its name on the wire. */
        public String code() {
            return code;
        }
    }
}
