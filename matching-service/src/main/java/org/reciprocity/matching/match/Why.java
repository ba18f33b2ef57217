package org.reciprocity.matching.match;

import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Why a match was proposed, for a broker.
 *
 * @param proposalId the match
 * @param proposedBy round, or broker
 * @param parts the parts of its score that brought points, the most first; none for a broker's own
 * @param total all points, per minute
 */
@Schema(name = "Why")
public record Why(UUID proposalId, String proposedBy, List<Part> parts, int total) {

    /**
     * A part of the score.
     *
     * @param part its name
     * @param points what it brought
     * @param words what it says
     */
    @Schema(name = "WhyPart")
    public record Part(String part, int points, String words) {}

    static Why of(ProposalView proposal) {
        var score = proposal.score();
        if (score == null) {
            return new Why(proposal.id(), "broker", List.of(), 0);
        }
        var parts = List.of(
                        new Part("skill", score.skill(), "The offer is of the skill asked for, or of its group."),
                        new Part("overlap", score.overlap(), "The two have much time in common."),
                        new Part(
                                "continuity",
                                score.continuity(),
                                "The request asks for the same helper as before, and this is one."),
                        new Part(
                                "distance",
                                score.distance(),
                                "Giver and need are in one area, or in areas next to each other."),
                        new Part(
                                "chanceToGive",
                                score.chanceToGive(),
                                "The giver has received more than they gave, and is asked to give."),
                        new Part(
                                "nearCeiling",
                                score.nearCeiling(),
                                "The receiver's balance is near its ceiling, and they are asked to receive."),
                        new Part("newTie", score.newTie(), "The two have done nothing for each other yet."),
                        new Part("isolation", score.isolation(), "One of the two, or both, have three ties or fewer."))
                .stream()
                .filter(part -> part.points() > 0)
                .sorted((one, other) -> Integer.compare(other.points(), one.points()))
                .toList();
        return new Why(proposal.id(), "round", parts, score.total());
    }
}
