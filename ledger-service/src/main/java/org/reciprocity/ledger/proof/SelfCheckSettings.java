package org.reciprocity.ledger.proof;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Settings of the book's check of itself. */
@ConfigMapping(prefix = "reciprocity.self-check")
public interface SelfCheckSettings {

    /** How often it runs, on one of the replicas. */
    @WithDefault("15m")
    Duration every();

    /** How many links, how many events and how many postings that were right before are looked at again each time. */
    @WithDefault("100000")
    int again();
}
