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
    private final int people;
    private final List<Done> done = new ArrayList<>();
    private final TreeMap<String, Long> hours = new TreeMap<>();
    private final TreeMap<UUID, Long> balances = new TreeMap<>();
    private final List<List<UUID>> requests = List.of(new ArrayList<>(), new ArrayList<>());
    private long next = 1_000_000;

    private record Done(int community, UUID id, UUID programme, Instant at, List<Story.Leg> legs) {}

    /** Of so many people a community. */
    public RandomStory(long seed, int people) {
        random = new Random(seed);
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
                entries.add(Story.participant(community(community), person(community, person), agency()));
                var enrolment = Story.id(50_000 + community * 10_000L + person);
                entries.add(Story.enrolled(
                        community(community),
                        enrolment,
                        programme(community, person % 2),
                        person(community, person),
                        LocalDate.of(2025, 4, 1).plusDays(random.nextInt(300)).toString()));
                if (random.nextInt(5) == 0) {
                    entries.add(Story.ended(
                            community(community),
                            enrolment,
                            programme(community, person % 2),
                            person(community, person),
                            "2026-02-15"));
                }
            }
        }
        return entries;
    }

    /** Something that the ledger records. */
    public TestLog.Entry ledgerEvent() {
        int dice = random.nextInt(100);
        if (dice < 8 && !done.isEmpty()) {
            return reversal(done.remove(random.nextInt(done.size())));
        }
        int community = random.nextInt(2);
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
        return exchange(community);
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

    /** Something that the matching service records. */
    public TestLog.Entry matchingEvent() {
        int community = random.nextInt(2);
        var id = Story.id(next++);
        int what = random.nextInt(7);
        if (what == 1) {
            requests.get(community).add(id);
        } else if (what > 4 && !requests.get(community).isEmpty()) {
            var made = requests.get(community);
            id = made.get(random.nextInt(made.size()));
        }
        var body =
                switch (what) {
                    case 0 ->
                        new String[] {
                            "offer-made.v1",
                            "{\"participant\":\"%s\",\"skill\":\"lifts\",\"minutes\":60,\"reach\":\"anywhere\"}"
                        };
                    case 1 ->
                        new String[] {
                            "request-made.v1",
                            "{\"participant\":\"%s\",\"skill\":\"lifts\",\"minutes\":60,\"from\":\"2026-05-02T08:00:00Z\","
                                    + "\"until\":\"2026-05-09T18:00:00Z\",\"failureElsewhere\":true,\"couldGive\":\"offer\"}"
                        };
                    case 2 ->
                        new String[] {
                            "match-proposed.v1", "{\"match\":\"%s\",\"skill\":\"lifts\",\"minutes\":60,\"score\":{}}"
                        };
                    case 3 ->
                        new String[] {"match-accepted.v1", "{\"match\":\"%s\",\"side\":\"giver\",\"agreed\":true}"};
                    case 4 ->
                        new String[] {
                            "match-declined.v1", "{\"match\":\"%s\",\"side\":\"giver\",\"reason\":\"no-time\"}"
                        };
                    case 5 ->
                        new String[] {"match-fulfilled.v1", "{\"match\":\"%s\",\"exchange\":\"%<s\",\"minutes\":60}"};
                    default -> new String[] {"match-unfulfilled.v1", "{\"match\":\"%s\",\"exchange\":\"%<s\"}"};
                };
        return new TestLog.Entry(
                TestLog.MATCHES,
                body[0],
                community(community),
                id,
                body[1].formatted(person(community, random.nextInt(people))),
                FROM.plusSeconds(random.nextInt(SECONDS)));
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

    /** The participants of a community who give and receive something at any time. */
    public Set<UUID> both(int community) {
        var givers = new TreeSet<UUID>();
        var receivers = new TreeSet<UUID>();
        for (var exchange : done) {
            if (exchange.community() == community) {
                for (var leg : exchange.legs()) {
                    givers.add(leg.provider());
                    receivers.add(leg.receiver());
                }
            }
        }
        givers.retainAll(receivers);
        return givers;
    }
}
