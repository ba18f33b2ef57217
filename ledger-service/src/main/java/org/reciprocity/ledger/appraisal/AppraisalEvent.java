package org.reciprocity.ledger.appraisal;

/** What happens to an appraisal. */
public sealed interface AppraisalEvent {

    /** It was registered. */
    record Registered(Appraisal.Terms terms) implements AppraisalEvent {}
}
