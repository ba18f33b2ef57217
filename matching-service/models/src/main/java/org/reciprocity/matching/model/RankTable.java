package org.reciprocity.matching.model;

import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/**
 * The rank of each id among those of a sorted list: a hash table with open addressing and no objects in it, since a large
 * round asks it a million times.
 */
final class RankTable {
    private static final long SPREAD = 0x9e3779b97f4a7c15L;
    private static final int FREE = -1;

    private final long[] high;
    private final long[] low;
    private final int[] places;
    private final int shift;

    /** Of things in the order of their ids, each once. */
    <T> RankTable(List<T> sorted, Function<T, UUID> id) {
        int bits = Math.max(2, 33 - Integer.numberOfLeadingZeros(Math.max(1, sorted.size())));
        this.high = new long[sorted.size()];
        this.low = new long[sorted.size()];
        this.places = new int[1 << bits];
        this.shift = Long.SIZE - bits;
        Arrays.fill(places, FREE);
        for (int rank = 0; rank < high.length; rank++) {
            var one = id.apply(sorted.get(rank));
            high[rank] = one.getMostSignificantBits();
            low[rank] = one.getLeastSignificantBits();
            int place = place(high[rank], low[rank]);
            if (places[place] != FREE) {
                throw new IllegalArgumentException("An offer or a request is in the field twice");
            }
            places[place] = rank;
        }
    }

    /** The rank of an id that is in the list. */
    int of(UUID id) {
        int rank = places[place(id.getMostSignificantBits(), id.getLeastSignificantBits())];
        if (rank == FREE) {
            throw new IllegalArgumentException("A candidate's offer or request is not in the field");
        }
        return rank;
    }

    /** Where an id is, or where it would go. */
    private int place(long idHigh, long idLow) {
        int place = (int) (((idHigh ^ Long.rotateLeft(idLow, 32)) * SPREAD) >>> shift);
        while (places[place] != FREE && (high[places[place]] != idHigh || low[places[place]] != idLow)) {
            place = (place + 1) & (places.length - 1);
        }
        return place;
    }
}
