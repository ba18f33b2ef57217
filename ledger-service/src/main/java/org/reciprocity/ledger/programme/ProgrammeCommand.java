package org.reciprocity.ledger.programme;

/** What can be asked of a programme. */
public sealed interface ProgrammeCommand {

    /**
     * Open it.
     *
     * @param terms what it is
     * @param codeTaken whether another programme of the community has the code
     * @param referenceTaken whether another of the agency has its reference
     */
    record Open(Programme.Terms terms, boolean codeTaken, boolean referenceTaken) implements ProgrammeCommand {}
}
