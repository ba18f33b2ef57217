package org.reciprocity.reporting.disclosure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class BlocksTest {
    private static final int ROUNDS = 400;

    private static List<Long> people(int from, int to) {
        return LongStream.range(from, to).boxed().toList();
    }

    @Test
    void aMeanOfAFewIsNotTold() {
        assertFalse(new Blocks().tell(people(0, 7)));
        assertTrue(new Blocks().tell(people(0, 8)));
    }

    @Test
    void whatIsLeftOfAWholeIsNotOfAFew() {
        var blocks = new Blocks();

        assertTrue(blocks.tell(people(0, 30)));
        // 27 of the 30 would leave three.
        assertFalse(blocks.tell(people(0, 27)));
        assertTrue(blocks.tell(people(0, 22)));
        assertTrue(blocks.tell(people(0, 30)));
    }

    @Test
    void whatHasComeSinceAnEarlierEditionIsNotOfAFew() {
        var blocks = new Blocks();
        blocks.told(people(0, 30));

        assertFalse(blocks.tell(people(0, 31)));
        assertFalse(blocks.tell(people(1, 30)));
        assertTrue(blocks.tell(people(0, 38)));
    }

    @Test
    void threeSetsThatOverlapDoNotGiveAwayTheirOverlap() {
        var blocks = new Blocks();

        assertTrue(blocks.tell(people(0, 20)));
        assertFalse(blocks.tell(people(15, 40)));
        assertTrue(blocks.tell(people(10, 40)));
    }

    /** Whether the sum over a set follows from the sums over others: whether it is a combination of them. */
    private static boolean follows(List<Set<Long>> told, Set<Long> wanted, int people) {
        var rows = new ArrayList<double[]>();
        for (var set : told) {
            rows.add(row(set, people));
        }
        var target = row(wanted, people);
        for (int column = 0; column < people; column++) {
            double[] pivot = null;
            for (var row : rows) {
                if (Math.abs(row[column]) > 1e-9
                        && (pivot == null || Math.abs(row[column]) > Math.abs(pivot[column]))) {
                    pivot = row;
                }
            }
            if (pivot != null) {
                rows.remove(pivot);
                for (var row : rows) {
                    clear(row, pivot, column);
                }
                clear(target, pivot, column);
            }
        }
        for (double rest : target) {
            if (Math.abs(rest) > 1e-6) {
                return false;
            }
        }
        return true;
    }

    private static double[] row(Set<Long> set, int people) {
        var row = new double[people];
        set.forEach(person -> row[person.intValue()] = 1);
        return row;
    }

    private static void clear(double[] row, double[] pivot, int column) {
        double times = row[column] / pivot[column];
        if (times != 0) {
            for (int i = 0; i < row.length; i++) {
                row[i] -= times * pivot[i];
            }
        }
    }

    /** Programmes and months, with some people in several, in two editions. */
    private static List<Set<Long>> sets(Random random, int people) {
        var programmes = 2 + random.nextInt(3);
        var place = new int[people];
        var month = new int[people];
        for (int i = 0; i < people; i++) {
            place[i] = random.nextInt(4) == 0 ? random.nextInt(programmes) : 0;
            month[i] = random.nextInt(5) == 0 ? random.nextInt(3) : 0;
        }
        var sets = new ArrayList<Set<Long>>();
        for (int edition = 0; edition < 2; edition++) {
            int known = edition == 0 ? people - random.nextInt(12) : people;
            for (int period = -1; period < 3; period++) {
                for (int programme = -1; programme < programmes; programme++) {
                    var set = new HashSet<Long>();
                    for (int i = 0; i < known; i++) {
                        if ((period < 0 || month[i] == period) && (programme < 0 || place[i] == programme)) {
                            set.add((long) i);
                        }
                    }
                    sets.add(set);
                }
            }
        }
        return sets;
    }

    @Test
    void noMeanOfAFewFollowsFromThoseTold() {
        long seed = 20_261_126;
        var random = new Random(seed);
        int attacked = 0;
        int found = 0;
        for (int round = 0; round < ROUNDS; round++) {
            int people = 12 + random.nextInt(60);
            var sets = sets(random, people);
            var blocks = new Blocks();
            var told = sets.stream().filter(blocks::tell).toList();
            var careless =
                    sets.stream().filter(set -> set.size() >= Rates.FEWEST).toList();
            for (var set : sets) {
                if (!set.isEmpty() && set.size() < Rates.FEWEST) {
                    attacked++;
                    assertFalse(follows(told, set, people), "seed " + seed + ", round " + round);
                    found += follows(careless, set, people) ? 1 : 0;
                }
            }
            for (long person = 0; person < people; person++) {
                assertFalse(follows(told, Set.of(person), people), "seed " + seed + ", round " + round);
            }
        }
        assertTrue(attacked > ROUNDS, "attacked " + attacked);
        // The attack is one: where each mean of eight is told, it succeeds.
        assertTrue(found > ROUNDS / 4, "found " + found + " of " + attacked);
    }

    @Test
    void theWholeIsToldWhereItsPartsAreEnough() {
        var blocks = new Blocks();

        assertEquals(
                List.of(true, true, true),
                List.of(blocks.tell(people(0, 40)), blocks.tell(people(0, 20)), blocks.tell(people(20, 40))));
    }
}
