package org.reciprocity.ledger.training;

import java.time.LocalDate;

/** What can be asked of a completed course. */
public sealed interface TrainingCommand {

    /**
     * Record it.
     *
     * @param terms what it says
     * @param today the day it is where the community is
     * @param referenceTaken whether the agency has used the reference for another
     */
    record Complete(Training.Terms terms, LocalDate today, boolean referenceTaken) implements TrainingCommand {}

    /**
     * Withdraw it.
     *
     * @param mayWithdraw whether the asking agency recorded it, or leads the community
     * @param reason why, as one of few codes
     */
    record Withdraw(boolean mayWithdraw, String reason) implements TrainingCommand {}
}
