package org.reciprocity.ledger.closure;

import org.reciprocity.ledger.account.AccountStatus;

/** The rules of leaving: nothing may be left behind that waits for somebody who is gone, and no balance that nobody can reach. */
public final class ClosureDecider {
    private ClosureDecider() {}

    /** What it comes to. */
    public sealed interface Decision {
        /**
         * It happens.
         *
         * @param toThePot minutes that go from the account to the pot; below zero, that come from it
         */
        record Accepted(long toThePot) implements Decision {}

        /** It does not. */
        record Rejected(Refusal refusal) implements Decision {}
    }

    /** Why it is refused. */
    public sealed interface Refusal {
        /** An account of this kind is open for as long as its community is. */
        record StatusFixed() implements Refusal {}

        /** It is closed already. */
        record AlreadyClosed() implements Refusal {}

        /** Something of it is held. */
        record HasHolds(long reserved) implements Refusal {}

        /** Exchanges of its owner wait, and nobody said to give them up. */
        record HasExchanges(int waiting) implements Refusal {}
    }

    /** Decides. */
    public static Decision decide(ClosureCommand close) {
        if (!close.kind().statusMayBeSet()) {
            return new Decision.Rejected(new Refusal.StatusFixed());
        }
        if (close.status() == AccountStatus.CLOSED) {
            return new Decision.Rejected(new Refusal.AlreadyClosed());
        }
        if (close.reserved() != 0) {
            return new Decision.Rejected(new Refusal.HasHolds(close.reserved()));
        }
        if (!close.waiting().isEmpty() && !close.cancelWaiting()) {
            return new Decision.Rejected(
                    new Refusal.HasExchanges(close.waiting().size()));
        }
        return new Decision.Accepted(close.balance());
    }
}
