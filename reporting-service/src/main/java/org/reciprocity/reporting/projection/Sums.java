package org.reciprocity.reporting.projection;

import java.util.Arrays;

/**
 * Sums by a key of several whole numbers, in primitive arrays: entries stand one after the other in the order they came, an
 * open-addressed table of their indexes finds them. Adding is all there is; a reversal adds below zero.
 *
 * <p>A rebuild waits for memory more than for anything else here. So an entry's key and its sums stand side by side, and the
 * table has beside an index those bits of the key's hash that it has room for: what does not agree in them is not looked at.
 */
public final class Sums {
    private static final int SMALLEST = 1024;

    /** So many keys are looked for together: what they touch stays in the processor's nearest cache. */
    private static final int TOGETHER = 64;

    /** One odd number for each two numbers of a key. */
    private static final long[] FACTORS = {
        0x9e3779b97f4a7c15L, 0xbf58476d1ce4e5b9L, 0x94d049bb133111ebL, 0xd6e8feb86659fd93L, 0xa0761d6478bd642fL
    };

    /** The key to look for, to be filled in before {@link #entry()}. */
    public final int[] key;

    /** The same, two numbers in one. */
    private final long[] wanted;

    private final int row;

    /** By entry: the key, two numbers in one, and then the sums. */
    private long[] rows;

    /** By hash: one more than the entry below, bits of its hash above; 0 where there is none. */
    private int[] index;

    private int size;

    /** What is to be added to the first two sums of keys that wait: the keys as in {@link #rows}, and two amounts. */
    private final long[] waiting;

    private final int[] hashes = new int[TOGETHER];
    private int waits;

    /** What was read ahead comes to this, so that the compiler does not leave it out. */
    long readAhead;

    /**
     * Without entries.
     *
     * @param width how many numbers make a key, at most 10
     * @param sums how many sums an entry has
     */
    public Sums(int width, int sums) {
        key = new int[width];
        wanted = new long[(width + 1) / 2];
        row = wanted.length + sums;
        waiting = new long[TOGETHER * (wanted.length + 2)];
        clear();
    }

    /** Removes all entries and gives their memory back. */
    public void clear() {
        rows = new long[SMALLEST / 2 * row];
        index = new int[SMALLEST];
        size = 0;
        waits = 0;
    }

    /** How many entries there are. */
    public int size() {
        return size;
    }

    /** The entry of {@link #key}, made with zeros when there is none. */
    public int entry() {
        want();
        return entry(hash(wanted, 0));
    }

    private int entry(int hash) {
        int mask = index.length - 1;
        int slot = hash & mask;
        for (int found = index[slot]; found != 0; found = index[slot]) {
            if (isWanted(found, hash, mask)) {
                return (found & mask) - 1;
            }
            slot = (slot + 1) & mask;
        }
        return insert(slot, hash & ~mask);
    }

    /** Whether there is an entry of {@link #key}. */
    public boolean has() {
        want();
        int hash = hash(wanted, 0);
        int mask = index.length - 1;
        int slot = hash & mask;
        for (int found = index[slot]; found != 0; found = index[slot]) {
            if (isWanted(found, hash, mask)) {
                return true;
            }
            slot = (slot + 1) & mask;
        }
        return false;
    }

    private void want() {
        int last = key.length / 2;
        for (int i = 0; i < last; i++) {
            wanted[i] = (key[2 * i] & 0xffff_ffffL) | (long) key[2 * i + 1] << 32;
        }
        if (last < wanted.length) {
            wanted[last] = key[2 * last];
        }
    }

    private boolean isWanted(int found, int hash, int mask) {
        if (((found ^ hash) & ~mask) != 0) {
            return false;
        }
        int from = ((found & mask) - 1) * row;
        for (int i = 0; i < wanted.length; i++) {
            if (rows[from + i] != wanted[i]) {
                return false;
            }
        }
        return true;
    }

    private int insert(int slot, int bits) {
        int entry = size++;
        if (size * row > rows.length) {
            rows = Arrays.copyOf(rows, Math.max(size, size + size / 2) * row);
        }
        System.arraycopy(wanted, 0, rows, entry * row, wanted.length);
        index[slot] = bits | size;
        if (size > index.length / 2) {
            grow();
        }
        return entry;
    }

    private void grow() {
        var larger = new int[index.length * 2];
        int mask = larger.length - 1;
        for (int entry = 0; entry < size; entry++) {
            int hash = hash(rows, entry * row);
            int slot = hash & mask;
            while (larger[slot] != 0) {
                slot = (slot + 1) & mask;
            }
            larger[slot] = (hash & ~mask) | (entry + 1);
        }
        index = larger;
    }

    /** Products that do not wait for each other, then mixed. */
    private int hash(long[] source, int from) {
        long hash = 0;
        for (int i = 0; i < wanted.length; i++) {
            hash += source[from + i] * FACTORS[i];
        }
        hash = (hash ^ (hash >>> 32)) * 0xe7037ed1a0b428dbL;
        return (int) (hash ^ (hash >>> 32));
    }

    /** Adds to a sum of an entry. */
    public void add(int entry, int sum, long amount) {
        rows[entry * row + wanted.length + sum] += amount;
    }

    /**
     * Adds to the first two sums of {@link #key}, at the latest in {@link #settle}. For keys of which there are so many that
     * each is far away: the memory of several is then waited for at once.
     */
    void addLater(long first, long second) {
        want();
        int from = waits * (wanted.length + 2);
        System.arraycopy(wanted, 0, waiting, from, wanted.length);
        waiting[from + wanted.length] = first;
        waiting[from + wanted.length + 1] = second;
        hashes[waits++] = hash(wanted, 0);
        if (waits == TOGETHER) {
            settle();
        }
    }

    /** Makes the additions that wait. */
    void settle() {
        int mask = index.length - 1;
        long seen = 0;
        for (int i = 0; i < waits; i++) {
            seen += index[hashes[i] & mask];
        }
        for (int i = 0; i < waits; i++) {
            int found = index[hashes[i] & mask] & mask;
            if (found != 0) {
                seen += rows[(found - 1) * row];
            }
        }
        readAhead = seen;
        for (int i = 0; i < waits; i++) {
            int from = i * (wanted.length + 2);
            System.arraycopy(waiting, from, wanted, 0, wanted.length);
            int entry = entry(hashes[i]);
            add(entry, 0, waiting[from + wanted.length]);
            add(entry, 1, waiting[from + wanted.length + 1]);
        }
        waits = 0;
    }

    /** A number of an entry's key. */
    public int key(int entry, int place) {
        return (int) (rows[entry * row + place / 2] >>> (place % 2 * 32));
    }

    /** A sum of an entry. */
    public long sum(int entry, int sum) {
        return rows[entry * row + wanted.length + sum];
    }
}
