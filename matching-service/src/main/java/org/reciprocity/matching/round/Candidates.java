package org.reciprocity.matching.round;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.reciprocity.matching.fit.Give;
import org.reciprocity.matching.fit.HardFilters;
import org.reciprocity.matching.fit.Need;
import org.reciprocity.matching.fit.Times;
import org.reciprocity.matching.fit.Window;
import org.reciprocity.matching.model.IdOrder;
import org.reciprocity.matching.model.RoundModel.Candidate;
import org.reciprocity.matching.model.RoundModel.Demand;
import org.reciprocity.matching.model.RoundModel.Field;
import org.reciprocity.matching.model.RoundModel.Supply;
import org.reciprocity.matching.score.Fit;
import org.reciprocity.matching.score.Nearness;
import org.reciprocity.matching.score.Scoring;
import org.reciprocity.matching.score.Standing;
import org.reciprocity.matching.score.Weights;

/** Finds the pairs that no hard filter parts, and their scores. */
final class Candidates {
    private static final int WHOLE = 100;

    /** Most points first; of as many the nearer of ids, which are others for each request: so that none is crowded out. */
    private static final Comparator<Candidate> BEST = Comparator.<Candidate>comparingInt(
                    candidate -> candidate.score().total())
            .reversed()
            .thenComparing(Candidates::apart, Long::compareUnsigned)
            .thenComparing(candidate -> candidate.supply().offer(), IdOrder.UNSIGNED);

    private Candidates() {}

    /**
     * The field that a model is given: of each request the pairs with the most points, and among those of as many the ones
     * that the two ids tell. No more pairs are held at any time.
     *
     * @param most how many pairs of a request, 1 or more
     */
    static Field of(
            List<Give> gives, List<Need> needs, Neighbourhood neighbourhood, Weights weights, int most, Instant now) {
        var bySkill = gives.stream().collect(Collectors.groupingBy(Give::skill));
        var byGroup = gives.stream().collect(Collectors.groupingBy(Give::group));
        var supplies = HashMap.<UUID, Supply>newHashMap(gives.size());
        gives.forEach(give -> supplies.put(
                give.offer(), new Supply(give.offer(), neighbourhood.person(give.giver()), give.minutes())));
        var demands = new ArrayList<Demand>(needs.size());
        var candidates = new ArrayList<Candidate>();
        for (var need : needs) {
            var demand = new Demand(need.request(), neighbourhood.person(need.receiver()), need.minutes());
            demands.add(demand);
            var best = new PriorityQueue<>(BEST.reversed());
            var pool = need.acceptsGroup() ? byGroup.get(need.group()) : bySkill.get(need.skill());
            for (var give : pool == null ? List.<Give>of() : pool) {
                if (HardFilters.misfit(give, need, now).isEmpty()
                        && !neighbourhood.hasDeclined(give.giver(), need.request())) {
                    best.add(new Candidate(
                            supplies.get(give.offer()),
                            demand,
                            Scoring.score(
                                    weights,
                                    fit(give, need, neighbourhood, now),
                                    neighbourhood.standing(give.giver()),
                                    neighbourhood.standing(need.receiver()),
                                    neighbourhood.tied(give.giver(), need.receiver()))));
                    if (best.size() > most) {
                        best.remove();
                    }
                }
            }
            best.stream().sorted(BEST).forEach(candidates::add);
        }
        return new Field(List.copyOf(supplies.values()), demands, candidates);
    }

    private static long apart(Candidate candidate) {
        return candidate.supply().offer().getLeastSignificantBits()
                ^ candidate.demand().request().getLeastSignificantBits();
    }

    private static Fit fit(Give give, Need need, Neighbourhood neighbourhood, Instant now) {
        return new Fit(
                give.skill().equals(need.skill()),
                give.times() == null && need.times() == null
                        ? overlapPercent(give.window(), need.window(), now)
                        : overlapPercent(give, need, now),
                nearness(give, need),
                need.sameHelper() && neighbourhood.tied(give.giver(), need.receiver()));
    }

    private static Nearness nearness(Give give, Need need) {
        if (need.isIn(give.area())) {
            return Nearness.SAME_AREA;
        }
        return need.isNextTo(give.area()) ? Nearness.NEIGHBOURING_AREAS : Nearness.FURTHER;
    }

    /** The same where one of the two has only some times of its window. */
    private static int overlapPercent(Give give, Need need, Instant now) {
        var asked = need.times() == null
                ? List.of(new Window(
                        later(need.window().from(), now), need.window().until()))
                : need.times();
        long minutes = Math.max(
                1,
                asked.stream()
                        .mapToLong(time -> Duration.between(later(time.from(), now), time.until())
                                .toMinutes())
                        .filter(length -> length > 0)
                        .sum());
        return Math.toIntExact(Times.minutesInCommon(give, need, now, minutes) * WHOLE / minutes);
    }

    /** How much of what is left of the request's time the offer covers. */
    static int overlapPercent(Window give, Window need, Instant now) {
        if (need.until() == null) {
            return give.until() == null ? WHOLE : 0;
        }
        var from = later(need.from(), now);
        var common = Duration.between(later(give.from(), from), earlier(give.until(), need.until()));
        var asked = Duration.between(from, need.until());
        return asked.isPositive() && common.isPositive()
                ? (int) (common.toMillis() * WHOLE / Math.max(1, asked.toMillis()))
                : 0;
    }

    private static Instant later(Instant one, Instant other) {
        return one == null || one.isBefore(other) ? other : one;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one == null || one.isAfter(other) ? other : one;
    }

    /**
     * A giver who is not proposed again for a request, since one side has declined.
     *
     * @param giver the giver, as the person they are
     * @param request the request
     */
    record Declined(UUID giver, UUID request) {}

    /**
     * What is known of a community's people. Somebody who takes part under several ids, and is known to, is one person: the
     * first of these ids stands for all of them.
     *
     * @param standings where each person stands who has done anything yet
     * @param ties with which others each person has exchanged service, either way
     * @param declined who is not proposed again for what
     * @param persons of each id that is known to be one of several, the one that stands for the person
     */
    record Neighbourhood(
            Map<UUID, Standing> standings, Map<UUID, Set<UUID>> ties, Set<Declined> declined, Map<UUID, UUID> persons) {

        /** One in which everybody takes part under one id. */
        Neighbourhood(Map<UUID, Standing> standings, Map<UUID, Set<UUID>> ties, Set<Declined> declined) {
            this(standings, ties, declined, Map.of());
        }

        /** The id that stands for the person whose id this is. */
        UUID person(UUID participant) {
            return persons.getOrDefault(participant, participant);
        }

        Standing standing(UUID participant) {
            return standings.getOrDefault(person(participant), Standing.NEW);
        }

        boolean tied(UUID one, UUID other) {
            return ties.getOrDefault(person(one), Set.of()).contains(person(other));
        }

        boolean hasDeclined(UUID giver, UUID request) {
            return declined.contains(new Declined(person(giver), request));
        }
    }
}
