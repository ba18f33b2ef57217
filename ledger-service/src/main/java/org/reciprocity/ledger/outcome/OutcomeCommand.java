package org.reciprocity.ledger.outcome;

import java.time.LocalDate;

/** What can be asked to be recorded of outcomes. */
public sealed interface OutcomeCommand {

    /**
     * A score.
     *
     * @param measure the score
     * @param today the day it is where the community is
     * @param referenceTaken whether the agency has used the reference for another
     */
    record Score(OutcomeFact.Measure measure, LocalDate today, boolean referenceTaken) implements OutcomeCommand {}

    /**
     * A use of services.
     *
     * @param use the use
     * @param referenceTaken whether the agency has used the reference for another
     */
    record RecordUse(OutcomeFact.ServiceUse use, boolean referenceTaken) implements OutcomeCommand {}

    /** Whether the agency has used the reference for another. */
    boolean referenceTaken();
}
