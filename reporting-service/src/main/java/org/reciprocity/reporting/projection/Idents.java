package org.reciprocity.reporting.projection;

import java.util.Arrays;
import java.util.UUID;

/**
 * A small whole number for every identifier met, from 0 in the order they came, so that everything else can be keyed by
 * numbers. Beside it stands the number that the database knows the identifier by, once that is known.
 */
final class Idents {
    private static final int SMALLEST = 1024;

    /** The bits of a hash that stand beside the local number. */
    private static final long HASH = 0xffff_ffff_0000_0000L;

    /** Both halves of each, side by side. */
    private long[] halves;

    private int[] numbers;

    /** By the identifier's hash: some bits of that above, and the local number and 1 below. */
    private long[] index;

    private int size;

    Idents() {
        clear();
    }

    /** Forgets all. */
    void clear() {
        halves = new long[SMALLEST];
        numbers = new int[SMALLEST / 2];
        index = new long[SMALLEST];
        size = 0;
    }

    int size() {
        return size;
    }

    /** The local number of an identifier. */
    int of(long identHigh, long identLow) {
        int mask = index.length - 1;
        long hash = hash(identHigh, identLow);
        int slot = (int) hash & mask;
        while (index[slot] != 0) {
            long entry = index[slot];
            int local = (int) entry - 1;
            if (((entry ^ hash) & HASH) == 0 && halves[2 * local] == identHigh && halves[2 * local + 1] == identLow) {
                return local;
            }
            slot = (slot + 1) & mask;
        }
        return insert(slot, hash, identHigh, identLow);
    }

    private int insert(int slot, long hash, long identHigh, long identLow) {
        int local = size++;
        if (size > numbers.length) {
            int capacity = size + size / 2;
            halves = Arrays.copyOf(halves, 2 * capacity);
            numbers = Arrays.copyOf(numbers, capacity);
        }
        halves[2 * local] = identHigh;
        halves[2 * local + 1] = identLow;
        index[slot] = (hash & HASH) | size;
        if (size > index.length / 2) {
            grow();
        }
        return local;
    }

    private void grow() {
        var larger = new long[index.length * 2];
        int mask = larger.length - 1;
        for (int local = 0; local < size; local++) {
            long hash = hash(halves[2 * local], halves[2 * local + 1]);
            int slot = (int) hash & mask;
            while (larger[slot] != 0) {
                slot = (slot + 1) & mask;
            }
            larger[slot] = (hash & HASH) | (local + 1);
        }
        index = larger;
    }

    private static long hash(long identHigh, long identLow) {
        long hash = (identHigh * 0x9e3779b97f4a7c15L) ^ identLow;
        hash = (hash ^ (hash >>> 32)) * 0xd6e8feb86659fd93L;
        return hash ^ (hash >>> 32);
    }

    /** The identifier of a local number. */
    UUID ident(int local) {
        return new UUID(halves[2 * local], halves[2 * local + 1]);
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
