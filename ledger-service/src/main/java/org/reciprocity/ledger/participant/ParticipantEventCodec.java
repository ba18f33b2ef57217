package org.reciprocity.ledger.participant;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.reciprocity.eventlog.EventIds;
import org.reciprocity.eventlog.NewEvent;
import org.reciprocity.ledger.log.EventBody;
import org.reciprocity.ledger.log.Topics;

/** Participants' events as they are stored and published: pseudonymous, without anybody's references. */
public final class ParticipantEventCodec {
    private static final String REGISTERED = "org.reciprocity.participant-registered.v1";
    private static final String DESCRIBED = "org.reciprocity.participant-described.v1";

    private ParticipantEventCodec() {}

    /** An event to append. */
    public static NewEvent write(UUID community, UUID participant, long version, Instant at, ParticipantEvent event) {
        return switch (event) {
            case ParticipantEvent.Registered(var agency, var kind, int size, var roles, var area) ->
                event(community, participant, version, at, REGISTERED, body(agency, kind, size, roles, area));
            case ParticipantEvent.Described(var agency, var kind, int size, var roles, var area) ->
                event(community, participant, version, at, DESCRIBED, body(agency, kind, size, roles, area));
        };
    }

    private static NewEvent event(
            UUID community, UUID participant, long version, Instant at, String type, String body) {
        return new NewEvent(
                EventIds.next(),
                Topics.REGISTRY,
                participant.toString(),
                type,
                participant,
                version,
                community,
                at,
                body);
    }

    private static String body(
            UUID agency, Participant.Kind kind, int size, List<Participant.Role> roles, String area) {
        return EventBody.object()
                .put("agency", agency)
                .put("kind", kind.wire())
                .put("size", size)
                .put("roles", roles.stream().map(Participant.Role::wire).toList())
                .put("area", area)
                .json();
    }

    /** An event that was stored. */
    public static ParticipantEvent read(String type, String body) {
        var json = EventBody.read(body);
        var agency = UUID.fromString(json.get("agency").textValue());
        var kind = Participant.Kind.of(json.get("kind").textValue());
        int size = json.get("size").intValue();
        var roles = new ArrayList<Participant.Role>();
        json.get("roles").forEach(role -> roles.add(Participant.Role.of(role.textValue())));
        var area = json.path("area").textValue();
        return switch (type) {
            case REGISTERED -> new ParticipantEvent.Registered(agency, kind, size, List.copyOf(roles), area);
            case DESCRIBED -> new ParticipantEvent.Described(agency, kind, size, List.copyOf(roles), area);
            default -> throw new IllegalStateException("Not a participant's event: " + type);
        };
    }
}
