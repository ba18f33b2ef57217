package org.reciprocity.matching.offer;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.reciprocity.matching.availability.AvailabilityForm;
import org.reciprocity.matching.fit.Areas;
import org.reciprocity.matching.fit.Reach;

/**
 * The body of {@code POST /offers}.
 *
 * @param id the client's own id for it, or null
 * @param communityId the community
 * @param participantId who offers
 * @param skill the skill's code
 * @param minutes the capacity, in minutes
 * @param per week or month, where so much is there again in each; altogether when null
 * @param area where; the participant's own area when null
 * @param languages what they speak
 * @param maxDistance how far they go; anywhere when null
 * @param from the first instant, or null
 * @param until the end, or null
 * @param availability at which times; at any when null
 * @param shows what the other side may see of it before a match is agreed; nothing when null
 */
@Schema(name = "NewOffer")
public record OfferForm(
        UUID id,
        @NotNull(message = "must be given") UUID communityId,
        @NotNull(message = "must be given") UUID participantId,

        @NotNull(message = "must be given") @Pattern(regexp = OfferForm.CODE, message = "must be a skill's code")
        String skill,

        @NotNull(message = "must be given")
        @Min(value = 1, message = "must be 1 or more")
        @Max(value = OfferForm.MAX_MINUTES, message = "must be " + OfferForm.MAX_MINUTES + " or less")
        Integer minutes,

        @Pattern(regexp = "week|month", message = "must be week or month")
        String per,

        @Pattern(regexp = Areas.CODE, message = Areas.RULE) String area,

        @Size(max = 20, message = "must be 20 or fewer")
        List<
                        @NotNull(message = "must be given")
                        @Pattern(regexp = OfferForm.LANGUAGE, message = "must be a language tag") String>
                languages,

        @Pattern(regexp = Reach.CODES, message = Reach.RULE) String maxDistance,

        Instant from,
        Instant until,
        @Valid AvailabilityForm availability,

        @Size(max = 4, message = "must be 4 or fewer")
        List<
                        @NotNull(message = "must be given")
                        @Pattern(regexp = OfferForm.SHOWN, message = OfferForm.SHOWN_RULE) String>
                shows) {

    /** What can be shown of an offer or a request before a match is agreed. */
    public static final String SHOWN = "participant|area|languages|availability";

    /** What {@link #SHOWN} asks for, in words. */
    public static final String SHOWN_RULE = "must be participant, area, languages or availability";

    /** A skill's code. */
    public static final String CODE = "[a-z0-9-]{1,40}";

    /** A language's tag, such as cy or en-GB. */
    public static final String LANGUAGE = "[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}";

    /** A year of minutes. */
    public static final long MAX_MINUTES = 525_600;
}
