package org.reciprocity.reporting.generation;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;

/**
 * What a generation is folded to, and what its figures depend on beside the log, so that they are the same whenever they are asked.
 *
 * @param point the point of the log that it ends at
 * @param lastClose the last daily close that figures of credit know, by its number; 0 for none
 * @param today the day that figures of credit take for the present one; none for the day of the moment, in each community
 * @param moment until when the point was the end of the log
 * @param least by writer, how many records are before the point at least
 */
public record Pin(LogPoint point, long lastClose, Optional<LocalDate> today, Instant moment, Map<String, Long> least) {}
