package org.reciprocity.local.bench;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes made-up events to the topics as a ledger's relay does: in transactions, with its headers and a dense sequence. */
final class LogWriter implements AutoCloseable {
    static final String EXCHANGES = "reciprocity.exchanges.v1";
    static final String REGISTRY = "reciprocity.registry.v1";

    private static final List<String> TOPICS =
            List.of(REGISTRY, EXCHANGES, "reciprocity.outcomes.v1", "reciprocity.matches.v1");
    private static final int PER_TRANSACTION = 2_000;

    private final KafkaProducer<byte[], byte[]> producer;
    private final long from;
    private final SplittableRandom random = new SplittableRandom(2);
    private long sequence;
    private long onExchanges;
    private long inTransaction;

    /**
     * Creates the topics.
     *
     * @param from the time of the first event
     */
    LogWriter(String bootstrapServers, int partitions, Instant from) throws InterruptedException, ExecutionException {
        this.from = from.toEpochMilli();
        try (var admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            admin.createTopics(TOPICS.stream()
                            .map(topic -> new NewTopic(topic, Optional.of(partitions), Optional.empty())
                                    .configs(Map.of("retention.ms", "-1")))
                            .toList())
                    .all()
                    .get();
        }
        var settings = new HashMap<String, Object>();
        settings.put("bootstrap.servers", bootstrapServers);
        settings.put("acks", "all");
        settings.put("transactional.id", "ledger");
        settings.put("compression.type", "lz4");
        settings.put("linger.ms", "5");
        producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
        producer.initTransactions();
        producer.beginTransaction();
    }

    /** How many events there are. */
    long events() {
        return sequence;
    }

    /** How many of them are on the topic of exchanges. */
    long onExchanges() {
        return onExchanges;
    }

    /**
     * Writes an event; it can be read once it is committed.
     *
     * @param community the community's id as it stands in the header
     * @param type the type's name, without domain and version
     */
    void send(String topic, byte[] community, String key, String type, String body) {
        var unused = sent(topic, community, key, type, body);
    }

    /** The same, for who has to know where it is written. */
    Future<RecordMetadata> sent(String topic, byte[] community, String key, String type, String body) {
        if (inTransaction++ == PER_TRANSACTION) {
            producer.commitTransaction();
            producer.beginTransaction();
            inTransaction = 1;
        }
        if (topic.equals(EXCHANGES)) {
            onExchanges++;
        }
        var headers = new RecordHeaders();
        headers.add("ce_type", bytes("org.reciprocity." + type + ".v1"));
        headers.add("ce_sequence", bytes(String.valueOf(++sequence)));
        headers.add("ce_source", bytes("ledger"));
        headers.add("ce_id", bytes(id()));
        headers.add("ce_specversion", bytes("1.0"));
        headers.add("ce_community", community);
        headers.add("ce_streamversion", bytes("1"));
        return producer.send(new ProducerRecord<>(topic, null, from + sequence, bytes(key), bytes(body), headers));
    }

    /** Commits what was sent, so that it can be read, and goes on. */
    void commit() {
        producer.commitTransaction();
        producer.beginTransaction();
        inTransaction = 0;
    }

    /** An id in the form of a UUID version 7. */
    String id() {
        long high = ((from + sequence) << 16) | 0x7000L | (random.nextLong() & 0xfffL);
        return new UUID(high, (random.nextLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L).toString();
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Commits what is left. */
    @Override
    public void close() {
        producer.commitTransaction();
        producer.close();
    }
}
