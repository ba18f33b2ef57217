package org.reciprocity.reporting.figure;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.reciprocity.reporting.arithmetic.Ratio;

/** How figures of recorded money are computed: in minor units, of one currency and one year's prices at a time. */
final class MoneyRules {
    private static final String BY_YEAR =
            "Money is recorded by financial year: ask for a year, for months from an April to a March, or for all.";
    private static final String MIXED =
            "There are several currencies, or prices of several years, which do not add up: see the parts.";

    private MoneyRules() {}

    static FigureValue costs(PeriodFacts facts) {
        return total(facts, facts.costs, "preventive", true, "There are no costs in the period.");
    }

    static FigureValue benefits(PeriodFacts facts) {
        return total(facts, facts.benefits, "cashable", false, "There are no benefits in the period.");
    }

    private static FigureValue total(
            PeriodFacts facts, List<PeriodFacts.Money> money, String marked, boolean inKind, String none) {
        if (!facts.byFinancialYear) {
            return FigureValue.none(BY_YEAR);
        }
        var prices = byPrices(money);
        var parts = new TreeMap<String, Object>();
        prices.forEach((name, of) -> parts.put(name, parts(of, marked, inKind)));
        return single(prices, none)
                .map(FigureValue::none)
                .orElseGet(() ->
                        FigureValue.of(new BigDecimal(sum(prices.firstEntry().getValue(), m -> true))))
                .with("byPrices", parts);
    }

    private static Optional<String> single(SortedMap<String, List<PeriodFacts.Money>> prices, String none) {
        return switch (prices.size()) {
            case 0 -> Optional.of(none);
            case 1 -> Optional.empty();
            default -> Optional.of(MIXED);
        };
    }

    /** By currency and year of prices, as {@code GBP/2026}. */
    private static SortedMap<String, List<PeriodFacts.Money>> byPrices(List<PeriodFacts.Money> money) {
        return grouped(money, m -> m.currency() + "/" + m.priceYear());
    }

    private static SortedMap<String, List<PeriodFacts.Money>> grouped(
            List<PeriodFacts.Money> money, java.util.function.Function<PeriodFacts.Money, String> name) {
        return money.stream()
                .collect(java.util.stream.Collectors.groupingBy(
                        name, TreeMap::new, java.util.stream.Collectors.toList()));
    }

    private static SortedMap<String, Object> parts(List<PeriodFacts.Money> money, String marked, boolean inKind) {
        var parts = sums(money, marked, inKind);
        var agencies = new TreeMap<String, Object>();
        grouped(money, PeriodFacts.Money::agency)
                .forEach((agency, of) -> agencies.put(agency, sums(of, marked, inKind)));
        parts.put("byAgency", agencies);
        var years = new TreeMap<String, Object>();
        grouped(money, m -> String.valueOf(m.year()))
                .forEach((year, of) -> years.put(year, new BigDecimal(sum(of, m -> true))));
        parts.put("byYear", years);
        return parts;
    }

    private static SortedMap<String, Object> sums(List<PeriodFacts.Money> money, String marked, boolean inKind) {
        var parts = new TreeMap<String, Object>();
        parts.put("amount", new BigDecimal(sum(money, m -> true)));
        parts.put(marked, new BigDecimal(sum(money, PeriodFacts.Money::marked)));
        if (inKind) {
            parts.put("inKind", new BigDecimal(sum(money, PeriodFacts.Money::inKind)));
        }
        return parts;
    }

    private static BigInteger sum(List<PeriodFacts.Money> money, Predicate<PeriodFacts.Money> which) {
        return money.stream().filter(which).map(PeriodFacts.Money::amount).reduce(BigInteger.ZERO, BigInteger::add);
    }

    static FigureValue preventionShare(PeriodFacts facts) {
        if (!facts.byFinancialYear) {
            return FigureValue.none(BY_YEAR);
        }
        var prices = byPrices(facts.costs);
        var parts = new TreeMap<String, Object>();
        prices.forEach((name, of) -> {
            var sums = new TreeMap<String, Object>();
            sums.put("amount", new BigDecimal(sum(of, m -> true)));
            sums.put("preventive", new BigDecimal(sum(of, PeriodFacts.Money::marked)));
            sums.put("share", share(of));
            parts.put(name, sums);
        });
        return single(prices, "There are no costs in the period.")
                .map(FigureValue::none)
                .orElseGet(() -> FigureValue.of(share(prices.firstEntry().getValue())))
                .with("byPrices", parts);
    }

    /** Amounts are above zero, so that there is always something below the line. */
    private static BigDecimal share(List<PeriodFacts.Money> money) {
        return Ratio.of(sum(money, PeriodFacts.Money::marked), sum(money, m -> true));
    }
}
