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
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.reciprocity.backends.Backends;

/** All that the service under test leaves behind, to be searched for a text: its two databases, Kafka, and its log. */
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
    private Level level;

    /** Takes what is logged from now on, and of this service's own classes at every level. */
    void listen() {
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

    /** Every record of every topic, whether it was committed or not. */
    private static List<String> topics(String text) {
        var found = new ArrayList<String>();
        try (var consumer = new KafkaConsumer<>(
                Map.<String, Object>of(
                        "bootstrap.servers", Backends.kafka().bootstrapServers(), "enable.auto.commit", "false"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            for (var topic : consumer.listTopics().entrySet()) {
                var partitions = topic.getValue().stream()
                        .map(info -> new TopicPartition(info.topic(), info.partition()))
                        .toList();
                consumer.assign(partitions);
                consumer.seekToBeginning(partitions);
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
