package org.reciprocity.reporting.snapshot;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;

/**
 * What stands for the present in a generation that is folded to a point of the log, so that it never changes.
 *
 * @param lastClose the last daily close that is known, by its number; 0 for none
 * @param today the day that it is; none for the day of the moment
 * @param moment until when the point was the end of the log
 */
public record Present(long lastClose, Optional<LocalDate> today, Instant moment) {

    /** The day that it is in a time zone. */
    public LocalDate day(ZoneId zone) {
        return today.orElseGet(() -> LocalDate.ofInstant(moment, zone));
    }
}
