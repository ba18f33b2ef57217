package org.reciprocity.eventlog;

import java.security.SecureRandom;
import java.util.UUID;

/** Identifiers that rise with time: UUID version 7 of RFC 9562. */
public final class EventIds {
    private static final SecureRandom RANDOM = new SecureRandom();

    private EventIds() {}

    /** The next one: 48 bits of milliseconds since 1970, then random bits. */
    public static UUID next() {
        return at(System.currentTimeMillis(), RANDOM.nextLong(), RANDOM.nextLong());
    }

    /** The UUIDv7 of the given milliseconds since 1970 and of the given random bits. */
    public static UUID at(long milliseconds, long randomHigh, long randomLow) {
        long high = (milliseconds << 16) | 0x7000L | (randomHigh & 0x0fffL);
        long low = (randomLow & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }
}
