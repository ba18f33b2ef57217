package org.reciprocity.matching.request;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

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
 * @param from the first instant
 * @param until the end
 * @param failureElsewhere whether the need comes from something that failed elsewhere
 * @param couldGive what they answered when asked what they could give
 * @param state open or withdrawn
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
        Instant from,
        Instant until,
        boolean failureElsewhere,
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
