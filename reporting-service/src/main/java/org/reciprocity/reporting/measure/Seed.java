package org.reciprocity.reporting.measure;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.UUID;

/** Numbers that are made of what was recorded, and of nothing else: the same wherever and whenever they are made. */
final class Seed {

    private Seed() {}

    /** Of ids in an order: the first eight bytes of SHA-256 over their text. */
    static long of(List<UUID> ids) {
        var text = new StringBuilder();
        ids.forEach(id -> text.append(id).append('\n'));
        return first(text);
    }

    /** Of numbers in an order. */
    static long ofAll(List<Long> numbers) {
        var text = new StringBuilder();
        numbers.forEach(number -> text.append(number).append('\n'));
        return first(text);
    }

    private static long first(CharSequence text) {
        try {
            return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256")
                            .digest(text.toString().getBytes(StandardCharsets.UTF_8)))
                    .getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
