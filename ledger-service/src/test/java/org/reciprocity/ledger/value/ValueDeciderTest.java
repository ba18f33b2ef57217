package org.reciprocity.ledger.value;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.reciprocity.ledger.value.ValueDecider.Decision;
import org.reciprocity.ledger.value.ValueDecider.Refusal;
import org.reciprocity.ledger.withdrawal.Withdrawal;

class ValueDeciderTest {
    private static final UUID AGENCY = new UUID(1, 1);
    private static final ValueCommand.Known FINE = new ValueCommand.Known(true, true, false);
    private static final Withdrawal WITHDRAWAL =
            new Withdrawal(new UUID(2, 2), Withdrawal.Of.COST, Withdrawal.Reason.DUPLICATE);

    private static Value.Cost cost(UUID agency, Integer year, Integer priceYear) {
        return new Value.Cost(agency, new Value.Money(year, 100, "GBP", priceYear), false, true, 1, null);
    }

    private static Value.Benefit benefit(UUID agency, Integer year) {
        return new Value.Benefit(agency, new Value.Money(year, 100, "GBP", 2020), true, 6, null);
    }

    private static Decision decide(ValueCommand command) {
        return ValueDecider.decide(new Value.None(), command);
    }

    private static Decision accepted(ValueEvent event) {
        return new Decision.Accepted(List.of(event));
    }

    private static Decision rejected(Refusal refusal) {
        return new Decision.Rejected(refusal);
    }

    @Test
    void takesAnAmountToBeInPricesOfItsYearUnlessToldOtherwise() {
        assertEquals(
                accepted(new ValueEvent.CostBorne(cost(AGENCY, 2026, 2026))),
                decide(new ValueCommand.BearCost(cost(AGENCY, 2026, null), FINE)));
        assertEquals(
                accepted(new ValueEvent.BenefitAccrued(benefit(AGENCY, 2026))),
                decide(new ValueCommand.AccrueBenefit(benefit(AGENCY, 2026), FINE)));
    }

    @Test
    void refusesWhatIsNobodysOrOfNoYear() {
        for (var cost : List.of(cost(null, 2026, 2026), cost(AGENCY, null, 2026))) {
            assertEquals(rejected(Refusal.BEARER_OR_YEAR_MISSING), decide(new ValueCommand.BearCost(cost, FINE)));
        }
        for (var benefit : List.of(benefit(null, 2026), benefit(AGENCY, null))) {
            assertEquals(
                    rejected(Refusal.PAYER_OR_YEAR_MISSING), decide(new ValueCommand.AccrueBenefit(benefit, FINE)));
        }
    }

    @Test
    void refusesWhatIsNotTheCallersToRecord() {
        var cost = cost(AGENCY, 2026, 2026);
        assertEquals(
                rejected(Refusal.NOT_YOURS),
                decide(new ValueCommand.BearCost(cost, new ValueCommand.Known(false, true, false))));
        assertEquals(
                rejected(Refusal.AGENCY_UNKNOWN),
                decide(new ValueCommand.BearCost(cost, new ValueCommand.Known(true, false, false))));
        assertEquals(
                rejected(Refusal.REFERENCE_IN_USE),
                decide(new ValueCommand.BearCost(cost, new ValueCommand.Known(true, true, true))));
        assertEquals(
                rejected(Refusal.ID_IN_USE),
                ValueDecider.decide(
                        new Value.Standing(new ValueEvent.CostBorne(cost)), new ValueCommand.BearCost(cost, FINE)));
    }

    @Test
    void withdrawsCostsAndBenefitsOnceAndPricesNever() {
        var cost = new Value.Standing(new ValueEvent.CostBorne(cost(AGENCY, 2026, 2026)));
        var mine = new ValueCommand.Withdraw(WITHDRAWAL, true);
        var another = new ValueCommand.Withdraw(WITHDRAWAL, false);
        var event = new ValueEvent.Withdrawn(WITHDRAWAL);

        assertEquals(accepted(event), ValueDecider.decide(cost, mine));
        assertEquals(
                accepted(event),
                ValueDecider.decide(new Value.Standing(new ValueEvent.BenefitAccrued(benefit(AGENCY, 2026))), mine));
        assertEquals(rejected(Refusal.NOT_YOURS), ValueDecider.decide(cost, another));
        var withdrawn = ValueDecider.evolve(cost, event);
        assertEquals(new Value.Withdrawn(Withdrawal.Reason.DUPLICATE), withdrawn);
        assertEquals(rejected(Refusal.WITHDRAWN_ALREADY), ValueDecider.decide(withdrawn, mine));
        assertEquals(rejected(Refusal.NOT_YOURS), ValueDecider.decide(withdrawn, another));
        assertEquals(rejected(Refusal.NOTHING_THERE), decide(mine));
        var deflator = new ValueEvent.DeflatorPublished(new Value.Deflator("GBP", 2026, BigDecimal.ONE, "a source"));
        assertEquals(rejected(Refusal.NOTHING_THERE), ValueDecider.decide(new Value.Standing(deflator), mine));
        var unitCost = new ValueEvent.UnitCostPublished(
                new Value.UnitCost("gp-visit", "A visit", 2026, "GBP", 4200, "a source", List.of(), AGENCY, 2));
        assertEquals(rejected(Refusal.NOTHING_THERE), ValueDecider.decide(new Value.Standing(unitCost), mine));
    }
}
