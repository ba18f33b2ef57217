package org.reciprocity.ledger;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.reciprocity.ledger.Town.created;
import static org.reciprocity.ledger.Town.get;
import static org.reciprocity.ledger.Town.id;
import static org.reciprocity.ledger.Town.post;
import static org.reciprocity.ledger.Town.refused;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Contracts. */
@LedgerTest
class ContractResourceTest {
    static final String END = "{\"endedOn\":\"2028-03-31\",\"reason\":\"break-clause\"}";

    static String contract(Town town, UUID programme) {
        return """
                {"communityId":"%s","code":"%s","programmeIds":["%s"],"providerIds":["%s"],"from":"2026-04-01",
                 "to":"2029-03-31","domains":[{"domain":"mental-wellbeing","measuredBy":{"kind":"instrument",
                 "code":"SWEMWBS"},"target":1.50,"direction":"at-least"},{"domain":"participation",
                 "measuredBy":{"kind":"figure","code":"hours-given"}}],"paidOn":"measure-change",
                 "counterFigure":"follow-up-rate"}
                """.formatted(town.community, Town.code(), programme, town.lead);
    }

    @Test
    void isLetByItsCommissioner() {
        var town = Town.founded();
        var programme = town.programme();
        var body = contract(town, programme);

        var contract = created("/contracts", town.partnerToken, body);

        assertEquals(town.partner.toString(), contract.get("commissionerId").textValue());
        assertEquals("1.5", contract.at("/domains/0/target").asText());
        assertEquals(contract, get("/contracts/" + id(contract), town.leadToken));
        var list = "/contracts?communityId=" + town.community;
        for (var filter : List.of("", "&programmeId=" + programme, "&agencyId=" + town.partner)) {
            assertEquals(contract, get(list + filter, town.leadToken).at("/items/0"), filter);
        }
        for (var filter : List.of("&programmeId=" + UUID.randomUUID(), "&agencyId=" + town.lead)) {
            assertEquals(0, get(list + filter, town.leadToken).get("items").size(), filter);
        }
        refused(409, "code-in-use", post("/contracts", town.leadToken, body));
        var named = contract(town, programme).replaceFirst("\\{", "{\"commissionerId\":\"" + town.partner + "\",");
        refused(403, "not-yours", post("/contracts", town.leadToken, named));
        created("/contracts", town.partnerToken, named);
        refused(404, "not-found", post("/contracts", town.leadToken, contract(town, UUID.randomUUID())));
        refused(
                404,
                "not-found",
                post(
                        "/contracts",
                        town.leadToken,
                        contract(town, programme)
                                .replace(town.lead.toString(), Town.agency().toString())));
    }

    @Test
    void isNeverPaidOnAFigureAlone() {
        var town = Town.founded();
        var body = contract(town, town.programme());
        var problem = refused(
                422,
                "paid-figure-alone",
                post("/contracts", town.leadToken, body.replaceFirst(",\\s*\"counterFigure\":\"follow-up-rate\"", "")));
        assertEquals("counterFigure", problem.get("field").textValue());
        refused(
                422,
                "paid-figure-alone",
                post("/contracts", town.leadToken, body.replace("follow-up-rate", "measure-change")));
        for (var none : List.of("none", "Measure-Change", "Follow-Up-Rate")) {
            refused(422, "paid-figure-alone", post("/contracts", town.leadToken, body.replace("follow-up-rate", none)));
        }
        assertEquals(
                "paidOn",
                refused(
                                422,
                                "invalid-field",
                                post(
                                        "/contracts",
                                        town.leadToken,
                                        body.replace("\"paidOn\":\"measure-change\"", "\"paidOn\":\"goodness\"")))
                        .at("/errors/0/field")
                        .textValue());
    }

    @Test
    void refusesWhatContradictsItself() {
        var town = Town.founded();
        var body = contract(town, town.programme());
        for (var wrong : List.of(
                body.replace(",\"direction\":\"at-least\"", ""),
                body.replace("\"target\":1.50,", ""),
                body.replace("\"mental-wellbeing\"", "\"happiness\""),
                body.replace("\"kind\":\"figure\"", "\"kind\":\"feeling\""),
                body.replaceFirst("\"providerIds\":\\[[^]]*]", "\"providerIds\":[]"))) {
            refused(422, "invalid-field", post("/contracts", town.leadToken, wrong));
        }
        refused(
                422,
                "ends-before-it-begins",
                post("/contracts", town.leadToken, body.replace("2029-03-31", "2026-03-31")));
    }

    @Test
    void namesTheNearestFiguresWhereOneIsMistyped() {
        var town = Town.founded();
        var body = contract(town, town.programme());
        for (var wrong : List.of(
                List.of("domains[1].measuredBy.code", body.replace("\"hours-given\"", "\"hour-given\"")),
                List.of("paidOn", body.replace("\"paidOn\":\"measure-change\"", "\"paidOn\":\"measure-chance\"")))) {
            var refusal = refused(422, "invalid-field", post("/contracts", town.partnerToken, wrong.getLast()));
            assertEquals(wrong.getFirst(), refusal.at("/errors/0/field").textValue());
            assertEquals(
                    wrong.getFirst().equals("paidOn") ? "measure-change" : "hours-given",
                    refusal.at("/nearest/0").textValue());
        }
    }

    @Test
    void isEndedOnceByItsCommissionerOnOneOfItsDays() {
        var town = Town.founded();
        var contract = id(created("/contracts", town.partnerToken, contract(town, town.programme())));
        var path = "/contracts/" + contract + "/end";

        refused(403, "not-yours", post(path, town.leadToken, END));
        refused(422, "outside-the-contract", post(path, town.partnerToken, END.replace("2028", "2030")));
        refused(422, "outside-the-contract", post(path, town.partnerToken, END.replace("2028", "2026")));
        refused(
                412,
                "precondition-failed",
                given().auth()
                        .oauth2(town.partnerToken)
                        .contentType("application/json")
                        .header("If-Match", "\"2\"")
                        .body(END)
                        .post(path));
        var ended = created(path, town.partnerToken, END);
        assertEquals("2028-03-31", ended.get("endedOn").textValue());
        assertEquals("break-clause", ended.get("endedFor").textValue());
        assertEquals(ended, get("/contracts/" + contract, town.leadToken));
        refused(409, "already-ended", post(path, town.partnerToken, END));
        refused(403, "not-yours", post(path, town.leadToken, END));
    }
}
