package org.reciprocity.local.bench;

import java.util.Arrays;
import java.util.Locale;

/** How long something took, each time. Percentiles are those of the nearest rank. Not for several threads at once. */
final class Latencies {
    private static final double NANOS_A_MILLI = 1e6;

    private long[] nanos = new long[64];
    private int count;

    /** Adds one. */
    void add(long took) {
        if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, count * 2);
        }
        nanos[count++] = took;
    }

    /** Adds all of another's. */
    void add(Latencies other) {
        for (int i = 0; i < other.count; i++) {
            add(other.nanos[i]);
        }
    }

    /** How many there are. */
    int count() {
        return count;
    }

    /** A percentile in milliseconds, such as 99; 100 is the longest. */
    double millis(int percent) {
        if (count == 0) {
            throw new IllegalStateException("Nothing was measured");
        }
        var sorted = Arrays.copyOf(nanos, count);
        Arrays.sort(sorted);
        return sorted[(int) (((long) percent * count + 99) / 100) - 1] / NANOS_A_MILLI;
    }

    /** The same with two decimals. */
    double rounded(int percent) {
        return Double.parseDouble(String.format(Locale.ROOT, "%.2f", millis(percent)));
    }

    /** Median, 99th percentile and the longest, as columns. */
    String columns() {
        return "%10.2f %10.2f %10.2f".formatted(millis(50), millis(99), millis(100));
    }
}
