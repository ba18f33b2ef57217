package org.reciprocity.matching.match;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.reciprocity.matching.availability.AvailabilityForm;
import org.reciprocity.matching.score.Score;

/**
 * A match as it is shown. Who sees one side only sees nothing of the other before both have agreed, but what they agreed to
 * show.
 *
 * @param id its id; an exchange that carries it out names it as {@code matchId}
 * @param communityId the community
 * @param roundId the round that proposed it, or null where a broker did
 * @param insteadOf the match in whose place it comes, or null
 * @param offerId the offer; left out while it is of the other side
 * @param requestId the request; left out while it is of the other side
 * @param giverId who would give; left out while it is the other side
 * @param receiverId who would receive; left out while it is the other side
 * @param skill the skill asked for
 * @param minutes how long, in minutes
 * @param score why, in points per minute; left out for who sees one side only
 * @param other what the other side agreed to show; for who sees one side only
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
        UUID insteadOf,
        UUID offerId,
        UUID requestId,
        UUID giverId,
        UUID receiverId,
        String skill,
        long minutes,
        ScoreView score,
        OtherSideView other,
        String state,
        boolean giverAccepted,
        boolean receiverAccepted,
        DeclineView declined,
        UUID exchangeId,
        Long fulfilledMinutes,
        Instant recordedAt,
        long version) {

    /** Whether nothing of it is left out: the reader sees both sides. */
    boolean isWhole() {
        return other == null && (score != null || roundId == null);
    }

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
     * What the other side agreed to show before a match is agreed.
     *
     * @param area where they are, or null
     * @param languages what they speak or ask for, or null
     * @param availability at which times they can, or null
     */
    @Schema(name = "OtherSide")
    public record OtherSideView(String area, List<String> languages, AvailabilityForm availability) {}

    /**
     * Who declined, and why.
     *
     * @param side giver or receiver
     * @param reason the reason's code, or null to who does not see that side
     */
    @Schema(name = "Decline")
    public record DeclineView(String side, String reason) {}
}
