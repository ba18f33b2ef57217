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
 * @param fetchWait how long the broker may hold back a few records, so that a trickle arrives in few polls
 * @param flushInterval how far apart writes are while following: a lone change is written at once, one soon after it waits so long
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
        Duration fetchWait,
        Duration flushInterval,
        long flushKeys,
        long gatherKeys) {

    /** Copies the collections. */
    public FoldSettings {
        topics = Set.copyOf(topics);
        kafka = Map.copyOf(kafka);
    }
}
