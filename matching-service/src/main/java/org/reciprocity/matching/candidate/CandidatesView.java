package org.reciprocity.matching.candidate;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Who could help with a request, and what stands between it and everybody else.
 *
 * @param requestId the request
 * @param standingAsOf everything that the ledger published before is known
 * @param items offers of participants whom the caller may see: those that fit first, then by id
 */
@Schema(name = "Candidates")
public record CandidatesView(UUID requestId, Instant standingAsOf, List<CandidateView> items) {

    /**
     * An offer, or a participant who has none.
     *
     * @param offerId the offer, or null
     * @param participantId whose
     * @param skill of what, or null
     * @param remainingMinutes what is left of it
     * @param fits whether it could be proposed
     * @param standsBetween what keeps it from that, or null
     */
    @Schema(name = "Candidate")
    public record CandidateView(
            UUID offerId,
            UUID participantId,
            String skill,
            long remainingMinutes,
            boolean fits,
            BarrierView standsBetween) {}

    /**
     * What stands between.
     *
     * @param code a hard filter's code, or no-capacity, declined-before or no-offer
     * @param words the same in words
     */
    @Schema(name = "Barrier")
    public record BarrierView(String code, String words) {}
}
