package org.reciprocity.reporting.appraisal;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** How much the answer hangs on each assumption: it is put low and high, while all others stay central. */
public final class Sensitivity {

    /**
     * What the answer would be.
     *
     * @param value of the assumption
     * @param net what is left to the whole system, discounted
     * @param cashableNet the same of what can be taken out of budgets
     * @param payerNet what is left to the payer, discounted
     * @param systemReturn what comes back to the system for each unit of cost, discounted; none without cost
     * @param payerReturn what comes back to the payer; none where it pays nothing
     */
    public record Answer(
            BigDecimal value,
            BigInteger net,
            BigInteger cashableNet,
            BigInteger payerNet,
            Optional<BigDecimal> systemReturn,
            Optional<BigDecimal> payerReturn) {}

    /**
     * An assumption that is varied.
     *
     * @param line the cost or benefit it belongs to
     * @param year of a cost, years after the base year, since costs of several years may have one code; none of a benefit
     * @param assumption which
     * @param low what the answer would be at its lowest
     * @param central what the answer is
     * @param high what the answer would be at its highest
     */
    public record Varied(
            String line, Optional<Integer> year, Assumption assumption, Answer low, Answer central, Answer high) {

        /** How far the answer moves: the difference of what is left to the system. */
        public BigInteger swing() {
            return high.net().subtract(low.net()).abs();
        }
    }

    /** What some lines add up to, discounted. */
    private record Sum(
            BigInteger benefit, BigInteger cashable, BigInteger toPayer, BigInteger cost, BigInteger byPayer) {
        private static final Sum ZERO =
                new Sum(BigInteger.ZERO, BigInteger.ZERO, BigInteger.ZERO, BigInteger.ZERO, BigInteger.ZERO);

        Sum plus(Sum other) {
            return new Sum(
                    benefit.add(other.benefit),
                    cashable.add(other.cashable),
                    toPayer.add(other.toPayer),
                    cost.add(other.cost),
                    byPayer.add(other.byPayer));
        }

        Sum minus(Sum other) {
            return new Sum(
                    benefit.subtract(other.benefit),
                    cashable.subtract(other.cashable),
                    toPayer.subtract(other.toPayer),
                    cost.subtract(other.cost),
                    byPayer.subtract(other.byPayer));
        }

        Answer answer(BigDecimal value) {
            return new Answer(
                    value,
                    benefit.subtract(cost),
                    cashable.subtract(cost),
                    toPayer.subtract(byPayer),
                    Amounts.ratio(benefit, cost),
                    Amounts.ratio(toPayer, byPayer));
        }
    }

    private final Appraised appraised;
    private final Horizon horizon;
    private final Sum total;
    private final List<Varied> table = new ArrayList<>();

    private Sensitivity(Appraised appraised, Horizon horizon) {
        this.appraised = appraised;
        this.horizon = horizon;
        total = gains(appraised.benefits()).plus(payments(appraised.costs()));
    }

    /** Every assumption that is varied, the one that moves the answer most first: the order of a tornado. */
    public static List<Varied> of(Appraised appraised, Horizon horizon) {
        var sensitivity = new Sensitivity(appraised, horizon);
        sensitivity.varyBenefits();
        sensitivity.varyCosts();
        // The order of lines and assumptions stays where swings are equal.
        sensitivity.table.sort(Comparator.comparing(Varied::swing).reversed());
        return sensitivity.table;
    }

    private void varyBenefits() {
        var appraiser = Appraiser.of(appraised);
        var lines = appraised.appraisal().benefits();
        for (int i = 0; i < lines.size(); i++) {
            int position = i;
            var line = lines.get(i);
            var without = total.minus(gains(appraised.benefits().stream()
                    .filter(year -> year.position() == position)
                    .toList()));
            vary(
                    line.line(),
                    Optional.empty(),
                    line.assumptions(),
                    other -> without.plus(gains(appraiser.years(position, line.with(other)))));
        }
    }

    private void varyCosts() {
        var appraiser = Appraiser.of(appraised);
        var lines = appraised.appraisal().costs();
        for (int i = 0; i < lines.size(); i++) {
            var line = lines.get(i);
            var central = appraised.costs().get(i);
            var without = total.minus(payments(List.of(central)));
            vary(
                    line.line(),
                    Optional.of(central.year()),
                    line.assumptions(),
                    other -> without.plus(payments(List.of(appraiser.year(line.with(other))))));
        }
    }

    private void vary(
            String line, Optional<Integer> year, Assumptions assumptions, Function<Assumptions, Sum> computed) {
        for (var assumption : Assumption.values()) {
            var lowest = assumptions.lowest(assumption);
            var highest = assumptions.highest(assumption);
            if (lowest.isPresent() && highest.isPresent()) {
                Function<BigDecimal, Answer> answer = value ->
                        computed.apply(assumptions.with(assumption, value)).answer(value);
                table.add(new Varied(
                        line,
                        year,
                        assumption,
                        answer.apply(lowest.get()),
                        answer.apply(assumptions.of(assumption)),
                        answer.apply(highest.get())));
            }
        }
    }

    private Sum gains(List<BenefitYear> years) {
        var payer = Optional.of(appraised.appraisal().payer());
        var sum = Sum.ZERO;
        for (var year : years) {
            if (horizon.has(year.year()) && year.agency().isPresent()) {
                var benefit = year.benefit().discounted();
                sum = sum.plus(new Sum(
                        benefit,
                        year.cashable().discounted(),
                        year.agency().equals(payer) ? benefit : BigInteger.ZERO,
                        BigInteger.ZERO,
                        BigInteger.ZERO));
            }
        }
        return sum;
    }

    private Sum payments(List<CostYear> years) {
        var sum = Sum.ZERO;
        for (var year : years) {
            if (horizon.has(year.year())) {
                var cost = year.cost().discounted();
                sum = sum.plus(new Sum(
                        BigInteger.ZERO,
                        BigInteger.ZERO,
                        BigInteger.ZERO,
                        cost,
                        year.agency().equals(appraised.appraisal().payer()) ? cost : BigInteger.ZERO));
            }
        }
        return sum;
    }
}
