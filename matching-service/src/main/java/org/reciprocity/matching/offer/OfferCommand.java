package org.reciprocity.matching.offer;

import java.time.Instant;
import java.util.UUID;

/** What can be asked of an offer. */
public sealed interface OfferCommand {

    /**
     * Make it.
     *
     * @param participant who offers
     * @param terms what
     * @param request the request whose "what could you give?" it answers, or null
     * @param now the time of the command
     */
    record Make(UUID participant, OfferTerms terms, UUID request, Instant now) implements OfferCommand {}

    /** Take it back. */
    record Withdraw() implements OfferCommand {}
}
