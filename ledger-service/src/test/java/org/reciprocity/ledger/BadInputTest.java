package org.reciprocity.ledger;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.reciprocity.ledger.Town.post;
import static org.reciprocity.ledger.Town.refused;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.restassured.response.Response;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.reciprocity.backends.Backends;

/** Nonsense in every field of every request: always a problem document, never a change. */
@LedgerTest
class BadInputTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** JSON that belongs in no field. */
    private static final List<String> NEVER = List.of(
            "{}",
            "[]",
            "[[1]]",
            "{\"a\":1}",
            "true",
            "-1",
            "1.5",
            "9223372036854775808",
            "1e400",
            "1e2147483647",
            "-1e2147483647",
            "1e-2147483647",
            "0e2147483647",
            "-0e2147483647",
            "\"\"",
            "\" \"",
            "\"a\\u0000b\"",
            "\"\\ud800\"",
            "\"\\udc00x\"",
            "\"line\\nbreak\"",
            "\"'; drop table account; --\"",
            "\"x\\r\\nSet-Cookie: a=b\"",
            "\"0000-01-01\"",
            "\"+99999-01-01T00:00:00Z\"",
            "\"99999-01-01\"",
            "\"0000-01-01T00:00:00Z\"",
            "\"1-1-1-1-1\"",
            "\"" + "x".repeat(300) + "\"");

    private static final List<String> CODES = List.of("\"0000-01-01\"", "\"99999-01-01\"", "\"1-1-1-1-1\"");

    private static final List<String> TEXTS = List.of(
            "\"0000-01-01\"",
            "\"99999-01-01\"",
            "\"1-1-1-1-1\"",
            "\"+99999-01-01T00:00:00Z\"",
            "\"0000-01-01T00:00:00Z\"",
            "\"'; drop table account; --\"");

    private static final List<String> PARAGRAPHS = Stream.concat(
                    TEXTS.stream(), Stream.of("\"" + "x".repeat(300) + "\""))
            .toList();

    /** What of it is right in some fields all the same. */
    private static final Map<String, List<String>> FINE = Map.ofEntries(
            Map.entry("name", TEXTS),
            Map.entry("knownAs", TEXTS),
            Map.entry("emergencyContact", PARAGRAPHS),
            Map.entry("accessNeeds", PARAGRAPHS),
            Map.entry("notes", PARAGRAPHS),
            Map.entry("phone", List.of("\"0000-01-01\"", "\"99999-01-01\"", "\"1-1-1-1-1\"")),
            Map.entry("postcode", List.of("\"0000-01-01\"", "\"99999-01-01\"", "\"1-1-1-1-1\"")),
            Map.entry("externalRef", TEXTS),
            Map.entry("purpose", CODES),
            Map.entry("authority", CODES),
            Map.entry("course", CODES),
            Map.entry("code", CODES),
            Map.entry("setting", CODES),
            Map.entry("role", CODES),
            Map.entry("skill", CODES),
            Map.entry("area", CODES),
            Map.entry("instrument", CODES),
            Map.entry("type", CODES),
            Map.entry("event", CODES),
            Map.entry("licence", CODES),
            Map.entry("minimum", List.of("-1")),
            Map.entry("reason", CODES),
            Map.entry("unit", CODES),
            Map.entry("0", CODES),
            Map.entry("address/0", TEXTS),
            Map.entry("address/1", TEXTS),
            Map.entry("formula", CODES),
            Map.entry("title", TEXTS),
            Map.entry("source", TEXTS),
            Map.entry("item", CODES),
            Map.entry("line", CODES),
            Map.entry("people", List.of("1.5")),
            Map.entry("effect", List.of("-1", "1.5")),
            Map.entry("optimism", List.of("1.5")),
            Map.entry("low", List.of("{}")),
            Map.entry("high", List.of("{}")),
            Map.entry("shares", List.of("[]")),
            Map.entry("costs", List.of("[]")),
            Map.entry("inclusions", List.of("[]")),
            Map.entry("flags", List.of("[]")),
            Map.entry("controlled", List.of("true")),
            Map.entry("health", List.of("true")),
            Map.entry("inKind", List.of("true")),
            Map.entry("preventive", List.of("true")),
            Map.entry("cashable", List.of("true")),
            Map.entry("target", List.of("-1", "1.5")),
            Map.entry("stated", List.of("-1", "1.5")),
            Map.entry("value", List.of("-1", "1.5")),
            Map.entry("index", List.of("1.5")),
            Map.entry("rounding", List.of("-1")),
            Map.entry("couldGive", List.of("[]")),
            Map.entry("training", List.of("[]")),
            Map.entry("restrictions", List.of("[]")),
            Map.entry("earnsCredit", List.of("true")),
            Map.entry("cancelWaiting", List.of("true")),
            Map.entry("confirmations", List.of("[]")),
            Map.entry("session/receivers", List.of("[]")),
            Map.entry("everyone", List.of("true")),
            Map.entry("/exchanges decision", CODES),
            Map.entry("policy", List.of("{}")),
            Map.entry("participantFloorMinutes", List.of("-1")),
            Map.entry("potFloorMinutes", List.of("-1")),
            Map.entry("agencyFloorMinutes", List.of("-1")),
            Map.entry("score", List.of("-1", "1.5")),
            Map.entry("floorMinutes", List.of("-1")));

    @Test
    void refusesNonsenseInEveryField() throws Exception {
        var town = Town.founded();
        var requests = WholeRequest.all(town);
        long before = events();
        var book = WholeBook.of(town.community);
        var tries = new ArrayList<Callable<Optional<String>>>();
        for (var request : requests) {
            var body = JSON.readTree(request.body());
            for (var pointer : BodyPlaces.of(body, "")) {
                var field = pointer.substring(pointer.lastIndexOf('/') + 1);
                var inPlace = FINE.getOrDefault(pointer.substring(1), FINE.getOrDefault(field, List.of()));
                var fine = FINE.getOrDefault(request.path() + " " + field, inPlace);
                for (var value : NEVER) {
                    if (!fine.contains(value)) {
                        var bad = BodyPlaces.with(body, pointer, value);
                        tries.add(() -> wrong(request, pointer + "=" + value, bad));
                    }
                }
            }
            var unknown = (ObjectNode) body.deepCopy();
            unknown.put("surprise", 1);
            tries.add(() -> wrong(request, "unknown field", unknown.toString()));
            for (var field : fields(body)) {
                var doubled = body.toString().replaceFirst("\\{", "{\"" + field + "\":1,");
                tries.add(() -> wrong(request, "doubled " + field, doubled));
            }
        }
        var wrong = AtOnce.run(tries).stream().flatMap(Optional::stream).toList();
        assertTrue(wrong.isEmpty(), () -> String.join("\n", wrong));
        assertEquals(before, events(), "something was changed");
        assertEquals(book, WholeBook.of(town.community), "something was changed");
    }

    @Test
    void refusesBodiesThatAreNotTheJsonAskedFor() throws Exception {
        var requests = WholeRequest.all(Town.founded());
        long before = events();
        for (var request : requests) {
            for (var body : List.of(
                    "",
                    "null",
                    "[]",
                    "1",
                    "\"x\"",
                    "{",
                    "{}",
                    "{\"a\":}",
                    "<xml/>",
                    "\u0000",
                    "[".repeat(10_000),
                    "{\"a\":".repeat(10_000))) {
                if (body.equals("{}") && request.path().matches(".*/(details|bands|policy)")) {
                    continue; // Nothing need be known of anybody, and a policy has its usual rules.
                }
                var problem = refusal(request.send(body));
                assertTrue(List.of(400, 422).contains(problem.get("status").intValue()), problem::toString);
            }
            refused(
                    415,
                    "unsupported-media-type",
                    given().auth()
                            .oauth2(request.token())
                            .contentType("text/plain")
                            .body("x")
                            .request(request.method(), request.path()));
            refused(
                    400,
                    "malformed-request",
                    given().auth()
                            .oauth2(request.token())
                            .contentType("application/json")
                            .header("If-Match", "\"1\"")
                            .body(new byte[] {'{', '"', (byte) 0xc3, '(', '"', ':', '1', '}'})
                            .request(request.method(), request.path()));
        }
        assertEquals(before, events(), "something was changed");
    }

    @Test
    void refusesBodiesThatAreTooLargeEverywhere() throws Exception {
        var town = Town.founded();
        var requests = WholeRequest.all(town);
        long before = events();
        var book = WholeBook.of(town.community);
        var huge = "{\"name\":\"" + "x".repeat(9 * 1024 * 1024) + "\"}";
        for (var request : requests) {
            var answer = request.exchange(huge);
            assertEquals(413, answer.statusCode(), () -> request.path() + " " + answer.body());
            assertTrue(answer.body().contains("\"/problems/too-large\""), answer::body);
        }
        assertEquals(before, events(), "something was changed");
        assertEquals(book, WholeBook.of(town.community), "something was changed");
    }

    @Test
    void refusesWhatIsTooLarge() {
        var town = Town.founded();
        var tooLarge = "{\"name\":\"" + "x".repeat(9 * 1024 * 1024) + "\"}";
        refused(413, "too-large", post("/agencies", Tokens.operator(), tooLarge));
        var legs = new ArrayList<String>();
        for (int i = 0; i < 201; i++) {
            legs.add("{\"providerId\":\"%s\",\"receiverId\":\"%s\",\"minutes\":1}"
                    .formatted(UUID.randomUUID(), UUID.randomUUID()));
        }
        refused(
                422,
                "invalid-field",
                post(
                        "/exchanges",
                        town.leadToken,
                        "{\"communityId\":\"%s\",\"kind\":\"service\",\"occurredAt\":\"2026-05-04T10:00:00Z\",\"legs\":[%s]}"
                                .formatted(town.community, String.join(",", legs))));
    }

    @Test
    void refusesAddressesMethodsAndMediaTypesThatAreNotThere() {
        var token = Tokens.operator();
        refused(404, "not-found", given().auth().oauth2(token).get("/nothing"));
        refused(404, "not-found", given().auth().oauth2(token).get("/agencies/not-an-id"));
        refused(404, "not-found", given().auth().oauth2(token).get("/agencies/1-1-1-1-1"));
        refused(
                404,
                "not-found",
                given().auth().oauth2(token).urlEncodingEnabled(false).get("/agencies/%00%0d%0aSet-Cookie:a=b"));
        refused(405, "method-not-allowed", given().auth().oauth2(token).delete("/agencies"));
        refused(
                405,
                "method-not-allowed",
                given().auth()
                        .oauth2(token)
                        .contentType("application/json")
                        .body("{}")
                        .patch("/agencies"));
        refused(
                406,
                "not-acceptable",
                given().auth().oauth2(token).accept("application/xml").get("/agencies/" + UUID.randomUUID()));
    }

    @Test
    void namesTheFieldsThatAreWrong() {
        var errors = refused(422, "invalid-field", post("/agencies", Tokens.operator(), "{\"code\":\"a b\"}"))
                .get("errors");
        assertEquals(List.of("code", "name"), errors.findValuesAsText("field"));
        var unknown = refused(400, "malformed-request", post("/agencies", Tokens.operator(), "{\"nam\":\"x\"}"));
        assertEquals("nam", unknown.get("field").textValue());
        var postcode = refused(
                422,
                "invalid-field",
                post(
                        "/participants",
                        Town.founded().leadToken,
                        "{\"communityId\":\"" + UUID.randomUUID() + "\",\"kind\":\"person\",\"area\":\"CF103AT\"}"));
        assertEquals("area", postcode.at("/errors/0/field").textValue());
        var zone = refused(
                422,
                "invalid-field",
                post(
                        "/communities",
                        Tokens.operator(),
                        "{\"code\":\"x\",\"name\":\"x\",\"timeZone\":\"Mars\",\"leadAgencyId\":\"" + UUID.randomUUID()
                                + "\"}"));
        assertEquals("timeZone", zone.at("/errors/0/field").textValue());
    }

    private static Optional<String> wrong(WholeRequest request, String what, String body) {
        var response = request.exchange(body);
        var text = response.body();
        boolean right = response.statusCode() >= 400
                && response.statusCode() < 500
                && response.headers().allValues("content-type").equals(List.of("application/problem+json"))
                && response.headers().firstValue("set-cookie").isEmpty()
                && !text.contains("org.reciprocity")
                && !text.contains("java.");
        return right
                ? Optional.empty()
                : Optional.of(request.path() + " " + what + " -> " + response.statusCode() + " " + text);
    }

    private static JsonNode refusal(Response response) {
        assertEquals("application/problem+json", response.contentType(), response::asString);
        return Town.json(response);
    }

    private static List<String> fields(JsonNode body) {
        var fields = new ArrayList<String>();
        body.fieldNames().forEachRemaining(fields::add);
        return fields;
    }

    private static long events() throws SQLException {
        try (var connection = Backends.postgres().connect(LedgerBackends.DATABASE);
                var rows = connection.createStatement().executeQuery("select count(*) from event")) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
