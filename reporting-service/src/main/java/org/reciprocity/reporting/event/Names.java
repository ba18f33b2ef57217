package org.reciprocity.reporting.event;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The names of the members that one kind of JSON object may have. A writer writes them in the same order over and over: which
 * name came at a place the last time is remembered and looked for first. Not thread-safe.
 */
final class Names {
    /** A name that is none of these. */
    static final int OTHER = -1;

    /** At later places nothing is expected. */
    private static final int PLACES = 32;

    private final byte[][] names;

    /** As they are written without blanks, with quotes and colon. */
    private final byte[][] written;

    private final int[] expected = new int[PLACES];

    private Names(String... names) {
        this.names = Arrays.stream(names)
                .map(name -> name.getBytes(StandardCharsets.US_ASCII))
                .toArray(byte[][]::new);
        written = Arrays.stream(names)
                .map(name -> ("\"" + name + "\":").getBytes(StandardCharsets.US_ASCII))
                .toArray(byte[][]::new);
        Arrays.setAll(expected, place -> place < names.length ? place : OTHER);
    }

    /** In the order in which they are expected at first; none has a character that JSON escapes. */
    static Names of(String... names) {
        return new Names(names);
    }

    /** Which name is expected as the member of that place, from 0. */
    int expected(int place) {
        return place < PLACES ? expected[place] : OTHER;
    }

    /** Expects the name at that place from now on. */
    void expect(int place, int name) {
        if (place < PLACES) {
            expected[place] = name;
        }
    }

    /** Whether the name stands there with its colon, and no blank between: where they end, or 0. */
    int isWritten(int name, byte[] source, int at, int end) {
        if (name == OTHER) {
            return 0;
        }
        var wanted = written[name];
        int after = at + wanted.length;
        return after <= end && Arrays.equals(source, at, after, wanted, 0, wanted.length) ? after : 0;
    }

    /** The name with these bytes, or {@link #OTHER}. */
    int find(byte[] source, int from, int to) {
        for (int name = 0; name < names.length; name++) {
            if (names[name].length == to - from
                    && Arrays.equals(source, from, to, names[name], 0, names[name].length)) {
                return name;
            }
        }
        return OTHER;
    }
}
