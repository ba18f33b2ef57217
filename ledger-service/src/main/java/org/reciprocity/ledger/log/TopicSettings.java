package org.reciprocity.ledger.log;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Settings of Kafka topics that do not exist yet; they are fixed from then on. */
@ConfigMapping(prefix = "reciprocity.topic")
public interface TopicSettings {

    /** How many partitions. */
    @WithDefault("4")
    int partitions();

    /** How many replicas. */
    @WithDefault("1")
    short replication();
}
