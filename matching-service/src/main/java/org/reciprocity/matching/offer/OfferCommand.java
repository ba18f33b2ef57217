package org.reciprocity.matching.offer;

import java.time.Instant;
import java.util.UUID;
import org.reciprocity.matching.fit.Availability;

/** What can be asked of an offer. */
public sealed interface OfferCommand {

    /**
     * Make it.
     *
     * @param participant who offers
     * @param terms what
     * @param request the request whose "what could you give?" it answers, or null
     * @param lapsesAt when it lapses unless it is renewed, or null for never
     * @param fault why its availability cannot be, or null when it can
     * @param now the time of the command
     */
    record Make(
            UUID participant, OfferTerms terms, UUID request, Instant lapsesAt, Availability.Fault fault, Instant now)
            implements OfferCommand {}

    /**
     * Say that it still stands.
     *
     * @param lapsesAt when it lapses from now on, or null for never
     * @param now the time of the command
     */
    record Renew(Instant lapsesAt, Instant now) implements OfferCommand {}

    /**
     * Its time to be renewed is over.
     *
     * @param now the time of the command
     */
    record Lapse(Instant now) implements OfferCommand {}

    /** Take it back. */
    record Withdraw() implements OfferCommand {}
}
