package org.reciprocity.matching.session;

import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A session as it is shown.
 *
 * @param id its id
 * @param communityId the community
 * @param proposalId the match that it carries out
 * @param giverId who gives
 * @param receiverId who receives
 * @param skill what
 * @param startsAt when it begins
 * @param minutes how long
 * @param state planned, held, missed or cancelled
 * @param missedBy giver, receiver or both, or null
 * @param reason why it was cancelled, or null
 * @param recordedBy the agency that planned it
 * @param recordedAt when it was planned
 * @param version the stream's version
 */
@Schema(name = "Session")
public record SessionView(
        UUID id,
        UUID communityId,
        UUID proposalId,
        UUID giverId,
        UUID receiverId,
        String skill,
        Instant startsAt,
        long minutes,
        String state,
        String missedBy,
        String reason,
        UUID recordedBy,
        Instant recordedAt,
        long version) {}
