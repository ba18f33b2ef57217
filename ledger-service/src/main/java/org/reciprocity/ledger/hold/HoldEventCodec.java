package org.reciprocity.ledger.hold;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.UUID;
import org.reciprocity.eventlog.EventIds;
import org.reciprocity.eventlog.NewEvent;
import org.reciprocity.ledger.log.EventBody;
import org.reciprocity.ledger.log.Topics;

/** Holds' events as they are stored and published. */
public final class HoldEventCodec {
    private static final String PLACED = "org.reciprocity.hold-placed.v1";
    private static final String CAPTURED = "org.reciprocity.hold-captured.v1";
    private static final String RELEASED = "org.reciprocity.hold-released.v1";
    private static final String EXPIRED = "org.reciprocity.hold-expired.v1";

    private HoldEventCodec() {}

    /** An event to append. */
    public static NewEvent write(UUID community, UUID hold, long version, Instant at, HoldEvent event) {
        return new NewEvent(
                EventIds.next(),
                Topics.EXCHANGES,
                hold.toString(),
                switch (event) {
                    case HoldEvent.Placed placed -> PLACED;
                    case HoldEvent.Captured captured -> CAPTURED;
                    case HoldEvent.Released released -> RELEASED;
                    case HoldEvent.Expired expired -> EXPIRED;
                },
                hold,
                version,
                community,
                at,
                body(event));
    }

    private static String body(HoldEvent event) {
        return switch (event) {
            case HoldEvent.Placed(Hold.Terms terms) ->
                EventBody.object()
                        .put("account", terms.account())
                        .put("participant", terms.participant())
                        .put("partner", terms.partner())
                        .put("recordedBy", terms.recordedBy())
                        .put("bearer", terms.bearer())
                        .put("how", terms.how().wire())
                        .put("programme", terms.purpose().programme())
                        .put("offer", terms.purpose().offer())
                        .put("units", terms.purpose().units())
                        .put("minutes", terms.minutes())
                        .put("expiresAt", terms.expiresAt())
                        .json();
            case HoldEvent.Captured captured ->
                EventBody.object()
                        .put("account", captured.account())
                        .put("minutes", captured.minutes())
                        .put("released", captured.released())
                        .put("exchange", captured.exchange())
                        .json();
            case HoldEvent.Released released ->
                EventBody.object()
                        .put("account", released.account())
                        .put("minutes", released.minutes())
                        .put("reason", released.reason())
                        .json();
            case HoldEvent.Expired expired ->
                EventBody.object()
                        .put("account", expired.account())
                        .put("minutes", expired.minutes())
                        .put("expiredAt", expired.expiredAt())
                        .json();
        };
    }

    /** An event that was stored. */
    public static HoldEvent read(String type, String body) {
        var json = EventBody.read(body);
        var account = id(json, "account");
        int minutes = json.get("minutes").intValue();
        return switch (type) {
            case PLACED ->
                new HoldEvent.Placed(new Hold.Terms(
                        account,
                        id(json, "participant"),
                        id(json, "partner"),
                        id(json, "recordedBy"),
                        id(json, "bearer"),
                        Hold.How.of(json.get("how").textValue()),
                        new Hold.Purpose(
                                id(json, "programme"),
                                id(json, "offer"),
                                json.has("units") ? json.get("units").intValue() : null),
                        minutes,
                        time(json, "expiresAt")));
            case CAPTURED ->
                new HoldEvent.Captured(account, minutes, json.get("released").intValue(), id(json, "exchange"));
            case RELEASED ->
                new HoldEvent.Released(account, minutes, json.get("reason").textValue());
            case EXPIRED -> new HoldEvent.Expired(account, minutes, time(json, "expiredAt"));
            default -> throw new IllegalStateException("Not a hold's event: " + type);
        };
    }

    private static Instant time(JsonNode json, String field) {
        return Instant.parse(json.get(field).textValue());
    }

    private static UUID id(JsonNode json, String field) {
        return json.has(field) ? UUID.fromString(json.get(field).textValue()) : null;
    }
}
