package org.reciprocity.ledger.person;

import io.quarkus.runtime.StartupEvent;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.reciprocity.eventlog.Sql;
import org.reciprocity.ledger.keys.KeySettings;
import org.reciprocity.ledger.keys.KeyVault;
import org.reciprocity.ledger.keys.KeysDatabase;
import org.reciprocity.ledger.log.Topics;

/**
 * Erases again, after a database was restored from a backup, everybody whose erasure is in Kafka. The service does not serve
 * before it is done: it does not start when Kafka or one of the databases is away.
 */
@ApplicationScoped
public class Restoration {
    private static final Logger LOG = Logger.getLogger(Restoration.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int BATCH = 500;

    /** What is noted as the reason. */
    private static final String REASON = "restored";

    private final KeySettings settings;
    private final KeysDatabase database;
    private final KeyVault vault;
    private final Pool ledger;
    private final String kafka;

    Restoration(
            KeySettings settings,
            KeysDatabase database,
            KeyVault vault,
            Pool ledger,
            @ConfigProperty(name = "kafka.bootstrap.servers") String kafka) {
        this.settings = settings;
        this.database = database;
        this.vault = vault;
        this.ledger = ledger;
        this.kafka = kafka;
    }

    void start(@Observes StartupEvent starting) {
        if (settings.restored()) {
            database.migrate();
            LOG.infof("restored=applied erasures=%d", eraseAgain());
        }
    }

    /**
     * Reads the registry's topic from its first record, and erases. Blocks.
     *
     * @return how many erasures there are in Kafka
     */
    public long eraseAgain() {
        try (var consumer = new KafkaConsumer<>(
                Map.<String, Object>of(
                        "bootstrap.servers", kafka, "isolation.level", "read_committed", "enable.auto.commit", "false"),
                new StringDeserializer(),
                new StringDeserializer())) {
            var partitions = partitions(consumer);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions, PATIENCE);
            var found = new ArrayList<Found>();
            long all = 0;
            var lastMoved = Instant.now();
            while (partitions.stream().anyMatch(one -> consumer.position(one, PATIENCE) < ends.get(one))) {
                var records = consumer.poll(POLL);
                for (var record : records) {
                    if (PersonEventCodec.ERASED.equals(header(record, "ce_type"))) {
                        found.add(Found.of(record));
                        all++;
                    }
                }
                if (!records.isEmpty()) {
                    lastMoved = Instant.now();
                } else if (Duration.between(lastMoved, Instant.now()).compareTo(PATIENCE) > 0) {
                    throw new IllegalStateException("Kafka's " + Topics.REGISTRY + " cannot be read to its end");
                }
                if (found.size() >= BATCH) {
                    erase(found);
                    found.clear();
                }
            }
            erase(found);
            return all;
        }
    }

    private static List<TopicPartition> partitions(KafkaConsumer<String, String> consumer) {
        var partitions = consumer.partitionsFor(Topics.REGISTRY, PATIENCE).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        if (partitions.isEmpty()) {
            throw new IllegalStateException("Kafka has no topic " + Topics.REGISTRY + ": restore it first");
        }
        return partitions;
    }

    /** An erasure in Kafka. */
    private record Found(UUID community, UUID participant, Instant at) {

        static Found of(ConsumerRecord<String, String> record) {
            return new Found(
                    UUID.fromString(header(record, "ce_community")),
                    UUID.fromString(record.key()),
                    Instant.ofEpochMilli(record.timestamp()));
        }
    }

    /** In the ledger first: what is left there without its key is worth nothing, and is deleted all the same. */
    private void erase(List<Found> found) {
        if (found.isEmpty()) {
            return;
        }
        for (var one : found) {
            ledger.withTransaction(connection -> Forgetting.forget(
                            Sql.of(connection), one.community(), one.participant(), null, REASON, one.at()))
                    .await()
                    .atMost(PATIENCE);
        }
        vault.destroy(found.stream().map(Found::participant).toList());
    }

    private static String header(ConsumerRecord<String, String> record, String name) {
        var header = record.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }
}
