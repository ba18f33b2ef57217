package org.reciprocity.ledger.request;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Settings of the answers that are kept under Idempotency-Keys. */
@ConfigMapping(prefix = "reciprocity.answers")
public interface AnswerSettings {

    /** For how long they are kept: a client was promised 30 days, and may be promised more. */
    @WithDefault("30d")
    Duration keep();

    /** How often each replica looks for some that are older. */
    @WithDefault("1h")
    Duration sweep();
}
