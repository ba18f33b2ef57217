package org.reciprocity.matching.offer;

import java.util.UUID;

/** What can happen to an offer. */
public sealed interface OfferEvent {

    /**
     * It was made.
     *
     * @param participant who offers
     * @param terms what
     * @param request the request whose "what could you give?" it answers, or null
     */
    record Made(UUID participant, OfferTerms terms, UUID request) implements OfferEvent {}

    /**
     * It was taken back.
     *
     * @param participant who offered
     * @param skill what
     */
    record Withdrawn(UUID participant, String skill) implements OfferEvent {}
}
