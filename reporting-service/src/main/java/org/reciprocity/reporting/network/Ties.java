package org.reciprocity.reporting.network;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
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
        private final Map<Long, Long> ties = new HashMap<>();

        /** Adds minutes that one participant gave another; numbers are any. Nobody has a tie with themself. */
        public Collector add(int giver, int receiver, long given) {
            if (giver != receiver) {
                ties.merge((long) giver << 32 | (receiver & 0xffff_ffffL), given, Long::sum);
            }
            return this;
        }

        /** How many ordered pairs there are so far. */
        public int size() {
            return ties.size();
        }

        /** The network of all pairs whose minutes are above zero. */
        public Ties collect() {
            var pairs = ties.entrySet().stream()
                    .filter(tie -> tie.getValue() > 0)
                    .sorted(Comparator.<Map.Entry<Long, Long>>comparingInt(tie -> (int) (tie.getKey() >> 32))
                            .thenComparingInt(tie -> tie.getKey().intValue()))
                    .toList();
            int[] givers = new int[pairs.size()];
            int[] receivers = new int[pairs.size()];
            long[] minutes = new long[pairs.size()];
            for (int i = 0; i < minutes.length; i++) {
                long pair = pairs.get(i).getKey();
                givers[i] = (int) (pair >> 32);
                receivers[i] = (int) pair;
                minutes[i] = pairs.get(i).getValue();
            }
            int[] nodes = IntStream.concat(Arrays.stream(givers), Arrays.stream(receivers))
                    .distinct()
                    .sorted()
                    .toArray();
            Arrays.setAll(givers, i -> Arrays.binarySearch(nodes, givers[i]));
            Arrays.setAll(receivers, i -> Arrays.binarySearch(nodes, receivers[i]));
            return new Ties(nodes, givers, receivers, minutes);
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
