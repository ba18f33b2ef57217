package org.reciprocity.ledger;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.reciprocity.ledger.Town.created;
import static org.reciprocity.ledger.Town.get;
import static org.reciprocity.ledger.Town.id;
import static org.reciprocity.ledger.Town.post;
import static org.reciprocity.ledger.Town.refused;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Costs, benefits, unit costs and deflators. */
@LedgerTest
class ValueResourceTest {

    static String cost(UUID programme, UUID agency) {
        return """
                {"programmeId":"%s","agencyId":"%s","year":2026,"amount":1250000,"currency":"GBP","inKind":false,
                 "preventive":true,"grade":2,"item":"broker-salary"}
                """.formatted(programme, agency);
    }

    static String benefit(UUID programme, UUID agency) {
        return """
                {"programmeId":"%s","agencyId":"%s","year":2026,"amount":420000,"currency":"GBP","priceYear":2024,
                 "cashable":true,"grade":3}
                """.formatted(programme, agency);
    }

    static String unitCost(Town town, UUID payer, int year, String currency) {
        return """
                {"communityId":"%s","code":"gp-visit","title":"Visit to a general practitioner","year":%d,"currency":"%s",
                 "amount":4200,"source":"Invented for this test","inclusions":["direct-care"],"payerId":"%s","grade":2}
                """.formatted(town.community, year, currency, payer);
    }

    static String deflator(Town town, int year, String index) {
        return """
                {"communityId":"%s","currency":"GBP","year":%d,"index":%s,"source":"Invented for this test"}
                """.formatted(town.community, year, index);
    }

    /** All that happens to money, appraisals, contracts and claims. */
    static void play(Town town, UUID programme) {
        var cost = id(created("/costs", town.leadToken, cost(programme, town.lead)));
        created("/costs/" + cost + "/withdraw", town.leadToken, "{\"reason\":\"duplicate\"}");
        created("/benefits", town.leadToken, benefit(programme, town.partner));
        created("/deflators", town.leadToken, deflator(town, 2026, "100"));
        var unitCost = AppraisalResourceTest.unitCost(town, 2026, "GBP");
        created("/appraisals", town.leadToken, AppraisalResourceTest.appraisal(town, programme, unitCost));
        var contract = id(created("/contracts", town.leadToken, ContractResourceTest.contract(town, programme)));
        created("/contracts/" + contract + "/end", town.leadToken, ContractResourceTest.END);
        created("/claims", town.leadToken, ClaimResourceTest.claim(town));
    }

    @Test
    void recordsWhatAProgrammeCostsForWhoBearsItAndForTheLead() {
        var town = Town.founded();
        var programme = town.programme();

        var cost = created("/costs", town.partnerToken, cost(programme, town.partner));

        assertEquals(1_250_000, cost.get("amount").longValue());
        assertEquals(2026, cost.get("priceYear").intValue(), "of the year it falls in, where nothing else is said");
        assertEquals(town.community.toString(), cost.get("communityId").textValue());
        assertEquals(cost, get("/costs/" + id(cost), town.leadToken));
        created("/costs", town.leadToken, cost(programme, town.partner));
        refused(403, "not-yours", post("/costs", town.partnerToken, cost(programme, town.lead)));
        refused(404, "not-found", post("/costs", town.leadToken, cost(programme, Town.agency())));
        refused(
                409,
                "id-in-use",
                post(
                        "/costs",
                        town.leadToken,
                        cost(programme, town.lead).replaceFirst("\\{", "{\"id\":\"" + id(cost) + "\",")));
    }

    @Test
    void refusesACostThatNobodyBearsOrInNoYear() {
        var town = Town.founded();
        var cost = cost(town.programme(), town.lead);
        refused(
                422,
                "cost-without-bearer-or-year",
                post("/costs", town.leadToken, cost.replaceFirst("\"agencyId\":\"[^\"]+\",", "")));
        refused(422, "cost-without-bearer-or-year", post("/costs", town.leadToken, cost.replace("\"year\":2026,", "")));
        assertEquals(
                List.of(),
                get("/costs?communityId=" + town.community, town.leadToken)
                        .get("items")
                        .findValuesAsText("id"));
    }

    @Test
    void refusesABenefitThatNobodyGainsOrInNoYear() {
        var town = Town.founded();
        var benefit = benefit(town.programme(), town.lead);
        refused(
                422,
                "benefit-without-payer-or-year",
                post("/benefits", town.leadToken, benefit.replaceFirst("\"agencyId\":\"[^\"]+\",", "")));
        refused(
                422,
                "benefit-without-payer-or-year",
                post("/benefits", town.leadToken, benefit.replace("\"year\":2026,", "")));
        var recorded = created("/benefits", town.leadToken, benefit);
        assertEquals(2024, recorded.get("priceYear").intValue());
        assertTrue(recorded.get("cashable").booleanValue());
        assertEquals(recorded, get("/benefits/" + id(recorded), town.partnerToken));
    }

    @Test
    void refusesAmountsYearsAndGradesThatCannotBe() {
        var town = Town.founded();
        var cost = cost(town.programme(), town.lead);
        for (var wrong : List.of(
                cost.replace("1250000", "0"),
                cost.replace("1250000", "-1"),
                cost.replace("1250000", "1000000000000000"),
                cost.replace("\"year\":2026", "\"year\":1899"),
                cost.replace("\"year\":2026", "\"year\":2201"),
                cost.replace("GBP", "GBR"),
                cost.replace("GBP", "gbp"),
                cost.replace("\"grade\":2", "\"grade\":7"),
                cost.replace("\"inKind\":false,", ""))) {
            refused(422, "invalid-field", post("/costs", town.leadToken, wrong));
        }
        refused(400, "malformed-request", post("/costs", town.leadToken, cost.replace("1250000", "12.5")));
        created("/costs", town.leadToken, cost.replace("1250000", "999999999999999"));
    }

    @Test
    void withdrawsForWhoRecordedItAndForTheLead() {
        var town = Town.founded();
        var programme = town.programme();
        var cost = id(created("/costs", town.leadToken, cost(programme, town.partner)));
        var benefit = id(created("/benefits", town.partnerToken, benefit(programme, town.partner)));
        var why = "{\"reason\":\"entered-in-error\"}";

        refused(403, "not-yours", post("/costs/" + cost + "/withdraw", town.partnerToken, why));
        refused(404, "not-found", post("/benefits/" + cost + "/withdraw", town.leadToken, why));
        refused(422, "invalid-field", post("/costs/" + cost + "/withdraw", town.leadToken, "{\"reason\":\"other\"}"));
        var withdrawn = created("/costs/" + cost + "/withdraw", town.leadToken, why);
        assertEquals("entered-in-error", withdrawn.get("withdrawnFor").textValue());
        assertEquals(2, withdrawn.get("version").intValue());
        assertEquals(withdrawn, get("/costs/" + cost, town.partnerToken));
        refused(409, "already-withdrawn", post("/costs/" + cost + "/withdraw", town.leadToken, why));
        created("/benefits/" + benefit + "/withdraw", town.leadToken, why);
        assertEquals(
                2,
                Book.number(
                        "select count(*) from event where type = 'org.reciprocity.outcome-withdrawn.v1' and chain = '"
                                + town.community + "'"));
    }

    @Test
    void withdrawsNothingThatHasChangedSinceItWasRead() {
        var town = Town.founded();
        var cost = id(created("/costs", town.leadToken, cost(town.programme(), town.lead)));
        refused(
                412,
                "precondition-failed",
                given().auth()
                        .oauth2(town.leadToken)
                        .contentType("application/json")
                        .header("If-Match", "\"2\"")
                        .body("{\"reason\":\"duplicate\"}")
                        .post("/costs/" + cost + "/withdraw"));
        assertFalse(get("/costs/" + cost, town.leadToken).has("withdrawnFor"));
    }

    @Test
    void narrowsCostsDown() {
        var town = Town.founded();
        var programme = town.programme();
        var other = town.programme();
        var first = created("/costs", town.leadToken, cost(programme, town.lead));
        var second =
                created("/costs", town.leadToken, cost(other, town.partner).replace("\"year\":2026", "\"year\":2027"));
        created("/benefits", town.leadToken, benefit(programme, town.lead));
        var all = "/costs?communityId=" + town.community;

        assertEquals(List.of(id(second).toString(), id(first).toString()), ids(all, town));
        assertEquals(List.of(id(first).toString()), ids(all + "&programmeId=" + programme, town));
        assertEquals(List.of(id(second).toString()), ids(all + "&agencyId=" + town.partner, town));
        assertEquals(List.of(id(second).toString()), ids(all + "&year=2027", town));
        assertEquals(List.of(), ids(all + "&year=2028", town));
        for (var year : List.of("27", "1899", "2026.5", "twenty")) {
            refused(
                    400,
                    "malformed-request",
                    given().auth().oauth2(town.leadToken).get(all + "&year=" + year));
        }
    }

    @Test
    void publishesUnitCostsAndDeflators() {
        var town = Town.founded();

        var unitCost = created("/unit-costs", town.partnerToken, unitCost(town, town.lead, 2026, "GBP"));
        var deflator = created("/deflators", town.partnerToken, deflator(town, 2024, "96.250000"));

        assertEquals(unitCost, get("/unit-costs/" + id(unitCost), town.leadToken));
        assertEquals("96.25", deflator.get("index").asText());
        assertEquals(deflator, get("/deflators/" + id(deflator), town.leadToken));
        assertEquals(
                List.of(id(unitCost).toString()),
                ids("/unit-costs?code=gp-visit&year=2026&communityId=" + town.community, town));
        assertEquals(List.of(), ids("/unit-costs?code=a-and-e&communityId=" + town.community, town));
        assertEquals(
                List.of(id(deflator).toString()),
                ids("/deflators?currency=GBP&year=2024&communityId=" + town.community, town));
        refused(404, "not-found", post("/unit-costs", town.leadToken, unitCost(town, Town.agency(), 2026, "GBP")));
        for (var index : List.of("0", "-1", "0.0000001", "1e12")) {
            refused(422, "invalid-field", post("/deflators", town.leadToken, deflator(town, 2024, index)));
        }
    }

    @Test
    void tellsMoneyToStewardsAlone() {
        var town = Town.founded();
        var programme = town.programme();
        var cost = id(created("/costs", town.leadToken, cost(programme, town.lead)));
        for (var token : List.of(Tokens.of(town.lead, "agency"), Tokens.of(town.lead, "broker"), Tokens.operator())) {
            refused(403, "role-missing", given().auth().oauth2(token).get("/costs/" + cost));
            refused(403, "role-missing", post("/costs", token, cost(programme, town.lead)));
            for (var list : List.of(
                    "/costs", "/benefits", "/unit-costs", "/deflators", "/appraisals", "/contracts", "/claims")) {
                refused(403, "role-missing", given().auth().oauth2(token).get(list + "?communityId=" + town.community));
            }
        }
    }

    private static List<String> ids(String list, Town town) {
        return get(list, town.leadToken).get("items").findValuesAsText("id");
    }
}
