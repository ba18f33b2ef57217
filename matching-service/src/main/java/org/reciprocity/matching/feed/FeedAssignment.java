package org.reciprocity.matching.feed;

import io.smallrye.common.annotation.Identifier;
import io.smallrye.reactive.messaging.kafka.KafkaConsumerRebalanceListener;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Collection;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;
import org.reciprocity.eventlog.FoldPosition;
import org.reciprocity.eventlog.FoldPositions.Partition;
import org.reciprocity.matching.command.Reading;
import org.reciprocity.matching.feed.FeedStops.Stop;

/**
 * Begins each partition where the database says that its fold has come to, and a new database at the first offset. Kafka's
 * committed offsets are neither read nor written.
 */
@ApplicationScoped
@Identifier("ledger-feed")
public class FeedAssignment implements KafkaConsumerRebalanceListener {
    private static final Logger LOG = Logger.getLogger(FeedAssignment.class);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration FIRST_BACK_OFF = Duration.ofMillis(100);
    private static final Duration LAST_BACK_OFF = Duration.ofSeconds(2);

    private final Reading reading;
    private final FeedStops stops;

    FeedAssignment(Reading reading, FeedStops stops) {
        this.reading = reading;
        this.stops = stops;
    }

    @Override
    public void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        if (partitions.isEmpty()) {
            return;
        }
        // On the consumer's own thread, which may wait; it polls again long before the group gives it up.
        var positions = FeedPositions.all(reading.sql())
                .onFailure()
                .retry()
                .withBackOff(FIRST_BACK_OFF, LAST_BACK_OFF)
                .expireIn(PATIENCE.toMillis())
                .await()
                .atMost(PATIENCE.multipliedBy(2));
        var first = consumer.beginningOffsets(partitions);
        var end = consumer.endOffsets(partitions);
        for (var assigned : partitions) {
            var partition = new Partition(assigned.topic(), assigned.partition());
            stops.clear(partition);
            long next = positions
                    .position(partition.topic(), partition.partition())
                    .map(FoldPosition::next)
                    .orElse(0L);
            if (next < first.get(assigned) || next > end.get(assigned)) {
                stops.stop(
                        partition,
                        new Stop(
                                next,
                                "none",
                                "the topic has offsets %d to %d: it is not the one that was folded"
                                        .formatted(first.get(assigned), end.get(assigned))));
                LOG.errorf(
                        "feed=stopped topic=%s partition=%d offset=%d reason=\"another topic than was folded\"",
                        partition.topic(), partition.partition(), next);
                consumer.seek(assigned, end.get(assigned));
            } else {
                consumer.seek(assigned, next);
            }
        }
        LOG.infof("feed=assigned partitions=%d", partitions.size());
    }
}
