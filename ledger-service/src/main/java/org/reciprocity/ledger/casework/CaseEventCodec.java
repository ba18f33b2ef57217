package org.reciprocity.ledger.casework;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.reciprocity.eventlog.EventIds;
import org.reciprocity.eventlog.NewEvent;
import org.reciprocity.ledger.log.EventBody;
import org.reciprocity.ledger.log.Topics;

/** Cases' events as they are stored and published, under the key of their programme: codes, counts and ids only. */
public final class CaseEventCodec {
    private static final String REFERRED = "org.reciprocity.case-referred.v1";
    private static final String ACCEPTED = "org.reciprocity.case-accepted.v1";
    private static final String DECLINED = "org.reciprocity.case-declined.v1";
    private static final String AGREED = "org.reciprocity.case-agreed.v1";
    private static final String SUPPORT_RECORDED = "org.reciprocity.case-support-recorded.v1";
    private static final String CLOSED = "org.reciprocity.case-closed.v1";

    private CaseEventCodec() {}

    /** An event to append. */
    public static NewEvent write(UUID community, UUID programme, UUID id, long version, Instant at, CaseEvent event) {
        return new NewEvent(
                EventIds.next(),
                Topics.OUTCOMES,
                programme.toString(),
                switch (event) {
                    case CaseEvent.Referred referred -> REFERRED;
                    case CaseEvent.Accepted accepted -> ACCEPTED;
                    case CaseEvent.Declined declined -> DECLINED;
                    case CaseEvent.Agreed agreed -> AGREED;
                    case CaseEvent.SupportRecorded recorded -> SUPPORT_RECORDED;
                    case CaseEvent.Closed closed -> CLOSED;
                },
                id,
                version,
                community,
                at,
                body(id, event));
    }

    private static String body(UUID id, CaseEvent event) {
        var body = EventBody.object().put("case", id);
        return switch (event) {
            case CaseEvent.Referred(Case.Referral referral) ->
                body.put("agency", referral.agency())
                        .put("participant", referral.participant())
                        .put("reason", referral.reason())
                        .put("couldGive", referral.couldGive())
                        .put("referredOn", referral.referredOn())
                        .put("failureElsewhere", referral.failureElsewhere() ? Boolean.TRUE : null)
                        .json();
            case CaseEvent.Accepted(UUID participant) ->
                body.put("participant", participant).json();
            case CaseEvent.Declined(UUID participant, String reason) ->
                body.put("participant", participant).put("reason", reason).json();
            case CaseEvent.Agreed(UUID participant, Case.Agreement agreement) ->
                body.put("participant", participant)
                        .put("dutyMinutes", agreement.dutyMinutes())
                        .put("training", agreement.training())
                        .put("peopleHarmed", agreement.peopleHarmed())
                        .json();
            case CaseEvent.SupportRecorded(UUID participant, Case.Support support) ->
                body.put("participant", participant)
                        .put("support", support.id())
                        .put("from", support.from())
                        .put("to", support.to())
                        .put("unit", support.unit())
                        .put("quantity", support.quantity())
                        .put("unitCost", money(support.unitCost()))
                        .put("counterfactualUnitCost", money(support.counterfactualUnitCost()))
                        .json();
            case CaseEvent.Closed(UUID participant, Case.Ending ending) ->
                body.put("participant", participant)
                        .put("outcome", ending.wire())
                        .json();
        };
    }

    private static ObjectNode money(Case.Money money) {
        return EventBody.object()
                .put("currency", money.currency())
                .put("pence", money.pence())
                .node();
    }

    /** An event that was stored. */
    public static CaseEvent read(String type, String body) {
        var json = EventBody.read(body);
        var participant = UUID.fromString(json.get("participant").textValue());
        return switch (type) {
            case REFERRED ->
                new CaseEvent.Referred(new Case.Referral(
                        UUID.fromString(json.get("agency").textValue()),
                        participant,
                        json.get("reason").textValue(),
                        codes(json.get("couldGive")),
                        json.hasNonNull("referredOn")
                                ? LocalDate.parse(json.get("referredOn").textValue())
                                : null,
                        json.path("failureElsewhere").booleanValue()));
            case ACCEPTED -> new CaseEvent.Accepted(participant);
            case DECLINED ->
                new CaseEvent.Declined(participant, json.get("reason").textValue());
            case AGREED ->
                new CaseEvent.Agreed(
                        participant,
                        new Case.Agreement(
                                json.get("dutyMinutes").longValue(),
                                codes(json.get("training")),
                                json.get("peopleHarmed").intValue()));
            case SUPPORT_RECORDED ->
                new CaseEvent.SupportRecorded(
                        participant,
                        new Case.Support(
                                json.hasNonNull("support")
                                        ? UUID.fromString(json.get("support").textValue())
                                        : null,
                                LocalDate.parse(json.get("from").textValue()),
                                LocalDate.parse(json.get("to").textValue()),
                                json.get("unit").textValue(),
                                json.get("quantity").longValue(),
                                money(json.get("unitCost")),
                                money(json.get("counterfactualUnitCost"))));
            case CLOSED ->
                new CaseEvent.Closed(
                        participant, Case.Ending.of(json.get("outcome").textValue()));
            default -> throw new IllegalStateException("Not a case's event: " + type);
        };
    }

    private static List<String> codes(JsonNode array) {
        var codes = new ArrayList<String>();
        array.forEach(code -> codes.add(code.textValue()));
        return codes;
    }

    private static Case.Money money(JsonNode json) {
        return new Case.Money(
                json.get("currency").textValue(), json.get("pence").longValue());
    }
}
