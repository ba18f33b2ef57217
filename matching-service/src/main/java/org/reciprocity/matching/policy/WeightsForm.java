package org.reciprocity.matching.policy;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.reciprocity.matching.score.WeightSet;
import org.reciprocity.matching.score.Weights;

/**
 * Weights that a community names itself: the points that each part of a score brings in full.
 *
 * @param code the name by which rounds choose them
 * @param skill for the very skill asked for
 * @param overlap for time in common all through the request's time
 * @param distance for the same area; half of it for an area next to it
 * @param chanceToGive for a giver who has received more than given
 * @param nearCeiling for a receiver near the ceiling
 * @param newTie for two who have done nothing for each other yet
 * @param isolation for each of the two who has few ties
 * @param continuity for the same helper as before, where the request asks for that
 */
@Schema(name = "NamedWeights")
@JsonPropertyOrder({
    "code",
    "skill",
    "overlap",
    "distance",
    "chanceToGive",
    "nearCeiling",
    "newTie",
    "isolation",
    "continuity"
})
public record WeightsForm(
        @NotNull(message = "must be given")
        @Pattern(
                regexp = WeightsForm.CODE,
                message = "must be lower-case letters and digits with hyphens between, beginning with a letter")
        @Size(max = 40, message = "must be 40 letters or fewer")
        String code,

        @NotNull(message = "must be given")
        @Min(value = 0, message = WeightsForm.RANGE)
        @Max(value = Weights.MOST, message = WeightsForm.RANGE)
        Integer skill,

        @NotNull(message = "must be given")
        @Min(value = 0, message = WeightsForm.RANGE)
        @Max(value = Weights.MOST, message = WeightsForm.RANGE)
        Integer overlap,

        @NotNull(message = "must be given")
        @Min(value = 0, message = WeightsForm.RANGE)
        @Max(value = Weights.MOST, message = WeightsForm.RANGE)
        Integer distance,

        @NotNull(message = "must be given")
        @Min(value = 0, message = WeightsForm.RANGE)
        @Max(value = Weights.MOST, message = WeightsForm.RANGE)
        Integer chanceToGive,

        @NotNull(message = "must be given")
        @Min(value = 0, message = WeightsForm.RANGE)
        @Max(value = Weights.MOST, message = WeightsForm.RANGE)
        Integer nearCeiling,

        @NotNull(message = "must be given")
        @Min(value = 0, message = WeightsForm.RANGE)
        @Max(value = Weights.MOST, message = WeightsForm.RANGE)
        Integer newTie,

        @NotNull(message = "must be given")
        @Min(value = 0, message = WeightsForm.RANGE)
        @Max(value = Weights.MOST, message = WeightsForm.RANGE)
        Integer isolation,

        @NotNull(message = "must be given")
        @Min(value = 0, message = WeightsForm.RANGE)
        @Max(value = Weights.MOST, message = WeightsForm.RANGE)
        Integer continuity) {

    static final String CODE = "[a-z][a-z0-9]*(-[a-z0-9]+)*";

    static final String RANGE = "must be 0 to " + Weights.MOST;

    static WeightsForm of(WeightSet set) {
        var weights = set.weights();
        return new WeightsForm(
                set.code(),
                weights.skill(),
                weights.overlap(),
                weights.distance(),
                weights.chanceToGive(),
                weights.nearCeiling(),
                weights.newTie(),
                weights.isolation(),
                weights.continuity());
    }

    WeightSet set() {
        return new WeightSet(
                code, new Weights(skill, overlap, distance, chanceToGive, nearCeiling, newTie, isolation, continuity));
    }
}
