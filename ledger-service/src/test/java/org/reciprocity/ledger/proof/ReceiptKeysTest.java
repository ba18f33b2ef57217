package org.reciprocity.ledger.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reciprocity.eventlog.Sql;

class ReceiptKeysTest {

    @TempDir
    Path folder;

    @Test
    void signsWithTheKeyThatIsMountedAndKeepsItsPublicPartOnly() throws IOException {
        var key = SigningKey.generate();
        var file = Files.writeString(
                folder.resolve("key.pem"),
                "-----BEGIN PRIVATE KEY-----\n"
                        + Base64.getMimeEncoder()
                                .encodeToString(key.privateKey().getEncoded())
                        + "\n-----END PRIVATE KEY-----\n");
        var keys = keys(file);
        var database = new Database();

        assertEquals(key.id(), keys.signing(database).await().indefinitely().id());
        assertEquals(1, database.kept.size());
        assertEquals(key.id(), database.kept.getFirst()[0]);
        assertEquals(2, database.kept.getFirst().length, "its id and its public key");
    }

    @Test
    void doesNotStartWithAFileThatHoldsNoKey() throws IOException {
        var nonsense = Files.writeString(folder.resolve("nonsense.pem"), "nonsense");
        var refusal = assertThrows(IllegalStateException.class, () -> keys(nonsense));
        assertTrue(refusal.getMessage().startsWith("reciprocity.receipts.key-file"), refusal.getMessage());
        assertThrows(java.io.UncheckedIOException.class, () -> keys(folder.resolve("missing.pem")));
    }

    private static ReceiptKeys keys(Path file) {
        var keys = new ReceiptKeys(new ReceiptSettings() {
            @Override
            public Optional<Path> keyFile() {
                return Optional.of(file);
            }

            @Override
            public Duration newKeyAfter() {
                return Duration.ofDays(365);
            }
        });
        keys.read(new StartupEvent());
        return keys;
    }

    /** Keeps what it is given, and has nothing. */
    private static final class Database implements Sql {
        private final List<Object[]> kept = new ArrayList<>();

        @Override
        public Uni<List<Object[]>> select(String sql, Object... parameters) {
            return Uni.createFrom().item(List.of());
        }

        @Override
        public Uni<Integer> update(String sql, Object... parameters) {
            kept.add(parameters);
            return Uni.createFrom().item(1);
        }
    }
}
