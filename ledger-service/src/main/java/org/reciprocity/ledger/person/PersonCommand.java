package org.reciprocity.ledger.person;

/** What can be asked of the person behind a participant. */
public sealed interface PersonCommand {

    /**
     * Erase the person.
     *
     * @param mayErase whether the agency that asks registered the participant, or leads its community
     */
    record Erase(boolean mayErase) implements PersonCommand {}
}
