package org.reciprocity.matching.match;

import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.reciprocity.matching.score.Score;

/**
 * A match as it is shown.
 *
 * @param id its id; an exchange that carries it out names it as {@code matchId}
 * @param communityId the community
 * @param roundId the round that proposed it
 * @param offerId the offer
 * @param requestId the request
 * @param giverId who would give
 * @param receiverId who would receive
 * @param skill the skill asked for
 * @param minutes how long, in minutes
 * @param score why, in points per minute
 * @param state proposed, agreed, declined or fulfilled
 * @param giverAccepted whether the giver has accepted
 * @param receiverAccepted whether the receiver has accepted
 * @param declined by whom and why, or null
 * @param exchangeId the exchange that carried it out, or null
 * @param fulfilledMinutes what that exchange moved between the two, or null
 * @param recordedAt when it was proposed
 * @param version the stream's version
 */
@Schema(name = "Proposal")
public record ProposalView(
        UUID id,
        UUID communityId,
        UUID roundId,
        UUID offerId,
        UUID requestId,
        UUID giverId,
        UUID receiverId,
        String skill,
        long minutes,
        ScoreView score,
        String state,
        boolean giverAccepted,
        boolean receiverAccepted,
        DeclineView declined,
        UUID exchangeId,
        Long fulfilledMinutes,
        Instant recordedAt,
        long version) {

    /**
     * The points, part by part.
     *
     * @param skill see {@link Score#skill()}
     * @param overlap see {@link Score#overlap()}
     * @param distance see {@link Score#distance()}
     * @param chanceToGive see {@link Score#chanceToGive()}
     * @param nearCeiling see {@link Score#nearCeiling()}
     * @param newTie see {@link Score#newTie()}
     * @param isolation see {@link Score#isolation()}
     * @param continuity see {@link Score#continuity()}
     * @param total all of them
     */
    @Schema(name = "Score")
    public record ScoreView(
            int skill,
            int overlap,
            int distance,
            int chanceToGive,
            int nearCeiling,
            int newTie,
            int isolation,
            int continuity,
            int total) {

        static ScoreView of(Score score) {
            return new ScoreView(
                    score.skill(),
                    score.overlap(),
                    score.distance(),
                    score.chanceToGive(),
                    score.nearCeiling(),
                    score.newTie(),
                    score.isolation(),
                    score.continuity(),
                    score.total());
        }
    }

    /**
     * Who declined, and why.
     *
     * @param side giver or receiver
     * @param reason the reason's code
     */
    @Schema(name = "Decline")
    public record DeclineView(String side, String reason) {}
}
