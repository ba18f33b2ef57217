package org.reciprocity.eventlog.fold;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/**
 * How a fold stands in this replica.
 *
 * @param reached by partition of this replica, the next offset to fold into memory; what is committed may be behind it
 * @param folded records folded since it started
 * @param skipped records of unknown types since it started
 * @param duplicates records delivered again and skipped since it started
 * @param flushes transactions committed since it started
 * @param stopped partitions that stand still at a record that cannot be read, or that is lost
 * @param failure what keeps it from going on at present; it tries again by itself
 */
public record FoldStatus(
        Map<TopicPartition, Long> reached,
        long folded,
        long skipped,
        long duplicates,
        long flushes,
        List<StoppedPartition> stopped,
        Optional<String> failure) {

    /** Whether nothing is in the way. */
    public boolean healthy() {
        return stopped.isEmpty() && failure.isEmpty();
    }
}
