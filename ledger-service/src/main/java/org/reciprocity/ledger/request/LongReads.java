package org.reciprocity.ledger.request;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
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

    private final Pool pool;
    private final Pulse pulse;
    private final Semaphore places = new Semaphore(AT_ONCE, true);

    LongReads(Pool pool, Pulse pulse) {
        this.pool = pool;
        this.pulse = pulse;
    }

    @Override
    public <T> T read(Function<Sql, Uni<T>> query) {
        places.acquireUninterruptibly();
        try {
            return pulse.heard(pool.withConnection(connection -> query.apply(Sql.of(connection))))
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
}
