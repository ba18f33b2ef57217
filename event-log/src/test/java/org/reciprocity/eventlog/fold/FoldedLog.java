package org.reciprocity.eventlog.fold;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.reciprocity.backends.Backends;

/** A topic, a database and a writer of their own, for one test. */
final class FoldedLog implements AutoCloseable {
    static final int PARTITIONS = 4;
    static final int CONSUMERS = 2;
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    final String topic;
    private final String database;
    private final KafkaProducer<byte[], byte[]> producer;
    private long sequence;

    /** What happens when a fold commits. */
    interface Commit {
        void commit(Connection connection) throws SQLException;
    }

    private FoldedLog(String name) {
        topic = name + ".words";
        database = name;
        Backends.postgres().createDatabase(database);
        execute(resource());
        execute(TallyProjection.TABLE);
        try (var admin = admin()) {
            admin.createTopics(List.of(new NewTopic(topic, PARTITIONS, (short) 1)))
                    .all()
                    .get();
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
        try (var connection = connect()) {
            PositionStore.create(connection, 1, topic, "its id", PARTITIONS);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", Backends.kafka().bootstrapServers(), "transactional.id", name),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        producer.initTransactions();
    }

    static FoldedLog create() {
        return new FoldedLog("fold" + NUMBER.incrementAndGet() + "x"
                + ProcessHandle.current().pid());
    }

    private static String resource() {
        try (var file = FoldedLog.class.getResourceAsStream("/db/fold/V0050__position.sql")) {
            return new String(file.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", Backends.kafka().bootstrapServers()));
    }

    Connection connect() throws SQLException {
        return Backends.postgres().connect(database);
    }

    void execute(String sql) {
        try (var connection = connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Ends all connections of folds, as a restart of PostgreSQL would. */
    void disconnect() {
        execute("select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database()"
                + " and pid <> pg_backend_pid()");
    }

    FoldGroup follow(TallyProjection projection) {
        return start(projection, Phase.FOLLOWING, this::connect);
    }

    /** As a member of another consumer group. */
    FoldGroup followAs(String group, TallyProjection projection) {
        return start(group, projection, Phase.FOLLOWING, this::connect, Duration.ofMillis(50), Duration.ofMillis(30));
    }

    FoldGroup start(TallyProjection projection, Phase phase, Connections connections) {
        return start(projection, phase, connections, Duration.ofMillis(50), Duration.ofMillis(30));
    }

    FoldGroup start(
            TallyProjection projection,
            Phase phase,
            Connections connections,
            Duration fetchWait,
            Duration flushInterval) {
        return start(database, projection, phase, connections, fetchWait, flushInterval);
    }

    private FoldGroup start(
            String group,
            TallyProjection projection,
            Phase phase,
            Connections connections,
            Duration fetchWait,
            Duration flushInterval) {
        return FoldGroup.start(
                new FoldSettings(
                        group,
                        1,
                        Set.of(topic),
                        CONSUMERS,
                        connections,
                        Map.of("bootstrap.servers", Backends.kafka().bootstrapServers()),
                        fetchWait,
                        flushInterval,
                        1_000,
                        1_000_000),
                projection,
                phase);
    }

    /** Connections whose commits do something else. */
    Connections committing(Commit commit) {
        return () -> {
            var connection = connect();
            return (Connection) Proxy.newProxyInstance(
                    FoldedLog.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                        try {
                            if (method.getName().equals("commit")) {
                                commit.commit(connection);
                                return null;
                            }
                            return method.invoke(connection, arguments);
                        } catch (java.lang.reflect.InvocationTargetException e) {
                            throw e.getCause();
                        }
                    });
        };
    }

    /** Writes words in one transaction, spread over the partitions. */
    void write(String... words) {
        producer.beginTransaction();
        for (var word : words) {
            sequence++;
            send((int) (sequence % PARTITIONS), "counted", sequence, word);
        }
        producer.commitTransaction();
    }

    void write(int partition, String type, String word) {
        producer.beginTransaction();
        sequence++;
        send(partition, type, sequence, word);
        producer.commitTransaction();
    }

    /** Writes a record whose sequence was written before. */
    void repeat(int partition, long before, String word) {
        producer.beginTransaction();
        send(partition, "counted", before, word);
        producer.commitTransaction();
    }

    void abort(String... words) {
        producer.beginTransaction();
        for (int i = 0; i < words.length; i++) {
            send(i % PARTITIONS, "counted", sequence + 1 + i, words[i]);
        }
        producer.flush();
        producer.abortTransaction();
    }

    /** Writes a record without headers. */
    void writeNaked(int partition) {
        producer.beginTransaction();
        var unused = producer.send(new ProducerRecord<>(topic, partition, null, "word".getBytes(UTF_8)));
        producer.commitTransaction();
    }

    /** Takes everything that is in a partition at present out of it. */
    void truncate(int partition) {
        var truncated = new TopicPartition(topic, partition);
        try (var admin = admin()) {
            admin.deleteRecords(Map.of(truncated, RecordsToDelete.beforeOffset(ends().get(truncated))))
                    .all()
                    .get();
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void send(int partition, String type, long number, String word) {
        var record = new ProducerRecord<byte[], byte[]>(topic, partition, null, word.getBytes(UTF_8));
        record.headers().add("ce_type", type.getBytes(UTF_8));
        record.headers().add("ce_sequence", String.valueOf(number).getBytes(UTF_8));
        record.headers().add("ce_source", "writer".getBytes(UTF_8));
        record.headers().add("ce_id", ("event-" + number).getBytes(UTF_8));
        var unused = producer.send(record);
    }

    long sequence() {
        return sequence;
    }

    Map<TopicPartition, Long> ends() {
        try (var admin = admin()) {
            var wanted = new HashMap<TopicPartition, OffsetSpec>();
            for (int partition = 0; partition < PARTITIONS; partition++) {
                wanted.put(new TopicPartition(topic, partition), OffsetSpec.latest());
            }
            return admin
                    .listOffsets(wanted, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                    .all()
                    .get()
                    .entrySet()
                    .stream()
                    .collect(Collectors.toMap(
                            Map.Entry::getKey, end -> end.getValue().offset()));
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    SortedMap<TopicPartition, PositionStore.Stored> positions() {
        try (var connection = connect()) {
            return PositionStore.read(connection, 1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether everything that is in the topic is folded and committed. */
    boolean isFolded() {
        var ends = ends();
        return positions().entrySet().stream()
                .allMatch(position -> position.getValue().next() >= ends.get(position.getKey()));
    }

    SortedMap<String, Long> tally() {
        try (var connection = connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select word, n from tally")) {
            var tally = new TreeMap<String, Long>();
            while (rows.next()) {
                tally.put(rows.getString(1), rows.getLong(2));
            }
            return tally;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Waits for a condition. */
    static void eventually(String what, Callable<Boolean> condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        try {
            while (!condition.call()) {
                if (System.nanoTime() > end) {
                    throw new AssertionError("Not within " + PATIENCE.toSeconds() + " s: " + what);
                }
                new CountDownLatch(1).await(20, TimeUnit.MILLISECONDS);
            }
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
