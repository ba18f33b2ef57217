package org.reciprocity.matching.request;

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
import org.reciprocity.matching.offer.OfferForm;

/**
 * The body of {@code POST /requests}.
 *
 * @param id the client's own id for it, or null
 * @param communityId the community
 * @param participantId who asks
 * @param skill the skill's code
 * @param acceptsGroup whether another skill of the same group will do; not when null
 * @param minutes how much, in minutes
 * @param area where; the participant's own area when null
 * @param languages any one of these has to be spoken
 * @param from the first instant
 * @param until the end
 * @param failureElsewhere whether the need comes from something that failed elsewhere; not when null
 * @param couldGive what they answered when asked what they could give
 */
@Schema(name = "NewRequest")
public record RequestForm(
        UUID id,
        @NotNull(message = "must be given") UUID communityId,
        @NotNull(message = "must be given") UUID participantId,

        @NotNull(message = "must be given") @Pattern(regexp = OfferForm.CODE, message = "must be a skill's code")
        String skill,

        Boolean acceptsGroup,

        @NotNull(message = "must be given")
        @Min(value = 1, message = "must be 1 or more")
        @Max(value = OfferForm.MAX_MINUTES, message = "must be " + OfferForm.MAX_MINUTES + " or less")
        Integer minutes,

        @Pattern(regexp = OfferForm.AREA, message = OfferForm.AREA_RULE)
        String area,

        @Size(max = 20, message = "must be 20 or fewer")
        List<
                        @NotNull(message = "must be given")
                        @Pattern(regexp = OfferForm.LANGUAGE, message = "must be a language tag") String>
                languages,

        @NotNull(message = "must be given") Instant from,
        @NotNull(message = "must be given") Instant until,
        Boolean failureElsewhere,
        @Valid @Schema(required = true) CouldGiveForm couldGive) {

    /** Whether there is exactly one answer to what they could give. */
    boolean saysWhatTheyCouldGive() {
        return couldGive != null
                && (couldGive.offer() == null ? Boolean.TRUE.equals(couldGive.notYet()) : couldGive.notYet() == null);
    }

    /**
     * The answer to "what could you give?": an offer, or that they cannot say yet.
     *
     * @param offer what they offer, or null
     * @param notYet true, or null
     */
    @Schema(name = "CouldGive")
    public record CouldGiveForm(@Valid GivenOffer offer, Boolean notYet) {}

    /**
     * An offer made together with a request, by the same participant.
     *
     * @param id the client's own id for it, or null
     * @param skill the skill's code
     * @param minutes the capacity, in minutes
     * @param area where; the participant's own area when null
     * @param languages what they speak
     * @param maxDistance how far they go; anywhere when null
     * @param from the first instant, or null
     * @param until the end, or null
     */
    @Schema(name = "GivenOffer")
    public record GivenOffer(
            UUID id,

            @NotNull(message = "must be given") @Pattern(regexp = OfferForm.CODE, message = "must be a skill's code")
            String skill,

            @NotNull(message = "must be given")
            @Min(value = 1, message = "must be 1 or more")
            @Max(value = OfferForm.MAX_MINUTES, message = "must be " + OfferForm.MAX_MINUTES + " or less")
            Integer minutes,

            @Pattern(regexp = OfferForm.AREA, message = OfferForm.AREA_RULE)
            String area,

            @Size(max = 20, message = "must be 20 or fewer")
            List<
                            @NotNull(message = "must be given")
                            @Pattern(regexp = OfferForm.LANGUAGE, message = "must be a language tag") String>
                    languages,

            @Pattern(regexp = "same-area|anywhere", message = "must be same-area or anywhere")
            String maxDistance,

            Instant from,
            Instant until) {

        OfferForm of(UUID community, UUID participant) {
            return new OfferForm(id, community, participant, skill, minutes, area, languages, maxDistance, from, until);
        }
    }
}
