package org.reciprocity.matching.round;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.reciprocity.matching.score.Weights;

/**
 * The points that each part of a score brought in full in a round.
 *
 * @param skill for the very skill asked for
 * @param overlap for time in common all through the request's time
 * @param distance for the same area
 * @param chanceToGive for a giver who has received more than given
 * @param nearCeiling for a receiver near the ceiling
 * @param newTie for two who have done nothing for each other yet
 * @param isolation for each of the two who has few ties
 * @param continuity for the same helper as before, where the request asks for that
 */
@Schema(name = "Weights")
@JsonPropertyOrder({"skill", "overlap", "distance", "chanceToGive", "nearCeiling", "newTie", "isolation", "continuity"})
public record WeightsView(
        int skill,
        int overlap,
        int distance,
        int chanceToGive,
        int nearCeiling,
        int newTie,
        int isolation,
        int continuity) {

    static WeightsView of(Weights weights) {
        return new WeightsView(
                weights.skill(),
                weights.overlap(),
                weights.distance(),
                weights.chanceToGive(),
                weights.nearCeiling(),
                weights.newTie(),
                weights.isolation(),
                weights.continuity());
    }
}
