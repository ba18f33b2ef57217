package org.reciprocity.matching.offer;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * An offer as it is shown.
 *
 * @param id its id
 * @param communityId the community
 * @param participantId who offers
 * @param skill the skill's code
 * @param minutes the capacity, in minutes
 * @param remainingMinutes what of it no open or kept match takes
 * @param area where, or null
 * @param languages what they speak
 * @param maxDistance how far they go
 * @param from the first instant, or null
 * @param until the end, or null
 * @param requestId the request whose "what could you give?" it answers, or null
 * @param state open or withdrawn
 * @param recordedBy the agency that recorded it
 * @param recordedAt when it was made
 * @param version the stream's version
 */
@Schema(name = "Offer")
public record OfferView(
        UUID id,
        UUID communityId,
        UUID participantId,
        String skill,
        long minutes,
        long remainingMinutes,
        String area,
        List<String> languages,
        String maxDistance,
        Instant from,
        Instant until,
        UUID requestId,
        String state,
        UUID recordedBy,
        Instant recordedAt,
        long version) {}
