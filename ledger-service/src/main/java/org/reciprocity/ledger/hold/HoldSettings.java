package org.reciprocity.ledger.hold;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Settings of holds. */
@ConfigMapping(prefix = "reciprocity.hold")
public interface HoldSettings {

    /** How often each replica looks for holds whose time is over, and that no command has met. */
    @WithDefault("5s")
    Duration sweep();
}
