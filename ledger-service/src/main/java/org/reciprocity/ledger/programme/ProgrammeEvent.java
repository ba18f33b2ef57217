package org.reciprocity.ledger.programme;

/** What happened to a programme. */
public sealed interface ProgrammeEvent {

    /** It was opened. */
    record Opened(Programme.Terms terms) implements ProgrammeEvent {}
}
