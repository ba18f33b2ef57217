package org.reciprocity.ledger.value;

import org.reciprocity.ledger.withdrawal.Withdrawal;

/** What can be asked to be recorded of money. */
public sealed interface ValueCommand {

    /**
     * What is known when something is recorded.
     *
     * @param mayRecord whether the caller may record it
     * @param agencyAdmitted whether the agency that it names is admitted to the community; true where it names none
     * @param referenceTaken whether the caller's agency has used the reference for another
     */
    record Known(boolean mayRecord, boolean agencyAdmitted, boolean referenceTaken) {}

    /** A programme costs an agency something. */
    record BearCost(Value.Cost cost, Known known) implements ValueCommand {}

    /** An agency gains something by a programme. */
    record AccrueBenefit(Value.Benefit benefit, Known known) implements ValueCommand {}

    /** What one of something costs. */
    record PublishUnitCost(Value.UnitCost unitCost, Known known) implements ValueCommand {}

    /** How dear a year was. */
    record PublishDeflator(Value.Deflator deflator, Known known) implements ValueCommand {}

    /**
     * A cost or a benefit is to count no more.
     *
     * @param withdrawal which, and why
     * @param mayWithdraw whether it is the caller's to withdraw
     */
    record Withdraw(Withdrawal withdrawal, boolean mayWithdraw) implements ValueCommand {}
}
