package org.reciprocity.ledger.consent;

import java.time.LocalDate;

/** What can be asked of a consent. */
public sealed interface ConsentCommand {

    /**
     * Give it.
     *
     * @param terms what is consented to
     * @param today the day it is where the community is
     * @param inForce whether the participant's consent to this purpose is in force on that day
     * @param referenceTaken whether the agency has used the reference for another
     */
    record Give(Consent.Terms terms, LocalDate today, boolean inForce, boolean referenceTaken)
            implements ConsentCommand {}

    /**
     * Withdraw it.
     *
     * @param word whose word that is
     * @param on from which day on it does not hold
     * @param today the day it is where the community is
     */
    record Withdraw(Consent.Word word, LocalDate on, LocalDate today) implements ConsentCommand {}
}
