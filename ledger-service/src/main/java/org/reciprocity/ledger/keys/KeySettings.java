package org.reciprocity.ledger.keys;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Settings of the keys of persons. */
@ConfigMapping(prefix = "reciprocity.keys")
public interface KeySettings {

    /** Master keys by name: 32 random bytes each, in Base64. */
    Map<String, String> master();

    /** A file with more of them, a line {@code name=base64} each: where a secret is mounted. */
    Optional<Path> file();

    /** The name of the master key that new keys are wrapped with; may be left out while there is one. */
    Optional<String> current();

    /** How often to look for keys to destroy or to wrap anew. */
    @WithDefault("5s")
    Duration upkeep();

    /** Whether a database was restored from a backup: everybody's erasure is then read from Kafka before serving. */
    @WithDefault("false")
    boolean restored();
}
