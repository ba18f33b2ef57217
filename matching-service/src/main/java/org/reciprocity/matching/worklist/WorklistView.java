package org.reciprocity.matching.worklist;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What a broker has to do in a community, the most urgent of each first, at most 100 of each.
 *
 * @param communityId the community
 * @param standingAsOf everything that the ledger published before is known; null where nobody can tell
 * @param newNeeds open requests of which something is left and for which nobody is proposed, by their end
 * @param proposalsWaiting proposals that wait for one side or both, the oldest first
 * @param sessionsDue sessions that begin within seven days, or have begun and nobody said what became of them
 * @param quiet agreed matches without a word for the policy's quietDays and without a session to come
 * @param clearanceMissing agreed matches whose giver is not cleared today for what the request asks for
 * @param lapsing offers that lapse within the policy's reminderDays
 */
@Schema(name = "Worklist")
public record WorklistView(
        UUID communityId,
        Instant standingAsOf,
        List<NeedView> newNeeds,
        List<WaitingView> proposalsWaiting,
        List<DueView> sessionsDue,
        List<MatchView> quiet,
        List<MatchView> clearanceMissing,
        List<LapsingView> lapsing) {

    /**
     * A request.
     *
     * @param requestId its id
     * @param participantId who asks
     * @param skill for what
     * @param remainingMinutes what is left of it
     * @param until its end
     * @param since when it was made
     */
    @Schema(name = "NewNeed")
    public record NeedView(
            UUID requestId, UUID participantId, String skill, long remainingMinutes, Instant until, Instant since) {}

    /**
     * A proposal.
     *
     * @param proposalId its id
     * @param skill for what
     * @param minutes how long
     * @param waitsFor giver, receiver or both
     * @param since when it last changed
     */
    @Schema(name = "WaitingProposal")
    public record WaitingView(UUID proposalId, String skill, long minutes, String waitsFor, Instant since) {}

    /**
     * A session.
     *
     * @param sessionId its id
     * @param proposalId the match
     * @param startsAt when it begins
     * @param minutes how long
     * @param over whether it is over, and somebody should say what became of it
     */
    @Schema(name = "DueSession")
    public record DueView(UUID sessionId, UUID proposalId, Instant startsAt, long minutes, boolean over) {}

    /**
     * An agreed match.
     *
     * @param proposalId its id
     * @param skill for what
     * @param minutes how long
     * @param since when it last changed
     */
    @Schema(name = "AgreedMatch")
    public record MatchView(UUID proposalId, String skill, long minutes, Instant since) {}

    /**
     * An offer.
     *
     * @param offerId its id
     * @param participantId whose
     * @param skill of what
     * @param lapsesAt when it lapses unless it is renewed
     */
    @Schema(name = "LapsingOffer")
    public record LapsingView(UUID offerId, UUID participantId, String skill, Instant lapsesAt) {}
}
