package org.reciprocity.eventlog.fold;

import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * What a fold does at present.
 *
 * @param gathering whether it folds into memory until it stops or is full, as a rebuild does, and not flush by flush
 * @param stopAt by partition, the offset to fold up to and not beyond; a partition that is not named has no end
 */
public record Phase(boolean gathering, Map<TopicPartition, Long> stopAt) {

    /** Flush by flush, without an end. */
    public static final Phase FOLLOWING = new Phase(false, Map.of());

    /** Copies the map. */
    public Phase {
        stopAt = Map.copyOf(stopAt);
    }

    long stopAt(TopicPartition partition) {
        return stopAt.getOrDefault(partition, Long.MAX_VALUE);
    }
}
