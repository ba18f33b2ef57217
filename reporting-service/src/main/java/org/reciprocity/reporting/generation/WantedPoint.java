package org.reciprocity.reporting.generation;

import java.time.LocalDate;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A point that somebody wants a generation to be folded to, as an answer's {@code asOf} says it.
 *
 * @param point the point
 * @param closes what figures of credit depended on beside the log; none: what there was while the point was the end of the log
 */
public record WantedPoint(LogPoint point, Optional<Closes> closes) {

    /**
     * What figures of credit depended on.
     *
     * @param last the number of the last daily close; none before the first
     * @param today the community's day
     */
    public record Closes(OptionalLong last, LocalDate today) {}
}
