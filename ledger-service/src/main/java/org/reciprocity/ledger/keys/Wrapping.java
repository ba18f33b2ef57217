package org.reciprocity.ledger.keys;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.SecretKey;

/**
 * How a person's key is wrapped by a master key: encrypted, and bound to whose it is, to its number and to the master key's
 * name, so that a row which is moved elsewhere does not open.
 */
final class Wrapping {
    private Wrapping() {}

    static byte[] wrap(SecretKey master, String name, UUID person, int number, SecretKey key) {
        return AesGcm.seal(master, key.getEncoded(), boundTo(name, person, number));
    }

    static Optional<SecretKey> unwrap(SecretKey master, String name, UUID person, int number, byte[] wrapped) {
        return AesGcm.open(master, wrapped, boundTo(name, person, number)).map(AesGcm::key);
    }

    private static byte[] boundTo(String name, UUID person, int number) {
        var master = name.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(2 * Long.BYTES + Integer.BYTES + master.length)
                .putLong(person.getMostSignificantBits())
                .putLong(person.getLeastSignificantBits())
                .putInt(number)
                .put(master)
                .array();
    }
}
