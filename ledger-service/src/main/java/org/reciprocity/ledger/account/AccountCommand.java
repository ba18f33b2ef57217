package org.reciprocity.ledger.account;

import java.util.UUID;

/** What can be asked of an account. */
public sealed interface AccountCommand {

    /** Open it with limits in minutes; null for none. */
    record Open(AccountKind kind, UUID owner, Long floor, Long ceiling) implements AccountCommand {}

    /** Set its limits in minutes; null for none. */
    record SetLimits(Long floor, Long ceiling) implements AccountCommand {}
}
