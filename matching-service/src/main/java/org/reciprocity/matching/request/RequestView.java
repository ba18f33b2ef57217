package org.reciprocity.matching.request;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.reciprocity.matching.availability.AvailabilityForm;

/**
 * A request as it is shown.
 *
 * @param id its id
 * @param communityId the community
 * @param participantId who asks
 * @param skill the skill's code
 * @param acceptsGroup whether another skill of the same group will do
 * @param minutes how much, in minutes
 * @param remainingMinutes what of it nobody is proposed for
 * @param area where, or null
 * @param languages any one of these has to be spoken
 * @param maxDistance from how far a helper may come
 * @param from the first instant
 * @param until the end
 * @param availability at which times, or null
 * @param role as what somebody helps, or null
 * @param setting where, as a code, or null
 * @param risk low, medium or high, or null
 * @param sameHelper whether somebody who helped before is wished for
 * @param failureElsewhere whether the need comes from something that failed elsewhere
 * @param shows what the other side may see of it before a match is agreed
 * @param repeats the rule by which it comes again, or null
 * @param repeatOf the first of those that repeat, or null
 * @param couldGive what they answered when asked what they could give
 * @param state open, lapsed or withdrawn
 * @param recordedBy the agency that recorded it
 * @param recordedAt when it was made
 * @param version the stream's version
 */
@Schema(name = "Request")
public record RequestView(
        UUID id,
        UUID communityId,
        UUID participantId,
        String skill,
        boolean acceptsGroup,
        long minutes,
        long remainingMinutes,
        String area,
        List<String> languages,
        String maxDistance,
        Instant from,
        Instant until,
        AvailabilityForm availability,
        String role,
        String setting,
        String risk,
        boolean sameHelper,
        boolean failureElsewhere,
        List<String> shows,
        String repeats,
        UUID repeatOf,
        CouldGiveView couldGive,
        String state,
        UUID recordedBy,
        Instant recordedAt,
        long version) {

    /**
     * What they answered when asked what they could give.
     *
     * @param offerId the offer they made, or null
     * @param notYet true where they could not say yet, or null
     */
    @Schema(name = "CouldGiveAnswer")
    public record CouldGiveView(UUID offerId, Boolean notYet) {
        static CouldGiveView of(UUID offer) {
            return offer == null ? new CouldGiveView(null, true) : new CouldGiveView(offer, null);
        }
    }
}
