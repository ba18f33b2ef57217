package org.reciprocity.reporting.network;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * A network: who gave how many minutes to whom. Its nodes are the participants with a tie, numbered from 0; its ties are ordered pairs
 * of two different participants with minutes above zero.
 */
public final class Ties {
    private final int[] nodes;
    private final int[] givers;
    private final int[] receivers;
    private final long[] minutes;

    private Ties(int[] nodes, int[] givers, int[] receivers, long[] minutes) {
        this.nodes = nodes;
        this.givers = givers;
        this.receivers = receivers;
        this.minutes = minutes;
    }

    /** Collects ties; those of the same pair are added up. */
    public static final class Collector {
        private static final int SMALLEST = 1024;

        /** An open-addressed table; 0 is a free place, since it would be a tie with oneself. */
        private long[] pairs = new long[SMALLEST];

        private long[] given = new long[SMALLEST];
        private int size;

        /** Adds minutes that one participant gave another; numbers are any. Nobody has a tie with themself. */
        public Collector add(int giver, int receiver, long minutes) {
            if (giver != receiver) {
                long pair = (long) giver << 32 | (receiver & 0xffff_ffffL);
                int place = place(pair);
                if (pairs[place] == 0) {
                    pairs[place] = pair;
                    size++;
                }
                given[place] += minutes;
                if (size > pairs.length / 2) {
                    grow();
                }
            }
            return this;
        }

        private int place(long pair) {
            int mask = pairs.length - 1;
            long hash = pair * 0x9e37_79b9_7f4a_7c15L;
            int place = (int) (hash >>> 32) & mask;
            while (pairs[place] != 0 && pairs[place] != pair) {
                place = (place + 1) & mask;
            }
            return place;
        }

        private void grow() {
            var before = pairs;
            var minutes = given;
            pairs = new long[before.length * 2];
            given = new long[before.length * 2];
            for (int i = 0; i < before.length; i++) {
                if (before[i] != 0) {
                    int place = place(before[i]);
                    pairs[place] = before[i];
                    given[place] = minutes[i];
                }
            }
        }

        /** How many ordered pairs there are so far. */
        public int size() {
            return size;
        }

        /** The network of all pairs whose minutes are above zero. */
        public Ties collect() {
            // As unsigned the receivers would not be in order below zero.
            long[] ordered = IntStream.range(0, pairs.length)
                    .filter(place -> given[place] > 0)
                    .mapToLong(place -> pairs[place] ^ 0x8000_0000L)
                    .sorted()
                    .toArray();
            int[] givers = new int[ordered.length];
            int[] receivers = new int[ordered.length];
            long[] minutes = new long[ordered.length];
            for (int i = 0; i < ordered.length; i++) {
                long pair = ordered[i] ^ 0x8000_0000L;
                givers[i] = (int) (pair >> 32);
                receivers[i] = (int) pair;
                minutes[i] = given[place(pair)];
            }
            int[] nodes = nodes(givers, receivers);
            Arrays.setAll(givers, i -> Arrays.binarySearch(nodes, givers[i]));
            Arrays.setAll(receivers, i -> Arrays.binarySearch(nodes, receivers[i]));
            return new Ties(nodes, givers, receivers, minutes);
        }

        /** All that give or receive, each once and in order. */
        private static int[] nodes(int[] givers, int[] receivers) {
            int[] all = Arrays.copyOf(givers, givers.length + receivers.length);
            System.arraycopy(receivers, 0, all, givers.length, receivers.length);
            Arrays.sort(all);
            int different = 0;
            for (int i = 0; i < all.length; i++) {
                if (i == 0 || all[i] != all[i - 1]) {
                    all[different++] = all[i];
                }
            }
            return Arrays.copyOf(all, different);
        }
    }

    /** How many participants have a tie: N. */
    public int participants() {
        return nodes.length;
    }

    /** How many ties there are: L. */
    public int count() {
        return givers.length;
    }

    /** The node of a tie that gives. Ties are ordered by giver, then by receiver. */
    int giver(int tie) {
        return givers[tie];
    }

    /** The node of a tie that receives. */
    int receiver(int tie) {
        return receivers[tie];
    }

    /** What was given on a tie: w. */
    long minutes(int tie) {
        return minutes[tie];
    }

    /** The number that a node was added by. */
    int number(int node) {
        return nodes[node];
    }

    /** The tie that returns a tie; below zero when there is none. */
    int opposite(int tie) {
        int giver = receivers[tie];
        int receiver = givers[tie];
        int low = 0;
        int high = givers.length - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = givers[middle] != giver
                    ? Integer.compare(givers[middle], giver)
                    : Integer.compare(receivers[middle], receiver);
            if (order == 0) {
                return middle;
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -1;
    }
}
