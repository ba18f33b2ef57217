package org.reciprocity.eventlog.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jboss.logging.Logger;
import org.reciprocity.eventlog.relay.LogUnavailableException;
import org.reciprocity.eventlog.relay.PublishedLog;
import org.reciprocity.eventlog.relay.SequencedEvent;

/** The transactional producer of a log. */
final class KafkaWriter implements PublishedLog.Writer {
    private static final Logger LOG = Logger.getLogger(KafkaWriter.class);
    private static final String TRANSACTION_TIMEOUT_MS = "10000";

    private final Set<String> topics;
    private final String chainHeader;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Header source;
    private final Header specVersion = new RecordHeader(Headers.SPEC_VERSION, "1.0".getBytes(UTF_8));
    private final Map<String, Header> types = new HashMap<>();

    private KafkaWriter(String log, Set<String> topics, String chainHeader, KafkaProducer<byte[], byte[]> producer) {
        this.topics = topics;
        this.chainHeader = chainHeader;
        this.producer = producer;
        this.source = new RecordHeader(Headers.SOURCE, log.getBytes(UTF_8));
    }

    /** A writer that has fenced all earlier ones of its log. */
    static KafkaWriter open(
            String log, Set<String> topics, String chainHeader, Map<String, String> client, Duration patience) {
        var settings = new HashMap<String, Object>();
        settings.put("batch.size", "262144");
        settings.put("linger.ms", "0");
        settings.putAll(client);
        settings.put("client.id", "relay-" + log);
        settings.put("transactional.id", log);
        settings.put("transaction.timeout.ms", TRANSACTION_TIMEOUT_MS);
        settings.put("acks", "all");
        settings.put("enable.idempotence", "true");
        settings.put("compression.type", "lz4");
        LOG.debugf("relay log=%s native-lz4=%s", log, NativeLz4.isLoaded());
        settings.put("max.block.ms", Long.toString(patience.toMillis()));
        settings.put("request.timeout.ms", Long.toString(patience.toMillis() / 2));
        settings.put("delivery.timeout.ms", Long.toString(patience.toMillis()));
        try {
            var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
            try {
                producer.initTransactions();
                return new KafkaWriter(log, topics, chainHeader, producer);
            } catch (KafkaException e) {
                producer.close(Duration.ZERO);
                throw e;
            }
        } catch (InterruptException e) {
            throw e;
        } catch (KafkaException e) {
            throw new LogUnavailableException("Opening the writer", e);
        }
    }

    @Override
    public void write(List<SequencedEvent> events) {
        try {
            producer.beginTransaction();
            var sent = new ArrayList<Future<RecordMetadata>>(events.size());
            for (var event : events) {
                sent.add(producer.send(record(event)));
            }
            producer.commitTransaction();
            for (var future : sent) {
                future.get();
            }
        } catch (InterruptException e) {
            throw e;
        } catch (KafkaException | IllegalStateException e) {
            throw new LogUnavailableException("Writing a transaction", e);
        } catch (ExecutionException e) {
            throw new LogUnavailableException("Writing a transaction", e.getCause());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    private ProducerRecord<byte[], byte[]> record(SequencedEvent event) {
        if (!topics.contains(event.topic())) {
            throw new IllegalStateException(
                    "Event " + event.id() + " is for the topic " + event.topic() + ", which is not one of this log's");
        }
        return new ProducerRecord<>(
                event.topic(),
                null,
                event.recordedAt().toEpochMilli(),
                event.key().getBytes(UTF_8),
                event.body().getBytes(UTF_8),
                List.of(
                        types.computeIfAbsent(event.type(), type -> header(Headers.TYPE, type)),
                        header(Headers.SEQUENCE, Long.toString(event.sequence())),
                        source,
                        header(Headers.ID, event.id().toString()),
                        specVersion,
                        header(chainHeader, event.chain().toString()),
                        header(Headers.STREAM_VERSION, Long.toString(event.version()))));
    }

    private static Header header(String name, String value) {
        return new RecordHeader(name, value.getBytes(UTF_8));
    }

    @Override
    public void close() {
        producer.close(Duration.ZERO);
    }
}
