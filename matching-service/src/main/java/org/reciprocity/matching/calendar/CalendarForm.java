package org.reciprocity.matching.calendar;

import jakarta.validation.constraints.NotNull;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The body of {@code POST /calendars}.
 *
 * @param id the client's own id for it, or null
 * @param communityId the community
 * @param participantId whose sessions; those of all participants whom the agency registered when null
 */
@Schema(name = "NewCalendar")
public record CalendarForm(
        UUID id, @NotNull(message = "must be given") UUID communityId, UUID participantId) {}
