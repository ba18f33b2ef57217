package org.reciprocity.ledger.log;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Settings of the relay to Kafka. */
@ConfigMapping(prefix = "reciprocity.relay")
public interface RelayTimes {

    /** How long a leading relay may be silent before another takes over. */
    @WithDefault("5s")
    Duration lease();

    /** How often to look for events nobody woke the relay for. */
    @WithDefault("50ms")
    Duration poll();

    /** How long the relay lets events gather after it has sent some: a batch costs the same, whatever its size. */
    @WithDefault("50ms")
    Duration gather();
}
