package org.reciprocity.matching.world;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Utils;
import org.eclipse.microprofile.config.ConfigProvider;
import org.reciprocity.eventlog.EventIds;

/** Writes what the ledger would write, in transactions as its relay does. */
public final class LedgerRecords implements AutoCloseable {
    private final KafkaProducer<String, byte[]> producer;
    private final AtomicLong sequence = new AtomicLong();
    private final String source;

    /** A ledger whose log has a name of its own, so that its sequence begins at 1. */
    public LedgerRecords() {
        this.source = "ledger-" + UUID.randomUUID();
        this.producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        setting("kafka.bootstrap.servers"),
                        "transactional.id",
                        source,
                        "compression.type",
                        "lz4"),
                new StringSerializer(),
                new ByteArraySerializer());
        producer.initTransactions();
    }

    /** A record of the registry. */
    public Written registry(String type, UUID key, UUID community, String body) {
        return record(setting("mp.messaging.incoming.registry.topic"), type, key, community, body);
    }

    /** A record of the exchanges. */
    public Written exchange(String type, UUID key, UUID community, String body) {
        return record(setting("mp.messaging.incoming.exchanges.topic"), type, key, community, body);
    }

    private Written record(String topic, String type, UUID key, UUID community, String body) {
        return new Written(
                topic,
                key,
                "org.reciprocity." + type,
                sequence.incrementAndGet(),
                source,
                EventIds.next(),
                community,
                Instant.now(),
                body);
    }

    /** Sends records in one transaction and waits for its commit. */
    public void send(Written... records) {
        send(List.of(records));
    }

    /** Sends records in one transaction and waits for its commit. */
    public void send(List<Written> records) {
        producer.beginTransaction();
        for (var record : records) {
            // A failed send fails the commit.
            var unused = producer.send(record.toRecord());
        }
        producer.commitTransaction();
    }

    /** Sends records in a transaction that is taken back. */
    public void sendAndAbort(Written... records) {
        producer.beginTransaction();
        for (var record : records) {
            var unused = producer.send(record.toRecord());
        }
        producer.flush();
        producer.abortTransaction();
    }

    private static String setting(String name) {
        return ConfigProvider.getConfig().getValue(name, String.class);
    }

    @Override
    public void close() {
        producer.close();
    }

    /**
     * A record as it is or was written; the same one may be written again.
     *
     * @param topic the topic
     * @param key the key
     * @param type the wire name
     * @param sequence the place in the writer's log
     * @param source the writer's log
     * @param id the event's id
     * @param community the community
     * @param recordedAt the timestamp
     * @param body the body
     */
    public record Written(
            String topic,
            UUID key,
            String type,
            long sequence,
            String source,
            UUID id,
            UUID community,
            Instant recordedAt,
            String body) {

        /** The same, recorded so long ago. */
        public Written ago(Duration age) {
            return new Written(topic, key, type, sequence, source, id, community, recordedAt.minus(age), body);
        }

        /** The partition it goes to, of four. */
        public int partition() {
            var bytes = key.toString().getBytes(StandardCharsets.UTF_8);
            return Utils.toPositive(Utils.murmur2(bytes)) % 4;
        }

        private ProducerRecord<String, byte[]> toRecord() {
            var headers = new ArrayList<Header>();
            header(headers, "ce_type", type);
            header(headers, "ce_sequence", Long.toString(sequence));
            header(headers, "ce_source", source);
            header(headers, "ce_id", id.toString());
            header(headers, "ce_specversion", "1.0");
            header(headers, "ce_community", community.toString());
            header(headers, "ce_streamversion", "1");
            return new ProducerRecord<>(
                    topic,
                    null,
                    recordedAt.toEpochMilli(),
                    key.toString(),
                    body.getBytes(StandardCharsets.UTF_8),
                    headers);
        }

        private static void header(List<Header> headers, String name, String value) {
            headers.add(new RecordHeader(name, value.getBytes(StandardCharsets.UTF_8)));
        }
    }
}
