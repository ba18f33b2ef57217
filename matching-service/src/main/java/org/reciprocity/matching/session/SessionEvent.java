package org.reciprocity.matching.session;

/** What can happen to a session. */
public sealed interface SessionEvent {

    /**
     * It was planned.
     *
     * @param terms who, what, when
     */
    record Planned(SessionTerms terms) implements SessionEvent {}

    /** It took place. */
    record Held() implements SessionEvent {}

    /**
     * Somebody did not come.
     *
     * @param by who
     */
    record Missed(Absent by) implements SessionEvent {}

    /**
     * It was called off.
     *
     * @param reason why, by its code
     */
    record Cancelled(String reason) implements SessionEvent {}
}
