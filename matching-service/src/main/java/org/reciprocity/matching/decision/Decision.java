package org.reciprocity.matching.decision;

import java.util.List;

/**
 * What a decider answers: the events that a command leads to, or why it is refused.
 *
 * @param <E> the stream's events
 * @param <R> its reasons for refusing
 */
public sealed interface Decision<E, R> {

    /**
     * The command is carried out.
     *
     * @param events what happened, in order; empty where nothing had to
     */
    record Accepted<E, R>(List<E> events) implements Decision<E, R> {}

    /**
     * The command is refused and changes nothing.
     *
     * @param refusal why
     */
    record Rejected<E, R>(R refusal) implements Decision<E, R> {}

    /** Accepted, with one event. */
    static <E, R> Decision<E, R> event(E event) {
        return new Accepted<>(List.of(event));
    }

    /** Refused. */
    static <E, R> Decision<E, R> refuse(R refusal) {
        return new Rejected<>(refusal);
    }
}
