package org.reciprocity.ledger.training;

import java.util.UUID;

/** What happened to a completed course. */
public sealed interface TrainingEvent {

    /** It was completed. */
    record Completed(Training.Terms terms) implements TrainingEvent {}

    /** It does not count. */
    record Withdrawn(UUID participant, String course, String reason) implements TrainingEvent {}
}
