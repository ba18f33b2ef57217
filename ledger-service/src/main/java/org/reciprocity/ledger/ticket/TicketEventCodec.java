package org.reciprocity.ledger.ticket;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.UUID;
import org.reciprocity.eventlog.EventIds;
import org.reciprocity.eventlog.NewEvent;
import org.reciprocity.ledger.log.EventBody;
import org.reciprocity.ledger.log.Topics;

/** Tickets' events as they are stored and published: never their code. */
public final class TicketEventCodec {
    private static final String ISSUED = "org.reciprocity.ticket-issued.v1";
    private static final String USED = "org.reciprocity.ticket-used.v1";
    private static final String VOIDED = "org.reciprocity.ticket-voided.v1";

    private TicketEventCodec() {}

    /** An event to append. */
    public static NewEvent write(UUID community, UUID ticket, long version, Instant at, TicketEvent event) {
        return new NewEvent(
                EventIds.next(),
                Topics.EXCHANGES,
                ticket.toString(),
                switch (event) {
                    case TicketEvent.Issued issued -> ISSUED;
                    case TicketEvent.Used used -> USED;
                    case TicketEvent.Voided voided -> VOIDED;
                },
                ticket,
                version,
                community,
                at,
                body(event));
    }

    private static String body(TicketEvent event) {
        return switch (event) {
            case TicketEvent.Issued(Ticket.Terms terms) ->
                EventBody.object()
                        .put("offer", terms.offer())
                        .put("exchange", terms.exchange())
                        .put("units", terms.units())
                        .put("validUntil", terms.validUntil())
                        .json();
            case TicketEvent.Used used ->
                EventBody.object()
                        .put("offer", used.offer())
                        .put("exchange", used.exchange())
                        .put("usedAt", used.usedAt())
                        .json();
            case TicketEvent.Voided voided ->
                EventBody.object()
                        .put("offer", voided.offer())
                        .put("exchange", voided.exchange())
                        .json();
        };
    }

    /** An event that was stored. */
    public static TicketEvent read(String type, String body) {
        var json = EventBody.read(body);
        return switch (type) {
            case ISSUED ->
                new TicketEvent.Issued(new Ticket.Terms(
                        id(json, "offer"),
                        id(json, "exchange"),
                        json.get("units").intValue(),
                        json.has("validUntil")
                                ? Instant.parse(json.get("validUntil").textValue())
                                : null));
            case USED ->
                new TicketEvent.Used(
                        id(json, "offer"),
                        id(json, "exchange"),
                        Instant.parse(json.get("usedAt").textValue()));
            case VOIDED -> new TicketEvent.Voided(id(json, "offer"), id(json, "exchange"));
            default -> throw new IllegalStateException("Not a ticket's event: " + type);
        };
    }

    private static UUID id(JsonNode json, String field) {
        return UUID.fromString(json.get(field).textValue());
    }
}
