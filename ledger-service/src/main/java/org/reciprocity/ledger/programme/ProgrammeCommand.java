package org.reciprocity.ledger.programme;

/** What can be asked of a programme. */
public sealed interface ProgrammeCommand {

    /**
     * Open it.
     *
     * @param terms what it is
     * @param codeTaken whether another programme of the community has the code
     */
    record Open(Programme.Terms terms, boolean codeTaken) implements ProgrammeCommand {}
}
