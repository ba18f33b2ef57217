package org.reciprocity.ledger.claim;

/** What can be asked of a claim. */
public sealed interface ClaimCommand {

    /**
     * Registers it.
     *
     * @param terms what is claimed
     * @param codeTaken whether another claim of the community has its code
     * @param referenceTaken whether the caller's agency has used the reference for another
     */
    record Register(Claim.Terms terms, boolean codeTaken, boolean referenceTaken) implements ClaimCommand {}
}
