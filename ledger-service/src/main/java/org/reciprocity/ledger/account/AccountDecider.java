package org.reciprocity.ledger.account;

import java.util.List;

/** The rules of opening accounts, of setting their limits, of suspending, reopening and closing them. */
public final class AccountDecider {
    private AccountDecider() {}

    /** What a command comes to. */
    public sealed interface Decision {
        /** It happens. */
        record Accepted(List<AccountEvent> events) implements Decision {}

        /** It does not. */
        record Rejected(Refusal refusal) implements Decision {}
    }

    /** Why a command is refused. */
    public enum Refusal {
        /** The account is open already. */
        ALREADY_OPEN,
        /** There is no such account. */
        NOT_OPEN,
        /** Limits of this kind of account follow from what it is. */
        LIMITS_FIXED,
        /** A participant's account has limits on both sides. */
        LIMITS_MISSING,
        /** The policy is of participants. */
        NOT_BY_POLICY,
        /** A floor above zero, or a ceiling below it, would keep a new account from standing at zero. */
        LIMITS_EXCLUDE_ZERO,
        /** An account of this kind is open for as long as its community is. */
        STATUS_FIXED,
        /** It is suspended already. */
        ALREADY_SUSPENDED,
        /** It is not suspended, so there is nothing to reopen. */
        NOT_SUSPENDED,
        /** It is closed, and that is for ever. */
        CLOSED,
        /** Something of it is held. */
        HAS_HOLDS,
        /** Nobody could reach what a closed account has. */
        NOT_AT_ZERO
    }

    /** Decides. */
    public static Decision decide(Account account, AccountCommand command) {
        return switch (command) {
            case AccountCommand.Open open ->
                switch (account) {
                    case Account.None none -> open(open);
                    case Account.Open already -> new Decision.Rejected(Refusal.ALREADY_OPEN);
                    case Account.Suspended already -> new Decision.Rejected(Refusal.ALREADY_OPEN);
                    case Account.Closed closed -> new Decision.Rejected(Refusal.CLOSED);
                };
            case AccountCommand.SetLimits set ->
                switch (account) {
                    case Account.None none -> new Decision.Rejected(Refusal.NOT_OPEN);
                    case Account.Open open -> setLimits(open, set);
                    case Account.Suspended suspended -> setLimits(suspended.account(), set);
                    case Account.Closed closed -> new Decision.Rejected(Refusal.CLOSED);
                };
            case AccountCommand.FollowPolicy policy ->
                switch (account) {
                    case Account.None none -> new Decision.Rejected(Refusal.NOT_OPEN);
                    case Account.Open open -> follow(open, policy);
                    case Account.Suspended suspended -> follow(suspended.account(), policy);
                    case Account.Closed closed -> new Decision.Rejected(Refusal.CLOSED);
                };
            case AccountCommand.LimitClearing limit ->
                account instanceof Account.Open open && open.kind() == AccountKind.CLEARING
                        ? accepted(new AccountEvent.LimitsSet(-limit.minutes(), limit.minutes(), false))
                        : new Decision.Rejected(Refusal.NOT_OPEN);
            case AccountCommand.Suspend suspend ->
                switch (account) {
                    case Account.None none -> new Decision.Rejected(Refusal.NOT_OPEN);
                    case Account.Open open -> set(open, AccountStatus.SUSPENDED, suspend.reason());
                    case Account.Suspended already -> new Decision.Rejected(Refusal.ALREADY_SUSPENDED);
                    case Account.Closed closed -> new Decision.Rejected(Refusal.CLOSED);
                };
            case AccountCommand.Reopen reopen ->
                switch (account) {
                    case Account.None none -> new Decision.Rejected(Refusal.NOT_OPEN);
                    case Account.Open open -> new Decision.Rejected(Refusal.NOT_SUSPENDED);
                    case Account.Suspended suspended -> set(suspended.account(), AccountStatus.OPEN, reopen.reason());
                    case Account.Closed closed -> new Decision.Rejected(Refusal.CLOSED);
                };
            case AccountCommand.Close close ->
                switch (account) {
                    case Account.None none -> new Decision.Rejected(Refusal.NOT_OPEN);
                    case Account.Open open -> close(open, close);
                    case Account.Suspended suspended -> close(suspended.account(), close);
                    case Account.Closed closed -> new Decision.Rejected(Refusal.CLOSED);
                };
        };
    }

    private static Decision open(AccountCommand.Open open) {
        return excludesZero(open.floor(), open.ceiling())
                ? new Decision.Rejected(Refusal.LIMITS_EXCLUDE_ZERO)
                : accepted(new AccountEvent.Opened(open.kind(), open.owner(), open.floor(), open.ceiling()));
    }

    private static Decision setLimits(Account.Open account, AccountCommand.SetLimits set) {
        if (!account.kind().limitsMayBeSet()) {
            return new Decision.Rejected(Refusal.LIMITS_FIXED);
        }
        if (account.kind() == AccountKind.PARTICIPANT && (set.floor() == null || set.ceiling() == null)) {
            return new Decision.Rejected(Refusal.LIMITS_MISSING);
        }
        if (excludesZero(set.floor(), set.ceiling())) {
            return new Decision.Rejected(Refusal.LIMITS_EXCLUDE_ZERO);
        }
        return accepted(new AccountEvent.LimitsSet(set.floor(), set.ceiling(), false));
    }

    private static Decision follow(Account.Open account, AccountCommand.FollowPolicy policy) {
        return account.kind() == AccountKind.PARTICIPANT
                ? accepted(new AccountEvent.LimitsSet(policy.floor(), policy.ceiling(), true))
                : new Decision.Rejected(Refusal.NOT_BY_POLICY);
    }

    private static boolean excludesZero(Long floor, Long ceiling) {
        return (floor != null && floor > 0) || (ceiling != null && ceiling < 0);
    }

    private static Decision set(Account.Open account, AccountStatus status, String reason) {
        return account.kind().statusMayBeSet()
                ? accepted(new AccountEvent.StatusSet(status, reason, null))
                : new Decision.Rejected(Refusal.STATUS_FIXED);
    }

    private static Decision close(Account.Open account, AccountCommand.Close close) {
        if (!account.kind().statusMayBeSet()) {
            return new Decision.Rejected(Refusal.STATUS_FIXED);
        }
        if (close.reserved() != 0) {
            return new Decision.Rejected(Refusal.HAS_HOLDS);
        }
        if (close.balance() != 0) {
            return new Decision.Rejected(Refusal.NOT_AT_ZERO);
        }
        return accepted(new AccountEvent.StatusSet(AccountStatus.CLOSED, close.reason(), close.settlement()));
    }

    private static Decision accepted(AccountEvent event) {
        return new Decision.Accepted(List.of(event));
    }

    /** The account after an event. */
    public static Account evolve(Account account, AccountEvent event) {
        return switch (event) {
            case AccountEvent.Opened opened ->
                new Account.Open(opened.kind(), opened.owner(), opened.floor(), opened.ceiling());
            case AccountEvent.LimitsSet set -> {
                var before = opened(account);
                var after = new Account.Open(before.kind(), before.owner(), set.floor(), set.ceiling());
                yield account instanceof Account.Suspended ? new Account.Suspended(after) : after;
            }
            case AccountEvent.StatusSet set ->
                switch (set.status()) {
                    case OPEN -> opened(account);
                    case SUSPENDED -> new Account.Suspended(opened(account));
                    case CLOSED ->
                        new Account.Closed(
                                opened(account).kind(), opened(account).owner());
                };
        };
    }

    private static Account.Open opened(Account account) {
        return switch (account) {
            case Account.None none -> throw new IllegalStateException("Something was set on no account");
            case Account.Open open -> open;
            case Account.Suspended suspended -> suspended.account();
            case Account.Closed closed -> throw new IllegalStateException("Something was set on a closed account");
        };
    }
}
