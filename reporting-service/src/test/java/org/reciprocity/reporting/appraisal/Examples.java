package org.reciprocity.reporting.appraisal;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.reciprocity.reporting.Story;
import org.reciprocity.reporting.arithmetic.Rational;

/** Appraisals whose answers are known. */
public final class Examples {
    public static final UUID COUNCIL = Story.id(901);
    public static final UUID HEALTH = Story.id(902);
    public static final UUID POLICE = Story.id(903);

    private Examples() {}

    static Assumptions assuming(Object... pairs) {
        Map<Assumption, BigDecimal> central = new EnumMap<>(Assumption.class);
        for (int i = 0; i < pairs.length; i += 2) {
            central.put((Assumption) pairs[i], new BigDecimal(pairs[i + 1].toString()));
        }
        return Assumptions.of(central);
    }

    static UnitCost unitCost(long amount, int priceYear) {
        return new UnitCost(
                Story.id(910),
                "child-behaviour",
                "What one child's conduct costs in a year",
                BigInteger.valueOf(amount),
                "GBP",
                priceYear,
                "a price list made up for the example",
                List.of(),
                COUNCIL,
                1);
    }

    static BenefitLine benefit(Assumptions assumptions, UnitCost cost, int years, BenefitLine.Share... shares) {
        return new BenefitLine(
                "better-conduct",
                assumptions,
                cost.id(),
                Optional.of(cost),
                false,
                2,
                false,
                years,
                List.of(shares),
                "stated");
    }

    static BenefitLine.Share share(UUID agency, String share) {
        return new BenefitLine.Share(agency, Rational.of(share));
    }

    static CostLine cost(UUID agency, int year, long amount) {
        return new CostLine("classes", agency, year, 2026, "GBP", false, false, assuming(Assumption.AMOUNT, amount));
    }

    static Appraisal appraisal(String schedule, List<BenefitLine> benefits, List<CostLine> costs) {
        return new Appraisal(
                Story.id(911), "PARENTING", Story.id(912), COUNCIL, "GBP", 2026, 2026, schedule, benefits, costs);
    }

    /** Birmingham's Total Place: the council pays for parenting classes, 1 pound in, 4 back, 1 of them to the council. */
    public static Appraisal birmingham() {
        return appraisal(
                "hmt-standard-2022",
                List.of(benefit(
                        assuming(Assumption.PEOPLE, 100, Assumption.EFFECT, 1, Assumption.CASHABILITY, "0.5"),
                        unitCost(400_000, 2026),
                        1,
                        share(COUNCIL, "0.25"),
                        share(HEALTH, "0.45"),
                        share(POLICE, "0.30"))),
                List.of(cost(COUNCIL, 2026, 10_000_000)));
    }

    /** Two indices, so that a price of 2020 is a quarter more in 2026. */
    public static Deflators deflators() {
        return new Deflators(Map.of(
                "GBP",
                Map.of(
                        2020, new Deflators.Index(new BigDecimal("80"), "a made-up series"),
                        2026, new Deflators.Index(new BigDecimal("100"), "a made-up series"))));
    }

    /** One in which every term of the formula matters. */
    public static Appraisal everything() {
        var conduct = benefit(
                assuming(
                        Assumption.PEOPLE, 200,
                        Assumption.ENGAGED, "0.6",
                        Assumption.EFFECT, "0.25",
                        Assumption.DEADWEIGHT, "0.1",
                        Assumption.OPTIMISM, "0.15",
                        Assumption.DROP_OFF, "0.3",
                        Assumption.CASHABILITY, "0.4"),
                unitCost(123_457, 2020),
                40,
                share(COUNCIL, "0.2"),
                share(HEALTH, "0.3"));
        var price = unitCost(77_001, 2026);
        var health = new BenefitLine(
                "healthy-years",
                assuming(Assumption.PEOPLE, 50, Assumption.EFFECT, "0.15", Assumption.DEADWEIGHT, "0.5"),
                price.id(),
                Optional.of(price),
                true,
                5,
                true,
                12,
                List.of(share(HEALTH, "1")),
                "service-use:gp-visit");
        var room = new CostLine(
                "room",
                HEALTH,
                2027,
                2020,
                "GBP",
                true,
                false,
                assuming(Assumption.AMOUNT, 1_000_003, Assumption.OPTIMISM, "0.1"));
        return appraisal("hmt-health-2022", List.of(conduct, health), List.of(cost(COUNCIL, 2026, 4_000_000), room));
    }

    static Appraised appraised(Appraisal appraisal) {
        return appraised(appraisal, Deflators.none());
    }

    static Appraised appraised(Appraisal appraisal, Deflators deflators) {
        return switch (Appraiser.appraise(appraisal, deflators)) {
            case Appraiser.Computed computed -> computed.appraised();
            case Appraiser.NotComputed not -> throw new AssertionError(not);
        };
    }
}
