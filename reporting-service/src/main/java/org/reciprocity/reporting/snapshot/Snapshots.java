package org.reciprocity.reporting.snapshot;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.function.Function;
import org.reciprocity.reporting.generation.RuleVersion;
import org.reciprocity.reporting.problem.Problem;
import org.reciprocity.reporting.problem.ProblemException;

/** Opens snapshots: one read-only transaction each, in which the live generation is looked up and then read. */
@ApplicationScoped
public class Snapshots {
    private static final String READ_ONLY = "set transaction isolation level repeatable read, read only";
    private static final String LIVE = """
            select id, rule_version, state, last_close, today, moment from generation
            where rule_version = $1 and state in ('live', 'previous')
            order by state = 'live' desc, id desc limit 1
            """;
    private static final String ONE = """
            select id, rule_version, state, last_close, today, moment from generation
            where id = $1 and state in ('live', 'previous', 'pinned')
            """;
    private static final String PINNED = """
            select id, rule_version, state, last_close, today, moment from generation
            where id = $1 and state in ('building', 'live', 'previous', 'pinned')
            """;

    private static final int LOOK_AGAIN = 3;

    private final Pool pool;
    private final Memories memories;

    /** Over the service's connections. */
    @Inject
    public Snapshots(Pool pool) {
        this(pool, Memories.ofHeap());
    }

    /** With a memory of a size of its own. */
    public Snapshots(Pool pool, Memories memories) {
        this.pool = pool;
        this.memories = memories;
    }

    /** Reads from the live generation. */
    public <T> Uni<T> live(Function<Snapshot, Uni<T>> reading) {
        return in(
                connection -> connection.preparedQuery(LIVE).execute(Tuple.of(RuleVersion.CURRENT)),
                () -> new ProblemException(
                        Problem.NO_GENERATION,
                        "The first generation is still being built; GET /rebuilds tells how far it is."),
                reading);
    }

    /** Reads from a generation that is live or was before, or is folded to a point. */
    public <T> Uni<T> of(long generation, Function<Snapshot, Uni<T>> reading) {
        return in(
                connection -> connection.preparedQuery(ONE).execute(Tuple.of(generation)),
                () -> new ProblemException(
                        Problem.UNKNOWN_REBUILD,
                        "Generation " + generation + " is neither live nor the previous one, nor folded to a point."),
                reading);
    }

    /** Reads from a generation that is folded to a point of the log, and ready. */
    public <T> Uni<T> pinned(long generation, Function<Snapshot, Uni<T>> reading) {
        return inTransaction(connection -> connection
                .query(READ_ONLY)
                .execute()
                .chain(() -> connection.preparedQuery(PINNED).execute(Tuple.of(generation)))
                .chain(rows -> pinned(connection, generation, rows).enter())
                .chain(snapshot -> reading.apply(snapshot)));
    }

    private Snapshot pinned(SqlConnection connection, long generation, RowSet<Row> rows) {
        if (!rows.iterator().hasNext()) {
            throw new ProblemException(
                    Problem.UNKNOWN_REBUILD, "There is no generation " + generation + " that is folded to a point.");
        }
        var row = rows.iterator().next();
        if (row.getString(2).equals("building")) {
            throw new ProblemException(
                    Problem.GENERATION_NOT_COMPLETE,
                    "Generation " + generation + " is being built; GET /rebuilds/{id} tells how far it is.");
        }
        if (!row.getString(2).equals("pinned")) {
            throw new ProblemException(
                    Problem.GENERATION_NOT_PINNED,
                    "Generation " + generation
                            + " follows the log. Ask without generation for figures of the present.");
        }
        if (row.getInteger(1) != RuleVersion.CURRENT) {
            throw new ProblemException(
                    Problem.GENERATION_OF_OTHER_RULES,
                    "Generation %d was folded by rules of version %d; those of this release are of version %d."
                            .formatted(generation, row.getInteger(1), RuleVersion.CURRENT));
        }
        return snapshot(connection, row);
    }

    private Snapshot snapshot(SqlConnection connection, Row row) {
        var present = row.getString(2).equals("pinned")
                ? Optional.of(new Present(
                        row.getLong(3),
                        Optional.ofNullable(row.getLocalDate(4)),
                        row.getOffsetDateTime(5).toInstant()))
                : Optional.<Present>empty();
        return new Snapshot(connection, row.getLong(0), row.getInteger(1), present, memories);
    }

    /** Looks for the generation again when it was dropped before it could be read; nothing has been read of it then. */
    private <T> Uni<T> inTransaction(Function<SqlConnection, Uni<T>> work) {
        return pool.withTransaction(work)
                .onFailure(Snapshot.Removed.class)
                .retry()
                .atMost(LOOK_AGAIN);
    }

    private <T> Uni<T> in(
            Function<SqlConnection, Uni<RowSet<Row>>> lookUp,
            java.util.function.Supplier<ProblemException> none,
            Function<Snapshot, Uni<T>> reading) {
        return inTransaction(connection -> connection
                .query(READ_ONLY)
                .execute()
                .chain(() -> lookUp.apply(connection))
                .chain(rows -> {
                    if (!rows.iterator().hasNext()) {
                        return Uni.createFrom().failure(none.get());
                    }
                    var row = rows.iterator().next();
                    return snapshot(connection, row).enter();
                })
                .chain(snapshot -> reading.apply(snapshot)));
    }
}
