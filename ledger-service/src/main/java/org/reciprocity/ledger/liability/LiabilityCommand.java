package org.reciprocity.ledger.liability;

/** What can be asked of a partner's liability. */
public sealed interface LiabilityCommand {

    /**
     * End some of it.
     *
     * @param minutes how many
     * @param owed what the partner is owed, read under its account's lock
     * @param redeems whether the partner has been admitted as redeemer at some time, and has an account of what it is owed
     */
    record Retire(long minutes, long owed, boolean redeems) implements LiabilityCommand {}
}
