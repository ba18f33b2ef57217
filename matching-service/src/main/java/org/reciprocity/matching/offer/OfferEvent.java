package org.reciprocity.matching.offer;

import java.time.Instant;
import java.util.UUID;

/** What can happen to an offer. */
public sealed interface OfferEvent {

    /**
     * It was made.
     *
     * @param participant who offers
     * @param terms what
     * @param request the request whose "what could you give?" it answers, or null
     * @param lapsesAt when it lapses unless it is renewed, or null for never
     */
    record Made(UUID participant, OfferTerms terms, UUID request, Instant lapsesAt) implements OfferEvent {}

    /**
     * It still stands.
     *
     * @param participant who offers
     * @param skill what
     * @param lapsesAt when it lapses from now on, or null for never
     */
    record Renewed(UUID participant, String skill, Instant lapsesAt) implements OfferEvent {}

    /**
     * Nobody renewed it in time.
     *
     * @param participant who offered
     * @param skill what
     */
    record Lapsed(UUID participant, String skill) implements OfferEvent {}

    /**
     * It was taken back.
     *
     * @param participant who offered
     * @param skill what
     */
    record Withdrawn(UUID participant, String skill) implements OfferEvent {}
}
