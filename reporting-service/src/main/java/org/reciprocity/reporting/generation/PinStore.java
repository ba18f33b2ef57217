package org.reciprocity.reporting.generation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;

/** The columns of {@code generation} for those that are folded to a point. All in the caller's transaction. */
final class PinStore {
    static final String COLUMNS = "through, last_close, today, moment, least";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<Map<String, Map<String, Map<String, Long>>>> THROUGH = new TypeReference<>() {};
    private static final TypeReference<TreeMap<String, Long>> LEAST = new TypeReference<>() {};

    private static final String FIND = """
            select id from generation
            where rule_version = ? and through = ?::jsonb and state in ('building', 'pinned')
              and (not ? or (today = ? and last_close = ?)) and (? or today is null)
            order by id limit 1
            """;
    // The newest daily close that knows nothing from after the point.
    private static final String LAST_CLOSE = """
            select id from edition
            where kind = 'daily' and not exists (
                select 1
                from jsonb_each(as_of::jsonb -> 'through') as t
                cross join lateral jsonb_each(t.value) as p
                cross join lateral jsonb_each_text(p.value) as w
                where w.value::bigint > coalesce((?::jsonb #>> array[t.key, p.key, w.key])::bigint, 0))
            order by id desc limit 1
            """;

    private PinStore() {}

    /** Of a row, from a column on; none for a generation that follows the log. */
    static Optional<Pin> read(ResultSet row, int first) throws SQLException {
        var through = row.getString(first);
        if (through == null) {
            return Optional.empty();
        }
        var marks = new TreeMap<TopicPartition, Map<String, Long>>(LogPoint.ORDER);
        through(through)
                .forEach((topic, partitions) -> partitions.forEach((partition, writers) ->
                        marks.put(new TopicPartition(topic, Integer.parseInt(partition)), writers)));
        return Optional.of(new Pin(
                LogPoint.of(marks),
                row.getLong(first + 1),
                Optional.ofNullable(row.getObject(first + 2, LocalDate.class)),
                row.getObject(first + 3, OffsetDateTime.class).toInstant(),
                parse(row.getString(first + 4), LEAST)));
    }

    /** A point as it is kept: by topic, partition and writer, a sequence. */
    static Map<String, Map<String, Map<String, Long>>> through(String json) {
        return parse(json, THROUGH);
    }

    private static <T> T parse(String json, TypeReference<T> type) {
        try {
            return JSON.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A generation's point cannot be read", e);
        }
    }

    /** Writes what a new generation is folded to. */
    static void write(Connection connection, long id, Pin pin) throws SQLException {
        try (var statement = connection.prepareStatement("""
                update generation set through = ?::jsonb, last_close = ?, today = ?, moment = ?, least = ?::jsonb
                where id = ?
                """)) {
            statement.setString(1, json(pin.point().through()));
            statement.setLong(2, pin.lastClose());
            set(statement, 3, pin.today());
            statement.setObject(4, pin.moment().atOffset(ZoneOffset.UTC));
            statement.setString(5, json(pin.least()));
            statement.setLong(6, id);
            statement.executeUpdate();
        }
    }

    private static void set(PreparedStatement statement, int index, Optional<LocalDate> day) throws SQLException {
        if (day.isPresent()) {
            statement.setObject(index, day.get());
        } else {
            statement.setNull(index, Types.DATE);
        }
    }

    private static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** One that is folded, or being folded, to this point by these rules. */
    static OptionalLong find(Connection connection, int ruleVersion, WantedPoint wanted) throws SQLException {
        boolean given = wanted.closes().isPresent();
        try (var statement = connection.prepareStatement(FIND)) {
            statement.setInt(1, ruleVersion);
            statement.setString(2, json(wanted.point().through()));
            statement.setBoolean(3, given);
            set(statement, 4, wanted.closes().map(WantedPoint.Closes::today));
            statement.setLong(
                    5, wanted.closes().map(closes -> closes.last().orElse(0)).orElse(0L));
            statement.setBoolean(6, given);
            return number(statement);
        }
    }

    /** How many there are, ready or being built. */
    static long count(Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement(
                "select count(*) from generation where through is not null and state in ('building', 'pinned')")) {
            return number(statement).orElseThrow();
        }
    }

    /** Whether a number is that of a daily close. */
    static boolean isClose(Connection connection, long id) throws SQLException {
        try (var statement = connection.prepareStatement("select id from edition where id = ? and kind = 'daily'")) {
            statement.setLong(1, id);
            return number(statement).isPresent();
        }
    }

    /** The number of the newest daily close that knows nothing from after the point; 0 for none. */
    static long lastClose(Connection connection, LogPoint point) throws SQLException {
        try (var statement = connection.prepareStatement(LAST_CLOSE)) {
            statement.setString(1, json(point.through()));
            return number(statement).orElse(0);
        }
    }

    private static OptionalLong number(PreparedStatement statement) throws SQLException {
        try (var rows = statement.executeQuery()) {
            return rows.next() ? OptionalLong.of(rows.getLong(1)) : OptionalLong.empty();
        }
    }
}
