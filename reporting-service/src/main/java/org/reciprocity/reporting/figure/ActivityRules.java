package org.reciprocity.reporting.figure;

import static org.reciprocity.reporting.figure.Shares.share;
import static org.reciprocity.reporting.figure.Shares.withoutZeros;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.reciprocity.reporting.projection.Flow;
import org.reciprocity.reporting.projection.Flow.Role;
import org.reciprocity.reporting.projection.Kind;

/** How figures of activity, and of how far records of it can be trusted, are computed. */
final class ActivityRules {
    private static final String PARTY = "party";

    private ActivityRules() {}

    /** Hours of some legs, by kind, skill and flow. */
    static FigureValue hours(
            PeriodFacts facts, Predicate<PeriodFacts.Hours> which, ToLongFunction<PeriodFacts.Hours> what) {
        var rows = facts.hours.stream().filter(which).toList();
        return Shares.hours(rows.stream().mapToLong(what).sum())
                .with("legs", rows.stream().mapToLong(PeriodFacts.Hours::legs).sum())
                .with("minutesByKind", minutes(rows, what, row -> row.kind().code()))
                .with("minutesBySkill", minutes(rows, what, row -> row.skill().isEmpty() ? "unnamed" : row.skill()))
                .with("minutesByFlow", minutes(rows, what, ActivityRules::flow));
    }

    private static String flow(PeriodFacts.Hours row) {
        return Flow.of(row.kind(), Role.of(row.providerRole()), Role.of(row.receiverRole()))
                .code();
    }

    private static SortedMap<String, Object> minutes(
            List<PeriodFacts.Hours> rows,
            ToLongFunction<PeriodFacts.Hours> what,
            Function<PeriodFacts.Hours, String> by) {
        var sums = new TreeMap<String, Long>();
        rows.forEach(row -> sums.merge(by.apply(row), what.applyAsLong(row), Long::sum));
        return withoutZeros(sums);
    }

    /** Minutes given in some legs. */
    static long given(PeriodFacts facts, Predicate<PeriodFacts.Hours> which) {
        return facts.hours.stream()
                .filter(row -> row.kind().isHours() && which.test(row))
                .mapToLong(PeriodFacts.Hours::minutes)
                .sum();
    }

    static FigureValue exchanges(PeriodFacts facts) {
        return counted(facts, counts -> counts.settled() - counts.reversed(), Kind::isHours);
    }

    static FigureValue reversals(PeriodFacts facts) {
        return counted(facts, PeriodFacts.Exchanges::reversed, kind -> true);
    }

    static FigureValue sessions(PeriodFacts facts) {
        return counted(facts, PeriodFacts.Exchanges::sessions, Kind::isHours);
    }

    static FigureValue late(PeriodFacts facts) {
        return counted(facts, PeriodFacts.Exchanges::late, kind -> true)
                .with(
                        "entries",
                        facts.exchanges.values().stream()
                                .mapToLong(counts -> counts.settled() + counts.reversed())
                                .sum());
    }

    private static FigureValue counted(
            PeriodFacts facts, ToLongFunction<PeriodFacts.Exchanges> what, Predicate<Kind> which) {
        var byKind = new TreeMap<String, Long>();
        facts.exchanges.forEach((kind, counts) -> byKind.put(kind.code(), what.applyAsLong(counts)));
        return FigureValue.of(facts.exchanges.entrySet().stream()
                        .filter(kind -> which.test(kind.getKey()))
                        .mapToLong(kind -> what.applyAsLong(kind.getValue()))
                        .sum())
                .with("byKind", withoutZeros(byKind));
    }

    static FigureValue decisions(PeriodFacts facts) {
        var minutes = new TreeMap<String, Long>();
        var exchanges = new TreeMap<String, Long>();
        facts.decisions.forEach(decision -> {
            minutes.put(decision.code(), decision.minutes());
            exchanges.put(decision.code(), decision.exchanges());
        });
        return FigureValue.of(facts.decisions.size())
                .with("minutesByDecision", withoutZeros(minutes))
                .with("exchangesByDecision", withoutZeros(exchanges));
    }

    /** Users' hours for each of professionals. */
    static FigureValue leverage(PeriodFacts facts) {
        long professionals = given(facts, PeriodFacts.Hours::byProfessional);
        long users = given(facts, row -> !row.byProfessional());
        return share(users, professionals, "No professional gave an hour in the period.")
                .with("usersMinutes", users)
                .with("professionalsMinutes", professionals);
    }

    static FigureValue peerShare(PeriodFacts facts) {
        long all = given(facts, row -> true);
        long peers = given(facts, row -> flow(row).equals(Flow.PEER_TO_PEER.code()));
        return share(peers, all, "No hour was given in the period.")
                .with("peerToPeerMinutes", peers)
                .with("minutes", all);
    }

    static FigureValue confirmed(PeriodFacts facts) {
        var byHow = new TreeMap<String, Long>();
        facts.words.forEach(word -> byHow.put(word.how(), word.minutes()));
        return share(byHow.getOrDefault(PARTY, 0L), known(facts), NOT_KNOWN).with("minutesByHow", withoutZeros(byHow));
    }

    static FigureValue selfRecorded(PeriodFacts facts) {
        long self =
                facts.words.stream().mapToLong(PeriodFacts.Word::selfRecorded).sum();
        return share(self, known(facts), NOT_KNOWN)
                .with("selfRecordedMinutes", self)
                .with("minutes", known(facts));
    }

    static FigureValue disputes(PeriodFacts facts) {
        var byReason = new TreeMap<String, Long>();
        var resolved = new TreeMap<String, Long>();
        for (var some : facts.disputes) {
            byReason.merge(some.reason(), some.exchanges(), Long::sum);
            some.outcome().ifPresent(outcome -> resolved.merge(outcome, some.exchanges(), Long::sum));
        }
        return FigureValue.of(
                        byReason.values().stream().mapToLong(Long::longValue).sum())
                .with("byReason", withoutZeros(byReason))
                .with("resolved", withoutZeros(resolved));
    }

    private static final String NOT_KNOWN = "Of no hour of the period it is recorded how it was confirmed.";

    private static long known(PeriodFacts facts) {
        return facts.words.stream().mapToLong(PeriodFacts.Word::minutes).sum();
    }
}
