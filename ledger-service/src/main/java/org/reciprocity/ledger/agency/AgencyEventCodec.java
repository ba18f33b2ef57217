package org.reciprocity.ledger.agency;

import java.time.Instant;
import java.util.UUID;
import org.reciprocity.eventlog.EventIds;
import org.reciprocity.eventlog.NewEvent;
import org.reciprocity.ledger.log.EventBody;
import org.reciprocity.ledger.log.Topics;

/** Agencies' events as they are stored and published. */
public final class AgencyEventCodec {
    private static final String REGISTERED = "org.reciprocity.agency-registered.v1";

    /** An agency stands above communities. */
    private static final UUID NO_COMMUNITY = new UUID(0, 0);

    private AgencyEventCodec() {}

    /** An event to append. */
    public static NewEvent write(UUID agency, long version, Instant at, AgencyEvent event) {
        return switch (event) {
            case AgencyEvent.Registered registered ->
                new NewEvent(
                        EventIds.next(),
                        Topics.REGISTRY,
                        agency.toString(),
                        REGISTERED,
                        agency,
                        version,
                        NO_COMMUNITY,
                        at,
                        EventBody.object()
                                .put("code", registered.code())
                                .put("name", registered.name())
                                .json());
        };
    }

    /** An event that was stored. */
    public static AgencyEvent read(String type, String body) {
        var json = EventBody.read(body);
        return switch (type) {
            case REGISTERED ->
                new AgencyEvent.Registered(
                        json.get("code").textValue(), json.get("name").textValue());
            default -> throw new IllegalStateException("Not an agency's event: " + type);
        };
    }
}
