package org.reciprocity.ledger.person;

/** What happened to the person behind a participant, as far as it is told: nothing of it says who it was. */
public sealed interface PersonEvent {

    /** Nobody knows any more whose id it is. */
    record Erased() implements PersonEvent {}
}
