package org.reciprocity.ledger.appraisal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.reciprocity.eventlog.EventIds;
import org.reciprocity.eventlog.NewEvent;
import org.reciprocity.ledger.log.EventBody;
import org.reciprocity.ledger.log.Topics;
import org.reciprocity.ledger.request.Decimals;

/** Appraisals' events as they are stored and published, under the key of their programme. */
public final class AppraisalEventCodec {
    private static final String REGISTERED = "org.reciprocity.appraisal-registered.v1";

    private AppraisalEventCodec() {}

    /** An event to append, which begins its stream. */
    public static NewEvent write(UUID community, UUID programme, UUID id, Instant at, AppraisalEvent event) {
        return switch (event) {
            case AppraisalEvent.Registered(Appraisal.Terms terms) ->
                new NewEvent(
                        EventIds.next(),
                        Topics.OUTCOMES,
                        programme.toString(),
                        REGISTERED,
                        id,
                        1,
                        community,
                        at,
                        body(id, terms));
        };
    }

    private static String body(UUID id, Appraisal.Terms terms) {
        return EventBody.object()
                .put("appraisal", id)
                .put("code", terms.code())
                .put("payer", terms.payer())
                .put("currency", terms.currency())
                .put("priceYear", terms.priceYear())
                .put("baseYear", terms.baseYear())
                .put("schedule", terms.schedule().wire())
                .put("benefits", array(terms.benefits(), AppraisalEventCodec::benefit))
                .put("costs", array(terms.costs(), AppraisalEventCodec::cost))
                .json();
    }

    private static <T> JsonNode array(List<T> items, Function<T, EventBody> body) {
        var array = JsonNodeFactory.instance.arrayNode();
        items.forEach(item -> array.add(body.apply(item).node()));
        return array;
    }

    private static EventBody benefit(Appraisal.Benefit benefit) {
        var body = EventBody.object().put("line", benefit.line());
        number(body, "people", benefit.people());
        number(body, "engaged", benefit.engaged());
        number(body, "effect", benefit.effect());
        number(body, "deadweight", benefit.deadweight());
        number(body, "optimism", benefit.optimism());
        body.put("unitCost", benefit.unitCost());
        number(body, "dropOff", benefit.dropOff());
        number(body, "cashability", benefit.cashability());
        body.put("controlled", benefit.controlled())
                .put("maryland", benefit.maryland())
                .put("health", benefit.health())
                .put("years", benefit.years())
                .put("shares", array(benefit.shares(), share -> {
                    var one = EventBody.object().put("agency", share.agency());
                    number(one, "share", share.share());
                    return one;
                }));
        if (benefit.effectFrom() != null) {
            body.put(
                    "effectFrom",
                    EventBody.object()
                            .put("kind", benefit.effectFrom().kind())
                            .put("code", benefit.effectFrom().code())
                            .node());
        }
        varied(body, "low", benefit.low());
        varied(body, "high", benefit.high());
        return body;
    }

    private static void varied(EventBody body, String field, Appraisal.Varied varied) {
        if (varied != null) {
            var values = EventBody.object();
            number(values, "people", varied.people());
            number(values, "engaged", varied.engaged());
            number(values, "effect", varied.effect());
            number(values, "deadweight", varied.deadweight());
            number(values, "optimism", varied.optimism());
            number(values, "dropOff", varied.dropOff());
            number(values, "cashability", varied.cashability());
            number(values, "unitValueFactor", varied.unitValueFactor());
            body.put(field, values.node());
        }
    }

    private static EventBody cost(Appraisal.Cost cost) {
        var body = EventBody.object()
                .put("line", cost.line())
                .put("agency", cost.agency())
                .put("year", cost.year())
                .put("amount", cost.amount());
        number(body, "optimism", cost.optimism());
        varied(body, "low", cost.low());
        varied(body, "high", cost.high());
        return body;
    }

    private static void varied(EventBody body, String field, Appraisal.VariedCost varied) {
        if (varied != null) {
            var values = EventBody.object().put("amount", varied.amount());
            number(values, "optimism", varied.optimism());
            body.put(field, values.node());
        }
    }

    private static void number(EventBody body, String field, BigDecimal number) {
        if (number != null) {
            body.node().put(field, number);
        }
    }

    /** An event that was stored. */
    public static AppraisalEvent read(String type, String body) {
        if (!type.equals(REGISTERED)) {
            throw new IllegalStateException("Not an appraisal's event: " + type);
        }
        return new AppraisalEvent.Registered(terms(body));
    }

    /** The assumptions in a body that was stored. */
    static Appraisal.Terms terms(String body) {
        var json = EventBody.read(body);
        return new Appraisal.Terms(
                json.get("code").textValue(),
                id(json, "payer"),
                json.get("currency").textValue(),
                json.get("priceYear").intValue(),
                json.get("baseYear").intValue(),
                Appraisal.Schedule.of(json.get("schedule").textValue()),
                list(json.get("benefits"), AppraisalEventCodec::benefit),
                list(json.get("costs"), AppraisalEventCodec::cost));
    }

    private static <T> List<T> list(JsonNode array, Function<JsonNode, T> item) {
        var list = new ArrayList<T>();
        array.forEach(node -> list.add(item.apply(node)));
        return list;
    }

    private static Appraisal.Benefit benefit(JsonNode json) {
        return new Appraisal.Benefit(
                json.get("line").textValue(),
                number(json, "people"),
                number(json, "engaged"),
                number(json, "effect"),
                number(json, "deadweight"),
                number(json, "optimism"),
                id(json, "unitCost"),
                number(json, "dropOff"),
                number(json, "cashability"),
                json.get("controlled").booleanValue(),
                json.get("maryland").intValue(),
                json.get("health").booleanValue(),
                json.get("years").intValue(),
                list(json.get("shares"), share -> new Appraisal.Share(id(share, "agency"), number(share, "share"))),
                json.has("effectFrom")
                        ? new Appraisal.Evidence(
                                json.at("/effectFrom/kind").textValue(),
                                json.at("/effectFrom/code").textValue())
                        : null,
                varied(json.get("low")),
                varied(json.get("high")));
    }

    private static Appraisal.Varied varied(JsonNode json) {
        return json == null
                ? null
                : new Appraisal.Varied(
                        number(json, "people"),
                        number(json, "engaged"),
                        number(json, "effect"),
                        number(json, "deadweight"),
                        number(json, "optimism"),
                        number(json, "dropOff"),
                        number(json, "cashability"),
                        number(json, "unitValueFactor"));
    }

    private static Appraisal.Cost cost(JsonNode json) {
        return new Appraisal.Cost(
                json.get("line").textValue(),
                id(json, "agency"),
                json.get("year").intValue(),
                json.get("amount").longValue(),
                number(json, "optimism"),
                variedCost(json.get("low")),
                variedCost(json.get("high")));
    }

    private static Appraisal.VariedCost variedCost(JsonNode json) {
        return json == null
                ? null
                : new Appraisal.VariedCost(
                        json.has("amount") ? json.get("amount").longValue() : null, number(json, "optimism"));
    }

    private static UUID id(JsonNode json, String field) {
        return UUID.fromString(json.get(field).textValue());
    }

    private static BigDecimal number(JsonNode json, String field) {
        return json.has(field) ? Decimals.plain(json.get(field).decimalValue()) : null;
    }
}
