package org.reciprocity.matching.round;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.reciprocity.matching.fit.Give;
import org.reciprocity.matching.fit.HardFilters;
import org.reciprocity.matching.fit.Need;
import org.reciprocity.matching.round.RoundModel.Candidate;
import org.reciprocity.matching.score.Preset;
import org.reciprocity.matching.score.Scoring;
import org.reciprocity.matching.score.Standing;

/** Finds the pairs that no hard filter parts, and their scores. */
final class Candidates {

    private Candidates() {}

    static List<Candidate> of(
            List<Give> gives, List<Need> needs, Neighbourhood neighbourhood, Preset preset, Instant now) {
        var bySkill = gives.stream().collect(Collectors.groupingBy(Give::skill));
        var byGroup = gives.stream().collect(Collectors.groupingBy(Give::group));
        var candidates = new ArrayList<Candidate>();
        for (var need : needs) {
            var pool = need.acceptsGroup() ? byGroup.get(need.group()) : bySkill.get(need.skill());
            for (var give : pool == null ? List.<Give>of() : pool) {
                if (HardFilters.misfit(give, need, now).isEmpty()
                        && !neighbourhood.declined().contains(new Declined(give.giver(), need.request()))) {
                    candidates.add(new Candidate(
                            give,
                            need,
                            Scoring.score(
                                    preset,
                                    give,
                                    need,
                                    neighbourhood.standing(give.giver()),
                                    neighbourhood.standing(need.receiver()),
                                    neighbourhood.tied(give.giver(), need.receiver()))));
                }
            }
        }
        return candidates;
    }

    /**
     * A giver who is not proposed again for a request, since one side has declined.
     *
     * @param giver the giver
     * @param request the request
     */
    record Declined(UUID giver, UUID request) {}

    /**
     * What is known of a community's participants.
     *
     * @param standings where each stands who has done anything yet
     * @param ties with whom each has exchanged service, either way
     * @param declined who is not proposed again for what
     */
    record Neighbourhood(Map<UUID, Standing> standings, Map<UUID, Set<UUID>> ties, Set<Declined> declined) {

        Standing standing(UUID participant) {
            return standings.getOrDefault(participant, Standing.NEW);
        }

        boolean tied(UUID one, UUID other) {
            return ties.getOrDefault(one, Set.of()).contains(other);
        }
    }
}
