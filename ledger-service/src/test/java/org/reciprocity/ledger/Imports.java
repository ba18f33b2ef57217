package org.reciprocity.ledger;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.stream.Collectors;

/** CSV files that are sent to be imported, and what is said of them. */
final class Imports {
    static final String PEOPLE = """
            reference,kind,size,roles,area
            T-1,,,,
            T-2,person,1,member volunteer,riverside
            T-3,household,4,,
            """;

    private Imports() {}

    static Response send(String what, Town town, boolean dryRun, String key, String csv) {
        var request = given().auth()
                .oauth2(town.leadToken)
                .contentType("text/csv")
                .queryParam("communityId", town.community)
                .queryParam("dryRun", dryRun)
                .body(csv.getBytes(StandardCharsets.UTF_8));
        return (key == null ? request : request.header("Idempotency-Key", key)).post("/imports/" + what);
    }

    static JsonNode report(String what, Town town, boolean dryRun, String key, String csv) {
        var response = send(what, town, dryRun, key, csv);
        assertEquals(200, response.statusCode(), response::asString);
        return Town.json(response);
    }

    /** A community in which T-1, T-2 and T-3 are registered. */
    static Town settled() {
        var town = Town.founded();
        assertEquals(
                3,
                report("participants", town, false, null, PEOPLE)
                        .get("recorded")
                        .intValue());
        return town;
    }

    static UUID person(Town town, String reference) {
        return UUID.fromString(Book.text("select id::text from participant where external_ref = '" + reference
                + "' and community_id = '" + town.community + "'"));
    }

    static String told(JsonNode errors) {
        return errors.valueStream()
                .map(error -> error.get("line") + " " + error.path("column").asText("-") + " "
                        + error.get("type").textValue().replace("/problems/", ""))
                .collect(Collectors.joining("\n"));
    }

    static long events(Town town) {
        return Book.number("select count(*) from event where chain = '" + town.community + "'");
    }
}
