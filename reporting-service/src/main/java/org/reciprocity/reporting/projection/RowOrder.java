package org.reciprocity.reporting.projection;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;

/**
 * The order in which the entries of a table of sums are copied to the database: that of their key, over which an index is built
 * in a fraction of the time when rows come so. Where the key has more different numbers than fit in one whole number, entries
 * come as they stand: the order is never needed for anything else.
 */
final class RowOrder {
    private static final int MOST_BITS = 63;

    /** Numbers of a column that are further apart are not ranked. */
    private static final int WIDEST = 1 << 24;

    /** By entry: the ranks of its key's numbers, one beside the other. */
    private final long[] ranks;

    private int bits;

    private RowOrder(int size) {
        ranks = new long[size];
    }

    /**
     * The entries in their order.
     *
     * @param sums those that are to be copied
     * @param positions by column of the key: where a number stands among the others of its column
     */
    static int[] of(Sums sums, List<IntUnaryOperator> positions) {
        var order = new RowOrder(sums.size());
        for (int column = 0; column < positions.size(); column++) {
            if (!order.append(sums, column, positions.get(column))) {
                return asTheyStand(sums.size());
            }
        }
        return order.sorted();
    }

    private static int[] asTheyStand(int size) {
        var entries = new int[size];
        Arrays.setAll(entries, entry -> entry);
        return entries;
    }

    /** Puts the ranks of a column's numbers beside those of the columns before it, if there is room. */
    private boolean append(Sums sums, int column, IntUnaryOperator position) {
        int least = Integer.MAX_VALUE;
        int most = Integer.MIN_VALUE;
        for (int entry = 0; entry < ranks.length; entry++) {
            int number = sums.key(entry, column);
            least = Math.min(least, number);
            most = Math.max(most, number);
        }
        if ((long) most - least >= WIDEST) {
            return false;
        }
        var present = new boolean[most - least + 1];
        int different = 0;
        for (int entry = 0; entry < ranks.length; entry++) {
            int number = sums.key(entry, column) - least;
            different += present[number] ? 0 : 1;
            present[number] = true;
        }
        int more = bits(different - 1);
        if (bits + more > MOST_BITS) {
            return false;
        }
        var byNumber = ranked(present, different, least, position);
        for (int entry = 0; entry < ranks.length; entry++) {
            ranks[entry] = ranks[entry] << more | byNumber[sums.key(entry, column) - least];
        }
        bits += more;
        return true;
    }

    private static int[] ranked(boolean[] present, int different, int least, IntUnaryOperator position) {
        var placed = new long[different];
        int next = 0;
        for (int number = 0; number < present.length; number++) {
            if (present[number]) {
                placed[next++] = (long) position.applyAsInt(least + number) << Integer.SIZE | number;
            }
        }
        Arrays.sort(placed);
        var byNumber = new int[present.length];
        for (int rank = 0; rank < different; rank++) {
            byNumber[(int) placed[rank]] = rank;
        }
        return byNumber;
    }

    /** How many bits a number from 0 to this takes. */
    private static int bits(int highest) {
        return Integer.SIZE - Integer.numberOfLeadingZeros(highest);
    }

    /** Sorts whole numbers that have the entry in their lower bits, and of the ranks above what there is room for. */
    private int[] sorted() {
        int forEntry = bits(Math.max(ranks.length - 1, 0));
        int dropped = Math.max(bits + forEntry - MOST_BITS, 0);
        long entryOnly = (1L << forEntry) - 1;
        var sorted = new long[ranks.length];
        for (int entry = 0; entry < sorted.length; entry++) {
            sorted[entry] = ranks[entry] >>> dropped << forEntry | entry;
        }
        Arrays.sort(sorted);
        int from = 0;
        while (dropped > 0 && from < sorted.length) {
            int to = from + 1;
            while (to < sorted.length && sorted[to] >>> forEntry == sorted[from] >>> forEntry) {
                to++;
            }
            sortByDropped(sorted, from, to, dropped, forEntry);
            from = to;
        }
        var entries = new int[sorted.length];
        Arrays.setAll(entries, place -> (int) (sorted[place] & entryOnly));
        return entries;
    }

    /** Entries that agree in all but what was dropped. */
    private void sortByDropped(long[] sorted, int from, int to, int dropped, int forEntry) {
        if (to - from < 2) {
            return;
        }
        for (int i = from; i < to; i++) {
            int entry = (int) (sorted[i] & ((1L << forEntry) - 1));
            sorted[i] = (ranks[entry] & ((1L << dropped) - 1)) << forEntry | entry;
        }
        Arrays.sort(sorted, from, to);
    }
}
