package org.reciprocity.ledger.security;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Settings of bearer tokens. */
@ConfigMapping(prefix = "reciprocity.token")
public interface TokenSettings {

    /** How long a token that was verified is not verified again; with 0 it is at every request. */
    @WithDefault("60s")
    Duration trustedFor();
}
