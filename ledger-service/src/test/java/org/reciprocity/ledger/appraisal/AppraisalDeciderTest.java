package org.reciprocity.ledger.appraisal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.reciprocity.ledger.appraisal.AppraisalCommand.Price;
import org.reciprocity.ledger.appraisal.AppraisalDecider.Decision;
import org.reciprocity.ledger.appraisal.AppraisalDecider.Refusal;

class AppraisalDeciderTest {
    private static final UUID PAYER = new UUID(1, 1);
    private static final UUID GAINER = new UUID(1, 2);
    private static final UUID UNIT_COST = new UUID(1, 3);
    private static final Price OWN = new Price("GBP", 2026);
    private static final Appraisal.Varied SAME = new Appraisal.Varied(null, null, null, null, null, null, null, null);

    private static BigDecimal number(String text) {
        return new BigDecimal(text);
    }

    private static Appraisal.Benefit benefit(String line, List<Appraisal.Share> shares, Appraisal.Varied low) {
        return benefit(line, false, 2, shares, low);
    }

    private static Appraisal.Benefit graded(boolean controlled, int maryland) {
        return benefit("a", controlled, maryland, List.of(), null);
    }

    private static Appraisal.Benefit benefit(
            String line, boolean controlled, int maryland, List<Appraisal.Share> shares, Appraisal.Varied low) {
        return new Appraisal.Benefit(
                line,
                number("100"),
                number("0.5"),
                number("1.5"),
                number("0.1"),
                number("0.2"),
                UNIT_COST,
                number("0"),
                number("1"),
                controlled,
                maryland,
                false,
                5,
                shares,
                null,
                low,
                SAME);
    }

    private static Appraisal.Cost cost(String line, int year, Appraisal.VariedCost high) {
        return new Appraisal.Cost(line, PAYER, year, 1000, number("0.1"), null, high);
    }

    private static Appraisal.Terms terms(List<Appraisal.Benefit> benefits, List<Appraisal.Cost> costs) {
        return new Appraisal.Terms(
                "a-code", PAYER, "GBP", 2026, 2026, Appraisal.Schedule.HMT_STANDARD_2022, benefits, costs);
    }

    private static Appraisal.Terms fine() {
        return terms(
                List.of(benefit("a", List.of(new Appraisal.Share(GAINER, BigDecimal.ONE)), null)),
                List.of(cost("b", 2026, null)));
    }

    private static AppraisalCommand.Known known(Price unitCost, Set<Price> recorded, Set<Price> deflators) {
        return new AppraisalCommand.Known(
                true, Set.of(PAYER, GAINER), Map.of(UNIT_COST, unitCost), recorded, deflators, false, false);
    }

    private static Decision decide(Appraisal.Terms terms, AppraisalCommand.Known known) {
        return AppraisalDecider.decide(new Appraisal.None(), new AppraisalCommand.Register(terms, known));
    }

    private static Decision decide(Appraisal.Terms terms) {
        return decide(terms, known(OWN, Set.of(), Set.of()));
    }

    private static Decision rejected(Refusal refusal, String field) {
        return new Decision.Rejected(refusal, field);
    }

    @Test
    void registersAssumptions() {
        var terms = fine();
        var registered = new AppraisalEvent.Registered(terms);
        assertEquals(new Decision.Accepted(List.of(registered)), decide(terms));
        var appraisal = AppraisalDecider.evolve(new Appraisal.None(), registered);
        assertEquals(
                rejected(Refusal.ID_IN_USE, null),
                AppraisalDecider.decide(
                        appraisal, new AppraisalCommand.Register(terms, known(OWN, Set.of(), Set.of()))));
    }

    @Test
    void refusesWhoAndWhatIsNotOfTheCommunity() {
        var terms = fine();
        var prices = Map.of(UNIT_COST, OWN);
        var all = Set.of(PAYER, GAINER);
        Set<Price> none = Set.of();
        assertEquals(
                rejected(Refusal.NOT_YOURS, null),
                decide(terms, new AppraisalCommand.Known(false, all, prices, none, none, false, false)));
        assertEquals(
                rejected(Refusal.AGENCY_UNKNOWN, "benefits[0].shares[0].agencyId"),
                decide(terms, new AppraisalCommand.Known(true, Set.of(PAYER), prices, none, none, false, false)));
        assertEquals(
                rejected(Refusal.UNIT_COST_UNKNOWN, "benefits[0].unitCostId"),
                decide(terms, new AppraisalCommand.Known(true, all, Map.of(), none, none, false, false)));
        assertEquals(
                rejected(Refusal.CODE_IN_USE, "code"),
                decide(terms, new AppraisalCommand.Known(true, all, prices, none, none, true, false)));
        assertEquals(
                rejected(Refusal.REFERENCE_IN_USE, null),
                decide(terms, new AppraisalCommand.Known(true, all, prices, none, none, false, true)));
    }

    @Test
    void refusesSharesOfMoreThanTheWholeAndTwoOfOneAgency() {
        var third = new Appraisal.Share(GAINER, number("0.333333"));
        var rest = new Appraisal.Share(PAYER, number("0.666668"));
        var costs = List.of(cost("b", 2026, null));
        assertEquals(
                rejected(Refusal.SHARES_EXCEED_WHOLE, "benefits[0].shares"),
                decide(terms(List.of(benefit("a", List.of(third, rest), null)), costs)));
        assertEquals(
                rejected(Refusal.AGENCY_TWICE, "benefits[1].shares"),
                decide(terms(
                        List.of(benefit("a", List.of(), null), benefit("c", List.of(third, third), null)), costs)));
    }

    @Test
    void refusesLinesThatStandTwiceAndCostsOfOtherYears() {
        var benefit = benefit("a", List.of(), null);
        assertEquals(
                rejected(Refusal.LINE_TWICE, "benefits[1].line"), decide(terms(List.of(benefit, benefit), List.of())));
        assertEquals(
                rejected(Refusal.LINE_TWICE, "costs[0].line"),
                decide(terms(List.of(benefit), List.of(cost("a", 2026, null)))));
        for (int year : new int[] {2025, 2152}) {
            assertEquals(
                    rejected(Refusal.YEAR_OUTSIDE, "costs[0].year"),
                    decide(terms(List.of(benefit), List.of(cost("b", year, null)))));
        }
        assertEquals(
                new Decision.Accepted(List.of(
                        new AppraisalEvent.Registered(terms(List.of(benefit), List.of(cost("b", 2151, null)))))),
                decide(terms(List.of(benefit), List.of(cost("b", 2151, null)))));
    }

    @Test
    void refusesAControlledEffectWhoseEvidenceHasNoComparison() {
        for (var controlled : List.of(true, false)) {
            for (int maryland = 1; maryland <= 5; maryland++) {
                var terms = terms(List.of(graded(controlled, maryland)), List.of());
                assertEquals(
                        controlled && maryland == 1
                                ? rejected(Refusal.CONTROLLED_WITHOUT_COMPARISON, "benefits[0].maryland")
                                : new Decision.Accepted(List.of(new AppraisalEvent.Registered(terms))),
                        decide(terms));
            }
        }
    }

    @Test
    void refusesALowValueAboveTheCentralOneAndAHighOneBelow() {
        var factor = new Appraisal.Varied(null, null, null, null, null, null, null, number("1.1"));
        assertEquals(
                rejected(Refusal.RANGE_INVERTED, "benefits[0].unitValueFactor"),
                decide(terms(List.of(benefit("a", List.of(), factor)), List.of())));
        assertEquals(
                rejected(Refusal.RANGE_INVERTED, "costs[0].amount"),
                decide(terms(
                        List.of(benefit("a", List.of(), null)),
                        List.of(cost("b", 2026, new Appraisal.VariedCost(999L, null))))));
    }

    @Test
    void turnsPricesOfOneYearIntoThoseOfAnotherByDeflatorsOfBoth() {
        var old = new Price("GBP", 2020);
        var dollars = new Price("USD", 2026);
        var terms = fine();
        assertEquals(
                rejected(Refusal.CURRENCY_MISMATCH, "benefits[0].unitCostId"),
                decide(terms, known(dollars, Set.of(), Set.of(dollars, OWN))));
        for (var deflators : List.of(Set.<Price>of(), Set.of(old), Set.of(OWN))) {
            assertEquals(
                    rejected(Refusal.DEFLATOR_MISSING, "benefits[0].unitCostId"),
                    decide(terms, known(old, Set.of(), deflators)));
        }
        var accepted = new Decision.Accepted(List.of(new AppraisalEvent.Registered(terms)));
        assertEquals(accepted, decide(terms, known(old, Set.of(dollars), Set.of(old, OWN))));
        var recorded = terms(terms.benefits(), List.of());
        assertEquals(
                rejected(Refusal.COSTS_IN_ANOTHER_CURRENCY, "costs"),
                decide(recorded, known(OWN, Set.of(dollars), Set.of())));
        assertEquals(
                rejected(Refusal.DEFLATOR_MISSING, "costs"), decide(recorded, known(OWN, Set.of(old), Set.of(old))));
    }
}
