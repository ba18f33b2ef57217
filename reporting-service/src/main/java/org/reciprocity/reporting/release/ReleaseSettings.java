package org.reciprocity.reporting.release;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;

/** What can be set of disclosure control; each is described in {@code docs/reference/configuration.md}. */
@ConfigMapping(prefix = "reciprocity.reporting.disclosure")
public interface ReleaseSettings {

    /** The p of the p% rule. Secret, and without a default wherever people's figures are. */
    Optional<BigDecimal> percent();

    /** How often a replica looks for editions that are not protected yet. */
    @WithDefault("2s")
    Duration look();
}
