package org.reciprocity.ledger.request;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny;
import org.reciprocity.eventlog.EventStore;
import org.reciprocity.eventlog.OwnSession;
import org.reciprocity.eventlog.Sql;
import org.reciprocity.ledger.log.LedgerLog;
import org.reciprocity.ledger.problem.Failures;
import org.reciprocity.ledger.problem.Problem;
import org.reciprocity.ledger.problem.ProblemException;
import org.reciprocity.ledger.problem.ProblemType;

/**
 * Runs commands and queries. A command runs in one transaction that takes the lock of its Idempotency-Key first and appends
 * its events last, so that effect, events and the answer kept under the key are committed together or not at all. Both go
 * on when the client hangs up.
 */
@ApplicationScoped
public class Requests {
    private static final int ATTEMPTS = 5;

    /** After this an answer is no longer waited for; what was begun still commits or rolls back as a whole. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final Mutiny.SessionFactory sessions;
    private final LedgerLog log;
    private final Answered answered;

    Requests(Mutiny.SessionFactory sessions, LedgerLog log, Answered answered) {
        this.sessions = sessions;
        this.log = log;
        this.answered = answered;
    }

    /** Runs a command and answers its request. */
    public Uni<Response> command(Call call, Function<Write, Uni<Outcome>> work) {
        return detached(fingerprint(call).chain(fingerprint -> attempt(call, fingerprint, work, 1)));
    }

    /** Runs a query, outside a transaction, and answers its request. */
    public Uni<Response> query(Function<Write, Uni<Response>> query) {
        return detached(OwnSession.in(sessions, session -> query.apply(new Write(session, Sql.of(session)))));
    }

    /** Reads, outside a transaction, for a request that then goes on without holding a connection. */
    public <T> Uni<T> read(Function<Sql, Uni<T>> query) {
        return detached(OwnSession.in(sessions, session -> query.apply(Sql.of(session))));
    }

    /**
     * Runs commands one after the other in one transaction, each seeing what those before it did, and rolls it back.
     *
     * @return what each would be answered
     */
    public Uni<List<Answer>> rehearse(List<Function<Write, Uni<Outcome>>> commands) {
        return free(rehearse(commands, 1));
    }

    private Uni<List<Answer>> rehearse(List<Function<Write, Uni<Outcome>>> commands, int attempt) {
        return OwnSession.inTransaction(sessions, session -> {
                    session.currentTransaction().markForRollback();
                    var write = new Write(session, Sql.of(session));
                    return Multi.createFrom()
                            .iterable(commands)
                            .onItem()
                            .transformToUniAndConcatenate(command -> outcome(write, command)
                                    .onFailure(ProblemException.class)
                                    .recoverWithItem(failure -> Outcome.refused(failure.problem()))
                                    .map(Outcome::answer))
                            .collect()
                            .asList();
                })
                .onFailure(Failures::passing)
                .recoverWithUni(failure -> attempt < ATTEMPTS
                        ? rehearse(commands, attempt + 1)
                        : Uni.createFrom()
                                .failure(Problem.of(ProblemType.BUSY, "Send the request again.")
                                        .exception()));
    }

    private Uni<byte[]> fingerprint(Call call) {
        if (call.key() == null) {
            return Uni.createFrom().item(new byte[0]);
        }
        var request = call.target() + "\n" + Json.write(call.body());
        return answered.fingerprint(request.getBytes(StandardCharsets.UTF_8));
    }

    private Uni<Response> attempt(Call call, byte[] fingerprint, Function<Write, Uni<Outcome>> work, int attempt) {
        return OwnSession.inTransaction(sessions, session -> transaction(call, fingerprint, work, session))
                .invoke(log::wake)
                .onFailure(Failures::passing)
                .recoverWithUni(failure -> attempt < ATTEMPTS
                        ? attempt(call, fingerprint, work, attempt + 1)
                        : Uni.createFrom()
                                .failure(Problem.of(ProblemType.BUSY, "Send the request again.")
                                        .exception()));
    }

    private Uni<Response> transaction(
            Call call, byte[] fingerprint, Function<Write, Uni<Outcome>> work, Mutiny.Session session) {
        var write = new Write(session, Sql.of(session));
        if (call.key() == null) {
            return outcome(write, work).chain(outcome -> finish(write, outcome));
        }
        return answered.find(write.sql(), call, fingerprint).chain(before -> switch (before) {
            case Answered.Before.Given given ->
                Uni.createFrom().item(given.answer().replayed());
            case Answered.Before.Refused refused ->
                Uni.createFrom().item(refused.problem().response());
            case Answered.Before.Nothing nothing ->
                outcome(write, work).chain(outcome -> keep(write, call, fingerprint, outcome)
                        .chain(() -> finish(write, outcome)));
        });
    }

    private Uni<Void> keep(Write write, Call call, byte[] fingerprint, Outcome outcome) {
        return outcome.kept()
                ? answered.keep(write.sql(), call, fingerprint, outcome.answer())
                : Uni.createFrom().voidItem();
    }

    /** A refusal that came as a failure changed nothing, and is an outcome like any other. */
    private static Uni<Outcome> outcome(Write write, Function<Write, Uni<Outcome>> work) {
        return Uni.createFrom()
                .deferred(() -> work.apply(write))
                .onFailure(failure -> failure instanceof ProblemException refusal
                        && refusal.problem().type().kept())
                .recoverWithItem(failure -> Outcome.refused(((ProblemException) failure).problem()));
    }

    private static Uni<Response> finish(Write write, Outcome outcome) {
        if (outcome.events().isEmpty()) {
            return Uni.createFrom().item(outcome.answer().response());
        }
        return write.session()
                .flush()
                .chain(() -> EventStore.append(write.sql(), outcome.events()))
                .map(appended -> outcome.answer().response());
    }

    /** Lets the work go on by itself when whoever asked for it has gone, so that no connection is lost half-way. */
    private static <T> Uni<T> detached(Uni<T> work) {
        return free(work).ifNoItem().after(PATIENCE).failWith(() -> Problem.of(
                        ProblemType.UNAVAILABLE, "There was no answer in time.")
                .exception());
    }

    private static <T> Uni<T> free(Uni<T> work) {
        return Uni.createFrom().emitter(emitter -> work.subscribe().with(emitter::complete, emitter::fail));
    }
}
