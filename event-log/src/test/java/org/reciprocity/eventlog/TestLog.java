package org.reciprocity.eventlog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.pgclient.PgBuilder;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Transaction;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.reciprocity.backends.Backends;

/** A log of its own on the real PostgreSQL and the real broker: a database with the migration, topics, writers, readers. */
final class TestLog implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final AtomicInteger NUMBER = new AtomicInteger();

    final String name;
    final List<String> topics;
    String bootstrapServers = Backends.kafka().bootstrapServers();
    private final Vertx vertx = Vertx.vertx();
    private Pool pool;

    private TestLog(String name) {
        this.name = name;
        this.topics = List.of(name + ".left.v1", name + ".right.v1");
        this.pool = pool(vertx, name);
    }

    private static Pool pool(Vertx vertx, String database) {
        var postgres = Backends.postgres();
        return PgBuilder.pool()
                .with(new PoolOptions().setMaxSize(8))
                .connectingTo(new PgConnectOptions()
                        .setHost(postgres.host())
                        .setPort(postgres.port())
                        .setUser(postgres.user())
                        .setPassword(postgres.password())
                        .setDatabase(database))
                .using(vertx)
                .build();
    }

    static TestLog create(String purpose) {
        var name = purpose + NUMBER.incrementAndGet() + "x"
                + ProcessHandle.current().pid();
        Backends.postgres().createDatabase(name);
        var log = new TestLog(name);
        for (var migration : List.of("V0001__event_log.sql", "V0002__log_time.sql", "V0003__pending_together.sql")) {
            log.execute(migration(migration));
        }
        return log;
    }

    private static String migration(String name) {
        try (var file = TestLog.class.getResourceAsStream("/db/eventlog/" + name)) {
            return new String(file.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    RelaySettings settings(Duration lease) {
        return new RelaySettings(
                name,
                topics,
                3,
                (short) 1,
                "ce_chain",
                Backends.postgres().jdbcUrl(name),
                Backends.postgres().user(),
                Backends.postgres().password(),
                Map.of("bootstrap.servers", bootstrapServers),
                lease,
                Duration.ofMillis(20),
                Duration.ofMillis(5));
    }

    Relay relay() {
        return Relay.start(settings(Duration.ofSeconds(2)));
    }

    /** Ends all connections to the database, the pool's too. */
    void disconnect() {
        try (var connection = Backends.postgres().connect("postgres");
                var statement = connection.createStatement()) {
            statement.execute("select pg_terminate_backend(pid) from pg_stat_activity where datname = '" + name + "'");
            eventually("all connections have ended", () -> connections(statement) == 0);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        pool.closeAndAwait();
        pool = pool(vertx, name);
    }

    private long connections(Statement statement) {
        try (var rows =
                statement.executeQuery("select count(*) from pg_stat_activity where datname = '" + name + "'")) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    Connection connect() throws SQLException {
        return Backends.postgres().connect(name);
    }

    void execute(String sql) {
        try (var connection = connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    long number(String sql) {
        try (var connection = connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            assertTrue(rows.next());
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    NewEvent event(UUID stream, long version) {
        return new NewEvent(
                EventIds.next(),
                topics.get(Math.floorMod(stream.hashCode(), topics.size())),
                stream.toString(),
                "org.example.happened.v1",
                stream,
                version,
                new UUID(0, Math.floorMod(stream.hashCode(), 3)),
                Instant.now().truncatedTo(ChronoUnit.MICROS),
                "{\"n\":" + version + "}");
    }

    <T> T inTransaction(Function<Sql, Uni<T>> work) {
        return pool.withTransaction(connection -> work.apply(Sql.of(connection)))
                .await()
                .atMost(PATIENCE);
    }

    /** A transaction that stays open until it is told. */
    final class Open {
        private final SqlConnection connection = pool.getConnectionAndAwait();
        private final Transaction transaction = connection.beginAndAwait();
        final Sql sql = Sql.of(connection);

        void append(NewEvent... events) {
            EventStore.append(sql, List.of(events)).await().atMost(PATIENCE);
        }

        void commit() {
            transaction.commitAndAwait();
            connection.closeAndAwait();
        }

        void rollback() {
            transaction.rollbackAndAwait();
            connection.closeAndAwait();
        }
    }

    Open begin() {
        return new Open();
    }

    void append(NewEvent... events) {
        inTransaction(sql -> EventStore.append(sql, List.of(events)));
    }

    /** What a consumer got. */
    record Received(
            TopicPartition partition,
            long offset,
            String key,
            String value,
            long timestamp,
            List<String> names,
            Map<String, String> headers) {
        long sequence() {
            return Long.parseLong(headers.get("ce_sequence"));
        }
    }

    /** Reads all topics from their beginnings as a {@code read_committed} consumer until there are so many records. */
    List<Received> receive(int records) {
        return receive("read_committed", records);
    }

    List<Received> receive(String isolation, int records) {
        var settings = new HashMap<String, Object>();
        settings.put("bootstrap.servers", bootstrapServers);
        settings.put("isolation.level", isolation);
        var received = new ArrayList<Received>();
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            var partitions = new ArrayList<TopicPartition>();
            eventually("the topics are there", () -> topics.stream().allMatch(consumer.listTopics()::containsKey));
            for (var topic : topics) {
                consumer.partitionsFor(topic).forEach(p -> partitions.add(new TopicPartition(topic, p.partition())));
            }
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            eventually(records + " records have arrived", () -> {
                for (var found : consumer.poll(Duration.ofMillis(50))) {
                    var names = new ArrayList<String>();
                    var headers = new HashMap<String, String>();
                    found.headers().forEach(header -> {
                        names.add(header.key());
                        headers.put(header.key(), new String(header.value(), UTF_8));
                    });
                    received.add(new Received(
                            new TopicPartition(found.topic(), found.partition()),
                            found.offset(),
                            found.key(),
                            found.value(),
                            found.timestamp(),
                            names,
                            headers));
                }
                return received.size() >= records;
            });
            assertEquals(records, received.size());
            return received;
        }
    }

    /**
     * What must hold of everything that a consumer got: in each partition sequences rise, of each key the versions follow one
     * another, all sequences are there, each once, and each is the event that the database says.
     */
    void checkOrder(List<Received> received) {
        var lastSequence = new HashMap<TopicPartition, Long>();
        var lastVersion = new HashMap<String, Long>();
        var ids = new TreeMap<Long, String>();
        for (var record : received) {
            long before = lastSequence.merge(record.partition(), record.sequence(), (last, next) -> {
                assertTrue(next > last, () -> next + " after " + last + " in " + record.partition());
                return next;
            });
            assertEquals(record.sequence(), before);
            long version = Long.parseLong(record.headers().get("ce_streamversion"));
            assertEquals(lastVersion.getOrDefault(record.key(), 0L) + 1, version, "the version of " + record.key());
            lastVersion.put(record.key(), version);
            assertNull(ids.put(record.sequence(), record.headers().get("ce_id")), "a sequence published twice");
        }
        assertEquals(received.size(), ids.isEmpty() ? 0 : ids.lastKey());
        assertEquals(ids, eventIds());
    }

    /** The id of the event at each sequence, as the database says. */
    Map<Long, String> eventIds() {
        var ids = new TreeMap<Long, String>();
        try (var connection = connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(
                        "select l.sequence, e.event_id::text from log_entry l join event e on e.id = l.event")) {
            while (rows.next()) {
                ids.put(rows.getLong(1), rows.getString(2));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return ids;
    }

    static void eventually(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("Not within " + PATIENCE + ": " + what);
            }
            LockSupport.parkNanos(2_000_000);
        }
    }

    @Override
    public void close() {
        pool.closeAndAwait();
        vertx.closeAndAwait();
    }
}
