package org.reciprocity.ledger.clearance;

import java.util.UUID;

/** What happened to a clearance. */
public sealed interface ClearanceEvent {

    /** It says this from now on. */
    record Recorded(Clearance.Terms terms) implements ClearanceEvent {}

    /** It says nothing any more. */
    record Withdrawn(UUID participant, String reason) implements ClearanceEvent {}
}
