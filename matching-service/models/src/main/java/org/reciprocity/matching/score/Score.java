package org.reciprocity.matching.score;

/**
 * How good a match would be, per minute of it, in points; each part is kept with the proposal and shown to the broker.
 *
 * @param skill the very skill asked for, rather than another of its group
 * @param overlap how much of the request's time the offer has in common with it
 * @param distance giver and need are in one area, or in areas next to each other
 * @param chanceToGive the giver has received more than given, and is asked to give
 * @param nearCeiling the receiver's balance is near its ceiling, and they are asked to receive
 * @param newTie the two have done nothing for each other yet
 * @param isolation giver, receiver or both have few ties
 * @param continuity the request asks for the same helper as before, and this is one
 */
public record Score(
        int skill,
        int overlap,
        int distance,
        int chanceToGive,
        int nearCeiling,
        int newTie,
        int isolation,
        int continuity) {

    /** The points of all parts. */
    public int total() {
        return skill + overlap + distance + chanceToGive + nearCeiling + newTie + isolation + continuity;
    }
}
