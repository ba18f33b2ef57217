package org.reciprocity.reporting.figure;

import static org.reciprocity.reporting.figure.Shares.withoutZeros;

import java.time.YearMonth;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.reciprocity.reporting.arithmetic.Ratio;
import org.reciprocity.reporting.projection.Kind;

/** How figures of credit are computed. */
final class CreditRules {
    private static final String NOT_BY_PROGRAMME = "Credit is the community's, not a programme's.";
    private static final String NOT_CLOSED = "No day of the period was closed, and it is over.";

    private CreditRules() {}

    static FigureValue outstanding(PeriodFacts facts) {
        if (facts.ofProgramme) {
            return FigureValue.none(NOT_BY_PROGRAMME);
        }
        return facts.credit
                .stock()
                .map(stock -> closed(stock, Shares.hours(stock.outstanding())))
                .orElseGet(() -> FigureValue.none(NOT_CLOSED));
    }

    private static FigureValue closed(PeriodFacts.Stock stock, FigureValue value) {
        return stock.closed().map(day -> value.with("closed", day.toString())).orElse(value);
    }

    static FigureValue dispersion(PeriodFacts facts) {
        if (facts.ofProgramme) {
            return FigureValue.none(NOT_BY_PROGRAMME);
        }
        return facts.credit
                .stock()
                .map(stock -> closed(stock, FigureValue.of(stock.dispersion(), "No participant has an account.")))
                .orElseGet(() -> FigureValue.none(NOT_CLOSED));
    }

    static FigureValue velocity(PeriodFacts facts) {
        if (facts.ofProgramme) {
            return FigureValue.none(NOT_BY_PROGRAMME);
        }
        if (facts.credit.days().isEmpty()) {
            return FigureValue.none(NOT_CLOSED);
        }
        long service = ActivityRules.given(facts, row -> row.kind() == Kind.SERVICE);
        long days = facts.credit.days().size();
        long sum = facts.credit.days().stream().mapToLong(Long::longValue).sum();
        return Shares.share(Math.multiplyExact(service, days), sum, "No credit was outstanding.")
                .with("serviceMinutes", service)
                .with("days", days)
                .with("outstandingMinutesOfAllDays", sum);
    }

    /** What a partner is owed, by the month in which it was taken: the last that was taken, since the oldest is reimbursed first. */
    static SortedMap<YearMonth, Long> owed(PeriodFacts.Partner partner) {
        var owed = new TreeMap<YearMonth, Long>();
        long rest =
                partner.redeemed().values().stream().mapToLong(Long::longValue).sum() - partner.retired();
        for (var month : partner.redeemed().reversed().entrySet()) {
            long part = Math.clamp(month.getValue(), 0, Math.max(0, rest));
            if (part > 0) {
                owed.put(month.getKey(), part);
                rest -= part;
            }
        }
        return owed;
    }

    static FigureValue liability(PeriodFacts facts) {
        if (facts.ofProgramme) {
            return FigureValue.none(NOT_BY_PROGRAMME);
        }
        var byMonth = new TreeMap<String, Long>();
        var byPartner = new TreeMap<String, Object>();
        Optional<YearMonth> oldest = Optional.empty();
        for (var partner : facts.partners) {
            var owed = owed(partner);
            if (owed.isEmpty()) {
                continue;
            }
            owed.forEach((month, minutes) -> byMonth.merge(month.toString(), minutes, Long::sum));
            var parts = new TreeMap<String, Object>();
            parts.put(
                    "minutes", owed.values().stream().mapToLong(Long::longValue).sum());
            parts.put("oldest", owed.firstKey().toString());
            byPartner.put(partner.code(), parts);
            oldest = oldest.filter(month -> month.isBefore(owed.firstKey())).or(() -> Optional.of(owed.firstKey()));
        }
        var value = Shares.hours(
                        byMonth.values().stream().mapToLong(Long::longValue).sum())
                .with("minutesByMonthTaken", withoutZeros(byMonth))
                .with("byPartner", byPartner);
        return oldest.map(month -> value.with("oldest", month.toString())).orElse(value);
    }

    static FigureValue givenBack(PeriodFacts facts) {
        if (facts.ofProgramme) {
            return FigureValue.none(NOT_BY_PROGRAMME);
        }
        var byAgency = new TreeMap<String, Object>();
        long all = 0;
        for (var agency : facts.partners) {
            if (agency.taken() == 0 && agency.contributed() == 0) {
                continue;
            }
            var parts = new TreeMap<String, Object>();
            parts.put("redeemedMinutes", agency.taken());
            parts.put("contributedMinutes", agency.contributed());
            if (agency.contributed() > 0) {
                parts.put("share", Ratio.of(agency.taken(), agency.contributed()));
            }
            byAgency.put(agency.code(), parts);
            all += agency.taken();
        }
        return Shares.hours(all).with("byAgency", byAgency);
    }
}
