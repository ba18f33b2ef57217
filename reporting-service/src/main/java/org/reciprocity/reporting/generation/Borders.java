package org.reciprocity.reporting.generation;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/**
 * A point, and where it lies in every partition.
 *
 * @param point the point
 * @param borders by partition, where it lies; of every partition there is
 */
record Borders(LogPoint point, Map<TopicPartition, Border> borders) {

    /** What keeps a point from being one of the log. */
    sealed interface Fault {

        /** A partition ends before it; {@code last} is the last sequence there. */
        record BeyondEnd(TopicPartition partition, String writer, long last) implements Fault {}

        /** A partition has no record of this sequence. */
        record NotThere(TopicPartition partition, String writer, long sequence) implements Fault {}
    }

    /**
     * What is wrong with the point, if anything is.
     *
     * @param known by partition and writer, sequences that are known to have been there, such as those that a generation has folded
     */
    Optional<Fault> fault(Map<TopicPartition, Map<String, Long>> known) {
        for (var marks : point.marks().entrySet()) {
            var partition = marks.getKey();
            var border = borders.get(partition);
            for (var mark : marks.getValue().entrySet()) {
                var fault = fault(
                        partition,
                        mark.getKey(),
                        mark.getValue(),
                        border,
                        known.getOrDefault(partition, Map.of()).getOrDefault(mark.getKey(), 0L));
                if (fault.isPresent()) {
                    return fault;
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<Fault> fault(
            TopicPartition partition, String writer, long wanted, Border border, long known) {
        long last = border.last()
                .filter(entry -> entry.writer().equals(writer))
                .map(Border.Entry::sequence)
                .orElse(0L);
        // The last record is of one writer. Of another one it is enough that it has written so far; the fold tells the
        // rest.
        if (last == wanted || (last == 0 && border.last().isPresent() && wanted <= known)) {
            return Optional.empty();
        }
        return border.next().isEmpty()
                ? Optional.of(new Fault.BeyondEnd(partition, writer, Math.max(last, known)))
                : Optional.of(new Fault.NotThere(partition, writer, wanted));
    }

    /** By partition, the offset to fold up to. */
    Map<TopicPartition, Long> offsets() {
        return borders.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, border -> border.getValue()
                .offset()));
    }

    /** Until when the point was the end of the log: when the first record after it was recorded; none when there is none yet. */
    Optional<Instant> until() {
        return borders.values().stream()
                .flatMap(border -> border.next().stream())
                .map(Border.Entry::recordedAt)
                .min(Comparator.naturalOrder());
    }

    /**
     * By writer, how many records are before the point at least. A writer's sequences are dense over all its partitions and rise within
     * each. So every sequence below the first one after the point, in any partition, is before it.
     *
     * @param known by partition and writer, sequences that are known to have been there
     */
    Map<String, Long> least(Map<TopicPartition, Map<String, Long>> known) {
        var topics = topics(known);
        var least = new TreeMap<String, Long>();
        topics.forEach((writer, written) -> {
            long first = borders.entrySet().stream()
                    .filter(border -> written.contains(border.getKey().topic()))
                    .mapToLong(border -> first(border.getKey(), border.getValue(), writer))
                    .min()
                    .orElse(Long.MAX_VALUE);
            long highest = highest(writer);
            if (highest > 0) {
                least.put(writer, Math.min(highest, first - 1));
            }
        });
        return least;
    }

    /** No sequence of the writer in the partition that is after the point is lower than this. */
    private long first(TopicPartition partition, Border border, String writer) {
        if (border.next().isEmpty()) {
            return Long.MAX_VALUE;
        }
        var next = border.next().get();
        return next.writer().equals(writer) ? next.sequence() : point.highest(partition, writer) + 1;
    }

    private long highest(String writer) {
        return point.marks().values().stream()
                .mapToLong(writers -> writers.getOrDefault(writer, 0L))
                .max()
                .orElse(0);
    }

    /** By writer, the topics that it writes, as far as is known. */
    private Map<String, Set<String>> topics(Map<TopicPartition, Map<String, Long>> known) {
        var topics = new HashMap<String, Set<String>>();
        known.forEach((partition, writers) -> writers.keySet()
                .forEach(writer ->
                        topics.computeIfAbsent(writer, w -> new HashSet<>()).add(partition.topic())));
        point.marks().forEach((partition, writers) -> writers.keySet()
                .forEach(writer ->
                        topics.computeIfAbsent(writer, w -> new HashSet<>()).add(partition.topic())));
        borders.forEach((partition, border) -> border.next()
                .ifPresent(next -> topics.computeIfAbsent(next.writer(), w -> new HashSet<>())
                        .add(partition.topic())));
        return topics;
    }
}
