package org.reciprocity.ledger;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

@LedgerTest
class DescriptionTest {

    @Test
    void describesEveryOperationWithExamplesOfWhatItTakes() throws Exception {
        var description =
                new ObjectMapper().readTree(given().get("/openapi?format=json").asByteArray());
        var lacking = new ArrayList<String>();
        description.get("paths").properties().forEach(path -> path.getValue()
                .properties()
                .forEach(operation -> {
                    var what = operation.getKey() + " " + path.getKey();
                    if (operation.getValue().path("summary").asText().isEmpty()) {
                        lacking.add(what + " has no summary");
                    }
                    var body = operation.getValue().at("/requestBody/content/application~1json/schema");
                    if (!body.isMissingNode() && !hasExample(description, body)) {
                        lacking.add(what + " has no example");
                    }
                    if (!operation.getValue().get("responses").has("401")) {
                        lacking.add(what + " does not tell of 401");
                    }
                }));
        assertTrue(lacking.isEmpty(), lacking::toString);
        assertTrue(description.get("paths").size() >= 18);
        assertEquals(
                "http",
                description.at("/components/securitySchemes/bearer/type").asText());
        assertTrue(description.at("/components/schemas/Problem").isObject());
    }

    private static boolean hasExample(JsonNode description, JsonNode schema) {
        var reference = schema.path("$ref").asText();
        var resolved = reference.isEmpty() ? schema : description.at(reference.substring(1));
        return resolved.has("examples") || resolved.has("example");
    }

    @Test
    void measuresTheLogAndTheRequests() {
        Town.founded();
        var metrics = given().get("/q/metrics").asString();
        for (var name : new String[] {
            "reciprocity_log_backlog{", "reciprocity_log_backlog_seconds{", "reciprocity_log_sequence{",
            "reciprocity_log_sent{", "reciprocity_log_halted{", "http_server_requests_seconds_count{"
        }) {
            assertTrue(metrics.contains(name), name);
        }
        var told = metrics.lines()
                .filter(line -> line.contains("uri=\"/communities/0"))
                .toList();
        assertEquals(List.of(), told, "paths are told by their template");
    }

    @Test
    void asksPostgresAloneWhetherItIsReady() throws Exception {
        var ready = new ObjectMapper().readTree(given().get("/q/health/ready").asByteArray());
        assertEquals("UP", ready.get("status").asText());
        assertFalse(ready.toString().toLowerCase(java.util.Locale.ROOT).contains("kafka"), ready::toString);
        var log = new ObjectMapper().readTree(given().get("/q/health/group/log").asByteArray());
        assertEquals("log ledger", log.at("/checks/0/name").asText());
    }
}
