package org.reciprocity.reporting.figure;

import static org.reciprocity.reporting.figure.Shares.share;

import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.reciprocity.reporting.arithmetic.Gini;
import org.reciprocity.reporting.arithmetic.Quantiles;

/** How figures of who takes part, and of the characteristics of co-production, are computed. */
final class ParticipationRules {
    static final String NOBODY_ACTIVE = "Nobody is active in the period.";
    static final String NOBODY_ENROLLED = "Nobody is enrolled in the period.";
    private static final String NOBODY_RECEIVED = "Nobody received for the first time in the period.";

    private ParticipationRules() {}

    static FigureValue enrolled(PeriodFacts facts) {
        return FigureValue.of(facts.enrolled.size())
                .with(
                        "people",
                        facts.enrolled.stream()
                                .mapToLong(PeriodFacts.Enrolled::size)
                                .sum());
    }

    static long count(PeriodFacts facts, Predicate<PeriodFacts.Person> which) {
        return facts.people.stream().filter(which).count();
    }

    static FigureValue active(PeriodFacts facts) {
        return FigureValue.of(facts.people.size())
                .with("withoutProfessionals", count(facts, person -> person.plainLegs() > 0));
    }

    static FigureValue activeShare(PeriodFacts facts) {
        var active = numbers(facts, person -> true);
        long both = facts.enrolled.stream()
                .filter(enrolled -> active.contains(enrolled.number()))
                .count();
        return share(both, facts.enrolled.size(), NOBODY_ENROLLED)
                .with("active", both)
                .with("enrolled", facts.enrolled.size())
                .with("activeAndNotEnrolled", active.size() - both);
    }

    private static Set<Integer> numbers(PeriodFacts facts, Predicate<PeriodFacts.Person> which) {
        return facts.people.stream()
                .filter(which)
                .map(PeriodFacts.Person::number)
                .collect(Collectors.toSet());
    }

    static boolean gave(PeriodFacts.Person person) {
        return person.givenLegs() > 0;
    }

    static boolean received(PeriodFacts.Person person) {
        return person.receivedLegs() > 0;
    }

    static boolean didBoth(PeriodFacts.Person person) {
        return gave(person) && received(person);
    }

    static FigureValue bothShare(PeriodFacts facts) {
        long both = count(facts, ParticipationRules::didBoth);
        return share(both, facts.people.size(), NOBODY_ACTIVE)
                .with("both", both)
                .with("active", facts.people.size());
    }

    static FigureValue gini(PeriodFacts facts) {
        long[] given = facts.people.stream()
                .mapToLong(PeriodFacts.Person::givenMinutes)
                .toArray();
        return FigureValue.of(Gini.of(given), given.length == 0 ? NOBODY_ACTIVE : "Nobody gave in the period.")
                .with("active", given.length);
    }

    /** Those whose first receipt lies in the period. */
    private static List<PeriodFacts.Journey> firstReceivers(PeriodFacts facts) {
        return facts.journeys.stream()
                .filter(journey ->
                        journey.received().filter(month -> isIn(facts, month)).isPresent())
                .toList();
    }

    private static boolean isIn(PeriodFacts facts, YearMonth month) {
        return facts.from.filter(from -> month.atDay(1).isBefore(from)).isEmpty()
                && facts.to.filter(to -> !month.atDay(1).isBefore(to)).isEmpty();
    }

    private static boolean gaveBefore(PeriodFacts.Journey journey) {
        return journey.given()
                .filter(month -> month.isBefore(journey.received().orElseThrow()))
                .isPresent();
    }

    static FigureValue firstGift(PeriodFacts facts) {
        var all = firstReceivers(facts);
        var cohort = all.stream().filter(journey -> !gaveBefore(journey)).toList();
        long[] months = cohort.stream()
                .filter(journey -> journey.given().isPresent())
                .mapToLong(journey -> ChronoUnit.MONTHS.between(
                        journey.received().orElseThrow(), journey.given().get()))
                .toArray();
        return FigureValue.of(
                        Quantiles.median(months),
                        cohort.isEmpty() ? NOBODY_RECEIVED : "None of those who received has given yet.")
                .with("gave", months.length)
                .with("waiting", cohort.size() - months.length)
                .with("gaveBefore", all.size() - cohort.size());
    }

    static FigureValue progression(PeriodFacts facts) {
        var cohort = firstReceivers(facts).stream()
                .filter(journey -> !gaveBefore(journey))
                .toList();
        var gave =
                cohort.stream().filter(journey -> journey.given().isPresent()).toList();
        long organised =
                gave.stream().filter(journey -> journey.organised().isPresent()).count();
        return share(gave.size(), cohort.size(), NOBODY_RECEIVED)
                .with("received", cohort.size())
                .with("gave", gave.size())
                .with("organised", organised);
    }

    static FigureValue neverMatched(PeriodFacts facts) {
        var requesters = new HashSet<UUID>();
        var matched = new HashSet<UUID>();
        facts.requests.stream().filter(PeriodFacts.Request::inPeriod).forEach(request -> {
            requesters.add(request.person());
            if (request.agreedAt().isPresent() || request.fulfilled()) {
                matched.add(request.person());
            }
        });
        return FigureValue.of(requesters.size() - matched.size()).with("requesters", requesters.size());
    }

    private static Set<UUID> offerers(PeriodFacts facts) {
        return facts.offers.stream().map(PeriodFacts.Offer::person).collect(Collectors.toSet());
    }

    static FigureValue offerAndRequest(PeriodFacts facts) {
        var both = offerers(facts);
        both.retainAll(facts.requests.stream().map(PeriodFacts.Request::person).collect(Collectors.toSet()));
        return ofEnrolled(facts, both, "withBoth");
    }

    /** The share of the enrolled with an offer. */
    static FigureValue capabilities(PeriodFacts facts) {
        return ofEnrolled(facts, offerers(facts), "withOffer");
    }

    private static FigureValue ofEnrolled(PeriodFacts facts, Set<UUID> persons, String name) {
        long those = facts.enrolled.stream()
                .filter(enrolled -> persons.contains(enrolled.person()))
                .count();
        return share(those, facts.enrolled.size(), NOBODY_ENROLLED)
                .with(name, those)
                .with("enrolled", facts.enrolled.size());
    }

    /** The share of enrolled users who gave. */
    static FigureValue usersWhoGave(PeriodFacts facts) {
        var givers = numbers(facts, ParticipationRules::gave);
        var users = facts.enrolled.stream().filter(PeriodFacts.Enrolled::user).toList();
        long gave = users.stream()
                .filter(enrolled -> givers.contains(enrolled.number()))
                .count();
        return share(gave, users.size(), "No user is enrolled in the period.")
                .with("gave", gave)
                .with("users", users.size());
    }

    static FigureValue blurredRoles(PeriodFacts facts) {
        var bothSides = numbers(facts, person -> person.professionalGiven() > 0 && person.professionalReceived() > 0);
        var organisers = facts.journeys.stream()
                .filter(journey -> receivedThenOrganised(facts, journey))
                .map(PeriodFacts.Journey::number)
                .collect(Collectors.toSet());
        organisers.retainAll(numbers(facts, person -> true));
        var either = new HashSet<>(bothSides);
        either.addAll(organisers);
        return share(either.size(), facts.people.size(), NOBODY_ACTIVE)
                .with("bothSidesOfProfessionalLegs", bothSides.size())
                .with("receiversTurnedOrganisers", organisers.size())
                .with("blurred", either.size())
                .with("active", facts.people.size());
    }

    private static boolean receivedThenOrganised(PeriodFacts facts, PeriodFacts.Journey journey) {
        return journey.organised()
                .filter(month ->
                        facts.to.filter(to -> !month.atDay(1).isBefore(to)).isEmpty())
                .filter(month -> journey.received()
                        .filter(first -> !first.isAfter(month))
                        .isPresent())
                .isPresent();
    }
}
