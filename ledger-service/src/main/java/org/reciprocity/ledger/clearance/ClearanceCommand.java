package org.reciprocity.ledger.clearance;

import java.time.LocalDate;

/** What can be asked of a clearance. */
public sealed interface ClearanceCommand {

    /**
     * Record it.
     *
     * @param terms what it says
     * @param today the day it is where the community is
     * @param reviewerAdmitted whether the reviewer is an agency of the community
     * @param referenceTaken whether the agency has used the reference for another
     */
    record Register(Clearance.Terms terms, LocalDate today, boolean reviewerAdmitted, boolean referenceTaken)
            implements ClearanceCommand {}

    /**
     * Record what came of a review since.
     *
     * @param mayChange whether the asking agency recorded it, reviews it or leads the community
     * @param review what came of it
     * @param today the day it is where the community is
     */
    record Decide(boolean mayChange, Clearance.Review review, LocalDate today) implements ClearanceCommand {}

    /**
     * Withdraw it.
     *
     * @param mayChange whether the asking agency recorded it, reviews it or leads the community
     * @param reason why, as one of few codes
     */
    record Withdraw(boolean mayChange, String reason) implements ClearanceCommand {}
}
