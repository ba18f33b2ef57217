package org.reciprocity.ledger.casework;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.reciprocity.ledger.access.OwnReferences;

/** A case as it is shown. */
@Schema(name = "Case")
public record CaseView(
        UUID id,
        UUID communityId,
        UUID programmeId,
        UUID participantId,
        @Schema(description = "The agency that referred") UUID agencyId,

        @Schema(description = OwnReferences.SHOWN) String externalRef,

        @Schema(enumeration = {"referred", "declined", "accepted", "agreed", "completed", "breached", "withdrawn"})
        String state,

        String reason,
        List<String> couldGive,

        @Schema(description = "The day of the referral, where it was told")
        java.time.LocalDate referredOn,

        @Schema(description = "Whether the need comes from something that failed elsewhere")
        boolean failureElsewhere,

        @Schema(description = "Why the programme did not take it")
        String declinedFor,

        @Schema(description = "What was agreed last") AgreementView agreement,
        List<SupportView> support,

        @Schema(description = "Minutes its participant gave in settled exchanges that name the case, net of reversals")
        long dutyServedMinutes,

        Instant recordedAt,
        long version) {

    /** What was agreed. */
    @Schema(name = "CaseAgreement")
    public record AgreementView(long dutyMinutes, List<String> training, int peopleHarmed) {}

    /** Support that was given. */
    @Schema(name = "CaseSupport")
    public record SupportView(
            UUID id,
            java.time.LocalDate from,
            java.time.LocalDate to,
            String unit,
            long quantity,
            CaseResource.MoneyBody unitCost,
            CaseResource.MoneyBody counterfactualUnitCost,

            @Schema(description = OwnReferences.SHOWN) String externalRef) {}

    /** Where a case stands, and where its recorded row stands in lists. */
    record File(UUID id, UUID community, UUID programme, Instant recordedAt, long dutyServedMinutes, Own own) {
        File(UUID id, UUID community, UUID programme, Instant recordedAt, long dutyServedMinutes) {
            this(id, community, programme, recordedAt, dutyServedMinutes, Own.NONE);
        }

        /** As it is answered where the answer is kept. */
        File unreferenced() {
            return new File(id, community, programme, recordedAt, dutyServedMinutes);
        }
    }

    /**
     * The caller's own references.
     *
     * @param reference of the case; null for none
     * @param ofSupport of the support in it, by its id
     */
    record Own(String reference, Map<UUID, String> ofSupport) {
        static final Own NONE = new Own(null, Map.of());
    }

    static CaseView of(File file, Case state, long version) {
        var referral = CaseDecider.referral(state);
        var agreement =
                switch (state) {
                    case Case.Accepted accepted -> accepted.agreement();
                    case Case.Closed closed -> closed.agreement();
                    case Case.None none -> null;
                    case Case.Referred referred -> null;
                    case Case.Declined declined -> null;
                };
        var support =
                switch (state) {
                    case Case.Accepted accepted -> accepted.support();
                    case Case.Closed closed -> closed.support();
                    case Case.None none -> List.<Case.Support>of();
                    case Case.Referred referred -> List.<Case.Support>of();
                    case Case.Declined declined -> List.<Case.Support>of();
                };
        return new CaseView(
                file.id(),
                file.community(),
                file.programme(),
                referral.participant(),
                referral.agency(),
                file.own().reference(),
                state(state),
                referral.reason(),
                referral.couldGive(),
                referral.referredOn(),
                referral.failureElsewhere(),
                state instanceof Case.Declined declined ? declined.reason() : null,
                agreement == null
                        ? null
                        : new AgreementView(agreement.dutyMinutes(), agreement.training(), agreement.peopleHarmed()),
                support.stream()
                        .map(one -> support(
                                one,
                                one.id() == null ? null : file.own().ofSupport().get(one.id())))
                        .toList(),
                file.dutyServedMinutes(),
                file.recordedAt(),
                version);
    }

    private static SupportView support(Case.Support support, String externalRef) {
        return new SupportView(
                support.id(),
                support.from(),
                support.to(),
                support.unit(),
                support.quantity(),
                CaseResource.MoneyBody.of(support.unitCost()),
                CaseResource.MoneyBody.of(support.counterfactualUnitCost()),
                externalRef);
    }

    /** The state's name in the API and in the database. */
    static String state(Case state) {
        return switch (state) {
            case Case.None none -> throw new IllegalStateException("There is no case");
            case Case.Referred referred -> "referred";
            case Case.Declined declined -> "declined";
            case Case.Accepted accepted -> accepted.agreement() == null ? "accepted" : "agreed";
            case Case.Closed closed -> closed.ending().wire();
        };
    }
}
