package org.reciprocity.ledger;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.reciprocity.ledger.Town.get;
import static org.reciprocity.ledger.Town.refused;

import com.fasterxml.jackson.databind.JsonNode;
import io.restassured.response.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Unit costs and deflators from CSV files. */
@LedgerTest
class PriceImportTest {
    private static final Path PRICES =
            Path.of(System.getProperty("reciprocity.root"), "deploy", "local", "scenarios", "prices");

    private static Response send(String what, Town town, String token, boolean dryRun, String csv) {
        return given().auth()
                .oauth2(token)
                .contentType("text/csv")
                .queryParam("communityId", town.community)
                .queryParam("dryRun", dryRun)
                .body(csv.getBytes(StandardCharsets.UTF_8))
                .post("/imports/" + what);
    }

    private static JsonNode report(String what, Town town, boolean dryRun, String csv) {
        var response = send(what, town, town.leadToken, dryRun, csv);
        assertEquals(200, response.statusCode(), response::asString);
        return Town.json(response);
    }

    private static List<JsonNode> items(Town town, String list) {
        return get(list + "?communityId=" + town.community, town.leadToken)
                .get("items")
                .valueStream()
                .toList();
    }

    private static String told(JsonNode report) {
        return report.get("errors")
                .valueStream()
                .map(error -> error.get("line") + " " + error.path("column").asText("-") + " "
                        + error.get("type").textValue().replace("/problems/", ""))
                .collect(Collectors.joining("\n"));
    }

    @Test
    void publishesTheInventedPricesOnceHoweverOftenTheyAreSent() throws IOException {
        var town = Town.founded();
        var code = Book.text("select code from agency where id = '" + town.partner + "'");
        var unitCosts = Files.readString(PRICES.resolve("invented-unit-costs-gbp.csv"))
                .replaceAll(",(?:health|council|police),", "," + code + ",");
        var deflators = Files.readString(PRICES.resolve("invented-deflators-gbp.csv"));
        int prices = (int) unitCosts.lines().count() - 1;
        int years = (int) deflators.lines().count() - 1;

        assertEquals(
                prices,
                report("unit-costs", town, true, unitCosts).get("recorded").intValue());
        assertEquals(List.of(), items(town, "/unit-costs"));
        var first = report("unit-costs", town, false, unitCosts);
        assertEquals(prices, first.get("recorded").intValue(), first::toString);
        var again = report("unit-costs", town, false, unitCosts);
        assertEquals(prices, again.get("existing").intValue(), again::toString);
        assertEquals(
                years,
                report("deflators", town, false, deflators).get("recorded").intValue());
        assertEquals(
                years,
                report("deflators", town, false, deflators).get("existing").intValue());

        var listed = items(town, "/unit-costs");
        assertEquals(prices, listed.size());
        for (var price : listed) {
            assertTrue(price.get("source").textValue().startsWith("Invented"), price::toString);
            assertEquals(town.partner.toString(), price.get("payerId").textValue());
        }
        var visit = listed.stream()
                .filter(price -> price.get("code").textValue().equals("gp-visit"))
                .findFirst()
                .orElseThrow();
        assertEquals(4100, visit.get("amount").intValue());
        assertEquals(
                List.of("direct-care", "qualification"),
                visit.get("inclusions").valueStream().map(JsonNode::textValue).toList());
        assertEquals(years, items(town, "/deflators").size());
    }

    @Test
    void saysLineByLineWhatIsWrongWithUnitCosts() {
        var town = Town.founded();
        var report = report("unit-costs", town, false, """
                reference;code;title;year;currency;amount;source;inclusions;payer;grade
                a;gp-visit;A visit;2026;GBP;41.00;A source;;%1$s;2
                b;gp visit;A visit;2026;GBP;4100;A source;;%1$s;2
                c;gp-visit;A visit;1800;GBP;4100;A source;;%1$s;2
                d;gp-visit;A visit;2026;POUND;4100;A source;;%1$s;2
                e;gp-visit;A visit;2026;GBP;4100;A source;;nobody;2
                f;gp-visit;A visit;2026;GBP;4100;A source;;%1$s;7
                g;gp-visit;A visit;2026;GBP;4100;;;%1$s;2
                h;gp-visit;A visit;2026;GBP;0;A source;;%1$s;2
                i;gp-visit;A visit;2026;GBP;4100;A source;;%2$s;2
                j;gp-visit;A visit;2026;GBP;4100;A source;;%1$s;2
                j;gp-visit;A visit;2026;GBP;4100;A source;;%1$s;2
                """.formatted(town.lead, Town.agency()));

        assertEquals("""
                2 amount invalid-field
                3 code invalid-field
                4 year invalid-field
                5 currency invalid-field
                6 payer invalid-field
                7 grade invalid-field
                8 source invalid-field
                9 amount invalid-field
                10 payer not-found
                12 reference invalid-field""", told(report));
        assertEquals(1, report.get("recorded").intValue());
        assertEquals(1, items(town, "/unit-costs").size());
    }

    @Test
    void saysLineByLineWhatIsWrongWithDeflators() {
        var town = Town.founded();
        var report = report("deflators", town, false, """
                currency,year,index,source
                GBP,2026,100,A source
                GBP,2026,0,A source
                GBP,2026,one,A source
                GBP,2026,96.1234567,A source
                ,2026,100,A source
                """);

        assertEquals(
                "3 index invalid-field\n4 index invalid-field\n5 index invalid-field\n6 currency invalid-field",
                told(report));
        assertEquals(1, items(town, "/deflators").size());
    }

    @Test
    void takesPricesFromStewardsAlone() {
        var town = Town.founded();
        var csv = "currency,year,index,source\nGBP,2026,100,A source\n";
        refused(403, "role-missing", send("deflators", town, Tokens.of(town.lead, "agency", "broker"), false, csv));
        refused(404, "not-found", send("deflators", town, Town.founded().leadToken, false, csv));
        refused(400, "unreadable-csv", send("unit-costs", town, town.leadToken, false, csv));
        assertEquals(List.of(), items(town, "/deflators"));
    }
}
