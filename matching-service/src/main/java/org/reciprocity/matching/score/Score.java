package org.reciprocity.matching.score;

/**
 * How good a match would be, per minute of it, in points; each part is kept with the proposal and shown to the broker.
 *
 * @param skill the very skill asked for, rather than another of its group
 * @param distance giver and need are in one area
 * @param chanceToGive the giver has received more than given, and is asked to give
 * @param nearCeiling the receiver's balance is near its ceiling, and they are asked to receive
 * @param newTie the two have done nothing for each other yet
 * @param isolation giver, receiver or both have few ties
 */
public record Score(int skill, int distance, int chanceToGive, int nearCeiling, int newTie, int isolation) {

    /** The points of all parts. */
    public int total() {
        return skill + distance + chanceToGive + nearCeiling + newTie + isolation;
    }
}
