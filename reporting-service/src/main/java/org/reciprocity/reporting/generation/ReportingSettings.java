package org.reciprocity.reporting.generation;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** What can be set in this service; each is described in {@code docs/reference/configuration.md}. */
@ConfigMapping(prefix = "reciprocity.reporting")
public interface ReportingSettings {

    /** What the names of consumer groups begin with; for a copy of a database that runs beside its origin. */
    Optional<String> consumerGroup();

    /** How many consumer threads this replica has for a generation. */
    @WithDefault("2")
    int consumers();

    /** How long the broker may hold back a few records, so that a trickle arrives in few polls. */
    @WithDefault("50ms")
    Duration fetchWait();

    /** How far apart writes are; a lone change is written at once. */
    @WithDefault("200ms")
    Duration flushInterval();

    /** How many changed keys may wait in memory before they are written. */
    @WithDefault("20000")
    long flushKeys();

    /** How many keys a rebuild holds in memory before it copies them; about 60 bytes each. */
    @WithDefault("5000000")
    long gatherKeys();

    /** How many generations may be folded to a point of the log at a time. */
    @WithDefault("3")
    int mostPinned();

    /** How often a replica looks at the generations. */
    @WithDefault("250ms")
    Duration look();

    /** How often a replica looks whether a day or a month has ended somewhere. */
    @WithDefault("1m")
    Duration closeLook();

    /** How long after a month's end its edition is cut: time for what is entered late. */
    @WithDefault("48h")
    Duration editionDelay();
}
