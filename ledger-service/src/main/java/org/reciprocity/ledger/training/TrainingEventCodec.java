package org.reciprocity.ledger.training;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.reciprocity.eventlog.EventIds;
import org.reciprocity.eventlog.NewEvent;
import org.reciprocity.ledger.log.EventBody;
import org.reciprocity.ledger.log.Topics;

/** Training's events as they are stored and published, under the key of their participant. */
public final class TrainingEventCodec {
    private static final String COMPLETED = "org.reciprocity.training-completed.v1";
    private static final String WITHDRAWN = "org.reciprocity.training-withdrawn.v1";

    private TrainingEventCodec() {}

    /** An event to append. */
    public static NewEvent write(UUID community, UUID training, long version, Instant at, TrainingEvent event) {
        var body = EventBody.object().put("training", training);
        return switch (event) {
            case TrainingEvent.Completed(Training.Terms terms) ->
                event(
                        community,
                        terms.participant(),
                        training,
                        version,
                        at,
                        COMPLETED,
                        body.put("participant", terms.participant())
                                .put("course", terms.course())
                                .put("completedOn", terms.completedOn())
                                .put("expiresOn", terms.expiresOn()));
            case TrainingEvent.Withdrawn(UUID participant, String course, String reason) ->
                event(
                        community,
                        participant,
                        training,
                        version,
                        at,
                        WITHDRAWN,
                        body.put("participant", participant)
                                .put("course", course)
                                .put("reason", reason));
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
    public static TrainingEvent read(String type, String body) {
        var json = EventBody.read(body);
        var participant = UUID.fromString(json.get("participant").textValue());
        var course = json.get("course").textValue();
        return switch (type) {
            case COMPLETED ->
                new TrainingEvent.Completed(new Training.Terms(
                        participant,
                        course,
                        LocalDate.parse(json.get("completedOn").textValue()),
                        json.has("expiresOn")
                                ? LocalDate.parse(json.get("expiresOn").textValue())
                                : null));
            case WITHDRAWN ->
                new TrainingEvent.Withdrawn(
                        participant, course, json.get("reason").textValue());
            default -> throw new IllegalStateException("Not training's event: " + type);
        };
    }
}
