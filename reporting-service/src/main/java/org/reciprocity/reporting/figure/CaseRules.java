package org.reciprocity.reporting.figure;

import static org.reciprocity.reporting.figure.Shares.share;

import java.math.BigDecimal;
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

    /** Only first gifts are known: of who gave before the referral it cannot be said that they began since. */
    static FigureValue roleReversal(PeriodFacts facts) {
        var referred = new HashMap<UUID, PeriodFacts.CaseFile>();
        facts.cases.forEach(file -> referred.merge(
                file.person(), file, (one, other) -> one.referred().isAfter(other.referred()) ? other : one));
        var journeys = new HashMap<Integer, PeriodFacts.Journey>();
        facts.journeys.forEach(journey -> journeys.put(journey.number(), journey));
        long gaveBefore = 0;
        long gave = 0;
        for (var file : referred.values()) {
            var journey = journeys.get(file.number());
            var first = journey == null ? null : journey.given().orElse(null);
            if (first != null && first.isBefore(file.referred())) {
                gaveBefore++;
            } else if (first != null) {
                gave++;
            }
        }
        return share(gave, referred.size() - gaveBefore, "Nobody who had not given before was referred in the period.")
                .with("gaveSince", gave)
                .with("referred", referred.size())
                .with("gaveBefore", gaveBefore);
    }
}
