package org.reciprocity.ledger.hold;

import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.reciprocity.ledger.access.OwnReferences;

/** A hold as it is shown. */
@Schema(name = "Hold")
public record HoldView(
        UUID id,
        UUID communityId,
        UUID participantId,

        @Schema(description = "Whose minutes are held") UUID accountId,

        @Schema(description = "The partner whom it is for") UUID agencyId,

        UUID programmeId,
        UUID offerId,

        @Schema(description = "How many units of the offer") Integer units,

        int minutes,

        @Schema(description = "party: the participant's own word. on-behalf: that of a broker or steward.")
        String how,

        @Schema(enumeration = {"held", "captured", "released", "expired"})
        String state,

        Instant expiresAt,
        @Schema(description = "What was spent of it") Integer capturedMinutes,
        @Schema(description = "By which exchange") UUID exchangeId,
        @Schema(description = "Why it was released") String reason,

        @Schema(description = "The agency that placed it") UUID recordedBy,

        @Schema(description = OwnReferences.SHOWN) String externalRef,

        Instant recordedAt,
        long version) {

    /** Without the reference: the answer is kept. */
    static HoldView of(HoldRow row) {
        return of(row.community(), row.id(), row.state(), row.version(), row.recordedAt());
    }

    /** As the agency is shown it. */
    static HoldView of(HoldRow row, UUID agency) {
        return of(
                row.community(),
                row.id(),
                row.state(),
                row.version(),
                row.recordedAt(),
                row.terms().recordedBy().equals(agency) ? row.externalRef() : null);
    }

    static HoldView of(UUID community, UUID id, Hold hold, long version, Instant recordedAt) {
        return of(community, id, hold, version, recordedAt, null);
    }

    private static HoldView of(
            UUID community, UUID id, Hold hold, long version, Instant recordedAt, String externalRef) {
        var terms = HoldDecider.terms(hold);
        return new HoldView(
                id,
                community,
                terms.participant(),
                terms.account(),
                terms.partner(),
                terms.purpose().programme(),
                terms.purpose().offer(),
                terms.purpose().units(),
                terms.minutes(),
                terms.how().wire(),
                HoldDecider.state(hold),
                terms.expiresAt(),
                hold instanceof Hold.Captured captured ? captured.minutes() : null,
                hold instanceof Hold.Captured captured ? captured.exchange() : null,
                hold instanceof Hold.Released released ? released.reason() : null,
                terms.recordedBy(),
                externalRef,
                recordedAt,
                version);
    }
}
