package org.reciprocity.eventlog.fold;

import java.util.Comparator;
import org.apache.kafka.common.TopicPartition;

/** By topic, then by partition: the order in which rows are locked. */
final class PartitionOrder {
    static final Comparator<TopicPartition> INSTANCE =
            Comparator.comparing(TopicPartition::topic).thenComparingInt(TopicPartition::partition);

    private PartitionOrder() {}
}
