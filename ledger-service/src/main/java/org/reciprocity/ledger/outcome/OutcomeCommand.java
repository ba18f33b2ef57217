package org.reciprocity.ledger.outcome;

import java.time.LocalDate;

/** What can be asked to be recorded of outcomes. */
public sealed interface OutcomeCommand {

    /**
     * A score.
     *
     * @param measure the score
     * @param today the day it is where the community is
     */
    record Score(OutcomeFact.Measure measure, LocalDate today) implements OutcomeCommand {}

    /** A use of services. */
    record RecordUse(OutcomeFact.ServiceUse use) implements OutcomeCommand {}
}
