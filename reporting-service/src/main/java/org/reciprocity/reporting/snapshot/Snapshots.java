package org.reciprocity.reporting.snapshot;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Function;
import org.reciprocity.reporting.generation.RuleVersion;
import org.reciprocity.reporting.problem.Problem;
import org.reciprocity.reporting.problem.ProblemException;

/** Opens snapshots: one read-only transaction each, in which the live generation is looked up and then read. */
@ApplicationScoped
public class Snapshots {
    private static final String LIVE = """
            select id, rule_version from generation
            where rule_version = $1 and state in ('live', 'previous')
            order by state = 'live' desc, id desc limit 1
            """;
    private static final String ONE = """
            select id, rule_version from generation where id = $1 and state in ('live', 'previous')
            """;

    private final Pool pool;

    /** Over the service's connections. */
    public Snapshots(Pool pool) {
        this.pool = pool;
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

    /** Reads from a generation that is live or was before. */
    public <T> Uni<T> of(long generation, Function<Snapshot, Uni<T>> reading) {
        return in(
                connection -> connection.preparedQuery(ONE).execute(Tuple.of(generation)),
                () -> new ProblemException(
                        Problem.UNKNOWN_REBUILD, "Generation " + generation + " is neither live nor the previous one."),
                reading);
    }

    private <T> Uni<T> in(
            Function<SqlConnection, Uni<RowSet<Row>>> lookUp,
            java.util.function.Supplier<ProblemException> none,
            Function<Snapshot, Uni<T>> reading) {
        return pool.withTransaction(connection -> connection
                .query("set transaction isolation level repeatable read, read only")
                .execute()
                .chain(() -> lookUp.apply(connection))
                .chain(rows -> {
                    if (!rows.iterator().hasNext()) {
                        return Uni.createFrom().failure(none.get());
                    }
                    var row = rows.iterator().next();
                    return new Snapshot(connection, row.getLong(0), row.getInteger(1)).enter();
                })
                .chain(snapshot -> reading.apply(snapshot)));
    }
}
