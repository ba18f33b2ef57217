package org.reciprocity.reporting.appraisal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.function.Function;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.reciprocity.reporting.arithmetic.Rational;

/** What holds of every appraisal. A failing seed is printed by jqwik and makes the same appraisal again. */
class AppraiserPropertiesTest {
    private static final List<UUID> AGENCIES = List.of(Examples.COUNCIL, Examples.HEALTH, Examples.POLICE);

    private static Appraisal random(long seed) {
        var random = new Random(seed);
        var benefits = new ArrayList<BenefitLine>();
        int lines = 1 + random.nextInt(3);
        for (int i = 0; i < lines; i++) {
            Map<Assumption, BigDecimal> central = new EnumMap<>(Assumption.class);
            central.put(Assumption.PEOPLE, BigDecimal.valueOf(random.nextInt(500)));
            for (var share : List.of(
                    Assumption.ENGAGED,
                    Assumption.EFFECT,
                    Assumption.DEADWEIGHT,
                    Assumption.OPTIMISM,
                    Assumption.DROP_OFF,
                    Assumption.CASHABILITY)) {
                central.put(share, BigDecimal.valueOf(random.nextInt(1_000_001), 6));
            }
            var shares = new ArrayList<BenefitLine.Share>();
            int left = 1_000_000;
            for (var agency : AGENCIES) {
                int part = random.nextInt(left + 1);
                left -= part;
                shares.add(new BenefitLine.Share(agency, Rational.of(BigDecimal.valueOf(part, 6))));
            }
            var cost = Examples.unitCost(1 + random.nextInt(1_000_000), 2026);
            benefits.add(new BenefitLine(
                    "line-" + i,
                    Assumptions.of(central),
                    cost.id(),
                    Optional.of(cost),
                    random.nextBoolean(),
                    1 + random.nextInt(5),
                    random.nextBoolean(),
                    1 + random.nextInt(20),
                    shares,
                    "stated"));
        }
        var costs = new ArrayList<CostLine>();
        int payments = random.nextInt(4);
        for (int i = 0; i < payments; i++) {
            costs.add(Examples.cost(
                    AGENCIES.get(random.nextInt(AGENCIES.size())),
                    2026 + random.nextInt(6),
                    1 + random.nextInt(9_999_999)));
        }
        return Examples.appraisal(random.nextBoolean() ? "hmt-standard-2022" : "hmt-health-2022", benefits, costs);
    }

    private static BigInteger sum(
            Appraised appraised, Function<Account, Amounts> part, Function<Amounts, BigInteger> of) {
        return appraised.byAgency(Horizon.ALL).values().stream()
                .map(part.andThen(of))
                .reduce(BigInteger.ZERO, BigInteger::add);
    }

    @Property(tries = 200)
    void totalsAreSumsOfTheRoundedParts(@ForAll long seed) {
        var appraised = Examples.appraised(random(seed));
        var system = appraised.system(Horizon.ALL);
        var all = appraised.withUnattributed(Horizon.ALL);

        assertEquals(
                sum(appraised, Account::benefit, Amounts::discounted),
                system.benefit().discounted());
        assertEquals(
                sum(appraised, Account::benefit, Amounts::undiscounted),
                system.benefit().undiscounted());
        assertEquals(
                sum(appraised, Account::cost, Amounts::discounted),
                system.cost().discounted());
        assertEquals(
                sum(appraised, Account::cashable, Amounts::discounted),
                system.cashable().discounted());
        assertEquals(
                all.benefit(),
                system.benefit().plus(appraised.unattributed(Horizon.ALL).benefit()));
        assertEquals(
                system.net(),
                appraised
                        .payer(Horizon.ALL)
                        .net()
                        .plus(appraised.partners(Horizon.ALL).net()));
    }

    @Property(tries = 200)
    void sharesAndWhatIsLeftOfThemAreTheWholeUpToTheRounding(@ForAll long seed) {
        var appraisal = random(seed);
        var appraised = Examples.appraised(appraisal);
        for (int i = 0; i < appraisal.benefits().size(); i++) {
            int position = i;
            var line = appraisal.benefits().get(i);
            var whole = new BenefitLine(
                    line.line(),
                    line.assumptions(),
                    line.unitCostId(),
                    line.unitCost(),
                    line.controlled(),
                    line.maryland(),
                    line.health(),
                    line.years(),
                    List.of(),
                    "stated");
            var undivided = Examples.appraised(Examples.appraisal(appraisal.schedule(), List.of(whole), List.of()));
            for (var year : undivided.benefits()) {
                var parts = appraised.benefits().stream()
                        .filter(part -> part.position() == position && part.year() == year.year())
                        .map(part -> part.benefit().discounted())
                        .toList();
                var difference = parts.stream()
                        .reduce(BigInteger.ZERO, BigInteger::add)
                        .subtract(year.benefit().discounted())
                        .abs();
                assertTrue(difference.longValueExact() * 2 <= parts.size() + 1, "parts of " + year);
            }
        }
    }

    @Property(tries = 200)
    void flowsAddUpToTheGains(@ForAll long seed) {
        var appraised = Examples.appraised(random(seed));
        for (var horizon : Horizon.values()) {
            var flows = Flows.of(appraised, horizon);
            if (appraised.system(horizon).cost().undiscounted().signum() == 0) {
                assertTrue(flows.isEmpty());
            } else {
                appraised
                        .byAgency(horizon)
                        .forEach((agency, account) -> assertEquals(
                                account.benefit(),
                                flows.stream()
                                        .filter(flow -> flow.gainer().equals(Optional.of(agency)))
                                        .map(Flows.Flow::gain)
                                        .reduce(Amounts.ZERO, Amounts::plus)));
                assertEquals(
                        appraised.withUnattributed(horizon).benefit(),
                        flows.stream().map(Flows.Flow::gain).reduce(Amounts.ZERO, Amounts::plus));
            }
        }
    }

    @Property(tries = 200)
    void aLongerHorizonHasNoLessBenefitAndNoLessCost(@ForAll long seed) {
        var appraised = Examples.appraised(random(seed));
        var shorter = appraised.system(Horizon.ONE);
        for (var horizon : Horizon.values()) {
            var longer = appraised.system(horizon);
            assertTrue(longer.benefit().discounted().compareTo(shorter.benefit().discounted()) >= 0);
            assertTrue(longer.cost().discounted().compareTo(shorter.cost().discounted()) >= 0);
            assertEquals(shorter.payback(), longer.payback());
            shorter = longer;
        }
    }

    @Property(tries = 200)
    void moreOfWhatHelpsIsNoLessAndMoreOfWhatIsTakenOffIsNoMore(@ForAll long seed) {
        var appraisal = random(seed);
        var line = appraisal.benefits().getFirst();
        for (var assumption : Assumption.values()) {
            if (assumption == Assumption.AMOUNT) {
                continue;
            }
            var halved = line.with(line.assumptions()
                    .with(assumption, line.assumptions().of(assumption).divide(BigDecimal.TWO)));
            var less = of(appraisal, halved).system(Horizon.ALL);
            var central = of(appraisal, line).system(Horizon.ALL);
            int direction =
                    central.benefit().discounted().compareTo(less.benefit().discounted());
            switch (assumption) {
                case PEOPLE, ENGAGED, EFFECT, UNIT_VALUE_FACTOR -> assertTrue(direction >= 0, assumption.field());
                case DEADWEIGHT, OPTIMISM, DROP_OFF -> assertTrue(direction <= 0, assumption.field());
                case CASHABILITY, AMOUNT -> assertEquals(0, direction);
            }
            assertTrue(
                    central.cashable().discounted().compareTo(central.benefit().discounted()) <= 0);
        }
    }

    private static Appraised of(Appraisal appraisal, BenefitLine line) {
        return Examples.appraised(Examples.appraisal(appraisal.schedule(), List.of(line), appraisal.costs()));
    }

    @Property(tries = 200)
    void paybackIsTheFirstYearThatIsNotBelow(@ForAll long seed) {
        var appraised = Examples.appraised(random(seed));
        var system = appraised.system(Horizon.ALL);
        if (system.payback().isPresent()) {
            assertTrue(netUntil(appraised, system.payback().getAsInt()).signum() >= 0);
            int first =
                    appraised.costs().stream().mapToInt(CostYear::year).min().orElseThrow();
            for (int year = first; year < system.payback().getAsInt(); year++) {
                assertTrue(netUntil(appraised, year).signum() < 0);
            }
        } else if (system.cost().undiscounted().signum() > 0) {
            assertTrue(system.net().discounted().signum() < 0);
        }
    }

    private static BigInteger netUntil(Appraised appraised, int year) {
        var benefit = appraised.benefits().stream()
                .filter(of -> of.year() <= year && of.agency().isPresent())
                .map(of -> of.benefit().discounted())
                .reduce(BigInteger.ZERO, BigInteger::add);
        return appraised.costs().stream()
                .filter(of -> of.year() <= year)
                .map(of -> of.cost().discounted().negate())
                .reduce(benefit, BigInteger::add);
    }
}
