package org.reciprocity.reporting.generation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.reciprocity.eventlog.fold.PositionStore;

/** The tables {@code generation}, {@code target} and {@code progress}, and the schemas. All in the caller's transaction. */
final class GenerationStore {
    private static final String COLUMNS =
            "id, rule_version, state, keyed, complete, targets, version, " + PinStore.COLUMNS;

    private GenerationStore() {}

    /** Lets only one transaction at a time make, switch or drop generations. */
    static void hold(Connection connection) throws SQLException {
        execute(connection, "lock table generation in share row exclusive mode");
    }

    /** Those that are folded: all with tables, except those that stay at a point. */
    static List<Generation> present(Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement("select " + COLUMNS
                        + " from generation where state in ('building', 'live', 'previous') order by id");
                var rows = statement.executeQuery()) {
            var generations = new ArrayList<Generation>();
            while (rows.next()) {
                generations.add(generation(rows));
            }
            return generations;
        }
    }

    /** One, whatever became of it. */
    static Optional<Generation> find(Connection connection, long id) throws SQLException {
        return one(connection, id, "select " + COLUMNS + " from generation where id = ?");
    }

    /** One, whatever became of it, held until the transaction ends. */
    static Optional<Generation> holdOne(Connection connection, long id) throws SQLException {
        return one(connection, id, "select " + COLUMNS + " from generation where id = ? for update");
    }

    /** One that is being built, held until the transaction ends; none when another replica holds it or it is built. */
    static Optional<Generation> holdBuilding(Connection connection, long id) throws SQLException {
        return one(
                connection,
                id,
                "select " + COLUMNS + " from generation where id = ? and state = 'building' for update skip locked");
    }

    private static Optional<Generation> one(Connection connection, long id, String query) throws SQLException {
        try (var statement = connection.prepareStatement(query)) {
            statement.setLong(1, id);
            try (var rows = statement.executeQuery()) {
                return rows.next() ? Optional.of(generation(rows)) : Optional.empty();
            }
        }
    }

    private static Generation generation(ResultSet rows) throws SQLException {
        return new Generation(
                rows.getLong(1),
                rows.getInt(2),
                Generation.State.valueOf(rows.getString(3).toUpperCase(Locale.ROOT)),
                rows.getBoolean(4),
                rows.getBoolean(5),
                rows.getInt(6),
                rows.getInt(7),
                PinStore.read(rows, 8));
    }

    /** A new generation at the beginning of the topics, to follow the log or to be folded to a point of it. */
    static long create(
            Connection connection,
            int ruleVersion,
            Map<String, LogTopics.Topic> topics,
            Map<TopicPartition, Long> target,
            Optional<Pin> pin)
            throws SQLException {
        long id;
        try (var statement = connection.prepareStatement(
                "insert into generation (rule_version, state) values (?, 'building') returning id")) {
            statement.setInt(1, ruleVersion);
            try (var rows = statement.executeQuery()) {
                rows.next();
                id = rows.getLong(1);
            }
        }
        if (pin.isPresent()) {
            PinStore.write(connection, id, pin.get());
        }
        for (var topic : topics.entrySet()) {
            PositionStore.create(
                    connection,
                    id,
                    topic.getKey(),
                    topic.getValue().id(),
                    topic.getValue().partitions());
        }
        setTarget(connection, id, target);
        execute(connection, "create schema " + Generation.schema(id));
        inSchema(connection, id, "tables.sql");
        return id;
    }

    static void setTarget(Connection connection, long id, Map<TopicPartition, Long> target) throws SQLException {
        try (var statement = connection.prepareStatement("""
                insert into target (generation, topic, partition, until_offset) values (?, ?, ?, ?)
                on conflict (generation, topic, partition) do update set until_offset = excluded.until_offset
                """)) {
            for (var end : target.entrySet()) {
                statement.setLong(1, id);
                statement.setString(2, end.getKey().topic());
                statement.setInt(3, end.getKey().partition());
                statement.setLong(4, end.getValue());
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    static Map<TopicPartition, Long> target(Connection connection, long id) throws SQLException {
        return offsets(connection, "select topic, partition, until_offset from target where generation = ?", id);
    }

    private static Map<TopicPartition, Long> offsets(Connection connection, String query, long id) throws SQLException {
        try (var statement = connection.prepareStatement(query)) {
            statement.setLong(1, id);
            try (var rows = statement.executeQuery()) {
                var offsets = new HashMap<TopicPartition, Long>();
                while (rows.next()) {
                    offsets.put(new TopicPartition(rows.getString(1), rows.getInt(2)), rows.getLong(3));
                }
                return offsets;
            }
        }
    }

    /** How far the replicas have come in memory, by partition; empty before they have told. */
    static Map<TopicPartition, Long> progress(Connection connection, long id) throws SQLException {
        return offsets(connection, "select topic, partition, reached from progress where generation = ?", id);
    }

    static void reportProgress(Connection connection, long id, Map<TopicPartition, Long> reached) throws SQLException {
        try (var statement = connection.prepareStatement("""
                insert into progress (generation, topic, partition, reached) values (?, ?, ?, ?)
                on conflict (generation, topic, partition) do update set reached = excluded.reached
                """)) {
            for (var partition : reached.entrySet()) {
                statement.setLong(1, id);
                statement.setString(2, partition.getKey().topic());
                statement.setInt(3, partition.getKey().partition());
                statement.setLong(4, partition.getValue());
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    /** Gives the tables their keys. */
    static void setKeyed(Connection connection, long id) throws SQLException {
        inSchema(connection, id, "keys.sql");
        update(connection, "update generation set keyed = true where id = ?", id);
    }

    static void setComplete(Connection connection, long id) throws SQLException {
        update(connection, "update generation set complete = true where id = ?", id);
    }

    static void countMissed(Connection connection, long id) throws SQLException {
        update(connection, "update generation set targets = targets + 1 where id = ?", id);
    }

    static void setLive(Connection connection, long id) throws SQLException {
        update(
                connection,
                "update generation set state = 'live', version = version + 1, ended_at = clock_timestamp() where id = ?",
                id);
        update(connection, "delete from progress where generation = ?", id);
    }

    /** It was live before, and is so again; when it was built does not change. */
    static void setLiveAgain(Connection connection, long id) throws SQLException {
        update(connection, "update generation set state = 'live', version = version + 1 where id = ?", id);
    }

    /** It has come to its point, and stays there. */
    static void setPinned(Connection connection, long id) throws SQLException {
        update(
                connection,
                "update generation set state = 'pinned', version = version + 1, complete = true, ended_at = clock_timestamp()"
                        + " where id = ?",
                id);
        update(connection, "delete from progress where generation = ?", id);
    }

    static void setPrevious(Connection connection, long id) throws SQLException {
        update(connection, "update generation set state = 'previous', version = version + 1 where id = ?", id);
    }

    /** One is no longer wanted; its tables are {@link #sweep swept} when nobody reads them. */
    static void drop(Connection connection, long id) throws SQLException {
        update(connection, "update generation set state = 'dropped', version = version + 1 where id = ?", id);
        PositionStore.delete(connection, id);
    }

    /** Those that were dropped and whose tables are still there. */
    static List<Long> dropped(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("""
                        select g.id from generation g join pg_namespace n on n.nspname = 'g' || g.id
                        where g.state = 'dropped' order by 1
                        """)) {
            var ids = new ArrayList<Long>();
            while (rows.next()) {
                ids.add(rows.getLong(1));
            }
            return ids;
        }
    }

    /** Removes the tables of one that was dropped, unless somebody reads them. */
    static boolean sweep(Connection connection, long id) throws SQLException {
        try (var statement = connection.prepareStatement("select pg_try_advisory_xact_lock(?, ?)")) {
            statement.setInt(1, Generation.READ_LOCK);
            statement.setInt(2, Math.toIntExact(id));
            try (var rows = statement.executeQuery()) {
                rows.next();
                if (!rows.getBoolean(1)) {
                    return false;
                }
            }
        }
        execute(connection, "drop schema if exists " + Generation.schema(id) + " cascade");
        return true;
    }

    /** Removes the tables of one that cannot be built, and keeps the reason. */
    static boolean fail(Connection connection, long id, String reason) throws SQLException {
        try (var statement = connection.prepareStatement("""
                update generation set state = 'failed', version = version + 1, ended_at = clock_timestamp(), reason = ?
                where id = ? and state = 'building'
                """)) {
            statement.setString(1, reason);
            statement.setLong(2, id);
            if (statement.executeUpdate() == 0) {
                return false;
            }
        }
        remove(connection, id);
        return true;
    }

    private static void remove(Connection connection, long id) throws SQLException {
        PositionStore.delete(connection, id);
        execute(connection, "drop schema if exists " + Generation.schema(id) + " cascade");
    }

    private static void inSchema(Connection connection, long id, String script) throws SQLException {
        execute(connection, "set local search_path to " + Generation.schema(id) + ", public");
        execute(connection, read(script));
        execute(connection, "set local search_path to default");
    }

    private static void update(Connection connection, String sql, long id) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            statement.setLong(1, id);
            statement.executeUpdate();
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String read(String script) {
        try (var in = GenerationStore.class.getResourceAsStream("/generation/" + script)) {
            if (in == null) {
                throw new IllegalStateException("The script " + script + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
