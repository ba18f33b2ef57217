package org.reciprocity.reporting.snapshot;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;
import org.reciprocity.reporting.generation.Generation;

/** A generation at one moment: everything that is asked through this object is of the same moment. */
public final class Snapshot {
    private static final String POSITIONS = """
            select p.topic, p.partition, w.writer, w.highest
            from position p cross join lateral unnest(p.writers, p.highest) as w (writer, highest)
            where p.generation = $1 order by 1, 2, 3
            """;

    private static final String OFFSETS = "select topic, partition, next_offset from position where generation = $1";

    private static final String ENTER = """
            select case when pg_try_advisory_xact_lock_shared($1, $2) then to_regnamespace($3) is not null else false end,
                   set_config('search_path', $4, true)
            """;

    private static final Comparator<String> PARTITIONS = Comparator.comparingInt(Integer::parseInt);

    private final SqlConnection connection;
    private final long generation;
    private final int ruleVersion;
    private final Optional<Present> present;
    private final Memories memories;

    Snapshot(SqlConnection connection, long generation, int ruleVersion, Optional<Present> present, Memories memories) {
        this.memories = memories;
        this.connection = connection;
        this.generation = generation;
        this.ruleVersion = ruleVersion;
        this.present = present;
    }

    /** Which generation it is. */
    public long generation() {
        return generation;
    }

    /** What stands for the present, in a generation that is folded to a point; none in one that follows the log. */
    public Optional<Present> present() {
        return present;
    }

    /** Runs a query over the generation's tables, with {@code $1}-style parameters. One at a time. */
    public Uni<RowSet<Row>> query(String sql, Object... parameters) {
        return connection.preparedQuery(sql).execute(Tuple.wrap(parameters));
    }

    /** Everything that was given in a community, by its number; none where there is no room for it in memory. */
    public Uni<Optional<Pairs>> pairs(int community) {
        return PairReader.read(this, memories.pairs(), community);
    }

    /**
     * What the database adds up of a community's pairs between two buckets; asked for once, as long as it is remembered and nothing has
     * changed between them.
     *
     * @param from the first bucket
     * @param to the bucket after the last
     * @param asked what is asked, by its value
     * @param answer asks for it, of nothing but these pairs
     */
    public <T> Uni<T> addedUp(int community, int from, int to, Object asked, Supplier<Uni<T>> answer) {
        var question = new AddedUp.Question(generation, community, asked);
        return PairReader.versions(this, community, from, to).chain(versions -> memories.addedUp()
                .<T>known(question, versions)
                .map(known -> Uni.createFrom().item(known))
                .orElseGet(() -> answer.get().invoke(found -> memories.addedUp().keep(question, versions, found))));
    }

    /** Who is enrolled in a community; none where there is no room for them in memory. */
    public Uni<Optional<Enrolments>> enrolments(UUID community) {
        return EnrolmentReader.read(this, memories.enrolments(), community);
    }

    /** By partition, the next offset to fold. */
    public Uni<Map<TopicPartition, Long>> offsets() {
        return query(OFFSETS, generation).map(rows -> {
            var offsets = new HashMap<TopicPartition, Long>();
            rows.forEach(row -> offsets.put(new TopicPartition(row.getString(0), row.getInteger(1)), row.getLong(2)));
            return offsets;
        });
    }

    /** What stands beside every answer. */
    public Uni<AsOf> asOf() {
        return query(POSITIONS, generation).map(rows -> {
            var through = new TreeMap<String, Map<String, Map<String, Long>>>();
            for (var row : rows) {
                through.computeIfAbsent(row.getString(0), topic -> new TreeMap<>(PARTITIONS))
                        .computeIfAbsent(String.valueOf(row.getInteger(1)), partition -> new TreeMap<>())
                        .put(row.getString(2), row.getLong(3));
            }
            return new AsOf(null, generation, ruleVersion, through, List.of(), null);
        });
    }

    /** Keeps the tables from being removed while it is read; fails with {@link Removed} when they are, or are gone. */
    Uni<Snapshot> enter() {
        var schema = Generation.schema(generation);
        return connection
                .preparedQuery(ENTER)
                .execute(Tuple.of(Generation.READ_LOCK, Math.toIntExact(generation), schema, schema + ", public"))
                .map(rows -> {
                    if (!rows.iterator().next().getBoolean(0)) {
                        throw new Removed();
                    }
                    return this;
                });
    }

    /** The generation was dropped between the look for it and the reading of it. */
    static final class Removed extends RuntimeException {
        private static final long serialVersionUID = 1;

        Removed() {
            super("The generation has been dropped meanwhile", null, false, false);
        }
    }
}
