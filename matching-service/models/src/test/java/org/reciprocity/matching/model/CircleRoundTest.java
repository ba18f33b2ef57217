package org.reciprocity.matching.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.reciprocity.matching.model.Feasible.assertFeasible;
import static org.reciprocity.matching.model.Feasible.imbalances;
import static org.reciprocity.matching.model.Feasible.minutes;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.reciprocity.matching.model.RoundModel.Field;
import org.reciprocity.matching.model.RoundModel.Solution;

class CircleRoundTest {
    private static final RoundModel CIRCLES = new CircleRound(CircleRound.Limits.USUAL);

    @Test
    void closesACircleOfThreeForTheShortestTime() {
        var field = Fields.among(
                3, new long[] {60, 90, 120}, new long[] {60, 60, 45}, new int[][] {{-1, 5, -1}, {-1, -1, 5}, {5, -1, -1}
                });
        var solution = CIRCLES.solve(field);
        assertEquals(Map.of("0-1", 45L, "1-2", 45L, "2-0", 45L), minutes(solution.assignments()));
        assertEquals(1, solution.circles().size());
        assertEquals(0, solution.gap());
    }

    @Test
    void closesNoCircleOfFive() {
        assertEquals(new Solution(List.of(), List.of(), 0), CIRCLES.solve(ring(5, 5)));
    }

    @Test
    void servesMoreInsteadOfBetter() {
        // The best two would leave two others out; a circle of four serves all.
        var scores = new int[][] {{-1, 100, -1, 1}, {100, -1, 1, -1}, {1, -1, -1, -1}, {-1, 1, -1, -1}};
        var hours = new long[] {60, 60, 60, 60};
        assertEquals(4, people(CIRCLES.solve(Fields.among(4, hours, hours, scores))));
    }

    @Test
    void takesTheBestPairBetweenTwo() {
        var field = Fields.among(
                2, new long[] {60, 60, 60, 60}, new long[] {60, 60}, new int[][] {{-1, 3}, {4, -1}, {-1, 7}, {2, -1}});
        assertEquals(
                Map.of("2-1", 60L, "1-0", 60L), minutes(CIRCLES.solve(field).assignments()));
    }

    @Test
    void saysHowFarTheOptimumCanBeWhereItLooksAtAPartOnly() {
        // Of three circles of two it may look at one.
        var few = new CircleRound(new CircleRound.Limits(20, 1, 1_000));
        var solution = few.solve(ring(6, 2));
        assertEquals(2, people(solution));
        assertEquals(4, solution.gap());
        assertEquals(0, CIRCLES.solve(ring(6, 2)).gap());
        assertEquals(
                6,
                new CircleRound(new CircleRound.Limits(20, 1_000, 0))
                        .solve(ring(6, 2))
                        .gap());
    }

    @Test
    void saysHowFarTheOptimumCanBeWhereItStopsEarly() {
        var random = new Random(7);
        int people = 120;
        var hours = new long[people];
        Arrays.fill(hours, 60);
        var scores = new int[people][people];
        for (var row : scores) {
            for (int i = 0; i < people; i++) {
                row[i] = random.nextInt(100) < 2 ? random.nextInt(50) : -1;
            }
        }
        var field = Fields.among(people, hours, hours, scores);
        var best = CIRCLES.solve(field);
        assertEquals(0, best.gap());
        var hasty = new CircleRound(new CircleRound.Limits(0, 200_000, 200_000_000)).solve(field);
        assertFeasible(field, hasty.assignments());
        assertTrue(people(hasty) + hasty.gap() >= people(best), "the bound holds");
        assertEquals(hasty, new CircleRound(new CircleRound.Limits(0, 200_000, 200_000_000)).solve(field));
    }

    @Property(tries = 1_500)
    void findsWhatTryingEverythingFinds(@ForAll("small") Field field) {
        var solution = CIRCLES.solve(field);
        assertFeasible(field, solution.assignments());
        assertEquals(Map.of(), imbalances(solution.assignments()));
        assertDisjoint(solution);
        assertEquals(0, solution.gap());
        assertEquals(
                EveryCircle.best(field),
                new EveryCircle.Best(
                        people(solution),
                        solution.assignments().stream()
                                .mapToLong(a -> a.candidate().score().total())
                                .sum()));
    }

    @Property(tries = 300)
    void proposesTheSameWhateverTheOrderOfItsInput(@ForAll("equals") Field field, @ForAll long seed) {
        assertEquals(CIRCLES.solve(field), CIRCLES.solve(Fields.shuffled(field, new Random(seed))));
    }

    @Provide
    Arbitrary<Field> small() {
        return Fields.randomAmong(7, 14, 480, 20);
    }

    @Provide
    Arbitrary<Field> equals() {
        return Fields.randomAmong(8, 10, 4, 1);
    }

    /** So many participants in rings of a size. */
    private static Field ring(int people, int size) {
        var scores = new int[people][people];
        for (int giver = 0; giver < people; giver++) {
            Arrays.fill(scores[giver], -1);
            int next = giver % size == size - 1 ? giver - size + 1 : giver + 1;
            scores[giver][next] = 1;
        }
        var hours = new long[people];
        Arrays.fill(hours, 60);
        return Fields.among(people, hours, hours, scores);
    }

    private static int people(Solution solution) {
        return solution.assignments().size();
    }

    private static void assertDisjoint(Solution solution) {
        var givers = new HashSet<UUID>();
        for (var circle : solution.circles()) {
            assertTrue(circle.size() >= 2 && circle.size() <= 4, "a circle is of 2 to 4");
            for (int i = 0; i < circle.size(); i++) {
                var candidate = circle.get(i).candidate();
                assertTrue(givers.add(candidate.supply().giver()), "each is in one circle");
                assertEquals(
                        circle.get((i + 1) % circle.size()).candidate().supply().giver(),
                        candidate.demand().receiver());
            }
        }
        assertEquals(givers.size(), solution.assignments().size());
    }
}
