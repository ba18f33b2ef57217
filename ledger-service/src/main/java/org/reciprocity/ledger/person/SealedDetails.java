package org.reciprocity.ledger.person;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import org.reciprocity.ledger.keys.AesGcm;
import org.reciprocity.ledger.keys.PersonKey;
import org.reciprocity.ledger.request.Json;

/**
 * Details as they are stored: encrypted, and bound to whose they are and to their version, so that a row which is moved or
 * put back does not open. The length is rounded up, so that it tells little.
 *
 * @param participant whose they are
 * @param version which writing of them this is, from 1
 * @param key the number of the person's key that they are encrypted with
 * @param bytes nonce, ciphertext and tag
 */
record SealedDetails(UUID participant, long version, int key, Buffer bytes) {
    private static final int BLOCK = 256;
    private static final ObjectMapper JSON = Json.mapper();

    static SealedDetails seal(UUID participant, long version, PersonKey key, Details details) {
        var json = Json.write(details).getBytes(StandardCharsets.UTF_8);
        var padded = Arrays.copyOf(json, (json.length / BLOCK + 1) * BLOCK);
        Arrays.fill(padded, json.length, padded.length, (byte) ' ');
        return new SealedDetails(
                participant,
                version,
                key.number(),
                Buffer.buffer(AesGcm.seal(key.secret(), padded, boundTo(participant, version))));
    }

    /** The details, unless it is another key or they are not as they were written. */
    Optional<Details> open(PersonKey with) {
        return AesGcm.open(with.secret(), bytes.getBytes(), boundTo(participant, version))
                .map(json -> {
                    try {
                        return JSON.readValue(json, Details.class);
                    } catch (IOException e) {
                        throw new UncheckedIOException("Stored details are not of the form they were stored in", e);
                    }
                });
    }

    private static byte[] boundTo(UUID participant, long version) {
        return ByteBuffer.allocate(3 * Long.BYTES)
                .putLong(participant.getMostSignificantBits())
                .putLong(participant.getLeastSignificantBits())
                .putLong(version)
                .array();
    }

    /** Without the bytes. */
    @Override
    public String toString() {
        return "SealedDetails[" + participant + ", " + version + "]";
    }
}
