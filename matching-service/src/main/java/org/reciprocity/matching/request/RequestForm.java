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
import org.reciprocity.matching.availability.AvailabilityForm;
import org.reciprocity.matching.fit.Areas;
import org.reciprocity.matching.fit.Reach;
import org.reciprocity.matching.offer.OfferForm;
import org.reciprocity.matching.policy.PolicyForm;

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
 * @param maxDistance from how far a helper may come; anywhere when null
 * @param from the first instant
 * @param until the end
 * @param availability at which times; at any when null
 * @param role as what somebody helps; volunteer when null and there is a setting
 * @param setting where, as a code; a role in a setting may ask for clearance
 * @param risk low, medium or high; high asks for clearance whatever the policy says
 * @param sameHelper whether somebody who helped before is wished for; not when null
 * @param failureElsewhere whether the need comes from something that failed elsewhere; not when null
 * @param shows what the other side may see of it before a match is agreed; nothing when null
 * @param repeats an RFC 5545 recurrence rule by which it comes again, counted from its begin; once when null
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

        @Pattern(regexp = Areas.CODE, message = Areas.RULE) String area,

        @Size(max = 20, message = "must be 20 or fewer")
        List<
                        @NotNull(message = "must be given")
                        @Pattern(regexp = OfferForm.LANGUAGE, message = "must be a language tag") String>
                languages,

        @Pattern(regexp = Reach.CODES, message = Reach.RULE) String maxDistance,

        @NotNull(message = "must be given") Instant from,
        @NotNull(message = "must be given") Instant until,
        @Valid AvailabilityForm availability,

        @Pattern(regexp = PolicyForm.CODE, message = "must be a code")
        String role,

        @Pattern(regexp = PolicyForm.CODE, message = "must be a code")
        String setting,

        @Pattern(regexp = "low|medium|high", message = "must be low, medium or high")
        String risk,

        Boolean sameHelper,
        Boolean failureElsewhere,

        @Size(max = 4, message = "must be 4 or fewer")
        List<
                        @NotNull(message = "must be given")
                        @Pattern(regexp = OfferForm.SHOWN, message = OfferForm.SHOWN_RULE) String>
                shows,

        @Pattern(regexp = "[A-Za-z0-9=;,+-]{1,200}", message = "must be an RFC 5545 recurrence rule")
        String repeats,

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
     * @param per week or month, where so much is there again in each; altogether when null
     * @param area where; the participant's own area when null
     * @param languages what they speak
     * @param maxDistance how far they go; anywhere when null
     * @param from the first instant, or null
     * @param until the end, or null
     * @param availability at which times; at any when null
     * @param shows what the other side may see of it before a match is agreed; nothing when null
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

            @Pattern(regexp = "week|month", message = "must be week or month")
            String per,

            @Pattern(regexp = Areas.CODE, message = Areas.RULE)
            String area,

            @Size(max = 20, message = "must be 20 or fewer")
            List<
                            @NotNull(message = "must be given")
                            @Pattern(regexp = OfferForm.LANGUAGE, message = "must be a language tag") String>
                    languages,

            @Pattern(regexp = Reach.CODES, message = Reach.RULE)
            String maxDistance,

            Instant from,
            Instant until,
            @Valid AvailabilityForm availability,

            @Size(max = 4, message = "must be 4 or fewer")
            List<
                            @NotNull(message = "must be given")
                            @Pattern(regexp = OfferForm.SHOWN, message = OfferForm.SHOWN_RULE) String>
                    shows) {

        OfferForm of(UUID community, UUID participant) {
            return new OfferForm(
                    id,
                    community,
                    participant,
                    skill,
                    minutes,
                    per,
                    area,
                    languages,
                    maxDistance,
                    from,
                    until,
                    availability,
                    shows);
        }
    }
}
