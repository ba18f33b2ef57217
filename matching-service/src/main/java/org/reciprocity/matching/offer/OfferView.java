package org.reciprocity.matching.offer;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.reciprocity.matching.availability.AvailabilityForm;

/**
 * An offer as it is shown.
 *
 * @param id its id
 * @param communityId the community
 * @param participantId who offers
 * @param skill the skill's code
 * @param minutes the capacity, in minutes: in each period, or altogether
 * @param per the period in which so much is there again, or null
 * @param remainingMinutes what of it no open or kept match takes: in the present period, or altogether
 * @param area where, or null
 * @param languages what they speak
 * @param maxDistance how far they go
 * @param from the first instant, or null
 * @param until the end, or null
 * @param availability at which times, or null
 * @param shows what the other side may see of it before a match is agreed
 * @param requestId the request whose "what could you give?" it answers, or null
 * @param state open, lapsed or withdrawn
 * @param lapsesAt when it lapses or lapsed unless it is renewed, or null
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
        String per,
        long remainingMinutes,
        String area,
        List<String> languages,
        String maxDistance,
        Instant from,
        Instant until,
        AvailabilityForm availability,
        List<String> shows,
        UUID requestId,
        String state,
        Instant lapsesAt,
        UUID recordedBy,
        Instant recordedAt,
        long version) {}
