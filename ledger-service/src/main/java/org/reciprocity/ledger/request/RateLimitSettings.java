package org.reciprocity.ledger.request;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.Map;
import java.util.OptionalInt;

/** How much each agency may ask of one replica. */
@ConfigMapping(prefix = "reciprocity.rate-limit")
public interface RateLimitSettings {

    /** The most that is configured: a nanosecond for each request. */
    int MOST = 1_000_000_000;

    /** How many requests a second are answered in the long run; each item of a batch or an import counts as one. */
    @WithName("requests-per-second")
    @WithDefault("2000")
    @Min(1)
    @Max(MOST)
    int perSecond();

    /** How many are answered at once by somebody who was silent before. */
    @WithDefault("20000")
    @Min(1)
    @Max(MOST)
    int burst();

    /** What differs for single agencies, by id. */
    Map<String, Own> agencies();

    /** An agency's own measure; what is left out is as for all. */
    interface Own {
        /** Requests a second. */
        @WithName("requests-per-second")
        OptionalInt perSecond();

        /** Requests at once. */
        OptionalInt burst();
    }
}
