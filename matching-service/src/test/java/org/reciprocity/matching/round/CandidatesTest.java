package org.reciprocity.matching.round;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.reciprocity.matching.fit.Window;
import org.reciprocity.matching.model.RoundModel.Candidate;
import org.reciprocity.matching.round.Candidates.Declined;
import org.reciprocity.matching.round.Candidates.Neighbourhood;
import org.reciprocity.matching.score.Preset;
import org.reciprocity.matching.score.Standing;
import org.reciprocity.matching.score.Weights;

class CandidatesTest {
    private static final Instant NOW = Instant.parse("2026-05-04T12:00:00Z");
    private static final long DAY = 86_400;
    private static final Weights WEIGHTS = Preset.CORE_ECONOMY.weights();
    private static final UUID GIVER = Fields.give(1, 60).giver();
    private static final UUID RECEIVER = Fields.need(1, 60).receiver();

    @Test
    void doesNotProposeADeclinedGiverAgainForTheSameRequest() {
        var declined = new Neighbourhood(
                Map.of(),
                Map.of(),
                Set.of(new Declined(GIVER, Fields.need(1, 60).request())));
        assertTrue(candidates(declined, 1).isEmpty());
        assertEquals(1, candidates(declined, 2).size());
    }

    @Test
    void takesAParticipantWhoHasDoneNothingYetForIsolatedAndNew() {
        var score = candidates(new Neighbourhood(Map.of(), Map.of(), Set.of()), 1)
                .getFirst()
                .score();
        assertEquals(2 * WEIGHTS.isolation(), score.isolation());
        assertEquals(WEIGHTS.newTie(), score.newTie());
    }

    @Test
    void knowsATieWhicheverOfTheTwoGave() {
        var tied = new Neighbourhood(
                Map.of(GIVER, Standing.NEW), Map.of(GIVER, Set.of(RECEIVER), RECEIVER, Set.of(GIVER)), Set.of());
        assertEquals(0, candidates(tied, 1).getFirst().score().newTie());
    }

    @Test
    void measuresHowMuchOfTheRequestsTimeIsLeftInCommon() {
        var week = new Window(NOW.minusSeconds(7 * DAY), NOW.plusSeconds(7 * DAY));
        assertEquals(100, Candidates.overlapPercent(Window.ALWAYS, week, NOW));
        assertEquals(100, Candidates.overlapPercent(Window.ALWAYS, Window.ALWAYS, NOW));
        assertEquals(0, Candidates.overlapPercent(week, Window.ALWAYS, NOW));
        assertEquals(50, Candidates.overlapPercent(new Window(null, NOW.plusSeconds(7 * DAY / 2)), week, NOW));
        assertEquals(
                28,
                Candidates.overlapPercent(new Window(NOW.plusSeconds(5 * DAY), NOW.plusSeconds(9 * DAY)), week, NOW));
        assertEquals(0, Candidates.overlapPercent(new Window(NOW.plusSeconds(8 * DAY), null), week, NOW));
    }

    private static List<Candidate> candidates(Neighbourhood neighbourhood, int need) {
        return Candidates.of(List.of(Fields.give(1, 60)), List.of(Fields.need(need, 60)), neighbourhood, WEIGHTS, NOW)
                .candidates();
    }
}
