package org.reciprocity.reporting;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/**
 * What two communities do, at random, as events in the order that their services would write them; and a naive reckoning of some of the
 * figures that must come of it, kept along.
 */
public final class RandomStory {
    private static final Instant FROM = Instant.parse("2025-04-01T00:00:00Z");
    private static final int SECONDS = 400 * 86_400;
    private static final List<ZoneId> ZONES = List.of(ZoneId.of("Europe/London"), ZoneId.of("Pacific/Auckland"));

    private final Random random;
    private int people;
    private final List<Done> done = new ArrayList<>();
    private final TreeMap<String, Long> hours = new TreeMap<>();
    private final TreeMap<UUID, Long> balances = new TreeMap<>();
    private final TreeMap<UUID, UUID> persons = new TreeMap<>();
    private final TreeMap<UUID, Integer> words = new TreeMap<>();
    private final List<List<UUID>> offers = List.of(new ArrayList<>(), new ArrayList<>());
    private final List<List<UUID>> requests = List.of(new ArrayList<>(), new ArrayList<>());
    private final List<List<Proposed>> proposals = List.of(new ArrayList<>(), new ArrayList<>());
    private final List<List<Fulfilled>> fulfilled = List.of(new ArrayList<>(), new ArrayList<>());
    private final RandomOutcomes outcomes;
    private long next = 1_000_000;

    private record Done(int community, UUID id, UUID programme, Instant at, List<Story.Leg> legs) {}

    /** Of so many people a community. */
    public RandomStory(long seed, int people) {
        random = new Random(seed);
        outcomes = new RandomOutcomes(random);
        this.people = people;
    }

    /** The code of a community, from 0. */
    public static String code(int community) {
        return "COMMUNITY-" + community;
    }

    public static UUID community(int community) {
        return Story.id(10 + community);
    }

    private static UUID programme(int community, int programme) {
        return Story.id(100 + community * 10L + programme);
    }

    private static UUID person(int community, int person) {
        return Story.id(10_000 + community * 10_000L + person);
    }

    /** The agency that leads both. */
    public static UUID agency() {
        return Story.id(1);
    }

    /** What is registered at first. */
    public List<TestLog.Entry> registry() {
        var entries = new ArrayList<TestLog.Entry>();
        entries.add(Story.agency(agency(), "LEAD"));
        for (int community = 0; community < 2; community++) {
            entries.add(Story.community(
                    community(community), code(community), ZONES.get(community).getId(), agency()));
            for (int programme = 0; programme < 2; programme++) {
                entries.add(Story.programme(
                        community(community), programme(community, programme), agency(), "PROGRAMME-" + programme));
            }
            for (int person = 0; person < people; person++) {
                entries.addAll(enrolled(community, person));
                if (random.nextInt(5) == 0) {
                    entries.add(Story.ended(
                            community(community),
                            enrolment(community, person),
                            programme(community, person % 2),
                            person(community, person),
                            "2026-02-15"));
                }
            }
        }
        return entries;
    }

    private static UUID enrolment(int community, int person) {
        return Story.id(50_000 + community * 10_000L + person);
    }

    private List<TestLog.Entry> enrolled(int community, int person) {
        return List.of(
                Story.participant(community(community), person(community, person), agency()),
                Story.enrolled(
                        community(community),
                        enrolment(community, person),
                        programme(community, person % 2),
                        person(community, person),
                        LocalDate.of(2025, 4, 1).plusDays(random.nextInt(300)).toString()));
    }

    /** One more enrols in each community, and another leaves; from now on the one who came takes part in exchanges. */
    public List<TestLog.Entry> comeAndGone() {
        var entries = new ArrayList<TestLog.Entry>();
        for (int community = 0; community < 2; community++) {
            entries.addAll(enrolled(community, people));
            int gone = random.nextInt(people);
            entries.add(Story.ended(
                    community(community),
                    enrolment(community, gone),
                    programme(community, gone % 2),
                    person(community, gone),
                    "2026-01-20"));
        }
        people++;
        return entries;
    }

    /** Something that the ledger records. */
    public TestLog.Entry ledgerEvent() {
        int dice = random.nextInt(100);
        if (dice < 8 && !done.isEmpty()) {
            return reversal(done.remove(random.nextInt(done.size())));
        }
        int community = random.nextInt(2);
        if (dice < 9) {
            int one = random.nextInt(people - 1);
            return linked(community, person(community, one), person(community, one + 1));
        }
        if (dice < 10) {
            return banded(community, random.nextInt(people));
        }
        if (dice < 14) {
            return Story.scored(
                    community(community),
                    programme(community, random.nextInt(2)),
                    Story.id(next++),
                    person(community, random.nextInt(people)),
                    random.nextInt(3),
                    "2" + random.nextInt(10) + "." + random.nextInt(100),
                    LocalDate.of(2025, 4, 1).plusDays(random.nextInt(400)).toString());
        }
        if (dice < 24) {
            return outcomes.event(
                    community(community),
                    programme(community, random.nextInt(2)),
                    person(community, random.nextInt(people)),
                    Story.id(next++));
        }
        return exchange(community);
    }

    /** Somebody tells of themselves, takes it back, or is erased. */
    private TestLog.Entry banded(int community, int person) {
        var participant = person(community, person);
        if (random.nextInt(10) == 0) {
            return Story.erased(community(community), participant);
        }
        var age = List.of("16-24", "25-44", "65-74").get(random.nextInt(3));
        var deprivation = 1 + random.nextInt(5);
        return Story.banded(
                community(community),
                participant,
                words.merge(participant, 1, Integer::sum),
                words.size(),
                List.of(
                                "{}",
                                "{\"age\":\"" + age + "\"}",
                                "{\"age\":\"" + age + "\",\"deprivation\":\"quintile-" + deprivation + "\"}")
                        .get(random.nextInt(3)));
    }

    private TestLog.Entry linked(int community, UUID participant, UUID sameAs) {
        var kept = who(participant);
        var other = who(sameAs);
        for (int person = 0; person < people; person++) {
            if (who(person(community, person)).equals(other)) {
                persons.put(person(community, person), kept);
            }
        }
        return Story.linked(community(community), participant, sameAs);
    }

    /** One id for all that are linked. */
    private UUID who(UUID participant) {
        return persons.getOrDefault(participant, participant);
    }

    private TestLog.Entry exchange(int community) {
        var at = FROM.plusSeconds(random.nextInt(SECONDS));
        if (random.nextInt(3) == 0) {
            // Near the border of a month, where zones differ.
            at = YearMonth.of(2025, 5 + random.nextInt(7))
                    .atDay(1)
                    .atStartOfDay(ZONES.get(random.nextInt(2)))
                    .toInstant()
                    .plusSeconds(random.nextInt(7_200) - 3_600);
        }
        var legs = new ArrayList<Story.Leg>();
        for (int i = random.nextInt(2); i >= 0; i--) {
            int giver = random.nextInt(people);
            int receiver = (giver + 1 + random.nextInt(Math.min(6, people - 1))) % people;
            legs.add(new Story.Leg(
                    person(community, giver),
                    person(community, receiver),
                    15 * (1 + random.nextInt(8)),
                    List.of("member", "member", "neighbour", "professional").get(random.nextInt(4))));
        }
        var programme = random.nextInt(4) == 0 ? null : programme(community, random.nextInt(2));
        var exchange = new Done(community, Story.id(next++), programme, at, legs);
        done.add(exchange);
        reckon(exchange, 1);
        return Story.settled(
                community(community),
                exchange.id(),
                "service",
                exchange.programme(),
                at.toString(),
                legs.toArray(new Story.Leg[0]));
    }

    private TestLog.Entry reversal(Done exchange) {
        reckon(exchange, -1);
        return Story.reversed(
                community(exchange.community()),
                exchange.id(),
                "service",
                exchange.programme(),
                exchange.at().toString(),
                exchange.legs().toArray(new Story.Leg[0]));
    }

    private void reckon(Done exchange, int sign) {
        var month = YearMonth.from(exchange.at().atZone(ZONES.get(exchange.community())));
        for (var leg : exchange.legs()) {
            hours.merge(code(exchange.community()) + " " + month, (long) sign * leg.minutes(), Long::sum);
            if (!leg.providerRole().equals("professional")) {
                balances.merge(Story.account(leg.provider()), (long) sign * leg.minutes(), Long::sum);
                balances.merge(Story.account(leg.receiver()), (long) -sign * leg.minutes(), Long::sum);
            }
        }
    }

    private record Proposed(UUID request, UUID match) {}

    private record Fulfilled(UUID request, UUID match, UUID exchange) {}

    /** Something that the matching service records. */
    public TestLog.Entry matchingEvent() {
        int community = random.nextInt(2);
        return switch (random.nextInt(8)) {
            case 0 -> {
                offers.get(community).add(Story.id(next));
                yield matching(community, "offer-made.v1", Story.id(next++), """
                        {"participant":"%s","skill":"lifts","minutes":60,"reach":"anywhere"}""".formatted(
                                person(community, random.nextInt(people))));
            }
            case 1 -> {
                requests.get(community).add(Story.id(next));
                yield matching(community, "request-made.v1", Story.id(next++), """
                        {"participant":"%s","skill":"lifts","minutes":60,"from":"2026-05-02T08:00:00Z",\
                        "until":"2026-05-09T18:00:00Z","failureElsewhere":true,"couldGive":"offer"}""".formatted(
                                person(community, random.nextInt(people))));
            }
            case 2 ->
                matching(community, "request-withdrawn.v1", any(requests.get(community)), """
                        {"participant":"%s","skill":"lifts"}""".formatted(
                                person(community, 0)));
            case 3 -> {
                var proposed = new Proposed(any(requests.get(community)), Story.id(next++));
                proposals.get(community).add(proposed);
                yield matching(community, "match-proposed.v1", proposed.request(), """
                        {"match":"%s","offer":"%s","skill":"lifts","minutes":60,"score":{}}""".formatted(
                                proposed.match(), any(offers.get(community))));
            }
            case 4 -> ofMatch(community, "match-accepted.v1", "\"side\":\"giver\",\"agreed\":true");
            case 5 -> ofMatch(community, "match-declined.v1", "\"side\":\"giver\",\"reason\":\"no-time\"");
            case 6 -> {
                var proposed = proposed(community);
                var fulfilled = new Fulfilled(proposed.request(), proposed.match(), Story.id(next++));
                done(community).add(fulfilled);
                yield matching(community, "match-fulfilled.v1", fulfilled.request(), """
                        {"match":"%s","exchange":"%s","minutes":60}""".formatted(
                                fulfilled.match(), fulfilled.exchange()));
            }
            default -> {
                if (done(community).isEmpty()) {
                    yield ofMatch(community, "match-accepted.v1", "\"side\":\"receiver\",\"agreed\":false");
                }
                var undone =
                        done(community).remove(random.nextInt(done(community).size()));
                yield matching(community, "match-unfulfilled.v1", undone.request(), """
                        {"match":"%s","exchange":"%s"}""".formatted(
                                undone.match(), undone.exchange()));
            }
        };
    }

    private List<Fulfilled> done(int community) {
        return fulfilled.get(community);
    }

    /** One of those there are; before there are any, one that nobody has told of. */
    private UUID any(List<UUID> ids) {
        return ids.isEmpty() ? Story.id(next++) : ids.get(random.nextInt(ids.size()));
    }

    private Proposed proposed(int community) {
        var all = proposals.get(community);
        return all.isEmpty()
                ? new Proposed(any(requests.get(community)), Story.id(next++))
                : all.get(random.nextInt(all.size()));
    }

    private TestLog.Entry ofMatch(int community, String type, String more) {
        var proposed = proposed(community);
        return matching(community, type, proposed.request(), "{\"match\":\"" + proposed.match() + "\"," + more + "}");
    }

    private TestLog.Entry matching(int community, String type, UUID key, String body) {
        return new TestLog.Entry(
                TestLog.MATCHES, type, community(community), key, body, FROM.plusSeconds(random.nextInt(SECONDS)));
    }

    /** Minutes given, by community and month in its zone; months whose exchanges were all reversed have zero. */
    public Map<String, Long> minutesGiven() {
        return hours;
    }

    /** Balances that are not zero, by account. */
    public Map<UUID, Long> balances() {
        var others = new TreeMap<>(balances);
        others.values().removeIf(minutes -> minutes == 0);
        return others;
    }

    /** The participants of a community who give and receive something at any time; linked ids are one. */
    public Set<UUID> both(int community) {
        var givers = new TreeSet<UUID>();
        var receivers = new TreeSet<UUID>();
        for (var exchange : done) {
            if (exchange.community() == community) {
                for (var leg : exchange.legs()) {
                    givers.add(who(leg.provider()));
                    receivers.add(who(leg.receiver()));
                }
            }
        }
        givers.retainAll(receivers);
        return givers;
    }
}
