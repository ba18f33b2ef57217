package org.reciprocity.matching.match;

import java.util.UUID;

/** What can happen to a match. */
public sealed interface MatchEvent {

    /**
     * A round proposed it.
     *
     * @param terms who, what, for whom
     */
    record Proposed(MatchTerms terms) implements MatchEvent {}

    /**
     * A broker proposed it.
     *
     * @param terms who, what, for whom
     * @param instead the match in whose place it comes, or null
     */
    record Arranged(MatchTerms terms, UUID instead) implements MatchEvent {}

    /**
     * One side accepted.
     *
     * @param side the side
     * @param agreed whether both have now
     */
    record Accepted(Side side, boolean agreed) implements MatchEvent {}

    /**
     * One side declined.
     *
     * @param side the side
     * @param reason why
     */
    record Declined(Side side, DeclineReason reason) implements MatchEvent {}

    /**
     * A settled exchange carried it out.
     *
     * @param exchange the exchange
     * @param programme the programme it belongs to, or null
     * @param minutes what it moved between the two
     */
    record Fulfilled(UUID exchange, UUID programme, long minutes) implements MatchEvent {}

    /**
     * That exchange was reversed; the match waits for another.
     *
     * @param exchange the exchange
     */
    record Unfulfilled(UUID exchange) implements MatchEvent {}
}
