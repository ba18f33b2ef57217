package org.reciprocity.matching.score;

/**
 * The points that each part of a score brings in full. They are whole numbers, so that a score can be added up on paper.
 *
 * @param skill for the very skill asked for
 * @param overlap for time in common all through the request's time
 * @param distance for the same area; half of it for an area next to it
 * @param chanceToGive for a giver who has received more than given
 * @param nearCeiling for a receiver near the ceiling
 * @param newTie for two who have done nothing for each other yet
 * @param isolation for each of the two who has few ties
 * @param continuity for the same helper as before, where the request asks for that
 */
public record Weights(
        int skill,
        int overlap,
        int distance,
        int chanceToGive,
        int nearCeiling,
        int newTie,
        int isolation,
        int continuity) {
    /** The most that one part may bring. */
    public static final int MOST = 1000;

    /** Refuses a part below 0 or above {@link #MOST}. */
    public Weights {
        for (int part :
                new int[] {skill, overlap, distance, chanceToGive, nearCeiling, newTie, isolation, continuity}) {
            if (part < 0 || part > MOST) {
                throw new IllegalArgumentException("A part brings 0 to " + MOST + " points, not " + part);
            }
        }
    }
}
