package org.reciprocity.local.neighbourhood;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.reciprocity.matching.model.RoundModel.Assignment;
import org.reciprocity.matching.model.RoundModel.Candidate;
import org.reciprocity.matching.model.RoundModel.Demand;
import org.reciprocity.matching.model.RoundModel.Field;
import org.reciprocity.matching.model.RoundModel.Supply;
import org.reciprocity.matching.score.Fit;
import org.reciprocity.matching.score.Preset;
import org.reciprocity.matching.score.Score;
import org.reciprocity.matching.score.Scoring;

/**
 * A year under one policy: every week needs arise, a round proposes, both sides answer, and most of what is agreed happens.
 * Whoever receives is asked what they could give, and some then begin to offer. Which needs arise, and whether two people
 * would agree, is the same under every policy; what differs is who is asked.
 */
public final class NeighbourhoodYear {
    private static final int WEEKS = 52;
    private static final int WEEKS_OF_CAPACITY = 4;
    private static final int WEEKS_OPEN = 2;
    private static final double MINUTES_OF_AN_HOUR = 60;
    private static final double KEPT = 0.9;
    private static final double BEGINS_TO_OFFER = 0.25;

    private final Policy policy;
    private final long seed;
    private final List<Resident> residents;
    private final List<Need> open = new ArrayList<>();
    private final Set<List<Integer>> declined = new HashSet<>();
    private final List<Resident> inOrderOfOffering = new ArrayList<>();
    private int needs;
    private long minutesAsked;
    private long minutesFilled;
    private double kilometres;
    private long weeksWaited;
    private int meetings;

    private NeighbourhoodYear(Policy policy, int size, long seed) {
        this.policy = policy;
        this.seed = seed;
        this.residents = Neighbourhood.of(size, seed);
        residents.stream().filter(Resident::offers).forEach(inOrderOfOffering::add);
    }

    /** Plays it. */
    public static YearResult play(Policy policy, int size, long seed) {
        var year = new NeighbourhoodYear(policy, size, seed);
        for (int week = 0; week < WEEKS; week++) {
            year.play(week);
        }
        return year.result();
    }

    /** What somebody needs. */
    private static final class Need {
        private final int number;
        private final Resident receiver;
        private final int skill;
        private final int week;
        private int left;

        Need(int number, Resident receiver, int skill, int week, int minutes) {
            this.number = number;
            this.receiver = receiver;
            this.skill = skill;
            this.week = week;
            this.left = minutes;
        }
    }

    private void play(int week) {
        if (week % WEEKS_OF_CAPACITY == 0) {
            residents.forEach(Resident::renew);
        }
        open.removeIf(need -> need.left == 0 || week - need.week >= WEEKS_OPEN);
        for (var resident : residents) {
            var dice = Dice.of(seed, 3, week, resident.number());
            if (dice.holds(resident.needs())) {
                int minutes = 15 * dice.between(2, 8);
                minutesAsked += minutes;
                open.add(new Need(needs++, resident, skill(dice), week, minutes));
            }
        }
        var byRequest = new HashMap<UUID, Need>();
        for (var assignment : policy.decide(field(byRequest))) {
            answer(assignment, byRequest.get(assignment.candidate().demand().request()), week);
        }
    }

    /** Some skills are asked for more often than others. */
    private static int skill(Dice dice) {
        return Math.min(dice.below(Neighbourhood.SKILLS), dice.below(Neighbourhood.SKILLS + 6));
    }

    private Field field(Map<UUID, Need> byRequest) {
        var supplies = new ArrayList<Supply>();
        var giving = new ArrayList<Resident>();
        for (var giver : inOrderOfOffering) {
            if (giver.left() > 0) {
                giving.add(giver);
                supplies.add(new Supply(giver.id(), giver.id(), giver.left()));
            }
        }
        var demands = new ArrayList<Demand>();
        var candidates = new ArrayList<Candidate>();
        for (var need : open) {
            var demand = new Demand(new UUID(1, need.number), need.receiver.id(), need.left);
            byRequest.put(demand.request(), need);
            demands.add(demand);
            for (int i = 0; i < giving.size(); i++) {
                var giver = giving.get(i);
                if (fits(giver, need)) {
                    candidates.add(new Candidate(supplies.get(i), demand, score(giver, need)));
                }
            }
        }
        return new Field(supplies, demands, candidates);
    }

    private boolean fits(Resident giver, Need need) {
        if (giver == need.receiver
                || !giver.goesTo(need.receiver)
                || declined.contains(List.of(giver.number(), need.number))) {
            return false;
        }
        for (int skill : giver.skills()) {
            if (skill == need.skill) {
                return true;
            }
        }
        return false;
    }

    private Score score(Resident giver, Need need) {
        return Scoring.score(
                policy.preset().orElse(Preset.CORE_ECONOMY).weights(),
                new Fit(true, 100, giver.sharesAreaWith(need.receiver), false),
                giver.standing(),
                need.receiver.standing(),
                giver.isTiedTo(need.receiver));
    }

    /** Whoever lives far away, and whoever is asked all the time, declines sooner. */
    private void answer(Assignment assignment, Need need, int week) {
        var giver = residents.get((int) assignment.candidate().supply().giver().getLeastSignificantBits());
        var dice = Dice.of(seed, 4, giver.number(), need.number);
        double willing = 0.95 - 0.08 * giver.distanceTo(need.receiver) - 0.15 * giver.used();
        if (!dice.holds(willing)) {
            declined.add(List.of(giver.number(), need.number));
            return;
        }
        int minutes = (int) assignment.minutes();
        giver.promise(minutes);
        need.left -= minutes;
        if (!dice.holds(KEPT)) {
            return;
        }
        giver.give(need.receiver, minutes);
        minutesFilled += minutes;
        kilometres += giver.distanceTo(need.receiver);
        weeksWaited += week - need.week;
        meetings++;
        if (!need.receiver.offers() && dice.holds(BEGINS_TO_OFFER)) {
            need.receiver.offer();
            inOrderOfOffering.add(need.receiver);
        }
    }

    private YearResult result() {
        int reached = 0;
        int both = 0;
        int isolated = 0;
        int isolatedTied = 0;
        int newTies = 0;
        for (var resident : residents) {
            reached += resident.given() + resident.received() > 0 ? 1 : 0;
            both += resident.given() > 0 && resident.received() > 0 ? 1 : 0;
            isolated += resident.wasIsolated() ? 1 : 0;
            isolatedTied += resident.wasIsolated() && resident.newTies() > 0 ? 1 : 0;
            newTies += resident.newTies();
        }
        return new YearResult(
                minutesAsked / MINUTES_OF_AN_HOUR,
                minutesFilled / MINUTES_OF_AN_HOUR,
                reached,
                isolated,
                isolatedTied,
                newTies / 2.0,
                (double) both / Math.max(1, reached),
                gini(residents.stream().mapToLong(Resident::given).sorted().toArray()),
                kilometres / Math.max(1, meetings),
                (double) weeksWaited / Math.max(1, meetings));
    }

    /** The Gini coefficient of what rises: 0 where all have the same, near 1 where one has all (Gini, 1912). */
    static double gini(long... rising) {
        double sum = 0;
        double weighted = 0;
        for (int i = 0; i < rising.length; i++) {
            sum += rising[i];
            weighted += (2.0 * i + 1 - rising.length) * rising[i];
        }
        return sum == 0 ? 0 : weighted / (rising.length * sum);
    }
}
