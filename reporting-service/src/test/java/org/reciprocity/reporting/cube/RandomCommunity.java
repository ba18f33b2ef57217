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
import org.reciprocity.reporting.disclosure.Contributors;
import org.reciprocity.reporting.disclosure.Edition;

/** A community of random people who give each other random hours, and the cube of it, made of nothing but the exchanges. */
final class RandomCommunity {
    static final Structure STRUCTURE = new Structure(
            Set.of("exchanges|"),
            Set.of("active|", "enrolled|"),
            List.of(
                    Structure.Sum.ofAll("hours-given|", "hours-given|kind/"),
                    Structure.Sum.of("active|", "givers-only|", "receivers-only|", "both|")),
            List.of(new Structure.Part("active-share|active", "enrolled|")));
    private static final String[] KINDS = {"service", "contribution", "codesign"};
    private static final int[] MINUTES = {15, 30, 30, 60, 60, 60, 90, 120, 240, 600};

    private record Exchange(YearMonth month, String programme, String kind, int giver, int receiver, int minutes) {}

    private final List<Exchange> exchanges = new ArrayList<>();
    private final Set<String> programmes = new TreeSet<>();
    private final Map<String, Set<Integer>> enrolled = new HashMap<>();
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
    }

    /** More exchanges of the first months. */
    void exchange(int months, int most) {
        int count = 1 + random.nextInt(most);
        for (int i = 0; i < count; i++) {
            var programme = random.nextInt(6) == 0 ? "" : "p" + random.nextInt(programmes.size());
            exchanges.add(new Exchange(
                    first.plusMonths(random.nextInt(months)),
                    programme,
                    KINDS[random.nextInt(8) < 6 ? 0 : 1 + random.nextInt(2)],
                    skewed(),
                    skewed(),
                    MINUTES[random.nextInt(MINUTES.length)]));
        }
    }

    /** Some do most. */
    private int skewed() {
        return Math.min(random.nextInt(people), random.nextInt(people));
    }

    /** What an edition through so many months consists of. */
    Edition edition(int months) {
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
            slices.add(slice("", period, exchange -> isIn.test(exchange.month)));
            programmes.forEach(programme -> slices.add(slice(
                    programme, period, exchange -> isIn.test(exchange.month) && exchange.programme.equals(programme))));
        });
        return Cube.edition(slices, STRUCTURE);
    }

    private Slice slice(String programme, String period, Predicate<Exchange> which) {
        var some = exchanges.stream().filter(which).toList();
        var givers = new HashSet<Integer>();
        var receivers = new HashSet<Integer>();
        some.forEach(exchange -> {
            givers.add(exchange.giver);
            if (exchange.kind.equals("service")) {
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
        counts.put("both|", (long) both.size());
        counts.put("givers-only|", (long) givers.size() - both.size());
        counts.put("receivers-only|", (long) receivers.size() - both.size());
        var minutes = new TreeMap<String, Slice.Minutes>();
        minutes.put("hours-given|", minutes(some));
        for (var kind : KINDS) {
            minutes.put(
                    "hours-given|kind/" + kind,
                    minutes(some.stream()
                            .filter(exchange -> exchange.kind.equals(kind))
                            .toList()));
        }
        return new Slice(programme, period, counts, minutes);
    }

    private static Slice.Minutes minutes(List<Exchange> some) {
        return new Slice.Minutes(contributors(some, Exchange::giver), contributors(some, Exchange::receiver));
    }

    private static Contributors contributors(List<Exchange> some, Function<Exchange, Integer> side) {
        var sums = new TreeMap<Integer, Long>();
        some.forEach(exchange -> sums.merge(side.apply(exchange), (long) exchange.minutes, Long::sum));
        return Contributors.of(sums.values().stream().mapToLong(Long::longValue).toArray());
    }
}
