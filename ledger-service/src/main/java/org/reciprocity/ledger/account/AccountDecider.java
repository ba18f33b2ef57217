package org.reciprocity.ledger.account;

import java.util.List;

/** The rules of opening accounts and of setting their limits. */
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
        /** A floor above zero, or a ceiling below it, would keep a new account from standing at zero. */
        LIMITS_EXCLUDE_ZERO
    }

    /** Decides. */
    public static Decision decide(Account account, AccountCommand command) {
        return switch (command) {
            case AccountCommand.Open open ->
                switch (account) {
                    case Account.None none -> open(open);
                    case Account.Open already -> new Decision.Rejected(Refusal.ALREADY_OPEN);
                };
            case AccountCommand.SetLimits set ->
                switch (account) {
                    case Account.None none -> new Decision.Rejected(Refusal.NOT_OPEN);
                    case Account.Open open -> setLimits(open, set);
                };
        };
    }

    private static Decision open(AccountCommand.Open open) {
        return excludesZero(open.floor(), open.ceiling())
                ? new Decision.Rejected(Refusal.LIMITS_EXCLUDE_ZERO)
                : new Decision.Accepted(
                        List.of(new AccountEvent.Opened(open.kind(), open.owner(), open.floor(), open.ceiling())));
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
        return new Decision.Accepted(List.of(new AccountEvent.LimitsSet(set.floor(), set.ceiling())));
    }

    private static boolean excludesZero(Long floor, Long ceiling) {
        return (floor != null && floor > 0) || (ceiling != null && ceiling < 0);
    }

    /** The account after an event. */
    public static Account evolve(Account account, AccountEvent event) {
        return switch (event) {
            case AccountEvent.Opened opened ->
                new Account.Open(opened.kind(), opened.owner(), opened.floor(), opened.ceiling());
            case AccountEvent.LimitsSet set ->
                switch (account) {
                    case Account.None none -> throw new IllegalStateException("Limits were set on no account");
                    case Account.Open open -> new Account.Open(open.kind(), open.owner(), set.floor(), set.ceiling());
                };
        };
    }
}
