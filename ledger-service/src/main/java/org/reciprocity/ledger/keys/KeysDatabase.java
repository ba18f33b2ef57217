package org.reciprocity.ledger.keys;

import io.quarkus.flyway.FlywayDataSource;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.flywaydb.core.Flyway;
import org.jboss.logging.Logger;
import org.reciprocity.eventlog.Sql;
import org.reciprocity.ledger.problem.Problem;
import org.reciprocity.ledger.problem.ProblemException;
import org.reciprocity.ledger.problem.ProblemType;

/**
 * The database of keys. The service starts and works without it, all but what needs a key: that is refused with {@code
 * keys-unavailable} until the database answers.
 */
@ApplicationScoped
public class KeysDatabase {
    private static final Logger LOG = Logger.getLogger(KeysDatabase.class);

    /** After this it is taken to be away. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Pool pool;
    private final Flyway flyway;
    private final CompletableFuture<Void> opened = new CompletableFuture<>();

    KeysDatabase(@ReactiveDataSource("keys") Pool pool, @FlywayDataSource("keys") Flyway flyway) {
        this.pool = pool;
        this.flyway = flyway;
    }

    /** Brings its schema up to date. Blocks. */
    public void migrate() {
        flyway.migrate();
    }

    /** Lets requests have keys from now on. */
    void open() {
        opened.complete(null);
    }

    /** Whether requests may have keys. */
    boolean isOpen() {
        return opened.isDone();
    }

    /** Works on it for a request, in one transaction; fails with {@code keys-unavailable} when it is away. */
    <T> Uni<T> request(Function<Sql, Uni<T>> work) {
        return detached(afterOpening().chain(() -> pool.withTransaction(connection -> work.apply(Sql.of(connection)))))
                .ifNoItem()
                .after(PATIENCE)
                .failWith(KeysDatabase::unavailable)
                .onFailure(failure -> !(failure instanceof ProblemException))
                .transform(failure -> {
                    LOG.warnf("keys=away cause=%s", failure.getClass().getName());
                    return unavailable();
                });
    }

    /** Works on it in one transaction, before it is opened too, and waits for the end. Blocks. */
    public <T> T await(Function<Sql, Uni<T>> work) {
        return detached(pool.withTransaction(connection -> work.apply(Sql.of(connection))))
                .await()
                .atMost(Duration.ofSeconds(60));
    }

    /** What is waited for ends on another thread; the request goes on in the context that it came in. */
    private Uni<Void> afterOpening() {
        if (opened.isDone()) {
            return Uni.createFrom().voidItem();
        }
        var context = Vertx.currentContext();
        var open = Uni.createFrom().completionStage(opened);
        return context == null ? open : open.emitOn(next -> context.runOnContext(done -> next.run()));
    }

    /** Goes on by itself when nobody waits any longer, so that the connection comes back. */
    private static <T> Uni<T> detached(Uni<T> work) {
        return Uni.createFrom().emitter(emitter -> work.subscribe().with(emitter::complete, emitter::fail));
    }

    private static ProblemException unavailable() {
        return Problem.of(
                        ProblemType.KEYS_UNAVAILABLE,
                        "Personal details cannot be read or written just now. Everything else can.")
                .exception();
    }
}
