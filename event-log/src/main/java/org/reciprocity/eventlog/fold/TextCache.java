package org.reciprocity.eventlog.fold;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * Turns the same few texts from bytes into strings over and over without making new ones: wire names, codes, writers. It
 * forgets what it must, so that it never grows. Not thread-safe.
 */
public final class TextCache {
    private static final int SLOT_BITS = 10;
    private static final int SLOTS = 1 << SLOT_BITS;
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final byte[][] bytes = new byte[SLOTS][];
    private final String[] texts = new String[SLOTS];

    /** The text of UTF-8 bytes. */
    public String text(byte[] buffer, int from, int to) {
        int slot = slot(buffer, from, to);
        if (!holds(slot, buffer, from, to)) {
            bytes[slot] = Arrays.copyOfRange(buffer, from, to);
            texts[slot] = new String(buffer, from, to - from, StandardCharsets.UTF_8);
        }
        return texts[slot];
    }

    /** The text of UTF-8 bytes if it has been asked for before, and is not forgotten. */
    public Optional<String> known(byte[] buffer, int from, int to) {
        int slot = slot(buffer, from, to);
        return holds(slot, buffer, from, to) ? Optional.of(texts[slot]) : Optional.empty();
    }

    private boolean holds(int slot, byte[] buffer, int from, int to) {
        var known = bytes[slot];
        return known != null && Arrays.equals(known, 0, known.length, buffer, from, to);
    }

    private static int slot(byte[] buffer, int from, int to) {
        int length = to - from;
        long hash = length;
        int at = from;
        for (; at + Long.BYTES <= to; at += Long.BYTES) {
            hash = (hash ^ (hash >>> 29) ^ (long) LONG.get(buffer, at)) * 0x9e3779b97f4a7c15L;
        }
        for (; at < to; at++) {
            hash = hash * 31 + buffer[at];
        }
        hash = (hash ^ (hash >>> 32)) * 0x9e3779b97f4a7c15L;
        return (int) (hash >>> (Long.SIZE - SLOT_BITS));
    }

    /** The text of UTF-8 bytes. */
    public String text(byte[] buffer) {
        return text(buffer, 0, buffer.length);
    }
}
