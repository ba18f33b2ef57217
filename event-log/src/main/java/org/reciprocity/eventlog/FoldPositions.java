package org.reciprocity.eventlog;

import java.util.Collections;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The positions of a fold in all the partitions it reads; see {@link FoldPosition}.
 *
 * <p>A fold that reads all topics of a writer has everything up to the writer's highest sequence exactly when the records
 * folded are as many ({@link #missing(String)} is zero), since a writer's sequences are dense from 1.
 *
 * <p>Not thread-safe.
 */
public final class FoldPositions {

    /**
     * A partition of a topic.
     *
     * @param topic the topic's name
     * @param partition its number, from 0
     */
    public record Partition(String topic, int partition) implements Comparable<Partition> {
        private static final Comparator<Partition> ORDER =
                Comparator.comparing(Partition::topic).thenComparingInt(Partition::partition);

        @Override
        public int compareTo(Partition other) {
            return ORDER.compare(this, other);
        }
    }

    private final TreeMap<Partition, FoldPosition> positions = new TreeMap<>();

    /** Sets a partition's position to one that was stored, or to the beginning. */
    public void assign(String topic, int partition, FoldPosition position) {
        positions.put(new Partition(topic, partition), position);
    }

    /** Forgets a partition that somebody else folds from now on. */
    public void revoke(String topic, int partition) {
        positions.remove(new Partition(topic, partition));
    }

    /**
     * Moves past a record and says whether to fold it; a partition that was not assigned is taken to be at its beginning.
     *
     * @return false for a duplicate, which is to be skipped
     * @throws IllegalStateException see {@link FoldPosition#accept}
     */
    public boolean accept(String topic, int partition, String writer, long sequence, long offset) {
        return positions
                .computeIfAbsent(new Partition(topic, partition), p -> new FoldPosition())
                .accept(writer, sequence, offset);
    }

    /** A partition's position, if there is one. */
    public Optional<FoldPosition> position(String topic, int partition) {
        return Optional.ofNullable(positions.get(new Partition(topic, partition)));
    }

    /** All positions, ordered by topic and partition; a view. */
    public Map<Partition, FoldPosition> all() {
        return Collections.unmodifiableMap(positions);
    }

    /** The highest sequence of a writer that was folded in any partition. */
    public long highest(String writer) {
        return positions.values().stream()
                .mapToLong(position -> position.mark(writer).highest())
                .max()
                .orElse(0);
    }

    /** How many records of a writer were folded, over all partitions. */
    public long records(String writer) {
        return positions.values().stream()
                .mapToLong(position -> position.mark(writer).records())
                .sum();
    }

    /** How many records of a writer are not folded yet although a later one is; zero when nothing is missing. */
    public long missing(String writer) {
        return highest(writer) - records(writer);
    }
}
