package org.reciprocity.matching.score;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.reciprocity.matching.fit.Give;
import org.reciprocity.matching.fit.Need;
import org.reciprocity.matching.fit.Reach;
import org.reciprocity.matching.fit.Window;

class ScoringTest {
    private static final Standing BUSY = new Standing(600, 300, 100, 6000L, 8);

    @Test
    void givesNothingForStrangersToNothing() {
        assertEquals(
                new Score(20, 0, 0, 0, 0, 0),
                Scoring.score(Preset.CORE_ECONOMY, give("lifts", "a"), need("lifts", "b"), BUSY, BUSY, true));
    }

    @Test
    void countsTheSameAreaButNotTwoUnknownOnes() {
        assertEquals(
                15, score(give("lifts", "a"), need("lifts", "a"), BUSY, BUSY).distance());
        assertEquals(
                0, score(give("lifts", null), need("lifts", null), BUSY, BUSY).distance());
    }

    @Test
    void countsAnotherSkillOfTheGroupHalf() {
        assertEquals(
                10, score(give("lifts", "a"), need("shopping", "a"), BUSY, BUSY).skill());
    }

    @Test
    void asksThoseToGiveWhoHaveReceivedMore() {
        var received = new Standing(300, 301, 0, 6000L, 8);
        var even = new Standing(300, 300, 0, 6000L, 8);
        assertEquals(
                25,
                score(give("lifts", "a"), need("lifts", "a"), received, BUSY).chanceToGive());
        assertEquals(
                0, score(give("lifts", "a"), need("lifts", "a"), even, BUSY).chanceToGive());
    }

    @Test
    void asksThoseToReceiveWhoAreNearTheirCeiling() {
        assertTrue(new Standing(0, 0, 4800, 6000L, 8).isNearCeiling());
        assertFalse(new Standing(0, 0, 4799, 6000L, 8).isNearCeiling());
        assertFalse(new Standing(0, 0, 4799, null, 8).isNearCeiling());
        assertEquals(
                15,
                score(give("lifts", "a"), need("lifts", "a"), BUSY, new Standing(0, 0, 6000, 6000L, 8))
                        .nearCeiling());
    }

    @Test
    void countsEachOfTheTwoWhoHasFewTies() {
        var few = new Standing(0, 0, 0, null, 3);
        var more = new Standing(0, 0, 0, null, 4);
        assertEquals(20, score(give("lifts", "a"), need("lifts", "a"), few, few).isolation());
        assertEquals(
                10, score(give("lifts", "a"), need("lifts", "a"), few, more).isolation());
        assertEquals(
                0, score(give("lifts", "a"), need("lifts", "a"), more, more).isolation());
    }

    @Test
    void prefersANewTieToARepeatedOne() {
        assertEquals(
                15, score(give("lifts", "a"), need("lifts", "a"), BUSY, BUSY).newTie());
    }

    @Test
    void addsItsParts() {
        assertEquals(
                20 + 15 + 0 + 0 + 15 + 20,
                score(give("lifts", "a"), need("lifts", "a"), Standing.NEW, Standing.NEW)
                        .total());
    }

    @Test
    void findsItsPresetsByName() {
        for (var preset : Preset.values()) {
            assertEquals(preset, Preset.of(preset.code()).orElseThrow());
        }
        assertTrue(Preset.of("no-such-preset").isEmpty());
    }

    private static Score score(Give give, Need need, Standing giver, Standing receiver) {
        return Scoring.score(Preset.CORE_ECONOMY, give, need, giver, receiver, false);
    }

    private static Give give(String skill, String area) {
        return new Give(
                new UUID(1, 1),
                1,
                new UUID(1, 2),
                skill,
                "getting-about",
                area,
                Reach.ANYWHERE,
                Set.of(),
                Window.ALWAYS,
                60);
    }

    private static Need need(String skill, String area) {
        return new Need(
                new UUID(2, 1), 1, new UUID(2, 2), skill, "getting-about", true, area, Set.of(), Window.ALWAYS, 60);
    }
}
