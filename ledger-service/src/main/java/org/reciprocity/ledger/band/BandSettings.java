package org.reciprocity.ledger.band;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;

/** Settings of bands. */
@ConfigMapping(prefix = "reciprocity.bands")
public interface BandSettings {

    /** Whether bands may be told. What was told can always be cleared. */
    @WithDefault("false")
    boolean enabled();

    /** Communities in which it is otherwise, by id. */
    Map<String, Community> communities();

    /** How often each replica looks for bands whose consent has expired. */
    @WithDefault("10m")
    Duration sweep();

    /** A community in which it is otherwise. */
    interface Community {

        /** Whether bands may be told there. */
        boolean enabled();
    }

    /** Whether bands may be told in a community. */
    default boolean enabledIn(UUID community) {
        var own = communities().get(community.toString());
        return own == null ? enabled() : own.enabled();
    }
}
