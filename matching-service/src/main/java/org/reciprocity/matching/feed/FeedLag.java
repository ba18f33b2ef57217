package org.reciprocity.matching.feed;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.reciprocity.eventlog.FoldPosition;
import org.reciprocity.eventlog.FoldPositions;
import org.reciprocity.matching.command.Reading;
import org.reciprocity.matching.http.Answer;
import org.reciprocity.matching.http.ProblemType;

/**
 * How far the feed is behind the ledger, asked of the broker at the time of asking. The end of a partition lies behind
 * transaction markers, which are no records: where the feed has not come to the end, the next record is looked for. A
 * transaction's end is acknowledged to the ledger a moment before its records can be read; so the end is that of all that is
 * written, and what is being committed is waited for.
 */
@ApplicationScoped
public class FeedLag {
    private static final Logger LOG = Logger.getLogger(FeedLag.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration POLL = Duration.ofMillis(100);

    private final Reading reading;
    private final List<String> topics;
    private final String bootstrapServers;
    private KafkaConsumer<byte[], byte[]> consumer;
    private KafkaConsumer<byte[], byte[]> written;

    FeedLag(
            Reading reading,
            @ConfigProperty(name = "mp.messaging.incoming.registry.topic") String registry,
            @ConfigProperty(name = "mp.messaging.incoming.exchanges.topic") String exchanges,
            @ConfigProperty(name = "kafka.bootstrap.servers", defaultValue = "localhost:9092")
                    String bootstrapServers) {
        this.reading = reading;
        this.topics = List.of(registry, exchanges);
        this.bootstrapServers = bootstrapServers;
    }

    /** How far the feed is behind; unknown where the database has no connection for it, which a caller may be holding up. */
    public Uni<Lag> read() {
        return FeedPositions.all(reading.sql())
                .map(Optional::of)
                .ifNoItem()
                .after(PATIENCE)
                .recoverWithItem(Optional.empty())
                .flatMap(positions -> Uni.createFrom()
                        .item(() -> positions.map(this::behind).orElse(Lag.UNKNOWN))
                        .runSubscriptionOn(Infrastructure.getDefaultWorkerPool()));
    }

    /** The offsets that the feed has come to, by topic and partition. */
    public Uni<SortedMap<String, SortedMap<String, Long>>> through() {
        return reading.sql()
                .select("select topic, partition, next_offset from feed_position order by topic, partition")
                .map(FeedPositions::through);
    }

    private synchronized Lag behind(FoldPositions positions) {
        try {
            if (consumer == null) {
                consumer = consumer("read_committed");
                written = consumer("read_uncommitted");
            }
            return behind(consumer, positions);
        } catch (KafkaException e) {
            LOG.warnf("feed=lag-unknown cause=%s", e.getClass().getSimpleName());
            close();
            return Lag.UNKNOWN;
        }
    }

    private KafkaConsumer<byte[], byte[]> consumer(String isolation) {
        return new KafkaConsumer<>(Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
                ByteArrayDeserializer.class,
                ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
                ByteArrayDeserializer.class,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                isolation,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "none",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                false,
                ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                10,
                ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
                16 * 1024,
                ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                (int) PATIENCE.toMillis()));
    }

    private Lag behind(KafkaConsumer<byte[], byte[]> consumer, FoldPositions positions) {
        var partitions = new ArrayList<TopicPartition>();
        for (var topic : topics) {
            var found = consumer.partitionsFor(topic);
            if (found == null || found.isEmpty()) {
                return Lag.UNKNOWN;
            }
            found.forEach(info -> partitions.add(new TopicPartition(info.topic(), info.partition())));
        }
        var asked = Instant.now().truncatedTo(ChronoUnit.MICROS);
        var ends = written.endOffsets(partitions);
        var behind = new HashMap<TopicPartition, Long>();
        for (var partition : partitions) {
            long next = positions
                    .position(partition.topic(), partition.partition())
                    .map(FoldPosition::next)
                    .orElse(0L);
            if (next > ends.get(partition)) {
                return Lag.UNKNOWN;
            }
            if (next < ends.get(partition)) {
                behind.put(partition, next);
            }
        }
        return records(consumer, behind, ends, asked);
    }

    /** Finds the next record of each partition, or that there is none up to the end. */
    private static Lag records(
            KafkaConsumer<byte[], byte[]> consumer,
            Map<TopicPartition, Long> behind,
            Map<TopicPartition, Long> ends,
            Instant asked) {
        // Not as the last call left them: a partition that stays assigned stays paused.
        consumer.unsubscribe();
        consumer.assign(behind.keySet());
        behind.forEach(consumer::seek);
        long lag = 0;
        var oldest = asked;
        var open = new ArrayList<>(behind.keySet());
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!open.isEmpty()) {
            if (System.nanoTime() > deadline) {
                return Lag.UNKNOWN;
            }
            var found = consumer.poll(POLL);
            for (var partition : List.copyOf(open)) {
                var records = found.records(partition);
                if (!records.isEmpty() && records.getFirst().offset() < ends.get(partition)) {
                    lag += ends.get(partition) - records.getFirst().offset();
                    var time = Instant.ofEpochMilli(records.getFirst().timestamp());
                    oldest = time.isBefore(oldest) ? time : oldest;
                }
                if (!records.isEmpty() || consumer.position(partition) >= ends.get(partition)) {
                    open.remove(partition);
                    consumer.pause(List.of(partition));
                }
            }
        }
        return new Lag(Optional.of(lag), oldest, asked);
    }

    @PreDestroy
    synchronized void close() {
        if (consumer != null) {
            consumer.close();
            consumer = null;
        }
        if (written != null) {
            written.close();
            written = null;
        }
    }

    /**
     * How far the feed is behind.
     *
     * @param records how many records (with the transactions' markers among them), or empty where nobody can tell
     * @param standingAsOf everything that the ledger published before has been folded
     * @param asked when the broker was asked
     */
    public record Lag(Optional<Long> records, Instant standingAsOf, Instant asked) {
        private static final Duration MAY_BE_LATE = Duration.ofSeconds(60);

        static final Lag UNKNOWN = new Lag(Optional.empty(), Instant.EPOCH, Instant.EPOCH);

        /** The answer to what cannot be told by what is known so late, if it is over a minute. */
        public Optional<Answer> refusal() {
            if (records.isPresent() && late().compareTo(MAY_BE_LATE) <= 0) {
                return Optional.empty();
            }
            var members = new LinkedHashMap<String, Object>();
            records.ifPresent(number -> {
                members.put("lag", number);
                members.put("lagSeconds", late().toSeconds());
                members.put("standingAsOf", standingAsOf);
            });
            return Optional.of(Answer.problem(
                    ProblemType.FEED_LATE,
                    records.isPresent()
                            ? "What is known of the ledger is too old to tell this by; it catches up by itself."
                            : "How far the ledger's feed is behind cannot be told now; try again soon.",
                    members));
        }

        /** For how long the oldest record waits. */
        public Duration late() {
            return Duration.between(standingAsOf, asked);
        }
    }
}
