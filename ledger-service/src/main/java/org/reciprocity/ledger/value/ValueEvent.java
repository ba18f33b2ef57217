package org.reciprocity.ledger.value;

import org.reciprocity.ledger.withdrawal.Withdrawal;

/** What was recorded of money. */
public sealed interface ValueEvent {

    /** A programme cost an agency something. */
    record CostBorne(Value.Cost cost) implements ValueEvent {}

    /** An agency gained something by a programme. */
    record BenefitAccrued(Value.Benefit benefit) implements ValueEvent {}

    /** What one of something costs. */
    record UnitCostPublished(Value.UnitCost unitCost) implements ValueEvent {}

    /** How dear a year was. */
    record DeflatorPublished(Value.Deflator deflator) implements ValueEvent {}

    /** A cost or a benefit does not count any more. */
    record Withdrawn(Withdrawal withdrawal) implements ValueEvent {}
}
