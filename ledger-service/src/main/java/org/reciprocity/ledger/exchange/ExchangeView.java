package org.reciprocity.ledger.exchange;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.reciprocity.ledger.access.OwnReferences;

/** An exchange as it is shown. */
@Schema(name = "Exchange")
public record ExchangeView(
        UUID id,
        UUID communityId,
        UUID programmeId,
        String kind,

        @Schema(enumeration = {"proposed", "disputed", "settled", "cancelled", "lapsed", "reversed"})
        String state,

        Instant occurredAt,
        Instant recordedAt,

        @Schema(description = "The agency that recorded it") UUID recordedBy,

        @Schema(
                description =
                        "The participant whose token it was recorded with; absent where it was nobody's in particular")
        UUID recorderId,

        @Schema(description = OwnReferences.SHOWN) String externalRef,

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

        @Schema(description = "Why it was in dispute, and what became of that")
        DisputeView dispute,

        @Schema(
                description =
                        "What it moved when it was settled, by account; what a reversal moved back is not in here")
        List<PostingView> postings,

        @Schema(description = "Why it was cancelled or reversed")
        String reason,

        @Schema(
                description =
                        "The agency that cancelled or reversed it; absent where it is so long ago that it was not kept")
        UUID correctedBy,

        @Schema(
                description =
                        "The participant whose token it was cancelled or reversed with; absent where it was nobody's in"
                                + " particular")
        UUID correctorId,

        @Schema(description = "When it was cancelled or reversed")
        Instant correctedAt,

        long version) {

    /** A leg. */
    @Schema(name = "Leg")
    public record LegView(UUID providerId, UUID receiverId, int minutes, String providerRole, String receiverRole) {}

    /** A confirmation. */
    @Schema(name = "Confirmation")
    public record ConfirmationView(
            UUID participantId,

            @Schema(
                    description =
                            "party: its own word. on-behalf: somebody spoke for it. auto: it was silent for as long"
                                    + " as the policy allows.",
                    enumeration = {"party", "on-behalf", "auto"})
            String how,

            Integer minutes,

            @Schema(description = "The agency whose token it came with; absent for auto")
            UUID confirmedBy,

            @Schema(description = "The participant who gave it, where that is known")
            UUID actorId,

            @Schema(description = "By what right somebody spoke for the party")
            String authority) {}

    /** A dispute. */
    @Schema(name = "Dispute")
    public record DisputeView(
            UUID participantId,
            String reason,
            UUID disputedBy,
            UUID actorId,

            @Schema(enumeration = {"settled", "cancelled"}) String outcome,

            UUID resolvedBy,
            UUID resolverId) {}

    /** What was moved on an account. */
    @Schema(name = "Posting")
    public record PostingView(UUID accountId, long minutes) {}

    /**
     * When an exchange began, and how far it has come.
     *
     * @param recordedAt the time of its first event
     * @param changedAt the time of its last event
     * @param version how many there are
     * @param externalRef the caller's own reference; null for none, and where the answer is kept
     */
    record Times(Instant recordedAt, Instant changedAt, long version, String externalRef) {
        Times(Instant recordedAt, Instant changedAt, long version) {
            this(recordedAt, changedAt, version, null);
        }
    }

    /** Why, by whom and when it was cancelled or reversed. */
    private record Correction(Exchange.Reason reason, Exchange.By by) {}

    static ExchangeView of(UUID id, UUID community, Exchange exchange, Times times) {
        return switch (exchange) {
            case Exchange.None none -> throw new IllegalArgumentException("There is nothing to show");
            case Exchange.Proposed(var terms, var given) ->
                view(id, community, exchange, times, terms.legs(), given, null, Map.of(), null);
            case Exchange.Disputed(var terms, var given, var dispute) ->
                view(id, community, exchange, times, terms.legs(), given, dispute, Map.of(), null);
            case Exchange.Settled(var terms, var given, var dispute, var legs, var postings, var _) ->
                view(id, community, exchange, times, legs, given, dispute, postings, null);
            case Exchange.Cancelled(var terms, var given, var dispute, var reason, var by) ->
                view(
                        id,
                        community,
                        exchange,
                        times,
                        terms.legs(),
                        given,
                        dispute,
                        Map.of(),
                        new Correction(reason, by));
            case Exchange.Lapsed(var terms, var given) ->
                view(id, community, exchange, times, terms.legs(), given, null, Map.of(), null);
            case Exchange.Reversed(
                    Exchange.Settled(var terms, var given, var dispute, var legs, var postings, var _),
                    var reason,
                    var by) ->
                view(id, community, exchange, times, legs, given, dispute, postings, new Correction(reason, by));
        };
    }

    private static ExchangeView view(
            UUID id,
            UUID community,
            Exchange exchange,
            Times times,
            List<Exchange.Leg> legs,
            List<Exchange.Confirmation> confirmations,
            Exchange.Dispute dispute,
            Map<UUID, Long> postings,
            Correction correction) {
        var terms = terms(exchange);
        var occasion = terms.occasion();
        var by = correction == null ? null : correction.by();
        return new ExchangeView(
                id,
                community,
                occasion.programme(),
                occasion.kind().wire(),
                state(exchange),
                occasion.occurredAt(),
                times.recordedAt(),
                terms.recordedBy(),
                terms.bearer(),
                times.externalRef(),
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
                confirmations.stream().map(ExchangeView::confirmation).toList(),
                dispute == null ? null : dispute(dispute),
                postings.entrySet().stream()
                        .map(posting -> new PostingView(posting.getKey(), posting.getValue()))
                        .toList(),
                correction == null ? null : correction.reason().wire(),
                by == null ? null : by.agency(),
                by == null ? null : by.actor(),
                correction == null ? null : times.changedAt(),
                times.version());
    }

    private static ConfirmationView confirmation(Exchange.Confirmation given) {
        var by = given.by();
        return new ConfirmationView(
                given.party(),
                given.how().wire(),
                given.minutes(),
                by == null ? null : by.agency(),
                by == null ? null : by.actor(),
                by == null || by.authority() == null ? null : by.authority().wire());
    }

    private static DisputeView dispute(Exchange.Dispute dispute) {
        var ended = dispute.resolution();
        return new DisputeView(
                dispute.party(),
                dispute.reason().wire(),
                dispute.by().agency(),
                dispute.by().actor(),
                ended == null ? null : ended.minutes() == null ? "cancelled" : "settled",
                ended == null ? null : ended.agency(),
                ended == null ? null : ended.actor());
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
            case Exchange.Disputed disputed -> disputed.terms();
            case Exchange.Lapsed lapsed -> lapsed.terms();
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
            case Exchange.Disputed disputed -> "disputed";
            case Exchange.Lapsed lapsed -> "lapsed";
            case Exchange.Settled settled -> "settled";
            case Exchange.Cancelled cancelled -> "cancelled";
            case Exchange.Reversed reversed -> "reversed";
        };
    }
}
