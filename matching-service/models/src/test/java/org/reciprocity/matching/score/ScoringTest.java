package org.reciprocity.matching.score;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ScoringTest {
    private static final Standing BUSY = new Standing(600, 300, 100, 6000L, 8);
    private static final Fit LITTLE = new Fit(true, 0, Nearness.FURTHER, false);
    private static final Weights WEIGHTS = Preset.CORE_ECONOMY.weights();

    @Test
    void givesForTheSkillOnlyWhereNothingElseSpeaksForIt() {
        assertEquals(new Score(20, 0, 0, 0, 0, 0, 0, 0), Scoring.score(WEIGHTS, LITTLE, BUSY, BUSY, true));
    }

    @Test
    void countsAnotherSkillOfTheGroupHalf() {
        assertEquals(
                10,
                score(new Fit(false, 0, Nearness.FURTHER, false), BUSY, BUSY).skill());
    }

    @Test
    void countsTheTimeInCommonInItsShare() {
        assertEquals(
                10,
                score(new Fit(true, 100, Nearness.FURTHER, false), BUSY, BUSY).overlap());
        assertEquals(
                4, score(new Fit(true, 49, Nearness.FURTHER, false), BUSY, BUSY).overlap());
    }

    @Test
    void countsTheSameArea() {
        assertEquals(
                15,
                score(new Fit(true, 0, Nearness.SAME_AREA, false), BUSY, BUSY).distance());
    }

    @Test
    void countsAnAreaNextToItHalf() {
        assertEquals(
                7,
                score(new Fit(true, 0, Nearness.NEIGHBOURING_AREAS, false), BUSY, BUSY)
                        .distance());
        assertEquals(
                0, score(new Fit(true, 0, Nearness.FURTHER, false), BUSY, BUSY).distance());
    }

    @Test
    void takesNoWeightsOutOfBounds() {
        assertEquals(Weights.MOST, new Weights(0, 0, 0, 0, 0, 0, 0, Weights.MOST).continuity());
        assertThrows(IllegalArgumentException.class, () -> new Weights(0, 0, 0, 0, 0, 0, 0, Weights.MOST + 1));
        assertThrows(IllegalArgumentException.class, () -> new Weights(-1, 0, 0, 0, 0, 0, 0, 0));
    }

    @Test
    void countsTheSameHelperWhereThatIsAskedFor() {
        assertEquals(
                40, score(new Fit(true, 0, Nearness.FURTHER, true), BUSY, BUSY).continuity());
    }

    @Test
    void asksThoseToGiveWhoHaveReceivedMore() {
        assertEquals(
                25, score(LITTLE, new Standing(300, 301, 0, 6000L, 8), BUSY).chanceToGive());
        assertEquals(0, score(LITTLE, new Standing(300, 300, 0, 6000L, 8), BUSY).chanceToGive());
    }

    @Test
    void asksThoseToReceiveWhoAreNearTheirCeiling() {
        assertTrue(new Standing(0, 0, 4800, 6000L, 8).isNearCeiling());
        assertFalse(new Standing(0, 0, 4799, 6000L, 8).isNearCeiling());
        assertFalse(new Standing(0, 0, 4799, null, 8).isNearCeiling());
        assertEquals(15, score(LITTLE, BUSY, new Standing(0, 0, 6000, 6000L, 8)).nearCeiling());
    }

    @Test
    void countsEachOfTheTwoWhoHasFewTies() {
        var few = new Standing(0, 0, 0, null, 3);
        var more = new Standing(0, 0, 0, null, 4);
        assertEquals(20, score(LITTLE, few, few).isolation());
        assertEquals(10, score(LITTLE, few, more).isolation());
        assertEquals(0, score(LITTLE, more, more).isolation());
    }

    @Test
    void prefersANewTieToARepeatedOne() {
        assertEquals(15, score(LITTLE, BUSY, BUSY).newTie());
    }

    @Test
    void addsItsParts() {
        assertEquals(
                20 + 10 + 15 + 15 + 20,
                score(new Fit(true, 100, Nearness.SAME_AREA, false), Standing.NEW, Standing.NEW)
                        .total());
        assertEquals(255, new Score(1, 2, 4, 8, 16, 32, 64, 128).total());
    }

    @Test
    void findsItsPresetsByName() {
        for (var preset : Preset.values()) {
            assertEquals(preset, Preset.of(preset.code()).orElseThrow());
        }
        assertTrue(Preset.of("no-such-preset").isEmpty());
    }

    private static Score score(Fit fit, Standing giver, Standing receiver) {
        return Scoring.score(WEIGHTS, fit, giver, receiver, false);
    }
}
