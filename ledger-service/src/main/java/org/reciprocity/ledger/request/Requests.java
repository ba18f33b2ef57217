package org.reciprocity.ledger.request;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny;
import org.reciprocity.eventlog.EventStore;
import org.reciprocity.eventlog.OwnSession;
import org.reciprocity.eventlog.Sql;
import org.reciprocity.ledger.database.Pulse;
import org.reciprocity.ledger.log.Author;
import org.reciprocity.ledger.log.LedgerLog;
import org.reciprocity.ledger.problem.Failures;
import org.reciprocity.ledger.problem.Problem;
import org.reciprocity.ledger.problem.ProblemException;
import org.reciprocity.ledger.problem.ProblemType;
import org.reciprocity.ledger.security.Caller;

/**
 * Runs commands and queries. A command runs in one transaction that takes the lock of its Idempotency-Key first and appends
 * its events last, so that effect, events and the answer kept under the key are committed together or not at all. Of a refusal
 * nothing is committed but its answer, whatever had been written before it was refused; where events come with it, of holds that had
 * expired, it is committed with them. The events name whose token it was. Both go on when the client hangs up.
 */
@ApplicationScoped
public class Requests {
    private static final int ATTEMPTS = 5;

    private static final String HOME = "select community_id from participant where id = $1";

    /** After this an answer is no longer waited for; what was begun still commits or rolls back as a whole. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final Mutiny.SessionFactory sessions;
    private final LedgerLog log;
    private final Answered answered;
    private final SharedTransaction shared;
    private final Vertx vertx;
    private final Pulse pulse;

    Requests(
            Mutiny.SessionFactory sessions,
            LedgerLog log,
            Answered answered,
            SharedTransaction shared,
            Vertx vertx,
            Pulse pulse) {
        this.sessions = sessions;
        this.log = log;
        this.answered = answered;
        this.shared = shared;
        this.vertx = vertx;
        this.pulse = pulse;
    }

    /** Runs a command and answers its request. */
    public Uni<Response> command(Call call, Function<Write, Uni<Outcome>> work) {
        return command(call, work, PATIENCE);
    }

    /** The same for one that may take longer to answer. */
    public Uni<Response> command(Call call, Function<Write, Uni<Outcome>> work, Duration patience) {
        return detached(
                fingerprint(call)
                        .chain(fingerprint -> attempt(call, fingerprint, work))
                        .map(Told::response),
                patience);
    }

    /**
     * Makes a batcher for one kind of command.
     *
     * @param most how many share a transaction at most
     * @param together how they are done in one
     * @param singly how each is done by itself
     */
    public <T> Batcher<T> batcher(int most, Together<T> together, Function<T, Function<Write, Uni<Outcome>>> singly) {
        return new Batcher<>(shared, this, vertx, most, together, singly);
    }

    /** Has a command done in one transaction with others, and answers its request as if it had been alone. */
    public <T> Uni<Response> command(Call call, T item, Batcher<T> batcher) {
        return detached(fingerprint(call)
                .chain(fingerprint -> batcher.submit(new Asked<>(call, Buffer.buffer(fingerprint), item))));
    }

    /**
     * What a request is answered before anything is done for it: what was answered under its key, or why the key cannot be used.
     * Empty for one that is still to be done. For a command that does something elsewhere before its transaction.
     */
    public Uni<Optional<Response>> before(Call call) {
        if (call.key() == null) {
            return Uni.createFrom().item(Optional.empty());
        }
        return detached(fingerprint(call)
                .chain(fingerprint -> OwnSession.inTransaction(
                        sessions, session -> answered.find(Sql.of(session), call, fingerprint)))
                .map(before -> switch (before) {
                    case Answered.Before.Given given -> Optional.of(new Told(given.answer(), true).response());
                    case Answered.Before.Refused refused ->
                        Optional.of(Answer.refused(refused.problem()).response());
                    case Answered.Before.Nothing nothing -> Optional.empty();
                }));
    }

    /**
     * Takes the key of a list whose items are done in transactions of their own, each under a key of its own, so that no other
     * request is done under it. The list that is sent again takes it again. Fails where the key is another request's.
     *
     * @param call the list, without its items
     */
    public Uni<Void> take(Call call) {
        if (call.key() == null) {
            return Uni.createFrom().voidItem();
        }
        return detached(fingerprint(call)
                .chain(fingerprint -> OwnSession.inTransaction(
                        sessions, session -> answered.take(Sql.of(session), call, fingerprint)))
                .invoke(refusal -> refusal.ifPresent(problem -> {
                    throw problem.exception();
                }))
                .replaceWithVoid());
    }

    /**
     * What each would be answered because of what was answered under its key; empty for one that is still to be done. Nothing is
     * locked.
     */
    public Uni<List<Optional<Told>>> known(List<Call> calls) {
        if (calls.stream().allMatch(call -> call.key() == null)) {
            return Uni.createFrom().item(Collections.nCopies(calls.size(), Optional.empty()));
        }
        return detached(Multi.createFrom()
                .iterable(calls)
                .onItem()
                .transformToUniAndConcatenate(call -> fingerprint(call)
                        .map(fingerprint -> new Asked<>(call, Buffer.buffer(fingerprint), call.body())))
                .collect()
                .asList()
                .chain(asked -> OwnSession.in(sessions, session -> answered.lookUp(Sql.of(session), asked)))
                .map(before -> before.stream().map(Requests::known).toList()));
    }

    private static Optional<Told> known(Answered.Before before) {
        return switch (before) {
            case Answered.Before.Given given -> Optional.of(new Told(given.answer(), true));
            case Answered.Before.Refused refused -> Optional.of(new Told(Answer.refused(refused.problem()), false));
            case Answered.Before.Nothing nothing -> Optional.empty();
        };
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
        return rehearse(write -> Multi.createFrom()
                .iterable(commands)
                .onItem()
                .transformToUniAndConcatenate(command -> outcome(write, command)
                        .onFailure(ProblemException.class)
                        .recoverWithItem(failure -> Outcome.refused(failure.problem()))
                        .map(Outcome::answer))
                .collect()
                .asList());
    }

    /** Does something in a transaction that is rolled back, and tells what came of it. */
    public <T> Uni<T> rehearse(Function<Write, Uni<T>> work) {
        return pulse.heard(rehearse(work, 1));
    }

    private <T> Uni<T> rehearse(Function<Write, Uni<T>> work, int attempt) {
        return OwnSession.inTransaction(sessions, session -> {
                    session.currentTransaction().markForRollback();
                    return work.apply(new Write(session, Sql.of(session)));
                })
                .onFailure(Failures::passing)
                .recoverWithUni(failure -> attempt < ATTEMPTS
                        ? rehearse(work, attempt + 1)
                        : Uni.createFrom()
                                .failure(Problem.of(ProblemType.BUSY, "Send the request again.")
                                        .exception()));
    }

    /** Its fingerprint; empty for one without a key. */
    Uni<byte[]> fingerprint(Call call) {
        if (call.key() == null) {
            return Uni.createFrom().item(new byte[0]);
        }
        var request = call.target() + "\n" + Json.write(call.body());
        return answered.fingerprint(request.getBytes(StandardCharsets.UTF_8));
    }

    /** Runs a command in a transaction of its own, again where others were in its way. */
    Uni<Told> attempt(Call call, byte[] fingerprint, Function<Write, Uni<Outcome>> work) {
        return attempt(call, fingerprint, work, 1);
    }

    private Uni<Told> attempt(Call call, byte[] fingerprint, Function<Write, Uni<Outcome>> work, int attempt) {
        return OwnSession.inTransaction(sessions, session -> transaction(call, fingerprint, work, session))
                .chain(ended -> switch (ended) {
                    case Ended.Answered given -> Uni.createFrom().item(given.told());
                    case Ended.RolledBack(var refusal) -> keepRefusal(call, fingerprint, refusal);
                })
                .invoke(log::wake)
                .onFailure(Failures::passing)
                .recoverWithUni(failure -> attempt < ATTEMPTS
                        ? attempt(call, fingerprint, work, attempt + 1)
                        : Uni.createFrom()
                                .failure(Problem.of(ProblemType.BUSY, "Send the request again.")
                                        .exception()));
    }

    /** How a command's transaction ended. */
    private sealed interface Ended {
        /** All is done. */
        record Answered(Told told) implements Ended {}

        /** All that was written is rolled back; the answer is still to be kept under the key. */
        record RolledBack(Outcome refusal) implements Ended {}
    }

    private Uni<Ended> transaction(
            Call call, byte[] fingerprint, Function<Write, Uni<Outcome>> work, Mutiny.Session session) {
        var write = new Write(session, Sql.of(session));
        if (call.key() == null) {
            return outcome(write, work).chain(outcome -> finish(write, call, fingerprint, outcome));
        }
        return answered.find(write.sql(), call, fingerprint).chain(before -> switch (before) {
            case Answered.Before.Nothing nothing ->
                outcome(write, work).chain(outcome -> finish(write, call, fingerprint, outcome));
            case Answered.Before.Given given -> ended(new Told(given.answer(), true));
            case Answered.Before.Refused refused -> ended(new Told(Answer.refused(refused.problem()), false));
        });
    }

    private static Uni<Ended> ended(Told told) {
        return Uni.createFrom().item(new Ended.Answered(told));
    }

    /** What had been written before the request was refused is rolled back, so its answer takes a transaction of its own. */
    private Uni<Told> keepRefusal(Call call, byte[] fingerprint, Outcome refusal) {
        return OwnSession.inTransaction(sessions, session -> {
            var sql = Sql.of(session);
            return answered.find(sql, call, fingerprint).chain(before -> switch (before) {
                case Answered.Before.Nothing nothing ->
                    answered.keepRefusal(sql, call, fingerprint, refusal.answer())
                            .replaceWith(() -> new Told(refusal.answer(), false));
                case Answered.Before.Given given -> Uni.createFrom().item(new Told(given.answer(), true));
                case Answered.Before.Refused refused ->
                    Uni.createFrom().item(new Told(Answer.refused(refused.problem()), false));
            });
        });
    }

    private Uni<Void> keep(Sql sql, Call call, byte[] fingerprint, Outcome outcome) {
        return answers(call, outcome)
                ? answered.keep(sql, call, fingerprint, outcome.answer())
                : Uni.createFrom().voidItem();
    }

    private static boolean answers(Call call, Outcome outcome) {
        return call.key() != null && outcome.kept();
    }

    /** A refusal that came as a failure is an outcome like any other. */
    private static Uni<Outcome> outcome(Write write, Function<Write, Uni<Outcome>> work) {
        return Uni.createFrom()
                .deferred(() -> work.apply(write))
                .onFailure(failure -> failure instanceof ProblemException refusal
                        && refusal.problem().type().kept())
                .recoverWithItem(failure -> Outcome.refused(((ProblemException) failure).problem()));
    }

    private Uni<Ended> finish(Write write, Call call, byte[] fingerprint, Outcome outcome) {
        var told = new Told(outcome.answer(), false);
        if (outcome.refused() && outcome.events().isEmpty()) {
            write.session().currentTransaction().markForRollback();
            return answers(call, outcome) ? Uni.createFrom().item(new Ended.RolledBack(outcome)) : ended(told);
        }
        return keep(write.sql(), call, fingerprint, outcome)
                .chain(() -> append(write, call, outcome))
                .chain(() -> ended(told));
    }

    private static Uni<Void> append(Write write, Call call, Outcome outcome) {
        if (outcome.events().isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return write.session()
                .flush()
                .chain(() -> home(write.sql(), call.caller(), outcome))
                .chain(home -> EventStore.append(
                        write.sql(), Author.of(call.caller()).sign(outcome.events(), home.orElse(null))))
                .replaceWithVoid();
    }

    /** The community of the participant whose token it is: they are named in no other's events. */
    private static Uni<Optional<UUID>> home(Sql sql, Caller caller, Outcome outcome) {
        boolean signed = outcome.events().stream()
                .anyMatch(event -> Author.names(event.type()).isPresent());
        return caller.participant() == null || !signed
                ? Uni.createFrom().item(Optional.empty())
                : sql.select(HOME, caller.participant())
                        .map(rows -> rows.stream().findFirst().map(row -> (UUID) row[0]));
    }

    /**
     * Lets the work go on by itself when whoever asked for it has gone, so that no connection is lost half-way. Nobody waits
     * for a database that says nothing.
     */
    private <T> Uni<T> detached(Uni<T> work) {
        return detached(work, PATIENCE);
    }

    /** The same for work that may take longer. */
    private <T> Uni<T> detached(Uni<T> work, Duration patience) {
        return inTime(pulse.heard(work), patience);
    }

    /** Lets work go on that takes several transactions, each of which minds the database's silence itself. */
    static <T> Uni<T> inTime(Uni<T> work, Duration patience) {
        return Uni.createFrom()
                .<T>emitter(emitter -> work.subscribe().with(emitter::complete, emitter::fail))
                .ifNoItem()
                .after(patience)
                .failWith(() -> Problem.of(ProblemType.UNAVAILABLE, "There was no answer in time.")
                        .exception());
    }
}
