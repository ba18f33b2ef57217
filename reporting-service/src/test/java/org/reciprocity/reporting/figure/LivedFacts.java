package org.reciprocity.reporting.figure;

import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.reciprocity.reporting.figure.SmallCommunity.Became;
import org.reciprocity.reporting.figure.SmallCommunity.Enrolment;
import org.reciprocity.reporting.figure.SmallCommunity.Exchange;
import org.reciprocity.reporting.figure.SmallCommunity.Offer;
import org.reciprocity.reporting.figure.SmallCommunity.Referral;
import org.reciprocity.reporting.figure.SmallCommunity.Request;
import org.reciprocity.reporting.figure.SmallCommunity.Span;
import org.reciprocity.reporting.network.Network;
import org.reciprocity.reporting.network.Ties;
import org.reciprocity.reporting.projection.Kind;

/** What figures are computed from, added up from single exchanges, requests and referrals of one place and period. */
final class LivedFacts {
    private final SmallCommunity community;
    private final int programme;
    private final Span span;

    /** Of a programme; of the whole community below zero. */
    LivedFacts(SmallCommunity community, int programme, Span span) {
        this.community = community;
        this.programme = programme;
        this.span = span;
    }

    PeriodFacts read() {
        var facts = new PeriodFacts(
                span.code().equals("all")
                        ? Optional.empty()
                        : Optional.of(span.first().atDay(1)),
                Optional.of(span.last().plusMonths(1).atDay(1)),
                programme >= 0,
                ZoneOffset.UTC);
        var standing = community.standing(programme, span);
        facts.hours = hours(standing);
        facts.exchanges = counts();
        facts.people = people(standing);
        facts.journeys = journeys();
        facts.enrolled = enrolled();
        var window = new Span("", span.last().minusMonths(11), span.last());
        facts.window = Optional.of(window.first() + "/" + window.last());
        facts.network = network(community.standing(programme, window));
        facts.agencies = IntStream.range(0, community.size.people())
                .boxed()
                .collect(Collectors.toMap(person -> person + 1, person -> new UUID(8, person % 2)));
        facts.cases = community.referrals.stream()
                .filter(one -> span.has(one.month()) && (programme < 0 || one.programme() == programme))
                .map(LivedFacts::file)
                .toList();
        matching(facts);
        return facts;
    }

    private static PeriodFacts.CaseFile file(Referral referral) {
        return new PeriodFacts.CaseFile(
                id(referral.person()),
                referral.person() + 1,
                Optional.of(true),
                OptionalLong.empty(),
                OptionalLong.empty(),
                Optional.empty(),
                Optional.of(referral.month().atDay(2)),
                referral.failure());
    }

    private static UUID id(int person) {
        return new UUID(9, person);
    }

    private List<PeriodFacts.Hours> hours(List<Exchange> some) {
        var hours = new ArrayList<PeriodFacts.Hours>();
        for (var one : some) {
            if (one.receivers().isEmpty()) {
                hours.add(new PeriodFacts.Hours(
                        one.kind(),
                        "",
                        SmallCommunity.role(one.giver()),
                        SmallCommunity.role(-1),
                        one.minutes(),
                        1,
                        0));
            }
            for (int receiver : one.receivers()) {
                long received = one.isSession() ? one.minutes() : one.share(receiver);
                hours.add(new PeriodFacts.Hours(
                        one.kind(),
                        "",
                        SmallCommunity.role(one.giver()),
                        SmallCommunity.role(receiver),
                        one.share(receiver),
                        1,
                        received));
            }
        }
        return hours;
    }

    private Map<Kind, PeriodFacts.Exchanges> counts() {
        var counts = new EnumMap<Kind, PeriodFacts.Exchanges>(Kind.class);
        for (var one : community.recorded(programme)) {
            if (span.has(one.month())) {
                counts.merge(
                        one.kind(),
                        new PeriodFacts.Exchanges(
                                1,
                                one.reversed() ? 1 : 0,
                                one.isSession() && !one.reversed() ? 1 : 0,
                                one.late() ? 1 : 0),
                        (a, b) -> new PeriodFacts.Exchanges(
                                a.settled() + b.settled(),
                                a.reversed() + b.reversed(),
                                a.sessions() + b.sessions(),
                                a.late() + b.late()));
            }
        }
        return counts;
    }

    private List<PeriodFacts.Person> people(List<Exchange> some) {
        var people = new TreeMap<Integer, long[]>();
        for (var one : some) {
            boolean any = SmallCommunity.isProfessional(one.giver())
                    || one.receivers().stream().anyMatch(SmallCommunity::isProfessional);
            var gave = people.computeIfAbsent(one.giver() + 1, person -> new long[6]);
            gave[0] += one.minutes();
            gave[1]++;
            gave[any ? 4 : 3]++;
            for (int receiver : one.receivers()) {
                var received = people.computeIfAbsent(receiver + 1, person -> new long[6]);
                boolean professional =
                        SmallCommunity.isProfessional(one.giver()) || SmallCommunity.isProfessional(receiver);
                received[2]++;
                received[professional ? 5 : 3]++;
            }
        }
        var list = new ArrayList<PeriodFacts.Person>();
        people.forEach(
                (number, of) -> list.add(new PeriodFacts.Person(number, of[0], of[1], of[2], of[3], of[4], of[5])));
        return list;
    }

    private List<PeriodFacts.Journey> journeys() {
        var all = community.recorded(programme).stream()
                .filter(one -> !one.reversed())
                .toList();
        var journeys = new ArrayList<PeriodFacts.Journey>();
        for (int i = 0; i < community.size.people(); i++) {
            int person = i;
            var gave = all.stream()
                    .filter(one -> one.giver() == person)
                    .map(Exchange::month)
                    .sorted()
                    .toList();
            var organised = all.stream()
                    .filter(one -> one.giver() == person && one.kind() == Kind.CODESIGN)
                    .map(Exchange::month)
                    .sorted()
                    .findFirst();
            var received = all.stream()
                    .filter(one -> one.receivers().contains(person))
                    .map(Exchange::month)
                    .sorted()
                    .findFirst();
            if (!gave.isEmpty() || received.isPresent()) {
                journeys.add(new PeriodFacts.Journey(
                        person + 1,
                        received,
                        gave.stream().findFirst(),
                        organised,
                        gave.isEmpty() ? Optional.empty() : Optional.of(gave.getLast())));
            }
        }
        return journeys;
    }

    private List<PeriodFacts.Enrolled> enrolled() {
        return community.enrolments.stream()
                .filter(one -> one.isIn(span) && (programme < 0 || one.programme() == programme))
                .map(Enrolment::person)
                .distinct()
                .sorted()
                .map(person ->
                        new PeriodFacts.Enrolled(id(person), person + 1, !SmallCommunity.isProfessional(person), 1))
                .toList();
    }

    private static Network network(List<Exchange> some) {
        var ties = new Ties.Collector();
        for (var one : some) {
            one.receivers().forEach(receiver -> ties.add(one.giver() + 1, receiver + 1, one.share(receiver)));
        }
        return new Network(ties.collect());
    }

    private static long second(YearMonth month, int day) {
        return month.atDay(day).atStartOfDay(ZoneOffset.UTC).toEpochSecond();
    }

    private void matching(PeriodFacts facts) {
        if (facts.ofProgramme) {
            facts.requests = standingRequests();
            facts.offers = standingOffers();
            return;
        }
        var made =
                community.requests.stream().filter(one -> span.has(one.month())).toList();
        facts.matches.put("request-made", events(made, Request::skill));
        facts.matches.put(
                "failure-elsewhere",
                events(made.stream().filter(Request::failure).toList(), one -> ""));
        facts.matches.put(
                "offer-made",
                events(
                        community.offers.stream()
                                .filter(one -> span.has(one.from()))
                                .toList(),
                        Offer::skill));
        var proposed = made.stream()
                .filter(one -> Set.of(Became.DECLINED, Became.NOT_ANSWERED, Became.NOT_CARRIED_OUT, Became.FULFILLED)
                        .contains(one.became()))
                .toList();
        facts.matches.put("match-proposed", events(proposed, Request::skill));
        facts.matches.put(
                "match-declined",
                events(
                        proposed.stream()
                                .filter(one -> one.became() == Became.DECLINED)
                                .toList(),
                        one -> one.day() % 2 == 0 ? "too-far" : "no-time"));
        facts.matches.put(
                "match-agreed",
                events(proposed.stream().filter(LivedFacts::isAgreed).toList(), one -> ""));
        facts.fulfilments = new PeriodFacts.Fulfilments(
                made.stream().filter(one -> one.became() == Became.FULFILLED).count(), 0);
        facts.requests = standingRequests();
        facts.offers = standingOffers();
    }

    private static boolean isAgreed(Request request) {
        return request.became() == Became.FULFILLED || request.became() == Became.NOT_CARRIED_OUT;
    }

    private static <T> SortedMap<String, PeriodFacts.Matches> events(List<T> some, Function<T, String> by) {
        var counts = new TreeMap<String, PeriodFacts.Matches>();
        some.stream()
                .collect(Collectors.groupingBy(by, TreeMap::new, Collectors.counting()))
                .forEach((name, count) -> counts.put(name, new PeriodFacts.Matches(count, 60 * count)));
        return counts;
    }

    /** Requests stand in the month in which they are made. */
    private List<PeriodFacts.Request> standingRequests() {
        return community.requests.stream()
                .filter(one -> span.has(one.month()))
                .map(one -> new PeriodFacts.Request(
                        id(one.person()),
                        one.skill(),
                        60,
                        second(one.month(), one.day()),
                        second(one.month(), one.day()),
                        true,
                        one.became() != Became.OPEN,
                        one.became() == Became.WITHDRAWN,
                        one.became() == Became.NOBODY_PROPOSED ? 0 : 1,
                        one.became() == Became.DECLINED ? 1 : 0,
                        isAgreed(one) ? OptionalLong.of(second(one.month(), one.day()) + 86_400) : OptionalLong.empty(),
                        one.became() == Became.FULFILLED,
                        one.became() == Became.FULFILLED ? 60 : 0))
                .toList();
    }

    private List<PeriodFacts.Offer> standingOffers() {
        return community.offers.stream()
                .filter(one -> !one.from().isAfter(span.last())
                        && one.last()
                                .filter(month -> month.isBefore(span.first()))
                                .isEmpty())
                .map(one -> new PeriodFacts.Offer(id(one.person()), one.skill(), 60, span.has(one.from()), 1, 0))
                .toList();
    }
}
