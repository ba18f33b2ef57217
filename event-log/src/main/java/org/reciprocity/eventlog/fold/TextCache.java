package org.reciprocity.eventlog.fold;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Turns the same few texts from bytes into strings over and over without making new ones: wire names, codes, writers. It
 * forgets what it must, so that it never grows. Not thread-safe.
 */
public final class TextCache {
    private static final int SLOTS = 1024;

    private final byte[][] bytes = new byte[SLOTS][];
    private final String[] texts = new String[SLOTS];

    /** The text of UTF-8 bytes. */
    public String text(byte[] buffer, int from, int to) {
        int hash = 1;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + buffer[i];
        }
        int slot = (hash ^ (hash >>> 15)) & (SLOTS - 1);
        var known = bytes[slot];
        if (known == null || !Arrays.equals(known, 0, known.length, buffer, from, to)) {
            bytes[slot] = Arrays.copyOfRange(buffer, from, to);
            texts[slot] = new String(buffer, from, to - from, StandardCharsets.UTF_8);
        }
        return texts[slot];
    }

    /** The text of UTF-8 bytes. */
    public String text(byte[] buffer) {
        return text(buffer, 0, buffer.length);
    }
}
