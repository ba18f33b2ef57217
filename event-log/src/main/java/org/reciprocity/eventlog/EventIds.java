package org.reciprocity.eventlog;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.UUID;

/** Identifiers that rise with time: UUID version 7 of RFC 9562. */
public final class EventIds {
    private static final SecureRandom RANDOM = new SecureRandom();

    /** So much is asked for at once: each time costs the same, however little it is for. */
    private static final int BLOCK_BYTES = 4096;

    private static final ThreadLocal<Block> BLOCK = ThreadLocal.withInitial(Block::new);

    private static final class Block {
        private final byte[] bytes = new byte[BLOCK_BYTES];
        private final ByteBuffer unread = ByteBuffer.wrap(bytes).position(BLOCK_BYTES);

        long next() {
            if (!unread.hasRemaining()) {
                RANDOM.nextBytes(bytes);
                unread.clear();
            }
            return unread.getLong();
        }
    }

    private EventIds() {}

    /** The next one: 48 bits of milliseconds since 1970, then random bits. */
    public static UUID next() {
        var block = BLOCK.get();
        return at(System.currentTimeMillis(), block.next(), block.next());
    }

    /** The UUIDv7 of the given milliseconds since 1970 and of the given random bits. */
    public static UUID at(long milliseconds, long randomHigh, long randomLow) {
        long high = (milliseconds << 16) | 0x7000L | (randomHigh & 0x0fffL);
        long low = (randomLow & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }
}
