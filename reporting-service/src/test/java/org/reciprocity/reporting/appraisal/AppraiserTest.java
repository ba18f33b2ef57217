package org.reciprocity.reporting.appraisal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.reciprocity.reporting.appraisal.Examples.COUNCIL;
import static org.reciprocity.reporting.appraisal.Examples.HEALTH;
import static org.reciprocity.reporting.appraisal.Examples.POLICE;
import static org.reciprocity.reporting.appraisal.Examples.appraisal;
import static org.reciprocity.reporting.appraisal.Examples.appraised;
import static org.reciprocity.reporting.appraisal.Examples.assuming;
import static org.reciprocity.reporting.appraisal.Examples.benefit;
import static org.reciprocity.reporting.appraisal.Examples.birmingham;
import static org.reciprocity.reporting.appraisal.Examples.cost;
import static org.reciprocity.reporting.appraisal.Examples.share;
import static org.reciprocity.reporting.appraisal.Examples.unitCost;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class AppraiserTest {
    private static final String STANDARD = "hmt-standard-2022";

    private static BigInteger pence(long amount) {
        return BigInteger.valueOf(amount);
    }

    private static Optional<BigDecimal> ratio(String ratio) {
        return Optional.of(new BigDecimal(ratio));
    }

    @Test
    void birminghamsCouncilGetsBackWhatItPaysAndTheSystemFourTimesThat() {
        var appraised = appraised(birmingham());

        assertEquals(ratio("1.000000"), appraised.payer(Horizon.ALL).returns().undiscounted());
        assertEquals(ratio("4.000000"), appraised.system(Horizon.ALL).returns().undiscounted());
        assertEquals(pence(30_000_000), appraised.partners(Horizon.ALL).net().undiscounted());
        assertEquals(ratio("3.864734"), appraised.system(Horizon.ALL).returns().discounted());
        assertEquals(
                "3.86",
                appraised
                        .system(Horizon.ALL)
                        .returns()
                        .discounted()
                        .orElseThrow()
                        .setScale(2, java.math.RoundingMode.HALF_EVEN)
                        .toString());
        assertEquals(OptionalInt.of(1), appraised.system(Horizon.ALL).payback());
        assertEquals(
                OptionalInt.empty(),
                appraised.payer(Horizon.ALL).payback(),
                "a pound next year is less than a pound today");
    }

    @Test
    void whatCanBeTakenOutOfBudgetsStandsBeside() {
        var system = appraised(birmingham()).system(Horizon.ALL);

        assertEquals(pence(20_000_000), system.cashable().undiscounted());
        assertEquals(ratio("2.000000"), system.cashableReturns().undiscounted());
        assertEquals(pence(19_323_671), system.cashable().discounted());
    }

    @Test
    void partnersWhoPayNothingHaveNoReturn() {
        var partners = appraised(birmingham()).partners(Horizon.ALL);

        assertEquals(Optional.empty(), partners.returns().undiscounted());
        assertEquals(Optional.empty(), partners.returns().discounted());
        assertEquals(OptionalInt.empty(), partners.payback());
    }

    @Test
    void theWholeFormulaIsThere() {
        var line = benefit(
                assuming(
                        Assumption.PEOPLE, 200,
                        Assumption.ENGAGED, "0.6",
                        Assumption.EFFECT, "0.25",
                        Assumption.DEADWEIGHT, "0.1",
                        Assumption.OPTIMISM, "0.15",
                        Assumption.DROP_OFF, "0.5",
                        Assumption.CASHABILITY, "0.4"),
                unitCost(10_001, 2026),
                2,
                share(HEALTH, "0.3"));
        var years = appraised(appraisal(STANDARD, List.of(line), List.of(cost(COUNCIL, 2026, 1))))
                .benefits();

        // 200 x .6 x .25 x .9 x .85 x 10001 = 229522.95; .3 of it = 68856.885; the year after half as much.
        assertEquals(pence(68_857), years.get(0).benefit().undiscounted());
        assertEquals(pence(66_528), years.get(0).benefit().discounted());
        assertEquals(pence(27_543), years.get(0).cashable().undiscounted());
        assertEquals(Optional.empty(), years.get(1).agency());
        assertEquals(pence(160_666), years.get(1).benefit().undiscounted());
        assertEquals(pence(34_428), years.get(2).benefit().undiscounted());
        assertEquals(new BigDecimal("0.500000"), years.get(2).remaining().decimal(6));
        assertEquals(4, years.size());
    }

    @Test
    void aControlledEffectHasNoDeadweightLeft() {
        var assumptions = assuming(Assumption.PEOPLE, 10, Assumption.EFFECT, 1, Assumption.DEADWEIGHT, "0.4");
        var before = benefit(assumptions, unitCost(100, 2026), 1, share(COUNCIL, "1"));
        var controlled = new BenefitLine(
                "other",
                assumptions,
                before.unitCostId(),
                before.unitCost(),
                true,
                5,
                false,
                1,
                before.shares(),
                "stated");
        var appraised = appraised(appraisal(STANDARD, List.of(before, controlled), List.of()));

        assertEquals(pence(600), appraised.benefits().get(0).benefit().undiscounted());
        assertEquals(pence(1000), appraised.benefits().get(1).benefit().undiscounted());
        assertEquals(pence(600), appraised.system(Horizon.ALL).uncontrolled().undiscounted());
    }

    @Test
    void whatIsCalledControlledWithoutAComparisonKeepsItsDeadweight() {
        var assumptions = assuming(Assumption.PEOPLE, 10, Assumption.EFFECT, 1, Assumption.DEADWEIGHT, "0.4");
        var before = benefit(assumptions, unitCost(100, 2026), 1, share(COUNCIL, "1"));
        var called = new BenefitLine(
                "other",
                assumptions,
                before.unitCostId(),
                before.unitCost(),
                true,
                1,
                false,
                1,
                before.shares(),
                "stated");
        var appraised = appraised(appraisal(STANDARD, List.of(called), List.of()));

        assertEquals(pence(600), appraised.benefits().get(0).benefit().undiscounted());
        assertEquals(pence(600), appraised.system(Horizon.ALL).uncontrolled().undiscounted());
    }

    @Test
    void onlyEffectsOnHealthAreDiscountedByTheRatesOfHealth() {
        var money = benefit(
                assuming(Assumption.PEOPLE, 1, Assumption.EFFECT, 1),
                unitCost(1_000_000, 2026),
                10,
                share(HEALTH, "1"));
        var health = new BenefitLine(
                "healthy-years",
                money.assumptions(),
                money.unitCostId(),
                money.unitCost(),
                false,
                2,
                true,
                10,
                money.shares(),
                "stated");
        var years = appraised(appraisal("hmt-health-2022", List.of(money, health), List.of()))
                .benefits();

        assertEquals(pence(708_919), years.get(9).benefit().discounted());
        assertEquals(pence(861_667), years.get(19).benefit().discounted());
        assertEquals(
                pence(708_919),
                appraised(appraisal(STANDARD, List.of(money, health), List.of()))
                        .benefits()
                        .get(19)
                        .benefit()
                        .discounted());
    }

    @Test
    void costsRunFromYearNoughtAndAreRaisedByTheirOptimism() {
        var now = cost(COUNCIL, 2026, 1000);
        var later = new CostLine(
                "room",
                HEALTH,
                2027,
                2026,
                "GBP",
                true,
                false,
                assuming(Assumption.AMOUNT, 1000, Assumption.OPTIMISM, "0.1"));
        var appraised = appraised(appraisal(STANDARD, List.of(), List.of(now, later)));

        assertEquals(
                new Amounts(pence(1000), pence(1000)),
                appraised.of(COUNCIL, Horizon.ALL).cost());
        assertEquals(
                new Amounts(pence(1100), pence(1063)),
                appraised.of(HEALTH, Horizon.ALL).cost());
        assertEquals(
                new Amounts(pence(1100), pence(1063)),
                appraised.system(Horizon.ALL).inKind());
        assertEquals(ratio("0.000000"), appraised.system(Horizon.ALL).returns().discounted());
    }

    @Test
    void pricesOfOtherYearsAreBroughtToOne() {
        var deflators = Examples.deflators();
        var line = benefit(
                assuming(Assumption.PEOPLE, 1, Assumption.EFFECT, 1), unitCost(1001, 2020), 1, share(HEALTH, "1"));
        var asked = appraisal(STANDARD, List.of(line), List.of());

        assertEquals(
                pence(1251),
                appraised(asked, deflators).benefits().getFirst().benefit().undiscounted());
        assertObstacle(Obstacle.Code.DEFLATOR_MISSING, asked);
    }

    private static void assertObstacle(Obstacle.Code code, Appraisal appraisal) {
        var not = assertInstanceOf(Appraiser.NotComputed.class, Appraiser.appraise(appraisal, Deflators.none()));
        assertEquals(List.of(code), not.obstacles().stream().map(Obstacle::code).toList());
    }

    @Test
    void saysWhatIsInTheWay() {
        var fine =
                benefit(assuming(Assumption.PEOPLE, 1, Assumption.EFFECT, 1), unitCost(1, 2026), 1, share(HEALTH, "1"));
        var dollars = new CostLine("rent", COUNCIL, 2026, 2026, "USD", false, false, assuming(Assumption.AMOUNT, 1));
        var unknown = new BenefitLine(
                "x",
                fine.assumptions(),
                fine.unitCostId(),
                Optional.empty(),
                false,
                1,
                false,
                1,
                fine.shares(),
                "stated");

        assertObstacle(Obstacle.Code.UNKNOWN_SCHEDULE, appraisal("hmt-1999", List.of(fine), List.of()));
        assertObstacle(Obstacle.Code.UNKNOWN_UNIT_COST, appraisal(STANDARD, List.of(unknown), List.of()));
        assertObstacle(Obstacle.Code.CURRENCY_MISMATCH, appraisal(STANDARD, List.of(), List.of(dollars)));
        assertObstacle(
                Obstacle.Code.COST_BEFORE_BASE_YEAR, appraisal(STANDARD, List.of(), List.of(cost(COUNCIL, 2025, 1))));
        assertObstacle(Obstacle.Code.BEYOND_SCHEDULE, appraisal(STANDARD, List.of(), List.of(cost(COUNCIL, 2152, 1))));
        assertObstacle(
                Obstacle.Code.SHARES_EXCEED_WHOLE,
                appraisal(
                        STANDARD,
                        List.of(benefit(
                                fine.assumptions(),
                                unitCost(1, 2026),
                                1,
                                share(HEALTH, "0.7"),
                                share(COUNCIL, "0.300001"))),
                        List.of()));
    }

    @Test
    void horizonsLeaveOutWhatComesLater() {
        var line = benefit(
                assuming(Assumption.PEOPLE, 1, Assumption.EFFECT, 1), unitCost(3000, 2026), 20, share(COUNCIL, "1"));
        var appraised = appraised(appraisal("undiscounted", List.of(line), List.of(cost(COUNCIL, 2026, 10_000))));

        assertEquals(pence(3000), appraised.system(Horizon.ONE).benefit().undiscounted());
        assertEquals(pence(9000), appraised.system(Horizon.THREE).benefit().undiscounted());
        assertEquals(pence(15_000), appraised.system(Horizon.FIVE).benefit().undiscounted());
        assertEquals(pence(30_000), appraised.system(Horizon.TEN).benefit().undiscounted());
        assertEquals(pence(45_000), appraised.system(Horizon.FIFTEEN).benefit().undiscounted());
        assertEquals(pence(60_000), appraised.system(Horizon.ALL).benefit().undiscounted());
        assertEquals(OptionalInt.of(4), appraised.system(Horizon.ONE).payback(), "whatever the horizon");
    }

    @Test
    void paybackIsOfDiscountedMoneyAndCountsFromTheFirstCost() {
        var line = benefit(
                assuming(Assumption.PEOPLE, 1, Assumption.EFFECT, 1), unitCost(2500, 2026), 9, share(COUNCIL, "1"));
        var early = appraised(appraisal("undiscounted", List.of(line), List.of(cost(COUNCIL, 2026, 10_000))));
        var discounted = appraised(appraisal(STANDARD, List.of(line), List.of(cost(COUNCIL, 2026, 10_000))));
        var never = appraised(appraisal(STANDARD, List.of(line), List.of(cost(COUNCIL, 2026, 10_000_000))));
        var late = appraised(appraisal("undiscounted", List.of(line), List.of(cost(COUNCIL, 2028, 2500))));

        assertEquals(OptionalInt.of(4), early.system(Horizon.ALL).payback());
        assertEquals(OptionalInt.of(5), discounted.system(Horizon.ALL).payback());
        assertEquals(OptionalInt.empty(), never.system(Horizon.ALL).payback());
        assertEquals(OptionalInt.of(2), late.system(Horizon.ALL).payback(), "nothing is paid back before it is paid");
    }

    @Test
    void severalPayersBringAboutEachGainInProportionToWhatTheyPay() {
        var line = benefit(
                assuming(Assumption.PEOPLE, 1, Assumption.EFFECT, 1),
                unitCost(1000, 2026),
                1,
                share(POLICE, "0.5"),
                share(HEALTH, "0.1"));
        var appraised = appraised(
                appraisal("undiscounted", List.of(line), List.of(cost(COUNCIL, 2026, 200), cost(HEALTH, 2026, 100))));
        var flows = Flows.of(appraised, Horizon.ALL);

        assertEquals(
                List.of(
                        new Flows.Flow(COUNCIL, Optional.of(HEALTH), both(67)),
                        new Flows.Flow(COUNCIL, Optional.of(POLICE), both(333)),
                        new Flows.Flow(COUNCIL, Optional.empty(), both(267)),
                        new Flows.Flow(HEALTH, Optional.of(HEALTH), both(33)),
                        new Flows.Flow(HEALTH, Optional.of(POLICE), both(167)),
                        new Flows.Flow(HEALTH, Optional.empty(), both(133))),
                flows);
    }

    private static Amounts both(long amount) {
        return new Amounts(pence(amount), pence(amount));
    }

    @Test
    void withoutCostThereIsNoReturnNoPaybackAndNoFlow() {
        var line = benefit(
                assuming(Assumption.PEOPLE, 1, Assumption.EFFECT, 1), unitCost(10, 2026), 1, share(HEALTH, "1"));
        var appraised = appraised(appraisal(STANDARD, List.of(line), List.of()));

        assertEquals(Optional.empty(), appraised.system(Horizon.ALL).returns().discounted());
        assertEquals(OptionalInt.empty(), appraised.system(Horizon.ALL).payback());
        assertTrue(Flows.of(appraised, Horizon.ALL).isEmpty());
    }

    @Test
    void theAssumptionThatMovesTheAnswerMostComesFirst() {
        var central = assuming(
                Assumption.PEOPLE,
                100,
                Assumption.EFFECT,
                "0.5",
                Assumption.DEADWEIGHT,
                "0.2",
                Assumption.CASHABILITY,
                "0.5");
        var varied = new Assumptions(
                central.central(),
                Map.of(
                        Assumption.PEOPLE, new BigDecimal("90"),
                        Assumption.EFFECT, new BigDecimal("0.1"),
                        Assumption.CASHABILITY, new BigDecimal("0.1")),
                Map.of(Assumption.DEADWEIGHT, new BigDecimal("0.4")));
        var amount = new Assumptions(
                Map.of(Assumption.AMOUNT, new BigDecimal("1000")),
                Map.of(Assumption.AMOUNT, new BigDecimal("900")),
                Map.of(Assumption.AMOUNT, new BigDecimal("1300")));
        var table = Sensitivity.of(
                appraised(appraisal(
                        "undiscounted",
                        List.of(benefit(varied, unitCost(100, 2026), 1, share(HEALTH, "1"))),
                        List.of(new CostLine("classes", COUNCIL, 2026, 2026, "GBP", false, false, amount)))),
                Horizon.ALL);

        // Central: 100 x .5 x .8 x 100 - 1000 = 3000.
        assertEquals(
                List.of(
                        Assumption.EFFECT,
                        Assumption.DEADWEIGHT,
                        Assumption.PEOPLE,
                        Assumption.AMOUNT,
                        Assumption.CASHABILITY),
                table.stream().map(Sensitivity.Varied::assumption).toList());
        assertEquals(
                List.of(3200L, 1000L, 400L, 400L, 0L),
                table.stream().map(varies -> varies.swing().longValueExact()).toList());
        var effect = table.getFirst();
        assertEquals(pence(-200), effect.low().net());
        assertEquals(pence(3000), effect.central().net());
        assertEquals(
                pence(3000), effect.high().net(), "where only one end is said, the other is what is computed with");
        assertEquals(ratio("0.800000"), effect.low().systemReturn());
        assertEquals(pence(-1000), effect.low().payerNet());
        assertEquals(pence(-600), table.getLast().low().cashableNet());
    }
}
