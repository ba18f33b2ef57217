package org.reciprocity.matching.match;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The body of {@code POST /proposals}.
 *
 * @param id the client's own id for it, or null
 * @param offerId the offer
 * @param requestId the request
 * @param minutes how long; as much as is left of both when null
 * @param acceptedFor for whom there is a yes already; nobody when null
 */
@Schema(name = "NewProposal")
public record ArrangementForm(
        UUID id,
        @NotNull(message = "must be given") UUID offerId,
        @NotNull(message = "must be given") UUID requestId,

        @Min(value = 1, message = "must be 1 or more") @Max(value = 525_600, message = "must be 525600 or less")
        Integer minutes,

        @Size(max = 2, message = "must be 2 or fewer")
        List<
                        @NotNull(message = "must be given")
                        @Pattern(regexp = "giver|receiver", message = "must be giver or receiver") String>
                acceptedFor) {}
