package org.reciprocity.matching.score;

/**
 * How well an offer fits a request that no hard filter keeps from it.
 *
 * @param sameSkill whether it is the very skill asked for, rather than another of its group
 * @param overlapPercent how much of the request's time the offer has in common with it, 0 to 100
 * @param nearness how near giver and need are
 * @param sameHelper whether the request asks for the same helper as before, and this is one
 */
public record Fit(boolean sameSkill, int overlapPercent, Nearness nearness, boolean sameHelper) {

    /** A fit of which is only known whether giver and need are in one area. */
    public Fit(boolean sameSkill, int overlapPercent, boolean sameArea, boolean sameHelper) {
        this(sameSkill, overlapPercent, sameArea ? Nearness.SAME_AREA : Nearness.FURTHER, sameHelper);
    }
}
