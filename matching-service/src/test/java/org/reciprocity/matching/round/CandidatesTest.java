package org.reciprocity.matching.round;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.reciprocity.matching.round.Candidates.Declined;
import org.reciprocity.matching.round.Candidates.Neighbourhood;
import org.reciprocity.matching.score.Preset;
import org.reciprocity.matching.score.Standing;

class CandidatesTest {
    private static final Instant NOW = Instant.parse("2026-05-04T12:00:00Z");
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
        assertEquals(2 * Preset.CORE_ECONOMY.isolation(), score.isolation());
        assertEquals(Preset.CORE_ECONOMY.newTie(), score.newTie());
    }

    @Test
    void knowsATieWhicheverOfTheTwoGave() {
        var tied = new Neighbourhood(
                Map.of(GIVER, Standing.NEW), Map.of(GIVER, Set.of(RECEIVER), RECEIVER, Set.of(GIVER)), Set.of());
        assertEquals(0, candidates(tied, 1).getFirst().score().newTie());
    }

    private static List<RoundModel.Candidate> candidates(Neighbourhood neighbourhood, int need) {
        return Candidates.of(
                List.of(Fields.give(1, 60)), List.of(Fields.need(need, 60)), neighbourhood, Preset.CORE_ECONOMY, NOW);
    }
}
