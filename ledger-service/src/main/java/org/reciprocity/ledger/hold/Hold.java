package org.reciprocity.ledger.hold;

import java.time.Instant;
import java.util.UUID;

/**
 * A hold as its stream tells:
 *
 * <pre>
 * none -> held -> captured | released | expired
 * </pre>
 */
public sealed interface Hold {

    /** Nothing is held. */
    record None() implements Hold {}

    /** Minutes are set aside. */
    record Held(Terms terms) implements Hold {}

    /**
     * They were spent, so many of them; the rest is free again.
     *
     * @param terms what was held
     * @param minutes what was spent
     * @param exchange by which exchange
     */
    record Captured(Terms terms, int minutes, UUID exchange) implements Hold {}

    /** They are free again, for the reason of a code. */
    record Released(Terms terms, String reason) implements Hold {}

    /** They are free again, since their time was over. */
    record Expired(Terms terms) implements Hold {}

    /**
     * What is held, and for what.
     *
     * @param account whose minutes they are
     * @param participant who owns the account
     * @param partner whom they are for
     * @param recordedBy the agency that placed it
     * @param bearer the participant whose token placed it; null where it was nobody's in particular
     * @param how whether it was the participant's own word
     * @param purpose what it is for
     * @param minutes how many
     * @param expiresAt when they are free again
     */
    record Terms(
            UUID account,
            UUID participant,
            UUID partner,
            UUID recordedBy,
            UUID bearer,
            How how,
            Purpose purpose,
            int minutes,
            Instant expiresAt) {}

    /**
     * What it is for.
     *
     * @param programme the programme it belongs to; null for none
     * @param offer the redemption offer; null for none
     * @param units how many units of it; null without an offer
     */
    record Purpose(UUID programme, UUID offer, Integer units) {}

    /** Whose word it is that the minutes may be spent. */
    enum How {
        /** The participant's own. */
        PARTY("party"),
        /** That of somebody with authority to speak for them. */
        ON_BEHALF("on-behalf");

        private final String wire;

        How(String wire) {
            this.wire = wire;
        }

        /** Its name in events, in the API and in the database. */
        public String wire() {
            return wire;
        }

        /** The one of that name. */
        public static How of(String wire) {
            for (var how : values()) {
                if (how.wire.equals(wire)) {
                    return how;
                }
            }
            throw new IllegalArgumentException("No such word: " + wire);
        }
    }
}
