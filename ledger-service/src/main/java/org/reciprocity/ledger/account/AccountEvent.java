package org.reciprocity.ledger.account;

import java.util.UUID;

/** What happened to an account. */
public sealed interface AccountEvent {

    /** It was opened, with limits in minutes; null for none. */
    record Opened(AccountKind kind, UUID owner, Long floor, Long ceiling) implements AccountEvent {}

    /**
     * Its limits were set, in minutes; null for none.
     *
     * @param byPolicy whether they are those of the community's policy, which it follows
     */
    record LimitsSet(Long floor, Long ceiling, boolean byPolicy) implements AccountEvent {}

    /**
     * It was suspended, reopened or closed.
     *
     * @param status what it is from then on
     * @param reason why, as a code
     * @param settlement the exchange that brought it to zero before it was closed; null for none
     */
    record StatusSet(AccountStatus status, String reason, UUID settlement) implements AccountEvent {}
}
