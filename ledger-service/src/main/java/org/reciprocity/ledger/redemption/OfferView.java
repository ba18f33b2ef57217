package org.reciprocity.ledger.redemption;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.reciprocity.ledger.access.OwnReferences;

/** A redemption offer as it is shown. */
@Schema(name = "RedemptionOffer")
public record OfferView(
        UUID id,
        UUID communityId,
        @Schema(description = "The partner that gives it") UUID agencyId,
        String code,

        @Schema(enumeration = {"service", "ticket", "goods"})
        String kind,

        @Schema(
                description =
                        "Whether who takes it should ask for advice on welfare benefits first: tickets and goods may"
                                + " count as income")
        boolean benefitsAdvice,

        @Schema(description = "What a unit takes") int minutes,

        @Schema(description = "Units in all; absent for no limit")
        Long quantity,

        @Schema(description = "Units that are left, those held and sold taken off; absent for no limit")
        Long remaining,

        @Schema(description = "The first day") LocalDate from,
        @Schema(description = "The last day") LocalDate until,
        List<String> restrictions,

        @Schema(enumeration = {"open", "withdrawn"}) String state,

        @Schema(description = OwnReferences.SHOWN) String externalRef,

        Instant recordedAt,

        @Schema(description = "Of what is offered and of its stock; what is taken does not raise it")
        long version) {

    /** As the agency is shown it; other answers are kept, and have no reference. */
    static OfferView of(OfferRow row, UUID agency) {
        return of(
                row.id(),
                row.community(),
                row.state(),
                row.taken(),
                new Recorded(
                        row.recordedAt(),
                        row.version(),
                        agency != null && agency.equals(row.openedBy()) ? row.externalRef() : null));
    }

    static OfferView of(OfferRow row, Offer state, long version) {
        return of(row.id(), row.community(), state, row.taken(), row.recordedAt(), version);
    }

    static OfferView of(UUID id, UUID community, Offer state, long taken, Instant recordedAt, long version) {
        return of(id, community, state, taken, new Recorded(recordedAt, version, null));
    }

    private record Recorded(Instant at, long version, String externalRef) {}

    private static OfferView of(UUID id, UUID community, Offer state, long taken, Recorded recorded) {
        var terms = OfferDecider.terms(state);
        var quantity = OfferDecider.quantity(state);
        return new OfferView(
                id,
                community,
                terms.agency(),
                terms.code(),
                terms.kind().wire(),
                terms.kind().benefitsAdvice(),
                terms.minutes(),
                quantity,
                quantity == null ? null : quantity - taken,
                terms.from(),
                terms.until(),
                terms.restrictions(),
                state(state),
                recorded.externalRef(),
                recorded.at(),
                recorded.version());
    }

    /** The state's name in the API and in the database. */
    static String state(Offer state) {
        return switch (state) {
            case Offer.None none -> throw new IllegalStateException("There is no offer");
            case Offer.Open open -> "open";
            case Offer.Withdrawn withdrawn -> "withdrawn";
        };
    }
}
