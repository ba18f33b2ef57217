package org.reciprocity.ledger.account;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Settings of what follows from policies. */
@ConfigMapping(prefix = "reciprocity.policy")
public interface PolicySettings {

    /** How often each replica looks for accounts whose limits have to follow a policy that was changed elsewhere. */
    @WithDefault("5s")
    Duration sweep();
}
