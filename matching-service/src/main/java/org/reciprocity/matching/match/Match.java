package org.reciprocity.matching.match;

import java.util.UUID;

/**
 * A match, which people know as a proposal until both sides have accepted it. While it is not declined its minutes are
 * taken from the offer's capacity and from what the request still needs.
 */
public sealed interface Match {

    /** The stream's version; 0 before its first event. */
    long version();

    /** No round has proposed it. */
    record Unproposed() implements Match {
        @Override
        public long version() {
            return 0;
        }
    }

    /**
     * It waits for one side or both.
     *
     * @param terms who, what, for whom
     * @param giverAccepted whether the giver has accepted
     * @param receiverAccepted whether the receiver has accepted
     */
    record Proposed(long version, MatchTerms terms, boolean giverAccepted, boolean receiverAccepted) implements Match {}

    /**
     * Both sides have accepted; it waits for the settled exchange.
     *
     * @param terms who, what, for whom
     */
    record Agreed(long version, MatchTerms terms) implements Match {}

    /**
     * One side, or the withdrawal of what it rests on, has ended it.
     *
     * @param terms who, what, for whom
     * @param by the side
     * @param reason why
     */
    record Declined(long version, MatchTerms terms, Side by, DeclineReason reason) implements Match {}

    /**
     * A settled exchange has carried it out.
     *
     * @param terms who, what, for whom
     * @param exchange the exchange
     * @param minutes what it moved between the two, in minutes
     */
    record Fulfilled(long version, MatchTerms terms, UUID exchange, long minutes) implements Match {}
}
