package org.reciprocity.matching.offer;

import java.time.Instant;
import java.util.UUID;

/** An offer: something a participant has to give. What of it is reserved or used is known by its matches. */
public sealed interface Offer {

    /** The stream's version; 0 before its first event. */
    long version();

    /** Nobody has made it yet. */
    record Unmade() implements Offer {
        @Override
        public long version() {
            return 0;
        }
    }

    /**
     * It can be matched while its time lasts.
     *
     * @param participant who offers
     * @param terms what
     * @param lapsesAt when it lapses unless it is renewed, or null for never
     */
    record Open(long version, UUID participant, OfferTerms terms, Instant lapsesAt) implements Offer {}

    /**
     * Nobody renewed it in time. It is matched no more until somebody does.
     *
     * @param participant who offered
     * @param terms what
     * @param lapsesAt when it lapsed
     */
    record Lapsed(long version, UUID participant, OfferTerms terms, Instant lapsesAt) implements Offer {}

    /**
     * It is matched no more; what was agreed before stays agreed.
     *
     * @param participant who offered
     * @param terms what
     */
    record Withdrawn(long version, UUID participant, OfferTerms terms) implements Offer {}
}
