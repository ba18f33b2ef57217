package org.reciprocity.matching.match;

import java.util.UUID;
import org.reciprocity.matching.fit.Misfit;

/** What can be asked of a match. */
public sealed interface MatchCommand {

    /**
     * Propose it.
     *
     * @param terms who, what, for whom
     */
    record Propose(MatchTerms terms) implements MatchCommand {}

    /**
     * Propose it without a round, as a broker does.
     *
     * @param terms who, what, for whom
     * @param instead the match in whose place it comes, or null
     * @param misfit the hard filter that stands between the two, or null
     * @param leftMinutes what is left of both the offer's capacity and the request's need
     */
    record Arrange(MatchTerms terms, UUID instead, Misfit misfit, long leftMinutes) implements MatchCommand {}

    /**
     * Accept it for one side.
     *
     * @param side the side
     * @param holds whether offer and request are still as they were proposed, and still fit
     */
    record Accept(Side side, boolean holds) implements MatchCommand {}

    /**
     * Decline it for one side.
     *
     * @param side the side
     * @param reason why
     */
    record Decline(Side side, DeclineReason reason) implements MatchCommand {}

    /**
     * A settled exchange names it.
     *
     * @param exchange the exchange
     * @param programme the programme it belongs to, or null
     * @param minutes what the exchange moved from the match's giver to its receiver; 0 where it is not between the two
     */
    record Fulfil(UUID exchange, UUID programme, long minutes) implements MatchCommand {}

    /**
     * The exchange was reversed.
     *
     * @param exchange the exchange
     */
    record Unfulfil(UUID exchange) implements MatchCommand {}
}
