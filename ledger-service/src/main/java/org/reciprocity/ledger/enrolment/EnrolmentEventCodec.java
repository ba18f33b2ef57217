package org.reciprocity.ledger.enrolment;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.reciprocity.eventlog.EventIds;
import org.reciprocity.eventlog.NewEvent;
import org.reciprocity.ledger.log.EventBody;
import org.reciprocity.ledger.log.Topics;

/** Enrolments' events as they are stored and published. */
public final class EnrolmentEventCodec {
    private static final String ENROLLED = "org.reciprocity.participant-enrolled.v1";
    private static final String ENDED = "org.reciprocity.enrolment-ended.v1";

    private EnrolmentEventCodec() {}

    /** An event to append. */
    public static NewEvent write(UUID community, UUID enrolment, long version, Instant at, EnrolmentEvent event) {
        return new NewEvent(
                EventIds.next(),
                Topics.REGISTRY,
                enrolment.toString(),
                switch (event) {
                    case EnrolmentEvent.Enrolled enrolled -> ENROLLED;
                    case EnrolmentEvent.Ended ended -> ENDED;
                },
                enrolment,
                version,
                community,
                at,
                body(event));
    }

    private static String body(EnrolmentEvent event) {
        return switch (event) {
            case EnrolmentEvent.Enrolled(Enrolment.Terms terms) ->
                EventBody.object()
                        .put("programme", terms.programme())
                        .put("participant", terms.participant())
                        .put("role", terms.role())
                        .put("arm", terms.arm().wire())
                        .put("from", terms.from())
                        .put("to", terms.to())
                        .json();
            case EnrolmentEvent.Ended ended ->
                EventBody.object()
                        .put("programme", ended.programme())
                        .put("participant", ended.participant())
                        .put("to", ended.to())
                        .json();
        };
    }

    /** An event that was stored. */
    public static EnrolmentEvent read(String type, String body) {
        var json = EventBody.read(body);
        return switch (type) {
            case ENROLLED ->
                new EnrolmentEvent.Enrolled(new Enrolment.Terms(
                        id(json, "programme"),
                        id(json, "participant"),
                        json.get("role").textValue(),
                        Enrolment.Arm.of(json.get("arm").textValue()),
                        LocalDate.parse(json.get("from").textValue()),
                        json.has("to") ? LocalDate.parse(json.get("to").textValue()) : null));
            case ENDED ->
                new EnrolmentEvent.Ended(
                        id(json, "programme"),
                        id(json, "participant"),
                        LocalDate.parse(json.get("to").textValue()));
            default -> throw new IllegalStateException("Not an enrolment's event: " + type);
        };
    }

    private static UUID id(JsonNode json, String field) {
        return UUID.fromString(json.get(field).textValue());
    }
}
