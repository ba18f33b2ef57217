package org.reciprocity.reporting.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.reciprocity.reporting.cube.Cube;
import org.reciprocity.reporting.cube.Slice;
import org.reciprocity.reporting.disclosure.Edition;
import org.reciprocity.reporting.disclosure.ProtectionLevel;
import org.reciprocity.reporting.disclosure.Quantity;
import org.reciprocity.reporting.edition.EditionTable;
import org.reciprocity.reporting.edition.EditionTable.Kept;
import org.reciprocity.reporting.linear.GlopSolver;
import org.reciprocity.reporting.network.Network;
import org.reciprocity.reporting.network.Ties;
import org.reciprocity.reporting.release.ReleasedNumber.State;

/**
 * Attacks the numbers that a release tells, ratios of networks included, with nothing but what a reader has: rounding, how the published
 * figures hang together, and the formulas of the catalogue. No solver: bounds are narrowed until nothing changes, and what a network can be
 * is tried out.
 */
class PublishedNumbersAttackTest {
    private static final ProtectionLevel TEN = ProtectionLevel.ofPercent(BigDecimal.TEN);
    private static final long SEED = Long.getLong("reciprocity.attack.seed", 20_261_126L);
    private static final int COMMUNITIES = Integer.getInteger("reciprocity.attack.releases", 60);
    private static final UUID GARDENS = new UUID(0, 7);
    private static final Map<String, Integer> PERIODS =
            new TreeMap<>(Map.of("2026-04", 4, "2026-05", 5, "2026-06", 6, "2026-Q2", 0, "2026", 0, "all", 0));
    private static final long UNKNOWN = 1_000_000;
    private static final int ROUNDS = 12;

    private record Exchange(int month, boolean gardens, int giver, int receiver) {}

    /** A request that lapsed, was fulfilled, or still stands. */
    private record Asked(int month, String skill, String weekday, boolean lapsed, boolean fulfilled) {}

    /** What a number can be, as far as is known. */
    private record Bounds(long low, long high) {
        Bounds within(long least, long most) {
            return new Bounds(Math.max(low, least), Math.min(high, most));
        }
    }

    private static Kept kept(long value, Map<String, Object> parts) {
        return new Kept(BigDecimal.valueOf(value), null, parts, List.of());
    }

    private static Kept kept(Optional<BigDecimal> value, long people) {
        return new Kept(
                value.orElse(null), value.isPresent() ? null : "none", Map.of("participants", people), List.of());
    }

    private static List<Exchange> exchanges(Random random, int people) {
        var exchanges = new ArrayList<Exchange>();
        int count = 5 + random.nextInt(90);
        for (int i = 0; i < count; i++) {
            int giver = random.nextInt(people);
            int receiver = random.nextInt(people);
            if (giver != receiver) {
                int month = 4 + random.nextInt(3);
                boolean gardens = random.nextInt(3) > 0;
                exchanges.add(new Exchange(month, gardens, giver, receiver));
                if (random.nextInt(8) == 0) {
                    exchanges.add(new Exchange(month, gardens, receiver, giver));
                }
            }
        }
        return exchanges;
    }

    private static List<Asked> requests(Random random) {
        var requests = new ArrayList<Asked>();
        for (int i = random.nextInt(90); i > 0; i--) {
            int state = random.nextInt(4);
            requests.add(new Asked(
                    4 + random.nextInt(3),
                    List.of("lifts", "forms", "company").get(random.nextInt(3)),
                    List.of("1-monday", "2-tuesday", "3-wednesday").get(random.nextInt(3)),
                    state < 2,
                    state == 2));
        }
        return requests;
    }

    private static Map<String, Long> counts(List<Asked> requests, Function<Asked, String> by) {
        return requests.stream().collect(Collectors.groupingBy(by, TreeMap::new, Collectors.counting()));
    }

    private static void asked(Map<String, Kept> figures, List<Asked> requests) {
        var lapsed = requests.stream().filter(Asked::lapsed).toList();
        figures.put("requests", kept(requests.size(), Map.of("bySkill", counts(requests, Asked::skill))));
        figures.put(
                "requests-lapsed",
                kept(
                        lapsed.size(),
                        Map.of(
                                "bySkill", counts(lapsed, Asked::skill),
                                "byWeekday", counts(lapsed, Asked::weekday))));
        figures.put(
                "fulfilment-share",
                new Kept(
                        null,
                        "none",
                        Map.of(
                                "fulfilled",
                                requests.stream().filter(Asked::fulfilled).count(),
                                "requests",
                                requests.size()),
                        List.of()));
    }

    private static List<EditionTable> tables(List<Exchange> exchanges, List<Asked> requests, int people) {
        var tables = new ArrayList<EditionTable>();
        for (var programme : List.of(Optional.<UUID>empty(), Optional.of(GARDENS))) {
            PERIODS.forEach((period, month) -> tables.add(table(
                    programme,
                    period,
                    people,
                    exchanges.stream()
                            .filter(exchange -> programme.isEmpty() || exchange.gardens)
                            .filter(exchange -> month == 0 || exchange.month == month)
                            .toList(),
                    requests.stream()
                            .filter(request -> programme.isEmpty() && (month == 0 || request.month == month))
                            .toList())));
        }
        return tables;
    }

    private static EditionTable table(
            Optional<UUID> programme, String period, int people, List<Exchange> some, List<Asked> requests) {
        var collector = new Ties.Collector();
        var givers = new HashSet<Integer>();
        var receivers = new HashSet<Integer>();
        for (var exchange : some) {
            collector.add(exchange.giver, exchange.receiver, 60);
            givers.add(exchange.giver);
            receivers.add(exchange.receiver);
        }
        var network = new Network(collector.collect());
        var both = new HashSet<>(givers);
        both.retainAll(receivers);
        long active = (long) givers.size() + receivers.size() - both.size();
        var partners = network.partners();
        Predicate<Integer> isolated = person -> partners.getOrDefault(person, 0) <= 3;
        long few = java.util.stream.IntStream.range(0, people)
                .boxed()
                .filter(isolated)
                .count();
        var figures = new TreeMap<String, Kept>();
        figures.put("exchanges", kept(some.size(), Map.of("byKind", Map.of("service", some.size()))));
        figures.put("enrolled", kept(people, Map.of()));
        figures.put("active", kept(active, Map.of("withoutProfessionals", active)));
        figures.put("givers-only", kept((long) givers.size() - both.size(), Map.of()));
        figures.put("receivers-only", kept((long) receivers.size() - both.size(), Map.of()));
        figures.put("both", kept(both.size(), Map.of()));
        figures.put("isolated", kept(few, Map.of()));
        figures.put("without-tie", kept(people - network.participants(), Map.of()));
        figures.put("ties", kept(network.ties(), Map.of("participants", network.participants())));
        figures.put("mutual-pairs", kept(network.mutualPairs(), Map.of()));
        figures.put("reciprocity", kept(network.reciprocity(), network.participants()));
        figures.put("rho", kept(network.rho(), network.participants()));
        figures.put("weighted-reciprocity", kept(network.weightedReciprocity(), network.participants()));
        figures.put("generalised-reciprocity", kept(network.generalisedReciprocity(), network.participants()));
        figures.put("mean-partners", kept(network.meanPartners(), network.participants()));
        figures.put("ego-density", kept(network.egoDensity(), network.participantsWithTwoPartners()));
        if (programme.isEmpty()) {
            asked(figures, requests);
        }
        return new EditionTable(programme, period, some.size(), figures, Map.of());
    }

    private static String key(ReleasedNumber number) {
        return Slice.key(
                Slice.item(number.figure(), number.part()),
                number.programme().map(Object::toString).orElse(""),
                number.period());
    }

    private static Bounds known(ReleasedNumber number) {
        if (number.state() != State.TOLD) {
            return new Bounds(1, UNKNOWN);
        }
        long told = number.value().orElseThrow().longValueExact();
        return told == 0 ? new Bounds(0, 0) : new Bounds(Math.max(8, told - 2), told + 2);
    }

    /** What a reader makes of a release: the bounds of every count. */
    private static Map<String, Bounds> attack(List<ReleasedNumber> numbers, Edition edition) {
        var bounds = new HashMap<String, Bounds>();
        edition.facts().keySet().forEach(key -> bounds.put(key, new Bounds(0, UNKNOWN)));
        numbers.stream()
                .filter(number -> bounds.containsKey(key(number)))
                .forEach(number -> bounds.put(key(number), known(number)));
        for (int round = 0; round < ROUNDS; round++) {
            edition.rules().forEach(rule -> narrow(rule, bounds));
            numbers.stream()
                    .filter(number ->
                            number.figure().equals("ties") && number.part().isEmpty())
                    .forEach(number -> network(number, numbers, bounds));
        }
        return bounds;
    }

    private static long sum(List<String> keys, Map<String, Bounds> bounds, boolean upper) {
        return keys.stream()
                .map(bounds::get)
                .mapToLong(of -> upper ? of.high : of.low)
                .sum();
    }

    private static void narrow(Edition.Rule rule, Map<String, Bounds> bounds) {
        for (var key : rule.total()) {
            long others = sum(rule.total(), bounds, false) - bounds.get(key).low;
            long most = sum(rule.parts(), bounds, true) - others;
            long least = rule.equal()
                    ? sum(rule.parts(), bounds, false) - (sum(rule.total(), bounds, true) - bounds.get(key).high)
                    : 0;
            bounds.put(key, bounds.get(key).within(least, most));
        }
        for (var key : rule.parts()) {
            long least = sum(rule.total(), bounds, false) - (sum(rule.parts(), bounds, true) - bounds.get(key).high);
            long most = rule.equal()
                    ? sum(rule.total(), bounds, true) - (sum(rule.parts(), bounds, false) - bounds.get(key).low)
                    : UNKNOWN;
            bounds.put(key, bounds.get(key).within(least, most));
        }
    }

    private static Optional<Double> told(String figure, ReleasedNumber beside, List<ReleasedNumber> numbers) {
        return numbers.stream()
                .filter(number -> number.figure().equals(figure)
                        && number.part().isEmpty()
                        && number.period().equals(beside.period())
                        && number.programme().equals(beside.programme()))
                .findFirst()
                .flatMap(ReleasedNumber::value)
                .map(BigDecimal::doubleValue);
    }

    private static boolean fits(Optional<Double> told, double value, double rounded) {
        return told.filter(number -> Math.abs(number - value) > rounded + 1e-6).isEmpty();
    }

    /** Tries out which ties and mutual pairs have the reciprocity that is told; other ratios are made of published counts. */
    private static void network(ReleasedNumber ties, List<ReleasedNumber> numbers, Map<String, Bounds> bounds) {
        var tiesKey = key(ties);
        var mutualKey = tiesKey.replaceFirst("^ties", "mutual-pairs");
        var reciprocity = told("reciprocity", ties, numbers);
        var of = bounds.get(tiesKey);
        var mutual = bounds.get(mutualKey);
        if (of == null || of.high - of.low > 10 || of.high == 0) {
            return;
        }
        long least = UNKNOWN;
        long most = 0;
        for (long t = of.low; t <= of.high; t++) {
            for (long m = mutual.low; m <= Math.min(mutual.high, t / 2); m++) {
                double r = 2.0 * m / t;
                if (fits(reciprocity, r, 0.005)) {
                    least = Math.min(least, m);
                    most = Math.max(most, m);
                }
            }
        }
        bounds.put(mutualKey, mutual.within(least, most));
    }

    private static List<String> breaches(Map<String, Bounds> bounds, Edition edition) {
        return edition.facts().entrySet().stream()
                .filter(fact -> fact.getValue().quantity() == Quantity.COUNT
                        && fact.getValue().exact() > 0
                        && fact.getValue().exact() < 8
                        && !fact.getValue().derived())
                .filter(fact -> {
                    var of = bounds.get(fact.getKey());
                    return Math.min(of.high, 7) - of.low < 2;
                })
                .map(Map.Entry::getKey)
                .toList();
    }

    /** The same, had a ratio been told wherever there are eight people. */
    private static List<ReleasedNumber> with(String figure, List<ReleasedNumber> numbers, List<EditionTable> tables) {
        var more = new ArrayList<ReleasedNumber>();
        for (var number : numbers) {
            var kept = tables.stream()
                    .filter(table -> table.period().equals(number.period())
                            && table.programme().equals(number.programme()))
                    .findFirst()
                    .orElseThrow()
                    .figures()
                    .get(figure);
            boolean replaced = number.figure().equals(figure)
                    && kept.value() != null
                    && ((Number) kept.parts().get("participants")).longValue() >= 8;
            more.add(
                    replaced
                            ? new ReleasedNumber(
                                    number.programme(),
                                    number.period(),
                                    figure,
                                    number.part(),
                                    Optional.of(kept.value().setScale(2, java.math.RoundingMode.HALF_EVEN)),
                                    number.unit(),
                                    State.TOLD,
                                    Optional.empty())
                            : number);
        }
        return more;
    }

    @Test
    void noCountOfAFewIsFoundOutFromTheNumbersOfARelease() {
        long tellsRatios = 0;
        long tellsNeeds = 0;
        long wouldBreach = 0;
        for (int i = 0; i < COMMUNITIES; i++) {
            var which = "seed " + SEED + " community " + i;
            var random = new Random(SEED + i);
            int people = 8 + random.nextInt(40);
            var tables = tables(exchanges(random, people), requests(new Random(SEED - i)), people);
            var numbers = Release.of(List.of(), tables, TEN, new GlopSolver()).numbers();
            var edition = Cube.edition(Slices.of(tables), ReleasedRelations.STRUCTURE);

            assertEquals(List.of(), breaches(attack(numbers, edition), edition), which);

            tellsRatios += numbers.stream()
                    .filter(number -> number.figure().equals("reciprocity") && number.state() == State.TOLD)
                    .count();
            tellsNeeds += numbers.stream()
                    .filter(number -> number.figure().equals("requests-lapsed")
                            && number.part().startsWith("by")
                            && number.state() == State.TOLD)
                    .count();
            wouldBreach += breaches(attack(with("reciprocity", numbers, tables), edition), edition)
                    .size();
        }
        System.out.printf(
                "attacked releases=%d ratios=%d lapsed=%d breaches=0 breaches-had-all-ratios-been-told=%d seed=%d%n",
                COMMUNITIES, tellsRatios, tellsNeeds, wouldBreach, SEED);
        assertTrue(tellsRatios > 0);
        assertTrue(tellsNeeds > 0);
        assertTrue(wouldBreach > 0, "the attack finds nothing where there is something to find");
    }
}
