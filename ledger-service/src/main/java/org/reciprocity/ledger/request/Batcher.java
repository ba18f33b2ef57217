package org.reciprocity.ledger.request;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.reciprocity.eventlog.LogHaltedException;
import org.reciprocity.ledger.problem.Failures;
import org.reciprocity.ledger.problem.Problem;
import org.reciprocity.ledger.problem.ProblemException;
import org.reciprocity.ledger.problem.ProblemType;

/**
 * Lets requests that come while a transaction commits share the next one, so that many that move the same account do not
 * queue on its row, and a commit is paid for once by all. Who comes first while nothing is going on does not wait.
 *
 * <p>What cannot be done together is repeated request by request, each in a transaction of its own: one that the database
 * refuses does not take the others with it. Few of them at once, since who waits for a lock holds a connection: those that meet
 * no lock go first, and those that do wait for it few at a time.
 *
 * @param <T> what a request asks for
 */
public final class Batcher<T> {
    private static final Logger LOG = Logger.getLogger(Batcher.class);

    /** After this a transaction is left to itself: a connection that does not answer must not hold up everybody. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** How many are repeated at once before it is known whether a lock is in their way, and how many of those that wait for one. */
    private static final int AT_ONCE = 4;

    /** How long one waits for a lock that may not be there. */
    private static final Duration BRIEFLY = Duration.ofMillis(100);

    /** How long one waits for a lock that was there, until it is the turn of others. */
    private static final Duration A_WHILE = Duration.ofMillis(500);

    /** How long it takes in all until whoever waits for a lock is told to come again: less than an answer is waited for. */
    private static final Duration LOCK_PATIENCE = Duration.ofSeconds(10);

    private static final String WAIT_FOR_LOCKS = "select set_config('lock_timeout', $1, true)";

    private final SharedTransaction transaction;
    private final Requests requests;
    private final Together<T> together;
    private final Function<T, Function<Write, Uni<Outcome>>> singly;
    private final Context context;
    private final int most;
    private final Turnstile repeating = new Turnstile(AT_ONCE);
    private final Turnstile locked = new Turnstile(AT_ONCE);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition idle = lock.newCondition();
    private ArrayDeque<Waiting<T>> queue = new ArrayDeque<>();
    private boolean busy;
    private int repeated;

    Batcher(
            SharedTransaction transaction,
            Requests requests,
            Vertx vertx,
            int most,
            Together<T> together,
            Function<T, Function<Write, Uni<Outcome>>> singly) {
        this.transaction = transaction;
        this.requests = requests;
        this.together = together;
        this.singly = singly;
        this.context = vertx.getOrCreateContext();
        this.most = most;
    }

    /**
     * A request that waits.
     *
     * @param asked the request
     * @param answer takes its answer
     * @param caller where it came from, and is answered
     * @param since when it came, in nanoseconds of this machine
     */
    private record Waiting<T>(Asked<T> asked, UniEmitter<? super Response> answer, Context caller, long since) {

        Duration left() {
            return LOCK_PATIENCE.minusNanos(System.nanoTime() - since);
        }

        void complete(Response response) {
            caller.runOnContext(there -> answer.complete(response));
        }

        void fail(Throwable failure) {
            caller.runOnContext(there -> answer.fail(failure));
        }
    }

    /** Whose key it is. */
    private record Key(UUID owner, String key) {}

    /** Has the request done with the next transaction. */
    Uni<Response> submit(Asked<T> asked) {
        return Uni.createFrom().emitter(answer -> {
            var caller = Vertx.currentContext();
            var waiting = new Waiting<T>(asked, answer, caller == null ? context : caller, System.nanoTime());
            List<Waiting<T>> batch;
            lock.lock();
            try {
                queue.add(waiting);
                batch = busy ? List.of() : take();
            } finally {
                lock.unlock();
            }
            start(batch);
        });
    }

    /** Waits until nobody waits any more, within reason. */
    public void drain(Duration patience) {
        lock.lock();
        try {
            long left = patience.toNanos();
            while ((busy || repeated > 0) && left > 0) {
                left = idle.awaitNanos(left);
            }
            if (busy || repeated > 0) {
                LOG.warnf("batcher state=abandoned waiting=%d", queue.size() + repeated);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    /**
     * The next to go, oldest first. Of several under one key the first goes, and the others find its answer when it is their
     * turn. The lock is held.
     */
    private List<Waiting<T>> take() {
        var batch = new ArrayList<Waiting<T>>(Math.min(most, queue.size()));
        var rest = new ArrayDeque<Waiting<T>>();
        var keys = new HashSet<Key>();
        while (!queue.isEmpty() && batch.size() < most) {
            var next = queue.poll();
            var call = next.asked().call();
            if (call.key() == null || keys.add(new Key(call.caller().keyOwner(), call.key()))) {
                batch.add(next);
            } else {
                rest.add(next);
            }
        }
        rest.addAll(queue);
        queue = rest;
        busy = !batch.isEmpty();
        if (!busy) {
            idle.signalAll();
        }
        return batch;
    }

    private void start(List<Waiting<T>> batch) {
        if (!batch.isEmpty()) {
            context.runOnContext(here -> run(batch));
        }
    }

    private void run(List<Waiting<T>> batch) {
        alone(transaction.run(batch.stream().map(Waiting::asked).toList(), together), PATIENCE)
                .subscribe()
                .with(
                        told -> {
                            next();
                            for (int i = 0; i < batch.size(); i++) {
                                batch.get(i).complete(told.get(i).response());
                            }
                        },
                        failure -> {
                            next();
                            failed(batch, failure);
                        });
    }

    private void next() {
        List<Waiting<T>> batch;
        lock.lock();
        try {
            batch = take();
        } finally {
            lock.unlock();
        }
        start(batch);
    }

    /** Where it was the database that was away, or the whole log that is halted, each would fail for itself too. */
    private void failed(List<Waiting<T>> batch, Throwable failure) {
        if (Failures.away(failure) || failure instanceof LogHaltedException || failure instanceof ProblemException) {
            batch.forEach(waiting -> waiting.fail(failure));
            return;
        }
        LOG.infof(
                "batcher state=repeating items=%d cause=%s",
                batch.size(), failure.getClass().getName());
        lock.lock();
        try {
            repeated += batch.size();
        } finally {
            lock.unlock();
        }
        batch.forEach(waiting -> repeating.enter(() -> repeat(waiting, BRIEFLY, repeating)));
    }

    /** Tries again among those that wait for a lock, behind the others: theirs may be free sooner. */
    private void wait(Waiting<T> waiting) {
        if (waiting.left().isPositive()) {
            locked.enter(() -> repeat(waiting, A_WHILE, locked));
        } else {
            done(() -> waiting.fail(busy()));
        }
    }

    private void done(Runnable answer) {
        answer.run();
        lock.lock();
        try {
            repeated--;
            idle.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Does a request by itself.
     *
     * @param patience how long it waits for a lock at most
     * @param place what it leaves when it is done; where the lock was held for longer, it waits for another
     */
    private void repeat(Waiting<T> waiting, Duration patience, Turnstile place) {
        waiting.caller().runOnContext(there -> alone(singly(waiting, patience), patience.plus(PATIENCE))
                .onTermination()
                .invoke(place::leave)
                .subscribe()
                .with(told -> done(() -> waiting.complete(told.response())), failure -> {
                    if (Failures.locked(failure)) {
                        wait(waiting);
                    } else {
                        done(() -> waiting.fail(failure));
                    }
                }));
    }

    private Uni<Told> singly(Waiting<T> waiting, Duration patience) {
        return Uni.createFrom().deferred(() -> {
            long millis = Math.min(patience.toMillis(), waiting.left().toMillis());
            if (millis <= 0) {
                return Uni.createFrom().failure(busy());
            }
            var asked = waiting.asked();
            var work = singly.apply(asked.item());
            return requests.attempt(asked.call(), asked.fingerprint().getBytes(), write -> write.sql()
                    .select(WAIT_FOR_LOCKS, millis + "ms")
                    .chain(() -> work.apply(write)));
        });
    }

    private static ProblemException busy() {
        return Problem.of(ProblemType.BUSY, "Send the request again.").exception();
    }

    /** Goes on by itself when nobody waits any longer, so that the connection comes back. */
    private static <R> Uni<R> alone(Uni<R> work, Duration patience) {
        return Uni.createFrom()
                .<R>emitter(emitter -> work.subscribe().with(emitter::complete, emitter::fail))
                .ifNoItem()
                .after(patience)
                .failWith(() -> Problem.of(ProblemType.UNAVAILABLE, "There was no answer in time.")
                        .exception());
    }
}
