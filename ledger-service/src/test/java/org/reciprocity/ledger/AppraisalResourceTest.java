package org.reciprocity.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.reciprocity.ledger.Town.created;
import static org.reciprocity.ledger.Town.get;
import static org.reciprocity.ledger.Town.id;
import static org.reciprocity.ledger.Town.post;
import static org.reciprocity.ledger.Town.refused;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The assumptions of appraisals. */
@LedgerTest
class AppraisalResourceTest {
    static String appraisal(Town town, UUID programme, UUID unitCost, String costs) {
        return """
                {"programmeId":"%s","code":"%s","payerId":"%s","currency":"GBP","priceYear":2026,"baseYear":2026,
                 "schedule":"hmt-standard-2022","benefits":[{"line":"gp-visits","people":120,"engaged":0.8,"effect":1.25,
                 "deadweight":0.2,"optimism":0.15,"unitCostId":"%s","dropOff":0.1,"cashability":0.25,"controlled":false,
                 "maryland":2,"health":true,"years":3,"shares":[{"agencyId":"%s","share":0.9}],
                 "effectFrom":{"kind":"service-use","code":"gp-visit"},"low":{"effect":0.5},"high":{"effect":2}}],%s}
                """.formatted(programme, Town.code(), town.lead, unitCost, town.partner, costs);
    }

    static String appraisal(Town town, UUID programme, UUID unitCost) {
        return appraisal(town, programme, unitCost, """
                "costs":[{"line":"broker","agencyId":"%s","year":2026,"amount":1250000,"optimism":0.1,
                 "low":{"amount":1100000},"high":{"amount":1500000}}]""".formatted(town.lead));
    }

    static UUID unitCost(Town town, int year, String currency) {
        return id(created("/unit-costs", town.leadToken, ValueResourceTest.unitCost(town, town.lead, year, currency)));
    }

    @Test
    void registersAssumptionsAsTheyAreGiven() {
        var town = Town.founded();
        var programme = town.programme();
        var body = appraisal(town, programme, unitCost(town, 2026, "GBP"));

        var appraisal = created("/appraisals", town.leadToken, body);

        assertEquals("0.8", appraisal.at("/benefits/0/engaged").asText());
        assertEquals("0.5", appraisal.at("/benefits/0/low/effect").asText());
        assertFalse(appraisal.at("/benefits/0/low").has("people"));
        assertEquals(1_500_000, appraisal.at("/costs/0/high/amount").longValue());
        assertEquals(appraisal, get("/appraisals/" + id(appraisal), town.partnerToken));
        var list = "/appraisals?communityId=" + town.community;
        for (var filter : List.of("", "&programmeId=" + programme, "&agencyId=" + town.lead)) {
            assertEquals(appraisal, get(list + filter, town.partnerToken).at("/items/0"), filter);
        }
        assertEquals(
                0,
                get(list + "&agencyId=" + town.partner, town.leadToken)
                        .get("items")
                        .size());
        refused(409, "code-in-use", post("/appraisals", town.leadToken, body));
    }

    @Test
    void isRegisteredByTheProgrammesAgencyThePayerOrTheLead() {
        var town = Town.founded();
        var unitCost = unitCost(town, 2026, "GBP");
        var body = appraisal(town, town.programme(), unitCost);

        refused(403, "not-yours", post("/appraisals", town.partnerToken, body));
        created(
                "/appraisals",
                town.partnerToken,
                body.replace("\"payerId\":\"" + town.lead, "\"payerId\":\"" + town.partner));
        created("/appraisals", town.partnerToken, appraisal(town, town.programme(town.partnerToken, true), unitCost));
    }

    @Test
    void refusesAgenciesAndUnitCostsOfOtherCommunities() {
        var town = Town.founded();
        var programme = town.programme();
        var body = appraisal(town, programme, unitCost(town, 2026, "GBP"));
        var foreign = Town.foundedBy(town);

        refused(
                404,
                "not-found",
                post("/appraisals", town.leadToken, appraisal(town, programme, unitCost(foreign, 2026, "GBP"))));
        refused(
                404,
                "not-found",
                post(
                        "/appraisals",
                        town.leadToken,
                        body.replace(town.partner.toString(), Town.agency().toString())));
        refused(
                404,
                "not-found",
                post(
                        "/appraisals",
                        town.leadToken,
                        body.replace(programme.toString(), UUID.randomUUID().toString())));
    }

    @Test
    void refusesSharesOfMoreThanTheWhole() {
        var town = Town.founded();
        var body = appraisal(town, town.programme(), unitCost(town, 2026, "GBP"));
        var more = body.replace("\"shares\":[", "\"shares\":[{\"agencyId\":\"" + town.lead + "\",\"share\":0.100001},");

        var problem = refused(422, "shares-exceed-whole", post("/appraisals", town.leadToken, more));
        assertEquals("benefits[0].shares", problem.get("field").textValue());
        refused(
                422,
                "invalid-field",
                post(
                        "/appraisals",
                        town.leadToken,
                        more.replace(town.lead + "\",\"share\"", town.partner + "\",\"share\"")));
        created("/appraisals", town.leadToken, more.replace("0.100001", "0.1"));
    }

    @Test
    void refusesAUnitCostInAnotherCurrency() {
        var town = Town.founded();
        var problem = refused(
                422,
                "currency-mismatch",
                post("/appraisals", town.leadToken, appraisal(town, town.programme(), unitCost(town, 2026, "USD"))));
        assertEquals("benefits[0].unitCostId", problem.get("field").textValue());
    }

    @Test
    void asksForDeflatorsOfBothYearsWhereTheyDiffer() {
        var town = Town.founded();
        var body = appraisal(town, town.programme(), unitCost(town, 2024, "GBP"));

        refused(422, "deflator-missing", post("/appraisals", town.leadToken, body));
        created("/deflators", town.leadToken, ValueResourceTest.deflator(town, 2024, "96.25"));
        refused(422, "deflator-missing", post("/appraisals", town.leadToken, body));
        created("/deflators", town.leadToken, ValueResourceTest.deflator(town, 2026, "100"));
        created("/appraisals", town.leadToken, body);
    }

    @Test
    void asksTheSameOfRecordedCostsWhereItTakesThem() {
        var town = Town.founded();
        var programme = town.programme();
        var body = appraisal(town, programme, unitCost(town, 2026, "GBP"), "\"costs\":[]");
        var cost = ValueResourceTest.cost(programme, town.lead);
        var dollars = id(created("/costs", town.leadToken, cost.replace("GBP", "USD")));

        var problem = refused(422, "costs-in-another-currency", post("/appraisals", town.leadToken, body));
        assertEquals("costs", problem.get("field").textValue());
        created("/costs/" + dollars + "/withdraw", town.leadToken, "{\"reason\":\"entered-in-error\"}");
        var old = id(created("/costs", town.leadToken, cost.replace("\"amount\"", "\"priceYear\":2020,\"amount\"")));
        refused(422, "deflator-missing", post("/appraisals", town.leadToken, body));
        created("/costs/" + old + "/withdraw", town.leadToken, "{\"reason\":\"duplicate\"}");
        created("/costs", town.leadToken, cost.replace("\"year\":2026", "\"priceYear\":2020,\"year\":2025"));
        assertEquals(
                0,
                created("/appraisals", town.leadToken, body).get("costs").size(),
                "a cost before the base year is not taken");
    }

    @Test
    void refusesWhatContradictsItself() {
        var town = Town.founded();
        var body = appraisal(town, town.programme(), unitCost(town, 2026, "GBP"));
        for (var wrong : List.of(
                body.replace("\"line\":\"broker\"", "\"line\":\"gp-visits\""),
                body.replace("\"year\":2026", "\"year\":2025"),
                body.replace("\"low\":{\"effect\":0.5}", "\"low\":{\"effect\":1.26}"),
                body.replace("\"high\":{\"amount\":1500000}", "\"high\":{\"amount\":1200000}"),
                body.replace("\"engaged\":0.8", "\"engaged\":1.1"),
                body.replace("\"deadweight\":0.2", "\"deadweight\":0.2000001"),
                body.replace("\"maryland\":2", "\"maryland\":6"),
                body.replace("\"years\":3", "\"years\":61"),
                body.replace("hmt-standard-2022", "hmt-standard-2003"),
                body.replaceFirst("(?s)\"benefits\":\\[\\{.*\\}\\],\"costs\"", "\"benefits\":[],\"costs\""))) {
            refused(422, "invalid-field", post("/appraisals", town.leadToken, wrong));
        }
        var contradicted = refused(
                422,
                "invalid-field",
                post(
                        "/appraisals",
                        town.leadToken,
                        body.replace("\"controlled\":false", "\"controlled\":true")
                                .replace("\"maryland\":2", "\"maryland\":1")));
        assertEquals("benefits[0].maryland", contradicted.at("/errors/0/field").asText());
        assertEquals(
                0,
                get("/appraisals?communityId=" + town.community, town.leadToken)
                        .get("items")
                        .size());
        created(
                "/appraisals",
                town.leadToken,
                body.replace("\"low\":{\"effect\":0.5}", "\"low\":{}").replace("\"effect\":1.25", "\"effect\":-0.5"));
    }
}
