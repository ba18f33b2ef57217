package org.reciprocity.ledger.outcome;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.reciprocity.eventlog.EventIds;
import org.reciprocity.eventlog.NewEvent;
import org.reciprocity.ledger.log.EventBody;
import org.reciprocity.ledger.log.Topics;

/** Outcomes' events as they are stored and published, under the key of their programme. */
public final class OutcomeEventCodec {
    private static final String SCORED = "org.reciprocity.measure-scored.v1";
    private static final String USE_RECORDED = "org.reciprocity.service-use-recorded.v1";

    private OutcomeEventCodec() {}

    /** An event to append, which begins its stream. */
    public static NewEvent write(UUID community, UUID programme, UUID id, Instant at, OutcomeEvent event) {
        return new NewEvent(
                EventIds.next(),
                Topics.OUTCOMES,
                programme.toString(),
                switch (event) {
                    case OutcomeEvent.Scored scored -> SCORED;
                    case OutcomeEvent.UseRecorded recorded -> USE_RECORDED;
                },
                id,
                1,
                community,
                at,
                body(id, event));
    }

    private static String body(UUID id, OutcomeEvent event) {
        return switch (event) {
            case OutcomeEvent.Scored(OutcomeFact.Measure measure) -> {
                var body = subject(EventBody.object().put("measure", id), measure.subject())
                        .put("instrument", measure.instrument())
                        .put("wave", measure.wave())
                        .put("arm", measure.arm().wire());
                body.node().put("score", measure.reading().score());
                yield body.put("raw", measure.reading().raw())
                        .put("better", measure.reading().better())
                        .put("beyondCutOff", measure.reading().beyondCutOff())
                        .put("measuredOn", measure.measuredOn())
                        .json();
            }
            case OutcomeEvent.UseRecorded(OutcomeFact.ServiceUse use) ->
                subject(EventBody.object().put("serviceUse", id), use.subject())
                        .put("type", use.type())
                        .put("arm", use.arm().wire())
                        .put("before", usage(use.before()))
                        .put("after", usage(use.after()))
                        .json();
        };
    }

    private static EventBody subject(EventBody body, OutcomeFact.Subject subject) {
        return body.put("participant", subject.participant()).put("groupSize", subject.groupSize());
    }

    private static ObjectNode usage(OutcomeFact.Usage usage) {
        return EventBody.object()
                .put("count", usage.count())
                .put("days", usage.days())
                .node();
    }

    /** An event that was stored. */
    public static OutcomeEvent read(String type, String body) {
        var json = EventBody.read(body);
        return switch (type) {
            case SCORED ->
                new OutcomeEvent.Scored(new OutcomeFact.Measure(
                        subject(json),
                        json.get("instrument").textValue(),
                        json.get("wave").intValue(),
                        OutcomeFact.Arm.of(json.get("arm").textValue()),
                        new OutcomeFact.Reading(
                                new BigDecimal(json.get("score").asText()),
                                json.has("raw") ? json.get("raw").intValue() : null,
                                json.path("better").textValue(),
                                json.has("beyondCutOff")
                                        ? json.get("beyondCutOff").booleanValue()
                                        : null),
                        LocalDate.parse(json.get("measuredOn").textValue())));
            case USE_RECORDED ->
                new OutcomeEvent.UseRecorded(new OutcomeFact.ServiceUse(
                        subject(json),
                        json.get("type").textValue(),
                        OutcomeFact.Arm.of(json.get("arm").textValue()),
                        usage(json.get("before")),
                        usage(json.get("after"))));
            default -> throw new IllegalStateException("Not an outcome's event: " + type);
        };
    }

    private static OutcomeFact.Subject subject(JsonNode json) {
        return new OutcomeFact.Subject(
                json.has("participant")
                        ? UUID.fromString(json.get("participant").textValue())
                        : null,
                json.has("groupSize") ? json.get("groupSize").intValue() : null);
    }

    private static OutcomeFact.Usage usage(JsonNode json) {
        return new OutcomeFact.Usage(
                json.get("count").intValue(), json.get("days").intValue());
    }
}
