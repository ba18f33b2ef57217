package org.reciprocity.ledger.instrument;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.reciprocity.eventlog.EventIds;
import org.reciprocity.eventlog.NewEvent;
import org.reciprocity.ledger.log.EventBody;
import org.reciprocity.ledger.log.Topics;

/** Instruments' events as they are stored and published, under the key of their community. */
public final class InstrumentEventCodec {
    private static final String REGISTERED = "org.reciprocity.instrument-registered.v1";

    private InstrumentEventCodec() {}

    /** An event to append, which begins its stream. */
    public static NewEvent write(UUID community, UUID id, Instant at, InstrumentEvent event) {
        return switch (event) {
            case InstrumentEvent.Registered(Instrument instrument) ->
                new NewEvent(
                        EventIds.next(),
                        Topics.OUTCOMES,
                        community.toString(),
                        REGISTERED,
                        id,
                        1,
                        community,
                        at,
                        body(id, instrument));
        };
    }

    private static String body(UUID id, Instrument instrument) {
        var body = EventBody.object()
                .put("instrument", id)
                .put("code", instrument.code())
                .put("title", instrument.title());
        body.node().put("minimum", instrument.minimum());
        body.node().put("maximum", instrument.maximum());
        if (instrument.step() != null) {
            body.node().put("step", instrument.step());
        }
        body.put("better", instrument.better().wire());
        if (instrument.cutOff() != null) {
            body.node().put("cutOff", instrument.cutOff().at());
            body.put("cutOffSide", instrument.cutOff().side().wire());
        }
        return body.put("licence", instrument.licence()).json();
    }

    /** An event that was stored. */
    public static InstrumentEvent read(String type, String body) {
        if (!type.equals(REGISTERED)) {
            throw new IllegalStateException("Not an instrument's event: " + type);
        }
        var json = EventBody.read(body);
        return new InstrumentEvent.Registered(new Instrument(
                json.get("code").textValue(),
                json.get("title").textValue(),
                number(json, "minimum"),
                number(json, "maximum"),
                number(json, "step"),
                Instrument.Better.of(json.get("better").textValue()),
                json.has("cutOff")
                        ? new Instrument.CutOff(
                                number(json, "cutOff"),
                                Instrument.Side.of(json.get("cutOffSide").textValue()))
                        : null,
                json.get("licence").textValue(),
                null,
                List.of()));
    }

    private static BigDecimal number(JsonNode json, String field) {
        return json.has(field) ? new BigDecimal(json.get(field).asText()) : null;
    }
}
