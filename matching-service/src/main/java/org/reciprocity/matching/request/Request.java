package org.reciprocity.matching.request;

import java.util.UUID;

/** A request: something a participant needs. What of it is proposed or done is known by its matches. */
public sealed interface Request {

    /** The stream's version; 0 before its first event. */
    long version();

    /** Nobody has made it yet. */
    record Unmade() implements Request {
        @Override
        public long version() {
            return 0;
        }
    }

    /**
     * It can be matched while its time lasts.
     *
     * @param participant who asks
     * @param terms for what
     * @param couldGive what they answered when asked what they could give
     */
    record Open(long version, UUID participant, RequestTerms terms, CouldGive couldGive) implements Request {}

    /**
     * Its time is over. It is matched no more, unless it is renewed.
     *
     * @param participant who asked
     * @param terms for what
     * @param couldGive what they answered when asked what they could give
     */
    record Lapsed(long version, UUID participant, RequestTerms terms, CouldGive couldGive) implements Request {}

    /**
     * It is matched no more; what was agreed before stays agreed.
     *
     * @param participant who asked
     * @param terms for what
     * @param couldGive what they answered when asked what they could give
     */
    record Withdrawn(long version, UUID participant, RequestTerms terms, CouldGive couldGive) implements Request {}
}
