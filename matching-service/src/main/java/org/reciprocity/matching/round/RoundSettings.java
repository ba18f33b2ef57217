package org.reciprocity.matching.round;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Rounds. */
@ConfigMapping(prefix = "reciprocity.round")
public interface RoundSettings {

    /** How late the ledger's feed may be for a round. */
    @WithDefault("60s")
    Duration feedMayBeLate();

    /** How often a replica looks for rounds that others were asked for, or that others left. */
    @WithDefault("1s")
    Duration look();

    /** For how long a replica that is not heard of keeps a round that it has taken. */
    @WithDefault("30s")
    Duration lease();

    /** For how long a round is left that could not be carried out now. */
    @WithDefault("5s")
    Duration again();

    /** Of a request no more pairs are looked at than its so many best. */
    @WithDefault("200")
    int candidatesPerRequest();
}
