package org.reciprocity.ledger.keys;

import io.quarkus.runtime.Startup;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import javax.crypto.SecretKey;

/** The master keys, by name, and the one that is current. The service does not start without. */
@Startup
@Singleton
public class MasterKeys {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    private static final String CURE =
            " Make a key by: echo \"k1=$(head -c 32 /dev/urandom | base64)\" > master-keys; keep the"
                    + " file where only this service reads it and apart from every backup of the databases, and set"
                    + " RECIPROCITY_KEYS_FILE to its path.";

    private final Map<String, SecretKey> keys;
    private final String current;

    /** Those that the settings name. */
    @Inject
    MasterKeys(KeySettings settings) {
        this(texts(settings), settings.current());
    }

    /**
     * The given ones.
     *
     * @param texts in Base64, by name
     * @param current the name of the current one; may be missing when there is one only
     */
    MasterKeys(Map<String, String> texts, Optional<String> current) {
        this.keys = new TreeMap<>();
        texts.forEach((name, text) -> keys.put(name, key(name, text)));
        if (keys.isEmpty()) {
            throw new ConfigurationException("There is no master key for the keys of persons." + CURE);
        }
        if (current.isEmpty() && keys.size() > 1) {
            throw new ConfigurationException(
                    "There are several master keys: set RECIPROCITY_KEYS_CURRENT to the name of"
                            + " the one that new keys are wrapped with, one of " + keys.keySet() + ".");
        }
        this.current = current.orElseGet(() -> keys.keySet().iterator().next());
        if (!keys.containsKey(this.current)) {
            throw new ConfigurationException("The current master key is none of " + keys.keySet()
                    + ": set RECIPROCITY_KEYS_CURRENT to one of these, or add the key.");
        }
    }

    private static Map<String, String> texts(KeySettings settings) {
        var texts = new TreeMap<>(settings.master());
        settings.file().ifPresent(file -> read(file).forEach((name, text) -> {
            if (!text.equals(texts.getOrDefault(name, text))) {
                throw new ConfigurationException("The master key " + name + " is given twice, and differently.");
            }
            texts.put(name, text);
        }));
        return texts;
    }

    private static Map<String, String> read(Path file) {
        var texts = new TreeMap<String, String>();
        try {
            int number = 0;
            for (var line : Files.readAllLines(file)) {
                number++;
                if (line.isBlank() || line.startsWith("#")) {
                    continue;
                }
                int equals = line.indexOf('=');
                if (equals < 1) {
                    throw new ConfigurationException("Line " + number + " of the file of master keys, " + file
                            + ", is not of the form name=base64." + CURE);
                }
                texts.put(
                        line.substring(0, equals).strip(),
                        line.substring(equals + 1).strip());
            }
            return texts;
        } catch (IOException e) {
            throw new ConfigurationException("The file of master keys, " + file + ", cannot be read." + CURE, e);
        }
    }

    /** Says what is wrong without repeating any of it. */
    private static SecretKey key(String name, String text) {
        if (!NAME.matcher(name).matches()) {
            throw new ConfigurationException(
                    "The name of a master key is 1 to 64 letters, digits, dots, hyphens and underscores." + CURE);
        }
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException("The master key " + name + " is not Base64." + CURE);
        }
        if (bytes.length != AesGcm.KEY_BYTES) {
            throw new ConfigurationException("The master key " + name + " has " + bytes.length + " bytes, and not "
                    + AesGcm.KEY_BYTES + "." + CURE);
        }
        return AesGcm.key(bytes);
    }

    /** The name of the key that new keys are wrapped with. */
    String current() {
        return current;
    }

    /** The names of all. */
    Set<String> names() {
        return keys.keySet();
    }

    /** The key of a name, if it is among those that are configured. */
    Optional<SecretKey> named(String name) {
        return Optional.ofNullable(keys.get(name));
    }
}
