package org.reciprocity.ledger.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.reciprocity.eventlog.EventIds;
import org.reciprocity.eventlog.NewEvent;
import org.reciprocity.ledger.log.EventBody;
import org.reciprocity.ledger.log.Topics;

/** Exchanges' events as they are stored and published. */
public final class ExchangeEventCodec {
    private static final String NOBODY = "nobody";
    private static final String PROPOSED = "org.reciprocity.exchange-proposed.v1";
    private static final String CONFIRMED = "org.reciprocity.exchange-confirmed.v1";
    private static final String SETTLED = "org.reciprocity.exchange-settled.v1";
    private static final String DISPUTED = "org.reciprocity.exchange-disputed.v1";
    private static final String RESOLVED = "org.reciprocity.exchange-resolved.v1";
    private static final String LAPSED = "org.reciprocity.exchange-lapsed.v1";
    private static final String CANCELLED = "org.reciprocity.exchange-cancelled.v1";
    private static final String REVERSED = "org.reciprocity.exchange-reversed.v1";

    private ExchangeEventCodec() {}

    /** An event to append. */
    public static NewEvent write(UUID community, UUID exchange, long version, Instant at, ExchangeEvent event) {
        return new NewEvent(
                EventIds.next(),
                Topics.EXCHANGES,
                exchange.toString(),
                type(event),
                exchange,
                version,
                community,
                at,
                body(event));
    }

    private static String type(ExchangeEvent event) {
        return switch (event) {
            case ExchangeEvent.Proposed proposed -> PROPOSED;
            case ExchangeEvent.Confirmed confirmed -> CONFIRMED;
            case ExchangeEvent.Settled settled -> SETTLED;
            case ExchangeEvent.Disputed disputed -> DISPUTED;
            case ExchangeEvent.Resolved resolved -> RESOLVED;
            case ExchangeEvent.Lapsed lapsed -> LAPSED;
            case ExchangeEvent.Cancelled cancelled -> CANCELLED;
            case ExchangeEvent.Reversed reversed -> REVERSED;
        };
    }

    private static String body(ExchangeEvent event) {
        return switch (event) {
            case ExchangeEvent.Proposed(Exchange.Terms terms, List<Exchange.Confirmation> confirmations) ->
                occasion(EventBody.object(), terms.occasion())
                        .put("recordedBy", terms.recordedBy())
                        .put("bearer", terms.bearer())
                        .put("legs", legs(terms.legs()))
                        .put("confirmations", confirmations(confirmations))
                        .json();
            case ExchangeEvent.Confirmed(Exchange.Confirmation confirmation) ->
                confirmation(confirmation).json();
            case ExchangeEvent.Disputed(Exchange.Dispute dispute, UUID programme, Instant occurredAt) ->
                by(
                                EventBody.object()
                                        .put("participant", dispute.party())
                                        .put("reason", dispute.reason().wire()),
                                dispute.by())
                        .put("programme", programme)
                        .put("occurredAt", occurredAt)
                        .json();
            case ExchangeEvent.Resolved(Exchange.Resolution resolution) ->
                EventBody.object()
                        .put("outcome", resolution.minutes() == null ? "cancelled" : "settled")
                        .put("minutes", minutes(resolution.minutes()))
                        .put("agency", resolution.agency())
                        .put("actor", resolution.actor())
                        .json();
            case ExchangeEvent.Lapsed(int afterHours) ->
                EventBody.object()
                        .put("afterHours", Integer.valueOf(afterHours))
                        .json();
            case ExchangeEvent.Settled settled -> settled(settled).json();
            case ExchangeEvent.Cancelled cancelled ->
                by(EventBody.object().put("reason", cancelled.reason().wire()), cancelled.by())
                        .json();
            case ExchangeEvent.Reversed reversed ->
                assurance(
                                occasion(
                                        by(
                                                EventBody.object()
                                                        .put(
                                                                "reason",
                                                                reversed.reason()
                                                                        .wire()),
                                                reversed.by()),
                                        reversed.occasion()),
                                reversed.assurance())
                        .put("legs", legs(reversed.legs()))
                        .put("postings", postings(reversed.postings()))
                        .json();
        };
    }

    private static EventBody settled(ExchangeEvent.Settled settled) {
        var recording = settled.recording();
        var body = assurance(occasion(EventBody.object(), settled.occasion()), settled.assurance());
        if (recording != null) {
            body.put("recordedBy", recording.by()).put("bearer", recording.bearer());
        }
        body.put("legs", legs(settled.legs())).put("postings", postings(settled.postings()));
        return recording == null ? body : body.put("confirmations", confirmations(recording.confirmations()));
    }

    private static EventBody confirmation(Exchange.Confirmation confirmation) {
        return by(
                EventBody.object()
                        .put("participant", confirmation.party())
                        .put("how", confirmation.how().wire())
                        .put("minutes", confirmation.minutes()),
                confirmation.by());
    }

    private static ArrayNode confirmations(List<Exchange.Confirmation> confirmations) {
        if (confirmations.isEmpty()) {
            return null;
        }
        var array = JsonNodeFactory.instance.arrayNode(confirmations.size());
        confirmations.forEach(one -> array.add(confirmation(one).node()));
        return array;
    }

    private static EventBody by(EventBody body, Exchange.By by) {
        return by == null
                ? body
                : body.put("agency", by.agency())
                        .put("actor", by.actor())
                        .put(
                                "authority",
                                by.authority() == null ? null : by.authority().wire());
    }

    private static JsonNode minutes(List<Integer> minutes) {
        if (minutes == null) {
            return null;
        }
        var array = JsonNodeFactory.instance.arrayNode(minutes.size());
        minutes.forEach(array::add);
        return array;
    }

    private static EventBody occasion(EventBody body, Exchange.Occasion occasion) {
        return body.put("kind", occasion.kind().wire())
                .put("programme", occasion.programme())
                .put("occurredAt", occasion.occurredAt())
                .put("skill", occasion.skill())
                .put("match", occasion.match())
                .put("case", occasion.caseId())
                .put("decision", occasion.decision())
                .put("session", occasion.session() ? Boolean.TRUE : null)
                .put("counterpart", occasion.counterpart())
                .put("offer", occasion.grounds().offer())
                .put("hold", occasion.grounds().hold())
                .put(
                        "manner",
                        occasion.grounds().manner() == null
                                ? null
                                : occasion.grounds().manner().wire());
    }

    private static EventBody assurance(EventBody body, Exchange.Assurance assurance) {
        return assurance == null
                ? body
                : body.put(
                                "confirmed",
                                assurance.confirmed() == null
                                        ? NOBODY
                                        : assurance.confirmed().wire())
                        .put("selfRecorded", assurance.selfRecorded() ? Boolean.TRUE : null);
    }

    private static ArrayNode legs(List<Exchange.Leg> legs) {
        var array = JsonNodeFactory.instance.arrayNode(legs.size());
        for (var leg : legs) {
            array.add(EventBody.object()
                    .put("provider", leg.provider())
                    .put("receiver", leg.receiver().equals(Exchange.NOBODY) ? null : leg.receiver())
                    .put("minutes", leg.minutes())
                    .put("providerRole", unlessMember(leg.providerRole()))
                    .put("receiverRole", unlessMember(leg.receiverRole()))
                    .node());
        }
        return array;
    }

    private static String unlessMember(Exchange.Role role) {
        return role == Exchange.Role.MEMBER ? null : role.wire();
    }

    private static JsonNode postings(Map<UUID, Long> postings) {
        var body = EventBody.object();
        postings.forEach((account, minutes) -> body.put(account.toString(), minutes));
        return body.node();
    }

    /** An event that was stored. */
    public static ExchangeEvent read(String type, String body) {
        var json = EventBody.read(body);
        return switch (type) {
            case PROPOSED ->
                new ExchangeEvent.Proposed(
                        new Exchange.Terms(
                                occasion(json), id(json, "recordedBy"), id(json, "bearer"), legs(json.get("legs"))),
                        confirmations(json.path("confirmations")));
            case CONFIRMED -> new ExchangeEvent.Confirmed(confirmation(json));
            case DISPUTED ->
                new ExchangeEvent.Disputed(
                        new Exchange.Dispute(
                                id(json, "participant"),
                                Exchange.DisputeReason.of(json.get("reason").textValue()),
                                by(json),
                                null),
                        id(json, "programme"),
                        json.has("occurredAt")
                                ? Instant.parse(json.get("occurredAt").textValue())
                                : null);
            case RESOLVED ->
                new ExchangeEvent.Resolved(
                        new Exchange.Resolution(id(json, "agency"), id(json, "actor"), minutes(json.get("minutes"))));
            case LAPSED -> new ExchangeEvent.Lapsed(json.get("afterHours").intValue());
            case SETTLED ->
                new ExchangeEvent.Settled(
                        occasion(json),
                        legs(json.get("legs")),
                        postings(json.get("postings")),
                        assurance(json),
                        recording(json));
            case CANCELLED ->
                new ExchangeEvent.Cancelled(
                        Exchange.Reason.of(json.get("reason").textValue()), by(json));
            case REVERSED ->
                new ExchangeEvent.Reversed(
                        Exchange.Reason.of(json.get("reason").textValue()),
                        by(json),
                        occasion(json),
                        legs(json.get("legs")),
                        postings(json.get("postings")),
                        assurance(json));
            default -> throw new IllegalStateException("Not an exchange's event: " + type);
        };
    }

    private static List<Exchange.Confirmation> confirmations(JsonNode array) {
        var confirmations = new ArrayList<Exchange.Confirmation>(array.size());
        array.forEach(json -> confirmations.add(confirmation(json)));
        return List.copyOf(confirmations);
    }

    private static Exchange.Confirmation confirmation(JsonNode json) {
        return new Exchange.Confirmation(
                id(json, "participant"),
                Exchange.How.of(json.get("how").textValue()),
                json.has("minutes") ? json.get("minutes").intValue() : null,
                by(json));
    }

    private static Exchange.By by(JsonNode json) {
        return json.has("agency")
                ? new Exchange.By(
                        id(json, "agency"),
                        id(json, "actor"),
                        json.has("authority")
                                ? Exchange.Authority.of(json.get("authority").textValue())
                                : null)
                : null;
    }

    private static ExchangeEvent.Recording recording(JsonNode json) {
        return json.has("recordedBy")
                ? new ExchangeEvent.Recording(
                        id(json, "recordedBy"), id(json, "bearer"), confirmations(json.path("confirmations")))
                : null;
    }

    private static Exchange.Assurance assurance(JsonNode json) {
        if (!json.has("confirmed")) {
            return null;
        }
        var confirmed = json.get("confirmed").textValue();
        return new Exchange.Assurance(
                confirmed.equals(NOBODY) ? null : Exchange.How.of(confirmed),
                json.path("selfRecorded").asBoolean());
    }

    private static List<Integer> minutes(JsonNode array) {
        if (array == null) {
            return null;
        }
        var minutes = new ArrayList<Integer>(array.size());
        array.forEach(one -> minutes.add(one.intValue()));
        return List.copyOf(minutes);
    }

    private static Exchange.Occasion occasion(JsonNode json) {
        return new Exchange.Occasion(
                Exchange.Kind.of(json.get("kind").textValue()),
                id(json, "programme"),
                Instant.parse(json.get("occurredAt").textValue()),
                json.path("skill").textValue(),
                id(json, "match"),
                id(json, "case"),
                json.path("decision").textValue(),
                json.path("session").asBoolean(),
                id(json, "counterpart"),
                new Exchange.Grounds(
                        id(json, "offer"),
                        id(json, "hold"),
                        json.has("manner")
                                ? Exchange.Manner.of(json.get("manner").textValue())
                                : null));
    }

    private static List<Exchange.Leg> legs(JsonNode array) {
        var legs = new ArrayList<Exchange.Leg>(array.size());
        for (var json : array) {
            var receiver = id(json, "receiver");
            legs.add(new Exchange.Leg(
                    id(json, "provider"),
                    receiver == null ? Exchange.NOBODY : receiver,
                    json.get("minutes").intValue(),
                    role(json, "providerRole"),
                    role(json, "receiverRole")));
        }
        return legs;
    }

    private static Exchange.Role role(JsonNode json, String field) {
        return json.has(field) ? Exchange.Role.of(json.get(field).textValue()) : Exchange.Role.MEMBER;
    }

    private static Map<UUID, Long> postings(JsonNode json) {
        var postings = new TreeMap<UUID, Long>();
        json.properties()
                .forEach(posting -> postings.put(
                        UUID.fromString(posting.getKey()), posting.getValue().longValue()));
        return postings;
    }

    private static UUID id(JsonNode json, String field) {
        return json.has(field) ? UUID.fromString(json.get(field).textValue()) : null;
    }
}
