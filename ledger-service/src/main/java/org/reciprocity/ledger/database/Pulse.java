package org.reciprocity.ledger.database;

import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * Whether the database says anything at all. A database that is stopped, or behind a network that swallows what is sent, closes
 * no connection: who waits for it would wait for as long as it has patience, and cannot tell this from a lock that somebody
 * holds. So it is asked for nothing, a few times a second, on a connection of its own; where that is not answered, nobody waits
 * any longer, until something is heard.
 */
@Singleton
public class Pulse {
    private static final Logger LOG = Logger.getLogger(Pulse.class);
    private static final long EVERY_MILLIS = 200;
    private static final long NANOS = 1_000_000;

    private final long silenceNanos;
    private final Set<Runnable> waiting = ConcurrentHashMap.newKeySet();
    private volatile boolean silent;

    private Vertx vertx;
    private Context context;
    private PgConnectOptions database;
    private PgConnection connection;
    private boolean open;
    private boolean asked;
    private long askedAt;
    private long lookedAt;
    private long attempt;

    Pulse(DatabaseTimes times) {
        this.silenceNanos = times.silence().toNanos();
    }

    /** Begins to ask. */
    void feel(Vertx loop, PgConnectOptions options) {
        vertx = loop;
        context = loop.getOrCreateContext();
        database = new PgConnectOptions(options).setReconnectAttempts(0).setCachePreparedStatements(false);
        context.runOnContext(begin -> {
            open = true;
            lookedAt = System.nanoTime();
            ask();
            vertx.setPeriodic(EVERY_MILLIS, this::look);
        });
    }

    void stop(@Observes ShutdownEvent stopping) {
        if (context != null) {
            context.runOnContext(end -> {
                open = false;
                drop();
            });
        }
    }

    /** Gives up waiting for work of the database when that is silent; the work itself goes on, and ends as it ends. */
    public <T> Uni<T> heard(Uni<T> work) {
        return Uni.createFrom().emitter(emitter -> {
            if (silent) {
                emitter.fail(new DatabaseSilentException());
                return;
            }
            var caller = Vertx.currentContext();
            Runnable giveUp = () -> {
                var failure = new DatabaseSilentException();
                if (caller == null) {
                    emitter.fail(failure);
                } else {
                    caller.runOnContext(there -> emitter.fail(failure));
                }
            };
            waiting.add(giveUp);
            work.subscribe()
                    .with(
                            item -> {
                                waiting.remove(giveUp);
                                emitter.complete(item);
                            },
                            failure -> {
                                waiting.remove(giveUp);
                                emitter.fail(failure);
                            });
            if (silent && waiting.remove(giveUp)) {
                giveUp.run();
            }
        });
    }

    private void look(long timer) {
        if (!open) {
            vertx.cancelTimer(timer);
            return;
        }
        long now = System.nanoTime();
        boolean stoodStill = now - lookedAt > 3 * EVERY_MILLIS * NANOS;
        lookedAt = now;
        if (!asked) {
            ask();
        } else if (stoodStill) {
            // It was this process that did not listen: what was said in the meantime is heard first.
            askedAt = now;
        } else if (now - askedAt > silenceNanos) {
            fallSilent();
            drop();
            ask();
        }
    }

    private void ask() {
        long asking = ++attempt;
        asked = true;
        askedAt = System.nanoTime();
        connected()
                .compose(known -> known.query("select").execute().onComplete(done -> {
                    if (known != connection) {
                        // Another attempt was quicker, or it is the end.
                        known.close();
                    }
                }))
                .onSuccess(answer -> hear(asking))
                .onFailure(failure -> {
                    // Who is refused a connection is answered, and so are requests, in their own time.
                    if (asking == attempt) {
                        drop();
                        hear(asking);
                    }
                });
    }

    private Future<PgConnection> connected() {
        return connection != null
                ? Future.succeededFuture(connection)
                : PgConnection.connect(vertx, database).onSuccess(made -> {
                    if (open && connection == null) {
                        connection = made;
                    }
                });
    }

    private void drop() {
        if (connection != null) {
            var dropped = connection;
            connection = null;
            dropped.close();
        }
    }

    private void hear(long asking) {
        if (asking == attempt) {
            asked = false;
        }
        if (silent) {
            silent = false;
            LOG.info("database=heard");
        }
    }

    private void fallSilent() {
        if (!silent) {
            silent = true;
            LOG.warnf("database=silent waiting=%d", waiting.size());
        }
        for (var giveUp : List.copyOf(waiting)) {
            if (waiting.remove(giveUp)) {
                giveUp.run();
            }
        }
    }
}
