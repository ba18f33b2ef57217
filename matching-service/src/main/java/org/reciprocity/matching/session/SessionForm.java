package org.reciprocity.matching.session;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The body of {@code POST /sessions}.
 *
 * @param id the client's own id for it, or null
 * @param proposalId the agreed match that it carries out
 * @param startsAt when it begins
 * @param minutes how long
 */
@Schema(name = "NewSession")
public record SessionForm(
        UUID id,
        @NotNull(message = "must be given") UUID proposalId,
        @NotNull(message = "must be given") Instant startsAt,

        @NotNull(message = "must be given")
        @Min(value = 1, message = "must be 1 or more")
        @Max(value = 10_080, message = "must be 10080 or less")
        Integer minutes) {}
