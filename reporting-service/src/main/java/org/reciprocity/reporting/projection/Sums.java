package org.reciprocity.reporting.projection;

import java.util.Arrays;

/**
 * Sums by a key of several whole numbers, in primitive arrays: entries stand one after the other in the order they came, an
 * open-addressed table of their indexes finds them. Adding is all there is; a reversal adds below zero.
 */
public final class Sums {
    private static final int SMALLEST = 1024;

    /** The key to look for, to be filled in before {@link #entry()}. */
    public final int[] key;

    private final int width;
    private final int sums;
    private int[] keys;
    private long[] values;
    private int[] index;
    private int size;

    /**
     * Without entries.
     *
     * @param width how many numbers make a key
     * @param sums how many sums an entry has
     */
    public Sums(int width, int sums) {
        this.width = width;
        this.sums = sums;
        key = new int[width];
        clear();
    }

    /** Removes all entries and gives their memory back. */
    public void clear() {
        keys = new int[SMALLEST / 2 * width];
        values = new long[SMALLEST / 2 * sums];
        index = new int[SMALLEST];
        size = 0;
    }

    /** How many entries there are. */
    public int size() {
        return size;
    }

    /** The entry of {@link #key}, made with zeros when there is none. */
    public int entry() {
        int mask = index.length - 1;
        int slot = hash(key, 0) & mask;
        while (index[slot] != 0) {
            int entry = index[slot] - 1;
            if (isAt(entry)) {
                return entry;
            }
            slot = (slot + 1) & mask;
        }
        return insert(slot);
    }

    /** Whether there is an entry of {@link #key}. */
    public boolean has() {
        int mask = index.length - 1;
        for (int slot = hash(key, 0) & mask; index[slot] != 0; slot = (slot + 1) & mask) {
            if (isAt(index[slot] - 1)) {
                return true;
            }
        }
        return false;
    }

    private boolean isAt(int entry) {
        int from = entry * width;
        for (int i = 0; i < width; i++) {
            if (keys[from + i] != key[i]) {
                return false;
            }
        }
        return true;
    }

    private int insert(int slot) {
        int entry = size++;
        if (size * width > keys.length) {
            int capacity = Math.max(size, size + size / 2);
            keys = Arrays.copyOf(keys, capacity * width);
            values = Arrays.copyOf(values, capacity * sums);
        }
        System.arraycopy(key, 0, keys, entry * width, width);
        index[slot] = size;
        if (size > index.length / 2) {
            grow();
        }
        return entry;
    }

    private void grow() {
        var larger = new int[index.length * 2];
        int mask = larger.length - 1;
        for (int entry = 0; entry < size; entry++) {
            int slot = hash(keys, entry * width) & mask;
            while (larger[slot] != 0) {
                slot = (slot + 1) & mask;
            }
            larger[slot] = entry + 1;
        }
        index = larger;
    }

    private int hash(int[] source, int from) {
        int hash = source[from];
        for (int i = 1; i < width; i++) {
            hash = (hash ^ (hash >>> 15)) * 0x2c1b3c6d + source[from + i];
        }
        hash = (hash ^ (hash >>> 16)) * 0x7feb352d;
        hash = (hash ^ (hash >>> 15)) * 0x846ca68b;
        return hash ^ (hash >>> 16);
    }

    /** Adds to a sum of an entry. */
    public void add(int entry, int sum, long amount) {
        values[entry * sums + sum] += amount;
    }

    /** A number of an entry's key. */
    public int key(int entry, int place) {
        return keys[entry * width + place];
    }

    /** A sum of an entry. */
    public long sum(int entry, int sum) {
        return values[entry * sums + sum];
    }
}
