package org.reciprocity.ledger.participant;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.reciprocity.eventlog.EventIds;
import org.reciprocity.eventlog.NewEvent;
import org.reciprocity.ledger.log.EventBody;
import org.reciprocity.ledger.log.Topics;

/**
 * Links' events as they are stored and published, under the key of the lower id: what is said of two ids stays in order, and
 * the order of what is said of different pairs does not matter, since classes follow from the set of links in force.
 */
public final class LinkEventCodec {
    private static final String LINKED = "org.reciprocity.participants-linked.v1";
    private static final String UNLINKED = "org.reciprocity.participants-unlinked.v1";

    private LinkEventCodec() {}

    /** The stream of two participants. */
    public static UUID stream(UUID community, Link.Pair pair) {
        return UUID.nameUUIDFromBytes(("participant-link:" + community + ":" + pair.one() + ":" + pair.other())
                .getBytes(StandardCharsets.UTF_8));
    }

    /** An event to append. */
    public static NewEvent write(UUID community, long version, Instant at, LinkEvent event) {
        return switch (event) {
            case LinkEvent.Joined(Link.Pair pair, UUID agency) ->
                event(community, pair, version, at, LINKED, body(pair, agency));
            case LinkEvent.Parted(Link.Pair pair, UUID agency, String reason) ->
                event(community, pair, version, at, UNLINKED, body(pair, agency).put("reason", reason));
        };
    }

    private static EventBody body(Link.Pair pair, UUID agency) {
        return EventBody.object()
                .put("participant", pair.one())
                .put("sameAs", pair.other())
                .put("agency", agency);
    }

    private static NewEvent event(
            UUID community, Link.Pair pair, long version, Instant at, String type, EventBody body) {
        return new NewEvent(
                EventIds.next(),
                Topics.REGISTRY,
                pair.one().toString(),
                type,
                stream(community, pair),
                version,
                community,
                at,
                body.json());
    }

    /** An event that was stored. */
    public static LinkEvent read(String type, String body) {
        var json = EventBody.read(body);
        var pair = new Link.Pair(
                UUID.fromString(json.get("participant").textValue()),
                UUID.fromString(json.get("sameAs").textValue()));
        var agency = UUID.fromString(json.get("agency").textValue());
        return switch (type) {
            case LINKED -> new LinkEvent.Joined(pair, agency);
            case UNLINKED ->
                new LinkEvent.Parted(pair, agency, json.get("reason").textValue());
            default -> throw new IllegalStateException("Not a link's event: " + type);
        };
    }
}
