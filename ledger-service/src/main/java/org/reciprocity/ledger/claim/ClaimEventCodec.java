package org.reciprocity.ledger.claim;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.UUID;
import org.reciprocity.eventlog.EventIds;
import org.reciprocity.eventlog.NewEvent;
import org.reciprocity.ledger.log.EventBody;
import org.reciprocity.ledger.log.Topics;
import org.reciprocity.ledger.request.Decimals;

/** Claims' events as they are stored and published, under the key of their community. */
public final class ClaimEventCodec {
    private static final String REGISTERED = "org.reciprocity.claim-registered.v1";

    private ClaimEventCodec() {}

    /** An event to append, which begins its stream. */
    public static NewEvent write(UUID community, UUID id, Instant at, ClaimEvent event) {
        return switch (event) {
            case ClaimEvent.Registered(Claim.Terms terms) ->
                new NewEvent(
                        EventIds.next(),
                        Topics.OUTCOMES,
                        community.toString(),
                        REGISTERED,
                        id,
                        1,
                        community,
                        at,
                        body(id, terms));
        };
    }

    private static String body(UUID id, Claim.Terms terms) {
        var inputs = JsonNodeFactory.instance.arrayNode();
        for (var input : terms.inputs()) {
            var one = EventBody.object().put("name", input.name());
            one.node().put("value", input.value());
            inputs.add(
                    one.put("unit", input.unit()).put("source", input.source()).node());
        }
        var body = EventBody.object().put("claim", id).put("code", terms.code()).put("title", terms.title());
        body.node().put("stated", terms.stated());
        return body.put("unit", terms.unit())
                .put("formula", terms.formula())
                .put("inputs", inputs)
                .put("source", terms.source())
                .put("flags", terms.flags())
                .put("rounding", terms.rounding())
                .json();
    }

    /** An event that was stored. */
    public static ClaimEvent read(String type, String body) {
        if (!type.equals(REGISTERED)) {
            throw new IllegalStateException("Not a claim's event: " + type);
        }
        return new ClaimEvent.Registered(terms(body));
    }

    /** What is claimed, in a body that was stored. */
    static Claim.Terms terms(String body) {
        var json = EventBody.read(body);
        var inputs = new ArrayList<Claim.Input>();
        json.get("inputs")
                .forEach(input -> inputs.add(new Claim.Input(
                        input.get("name").textValue(),
                        Decimals.plain(input.get("value").decimalValue()),
                        input.path("unit").textValue(),
                        input.get("source").textValue())));
        var flags = new ArrayList<String>();
        json.get("flags").forEach(flag -> flags.add(flag.textValue()));
        return new Claim.Terms(
                json.get("code").textValue(),
                json.get("title").textValue(),
                Decimals.plain(json.get("stated").decimalValue()),
                json.get("unit").textValue(),
                json.get("formula").textValue(),
                inputs,
                json.get("source").textValue(),
                flags,
                json.has("rounding") ? json.get("rounding").intValue() : null);
    }
}
