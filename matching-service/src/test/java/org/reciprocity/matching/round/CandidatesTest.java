package org.reciprocity.matching.round;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.reciprocity.matching.fit.Window;
import org.reciprocity.matching.model.RoundModel;
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

    @Test
    void keepsOfEachRequestTheBestPairsAndOfEqualOnesNotTheSameOffersForAll() {
        var gives = new ArrayList<>(IntStream.rangeClosed(1, 6)
                .mapToObj(number -> Fields.give(number, 60))
                .toList());
        // The second and who asks first have helped each other before: fewer points, for that request.
        var known = Fields.give(2, 60).giver();
        var neighbourhood =
                new Neighbourhood(Map.of(), Map.of(known, Set.of(RECEIVER), RECEIVER, Set.of(known)), Set.of());
        var needs = List.of(Fields.need(1, 60), Fields.need(2, 60));
        Collections.reverse(gives);
        var kept = Candidates.of(gives, needs, neighbourhood, WEIGHTS, 3, NOW);
        assertEquals(6, kept.supplies().size());
        assertEquals(
                Stream.of(1, 3, 5, 2, 3, 1)
                        .map(number -> Fields.give(number, 60).offer())
                        .toList(),
                kept.candidates().stream().map(pair -> pair.supply().offer()).toList());
        assertEquals(
                Stream.of(1, 1, 1, 2, 2, 2)
                        .map(number -> Fields.need(number, 60).request())
                        .toList(),
                kept.candidates().stream().map(pair -> pair.demand().request()).toList());
    }

    @Test
    void givesAPersonWithTwoIdsOnePlaceInTheModel() {
        var offer = Fields.give(2, 60);
        var known = new Neighbourhood(Map.of(), Map.of(), Set.of(), Map.of(GIVER, GIVER, offer.giver(), GIVER));
        var field =
                Candidates.of(List.of(Fields.give(1, 60), offer), List.of(Fields.need(1, 60)), known, WEIGHTS, 10, NOW);
        assertEquals(
                Set.of(GIVER),
                field.supplies().stream().map(RoundModel.Supply::giver).collect(Collectors.toSet()));
        assertEquals(2, field.candidates().size());
    }

    private static List<Candidate> candidates(Neighbourhood neighbourhood, int need) {
        return Candidates.of(
                        List.of(Fields.give(1, 60)), List.of(Fields.need(need, 60)), neighbourhood, WEIGHTS, 10, NOW)
                .candidates();
    }
}
