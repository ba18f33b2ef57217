package org.reciprocity.ledger.programme;

import java.time.Instant;
import java.util.UUID;
import org.reciprocity.eventlog.EventIds;
import org.reciprocity.eventlog.NewEvent;
import org.reciprocity.ledger.log.EventBody;
import org.reciprocity.ledger.log.Topics;

/** Programmes' events as they are stored and published. */
public final class ProgrammeEventCodec {
    private static final String OPENED = "org.reciprocity.programme-opened.v1";

    private ProgrammeEventCodec() {}

    /** An event to append. */
    public static NewEvent write(UUID community, UUID programme, long version, Instant at, ProgrammeEvent event) {
        return switch (event) {
            case ProgrammeEvent.Opened(Programme.Terms terms) ->
                new NewEvent(
                        EventIds.next(),
                        Topics.REGISTRY,
                        programme.toString(),
                        OPENED,
                        programme,
                        version,
                        community,
                        at,
                        EventBody.object()
                                .put("agency", terms.agency())
                                .put("code", terms.code())
                                .put("name", terms.name())
                                .put("design", terms.design().wire())
                                .put("delivery", terms.delivery().wire())
                                .put("earnsCredit", terms.earnsCredit())
                                .put("setting", terms.setting())
                                .put("risk", terms.risk().wire())
                                .json());
        };
    }

    /** An event that was stored. */
    public static ProgrammeEvent read(String type, String body) {
        var json = EventBody.read(body);
        return switch (type) {
            case OPENED ->
                new ProgrammeEvent.Opened(new Programme.Terms(
                        UUID.fromString(json.get("agency").textValue()),
                        json.get("code").textValue(),
                        json.get("name").textValue(),
                        Programme.By.of(json.get("design").textValue()),
                        Programme.By.of(json.get("delivery").textValue()),
                        json.get("earnsCredit").booleanValue(),
                        json.path("setting").textValue(),
                        Programme.Risk.of(json.get("risk").textValue())));
            default -> throw new IllegalStateException("Not a programme's event: " + type);
        };
    }
}
