package org.reciprocity.ledger.proof;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Settings of receipts. */
@ConfigMapping(prefix = "reciprocity.receipts")
public interface ReceiptSettings {

    /** A file with the Ed25519 private key to sign with, PKCS #8 as PEM; without one the ledger makes and keeps its own. */
    Optional<Path> keyFile();

    /** How old a key that the ledger made becomes before it makes the next. */
    @WithDefault("365d")
    Duration newKeyAfter();
}
