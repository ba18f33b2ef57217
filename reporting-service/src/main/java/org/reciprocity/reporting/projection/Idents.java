package org.reciprocity.reporting.projection;

import java.util.Arrays;
import java.util.UUID;

/**
 * A small whole number for every identifier met, from 0 in the order they came, so that everything else can be keyed by
 * numbers. Beside it stands the number that the database knows the identifier by, once that is known.
 */
final class Idents {
    private static final int SMALLEST = 1024;

    private long[] high;
    private long[] low;
    private int[] numbers;
    private int[] index;
    private int size;

    Idents() {
        clear();
    }

    /** Forgets all. */
    void clear() {
        high = new long[SMALLEST / 2];
        low = new long[SMALLEST / 2];
        numbers = new int[SMALLEST / 2];
        index = new int[SMALLEST];
        size = 0;
    }

    int size() {
        return size;
    }

    /** The local number of an identifier. */
    int of(long identHigh, long identLow) {
        int mask = index.length - 1;
        int slot = hash(identHigh, identLow) & mask;
        while (index[slot] != 0) {
            int local = index[slot] - 1;
            if (low[local] == identLow && high[local] == identHigh) {
                return local;
            }
            slot = (slot + 1) & mask;
        }
        return insert(slot, identHigh, identLow);
    }

    private int insert(int slot, long identHigh, long identLow) {
        int local = size++;
        if (size > low.length) {
            int capacity = size + size / 2;
            high = Arrays.copyOf(high, capacity);
            low = Arrays.copyOf(low, capacity);
            numbers = Arrays.copyOf(numbers, capacity);
        }
        high[local] = identHigh;
        low[local] = identLow;
        index[slot] = size;
        if (size > index.length / 2) {
            grow();
        }
        return local;
    }

    private void grow() {
        var larger = new int[index.length * 2];
        int mask = larger.length - 1;
        for (int local = 0; local < size; local++) {
            int slot = hash(high[local], low[local]) & mask;
            while (larger[slot] != 0) {
                slot = (slot + 1) & mask;
            }
            larger[slot] = local + 1;
        }
        index = larger;
    }

    private static int hash(long identHigh, long identLow) {
        long hash = (identHigh * 0x9e3779b97f4a7c15L) ^ identLow;
        hash = (hash ^ (hash >>> 32)) * 0xd6e8feb86659fd93L;
        return (int) (hash ^ (hash >>> 32));
    }

    /** The identifier of a local number. */
    UUID ident(int local) {
        return new UUID(high[local], low[local]);
    }

    /** The database's number of a local number; 0 while that is not known. */
    int number(int local) {
        return numbers[local];
    }

    /** Sets the database's number. */
    void number(int local, int number) {
        numbers[local] = number;
    }
}
