package org.reciprocity.reporting.network;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** The known answers of the formulas, and a naive reckoning of random networks. */
class NetworkTest {

    private static Network network(int[]... ties) {
        var collector = new Ties.Collector();
        for (var tie : ties) {
            collector.add(tie[0], tie[1], tie.length > 2 ? tie[2] : 1);
        }
        return new Network(collector.collect());
    }

    private static final Network THREE = network(new int[] {1, 2}, new int[] {2, 3}, new int[] {3, 2});
    private static final Network WEIGHTED =
            network(new int[] {0, 1, 3}, new int[] {1, 0, 1}, new int[] {1, 2, 2}, new int[] {2, 0, 2});
    private static final Network SEVEN = network(
            new int[] {0, 1},
            new int[] {0, 2},
            new int[] {0, 3},
            new int[] {0, 4},
            new int[] {0, 5},
            new int[] {1, 2},
            new int[] {1, 6},
            new int[] {5, 1},
            new int[] {5, 6},
            new int[] {6, 5});

    private static Optional<BigDecimal> number(String text) {
        return Optional.of(new BigDecimal(text));
    }

    @Test
    void reciprocityIsTheShareOfTiesThatAreReturned() {
        assertEquals(number("0.666667"), THREE.reciprocity());
        assertEquals(number("0.200000"), SEVEN.reciprocity());
    }

    @Test
    void rhoComparesWithARandomNetworkAsDense() {
        assertEquals(number("0.333333"), THREE.rho());
        assertEquals(number("-0.050000"), SEVEN.rho());
    }

    @Test
    void weightedReciprocityIsTheShareOfMinutesThatIsReturned() {
        assertEquals(number("0.250000"), WEIGHTED.weightedReciprocity());
    }

    @Test
    void countsDyads() {
        assertEquals(1, SEVEN.mutualPairs());
        assertEquals(8, SEVEN.asymmetricPairs());
        assertEquals(12, SEVEN.nullPairs());
    }

    @Test
    void generalisedReciprocityIsTheShareOfMinutesInsideStrongComponents() {
        assertEquals(number("1.000000"), WEIGHTED.generalisedReciprocity());
        assertEquals(
                number("0.000000"), network(new int[] {1, 2}, new int[] {2, 3}).generalisedReciprocity());
    }

    @Test
    void countsPartnersAndHowManyOfTheirPairsHaveATie() {
        // Partners without direction: 0: 1 2 3 4 5, 1: 0 2 5 6, 2: 0 1, 3: 0, 4: 0, 5: 0 1 6, 6: 1 5.
        assertEquals(number("2.571429"), SEVEN.meanPartners());
        assertEquals(5, SEVEN.participantsWithTwoPartners());
        // 2/10, 3/6, 1, 2/3 and 1, in the mean.
        assertEquals(number("0.673333"), SEVEN.egoDensity());
        assertEquals(number("1.000000"), WEIGHTED.egoDensity());
        assertEquals(number("0.000000"), THREE.egoDensity());
        assertEquals(Optional.empty(), network(new int[] {1, 2}).egoDensity());
    }

    @Test
    void countsComponents() {
        // 1, 5 and 6 reach each other: 1 to 6, 6 to 5, 5 to 1.
        assertEquals(1, SEVEN.strongComponents());
        assertEquals(3, SEVEN.largestStrongComponent());
        assertEquals(1, SEVEN.weakComponents());
        assertEquals(7, SEVEN.largestWeakComponent());
        var apart = network(new int[] {1, 2}, new int[] {3, 4}, new int[] {4, 5});
        assertEquals(2, apart.weakComponents());
        assertEquals(3, apart.largestWeakComponent());
        assertEquals(0, apart.largestStrongComponent());
        assertEquals(2, apart.countTies((giver, receiver) -> giver >= 3));
    }

    /**
     * Five rings of 25,000 people. In each, everybody gives an hour to the next seven and a quarter of an hour to the one before, so that
     * what the figures are can be counted on one's fingers.
     */
    @Test
    void aMillionTiesOfRingsHaveTheFiguresThatFollowFromOne() {
        int people = 25_000;
        int rings = 5;
        int forward = 7;
        var collector = new Ties.Collector();
        for (int ring = 0; ring < rings; ring++) {
            for (int person = 0; person < people; person++) {
                for (int step = 1; step <= forward; step++) {
                    collector.add(ring * people + person, ring * people + (person + step) % people, 60);
                }
                collector.add(ring * people + person, ring * people + (person + people - 1) % people, 15);
            }
        }

        var network = new Network(collector.collect());

        assertEquals(1_000_000, network.ties());
        assertEquals(rings * people, network.participants());
        // Of eight ties of a person two are answered: that to the next, and that to the one before.
        assertEquals(number("0.250000"), network.reciprocity());
        var density = 1_000_000.0 / (125_000.0 * 124_999.0);
        assertEquals(
                (0.25 - density) / (1 - density), network.rho().orElseThrow().doubleValue(), 0.000_001);
        // Of 435 minutes that a person gives, 15 are given back of the 60 to the next, and 15 by the next to the one
        // before.
        assertEquals(number("0.068966"), network.weightedReciprocity());
        assertEquals(125_000, network.mutualPairs());
        assertEquals(125_000L * 6, network.asymmetricPairs());
        assertEquals(125_000L * 124_999 / 2 - 125_000L * 7, network.nullPairs());
        assertEquals(rings, network.weakComponents());
        assertEquals(people, network.largestWeakComponent());
        assertEquals(people, network.largestStrongComponent());
        assertEquals(ringEgoDensity(forward), network.egoDensity());
    }

    /** Counted in the neighbourhood of one person, who stands at 0. */
    private static Optional<BigDecimal> ringEgoDensity(int forward) {
        int ties = 0;
        int pairs = 0;
        for (int one = -forward; one <= forward; one++) {
            for (int other = one + 1; other <= forward; other++) {
                if (one != 0 && other != 0) {
                    pairs++;
                    ties += other - one <= forward ? 1 : 0;
                }
            }
        }
        return Optional.of(BigDecimal.valueOf(ties).divide(BigDecimal.valueOf(pairs), 6, RoundingMode.HALF_EVEN));
    }

    @Test
    void withoutTiesThereIsNothingToDivide() {
        var empty = network();

        assertEquals(0, empty.ties());
        assertEquals(Optional.empty(), empty.reciprocity());
        assertEquals(Optional.empty(), empty.rho());
        assertEquals(Optional.empty(), empty.weightedReciprocity());
        assertEquals(Optional.empty(), empty.generalisedReciprocity());
        assertEquals(0, empty.weakComponents());
        assertEquals(0, empty.largestWeakComponent());
        assertEquals(0, empty.largestStrongComponent());
        assertEquals(Optional.empty(), empty.meanPartners());
        assertEquals(Optional.empty(), empty.egoDensity());
    }

    @Test
    void rhoIsNotDefinedWhereEverybodyHasATieWithEverybody() {
        var complete = network(new int[] {1, 2}, new int[] {2, 1});

        assertEquals(number("1.000000"), complete.reciprocity());
        assertEquals(Optional.empty(), complete.rho());
    }

    @Test
    void aPersonHasNoTieWithThemselfAndATakenBackTieIsNone() {
        var ties = new Ties.Collector()
                .add(1, 1, 60)
                .add(1, 2, 60)
                .add(1, 2, -60)
                .add(2, 3, 30)
                .collect();

        assertEquals(1, ties.count());
        assertEquals(2, ties.participants());
    }

    @Test
    void aLongChainIsNoTroubleForTheSearch() {
        var collector = new Ties.Collector();
        for (int i = 0; i < 200_000; i++) {
            collector.add(i, i + 1, 1);
        }
        collector.add(200_000, 0, 1);

        var circle = new Network(collector.collect());

        assertEquals(number("1.000000"), circle.generalisedReciprocity());
        assertEquals(1, circle.strongComponents());
    }

    @Property(tries = 300)
    void agreesWithANaiveReckoning(@ForAll long seed, @ForAll @IntRange(min = 1, max = 12) int people) {
        var random = new Random(seed);
        var minutes = new HashMap<Long, Long>();
        var collector = new Ties.Collector();
        for (int i = random.nextInt(30); i >= 0; i--) {
            int giver = random.nextInt(people) - 3;
            int receiver = random.nextInt(people) - 3;
            long given = 1L + random.nextInt(5);
            collector.add(giver, receiver, given);
            if (giver != receiver) {
                minutes.merge(pair(giver, receiver), given, Long::sum);
            }
        }

        var network = new Network(collector.collect());

        assertEquals(minutes.size(), network.ties());
        assertEquals(
                minutes.keySet().stream()
                        .filter(pair -> minutes.containsKey(back(pair)))
                        .count(),
                network.reciprocatedTies());
        var reach = reach(minutes.keySet());
        assertEquals(
                minutes.entrySet().stream()
                        .filter(tie -> reach.contains(back(tie.getKey())))
                        .mapToLong(Map.Entry::getValue)
                        .sum(),
                network.circulatingMinutes());
        var partners = new HashMap<Integer, Set<Integer>>();
        minutes.keySet().forEach(pair -> {
            partners.computeIfAbsent(giver(pair), p -> new HashSet<>()).add(receiver(pair));
            partners.computeIfAbsent(receiver(pair), p -> new HashSet<>()).add(giver(pair));
        });
        var counts = new HashMap<Integer, Integer>();
        partners.forEach((person, others) -> counts.put(person, others.size()));
        assertEquals(counts, network.partners());
        assertEquals(partners.size(), network.participants());
        assertEquals(components(partners), network.weakComponents());
    }

    private static long pair(int giver, int receiver) {
        return (long) giver << 32 | (receiver & 0xffff_ffffL);
    }

    private static long back(long pair) {
        return Long.rotateLeft(pair, 32);
    }

    private static int giver(long pair) {
        return (int) (pair >> 32);
    }

    private static int receiver(long pair) {
        return (int) pair;
    }

    /** All pairs of whom the first reaches the second, by adding what follows until nothing does. */
    private static Set<Long> reach(Set<Long> ties) {
        var reach = new HashSet<>(ties);
        boolean grown = true;
        while (grown) {
            var more = new HashSet<Long>();
            for (long one : reach) {
                for (long next : ties) {
                    if (receiver(one) == giver(next)) {
                        more.add(pair(giver(one), receiver(next)));
                    }
                }
            }
            grown = reach.addAll(more);
        }
        return reach;
    }

    private static int components(Map<Integer, Set<Integer>> partners) {
        var seen = new HashSet<Integer>();
        int components = 0;
        for (var person : partners.keySet()) {
            if (seen.add(person)) {
                components++;
                var open = new java.util.ArrayDeque<Integer>(Set.of(person));
                while (!open.isEmpty()) {
                    for (var other : partners.get(open.pop())) {
                        if (seen.add(other)) {
                            open.push(other);
                        }
                    }
                }
            }
        }
        return components;
    }
}
