package org.reciprocity.eventlog;

import io.smallrye.mutiny.Uni;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Hibernate Reactive sessions that belong to one piece of work and to nothing else.
 *
 * <p>{@link Mutiny.SessionFactory#withTransaction} takes the session that it finds in the Vert.x context. Requests that waited
 * for the same thing, such as the issuer's keys after a start, go on in one context; they would share a session, a connection
 * and a transaction.
 */
public final class OwnSession {

    private OwnSession() {}

    /** Does the work in a session and a transaction of its own, which commits if the work succeeds. */
    public static <T> Uni<T> inTransaction(Mutiny.SessionFactory sessions, Function<Mutiny.Session, Uni<T>> work) {
        return in(sessions, session -> session.withTransaction(transaction -> work.apply(session)));
    }

    /** Does the work in a session of its own, without a transaction. */
    public static <T> Uni<T> in(Mutiny.SessionFactory sessions, Function<Mutiny.Session, Uni<T>> work) {
        return sessions.openSession()
                .chain(session ->
                        Uni.createFrom().deferred(() -> work.apply(session)).eventually(session::close));
    }
}
