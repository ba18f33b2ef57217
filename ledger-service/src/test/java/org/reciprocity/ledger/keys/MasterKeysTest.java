package org.reciprocity.ledger.keys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MasterKeysTest {
    private static final String ONE = Base64.getEncoder().encodeToString(new byte[32]);
    private static final String OTHER = ONE.replace("AA", "BB");

    @TempDir
    Path folder;

    private record Settings(Map<String, String> master, Optional<Path> file, Optional<String> current)
            implements KeySettings {
        @Override
        public Duration upkeep() {
            return Duration.ofSeconds(5);
        }

        @Override
        public boolean restored() {
            return false;
        }
    }

    private static String refusal(Map<String, String> texts, String current) {
        return assertThrows(ConfigurationException.class, () -> new MasterKeys(texts, Optional.ofNullable(current)))
                .getMessage();
    }

    private String refusal(String file) throws IOException {
        var path = Files.writeString(folder.resolve("keys"), file);
        return assertThrows(
                        ConfigurationException.class,
                        () -> new MasterKeys(new Settings(Map.of("k1", ONE), Optional.of(path), Optional.of("k1"))))
                .getMessage();
    }

    @Test
    void startsWithOneAndTakesItForTheCurrentOne() {
        var keys = new MasterKeys(Map.of("k1", ONE), Optional.empty());
        assertEquals("k1", keys.current());
        assertTrue(keys.named("k1").isPresent());
        assertFalse(keys.named("k2").isPresent());
    }

    @Test
    void readsMoreOfThemFromAFile() throws IOException {
        var file = Files.writeString(folder.resolve("keys"), "# of 2026\n\nk1 = " + ONE + "\nk2=" + OTHER + "\n");
        var keys = new MasterKeys(new Settings(Map.of("k1", ONE), Optional.of(file), Optional.of("k2")));
        assertEquals(Set.of("k1", "k2"), keys.names());
        assertEquals("k2", keys.current());
    }

    @Test
    void refusesToStartWithoutOneAndSaysWhatToDo() {
        var said = refusal(Map.of(), null);
        assertTrue(said.contains("There is no master key"), said);
        assertTrue(said.contains("RECIPROCITY_KEYS_FILE"), said);
        assertTrue(said.contains("/dev/urandom"), said);
    }

    @Test
    void refusesBadOnesWithoutRepeatingThem() throws IOException {
        var short31 = Base64.getEncoder().encodeToString(new byte[31]);
        assertTrue(refusal(Map.of("k1", short31), null).contains("has 31 bytes"));
        assertFalse(refusal(Map.of("k1", short31), null).contains(short31));
        assertTrue(refusal(Map.of("k1", "not~base64"), null).contains("not Base64"));
        assertFalse(refusal(Map.of("k1", "not~base64"), null).contains("not~base64"));
        assertTrue(refusal(Map.of("k 1", ONE), null).contains("The name of a master key"));
        assertTrue(refusal("k1=" + OTHER).contains("given twice, and differently"));
        assertTrue(refusal("# nothing\n" + ONE.replace("=", "")).contains("Line 2"));
    }

    @Test
    void refusesAFileThatIsNotThere() {
        var missing = new Settings(Map.of("k1", ONE), Optional.of(folder.resolve("none")), Optional.empty());
        assertTrue(assertThrows(ConfigurationException.class, () -> new MasterKeys(missing))
                .getMessage()
                .contains("cannot be read"));
    }

    @Test
    void asksWhichOfSeveralIsCurrent() {
        assertTrue(refusal(Map.of("k1", ONE, "k2", OTHER), null).contains("RECIPROCITY_KEYS_CURRENT"));
        assertTrue(refusal(Map.of("k1", ONE), "k3").contains("is none of [k1]"));
    }
}
