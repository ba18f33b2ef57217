package org.reciprocity.matching.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.reciprocity.matching.model.Feasible.assertFeasible;
import static org.reciprocity.matching.model.Feasible.imbalances;
import static org.reciprocity.matching.model.Feasible.minutes;

import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.reciprocity.matching.model.RoundModel.Field;

class BalancedRoundTest {
    private static final RoundModel BALANCED = new BalancedRound();

    @Test
    void proposesNothingWhereNobodyFits() {
        assertEquals(
                List.of(),
                BALANCED.solve(new Field(List.of(), List.of(), List.of())).assignments());
    }

    @Test
    void proposesNothingToWhoCannotGiveBack() {
        var field = Fields.of(new long[] {60}, new long[] {60}, new int[][] {{100}});
        assertEquals(List.of(), BALANCED.solve(field).assignments());
    }

    @Test
    void lowersBothWaysToWhatEachCanGiveBack() {
        // One could give the other two hours, and get half an hour back.
        var field = Fields.among(2, new long[] {120, 30}, new long[] {60, 120}, new int[][] {{-1, 5}, {5, -1}});
        assertEquals(
                Map.of("0-1", 30L, "1-0", 30L), minutes(BALANCED.solve(field).assignments()));
    }

    @Test
    void closesLongWaysRound() {
        var scores = new int[5][5];
        for (int giver = 0; giver < 5; giver++) {
            for (int receiver = 0; receiver < 5; receiver++) {
                scores[giver][receiver] = receiver == (giver + 1) % 5 ? 1 : -1;
            }
        }
        var hours = new long[] {60, 60, 60, 60, 60};
        assertEquals(300, BALANCED.solve(Fields.among(5, hours, hours, scores)).minutes());
    }

    @Test
    void exchangesTheMostMinutesBeforeTheHighestScore() {
        // Two who are best for each other would leave the other two with nobody.
        var scores = new int[][] {{-1, 100, -1, 1}, {100, -1, 1, -1}, {1, -1, -1, -1}, {-1, 1, -1, -1}};
        var hours = new long[] {60, 60, 60, 60};
        // 0 helps 3, 3 helps 1, 1 helps 2, 2 helps 0.
        assertEquals(240, BALANCED.solve(Fields.among(4, hours, hours, scores)).minutes());
    }

    @Property(tries = 1_000)
    void findsWhatTryingEverythingFinds(@ForAll("tiny") Field field) {
        var solution = BALANCED.solve(field);
        assertFeasible(field, solution.assignments());
        assertEquals(Map.of(), imbalances(solution.assignments()));
        assertEquals(BruteForce.balanced(field), Optimum.of(solution));
    }

    @Property(tries = 1_500)
    void findsTheOptimumThatAnotherAlgorithmFinds(@ForAll("small") Field field) {
        var solution = BALANCED.solve(field);
        assertFeasible(field, solution.assignments());
        assertEquals(Map.of(), imbalances(solution.assignments()));
        assertEquals(OtherSolver.balanced(field), Optimum.of(solution));
    }

    @Property(tries = 500)
    void proposesTheSameWhateverTheOrderOfItsInput(@ForAll("equals") Field field, @ForAll long seed) {
        assertEquals(BALANCED.solve(field), BALANCED.solve(Fields.shuffled(field, new Random(seed))));
    }

    @Provide
    Arbitrary<Field> tiny() {
        return Fields.randomAmong(3, 3, 3, 4);
    }

    @Provide
    Arbitrary<Field> small() {
        return Fields.randomAmong(7, 14, 480, 120);
    }

    @Provide
    Arbitrary<Field> equals() {
        return Fields.randomAmong(5, 8, 4, 2);
    }
}
