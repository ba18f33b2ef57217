package org.reciprocity.ledger;

import static org.reciprocity.ledger.Town.created;
import static org.reciprocity.ledger.Town.id;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Ids of things of one community, by what fields and collections call them. */
record Things(Map<String, String> byName) {

    static Things of(Town town) {
        return of(town, town);
    }

    /** The same by an agency that need not lead: of the town as that agency sees it, and as its lead does. */
    static Things of(Town town, Town led) {
        var a = town.participant();
        var b = town.participant();
        var programme = town.programme();
        var things = new LinkedHashMap<String, Object>();
        things.put("communities", town.community);
        things.put("communityId", town.community);
        things.put("agencies", town.lead);
        things.put("agencyId", town.partner);
        things.put("leadAgencyId", town.lead);
        things.put("programmes", programme);
        things.put("programmeId", programme);
        things.put("participants", a);
        things.put("participantId", a);
        things.put("fromParticipantId", a);
        things.put("toParticipantId", b);
        things.put("providerId", a);
        things.put("receiverId", b);
        things.put("ownerId", a);
        var account = town.account(a, "participant").get("id").textValue();
        things.put("accounts", account);
        things.put("accountId", account);
        var exchange = id(created("/exchanges", town.leadToken, town.proposal(a, b, 60)));
        things.put("exchanges", exchange);
        things.put("exchangeId", exchange);
        things.put("enrolments", id(created("/enrolments", town.leadToken, VisibilityTest.enrolment(a, programme))));
        things.put("measures", id(created("/measures", town.leadToken, VisibilityTest.measure(a, programme))));
        things.put("service-uses", id(created("/service-uses", town.leadToken, VisibilityTest.use(a, programme))));
        things.put("costs", id(created("/costs", town.leadToken, ValueResourceTest.cost(programme, town.lead))));
        things.put(
                "benefits", id(created("/benefits", town.leadToken, ValueResourceTest.benefit(programme, town.lead))));
        var unitCost = AppraisalResourceTest.unitCost(town, 2026, "GBP");
        things.put("unit-costs", unitCost);
        things.put("unitCostId", unitCost);
        things.put(
                "deflators", id(created("/deflators", town.leadToken, ValueResourceTest.deflator(town, 2026, "100"))));
        things.put("payerId", town.lead);
        things.put("commissionerId", town.lead);
        things.put(
                "appraisals",
                id(created("/appraisals", town.leadToken, AppraisalResourceTest.appraisal(town, programme, unitCost))));
        things.put("programmeIds", programme);
        things.put("providerIds", town.partner);
        things.put(
                "contracts", id(created("/contracts", town.leadToken, ContractResourceTest.contract(town, programme))));
        things.put("claims", id(created("/claims", town.leadToken, ClaimResourceTest.claim(town))));
        var file = id(created("/cases", town.leadToken, CaseResourceTest.referral(a, programme)));
        things.put("cases", file);
        things.put("clearances", id(created("/clearances", town.leadToken, StandingResourceTest.clearance(a))));
        var pair = TransferTest.Pair.agreed(led);
        if (!town.lead.equals(led.lead)) {
            created("/communities/" + pair.to().community + "/agencies", pair.to().leadToken, """
                    {"agencyId":"%s","roles":["partner"]}
                    """.formatted(town.lead));
        }
        things.put("sentTo", pair.to().community);
        things.put("sentToLead", pair.to().lead);
        things.put("transfers", id(created("/transfers", town.leadToken, pair.body(a, null, 10))));
        things.put("redemption-offers", Stall.opened(town, "service", 60, ""));
        things.put(
                "follow-ups",
                id(created(
                        "/follow-ups",
                        town.leadToken,
                        FollowUpRulesTest.followUp(a, programme, "participants", "no", "2026-05-01"))));
        things.put("caseId", file);
        return new Things(things.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        entry -> entry.getValue().toString(),
                        (one, other) -> one,
                        LinkedHashMap::new)));
    }

    Map<String, String> path(Described.Operation operation) {
        var values = new LinkedHashMap<String, String>();
        for (var parameter : operation.inPath()) {
            values.put(parameter, byName.getOrDefault(operation.collection(parameter), EveryAddressTest.UNKNOWN));
        }
        return values;
    }

    Map<String, String> query(Described.Operation operation) {
        var values = new LinkedHashMap<String, String>();
        for (var parameter : operation.query()) {
            if (parameter.equals("communityId")) {
                values.put(parameter, byName.get(parameter));
            }
        }
        return values;
    }

    /** The example, with ids of this community and without an id of its own. */
    ObjectNode body(Described.Operation operation) {
        var body = operation.example().deepCopy();
        fill(body);
        return (ObjectNode) body;
    }

    private void fill(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.remove(List.of("id", "externalRef"));
            object.properties().forEach(field -> {
                var known = byName.get(field.getKey());
                if (known != null && field.getValue().isTextual()) {
                    field.setValue(TextNode.valueOf(known));
                } else if (known != null && field.getValue() instanceof ArrayNode list) {
                    list.removeAll().add(known);
                } else {
                    fill(field.getValue());
                }
            });
        } else {
            node.forEach(this::fill);
        }
    }

    /** The id of that name; where nobody has told it, one of every kind of thing that is in the book. */
    List<String> likely(String name) {
        var known = byName.get(name);
        return known != null
                ? List.of(known)
                : Book.rows("select distinct on (type) stream::text from event where chain = '"
                                + byName.get("communityId") + "' order by type, id desc")
                        .stream()
                        .map(row -> (String) row[0])
                        .distinct()
                        .toList();
    }
}
