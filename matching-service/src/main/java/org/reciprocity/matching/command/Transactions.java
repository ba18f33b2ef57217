package org.reciprocity.matching.command;

import io.smallrye.mutiny.Uni;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.Set;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny;
import org.reciprocity.eventlog.OwnSession;
import org.reciprocity.matching.log.MatchesLog;

/** Opens the one transaction in which a command reads, decides, writes and records. */
@ApplicationScoped
public class Transactions {
    private static final int RETRIES = 3;

    private final Mutiny.SessionFactory sessions;
    private final MatchesLog log;

    Transactions(Mutiny.SessionFactory sessions, MatchesLog log) {
        this.sessions = sessions;
        this.log = log;
    }

    /**
     * Runs the work, appends what it recorded, commits and wakes the relay. A deadlock is retried. Who waits
     * over 5 s for a lock gives up, and the connection back. A client that hangs up
     * does not stop it half-way: cancelling the answer leaves the transaction to its end.
     */
    public <T> Uni<T> run(Function<Work, Uni<T>> work) {
        return detached(Uni.createFrom()
                .deferred(() -> once(work))
                .onFailure(Transactions::isLostRace)
                .retry()
                .atMost(RETRIES));
    }

    private <T> Uni<T> once(Function<Work, Uni<T>> work) {
        return OwnSession.inTransaction(sessions, session -> {
                    var open = new Work(session);
                    return work.apply(open)
                            .call(session::flush)
                            .call(() -> log.append(open.sql(), open.recorded()))
                            .map(result -> new Done<>(result, !open.recorded().isEmpty()));
                })
                .invoke(done -> {
                    if (done.recorded()) {
                        log.wake();
                    }
                })
                .map(Done::result);
    }

    private record Done<T>(T result, boolean recorded) {}

    private static <T> Uni<T> detached(Uni<T> work) {
        return Uni.createFrom().emitter(emitter -> work.subscribe().with(emitter::complete, emitter::fail));
    }

    /** Whether it failed for a lock that somebody else would not let go of in time. */
    public static boolean isHeldUp(Throwable failure) {
        return hasState(failure, Set.of("55P03"));
    }

    private static boolean isLostRace(Throwable failure) {
        return hasState(failure, Set.of("40P01", "40001"));
    }

    private static boolean hasState(Throwable failure, Set<String> states) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            var state =
                    switch (cause) {
                        case PgException e -> e.getSqlState();
                        case SQLException e -> e.getSQLState();
                        default -> null;
                    };
            if (state != null && states.contains(state)) {
                return true;
            }
        }
        return false;
    }
}
