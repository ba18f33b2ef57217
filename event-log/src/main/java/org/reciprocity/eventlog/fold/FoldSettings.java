package org.reciprocity.eventlog.fold;

import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * What a fold needs.
 *
 * @param group the consumer group; the same for all replicas of the same generation, and for nobody else
 * @param generation the generation, as it stands in the table {@code position}
 * @param topics the topics to fold
 * @param consumers how many consumer threads share this replica's partitions
 * @param database where projection and positions are
 * @param kafka the Kafka client's settings, with {@code bootstrap.servers}
 * @param flushInterval how long a change may wait in memory while following
 * @param flushKeys how many keys may wait in memory while following
 * @param gatherKeys how many keys may wait in memory while gathering
 */
public record FoldSettings(
        String group,
        long generation,
        Set<String> topics,
        int consumers,
        Connections database,
        Map<String, String> kafka,
        Duration flushInterval,
        long flushKeys,
        long gatherKeys) {

    /** Copies the collections. */
    public FoldSettings {
        topics = Set.copyOf(topics);
        kafka = Map.copyOf(kafka);
    }
}
