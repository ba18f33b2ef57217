package org.reciprocity.ledger.database;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long requests wait for a connection to the database. Together they stay under the two seconds a client is promised. */
@ConfigMapping(prefix = "reciprocity.database")
public interface DatabaseTimes {

    /** Until a connection is free, or made; then the answer is 503. */
    @WithDefault("1500ms")
    Duration acquire();

    /** Until PostgreSQL takes a new connection. */
    @WithDefault("1200ms")
    Duration connect();

    /** How long it may say nothing at all, on a connection that is there for this; then nobody waits for it any longer. */
    @WithDefault("1s")
    Duration silence();

    /** After how long a connection on which nothing moves is closed, also one that waits for an answer. */
    @WithDefault("2m")
    Duration idle();
}
