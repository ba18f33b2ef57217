package org.reciprocity.reporting.snapshot;

import java.util.LinkedHashMap;
import java.util.Optional;

/**
 * What was given in the communities that were asked for last, as far as there is room. It belongs to no moment: whoever reads asks
 * which sheets have changed, and reads those anew.
 */
public final class PairMemory {
    private final long room;
    private final LinkedHashMap<Key, Optional<Pairs>> communities = new LinkedHashMap<>(16, 0.75f, true);
    private long rows;

    private record Key(long generation, int community) {}

    /**
     * Empty.
     *
     * @param room for how many rows, of 24 bytes each
     */
    public PairMemory(long room) {
        this.room = room;
    }

    /** Room that takes a sixteenth of the heap. */
    static PairMemory ofHeap() {
        return new PairMemory(Runtime.getRuntime().maxMemory() / (16 * 24));
    }

    /** For how many rows there is room. */
    long room() {
        return room;
    }

    /** What is known of a community: nothing; or that there is no room for it; or its pairs at some moment. */
    synchronized Optional<Optional<Pairs>> known(long generation, int community) {
        return Optional.ofNullable(communities.get(new Key(generation, community)));
    }

    /** Keeps a community's pairs, unless those of a later moment are kept. */
    synchronized void keep(long generation, int community, Pairs pairs) {
        if (pairs.rows() > room) {
            keepNone(generation, community);
            return;
        }
        var key = new Key(generation, community);
        var before = communities.get(key);
        if (before != null && before.isPresent() && before.get().changes() >= pairs.changes()) {
            return;
        }
        communities.put(key, Optional.of(pairs));
        rows += pairs.rows() - rows(Optional.ofNullable(before).flatMap(known -> known));
        var oldest = communities.entrySet().iterator();
        while (rows > room) {
            var entry = oldest.next();
            rows -= rows(entry.getValue());
            oldest.remove();
        }
    }

    /** There is no room for a community; it only grows. */
    synchronized void keepNone(long generation, int community) {
        var before = communities.put(new Key(generation, community), Optional.empty());
        rows -= rows(Optional.ofNullable(before).flatMap(known -> known));
    }

    private static long rows(Optional<Pairs> pairs) {
        return pairs.map(Pairs::rows).orElse(0L);
    }
}
