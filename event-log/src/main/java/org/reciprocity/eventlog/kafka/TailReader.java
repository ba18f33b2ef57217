package org.reciprocity.eventlog.kafka;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.reciprocity.eventlog.relay.LogUnavailableException;
import org.reciprocity.eventlog.relay.Tail;

/** Finds the last committed record of a partition, stepping back over transaction markers and aborted records. */
final class TailReader implements AutoCloseable {

    /** A record and the marker of its transaction, the usual end of a partition. */
    private static final long FIRST_STEP = 2;

    private static final long SECOND_STEP = 16;

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Duration patience;

    TailReader(Map<String, String> client, Duration patience) {
        var settings = new HashMap<String, Object>(client);
        settings.put("isolation.level", "read_committed");
        settings.put("enable.auto.commit", "false");
        settings.put("auto.offset.reset", "none");
        settings.put("fetch.max.wait.ms", "0");
        settings.put("default.api.timeout.ms", Long.toString(patience.toMillis()));
        this.consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.patience = patience;
    }

    /** The last record before an end, if there is one since the beginning. */
    Optional<Tail> last(TopicPartition partition, long beginning, long end) {
        try {
            consumer.assign(List.of(partition));
            long step = FIRST_STEP;
            long to = end;
            while (to > beginning) {
                long from = Math.max(beginning, to - step);
                var tail = lastBetween(partition, from, to);
                if (tail.isPresent()) {
                    return tail;
                }
                to = from;
                step = Math.max(SECOND_STEP, 2 * step);
            }
            return Optional.empty();
        } catch (KafkaException e) {
            throw new LogUnavailableException("Reading the end of " + partition, e);
        }
    }

    /** The last record between two offsets; reading may go on to the end of the partition, but not beyond. */
    private Optional<Tail> lastBetween(TopicPartition partition, long from, long to) {
        consumer.seek(partition, from);
        Optional<Tail> last = Optional.empty();
        long deadline = System.nanoTime() + patience.toNanos();
        while (consumer.position(partition) < to) {
            for (var found : consumer.poll(Duration.ofMillis(100)).records(partition)) {
                if (found.offset() < to) {
                    last = Optional.of(tail(found));
                }
            }
            if (System.nanoTime() - deadline > 0) {
                throw new TimeoutException("The records before " + to + " did not arrive");
            }
        }
        return last;
    }

    private static Tail tail(ConsumerRecord<byte[], byte[]> found) {
        return new Tail(Long.parseLong(header(found, Headers.SEQUENCE)), UUID.fromString(header(found, Headers.ID)));
    }

    private static String header(ConsumerRecord<byte[], byte[]> found, String name) {
        var header = found.headers().lastHeader(name);
        if (header == null) {
            throw new IllegalStateException("The record at offset " + found.offset() + " of " + found.topic() + "-"
                    + found.partition() + " has no header " + name + ": somebody else writes this topic");
        }
        return new String(header.value(), US_ASCII);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
