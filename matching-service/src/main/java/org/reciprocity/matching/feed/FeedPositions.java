package org.reciprocity.matching.feed;

import io.smallrye.mutiny.Uni;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.reciprocity.eventlog.FoldPosition;
import org.reciprocity.eventlog.FoldPosition.Mark;
import org.reciprocity.eventlog.FoldPositions;
import org.reciprocity.eventlog.FoldPositions.Partition;
import org.reciprocity.eventlog.Sql;

/** The feed's positions in the database: what was folded of each partition, in the transaction that folded it. */
public final class FeedPositions {

    private FeedPositions() {}

    /** All positions, as committed. */
    static Uni<FoldPositions> all(Sql sql) {
        return sql.select("select topic, partition, next_offset from feed_position")
                .flatMap(positions -> sql.select("select topic, partition, source, highest, records from feed_writer")
                        .map(writers -> positions(positions, writers)));
    }

    /** The partitions' positions, which nobody else moves until the transaction ends. */
    static Uni<FoldPositions> lock(Sql sql, Collection<Partition> partitions) {
        var sorted = partitions.stream().sorted().toList();
        var topics = sorted.stream().map(Partition::topic).toArray(String[]::new);
        var numbers = sorted.stream().map(Partition::partition).toArray(Integer[]::new);
        return locked(sql, topics, numbers)
                .flatMap(rows -> rows.size() == topics.length
                        ? Uni.createFrom().item(rows)
                        : sql.update("""
                                        insert into feed_position (topic, partition, next_offset)
                                        select topic, partition, 0
                                        from unnest($1::text[], $2::integer[]) as p(topic, partition)
                                        on conflict do nothing
                                        """, topics, numbers).flatMap(_ -> locked(sql, topics, numbers)))
                .flatMap(positions -> sql.select("""
                                select topic, partition, source, highest, records from feed_writer
                                where (topic, partition) in (select * from unnest($1::text[], $2::integer[]))
                                """, topics, numbers).map(writers -> positions(positions, writers)));
    }

    private static Uni<List<Object[]>> locked(Sql sql, String[] topics, Integer[] numbers) {
        return sql.select("""
                select topic, partition, next_offset from feed_position
                where (topic, partition) in (select * from unnest($1::text[], $2::integer[]))
                order by topic, partition for update
                """, topics, numbers);
    }

    /** Stores positions that {@link #lock} gave and that have moved on. */
    static Uni<Void> store(Sql sql, FoldPositions positions) {
        var partitions = List.copyOf(positions.all().entrySet());
        var marks = partitions.stream()
                .flatMap(p -> p.getValue().marks().entrySet().stream()
                        .map(mark -> new Row(p.getKey(), mark.getKey(), mark.getValue())))
                .toList();
        return sql.update(
                        """
                        with moved as (
                            update feed_position f set next_offset = p.next_offset
                            from unnest($1::text[], $2::integer[], $3::bigint[]) as p(topic, partition, next_offset)
                            where f.topic = p.topic and f.partition = p.partition
                        )
                        insert into feed_writer (topic, partition, source, highest, records)
                        select * from unnest($4::text[], $5::integer[], $6::text[], $7::bigint[], $8::bigint[])
                        on conflict (topic, partition, source)
                        do update set highest = excluded.highest, records = excluded.records
                        """,
                        partitions.stream().map(p -> p.getKey().topic()).toArray(String[]::new),
                        partitions.stream().map(p -> p.getKey().partition()).toArray(Integer[]::new),
                        partitions.stream().map(p -> p.getValue().next()).toArray(Long[]::new),
                        marks.stream().map(row -> row.partition().topic()).toArray(String[]::new),
                        marks.stream().map(row -> row.partition().partition()).toArray(Integer[]::new),
                        marks.stream().map(Row::source).toArray(String[]::new),
                        marks.stream().map(row -> row.mark().highest()).toArray(Long[]::new),
                        marks.stream().map(row -> row.mark().records()).toArray(Long[]::new))
                .replaceWithVoid();
    }

    private record Row(Partition partition, String source, Mark mark) {}

    /**
     * What has been folded, by topic and partition: the offset of the next record. Nothing more is folded until the
     * transaction ends.
     */
    public static Uni<SortedMap<String, SortedMap<String, Long>>> hold(Sql sql) {
        return sql.select("select topic, partition, next_offset from feed_position order by topic, partition for share")
                .map(FeedPositions::through);
    }

    /** The same without holding anything. */
    static SortedMap<String, SortedMap<String, Long>> through(List<Object[]> rows) {
        var through = new TreeMap<String, SortedMap<String, Long>>();
        for (var row : rows) {
            through.computeIfAbsent((String) row[0], _ -> new TreeMap<>()).put(row[1].toString(), (Long) row[2]);
        }
        return through;
    }

    private static FoldPositions positions(List<Object[]> rows, List<Object[]> writers) {
        var marks = new HashMap<Partition, Map<String, Mark>>();
        for (var row : writers) {
            marks.computeIfAbsent(new Partition((String) row[0], (Integer) row[1]), _ -> new HashMap<>())
                    .put((String) row[2], new Mark((Long) row[3], (Long) row[4]));
        }
        var positions = new FoldPositions();
        for (var row : rows) {
            var partition = new Partition((String) row[0], (Integer) row[1]);
            positions.assign(
                    partition.topic(),
                    partition.partition(),
                    new FoldPosition((Long) row[2], marks.getOrDefault(partition, Map.of())));
        }
        return positions;
    }
}
