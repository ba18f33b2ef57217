package org.reciprocity.eventlog.fold;

import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteBufferDeserializer;
import org.jboss.logging.Logger;
import org.reciprocity.eventlog.FoldPosition;

/** One consumer thread of a {@link FoldGroup}. */
final class FoldLoop implements Runnable, ConsumerRebalanceListener {
    private static final Logger LOG = Logger.getLogger(FoldLoop.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    /** So much is worth a poll of its own; the broker waits for it as long as it may. */
    private static final int FETCH_BYTES = 64 * 1024;

    private final FoldGroup group;
    private final FoldSettings settings;
    private final BatchReader reader;
    private final Envelope envelope = new Envelope();
    private final Map<TopicPartition, Reading> partitions = new HashMap<>();
    private volatile KafkaConsumer<ByteBuffer, ByteBuffer> consumer;
    private volatile Optional<String> failure = Optional.empty();
    private long incarnation;
    private int records;
    private int duplicates;
    private int skips;

    /** A partition of this thread, as far as it is read. */
    private static final class Reading {
        final FoldPosition position;
        long skipped;
        long reported;

        Reading(PositionStore.Claimed claimed) {
            position = claimed.position();
            skipped = claimed.skipped();
            reported = position.next();
        }
    }

    FoldLoop(FoldGroup group, FoldSettings settings, BatchReader reader) {
        this.group = group;
        this.settings = settings;
        this.reader = reader;
    }

    Optional<String> failure() {
        return failure;
    }

    void wake() {
        var current = consumer;
        if (current != null) {
            current.wakeup();
        }
    }

    @Override
    public void run() {
        var pause = FIRST_PAUSE;
        while (!group.isClosed()) {
            long started = System.nanoTime();
            try {
                consume();
            } catch (WakeupException _) {
                // The group is closed.
            } catch (Exception | AssertionError e) {
                // The database's driver asserts that a connection answers, which one that was cut does not.
                group.lose(incarnation);
                if (!group.isClosed()) {
                    failure = Optional.of(describe(e));
                    LOG.warnf("fold interrupted group=%s reason=%s", settings.group(), describe(e));
                    LOG.debug("fold interrupted", e);
                    pause = System.nanoTime() - started > LONGEST_PAUSE.toNanos() ? FIRST_PAUSE : pause;
                    group.pause(pause);
                    pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
                }
            } catch (Error e) {
                group.lose(incarnation);
                failure = Optional.of(describe(e));
                LOG.errorf(e, "fold ended group=%s", settings.group());
                throw e;
            } finally {
                partitions.clear();
                reader.clear();
                consumer = null;
            }
        }
    }

    private static String describe(Throwable problem) {
        var cause = problem;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        return cause.getClass().getSimpleName() + (cause.getMessage() == null ? "" : ": " + cause.getMessage());
    }

    private Map<String, Object> configuration() {
        var configuration = new HashMap<String, Object>();
        configuration.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 6000);
        configuration.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 2000);
        configuration.put(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, 1_800_000);
        configuration.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 4000);
        configuration.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, FETCH_BYTES);
        configuration.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, (int)
                settings.fetchWait().toMillis());
        configuration.putAll(settings.kafka());
        configuration.put(ConsumerConfig.GROUP_ID_CONFIG, settings.group());
        configuration.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        configuration.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        configuration.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        return configuration;
    }

    private void consume() throws SQLException {
        incarnation = group.incarnation();
        try (var opened =
                new KafkaConsumer<>(configuration(), new ByteBufferDeserializer(), new ByteBufferDeserializer())) {
            consumer = opened;
            opened.subscribe(settings.topics(), this);
            while (!group.isClosed()) {
                heedPhase(opened);
                var polled = poll(opened);
                if (incarnation != group.incarnation() || !read(opened, polled)) {
                    beginAgain();
                }
                failure = Optional.empty();
            }
        }
    }

    /** Reads on; partitions whose next records the log does not have stand still, and the others go on. */
    private ConsumerRecords<ByteBuffer, ByteBuffer> poll(KafkaConsumer<ByteBuffer, ByteBuffer> source) {
        try {
            return source.poll(group.patience());
        } catch (OffsetOutOfRangeException e) {
            var lost = e.offsetOutOfRangePartitions();
            var firsts = source.beginningOffsets(lost.keySet());
            var ends = source.endOffsets(lost.keySet());
            lost.keySet().stream().filter(partitions::containsKey).forEach(partition -> {
                long next = partitions.get(partition).position.next();
                group.stop(new StoppedPartition(
                        partition.topic(),
                        partition.partition(),
                        next,
                        Optional.empty(),
                        "The partition has offsets %d to %d, and records from %d on were not folded"
                                .formatted(firsts.get(partition), ends.get(partition), next)));
            });
            return ConsumerRecords.empty();
        }
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> added) {
        if (added.isEmpty()) {
            return;
        }
        try {
            if (partitions.isEmpty()) {
                incarnation = group.incarnation();
            } else if (incarnation != group.incarnation()) {
                throw new PartitionLostException("What was gathered has been dropped meanwhile");
            }
            claim(added);
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot claim partitions", e);
        }
    }

    private void claim(Collection<TopicPartition> wanted) throws SQLException {
        group.claim(wanted).forEach((partition, claimed) -> {
            partitions.put(partition, new Reading(claimed));
            consumer.seek(partition, claimed.position().next());
        });
    }

    /**
     * Reads again from what is written, since the memory has been dropped, as it is when another thread gives partitions back. It stays
     * a member: by leaving it would have all others share out their partitions anew, and drop what they have, without an end.
     */
    private void beginAgain() throws SQLException {
        incarnation = group.incarnation();
        reader.clear();
        if (!partitions.isEmpty()) {
            claim(List.copyOf(partitions.keySet()));
        }
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> removed) {
        try {
            group.release(incarnation, removed);
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot flush before partitions are given back", e);
        } finally {
            removed.forEach(partitions::remove);
        }
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> lost) {
        group.lose(incarnation);
        lost.forEach(partitions::remove);
    }

    /** Holds the partitions that have got as far as the phase allows, and lets the others go. */
    private void heedPhase(KafkaConsumer<ByteBuffer, ByteBuffer> source) {
        var phase = group.phase();
        var hold = new ArrayList<TopicPartition>();
        var go = new ArrayList<TopicPartition>();
        var paused = source.paused();
        partitions.forEach((partition, reading) -> {
            boolean still = group.isStopped(partition) || reading.position.next() >= phase.stopAt(partition);
            if (still != paused.contains(partition)) {
                (still ? hold : go).add(partition);
            }
        });
        source.pause(hold);
        source.resume(go);
    }

    /** Reads and folds; false when the memory has been dropped meanwhile. */
    private boolean read(KafkaConsumer<ByteBuffer, ByteBuffer> source, ConsumerRecords<ByteBuffer, ByteBuffer> polled)
            throws SQLException {
        var phase = group.phase();
        records = 0;
        duplicates = 0;
        skips = 0;
        for (var partition : polled.partitions()) {
            read(source, partition, polled.records(partition), phase.stopAt(partition));
        }
        var progress = new ArrayList<FoldGroup.Progress>();
        partitions.forEach((partition, reading) -> {
            if (!group.isStopped(partition)) {
                reading.position.reached(Math.min(source.position(partition), phase.stopAt(partition)));
            }
            if (reading.position.next() != reading.reported) {
                reading.reported = reading.position.next();
                progress.add(new FoldGroup.Progress(partition, reading.position, reading.skipped));
            }
        });
        return group.fold(incarnation, reader, progress, records, duplicates, skips);
    }

    private void read(
            KafkaConsumer<ByteBuffer, ByteBuffer> source,
            TopicPartition partition,
            List<ConsumerRecord<ByteBuffer, ByteBuffer>> batch,
            long stopAt) {
        var reading = partitions.get(partition);
        for (var record : batch) {
            if (record.offset() >= stopAt) {
                source.seek(partition, stopAt);
                return;
            }
            envelope.open(record);
            boolean added = false;
            try {
                added = reader.read(envelope, record);
                if (!reading.position.accept(envelope.source(), envelope.sequence(), record.offset())) {
                    duplicates++;
                    if (added) {
                        reader.retract();
                    }
                } else if (added) {
                    records++;
                } else {
                    skips++;
                    reading.skipped++;
                }
            } catch (UnreadableRecordException | RuntimeException e) {
                if (added) {
                    reader.retract();
                }
                reading.position.reached(record.offset());
                group.stop(new StoppedPartition(
                        partition.topic(), partition.partition(), record.offset(), envelope.id(), describe(e)));
                source.seek(partition, record.offset());
                return;
            }
        }
    }
}
