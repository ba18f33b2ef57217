package org.reciprocity.matching.model;

import org.reciprocity.matching.model.RoundModel.Solution;

/**
 * What is best.
 *
 * @param minutes the most that can be exchanged
 * @param score the highest score of those
 */
record Optimum(long minutes, long score) {

    static Optimum of(Solution solution) {
        return new Optimum(solution.minutes(), solution.score());
    }

    Optimum better(Optimum other) {
        return other.minutes > minutes || (other.minutes == minutes && other.score > score) ? other : this;
    }
}
