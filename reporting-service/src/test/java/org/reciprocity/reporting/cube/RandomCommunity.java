package org.reciprocity.reporting.cube;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import org.reciprocity.reporting.disclosure.Contributors;
import org.reciprocity.reporting.disclosure.Edition;

/** A community of random people who give each other random hours, and the cube of it, made of nothing but the exchanges. */
final class RandomCommunity {
    private static final String GAVE = "gave|";
    private static final String RECEIVED = "received|";
    private static final String ONE_TO_ONE = "hours|one-to-one";
    private static final String GIVEN_IN_SESSIONS = "hours-given|in-sessions";
    private static final String RECEIVED_IN_SESSIONS = "hours-received|in-sessions";
    private static final Set<String> TO_PARTICIPANTS = Set.of(
            "hours-given|kind/service",
            "hours-given|flow/peer-to-peer",
            "hours-given|flow/family",
            "hours-received|",
            ONE_TO_ONE,
            GIVEN_IN_SESSIONS,
            RECEIVED_IN_SESSIONS);
    private static final Map<String, Across> ACROSS = Map.of(
            "exchanges|",
            Across.SUM,
            "active|",
            Across.NESTED,
            "enrolled|",
            Across.NESTED,
            "blurred|",
            Across.EACH_AT_MOST,
            "active-share|active",
            Across.EACH_AT_MOST,
            "both|",
            Across.EACH_AT_MOST,
            "givers-only|",
            Across.AT_MOST_TOGETHER,
            "receivers-only|",
            Across.AT_MOST_TOGETHER,
            GAVE,
            Across.NESTED,
            RECEIVED,
            Across.NESTED);
    static final Structure STRUCTURE = RandomRequests.with(RandomBands.with(new Structure(
            ACROSS,
            ACROSS,
            List.of(
                    Structure.Sum.ofAll("hours-given|", "hours-given|kind/"),
                    Structure.Sum.ofAll("hours-given|kind/service", "hours-given|flow/"),
                    Structure.Sum.of("hours-given|kind/service", ONE_TO_ONE, GIVEN_IN_SESSIONS),
                    Structure.Sum.of("hours-received|", ONE_TO_ONE, RECEIVED_IN_SESSIONS),
                    Structure.Sum.of("active|", "givers-only|", "receivers-only|", "both|"),
                    Structure.Sum.of(GAVE, "givers-only|", "both|"),
                    Structure.Sum.of(RECEIVED, "receivers-only|", "both|")),
            List.of(
                    new Structure.Part("active-share|active", "enrolled|"),
                    new Structure.Part("active-share|active", "active|"),
                    new Structure.Part("blurred|", "active|")),
            Set.of(ONE_TO_ONE, GIVEN_IN_SESSIONS, RECEIVED_IN_SESSIONS, GAVE, RECEIVED))));
    private static final String[] KINDS = {"service", "contribution", "codesign"};
    private static final int[] MINUTES = {15, 30, 30, 60, 60, 60, 90, 120, 240, 600};

    /** Of an exchange in a session what is received differs from what is given. */
    private record Exchange(
            YearMonth month,
            String programme,
            String kind,
            boolean session,
            String flow,
            int giver,
            int receiver,
            int minutes,
            int received) {
        Exchange in(String other) {
            return new Exchange(month, other, kind, session, flow, giver, receiver, minutes, received);
        }

        boolean isService() {
            return kind.equals(KINDS[0]);
        }

        boolean hasReceiver() {
            return session || isService();
        }

        boolean withProfessional() {
            return giver % 5 == 2 || (hasReceiver() && receiver % 5 == 2);
        }
    }

    private final List<Exchange> exchanges = new ArrayList<>();
    private final Set<String> programmes = new TreeSet<>();
    private final Map<String, Set<Integer>> enrolled = new HashMap<>();
    private final RandomBands bands;
    private final RandomRequests requests;
    private int editions;
    private final Random random;
    private final int people;
    private final YearMonth first = YearMonth.of(2026, 2);

    RandomCommunity(Random random) {
        this.random = random;
        people = 4 + random.nextInt(40);
        int count = 1 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
            programmes.add("p" + i);
            var some = new HashSet<Integer>();
            for (int person = 0; person < people; person++) {
                if (random.nextInt(3) > 0) {
                    some.add(person);
                }
            }
            enrolled.put("p" + i, some);
        }
        bands = new RandomBands(enrolled.hashCode(), people);
        requests = new RandomRequests(enrolled.hashCode());
    }

    /** More exchanges of the first months, and requests of them. */
    void exchange(int months, int most) {
        requests.ask(first, months, most / 2);
        int count = 1 + random.nextInt(most);
        for (int i = 0; i < count; i++) {
            var programme = random.nextInt(6) == 0 ? "" : "p" + random.nextInt(programmes.size());
            var kind = KINDS[random.nextInt(8) < 6 ? 0 : 1 + random.nextInt(2)];
            boolean service = kind.equals(KINDS[0]);
            boolean session = random.nextInt(8) == 0;
            int minutes = MINUTES[random.nextInt(MINUTES.length)];
            int attended = session ? MINUTES[random.nextInt(MINUTES.length)] : 0;
            exchanges.add(new Exchange(
                    first.plusMonths(random.nextInt(months)),
                    programme,
                    kind,
                    session,
                    random.nextInt(4) == 0 ? "family" : "peer-to-peer",
                    skewed(),
                    skewed(),
                    minutes,
                    session ? attended : service ? minutes : 0));
        }
    }

    /** Takes some out, and enters some of those again in another programme. */
    void correct(int most) {
        requests.change();
        for (int i = random.nextInt(most + 1); i > 0 && !exchanges.isEmpty(); i--) {
            var out = exchanges.remove(random.nextInt(exchanges.size()));
            if (random.nextBoolean()) {
                exchanges.add(out.in("p" + random.nextInt(programmes.size())));
            }
        }
    }

    /** Some do most. */
    private int skewed() {
        return Math.min(random.nextInt(people), random.nextInt(people));
    }

    /**
     * What an edition through so many months consists of.
     *
     * @param told the axes of bands that were told before
     */
    Edition edition(int months, Set<String> told) {
        editions++;
        var slices = new ArrayList<Slice>();
        var last = first.plusMonths(months - 1L);
        var periods = new TreeMap<String, Predicate<YearMonth>>();
        for (int i = 0; i < months; i++) {
            var month = first.plusMonths(i);
            periods.put(month.toString(), month::equals);
            var around = Calendar.around(month.toString());
            while (around.isPresent()) {
                var period = around.get();
                periods.put(period, other -> !other.isAfter(last) && Calendar.isIn(other.toString(), period));
                around = Calendar.around(period);
            }
        }
        periods.forEach((period, isIn) -> {
            var whole = slice("", period, exchange -> isIn.test(exchange.month), told);
            requests.count(whole.counts(), isIn);
            slices.add(whole);
            programmes.forEach(programme -> slices.add(slice(
                    programme,
                    period,
                    exchange -> isIn.test(exchange.month) && exchange.programme.equals(programme),
                    told)));
        });
        return Cube.edition(slices, STRUCTURE);
    }

    private Slice slice(String programme, String period, Predicate<Exchange> which, Set<String> told) {
        var some = exchanges.stream().filter(which).toList();
        var givers = new HashSet<Integer>();
        var receivers = new HashSet<Integer>();
        some.forEach(exchange -> {
            givers.add(exchange.giver);
            if (exchange.hasReceiver()) {
                receivers.add(exchange.receiver);
            }
        });
        var active = new HashSet<>(givers);
        active.addAll(receivers);
        var members = new HashSet<Integer>();
        enrolled.forEach((of, who) -> {
            if (programme.isEmpty() || programme.equals(of)) {
                members.addAll(who);
            }
        });
        var both = new HashSet<>(givers);
        both.retainAll(receivers);
        var activeMembers = new HashSet<>(members);
        activeMembers.retainAll(active);
        var counts = new TreeMap<String, Long>();
        counts.put("exchanges|", (long) some.size());
        counts.put("enrolled|", (long) members.size());
        counts.put("active|", (long) active.size());
        counts.put("active-share|active", (long) activeMembers.size());
        if (programme.isEmpty()) {
            bands.count(counts, period, "enrolled|", members, editions, told);
            bands.count(counts, period, "active|", active, editions, told);
        }
        counts.put("blurred|", blurred(some));
        counts.put("both|", (long) both.size());
        counts.put(GAVE, (long) givers.size());
        counts.put(RECEIVED, (long) receivers.size());
        counts.put("givers-only|", (long) givers.size() - both.size());
        counts.put("receivers-only|", (long) receivers.size() - both.size());
        var minutes = new TreeMap<String, Slice.Minutes>();
        put(minutes, "hours-given|", some, exchange -> true, Exchange::minutes);
        for (var kind : KINDS) {
            put(minutes, "hours-given|kind/" + kind, some, exchange -> exchange.kind.equals(kind), Exchange::minutes);
        }
        if (programme.isEmpty()) {
            ofTheWhole(minutes, some);
        }
        return new Slice(programme, period, counts, minutes);
    }

    /** How many gave and received where a professional was one of the two. */
    private static long blurred(List<Exchange> some) {
        var legs = some.stream().filter(Exchange::withProfessional).toList();
        var receivers = legs.stream()
                .filter(Exchange::hasReceiver)
                .map(Exchange::receiver)
                .collect(Collectors.toSet());
        return legs.stream()
                .map(Exchange::giver)
                .distinct()
                .filter(receivers::contains)
                .count();
    }

    /** What is told of the community only, and through what it hangs together with the rest. */
    private static void ofTheWhole(Map<String, Slice.Minutes> minutes, List<Exchange> some) {
        for (var flow : List.of("peer-to-peer", "family")) {
            put(
                    minutes,
                    "hours-given|flow/" + flow,
                    some,
                    exchange -> exchange.isService() && exchange.flow.equals(flow),
                    Exchange::minutes);
        }
        put(minutes, ONE_TO_ONE, some, exchange -> exchange.isService() && !exchange.session, Exchange::minutes);
        put(minutes, GIVEN_IN_SESSIONS, some, exchange -> exchange.isService() && exchange.session, Exchange::minutes);
        put(minutes, "hours-received|", some, Exchange::hasReceiver, Exchange::received);
        put(minutes, RECEIVED_IN_SESSIONS, some, Exchange::session, Exchange::received);
    }

    private static void put(
            Map<String, Slice.Minutes> minutes,
            String item,
            List<Exchange> all,
            Predicate<Exchange> which,
            ToIntFunction<Exchange> what) {
        var some = all.stream().filter(which).toList();
        var givers = contributors(some, Exchange::giver, what);
        // What is contributed or planned goes to no participant, and of all that is given, what does is a number of its
        // own.
        var receivers =
                TO_PARTICIPANTS.contains(item) ? contributors(some, Exchange::receiver, what) : Contributors.NONE;
        minutes.put(item, new Slice.Minutes(givers, receivers));
    }

    private static Contributors contributors(
            List<Exchange> some, Function<Exchange, Integer> side, ToIntFunction<Exchange> what) {
        var sums = new TreeMap<Integer, Long>();
        some.forEach(exchange -> sums.merge(side.apply(exchange), (long) what.applyAsInt(exchange), Long::sum));
        return Contributors.of(sums.values().stream().mapToLong(Long::longValue).toArray());
    }
}
