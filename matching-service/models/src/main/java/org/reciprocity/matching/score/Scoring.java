package org.reciprocity.matching.score;

/** The points of a possible match. */
public final class Scoring {
    /** The part of the skill's points that another skill of the group brings. */
    static final int GROUP_SKILL_DIVISOR = 2;

    /** The part of the distance's points that areas next to each other bring. */
    static final int NEIGHBOURING_DIVISOR = 2;

    private static final int WHOLE = 100;

    private Scoring() {}

    /**
     * The score of an offer for a request that the hard filters let through.
     *
     * @param giver where the giver stands
     * @param receiver where the receiver stands
     * @param tied whether one has served the other before
     */
    public static Score score(Weights weights, Fit fit, Standing giver, Standing receiver, boolean tied) {
        int isolated = (giver.isIsolated() ? 1 : 0) + (receiver.isIsolated() ? 1 : 0);
        return new Score(
                fit.sameSkill() ? weights.skill() : weights.skill() / GROUP_SKILL_DIVISOR,
                weights.overlap() * fit.overlapPercent() / WHOLE,
                distance(weights.distance(), fit.nearness()),
                giver.hasReceivedMore() ? weights.chanceToGive() : 0,
                receiver.isNearCeiling() ? weights.nearCeiling() : 0,
                tied ? 0 : weights.newTie(),
                isolated * weights.isolation(),
                fit.sameHelper() ? weights.continuity() : 0);
    }

    private static int distance(int points, Nearness nearness) {
        return switch (nearness) {
            case SAME_AREA -> points;
            case NEIGHBOURING_AREAS -> points / NEIGHBOURING_DIVISOR;
            case FURTHER -> 0;
        };
    }
}
