package org.reciprocity.ledger.claim;

/** What happens to a claim. */
public sealed interface ClaimEvent {

    /** It was registered. */
    record Registered(Claim.Terms terms) implements ClaimEvent {}
}
