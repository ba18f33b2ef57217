package org.reciprocity.ledger.account;

import java.util.UUID;

/** An account as its stream tells; its balance is told by the exchanges. */
public sealed interface Account {

    /** Nobody has opened it. */
    record None() implements Account {}

    /**
     * It is open.
     *
     * @param kind what it is for
     * @param owner whose it is
     * @param floor the lowest balance in minutes, inclusive; null for none
     * @param ceiling the highest balance in minutes, inclusive; null for none
     */
    record Open(AccountKind kind, UUID owner, Long floor, Long ceiling) implements Account {}
}
