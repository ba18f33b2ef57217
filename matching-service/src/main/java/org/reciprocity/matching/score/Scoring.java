package org.reciprocity.matching.score;

import org.reciprocity.matching.fit.Give;
import org.reciprocity.matching.fit.Need;

/** The points of a possible match. */
public final class Scoring {

    private Scoring() {}

    /**
     * The score of an offer for a request that the hard filters let through.
     *
     * @param giver where the giver stands
     * @param receiver where the receiver stands
     * @param tied whether one has served the other before
     */
    public static Score score(Preset preset, Give give, Need need, Standing giver, Standing receiver, boolean tied) {
        boolean sameSkill = give.skill().equals(need.skill());
        boolean sameArea = give.area() != null && give.area().equals(need.area());
        int isolated = (giver.isIsolated() ? 1 : 0) + (receiver.isIsolated() ? 1 : 0);
        return new Score(
                sameSkill ? preset.skill() : preset.skill() / Preset.GROUP_SKILL_DIVISOR,
                sameArea ? preset.distance() : 0,
                giver.hasReceivedMore() ? preset.chanceToGive() : 0,
                receiver.isNearCeiling() ? preset.nearCeiling() : 0,
                tied ? 0 : preset.newTie(),
                isolated * preset.isolation());
    }
}
