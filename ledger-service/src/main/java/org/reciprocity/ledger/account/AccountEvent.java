package org.reciprocity.ledger.account;

import java.util.UUID;

/** What happened to an account. */
public sealed interface AccountEvent {

    /** It was opened, with limits in minutes; null for none. */
    record Opened(AccountKind kind, UUID owner, Long floor, Long ceiling) implements AccountEvent {}

    /** Its limits were set, in minutes; null for none. */
    record LimitsSet(Long floor, Long ceiling) implements AccountEvent {}
}
