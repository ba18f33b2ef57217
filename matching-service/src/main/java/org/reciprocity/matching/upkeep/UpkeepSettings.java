package org.reciprocity.matching.upkeep;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The pace of what time alone brings about. */
@ConfigMapping(prefix = "reciprocity.upkeep")
public interface UpkeepSettings {

    /** How often each replica looks for what is due. */
    @WithDefault("10s")
    Duration every();
}
