package org.reciprocity.matching.round;

import java.util.List;
import org.reciprocity.matching.fit.Give;
import org.reciprocity.matching.fit.Need;
import org.reciprocity.matching.score.Score;

/** A way to decide who is proposed to whom, all at once. The same input leads to the same output, on any machine. */
public interface RoundModel {

    /** Its name on the wire. */
    String code();

    /** What solves it, with its version. */
    String solver();

    /** Decides. */
    List<Assignment> assign(Field field);

    /**
     * Who could help whom.
     *
     * @param gives open offers with capacity left
     * @param needs open requests with need left
     * @param candidates the pairs that no hard filter parts, each once
     */
    record Field(List<Give> gives, List<Need> needs, List<Candidate> candidates) {}

    /**
     * An offer that may serve a request.
     *
     * @param give the offer
     * @param need the request
     * @param score how good that would be, per minute
     */
    record Candidate(Give give, Need need, Score score) {}

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
}
