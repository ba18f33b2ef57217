package org.reciprocity.matching.session;

/** A session: one time at which an agreed match is carried out, or part of it. */
public sealed interface Session {

    /** The stream's version; 0 before its first event. */
    long version();

    /** Nobody has planned it yet. */
    record Unplanned() implements Session {
        @Override
        public long version() {
            return 0;
        }
    }

    /**
     * It is to come, or nobody has said what became of it.
     *
     * @param terms who, what, when
     */
    record Planned(long version, SessionTerms terms) implements Session {}

    /**
     * It took place.
     *
     * @param terms who, what, when
     */
    record Held(long version, SessionTerms terms) implements Session {}

    /**
     * Somebody did not come.
     *
     * @param terms who, what, when
     * @param by who
     */
    record Missed(long version, SessionTerms terms, Absent by) implements Session {}

    /**
     * It was called off before.
     *
     * @param terms who, what, when
     * @param reason why, by its code
     */
    record Cancelled(long version, SessionTerms terms, String reason) implements Session {}
}
