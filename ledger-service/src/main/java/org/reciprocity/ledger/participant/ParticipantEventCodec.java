package org.reciprocity.ledger.participant;

import java.time.Instant;
import java.util.ArrayList;
import java.util.UUID;
import org.reciprocity.eventlog.EventIds;
import org.reciprocity.eventlog.NewEvent;
import org.reciprocity.ledger.log.EventBody;
import org.reciprocity.ledger.log.Topics;

/** Participants' events as they are stored and published: pseudonymous, without anybody's references. */
public final class ParticipantEventCodec {
    private static final String REGISTERED = "org.reciprocity.participant-registered.v1";

    private ParticipantEventCodec() {}

    /** An event to append. */
    public static NewEvent write(UUID community, UUID participant, long version, Instant at, ParticipantEvent event) {
        return switch (event) {
            case ParticipantEvent.Registered registered ->
                new NewEvent(
                        EventIds.next(),
                        Topics.REGISTRY,
                        participant.toString(),
                        REGISTERED,
                        participant,
                        version,
                        community,
                        at,
                        EventBody.object()
                                .put("agency", registered.agency())
                                .put("kind", registered.kind().wire())
                                .put("size", registered.size())
                                .put(
                                        "roles",
                                        registered.roles().stream()
                                                .map(Participant.Role::wire)
                                                .toList())
                                .put("area", registered.area())
                                .json());
        };
    }

    /** An event that was stored. */
    public static ParticipantEvent read(String type, String body) {
        var json = EventBody.read(body);
        return switch (type) {
            case REGISTERED -> {
                var roles = new ArrayList<Participant.Role>();
                json.get("roles").forEach(role -> roles.add(Participant.Role.of(role.textValue())));
                yield new ParticipantEvent.Registered(
                        UUID.fromString(json.get("agency").textValue()),
                        Participant.Kind.of(json.get("kind").textValue()),
                        json.get("size").intValue(),
                        roles,
                        json.path("area").textValue());
            }
            default -> throw new IllegalStateException("Not a participant's event: " + type);
        };
    }
}
