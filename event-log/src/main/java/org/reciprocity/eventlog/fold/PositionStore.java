package org.reciprocity.eventlog.fold;

import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;
import org.reciprocity.eventlog.FoldPosition;

/** The table {@code position}. All methods work in the caller's transaction. */
public final class PositionStore {

    private static final String CREATE = """
            insert into position (generation, topic, partition, topic_id, next_offset)
            select ?, ?, p, ?, 0 from generate_series(0, ? - 1) as p
            """;

    private static final String CLAIM = """
            update position set epoch = epoch + 1
            where generation = ? and topic = ? and partition = ?
            returning epoch, next_offset, writers, highest, records, skipped
            """;

    private static final String ADVANCE = """
            update position set next_offset = ?, writers = ?, highest = ?, records = ?, skipped = ?
            where generation = ? and topic = ? and partition = ? and epoch = ?
            """;

    private static final String READ = """
            select topic, partition, topic_id, epoch, next_offset, writers, highest, records, skipped
            from position where generation = ? order by topic, partition
            """;

    /**
     * A row.
     *
     * @param topicId the id that Kafka gave the topic; another topic of the same name has another
     * @param epoch raised by each assignment
     * @param next the next offset to fold
     * @param marks what was folded, by writer
     * @param skipped records of unknown types
     */
    public record Stored(
            String topicId, long epoch, long next, SortedMap<String, FoldPosition.Mark> marks, long skipped) {}

    private PositionStore() {}

    /** Sets a new generation to the beginning of all partitions of a topic. */
    public static void create(Connection connection, long generation, String topic, String topicId, int partitions)
            throws SQLException {
        try (var statement = connection.prepareStatement(CREATE)) {
            statement.setLong(1, generation);
            statement.setString(2, topic);
            statement.setString(3, topicId);
            statement.setInt(4, partitions);
            statement.executeUpdate();
        }
    }

    /** Forgets a generation. */
    public static void delete(Connection connection, long generation) throws SQLException {
        try (var statement = connection.prepareStatement("delete from position where generation = ?")) {
            statement.setLong(1, generation);
            statement.executeUpdate();
        }
    }

    /** All positions of a generation, in order. */
    public static SortedMap<TopicPartition, Stored> read(Connection connection, long generation) throws SQLException {
        return read(connection, generation, READ);
    }

    /** All positions of a generation, which nobody can move before the transaction ends. */
    public static SortedMap<TopicPartition, Stored> readAndHold(Connection connection, long generation)
            throws SQLException {
        return read(connection, generation, READ + " for update");
    }

    private static SortedMap<TopicPartition, Stored> read(Connection connection, long generation, String query)
            throws SQLException {
        try (var statement = connection.prepareStatement(query)) {
            statement.setLong(1, generation);
            try (var rows = statement.executeQuery()) {
                var positions = new TreeMap<TopicPartition, Stored>(PartitionOrder.INSTANCE);
                while (rows.next()) {
                    positions.put(
                            new TopicPartition(rows.getString(1), rows.getInt(2)),
                            new Stored(
                                    rows.getString(3),
                                    rows.getLong(4),
                                    rows.getLong(5),
                                    marks(rows.getArray(6), rows.getArray(7), rows.getArray(8)),
                                    rows.getLong(9)));
                }
                return positions;
            }
        }
    }

    /** Raises the epoch of partitions that were assigned to the caller, and answers with where to go on. */
    static Map<TopicPartition, Claimed> claim(
            Connection connection, long generation, Collection<TopicPartition> partitions) throws SQLException {
        var claimed = new HashMap<TopicPartition, Claimed>();
        try (var statement = connection.prepareStatement(CLAIM)) {
            for (var partition :
                    partitions.stream().sorted(PartitionOrder.INSTANCE).toList()) {
                statement.setLong(1, generation);
                statement.setString(2, partition.topic());
                statement.setInt(3, partition.partition());
                try (var rows = statement.executeQuery()) {
                    if (!rows.next()) {
                        throw new PartitionLostException(
                                "Generation " + generation + " has no position in " + partition);
                    }
                    claimed.put(
                            partition,
                            new Claimed(
                                    rows.getLong(1),
                                    new FoldPosition(
                                            rows.getLong(2),
                                            marks(rows.getArray(3), rows.getArray(4), rows.getArray(5))),
                                    rows.getLong(6)));
                }
            }
        }
        return claimed;
    }

    record Claimed(long epoch, FoldPosition position, long skipped) {}

    record Advance(
            TopicPartition partition,
            long epoch,
            long next,
            SortedMap<String, FoldPosition.Mark> marks,
            long skipped) {}

    /** Moves positions on; throws {@link PartitionLostException} when one is no longer the caller's. */
    static void advance(Connection connection, long generation, List<Advance> advances) throws SQLException {
        try (var statement = connection.prepareStatement(ADVANCE)) {
            for (var advance : advances) {
                var marks = advance.marks();
                statement.setLong(1, advance.next());
                statement.setArray(
                        2, connection.createArrayOf("text", marks.keySet().toArray()));
                statement.setArray(
                        3,
                        bigints(
                                connection,
                                marks.values().stream()
                                        .mapToLong(FoldPosition.Mark::highest)
                                        .toArray()));
                statement.setArray(
                        4,
                        bigints(
                                connection,
                                marks.values().stream()
                                        .mapToLong(FoldPosition.Mark::records)
                                        .toArray()));
                statement.setLong(5, advance.skipped());
                statement.setLong(6, generation);
                statement.setString(7, advance.partition().topic());
                statement.setInt(8, advance.partition().partition());
                statement.setLong(9, advance.epoch());
                statement.addBatch();
            }
            int[] touched = statement.executeBatch();
            for (int i = 0; i < touched.length; i++) {
                if (touched[i] != 1) {
                    throw new PartitionLostException(
                            "Another consumer has " + advances.get(i).partition() + " of generation " + generation);
                }
            }
        }
    }

    private static Array bigints(Connection connection, long[] values) throws SQLException {
        return connection.createArrayOf("bigint", Arrays.stream(values).boxed().toArray());
    }

    private static SortedMap<String, FoldPosition.Mark> marks(Array writers, Array highest, Array records)
            throws SQLException {
        var names = (String[]) writers.getArray();
        var sequences = (Long[]) highest.getArray();
        var counts = (Long[]) records.getArray();
        var marks = new TreeMap<String, FoldPosition.Mark>();
        for (int i = 0; i < names.length; i++) {
            marks.put(names[i], new FoldPosition.Mark(sequences[i], counts[i]));
        }
        return marks;
    }
}
