package org.reciprocity.ledger.exchange;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Settings of exchanges. */
@ConfigMapping(prefix = "reciprocity.exchanges")
public interface ExchangeSettings {

    /** How often each replica looks for exchanges that waited for as long as their community's policy allows. */
    @WithDefault("10s")
    Duration sweep();
}
