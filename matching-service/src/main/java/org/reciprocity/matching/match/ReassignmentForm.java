package org.reciprocity.matching.match;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The body of {@code POST /proposals/{id}/reassignment}.
 *
 * @param side whom the reason is about
 * @param reason why it ends
 * @param offerId who helps instead; nobody yet when null
 * @param acceptedFor for whom there is a yes to that already; nobody when null
 */
@Schema(name = "Reassignment")
public record ReassignmentForm(
        @NotNull(message = "must be given") @Pattern(regexp = "giver|receiver", message = "must be giver or receiver")
        String side,

        @NotNull(message = "must be given") String reason,
        UUID offerId,

        @Size(max = 2, message = "must be 2 or fewer")
        List<
                        @NotNull(message = "must be given")
                        @Pattern(regexp = "giver|receiver", message = "must be giver or receiver") String>
                acceptedFor) {}
