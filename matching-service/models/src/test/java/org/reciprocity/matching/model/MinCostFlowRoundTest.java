package org.reciprocity.matching.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.reciprocity.matching.model.Feasible.assertFeasible;
import static org.reciprocity.matching.model.Feasible.minutes;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.reciprocity.matching.model.RoundModel.Field;

class MinCostFlowRoundTest {
    private static final RoundModel ROUND = new MinCostFlowRound();

    @Test
    void proposesNothingWhereNobodyFits() {
        assertEquals(
                List.of(),
                ROUND.solve(new Field(List.of(), List.of(), List.of())).assignments());
    }

    @Test
    void servesTheMostMinutesBeforeTheHighestScore() {
        // The better pair alone would leave the second request and the second offer without anybody.
        var field = Fields.of(new long[] {60, 60}, new long[] {60, 60}, new int[][] {{100, 1}, {1, -1}});
        assertEquals(Map.of("0-1", 60L, "1-0", 60L), minutes(ROUND.solve(field).assignments()));
    }

    @Test
    void sharesAnOfferOutAndFillsARequestFromSeveral() {
        var field = Fields.of(new long[] {90, 30}, new long[] {60, 60}, new int[][] {{5, 5}, {-1, 7}});
        assertEquals(
                Map.of("0-0", 60L, "0-1", 30L, "1-1", 30L),
                minutes(ROUND.solve(field).assignments()));
    }

    @Test
    void prefersTheLowerIdAmongEquals() {
        var offers = Fields.of(new long[] {60, 60}, new long[] {60}, new int[][] {{5}, {5}});
        assertEquals(Map.of("0-0", 60L), minutes(ROUND.solve(offers).assignments()));
        var requests = Fields.of(new long[] {60}, new long[] {60, 60}, new int[][] {{5, 5}});
        assertEquals(Map.of("0-0", 60L), minutes(ROUND.solve(requests).assignments()));
    }

    @Test
    void countsInMinutesOfAWholeYearAndManyOffers() {
        int size = 60;
        var random = new Random(345);
        var capacities = random.longs(size, 1, 525_600).toArray();
        var demands = random.longs(size, 1, 525_600).toArray();
        var scores = new int[size][];
        for (int i = 0; i < size; i++) {
            scores[i] = random.ints(size, 0, 200).toArray();
        }
        var field = Fields.of(capacities, demands, scores);
        assertEquals(OtherSolver.round(field), Optimum.of(ROUND.solve(field)));
    }

    @Property(tries = 1_000)
    void findsWhatTryingEverythingFinds(@ForAll("tiny") Field field) {
        var solution = ROUND.solve(field);
        assertFeasible(field, solution.assignments());
        assertEquals(BruteForce.best(field), Optimum.of(solution));
    }

    @Property(tries = 1_500)
    void findsTheOptimumThatAnotherAlgorithmFinds(@ForAll("small") Field field) {
        var solution = ROUND.solve(field);
        assertFeasible(field, solution.assignments());
        assertEquals(OtherSolver.round(field), Optimum.of(solution));
    }

    @Property(tries = 300)
    void findsTheAssignmentThatKuhnAndMunkresFind(@ForAll("squares") int[] flat) {
        int size = (int) Math.sqrt(flat.length);
        var ones = new long[size];
        Arrays.fill(ones, 1);
        var scores = new int[size][size];
        for (int i = 0; i < flat.length; i++) {
            scores[i / size][i % size] = flat[i];
        }
        assertEquals(
                OtherSolver.kuhnMunkres(scores),
                ROUND.solve(Fields.of(ones, ones, scores)).score());
    }

    @Property(tries = 500)
    void proposesTheSameWhateverTheOrderOfItsInput(@ForAll("equals") Field field, @ForAll long seed) {
        assertEquals(ROUND.solve(field), ROUND.solve(Fields.shuffled(field, new Random(seed))));
    }

    @Provide
    Arbitrary<Field> tiny() {
        return Fields.random(3, 3, 4);
    }

    @Provide
    Arbitrary<Field> small() {
        return Fields.random(9, 480, 120);
    }

    @Provide
    Arbitrary<Field> equals() {
        return Fields.random(7, 4, 2);
    }

    @Provide
    Arbitrary<int[]> squares() {
        return Arbitraries.integers().between(1, 12).flatMap(size -> Arbitraries.integers()
                .between(0, 1000)
                .array(int[].class)
                .ofSize(size * size));
    }
}
