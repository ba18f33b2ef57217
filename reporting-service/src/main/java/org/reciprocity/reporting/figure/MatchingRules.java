package org.reciprocity.reporting.figure;

import static org.reciprocity.reporting.figure.Shares.share;
import static org.reciprocity.reporting.figure.Shares.withoutZeros;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.reciprocity.reporting.arithmetic.Quantiles;

/** How figures of offers, requests and matches are computed. */
final class MatchingRules {
    private static final String NO_REQUESTS = "Nothing was requested in the period.";

    private MatchingRules() {}

    /** A value that a programme does not have. */
    static FigureValue ofCommunity(PeriodFacts facts, Supplier<FigureValue> rule) {
        return facts.ofProgramme ? FigureValue.none(Shares.NOT_BY_PROGRAMME) : rule.get();
    }

    /** How often something happened. */
    static long events(PeriodFacts facts, String event) {
        return facts.matches.getOrDefault(event, new TreeMap<>()).values().stream()
                .mapToLong(PeriodFacts.Matches::events)
                .sum();
    }

    /** How often, by what stands with it. */
    static SortedMap<String, Object> details(PeriodFacts facts, String event) {
        var details = new TreeMap<String, Object>();
        facts.matches
                .getOrDefault(event, new TreeMap<>())
                .forEach((detail, counts) -> details.put(detail, counts.events()));
        return details;
    }

    private static FigureValue counted(PeriodFacts facts, String event) {
        return FigureValue.of(events(facts, event));
    }

    static FigureValue offers(PeriodFacts facts) {
        return counted(facts, "offer-made")
                .with("bySkill", details(facts, "offer-made"))
                .with("lapsed", events(facts, "offer-lapsed"))
                .with("withdrawn", events(facts, "offer-withdrawn"));
    }

    static FigureValue requests(PeriodFacts facts) {
        return counted(facts, "request-made")
                .with("bySkill", details(facts, "request-made"))
                .with("couldGive", details(facts, "could-give"))
                .with("withdrawn", events(facts, "request-withdrawn"));
    }

    static FigureValue proposed(PeriodFacts facts) {
        return counted(facts, "match-proposed")
                .with("bySkill", details(facts, "match-proposed"))
                .with("arranged", events(facts, "match-arranged"))
                .with("rounds", events(facts, "round-run"));
    }

    static FigureValue agreed(PeriodFacts facts) {
        return counted(facts, "match-agreed");
    }

    static FigureValue declined(PeriodFacts facts) {
        return counted(facts, "match-declined").with("byReason", details(facts, "match-declined"));
    }

    static FigureValue fulfilled(PeriodFacts facts) {
        return FigureValue.of(facts.fulfilments.standing()).with("reversedSince", facts.fulfilments.undone());
    }

    private static List<PeriodFacts.Request> made(PeriodFacts facts) {
        return facts.requests.stream().filter(PeriodFacts.Request::inPeriod).toList();
    }

    static FigureValue fulfilmentShare(PeriodFacts facts) {
        var made = made(facts);
        long fulfilled = made.stream().filter(PeriodFacts.Request::fulfilled).count();
        return share(fulfilled, made.size(), NO_REQUESTS)
                .with("fulfilled", fulfilled)
                .with("requests", made.size());
    }

    private static boolean hasLapsed(PeriodFacts.Request request) {
        return request.over() && !request.withdrawn() && !request.fulfilled();
    }

    static FigureValue lapsed(PeriodFacts facts) {
        var lapsed = made(facts).stream().filter(MatchingRules::hasLapsed).toList();
        return FigureValue.of(lapsed.size())
                .with("byReason", counts(lapsed, MatchingRules::reason))
                .with("bySkill", counts(lapsed, PeriodFacts.Request::skill))
                .with("byWeekday", counts(lapsed, request -> weekday(request, facts.zone)))
                .with("bySkillAndWeekday", bySkillAndWeekday(lapsed, facts.zone, request -> 1));
    }

    /** What requests come to, by skill and within it by weekday. */
    private static SortedMap<String, Object> bySkillAndWeekday(
            List<PeriodFacts.Request> requests, ZoneId zone, ToLongFunction<PeriodFacts.Request> amount) {
        var skills = new TreeMap<String, SortedMap<String, Long>>();
        requests.forEach(request -> skills.computeIfAbsent(request.skill(), skill -> new TreeMap<>())
                .merge(weekday(request, zone), amount.applyAsLong(request), Long::sum));
        var parts = new TreeMap<String, Object>();
        skills.forEach((skill, weekdays) -> {
            var some = withoutZeros(weekdays);
            if (!some.isEmpty()) {
                parts.put(skill, some);
            }
        });
        return parts;
    }

    private static SortedMap<String, Object> counts(
            List<PeriodFacts.Request> requests, Function<PeriodFacts.Request, String> by) {
        var counts = new TreeMap<String, Long>();
        requests.forEach(request -> counts.merge(by.apply(request), 1L, Long::sum));
        return withoutZeros(counts);
    }

    private static String reason(PeriodFacts.Request request) {
        if (request.agreedAt().isPresent()) {
            return "agreed-and-not-carried-out";
        }
        if (request.proposals() == 0) {
            return "nobody-proposed";
        }
        return request.declined() >= request.proposals() ? "all-declined" : "not-answered";
    }

    static FigureValue unmet(PeriodFacts facts) {
        var bySkill = new TreeMap<String, Long>();
        var byWeekday = new TreeMap<String, Long>();
        var over = made(facts).stream()
                .filter(request -> request.over() && !request.withdrawn())
                .toList();
        over.forEach(request -> {
            bySkill.merge(request.skill(), minutesUnmet(request), Long::sum);
            byWeekday.merge(weekday(request, facts.zone), minutesUnmet(request), Long::sum);
        });
        return Shares.hours(bySkill.values().stream().mapToLong(Long::longValue).sum())
                .with("minutesBySkill", withoutZeros(bySkill))
                .with("minutesByWeekday", withoutZeros(byWeekday))
                .with("minutesBySkillAndWeekday", bySkillAndWeekday(over, facts.zone, MatchingRules::minutesUnmet));
    }

    private static long minutesUnmet(PeriodFacts.Request request) {
        return Math.max(0, request.minutes() - request.fulfilledMinutes());
    }

    private static LocalDate day(long epochSecond, ZoneId zone) {
        return LocalDate.ofInstant(Instant.ofEpochSecond(epochSecond), zone);
    }

    /** Such as {@code 1-monday}, so that they stand in order. */
    private static String weekday(PeriodFacts.Request request, ZoneId zone) {
        var weekday = day(request.beginsAt(), zone).getDayOfWeek();
        return weekday.getValue() + "-" + weekday.name().toLowerCase(Locale.ROOT);
    }

    static FigureValue daysToMatch(PeriodFacts facts) {
        var made = made(facts);
        long[] days = made.stream()
                .filter(request -> request.agreedAt().isPresent())
                .mapToLong(request -> ChronoUnit.DAYS.between(
                        day(request.madeAt(), facts.zone),
                        day(request.agreedAt().getAsLong(), facts.zone)))
                .toArray();
        long waiting = made.stream()
                .filter(request ->
                        request.agreedAt().isEmpty() && !request.over() && !request.withdrawn() && !request.fulfilled())
                .count();
        return FigureValue.of(
                        Quantiles.median(days),
                        made.isEmpty() ? NO_REQUESTS : "No request of the period is matched yet.")
                .with("matched", days.length)
                .with("waiting", waiting);
    }

    /** Minutes of the offers made in the period, by skill. */
    static FigureValue capacity(PeriodFacts facts, ToLongFunction<PeriodFacts.Offer> minutes) {
        var bySkill = new TreeMap<String, Long>();
        facts.offers.stream()
                .filter(PeriodFacts.Offer::inPeriod)
                .forEach(offer -> bySkill.merge(offer.skill(), minutes.applyAsLong(offer), Long::sum));
        return Shares.hours(bySkill.values().stream().mapToLong(Long::longValue).sum())
                .with("minutesBySkill", withoutZeros(bySkill));
    }
}
