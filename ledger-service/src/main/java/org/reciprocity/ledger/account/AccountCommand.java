package org.reciprocity.ledger.account;

import java.util.UUID;

/** What can be asked of an account. */
public sealed interface AccountCommand {

    /** Open it with limits in minutes; null for none. */
    record Open(AccountKind kind, UUID owner, Long floor, Long ceiling) implements AccountCommand {}

    /** Set limits of its own in minutes; null for none. */
    record SetLimits(Long floor, Long ceiling) implements AccountCommand {}

    /** Let a participant's account have the limits of its community's policy, in minutes, and follow it from then on. */
    record FollowPolicy(long floor, long ceiling) implements AccountCommand {}

    /** Let a clearing account stand this many minutes above or below zero: so much may be outstanding with the other community. */
    record LimitClearing(long minutes) implements AccountCommand {}

    /** Let it take part in nothing but corrections, for the reason of a code. */
    record Suspend(String reason) implements AccountCommand {}

    /** Let it take part in everything again, for the reason of a code. */
    record Reopen(String reason) implements AccountCommand {}

    /**
     * Close it for ever.
     *
     * @param reason a code
     * @param settlement the exchange that brought it to zero; null where it stood there
     * @param balance what it has now, in minutes
     * @param reserved what of it is held
     */
    record Close(String reason, UUID settlement, long balance, long reserved) implements AccountCommand {}
}
