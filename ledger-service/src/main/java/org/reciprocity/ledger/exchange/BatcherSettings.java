package org.reciprocity.ledger.exchange;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Settings of the batcher of proposals. */
@ConfigMapping(prefix = "reciprocity.batcher")
public interface BatcherSettings {

    /** How many proposals share a transaction at most; with 1 each has its own. */
    @WithDefault("100")
    int most();
}
