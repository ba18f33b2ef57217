package org.reciprocity.reporting.figure;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.reciprocity.reporting.arithmetic.Gini;
import org.reciprocity.reporting.arithmetic.Ratio;
import org.reciprocity.reporting.measure.MeasureChanges;
import org.reciprocity.reporting.measure.PairedChange;
import org.reciprocity.reporting.measure.ServiceUse;
import org.reciprocity.reporting.projection.Kind;

/** How each figure is computed from what was read. */
final class FigureRules {
    private static final int FEW_PARTNERS = 3;
    private static final String NO_TIES = "Nobody has a tie in the twelve months to the period's end.";
    private static final String NO_MINUTES = NO_TIES;
    private static final String NOBODY_ACTIVE = "Nobody is active in the period.";
    private static final String NOBODY_ENROLLED = "Nobody is enrolled in the period.";
    private static final String NO_REQUESTS = "Nothing was requested in the period.";
    private static final String NOT_BY_PROGRAMME = "Matches are made in a community, not in a programme.";
    private static final String UNCONTROLLED = "uncontrolled: there is no comparison arm";
    private static final String SMALL = "small: fewer than " + PairedChange.SMALL + " people";

    private FigureRules() {}

    /** A figure's value, with its caveats. */
    static FigureValue value(Figure figure, PeriodFacts facts) {
        var value = compute(figure, facts);
        var caveats = new ArrayList<String>();
        figure.caveat().ifPresent(caveats::add);
        caveats.addAll(value.caveats());
        return value.with(List.copyOf(caveats));
    }

    private static FigureValue compute(Figure figure, PeriodFacts facts) {
        return switch (figure) {
            case HOURS_GIVEN -> hours(facts, row -> row.kind().isHours(), PeriodFacts.Hours::minutes);
            case HOURS_RECEIVED -> hours(facts, row -> row.received() != 0, PeriodFacts.Hours::received);
            case HOURS_REDEEMED -> hours(facts, row -> row.kind() == Kind.REDEMPTION, PeriodFacts.Hours::minutes);
            case EXCHANGES -> exchanges(facts);
            case REVERSALS -> reversals(facts);
            case ENROLLED -> FigureValue.of(facts.enrolled().size());
            case ACTIVE ->
                FigureValue.of(facts.people().size())
                        .with("withoutProfessionals", count(facts, person -> person.plainLegs() > 0));
            case ACTIVE_SHARE -> activeShare(facts);
            case GIVERS_ONLY -> FigureValue.of(count(facts, p -> p.givenLegs() > 0 && p.receivedLegs() == 0));
            case RECEIVERS_ONLY -> FigureValue.of(count(facts, p -> p.givenLegs() == 0 && p.receivedLegs() > 0));
            case BOTH -> FigureValue.of(both(facts));
            case BOTH_SHARE ->
                share(both(facts), facts.people().size(), NOBODY_ACTIVE)
                        .with("both", both(facts))
                        .with("active", facts.people().size());
            case GINI_GIVEN -> gini(facts);
            case TIES ->
                windowed(facts, FigureValue.of(facts.network().ties()))
                        .with("participants", facts.network().participants())
                        .with("minutes", facts.network().minutes());
            case RECIPROCITY ->
                windowed(facts, FigureValue.of(facts.network().reciprocity(), NO_TIES))
                        .with("reciprocatedTies", facts.network().reciprocatedTies())
                        .with("ties", facts.network().ties());
            case RHO ->
                windowed(
                        facts,
                        FigureValue.of(
                                facts.network().rho(),
                                facts.network().ties() == 0 ? NO_TIES : "Everybody has a tie with everybody."));
            case WEIGHTED_RECIPROCITY ->
                windowed(facts, FigureValue.of(facts.network().weightedReciprocity(), NO_MINUTES));
            case GENERALISED_RECIPROCITY ->
                windowed(facts, FigureValue.of(facts.network().generalisedReciprocity(), NO_MINUTES))
                        .with("circulatingMinutes", facts.network().circulatingMinutes())
                        .with("minutes", facts.network().minutes())
                        .with("strongComponents", facts.network().strongComponents());
            case MUTUAL_PAIRS ->
                windowed(facts, FigureValue.of(facts.network().mutualPairs()))
                        .with("mutual", facts.network().mutualPairs())
                        .with("asymmetric", facts.network().asymmetricPairs())
                        .with("null", facts.network().nullPairs());
            case NETWORK_COMPONENTS ->
                windowed(facts, FigureValue.of(facts.network().weakComponents()))
                        .with("strongComponents", facts.network().strongComponents());
            case ISOLATED -> isolated(facts, FEW_PARTNERS);
            case WITHOUT_TIE -> isolated(facts, 0);
            case OFFERS ->
                matching(facts, matches -> FigureValue.of(events(matches, "offer-made"))
                        .with("bySkill", details(matches, "offer-made"))
                        .with("withdrawn", events(matches, "offer-withdrawn")));
            case REQUESTS ->
                matching(facts, matches -> FigureValue.of(events(matches, "request-made"))
                        .with("bySkill", details(matches, "request-made"))
                        .with("couldGive", details(matches, "could-give"))
                        .with("withdrawn", events(matches, "request-withdrawn")));
            case MATCHES_PROPOSED ->
                matching(facts, matches -> FigureValue.of(events(matches, "match-proposed"))
                        .with("bySkill", details(matches, "match-proposed"))
                        .with("rounds", events(matches, "round-run")));
            case MATCHES_AGREED -> matching(facts, matches -> FigureValue.of(events(matches, "match-agreed")));
            case MATCHES_DECLINED ->
                matching(facts, matches -> FigureValue.of(events(matches, "match-declined"))
                        .with("byReason", details(matches, "match-declined")));
            case MATCHES_FULFILLED ->
                matching(facts, matches -> FigureValue.of(fulfilled(matches))
                        .with("reversedSince", events(matches, "match-unfulfilled")));
            case FULFILMENT_SHARE ->
                facts.requests()
                        .map(requests -> share(requests.fulfilled(), requests.made(), NO_REQUESTS)
                                .with("fulfilled", requests.fulfilled())
                                .with("requests", requests.made()))
                        .orElseGet(() -> FigureValue.none(NOT_BY_PROGRAMME));
            case FAILURE_DEMAND ->
                matching(facts, matches -> share(
                                events(matches, "failure-elsewhere"), events(matches, "request-made"), NO_REQUESTS)
                        .with("causedElsewhere", events(matches, "failure-elsewhere"))
                        .with("requests", events(matches, "request-made")));
            case MEASURE_CHANGE -> measureChange(facts);
            case SERVICE_USE_CHANGE -> useChange(facts);
        };
    }

    private static FigureValue hours(
            PeriodFacts facts, Predicate<PeriodFacts.Hours> which, ToLongFunction<PeriodFacts.Hours> what) {
        var rows = facts.hours().stream().filter(which).toList();
        long minutes = rows.stream().mapToLong(what).sum();
        return FigureValue.of(Ratio.hours(minutes))
                .with("minutes", minutes)
                .with("legs", rows.stream().mapToLong(PeriodFacts.Hours::legs).sum())
                .with("minutesByKind", minutes(rows, what, row -> row.kind().code()))
                .with("minutesBySkill", minutes(rows, what, row -> row.skill().isEmpty() ? "unnamed" : row.skill()))
                .with(
                        "minutesByFlow",
                        minutes(rows, what, row -> Flow.of(row.kind(), row.providerRole(), row.receiverRole())));
    }

    private static SortedMap<String, Object> minutes(
            List<PeriodFacts.Hours> rows,
            ToLongFunction<PeriodFacts.Hours> what,
            Function<PeriodFacts.Hours, String> by) {
        var sums = new TreeMap<String, Long>();
        rows.forEach(row -> sums.merge(by.apply(row), what.applyAsLong(row), Long::sum));
        return withoutZeros(sums);
    }

    private static SortedMap<String, Object> withoutZeros(SortedMap<String, Long> sums) {
        var parts = new TreeMap<String, Object>();
        sums.forEach((name, sum) -> {
            if (sum != 0) {
                parts.put(name, sum);
            }
        });
        return parts;
    }

    private static FigureValue exchanges(PeriodFacts facts) {
        long settled = 0;
        var byKind = new TreeMap<String, Long>();
        for (var kind : facts.exchanges().entrySet()) {
            long net = kind.getValue().settled() - kind.getValue().reversed();
            byKind.put(kind.getKey().code(), net);
            settled += kind.getKey().isHours() ? net : 0;
        }
        return FigureValue.of(settled).with("byKind", withoutZeros(byKind));
    }

    private static FigureValue reversals(PeriodFacts facts) {
        var byKind = new TreeMap<String, Long>();
        facts.exchanges().forEach((kind, counts) -> byKind.put(kind.code(), counts.reversed()));
        return FigureValue.of(
                        byKind.values().stream().mapToLong(Long::longValue).sum())
                .with("byKind", withoutZeros(byKind));
    }

    private static long count(PeriodFacts facts, Predicate<PeriodFacts.Person> which) {
        return facts.people().stream().filter(which).count();
    }

    private static long both(PeriodFacts facts) {
        return count(facts, person -> person.givenLegs() > 0 && person.receivedLegs() > 0);
    }

    private static FigureValue share(long part, long whole, String reasonIfNone) {
        return FigureValue.of(whole == 0 ? Optional.empty() : Optional.of(Ratio.of(part, whole)), reasonIfNone);
    }

    private static FigureValue activeShare(PeriodFacts facts) {
        var active = new HashSet<Integer>();
        facts.people().forEach(person -> active.add(person.number()));
        long both = facts.enrolled().stream().filter(active::contains).count();
        return share(both, facts.enrolled().size(), NOBODY_ENROLLED)
                .with("active", both)
                .with("enrolled", facts.enrolled().size())
                .with("activeAndNotEnrolled", active.size() - both);
    }

    private static FigureValue gini(PeriodFacts facts) {
        long[] given = facts.people().stream()
                .mapToLong(PeriodFacts.Person::givenMinutes)
                .toArray();
        return FigureValue.of(Gini.of(given), given.length == 0 ? NOBODY_ACTIVE : "Nobody gave in the period.")
                .with("active", given.length);
    }

    private static FigureValue windowed(PeriodFacts facts, FigureValue value) {
        return facts.window().map(window -> value.with("window", window)).orElse(value);
    }

    private static FigureValue isolated(PeriodFacts facts, int most) {
        if (facts.enrolled().isEmpty()) {
            return windowed(facts, FigureValue.none(NOBODY_ENROLLED));
        }
        var partners = facts.network().partners();
        long isolated = facts.enrolled().stream()
                .filter(number -> partners.getOrDefault(number, 0) <= most)
                .count();
        return windowed(facts, FigureValue.of(isolated))
                .with("enrolled", facts.enrolled().size())
                .with("share", Ratio.of(isolated, facts.enrolled().size()));
    }

    private static FigureValue matching(
            PeriodFacts facts, Function<SortedMap<String, SortedMap<String, PeriodFacts.Matches>>, FigureValue> rule) {
        return facts.matches().map(rule).orElseGet(() -> FigureValue.none(NOT_BY_PROGRAMME));
    }

    private static long events(SortedMap<String, SortedMap<String, PeriodFacts.Matches>> matches, String event) {
        return sum(matches, event, PeriodFacts.Matches::events);
    }

    private static long sum(
            SortedMap<String, SortedMap<String, PeriodFacts.Matches>> matches,
            String event,
            ToLongFunction<PeriodFacts.Matches> what) {
        return matches.getOrDefault(event, new TreeMap<>()).values().stream()
                .mapToLong(what)
                .sum();
    }

    private static SortedMap<String, Object> details(
            SortedMap<String, SortedMap<String, PeriodFacts.Matches>> matches, String event) {
        var details = new TreeMap<String, Object>();
        matches.getOrDefault(event, new TreeMap<>()).forEach((detail, counts) -> details.put(detail, counts.events()));
        return details;
    }

    private static long fulfilled(SortedMap<String, SortedMap<String, PeriodFacts.Matches>> matches) {
        return events(matches, "match-fulfilled") - events(matches, "match-unfulfilled");
    }

    private static FigureValue measureChange(PeriodFacts facts) {
        var changes = MeasureChanges.of(facts.scores(), facts.from());
        var parts = new TreeMap<String, Object>();
        changes.forEach((instrument, change) -> parts.put(instrument, measure(change)));
        var value = single(changes.size(), "follow-up of people with a baseline", "instruments")
                .map(FigureValue::none)
                .orElseGet(() -> FigureValue.of(
                        changes.firstEntry().getValue().participants().mean(),
                        "No participant has both a baseline and a follow-up in the period."));
        return value.with("byInstrument", parts);
    }

    private static Optional<String> single(int count, String what, String kinds) {
        return switch (count) {
            case 0 -> Optional.of("There is no " + what + " in the period.");
            case 1 -> Optional.empty();
            default -> Optional.of("There are several " + kinds + ", which do not add up: see the parts.");
        };
    }

    private static SortedMap<String, Object> measure(MeasureChanges.Change change) {
        var parts = new TreeMap<String, Object>();
        parts.put("participants", interval(change.participants()));
        parts.put("unpaired", change.unpaired());
        parts.put("groups", change.groups());
        var caveats = new ArrayList<String>();
        if (change.comparison().n() > 0) {
            parts.put("comparison", interval(change.comparison()));
            MeasureChanges.difference(change).ifPresent(difference -> parts.put("difference", difference));
        } else {
            caveats.add(UNCONTROLLED);
        }
        if (change.participants().isSmall()) {
            caveats.add(SMALL);
        }
        parts.put("caveats", String.join("; ", caveats));
        return parts;
    }

    private static SortedMap<String, Object> interval(PairedChange change) {
        var parts = new TreeMap<String, Object>();
        parts.put("n", change.n());
        change.mean().ifPresent(mean -> parts.put("mean", mean));
        change.low().ifPresent(low -> parts.put("low95", low));
        change.high().ifPresent(high -> parts.put("high95", high));
        return parts;
    }

    private static FigureValue useChange(PeriodFacts facts) {
        var types = new TreeMap<String, List<ServiceUse>>();
        facts.uses().forEach(use -> types.computeIfAbsent(use.type(), type -> new ArrayList<>())
                .add(use));
        var parts = new TreeMap<String, Object>();
        types.forEach((type, uses) -> parts.put(type, use(uses)));
        var value = single(types.size(), "recorded use of a service", "services")
                .map(FigureValue::none)
                .orElseGet(() -> FigureValue.of(
                        ServiceUse.change(arm(types.firstEntry().getValue(), false)),
                        "There was no use before, or no participant's use is recorded."));
        return value.with("byType", parts);
    }

    private static List<ServiceUse> arm(List<ServiceUse> uses, boolean comparison) {
        return uses.stream()
                .filter(use -> use.arm().equals("comparison") == comparison)
                .toList();
    }

    private static SortedMap<String, Object> use(List<ServiceUse> uses) {
        var participants = arm(uses, false);
        var comparison = arm(uses, true);
        var parts = new TreeMap<String, Object>();
        parts.put("people", participants.stream().mapToLong(ServiceUse::people).sum());
        var change = ServiceUse.change(participants);
        change.ifPresent(c -> parts.put("change", c));
        if (comparison.isEmpty()) {
            parts.put("caveats", UNCONTROLLED);
            return parts;
        }
        var other = ServiceUse.change(comparison);
        parts.put(
                "comparisonPeople",
                comparison.stream().mapToLong(ServiceUse::people).sum());
        other.ifPresent(c -> parts.put("comparisonChange", c));
        Optional<BigDecimal> difference = change.flatMap(c -> other.map(c::subtract));
        difference.ifPresent(d -> parts.put("differenceInDifferences", d));
        return parts;
    }
}
