package org.reciprocity.ledger.value;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The rules of recording money. */
public final class ValueDecider {
    private ValueDecider() {}

    /** What a command comes to. */
    public sealed interface Decision {
        /** It happens. */
        record Accepted(List<ValueEvent> events) implements Decision {}

        /** It does not. */
        record Rejected(Refusal refusal) implements Decision {}
    }

    /** Why a command is refused. */
    public enum Refusal {
        /** Something is recorded under that id. */
        ID_IN_USE,
        /** There is nothing of that kind to withdraw. */
        NOTHING_THERE,
        /** The agency has used the reference for another of its kind. */
        REFERENCE_IN_USE,
        /** It is for another agency, or the lead, to record or to withdraw. */
        NOT_YOURS,
        /** The agency that it names is not of this community. */
        AGENCY_UNKNOWN,
        /** A cost that nobody bears, or in no year, costs nobody anything. */
        BEARER_OR_YEAR_MISSING,
        /** A benefit that nobody has, or in no year, is none. */
        PAYER_OR_YEAR_MISSING,
        /** It counts no more already. */
        WITHDRAWN_ALREADY
    }

    /** Decides. */
    public static Decision decide(Value value, ValueCommand command) {
        return switch (command) {
            case ValueCommand.Withdraw withdraw -> withdraw(value, withdraw);
            case ValueCommand.BearCost(Value.Cost cost, ValueCommand.Known known) ->
                record(
                        value,
                        known,
                        unclear(cost.agency(), cost.money(), Refusal.BEARER_OR_YEAR_MISSING),
                        new ValueEvent.CostBorne(new Value.Cost(
                                cost.agency(),
                                cost.money().priced(),
                                cost.inKind(),
                                cost.preventive(),
                                cost.grade(),
                                cost.item())));
            case ValueCommand.AccrueBenefit(Value.Benefit benefit, ValueCommand.Known known) ->
                record(
                        value,
                        known,
                        unclear(benefit.agency(), benefit.money(), Refusal.PAYER_OR_YEAR_MISSING),
                        new ValueEvent.BenefitAccrued(new Value.Benefit(
                                benefit.agency(),
                                benefit.money().priced(),
                                benefit.cashable(),
                                benefit.grade(),
                                benefit.item())));
            case ValueCommand.PublishUnitCost(Value.UnitCost unitCost, ValueCommand.Known known) ->
                record(value, known, Optional.empty(), new ValueEvent.UnitCostPublished(unitCost));
            case ValueCommand.PublishDeflator(Value.Deflator deflator, ValueCommand.Known known) ->
                record(value, known, Optional.empty(), new ValueEvent.DeflatorPublished(deflator));
        };
    }

    private static Optional<Refusal> unclear(UUID agency, Value.Money money, Refusal refusal) {
        return agency == null || money.year() == null ? Optional.of(refusal) : Optional.empty();
    }

    private static Decision record(Value value, ValueCommand.Known known, Optional<Refusal> unclear, ValueEvent event) {
        if (!(value instanceof Value.None)) {
            return new Decision.Rejected(Refusal.ID_IN_USE);
        }
        if (unclear.isPresent()) {
            return new Decision.Rejected(unclear.get());
        }
        if (!known.mayRecord()) {
            return new Decision.Rejected(Refusal.NOT_YOURS);
        }
        if (!known.agencyAdmitted()) {
            return new Decision.Rejected(Refusal.AGENCY_UNKNOWN);
        }
        return known.referenceTaken()
                ? new Decision.Rejected(Refusal.REFERENCE_IN_USE)
                : new Decision.Accepted(List.of(event));
    }

    private static Decision withdraw(Value value, ValueCommand.Withdraw withdraw) {
        return switch (value) {
            case Value.None none -> new Decision.Rejected(Refusal.NOTHING_THERE);
            case Value.Standing(ValueEvent.CostBorne cost) -> withdraw(withdraw);
            case Value.Standing(ValueEvent.BenefitAccrued benefit) -> withdraw(withdraw);
            case Value.Standing(ValueEvent.UnitCostPublished price) -> new Decision.Rejected(Refusal.NOTHING_THERE);
            case Value.Standing(ValueEvent.DeflatorPublished price) -> new Decision.Rejected(Refusal.NOTHING_THERE);
            case Value.Standing(ValueEvent.Withdrawn again) -> new Decision.Rejected(Refusal.NOTHING_THERE);
            case Value.Withdrawn withdrawn ->
                new Decision.Rejected(withdraw.mayWithdraw() ? Refusal.WITHDRAWN_ALREADY : Refusal.NOT_YOURS);
        };
    }

    private static Decision withdraw(ValueCommand.Withdraw withdraw) {
        return withdraw.mayWithdraw()
                ? new Decision.Accepted(List.of(new ValueEvent.Withdrawn(withdraw.withdrawal())))
                : new Decision.Rejected(Refusal.NOT_YOURS);
    }

    /** The value after an event. */
    public static Value evolve(Value value, ValueEvent event) {
        return event instanceof ValueEvent.Withdrawn withdrawn
                ? new Value.Withdrawn(withdrawn.withdrawal().reason())
                : new Value.Standing(event);
    }
}
