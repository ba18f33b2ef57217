package org.reciprocity.reporting.generation;

import java.time.Instant;
import java.util.Optional;

/**
 * Where a point lies in a partition: between two records.
 *
 * @param offset the first offset after what is before the point
 * @param last the last record before the point; none when nothing is
 * @param next the first record after it; none when the partition ends there
 */
record Border(long offset, Optional<Entry> last, Optional<Entry> next) {

    /**
     * A record, without its body.
     *
     * @param offset where it is
     * @param writer the log that wrote it
     * @param sequence its place in that log
     * @param recordedAt when it was recorded
     */
    record Entry(long offset, String writer, long sequence, Instant recordedAt) {}
}
