package org.reciprocity.matching.model;

import java.util.List;
import java.util.UUID;
import org.reciprocity.matching.score.Score;

/**
 * A way to decide who is proposed to whom, all at once. The same input leads to the same output, on any machine and in any
 * order of the input.
 */
public interface RoundModel {

    /** Its name on the wire. */
    String code();

    /** What solves it, with its version. */
    String solver();

    /** Decides. */
    Solution solve(Field field);

    /**
     * Who could help whom.
     *
     * @param supplies open offers with capacity left, each once
     * @param demands open requests with need left, each once
     * @param candidates the pairs that no hard filter parts, each once
     */
    record Field(List<Supply> supplies, List<Demand> demands, List<Candidate> candidates) {}

    /**
     * An offer.
     *
     * @param offer its id
     * @param giver the participant who offers
     * @param minutes what is left of its capacity, in minutes
     */
    record Supply(UUID offer, UUID giver, long minutes) {}

    /**
     * A request.
     *
     * @param request its id
     * @param receiver the participant who asks
     * @param minutes what is still needed, in minutes
     */
    record Demand(UUID request, UUID receiver, long minutes) {}

    /**
     * An offer that may serve a request.
     *
     * @param supply the offer
     * @param demand the request
     * @param score how good that would be, per minute
     */
    record Candidate(Supply supply, Demand demand, Score score) {

        /** The most minutes it could be. */
        public long minutes() {
            return Math.min(supply.minutes(), demand.minutes());
        }
    }

    /**
     * What is to be proposed.
     *
     * @param candidate who to whom
     * @param minutes how long
     */
    record Assignment(Candidate candidate, long minutes) {

        /** The points of its minutes. */
        public long score() {
            return Math.multiplyExact(minutes, candidate.score().total());
        }
    }

    /**
     * What a model decided.
     *
     * @param assignments what is to be proposed, by offer and request
     * @param circles where the model closes circles: the assignments of each, in the order of giving; else empty
     * @param gap how many participants more an optimum could serve at most; 0 where this is proven to be one
     */
    record Solution(List<Assignment> assignments, List<List<Assignment>> circles, long gap) {
        /** Nobody fits anybody. */
        static final Solution NOTHING = new Solution(List.of(), List.of(), 0);

        /** An optimum that is no circles. */
        static Solution optimal(List<Assignment> assignments) {
            return new Solution(List.copyOf(assignments), List.of(), 0);
        }

        /** The minutes of all assignments. */
        public long minutes() {
            return assignments.stream().mapToLong(Assignment::minutes).sum();
        }

        /** The points of all minutes. */
        public long score() {
            return assignments.stream().mapToLong(Assignment::score).sum();
        }
    }
}
