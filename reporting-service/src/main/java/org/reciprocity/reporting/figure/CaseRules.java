package org.reciprocity.reporting.figure;

import static org.reciprocity.reporting.figure.Shares.share;

import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.TreeMap;
import java.util.UUID;

/** How figures of cases are computed. */
final class CaseRules {
    private CaseRules() {}

    static FigureValue cases(PeriodFacts facts) {
        var states = new TreeMap<String, Long>();
        facts.cases.forEach(file -> states.merge(file.state(), 1L, Long::sum));
        return FigureValue.of(facts.cases.size())
                .with("byState", Shares.withoutZeros(states))
                .with(
                        "dutyMinutesAgreed",
                        facts.cases.stream()
                                .mapToLong(file -> file.dutyMinutes().orElse(0))
                                .sum());
    }

    static FigureValue peopleHarmed(PeriodFacts facts) {
        return FigureValue.of(facts.cases.stream()
                        .mapToLong(file -> file.peopleHarmed().orElse(0))
                        .sum())
                .with(
                        "withoutAgreement",
                        facts.cases.stream()
                                .filter(file -> file.peopleHarmed().isEmpty())
                                .count());
    }

    static FigureValue supportCostDifference(PeriodFacts facts) {
        var units = new TreeMap<String, TreeMap<String, Object>>();
        var differences = new TreeMap<String, BigDecimal>();
        for (var support : facts.support) {
            var quantity = BigDecimal.valueOf(support.quantity());
            var cost = quantity.multiply(BigDecimal.valueOf(support.price()));
            var otherwise = quantity.multiply(BigDecimal.valueOf(support.otherwise()));
            var parts = units.computeIfAbsent(
                    support.unit() + "/" + support.currency() + "/" + support.price() + "/" + support.otherwise(),
                    unit -> new TreeMap<>());
            parts.put("quantity", support.quantity());
            parts.put("cases", support.cases());
            parts.put("cost", cost);
            parts.put("otherwise", otherwise);
            differences.merge(support.currency(), otherwise.subtract(cost), BigDecimal::add);
        }
        var value = differences.size() > 1
                ? FigureValue.none("There are several currencies, which do not add up: see the parts.")
                : FigureValue.of(
                        differences.values().stream().findFirst(), "No support is recorded that ended in the period.");
        return value.with("byUnit", units).with("byCurrency", differences);
    }

    static FigureValue roleReversal(PeriodFacts facts) {
        var gaveLast = new HashMap<Integer, YearMonth>();
        facts.journeys.forEach(journey -> journey.gaveLast().ifPresent(month -> gaveLast.put(journey.number(), month)));
        var referred = new HashMap<UUID, Boolean>();
        for (var file : facts.cases) {
            var month = gaveLast.get(file.number());
            referred.merge(file.person(), month != null && file.followedBy(month), Boolean::logicalOr);
        }
        long reversed = referred.values().stream().filter(gave -> gave).count();
        return share(reversed, referred.size(), "Nobody was referred in the period.")
                .with("gave", reversed)
                .with("referred", referred.size());
    }
}
