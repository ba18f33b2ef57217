package org.reciprocity.matching.round;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Rounds. */
@ConfigMapping(prefix = "reciprocity.round")
public interface RoundSettings {

    /** How late the ledger's feed may be for a round. */
    @WithDefault("60s")
    Duration feedMayBeLate();
}
