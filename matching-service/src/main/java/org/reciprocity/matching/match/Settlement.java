package org.reciprocity.matching.match;

import java.util.List;
import java.util.UUID;

/** What an exchange that names a match did. */
public sealed interface Settlement {

    /** The exchange. */
    UUID exchange();

    /**
     * It settled.
     *
     * @param exchange the exchange
     * @param programme the programme it belongs to, or null
     * @param legs who gave whom how much
     */
    record Settled(UUID exchange, UUID programme, List<Leg> legs) implements Settlement {

        /** The minutes from one to the other. */
        public long minutesBetween(UUID giver, UUID receiver) {
            return legs.stream()
                    .filter(leg -> leg.provider().equals(giver) && receiver.equals(leg.receiver()))
                    .mapToLong(Leg::minutes)
                    .sum();
        }
    }

    /** It was reversed. */
    record Reversed(UUID exchange) implements Settlement {}

    /**
     * A leg of an exchange.
     *
     * @param provider who gave
     * @param receiver who received, or null
     * @param minutes how long
     */
    record Leg(UUID provider, UUID receiver, long minutes) {}
}
