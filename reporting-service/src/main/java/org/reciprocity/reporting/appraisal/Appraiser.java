package org.reciprocity.reporting.appraisal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.reciprocity.reporting.arithmetic.Rational;

/**
 * Computes an appraisal by agency and year:
 *
 * <pre>
 * B(a,t) = people x engaged x effect x (1 - deadweight) x (1 - optimism) x unit value x share(a)
 *          x (1 - drop-off)^(t-1) x DF(t),   t = 1, 2, ...
 * C(a,t) = cost x (1 + optimism) x DF(t),    t = 0, 1, ...
 * </pre>
 *
 * <p>All is exact until an amount of a line, agency and year is rounded, half-even, to whole minor units; totals add what was rounded.
 * After the method of HM Treasury's Green Book (2022) and its guidance on cost benefit analysis for local partnerships (2014).
 */
public final class Appraiser {
    private final Appraisal appraisal;
    private final DiscountSchedule schedule;
    private final Deflators deflators;

    private Appraiser(Appraisal appraisal, DiscountSchedule schedule, Deflators deflators) {
        this.appraisal = appraisal;
        this.schedule = schedule;
        this.deflators = deflators;
    }

    /** What came of it. */
    public sealed interface Outcome {}

    /** It cannot be computed, for these reasons. */
    public record NotComputed(List<Obstacle> obstacles) implements Outcome {}

    /** It was computed. */
    public record Computed(Appraised appraised) implements Outcome {}

    /** Computes an appraisal, or says what is in the way. */
    public static Outcome appraise(Appraisal appraisal, Deflators deflators) {
        var schedule = ReferenceData.schedule(appraisal.schedule());
        if (schedule.isEmpty()) {
            return new NotComputed(
                    List.of(new Obstacle(Obstacle.Code.UNKNOWN_SCHEDULE, "No schedule has the code that it names.")));
        }
        var appraiser = new Appraiser(appraisal, schedule.get(), deflators);
        var obstacles = appraiser.obstacles();
        return obstacles.isEmpty() ? new Computed(appraiser.computed()) : new NotComputed(obstacles);
    }

    private Appraised computed() {
        var benefits = new ArrayList<BenefitYear>();
        for (int i = 0; i < appraisal.benefits().size(); i++) {
            benefits.addAll(years(i, appraisal.benefits().get(i)));
        }
        var costs = appraisal.costs().stream().map(this::year).toList();
        return new Appraised(appraisal, schedule, deflators, List.copyOf(benefits), costs);
    }

    private List<Obstacle> obstacles() {
        var found = new ArrayList<Obstacle>();
        for (var line : appraisal.benefits()) {
            var where = "benefit " + line.line();
            if (line.unitCost().isEmpty()) {
                found.add(new Obstacle(
                        Obstacle.Code.UNKNOWN_UNIT_COST, "The unit cost of " + where + " is not published."));
            }
            line.unitCost().ifPresent(cost -> obstacle(found, where, cost.currency(), cost.priceYear()));
            if (line.years() > schedule.lastYear()) {
                found.add(new Obstacle(Obstacle.Code.BEYOND_SCHEDULE, where + " lasts longer than rates are known."));
            }
            if (line.unattributed().compareTo(Rational.ZERO) < 0) {
                found.add(new Obstacle(
                        Obstacle.Code.SHARES_EXCEED_WHOLE, "The shares of " + where + " are more than 1."));
            }
        }
        for (var line : appraisal.costs()) {
            var where = "cost " + line.line() + " of " + line.year();
            obstacle(found, where, line.currency(), line.priceYear());
            int year = line.year() - appraisal.baseYear();
            if (year < 0) {
                found.add(new Obstacle(Obstacle.Code.COST_BEFORE_BASE_YEAR, where + " is before the base year."));
            } else if (year > schedule.lastYear()) {
                found.add(new Obstacle(Obstacle.Code.BEYOND_SCHEDULE, where + " is later than rates are known."));
            }
        }
        return found;
    }

    private void obstacle(List<Obstacle> found, String where, String currency, int priceYear) {
        if (!currency.equals(appraisal.currency())) {
            found.add(new Obstacle(
                    Obstacle.Code.CURRENCY_MISMATCH,
                    where + " is in " + currency + " and the appraisal in " + appraisal.currency() + "."));
        } else if (deflators.factor(currency, priceYear, appraisal.priceYear()).isEmpty()) {
            found.add(new Obstacle(
                    Obstacle.Code.DEFLATOR_MISSING,
                    where + " is in prices of " + priceYear + "; an index of that year or of " + appraisal.priceYear()
                            + " is missing."));
        }
    }

    private Rational inPricesAskedFor(int priceYear) {
        return deflators
                .factor(appraisal.currency(), priceYear, appraisal.priceYear())
                .orElseThrow();
    }

    /** What all agencies gain of a benefit in its first year, not yet rounded. */
    private Rational firstYear(BenefitLine line) {
        var assumptions = line.assumptions();
        var cost = line.unitCost().orElseThrow();
        return assumptions
                .exactly(Assumption.PEOPLE)
                .times(assumptions.exactly(Assumption.ENGAGED))
                .times(assumptions.exactly(Assumption.EFFECT))
                .times(line.deadweight().complement())
                .times(assumptions.exactly(Assumption.OPTIMISM).complement())
                .times(Rational.of(cost.amount()))
                .times(inPricesAskedFor(cost.priceYear()))
                .times(assumptions.exactly(Assumption.UNIT_VALUE_FACTOR));
    }

    List<BenefitYear> years(int position, BenefitLine line) {
        var gainers = new ArrayList<Gainer>();
        line.shares().forEach(share -> gainers.add(new Gainer(Optional.of(share.agency()), share.share())));
        if (!line.unattributed().isZero()) {
            gainers.add(new Gainer(Optional.empty(), line.unattributed()));
        }
        var first = firstYear(line);
        var kept = line.assumptions().exactly(Assumption.DROP_OFF).complement();
        var cashability = line.assumptions().exactly(Assumption.CASHABILITY);
        var years = new ArrayList<BenefitYear>();
        for (int year = 1; year <= line.years(); year++) {
            var remaining = kept.power(year - 1);
            var factor = schedule.factor(year, line.health());
            var whole = first.times(remaining);
            var discounted = whole.times(factor);
            var cashable = whole.times(cashability);
            var discountedCashable = discounted.times(cashability);
            for (var gainer : gainers) {
                years.add(new BenefitYear(
                        position,
                        line.line(),
                        gainer.agency(),
                        year,
                        gainer.share(),
                        remaining,
                        factor,
                        new Amounts(whole.roundedTimes(gainer.share()), discounted.roundedTimes(gainer.share())),
                        new Amounts(
                                cashable.roundedTimes(gainer.share()),
                                discountedCashable.roundedTimes(gainer.share()))));
            }
        }
        return years;
    }

    private record Gainer(Optional<UUID> agency, Rational share) {}

    CostYear year(CostLine line) {
        int year = line.year() - appraisal.baseYear();
        var factor = schedule.factor(year, false);
        var cost = line.assumptions()
                .exactly(Assumption.AMOUNT)
                .times(inPricesAskedFor(line.priceYear()))
                .times(Rational.ONE.plus(line.assumptions().exactly(Assumption.OPTIMISM)));
        return new CostYear(
                line.line(),
                line.agency(),
                year,
                line.inKind(),
                factor,
                new Amounts(cost.rounded(), cost.roundedTimes(factor)));
    }

    /** With the parts that it was computed from, to compute lines of it anew. */
    static Appraiser of(Appraised appraised) {
        return new Appraiser(appraised.appraisal(), appraised.schedule(), appraised.deflators());
    }
}
