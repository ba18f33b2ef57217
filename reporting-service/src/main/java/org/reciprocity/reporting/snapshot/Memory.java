package org.reciprocity.reporting.snapshot;

import java.util.LinkedHashMap;
import java.util.Optional;

/**
 * What is known of the communities that were asked for last, as far as there is room. It belongs to no moment: whoever reads asks what
 * has changed, and reads that anew.
 *
 * @param <T> what is known of a community
 */
public final class Memory<T extends Memory.Remembered> {
    private final long room;
    private final LinkedHashMap<Key, Optional<T>> communities = new LinkedHashMap<>(16, 0.75f, true);
    private long rows;

    private record Key(long generation, Object community) {}

    /** What is known of a community at one moment. */
    public interface Remembered {

        /** How many rows it has. */
        long rows();

        /** Grows with every change, so that of two moments the later has the higher. */
        long changes();
    }

    /**
     * Empty.
     *
     * @param room for how many rows
     */
    public Memory(long room) {
        this.room = room;
    }

    /** Room that takes a part of the heap. */
    static <T extends Remembered> Memory<T> ofHeap(int part, int bytesEach) {
        return new Memory<>(Runtime.getRuntime().maxMemory() / part / bytesEach);
    }

    /** For how many rows there is room. */
    long room() {
        return room;
    }

    /** What is known of a community: nothing; or that there is no room for it; or what it was at some moment. */
    synchronized Optional<Optional<T>> known(long generation, Object community) {
        return Optional.ofNullable(communities.get(new Key(generation, community)));
    }

    /** Keeps what a community is at a moment, unless that of a later moment is kept. */
    synchronized void keep(long generation, Object community, T read) {
        if (read.rows() > room) {
            keepNone(generation, community);
            return;
        }
        var key = new Key(generation, community);
        var before = communities.get(key);
        if (before != null && before.isPresent() && before.get().changes() >= read.changes()) {
            return;
        }
        communities.put(key, Optional.of(read));
        rows += read.rows() - rows(Optional.ofNullable(before).flatMap(known -> known));
        var oldest = communities.entrySet().iterator();
        while (rows > room) {
            var entry = oldest.next();
            rows -= rows(entry.getValue());
            oldest.remove();
        }
    }

    /** There is no room for a community; it only grows. */
    synchronized void keepNone(long generation, Object community) {
        var before = communities.put(new Key(generation, community), Optional.empty());
        rows -= rows(Optional.ofNullable(before).flatMap(known -> known));
    }

    private long rows(Optional<T> known) {
        return known.map(Remembered::rows).orElse(0L);
    }
}
