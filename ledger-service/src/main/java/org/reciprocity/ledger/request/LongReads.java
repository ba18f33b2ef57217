package org.reciprocity.ledger.request;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.reciprocity.eventlog.ChainAudit;
import org.reciprocity.eventlog.Sql;
import org.reciprocity.ledger.database.Pulse;
import org.reciprocity.ledger.problem.Problem;
import org.reciprocity.ledger.problem.ProblemType;

/**
 * Reads that walk the whole log or the whole book, piece by piece, on a thread of their own. A connection is taken for each
 * piece only, and few at a time, so that however long the walk, however slow its reader and however many walk at once,
 * requests find connections. It blocks, and must not be called on an event loop.
 */
@ApplicationScoped
public class LongReads implements ChainAudit.Reads {
    private static final int AT_ONCE = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Before that the server itself ends a statement: it would go on, on a connection that others need. */
    private static final Duration LONGEST = Duration.ofSeconds(50);

    private static final String TIME = "select set_config('statement_timeout', $1, false)";
    private static final String ANY_TIME = "0";

    private final Pool pool;
    private final Pulse pulse;
    private final Duration longest;
    private final Semaphore places = new Semaphore(AT_ONCE, true);

    @Inject
    LongReads(Pool pool, Pulse pulse) {
        this(pool, pulse, LONGEST);
    }

    /**
     * The same with another limit.
     *
     * @param longest how long one statement may take
     */
    LongReads(Pool pool, Pulse pulse, Duration longest) {
        this.pool = pool;
        this.pulse = pulse;
        this.longest = longest;
    }

    @Override
    public <T> T read(Function<Sql, Uni<T>> query) {
        places.acquireUninterruptibly();
        try {
            return pulse.heard(pool.withConnection(connection -> limited(Sql.of(connection), query)))
                    .ifNoItem()
                    .after(PATIENCE)
                    .failWith(() -> Problem.of(ProblemType.UNAVAILABLE, "There was no answer in time.")
                            .exception())
                    .await()
                    .indefinitely();
        } finally {
            places.release();
        }
    }

    private <T> Uni<T> limited(Sql sql, Function<Sql, Uni<T>> query) {
        return sql.select(TIME, longest.toMillis() + "ms")
                .chain(() -> query.apply(sql))
                .eventually(() -> sql.select(TIME, ANY_TIME));
    }
}
