package org.reciprocity.ledger;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.reciprocity.backends.Backends;

/**
 * All that the service under test leaves behind, to be searched for a text that a test has made up: its two databases, and what has
 * come into Kafka and its log since, for the text can be in nothing that was there before.
 */
final class Traces implements AutoCloseable {
    private static final Logger OURS = Logger.getLogger("org.reciprocity");

    /** Message and failure. */
    private static final Formatter WRITTEN = new PatternFormatter("%s%e");

    private final Queue<LogRecord> logged = new ConcurrentLinkedQueue<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord record) {
            logged.add(record);
        }

        @Override
        public void flush() {
            // Nothing is held back.
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    };
    private Map<TopicPartition, Long> begin = Map.of();
    private Level level;

    /** Takes what is published and logged from now on, and of this service's own classes at every level. */
    void listen() {
        try (var consumer = consumer()) {
            begin = consumer.endOffsets(consumer.listTopics().values().stream()
                    .flatMap(Traces::partitions)
                    .toList());
        }
        level = OURS.getLevel();
        OURS.setLevel(Level.ALL);
        handler.setLevel(Level.ALL);
        Logger.getLogger("").addHandler(handler);
    }

    @Override
    public void close() {
        Logger.getLogger("").removeHandler(handler);
        OURS.setLevel(level);
    }

    /** Where the text is found, in order; as it is, or as a column of bytes would be written out. */
    List<String> of(String text) {
        var found = new TreeSet<String>();
        for (var table : tables(Book.rows(TABLES))) {
            if (Book.number(COUNT.formatted(table, text, hex(text))) > 0) {
                found.add("ledger: " + table);
            }
        }
        for (var table : tables(Keys.rows(TABLES))) {
            if (Keys.number(COUNT.formatted(table, text, hex(text))) > 0) {
                found.add("keys: " + table);
            }
        }
        topics(text).forEach(topic -> found.add("kafka: " + topic));
        for (var record : logged) {
            if (WRITTEN.format(record).contains(text)) {
                found.add("log: " + record.getLoggerName());
            }
        }
        return List.copyOf(found);
    }

    private static final String TABLES = """
            select table_name::text from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'
            """;

    private static final String COUNT =
            "select count(*) from \"%s\" t where strpos(t::text, '%s') > 0 or strpos(t::text, '%s') > 0";

    private static List<String> tables(List<Object[]> rows) {
        return rows.stream().map(row -> (String) row[0]).toList();
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    }

    private static KafkaConsumer<byte[], byte[]> consumer() {
        return new KafkaConsumer<>(
                Map.<String, Object>of(
                        "bootstrap.servers", Backends.kafka().bootstrapServers(), "enable.auto.commit", "false"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    private static Stream<TopicPartition> partitions(List<PartitionInfo> topic) {
        return topic.stream().map(info -> new TopicPartition(info.topic(), info.partition()));
    }

    /** Every record of every topic, whether it was committed or not. */
    private List<String> topics(String text) {
        var found = new ArrayList<String>();
        try (var consumer = consumer()) {
            for (var topic : consumer.listTopics().entrySet()) {
                var partitions = partitions(topic.getValue()).toList();
                consumer.assign(partitions);
                partitions.forEach(one -> consumer.seek(one, begin.getOrDefault(one, 0L)));
                var ends = consumer.endOffsets(partitions);
                boolean contains = false;
                while (partitions.stream().anyMatch(one -> consumer.position(one) < ends.get(one))) {
                    for (var record : consumer.poll(Duration.ofMillis(200))) {
                        contains |= contains(record.key(), text) || contains(record.value(), text);
                        for (var header : record.headers()) {
                            contains |= contains(header.value(), text);
                        }
                    }
                }
                if (contains) {
                    found.add(topic.getKey());
                }
            }
        }
        return found;
    }

    private static boolean contains(byte[] bytes, String text) {
        return bytes != null && new String(bytes, StandardCharsets.UTF_8).contains(text);
    }

    static void createTopic(String topic) throws Exception {
        try (var admin = admin()) {
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get(30, TimeUnit.SECONDS);
        }
    }

    static void deleteTopic(String topic) throws Exception {
        try (var admin = admin()) {
            admin.deleteTopics(List.of(topic)).all().get(30, TimeUnit.SECONDS);
        }
    }

    private static Admin admin() {
        return Admin.create(
                Map.<String, Object>of("bootstrap.servers", Backends.kafka().bootstrapServers()));
    }
}
