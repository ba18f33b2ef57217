package org.reciprocity.ledger.outcome;

import org.reciprocity.ledger.withdrawal.Withdrawal;

/** What was recorded of outcomes. */
public sealed interface OutcomeEvent {

    /** A score. */
    record Scored(OutcomeFact.Measure measure) implements OutcomeEvent {}

    /** A use of services. */
    record UseRecorded(OutcomeFact.ServiceUse use) implements OutcomeEvent {}

    /** A follow-up. */
    record FollowedUp(OutcomeFact.FollowUp followUp) implements OutcomeEvent {}

    /** It does not count any more. */
    record Withdrawn(Withdrawal withdrawal) implements OutcomeEvent {}
}
