package org.reciprocity.ledger.account;

import java.util.UUID;

/**
 * An account as its stream tells; its balance is told by the exchanges.
 *
 * <pre>
 * none -> open <-> suspended
 *            \------\-> closed
 * </pre>
 */
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

    /** It takes part in nothing but corrections for now. */
    record Suspended(Open account) implements Account {}

    /** It stands at zero for ever. */
    record Closed(AccountKind kind, UUID owner) implements Account {}
}
