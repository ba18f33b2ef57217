package org.reciprocity.reporting.generation;

import java.util.Comparator;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;

/**
 * A point of the log: by partition and writer, the highest sequence that is before it. A partition or writer that is not named has
 * nothing before it. It is what an answer's {@code asOf.through} says.
 *
 * @param marks none of them empty
 */
public record LogPoint(SortedMap<TopicPartition, SortedMap<String, Long>> marks) {
    static final Comparator<TopicPartition> ORDER =
            Comparator.comparing(TopicPartition::topic).thenComparingInt(TopicPartition::partition);

    /** Leaves out partitions with nothing before the point. */
    public LogPoint {
        var named = new TreeMap<TopicPartition, SortedMap<String, Long>>(ORDER);
        marks.forEach((partition, writers) -> {
            if (!writers.isEmpty()) {
                named.put(partition, new TreeMap<>(writers));
            }
        });
        marks = named;
    }

    /** With what it says, in any order. */
    static LogPoint of(Map<TopicPartition, ? extends Map<String, Long>> marks) {
        var sorted = new TreeMap<TopicPartition, SortedMap<String, Long>>(ORDER);
        marks.forEach((partition, writers) -> sorted.put(partition, new TreeMap<>(writers)));
        return new LogPoint(sorted);
    }

    /** The highest sequence of a writer in a partition that is before the point; 0 for none. */
    long highest(TopicPartition partition, String writer) {
        return writers(partition).getOrDefault(writer, 0L);
    }

    /** What is before the point in a partition. */
    SortedMap<String, Long> writers(TopicPartition partition) {
        return marks.getOrDefault(partition, new TreeMap<>());
    }

    /** Whether a record is before the point. */
    boolean includes(TopicPartition partition, String writer, long sequence) {
        return sequence <= highest(partition, writer);
    }

    /** In the form of an answer's {@code asOf.through}: by topic, partition and writer. */
    public Map<String, Map<String, Map<String, Long>>> through() {
        var through = new TreeMap<String, Map<String, Map<String, Long>>>();
        marks.forEach((partition, writers) -> through.computeIfAbsent(
                        partition.topic(), topic -> new TreeMap<>(Comparator.comparingInt(Integer::parseInt)))
                .put(String.valueOf(partition.partition()), writers));
        return through;
    }
}
