package org.reciprocity.local.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * The file of master keys that the local program gives its ledger, readable by its owner only. It lies beside the databases:
 * an installation keeps it apart from them.
 */
final class MasterKeyFile {
    private static final int KEY_BYTES = 32;

    private MasterKeyFile() {}

    /** Makes the file with one random key, unless there is one. */
    static void keep(Path file) {
        if (Files.exists(file)) {
            return;
        }
        var key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        try {
            var mine = Files.createTempFile(
                    file.toAbsolutePath().getParent(),
                    "master",
                    ".tmp",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(mine, "local=" + Base64.getEncoder().encodeToString(key) + "\n");
            Files.move(mine, file);
        } catch (IOException e) {
            throw new UncheckedIOException("The file of master keys " + file + " cannot be made", e);
        }
    }
}
