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
import org.reciprocity.ledger.withdrawal.WithdrawalEventCodec;

/** Outcomes' events as they are stored and published, under the key of their programme. */
public final class OutcomeEventCodec {
    private static final String SCORED = "org.reciprocity.measure-scored.v1";
    private static final String USE_RECORDED = "org.reciprocity.service-use-recorded.v1";
    private static final String FOLLOWED_UP = "org.reciprocity.follow-up-recorded.v1";
    private static final String OUTCOME = "outcome";

    private OutcomeEventCodec() {}

    /** An event to append. */
    public static NewEvent write(
            UUID community, UUID programme, UUID id, long version, Instant at, OutcomeEvent event) {
        return switch (event) {
            case OutcomeEvent.Scored(OutcomeFact.Measure measure) ->
                event(community, programme, id, version, at, SCORED, scored(id, measure));
            case OutcomeEvent.UseRecorded(OutcomeFact.ServiceUse use) ->
                event(community, programme, id, version, at, USE_RECORDED, used(id, use));
            case OutcomeEvent.FollowedUp(OutcomeFact.FollowUp followUp) ->
                event(community, programme, id, version, at, FOLLOWED_UP, followedUp(id, followUp));
            case OutcomeEvent.Withdrawn withdrawn ->
                WithdrawalEventCodec.write(community, programme, version, at, withdrawn.withdrawal());
        };
    }

    private static NewEvent event(
            UUID community, UUID programme, UUID id, long version, Instant at, String type, EventBody body) {
        return new NewEvent(
                EventIds.next(), Topics.OUTCOMES, programme.toString(), type, id, version, community, at, body.json());
    }

    private static EventBody scored(UUID id, OutcomeFact.Measure measure) {
        var body = subject(EventBody.object().put("measure", id), measure.subject())
                .put("instrument", measure.instrument())
                .put("wave", measure.wave())
                .put("arm", measure.arm().wire());
        body.node().put("score", measure.reading().score());
        return body.put("raw", measure.reading().raw())
                .put("better", measure.reading().better())
                .put("beyondCutOff", measure.reading().beyondCutOff())
                .put("measuredOn", measure.measuredOn());
    }

    private static EventBody used(UUID id, OutcomeFact.ServiceUse use) {
        return subject(EventBody.object().put("serviceUse", id), use.subject())
                .put("type", use.type())
                .put("arm", use.arm().wire())
                .put("before", usage(use.before()))
                .put("after", usage(use.after()));
    }

    private static EventBody followedUp(UUID id, OutcomeFact.FollowUp followUp) {
        var whose = followUp.whose();
        return EventBody.object()
                .put("followUp", id)
                .put("case", whose.caseFile())
                .put("participant", whose.participant())
                .put(
                        "group",
                        whose.group() == null
                                ? null
                                : EventBody.object()
                                        .put("yes", whose.group().yes())
                                        .put("no", whose.group().no())
                                        .put("lost", whose.group().lost())
                                        .node())
                .put("arm", followUp.arm().wire())
                .put("windowMonths", followUp.windowMonths())
                .put("event", followUp.event())
                .put(
                        OUTCOME,
                        followUp.outcome() == null ? null : followUp.outcome().wire())
                .put("observedOn", followUp.observedOn());
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
                        day(json, "measuredOn")));
            case USE_RECORDED ->
                new OutcomeEvent.UseRecorded(new OutcomeFact.ServiceUse(
                        subject(json),
                        json.get("type").textValue(),
                        OutcomeFact.Arm.of(json.get("arm").textValue()),
                        usage(json.get("before")),
                        usage(json.get("after"))));
            case FOLLOWED_UP ->
                new OutcomeEvent.FollowedUp(new OutcomeFact.FollowUp(
                        new OutcomeFact.FollowedUp(id(json, "case"), id(json, "participant"), numbers(json)),
                        OutcomeFact.Arm.of(json.get("arm").textValue()),
                        json.get("windowMonths").intValue(),
                        json.get("event").textValue(),
                        json.has(OUTCOME)
                                ? OutcomeFact.Came.of(json.get(OUTCOME).textValue())
                                : null,
                        day(json, "observedOn")));
            case WithdrawalEventCodec.WITHDRAWN -> new OutcomeEvent.Withdrawn(WithdrawalEventCodec.read(type, body));
            default -> throw new IllegalStateException("Not an outcome's event: " + type);
        };
    }

    private static OutcomeFact.Subject subject(JsonNode json) {
        return new OutcomeFact.Subject(
                id(json, "participant"),
                json.has("groupSize") ? json.get("groupSize").intValue() : null);
    }

    private static OutcomeFact.Numbers numbers(JsonNode json) {
        var group = json.get("group");
        return group == null
                ? null
                : new OutcomeFact.Numbers(
                        group.get("yes").intValue(),
                        group.get("no").intValue(),
                        group.get("lost").intValue());
    }

    private static OutcomeFact.Usage usage(JsonNode json) {
        return new OutcomeFact.Usage(
                json.get("count").intValue(), json.get("days").intValue());
    }

    private static UUID id(JsonNode json, String field) {
        return json.has(field) ? UUID.fromString(json.get(field).textValue()) : null;
    }

    private static LocalDate day(JsonNode json, String field) {
        return LocalDate.parse(json.get(field).textValue());
    }
}
