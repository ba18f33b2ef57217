package org.reciprocity.reporting.snapshot;

import io.vertx.mutiny.core.buffer.Buffer;
import org.reciprocity.reporting.projection.Sums;

/**
 * Who gave how much to whom in one bucket and programme, of one kind, with or without a professional: each two once, whatever else the
 * database tells apart of what they gave each other.
 */
public final class PairBlock {
    /** A row as the database packs it: giver, receiver, minutes, legs. */
    private static final int PACKED = 4 + 4 + 8 + 8;

    private final int bucket;
    private final int programme;
    private final int kind;
    private final boolean professional;
    private final int[] givers;
    private final int[] receivers;
    private final long[] minutes;
    private final int[] legs;

    PairBlock(int bucket, int programme, int kind, boolean professional, Buffer packed) {
        this.bucket = bucket;
        this.programme = programme;
        this.kind = kind;
        this.professional = professional;
        var sums = added(packed);
        int size = sums.size();
        givers = new int[size];
        receivers = new int[size];
        minutes = new long[size];
        legs = new int[size];
        for (int row = 0; row < size; row++) {
            givers[row] = sums.key(row, 0);
            receivers[row] = sums.key(row, 1);
            minutes[row] = sums.sum(row, 0);
            legs[row] = Math.toIntExact(sums.sum(row, 1));
        }
    }

    private static Sums added(Buffer packed) {
        var sums = new Sums(2, 2);
        for (int at = 0; at < packed.length(); at += PACKED) {
            sums.key[0] = packed.getInt(at);
            sums.key[1] = packed.getInt(at + 4);
            int entry = sums.entry();
            sums.add(entry, 0, packed.getLong(at + 8));
            sums.add(entry, 1, packed.getLong(at + 16));
        }
        return sums;
    }

    /** When, as sums are kept. */
    public int bucket() {
        return bucket;
    }

    /** The programme's number; 0 for none. */
    public int programme() {
        return programme;
    }

    /** The number of the kind. */
    public int kind() {
        return kind;
    }

    /** Whether a professional was on one side. */
    public boolean professional() {
        return professional;
    }

    /** How many rows there are. */
    public int size() {
        return givers.length;
    }

    /** Who gave; 0 for nobody. */
    public int giver(int row) {
        return givers[row];
    }

    /** Who received. */
    public int receiver(int row) {
        return receivers[row];
    }

    /** How many minutes. */
    public long minutes(int row) {
        return minutes[row];
    }

    /** In how many legs. */
    public int legs(int row) {
        return legs[row];
    }
}
