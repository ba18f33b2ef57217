package org.reciprocity.matching.calendar;

import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A calendar as it is shown.
 *
 * @param id its id
 * @param communityId the community
 * @param participantId whose sessions, or null for those of the agency's participants
 * @param path where it is read, with its secret; shown once, when it is made
 * @param state open or revoked
 * @param recordedAt when it was made
 * @param version 1, and 2 once it is revoked
 */
@Schema(name = "Calendar")
public record CalendarView(
        UUID id, UUID communityId, UUID participantId, String path, String state, Instant recordedAt, long version) {}
