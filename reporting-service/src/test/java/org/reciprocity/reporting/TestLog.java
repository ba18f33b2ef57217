package org.reciprocity.reporting;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.reciprocity.backends.Backends;

/** Writes records as the relay writes them: all headers in order, sequences dense from 1, in transactions, lz4. */
public final class TestLog implements AutoCloseable {
    public static final String REGISTRY = "reciprocity.registry.v1";
    public static final String EXCHANGES = "reciprocity.exchanges.v1";
    public static final String OUTCOMES = "reciprocity.outcomes.v1";
    public static final String MATCHES = "reciprocity.matches.v1";
    public static final UUID NOBODY = new UUID(0, 0);

    private final String prefix;
    private final String source;
    private final KafkaProducer<byte[], byte[]> producer;
    private long sequence;

    /** A log that continues after a sequence. */
    TestLog(String source, long sequence) {
        this("", source, sequence);
    }

    /** A log whose topics have names that begin so. */
    public TestLog(String prefix, String source, long sequence) {
        this.prefix = prefix;
        this.source = source;
        this.sequence = sequence;
        producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        Backends.kafka().bootstrapServers(),
                        "transactional.id",
                        prefix + source,
                        "compression.type",
                        "lz4",
                        "linger.ms",
                        "0"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        producer.initTransactions();
    }

    static void createTopics() {
        create(topics(""), 4);
    }

    /** The names of all topics. */
    public static Set<String> topics(String prefix) {
        return Set.of(prefix + REGISTRY, prefix + EXCHANGES, prefix + OUTCOMES, prefix + MATCHES);
    }

    public static void create(Set<String> names, int partitions) {
        try (var admin =
                Admin.create(Map.of("bootstrap.servers", Backends.kafka().bootstrapServers()))) {
            for (var name : names) {
                try {
                    admin.createTopics(List.of(new NewTopic(name, partitions, (short) 1)
                                    .configs(Map.of("retention.ms", "-1", "cleanup.policy", "delete"))))
                            .all()
                            .get();
                } catch (ExecutionException e) {
                    if (!(e.getCause() instanceof TopicExistsException)) {
                        throw new IllegalStateException(e);
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** A record to write. */
    public record Entry(
            String topic, String type, UUID community, UUID key, String body, Instant recordedAt, long version) {

        /** The first of its stream. */
        public Entry(String topic, String type, UUID community, UUID key, String body, Instant recordedAt) {
            this(topic, type, community, key, body, recordedAt, 1);
        }

        public static Entry of(String topic, String type, UUID community, UUID key, String body) {
            return new Entry(topic, type, community, key, body, Instant.parse("2026-05-10T12:00:00Z"));
        }
    }

    /** Writes records in one transaction. */
    public void write(Entry... entries) {
        write(List.of(entries));
    }

    /** Writes records in one transaction. */
    public void write(List<Entry> entries) {
        producer.beginTransaction();
        for (var entry : entries) {
            sequence++;
            send(record(entry, sequence));
        }
        producer.commitTransaction();
    }

    /** Writes a record with the sequence of the last one again. */
    public void repeat(Entry entry) {
        producer.beginTransaction();
        send(record(entry, sequence));
        producer.commitTransaction();
    }

    /** Writes records and takes them back. */
    public void abort(Entry... entries) {
        producer.beginTransaction();
        long wouldBe = sequence;
        for (var entry : entries) {
            send(record(entry, ++wouldBe));
        }
        producer.flush();
        producer.abortTransaction();
    }

    private void send(ProducerRecord<byte[], byte[]> record) {
        // The commit fails when a send did.
        var unused = producer.send(record);
    }

    private ProducerRecord<byte[], byte[]> record(Entry entry, long number) {
        var record = new ProducerRecord<>(
                prefix + entry.topic(),
                null,
                entry.recordedAt().toEpochMilli(),
                entry.key().toString().getBytes(UTF_8),
                entry.body().getBytes(UTF_8));
        var headers = new HashMap<String, String>();
        headers.put("ce_type", "org.reciprocity." + entry.type());
        headers.put("ce_sequence", String.valueOf(number));
        headers.put("ce_source", source);
        headers.put("ce_id", new UUID(number << 16 | 0x7000, 0x8000_0000_0000_0000L | number).toString());
        headers.put("ce_specversion", "1.0");
        headers.put("ce_community", entry.community().toString());
        headers.put("ce_streamversion", String.valueOf(entry.version()));
        for (var name : List.of(
                "ce_type", "ce_sequence", "ce_source", "ce_id", "ce_specversion", "ce_community", "ce_streamversion")) {
            record.headers().add(name, headers.get(name).getBytes(UTF_8));
        }
        return record;
    }

    /** Leaves a sequence out, as no log ever does. */
    public void leaveOut() {
        sequence++;
    }

    /** The sequence written last. */
    public long sequence() {
        return sequence;
    }

    @Override
    public void close() {
        producer.close();
    }
}
