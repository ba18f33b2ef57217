package org.reciprocity.ledger.outcome;

/** What was recorded of outcomes. */
public sealed interface OutcomeEvent {

    /** A score. */
    record Scored(OutcomeFact.Measure measure) implements OutcomeEvent {}

    /** A use of services. */
    record UseRecorded(OutcomeFact.ServiceUse use) implements OutcomeEvent {}
}
