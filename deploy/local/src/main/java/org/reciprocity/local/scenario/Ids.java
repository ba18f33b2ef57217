package org.reciprocity.local.scenario;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/** Ids made of names, the same in every run: SHA-256 in the form of a UUID version 8 (RFC 9562). */
public final class Ids {

    private Ids() {}

    /** The id of what these names lead to, such as {@code of("agency", "taff-housing")}. */
    public static UUID of(String... names) {
        var hash = ByteBuffer.wrap(sha256().digest(String.join("\0", names).getBytes(StandardCharsets.UTF_8)));
        long high = (hash.getLong() & 0xffff_ffff_ffff_0fffL) | 0x8000L;
        long low = (hash.getLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }

    /** The id of the agency of that code. */
    public static UUID agency(String code) {
        return of("agency", code);
    }

    /** The id of the community of that code. */
    public static UUID community(String code) {
        return of("community", code);
    }

    /** The id of a community's programme. */
    public static UUID programme(String community, String code) {
        return of("programme", community, code);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
