package org.reciprocity.matching.round;

import jakarta.validation.constraints.NotNull;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The body of {@code POST /rounds}.
 *
 * @param id the client's own id for it, or null
 * @param communityId the community
 * @param model how it decides; as the community's policy says when null
 * @param preset the name of the weights, a preset's or the community's own; as the community's policy says when null
 */
@Schema(name = "NewRound")
public record RoundForm(
        UUID id, @NotNull(message = "must be given") UUID communityId, String model, String preset) {}
