package org.reciprocity.ledger.request;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;
import org.reciprocity.eventlog.OwnSession;
import org.reciprocity.eventlog.Sql;
import org.reciprocity.eventlog.Sweep;

/**
 * Removes answers that have been kept under their Idempotency-Keys for long enough. Every replica looks, and one at a time
 * removes, some in a transaction, so that nobody waits for it and the log of the database stays short. A key whose answer is gone
 * is as one that never was.
 */
@ApplicationScoped
class AnswerExpiry {
    private static final Logger LOG = Logger.getLogger(AnswerExpiry.class);
    private static final Duration PROMISED = Duration.ofDays(30);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int STEP = 1_000;

    /** Of the lock that the replica has that removes. */
    private static final long TURN = 0x616e73776572L;

    /** Older than $1 seconds, $2 of them, if $3 is not locked. */
    private static final String REMOVE = """
            delete from answered where ctid = any(array(
                select ctid from answered
                where recorded_at < now() - make_interval(secs => $1) and (select pg_try_advisory_xact_lock($3))
                limit $2))
            """;

    private final Mutiny.SessionFactory sessions;
    private final Duration keep;
    private final Counter removed;
    private final Sweep sweep;

    AnswerExpiry(Mutiny.SessionFactory sessions, AnswerSettings settings, MeterRegistry registry) {
        if (settings.keep().compareTo(PROMISED) < 0) {
            throw new IllegalArgumentException(
                    "reciprocity.answers.keep is " + settings.keep() + ", but clients are promised " + PROMISED);
        }
        this.sessions = sessions;
        this.keep = settings.keep();
        this.removed = Counter.builder("reciprocity.answers.removed")
                .description("Answers removed that had been kept under an Idempotency-Key for long enough")
                .register(registry);
        this.sweep = new Sweep(
                "answers",
                settings.sweep(),
                () -> remove().await().atMost(PATIENCE) == STEP,
                e -> LOG.warnf(
                        "answers state=retrying cause=\"%s\"", e.getClass().getSimpleName()));
    }

    void start(@Observes StartupEvent started) {
        sweep.start(Duration.ZERO);
    }

    void stop(@Observes ShutdownEvent stopping) throws InterruptedException {
        sweep.close(PATIENCE);
    }

    /** Removes some, and says how many. */
    private Uni<Integer> remove() {
        return OwnSession.inTransaction(
                        sessions, session -> Sql.of(session).update(REMOVE, (double) keep.toSeconds(), STEP, TURN))
                .invoke(count -> removed.increment(count));
    }
}
