package org.reciprocity.ledger.exchange;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An exchange as it is shown. */
@Schema(name = "Exchange")
public record ExchangeView(
        UUID id,
        UUID communityId,
        UUID programmeId,
        String kind,

        @Schema(enumeration = {"proposed", "settled", "cancelled", "reversed"})
        String state,

        Instant occurredAt,
        Instant recordedAt,
        UUID recordedBy,
        String skill,
        UUID matchId,
        UUID caseId,

        @Schema(description = "The decision that a codesign influenced")
        String decision,

        @Schema(
                description =
                        "Whether several gave and received together; each leg is then between one of them and the pot")
        boolean session,

        @Schema(description = "The exchange in the other community, of a transfer")
        UUID counterpartId,

        @Schema(description = "The redemption offer that was taken up")
        UUID offerId,

        @Schema(description = "The hold that was captured") UUID holdId,

        @Schema(
                description = "How a retirement came about",
                enumeration = {"reimbursed", "waived"})
        String manner,

        @Schema(description = "With the minutes that count, once it is settled")
        List<LegView> legs,

        List<ConfirmationView> confirmations,

        @Schema(
                description =
                        "What it moved when it was settled, by account; what a reversal moved back is not in here")
        List<PostingView> postings,

        @Schema(description = "Why it was cancelled or reversed")
        String reason,

        long version) {

    /** A leg. */
    @Schema(name = "Leg")
    public record LegView(UUID providerId, UUID receiverId, int minutes, String providerRole, String receiverRole) {}

    /** A confirmation. */
    @Schema(name = "Confirmation")
    public record ConfirmationView(UUID participantId, String how, Integer minutes) {}

    /** What was moved on an account. */
    @Schema(name = "Posting")
    public record PostingView(UUID accountId, long minutes) {}

    static ExchangeView of(UUID id, UUID community, Exchange exchange, Instant recordedAt, long version) {
        return switch (exchange) {
            case Exchange.None none -> throw new IllegalArgumentException("There is nothing to show");
            case Exchange.Proposed proposed ->
                view(
                        id,
                        community,
                        exchange,
                        recordedAt,
                        version,
                        proposed.terms().legs(),
                        proposed.confirmations(),
                        Map.of(),
                        null);
            case Exchange.Settled settled ->
                view(
                        id,
                        community,
                        exchange,
                        recordedAt,
                        version,
                        settled.legs(),
                        settled.confirmations(),
                        settled.postings(),
                        null);
            case Exchange.Cancelled cancelled ->
                view(
                        id,
                        community,
                        exchange,
                        recordedAt,
                        version,
                        cancelled.terms().legs(),
                        cancelled.confirmations(),
                        Map.of(),
                        cancelled.reason());
            case Exchange.Reversed(Exchange.Settled settled, Exchange.Reason reason) ->
                view(
                        id,
                        community,
                        exchange,
                        recordedAt,
                        version,
                        settled.legs(),
                        settled.confirmations(),
                        settled.postings(),
                        reason);
        };
    }

    private static ExchangeView view(
            UUID id,
            UUID community,
            Exchange exchange,
            Instant recordedAt,
            long version,
            List<Exchange.Leg> legs,
            List<Exchange.Confirmation> confirmations,
            Map<UUID, Long> postings,
            Exchange.Reason reason) {
        var terms = terms(exchange);
        var occasion = terms.occasion();
        return new ExchangeView(
                id,
                community,
                occasion.programme(),
                occasion.kind().wire(),
                state(exchange),
                occasion.occurredAt(),
                recordedAt,
                terms.recordedBy(),
                occasion.skill(),
                occasion.match(),
                occasion.caseId(),
                occasion.decision(),
                occasion.session(),
                occasion.counterpart(),
                occasion.grounds().offer(),
                occasion.grounds().hold(),
                occasion.grounds().manner() == null
                        ? null
                        : occasion.grounds().manner().wire(),
                legs.stream().map(ExchangeView::leg).toList(),
                confirmations.stream()
                        .map(given ->
                                new ConfirmationView(given.party(), given.how().wire(), given.minutes()))
                        .toList(),
                postings.entrySet().stream()
                        .map(posting -> new PostingView(posting.getKey(), posting.getValue()))
                        .toList(),
                reason == null ? null : reason.wire(),
                version);
    }

    private static LegView leg(Exchange.Leg leg) {
        return new LegView(
                leg.provider(),
                leg.receiver().equals(Exchange.NOBODY) ? null : leg.receiver(),
                leg.minutes(),
                leg.providerRole().wire(),
                leg.receiverRole().wire());
    }

    /** What was proposed. */
    static Exchange.Terms terms(Exchange exchange) {
        return switch (exchange) {
            case Exchange.None none -> throw new IllegalArgumentException("Nothing was proposed");
            case Exchange.Proposed proposed -> proposed.terms();
            case Exchange.Settled settled -> settled.terms();
            case Exchange.Cancelled cancelled -> cancelled.terms();
            case Exchange.Reversed reversed -> reversed.settled().terms();
        };
    }

    /** The state's name in the API and in the database. */
    static String state(Exchange exchange) {
        return switch (exchange) {
            case Exchange.None none -> throw new IllegalArgumentException("It has no state");
            case Exchange.Proposed proposed -> "proposed";
            case Exchange.Settled settled -> "settled";
            case Exchange.Cancelled cancelled -> "cancelled";
            case Exchange.Reversed reversed -> "reversed";
        };
    }
}
