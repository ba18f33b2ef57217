package org.reciprocity.ledger.clearance;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.reciprocity.eventlog.EventIds;
import org.reciprocity.eventlog.NewEvent;
import org.reciprocity.ledger.log.EventBody;
import org.reciprocity.ledger.log.Topics;

/** Clearances' events as they are stored and published, under the key of their participant. */
public final class ClearanceEventCodec {
    private static final String RECORDED = "org.reciprocity.clearance-recorded.v1";
    private static final String WITHDRAWN = "org.reciprocity.clearance-withdrawn.v1";

    private ClearanceEventCodec() {}

    /** An event to append. */
    public static NewEvent write(UUID community, UUID clearance, long version, Instant at, ClearanceEvent event) {
        var body = EventBody.object().put("clearance", clearance);
        return switch (event) {
            case ClearanceEvent.Recorded(Clearance.Terms terms) ->
                event(
                        community,
                        terms.participant(),
                        clearance,
                        version,
                        at,
                        RECORDED,
                        body.put("participant", terms.participant())
                                .put("role", terms.role())
                                .put("setting", terms.setting())
                                .put("reviewer", terms.reviewer())
                                .put("outcome", terms.review().outcome().wire())
                                .put("decidedOn", terms.review().decidedOn())
                                .put("expiresOn", terms.review().expiresOn()));
            case ClearanceEvent.Withdrawn(UUID participant, String reason) ->
                event(
                        community,
                        participant,
                        clearance,
                        version,
                        at,
                        WITHDRAWN,
                        body.put("participant", participant).put("reason", reason));
        };
    }

    private static NewEvent event(
            UUID community, UUID participant, UUID stream, long version, Instant at, String type, EventBody body) {
        return new NewEvent(
                EventIds.next(),
                Topics.REGISTRY,
                participant.toString(),
                type,
                stream,
                version,
                community,
                at,
                body.json());
    }

    /** An event that was stored. */
    public static ClearanceEvent read(String type, String body) {
        var json = EventBody.read(body);
        var participant = UUID.fromString(json.get("participant").textValue());
        return switch (type) {
            case RECORDED ->
                new ClearanceEvent.Recorded(new Clearance.Terms(
                        participant,
                        json.get("role").textValue(),
                        json.get("setting").textValue(),
                        UUID.fromString(json.get("reviewer").textValue()),
                        new Clearance.Review(
                                Clearance.Verdict.of(json.get("outcome").textValue()),
                                day(json, "decidedOn"),
                                day(json, "expiresOn"))));
            case WITHDRAWN ->
                new ClearanceEvent.Withdrawn(participant, json.get("reason").textValue());
            default -> throw new IllegalStateException("Not a clearance's event: " + type);
        };
    }

    private static LocalDate day(JsonNode json, String field) {
        return json.has(field) ? LocalDate.parse(json.get(field).textValue()) : null;
    }
}
