package org.reciprocity.matching.log;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What a topic is created with when it is missing. */
@ConfigMapping(prefix = "reciprocity.topic")
public interface TopicSettings {

    /** The number of partitions, fixed from then on. */
    @WithDefault("4")
    int partitions();

    /** The number of replicas of each. */
    @WithDefault("1")
    short replication();
}
