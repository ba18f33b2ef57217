package org.reciprocity.reporting.generation;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Finds where a point lies in the partitions. A writer's sequences rise within a partition, so that the records before the point are
 * together at its beginning, and the border is found by halving: a few reads, however long the partition is.
 */
final class PointFinder implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int FETCH_BYTES = 16 * 1024;

    private final KafkaConsumer<byte[], byte[]> consumer;

    /** With the Kafka client's settings. */
    PointFinder(Map<String, String> kafka) {
        var configuration = new HashMap<String, Object>(kafka);
        configuration.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        configuration.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        configuration.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        // A fetch that the broker holds back at a partition's end would be waited for before the next place is looked
        // at.
        configuration.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 1);
        configuration.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, FETCH_BYTES);
        configuration.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 16);
        consumer = new KafkaConsumer<>(configuration, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** By partition, where the point lies; of all partitions whose committed ends are given. */
    Borders find(LogPoint point, Map<TopicPartition, Long> ends) {
        var borders = new HashMap<TopicPartition, Border>();
        ends.forEach((partition, end) -> {
            consumer.assign(List.of(partition));
            borders.put(partition, border(point, partition, end));
        });
        return new Borders(point, borders);
    }

    private Border border(LogPoint point, TopicPartition partition, long end) {
        Optional<Border.Entry> last = Optional.empty();
        Optional<Border.Entry> next = Optional.empty();
        boolean nothing = point.writers(partition).isEmpty();
        // All records below "from" are before the point, and none from "to" on.
        long from = 0;
        long to = end;
        while (from < to) {
            long probe = nothing ? from : from + (to - from) / 2;
            var entry = firstAt(partition, probe, to);
            if (entry.isPresent()
                    && point.includes(
                            partition, entry.get().writer(), entry.get().sequence())) {
                last = entry;
                from = entry.get().offset() + 1;
            } else {
                next = entry.isPresent() ? entry : next;
                to = probe;
            }
        }
        return new Border(from, last, next);
    }

    /** The first record at or after an offset and below another one; those without a readable envelope are passed over. */
    private Optional<Border.Entry> firstAt(TopicPartition partition, long offset, long end) {
        consumer.seek(partition, offset);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            for (var record : consumer.poll(POLL).records(partition)) {
                if (record.offset() >= end) {
                    return Optional.empty();
                }
                var entry = entry(record);
                if (entry.isPresent()) {
                    return entry;
                }
            }
            if (consumer.position(partition) >= end) {
                return Optional.empty();
            }
        }
        throw new KafkaException("Kafka does not answer");
    }

    private static Optional<Border.Entry> entry(ConsumerRecord<byte[], byte[]> record) {
        var writer = text(record, "ce_source");
        var sequence = text(record, "ce_sequence").filter(digits -> digits.matches("[0-9]{1,18}"));
        if (writer.isEmpty() || sequence.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Border.Entry(
                record.offset(),
                writer.get(),
                Long.parseLong(sequence.get()),
                Instant.ofEpochMilli(record.timestamp())));
    }

    private static Optional<String> text(ConsumerRecord<byte[], byte[]> record, String name) {
        return Optional.ofNullable(record.headers().lastHeader(name))
                .filter(header -> header.value() != null)
                .map(header -> new String(header.value(), StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        consumer.close();
    }
}
