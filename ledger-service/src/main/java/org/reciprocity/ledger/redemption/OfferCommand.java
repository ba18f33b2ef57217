package org.reciprocity.ledger.redemption;

import java.time.LocalDate;
import java.util.UUID;

/** What can be asked of a redemption offer. */
public sealed interface OfferCommand {

    /**
     * Open it.
     *
     * @param terms what is offered
     * @param quantity units in all; null for no limit
     * @param actor who asks
     * @param redeems whether the partner is admitted as redeemer
     */
    record Open(Offer.Terms terms, Long quantity, Actor actor, boolean redeems) implements OfferCommand {}

    /** Set how many units there are in all, of which so many are taken. */
    record SetStock(Actor actor, long quantity, long taken) implements OfferCommand {}

    /** Give it no more, for the reason of a code. */
    record Withdraw(Actor actor, String reason) implements OfferCommand {}

    /**
     * Who asks.
     *
     * @param agency the agency
     * @param leads whether it leads the community
     */
    record Actor(UUID agency, boolean leads) {

        boolean mayChange(Offer.Terms terms) {
            return leads || agency.equals(terms.agency());
        }
    }

    /**
     * What somebody wants of an offer. It changes nothing of the offer itself, and so is no command.
     *
     * @param partner whom the minutes go to
     * @param minutes how many, for all units together
     * @param day on which it is taken
     * @param taken units that are taken already
     */
    record Want(UUID partner, long minutes, LocalDate day, long taken) {}
}
