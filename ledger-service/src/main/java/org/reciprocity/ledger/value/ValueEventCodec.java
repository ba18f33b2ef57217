package org.reciprocity.ledger.value;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.UUID;
import org.reciprocity.eventlog.EventIds;
import org.reciprocity.eventlog.NewEvent;
import org.reciprocity.ledger.log.EventBody;
import org.reciprocity.ledger.log.Topics;
import org.reciprocity.ledger.request.Decimals;
import org.reciprocity.ledger.withdrawal.Withdrawal;
import org.reciprocity.ledger.withdrawal.WithdrawalEventCodec;

/** Events of money as they are stored and published: under the key of their programme, or prices under that of their community. */
public final class ValueEventCodec {
    private static final String COST_BORNE = "org.reciprocity.cost-borne.v1";
    private static final String BENEFIT_ACCRUED = "org.reciprocity.benefit-accrued.v1";
    private static final String UNIT_COST_PUBLISHED = "org.reciprocity.unit-cost-published.v1";
    private static final String DEFLATOR_PUBLISHED = "org.reciprocity.deflator-published.v1";

    private ValueEventCodec() {}

    /** An event to append; {@code key} is the programme, or for prices the community. */
    public static NewEvent write(UUID community, UUID key, UUID id, long version, Instant at, ValueEvent event) {
        return switch (event) {
            case ValueEvent.CostBorne(Value.Cost cost) ->
                begun(
                        community,
                        key,
                        COST_BORNE,
                        id,
                        at,
                        money(EventBody.object().put("cost", id).put("agency", cost.agency()), cost.money())
                                .put("inKind", cost.inKind())
                                .put("preventive", cost.preventive())
                                .put("grade", cost.grade())
                                .put("item", cost.item()));
            case ValueEvent.BenefitAccrued(Value.Benefit benefit) ->
                begun(
                        community,
                        key,
                        BENEFIT_ACCRUED,
                        id,
                        at,
                        money(EventBody.object().put("benefit", id).put("agency", benefit.agency()), benefit.money())
                                .put("cashable", benefit.cashable())
                                .put("grade", benefit.grade())
                                .put("item", benefit.item()));
            case ValueEvent.UnitCostPublished(Value.UnitCost cost) ->
                begun(
                        community,
                        key,
                        UNIT_COST_PUBLISHED,
                        id,
                        at,
                        EventBody.object()
                                .put("unitCost", id)
                                .put("code", cost.code())
                                .put("title", cost.title())
                                .put("year", cost.year())
                                .put("currency", cost.currency())
                                .put("amount", cost.amount())
                                .put("source", cost.source())
                                .put("inclusions", cost.inclusions())
                                .put("payer", cost.payer())
                                .put("grade", cost.grade()));
            case ValueEvent.DeflatorPublished(Value.Deflator deflator) -> {
                var body = EventBody.object()
                        .put("deflator", id)
                        .put("currency", deflator.currency())
                        .put("year", deflator.year());
                body.node().put("index", deflator.index());
                yield begun(community, key, DEFLATOR_PUBLISHED, id, at, body.put("source", deflator.source()));
            }
            case ValueEvent.Withdrawn(Withdrawal withdrawal) ->
                WithdrawalEventCodec.write(community, key, version, at, withdrawal);
        };
    }

    /** The first of its stream. */
    private static NewEvent begun(UUID community, UUID key, String type, UUID id, Instant at, EventBody body) {
        return new NewEvent(EventIds.next(), Topics.OUTCOMES, key.toString(), type, id, 1, community, at, body.json());
    }

    private static EventBody money(EventBody body, Value.Money money) {
        return body.put("year", money.year())
                .put("amount", money.amount())
                .put("currency", money.currency())
                .put("priceYear", money.priceYear());
    }

    /** An event that was stored. */
    public static ValueEvent read(String type, String body) {
        var json = EventBody.read(body);
        return switch (type) {
            case COST_BORNE ->
                new ValueEvent.CostBorne(new Value.Cost(
                        id(json, "agency"),
                        money(json),
                        json.get("inKind").booleanValue(),
                        json.get("preventive").booleanValue(),
                        json.get("grade").intValue(),
                        json.path("item").textValue()));
            case BENEFIT_ACCRUED ->
                new ValueEvent.BenefitAccrued(new Value.Benefit(
                        id(json, "agency"),
                        money(json),
                        json.get("cashable").booleanValue(),
                        json.get("grade").intValue(),
                        json.path("item").textValue()));
            case UNIT_COST_PUBLISHED -> {
                var inclusions = new ArrayList<String>();
                json.get("inclusions").forEach(code -> inclusions.add(code.textValue()));
                yield new ValueEvent.UnitCostPublished(new Value.UnitCost(
                        json.get("code").textValue(),
                        json.get("title").textValue(),
                        json.get("year").intValue(),
                        json.get("currency").textValue(),
                        json.get("amount").longValue(),
                        json.get("source").textValue(),
                        inclusions,
                        id(json, "payer"),
                        json.get("grade").intValue()));
            }
            case DEFLATOR_PUBLISHED ->
                new ValueEvent.DeflatorPublished(new Value.Deflator(
                        json.get("currency").textValue(),
                        json.get("year").intValue(),
                        Decimals.plain(json.get("index").decimalValue()),
                        json.get("source").textValue()));
            case WithdrawalEventCodec.WITHDRAWN -> new ValueEvent.Withdrawn(WithdrawalEventCodec.read(type, body));
            default -> throw new IllegalStateException("Not an event of money: " + type);
        };
    }

    private static UUID id(JsonNode json, String field) {
        return UUID.fromString(json.get(field).textValue());
    }

    private static Value.Money money(JsonNode json) {
        return new Value.Money(
                json.get("year").intValue(),
                json.get("amount").longValue(),
                json.get("currency").textValue(),
                json.get("priceYear").intValue());
    }
}
