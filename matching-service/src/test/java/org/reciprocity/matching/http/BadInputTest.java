package org.reciprocity.matching.http;

import static org.hamcrest.Matchers.both;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.reciprocity.matching.world.Database;
import org.reciprocity.matching.world.LedgerRecords;
import org.reciprocity.matching.world.Servers;
import org.reciprocity.matching.world.Tokens;
import org.reciprocity.matching.world.Town;

@QuarkusTest
@QuarkusTestResource(Servers.class)
class BadInputTest {
    private static final String ID = "01890a5d-ac96-774b-bcce-b302099a8001";
    private static final String EVERYTHING =
            "select (select count(*) from event) + (select count(*) from offer) + (select count(*) from request)"
                    + " + (select count(*) from round) + (select count(*) from match)"
                    + " + (select count(*) from session) + (select count(*) from calendar)"
                    + " + (select count(*) from matching_policy)";

    private static LedgerRecords ledger;

    @BeforeAll
    static void open() {
        ledger = new LedgerRecords();
    }

    @AfterAll
    static void close() {
        ledger.close();
    }

    /** Every path that takes a body. */
    static Stream<String> posts() {
        return Stream.of(
                "/offers",
                "/requests",
                "/rounds",
                "/rounds/" + ID + "/cancellation",
                "/offers/" + ID + "/withdrawal",
                "/requests/" + ID + "/withdrawal",
                "/offers/" + ID + "/renewal",
                "/requests/" + ID + "/renewal",
                "/sessions",
                "/sessions/" + ID + "/outcome",
                "/calendars",
                "/calendars/" + ID + "/revocation",
                "/proposals",
                "/proposals/" + ID + "/reassignment",
                "/proposals/" + ID + "/acceptances",
                "/proposals/" + ID + "/declines");
    }

    static List<byte[]> bodies() {
        var bodies = new ArrayList<byte[]>();
        for (var text : List.of(
                "{",
                "}",
                "null",
                "[]",
                "1",
                "\"text\"",
                "{\"a\":1}{\"b\":2}",
                "{\"a\":1} trailing",
                "{'a':1}",
                "{\"communityId\":1}",
                "{\"communityId\":true,\"side\":1}",
                "{\"communityId\":\"not an id\",\"side\":\"left\"}",
                "{\"communityId\":\"" + ID + "\",\"communityId\":\"" + ID + "\",\"side\":\"giver\",\"side\":\"giver\"}",
                "{\"no such field\":1}",
                "{\"side\":\"giver\\u0000\"}",
                "{\"id\":\"\\ud800\"}",
                "[".repeat(10_000) + "]".repeat(10_000),
                "{\"couldGive\":" + "{\"offer\":".repeat(10_000) + "1" + "}".repeat(10_001),
                "{\"minutes\":9223372036854775808}",
                "{\"minutes\":1e400}",
                "{\"minutes\":NaN}")) {
            bodies.add(text.getBytes(StandardCharsets.UTF_8));
        }
        bodies.add("{\"side\":\"giver\"}".getBytes(StandardCharsets.UTF_16));
        bodies.add(new byte[] {'{', '"', (byte) 0xff, '"', ':', '1', '}'});
        bodies.add(new byte[] {0, 0, 0, 0});
        return bodies;
    }

    @ParameterizedTest
    @MethodSource("posts")
    void refusesBodiesThatCannotBe(String path) {
        long before = Database.number(EVERYTHING);
        for (var body : bodies()) {
            refused(Town.as(Tokens.of(UUID.randomUUID(), "broker")).body(body).post(path), 400, "malformed-request");
        }
        assertEquals(before, Database.number(EVERYTHING));
    }

    @ParameterizedTest
    @MethodSource("posts")
    void refusesOtherKindsOfContentAndTooMuchOfIt(String path) throws IOException {
        var broker = Tokens.of(UUID.randomUUID(), "broker");
        if (!path.matches(".*/(withdrawal|revocation|cancellation)|/offers/.*/renewal")) {
            refused(
                    Town.as(broker).contentType("application/xml").body("<a/>").post(path),
                    415,
                    "unsupported-media-type");
        }
        refused(Town.as(broker).accept("application/xml").body("{}").post(path), 406, "not-acceptable");
        tooLarge(path, broker);
        refused(Town.as(broker).delete(path), 405, "method-not-allowed");
    }

    /** The server answers once it knows the length; a client that goes on sending may not hear it, so this one does not. */
    private static void tooLarge(String path, String token) throws IOException {
        try (var socket = new Socket("localhost", RestAssured.port)) {
            socket.getOutputStream().write("""
                POST %s HTTP/1.1\r
                Host: localhost\r
                Authorization: Bearer %s\r
                Content-Type: application/json\r
                Content-Length: 9437184\r
                Connection: close\r
                \r
                {\
                """.formatted(path, token).getBytes(StandardCharsets.US_ASCII));
            var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(answer.startsWith("HTTP/1.1 413 "), answer);
            assertTrue(answer.contains("application/problem+json"), answer);
            assertTrue(answer.contains("/problems/too-large"), answer);
        }
    }

    @Test
    void refusesValuesThatCannotBe() {
        var town = Town.found(ledger);
        var person = town.people(1).getFirst();
        town.known();
        long before = Database.number(EVERYTHING);
        var malformed = List.of(
                "\"minutes\":60.5",
                "\"minutes\":\"60\"",
                "\"minutes\":2147483648",
                "\"minutes\":\"\"",
                "\"minutes\":60,\"from\":\"\"",
                "\"minutes\":60,\"id\":\"AYkKXayWd0u8zrMCCZqAAQ==\"",
                "\"minutes\":60,\"skill\":\"garden\\u0000ing\"",
                "\"minutes\":60,\"skill\":7",
                "\"minutes\":60,\"area\":\"\\ud800\"",
                "\"minutes\":60,\"area\":\"a\\r\\nSet-Cookie: b\"",
                "\"minutes\":60,\"languages\":\"cy\"",
                "\"minutes\":60,\"from\":\"0000-01-01T00:00:00Z\"",
                "\"minutes\":60,\"from\":\"+99999-01-01T00:00:00Z\"",
                "\"minutes\":60,\"from\":\"2026-02-30T00:00:00Z\"",
                "\"minutes\":60,\"from\":\"tomorrow\"",
                "\"minutes\":60,\"from\":\"1767225600\"",
                "\"minutes\":60,\"from\":1767225600",
                "\"minutes\":60,\"id\":\"1-1-1-1-1\"",
                "\"minutes\":60,\"id\":\"\"",
                "\"minutes\":60,\"externalRef\":\"a\"");
        var impossible = List.of(
                "\"minutes\":0",
                "\"minutes\":-60",
                "\"minutes\":525601",
                "\"minutes\":null",
                "\"minutes\":60,\"skill\":\"Gardening\"",
                "\"minutes\":60,\"skill\":\"gardening'; drop table offer; --\"",
                "\"minutes\":60,\"area\":\"\"",
                "\"minutes\":60,\"area\":\"12 Acacia Avenue\"",
                "\"minutes\":60,\"area\":\"CF101AA\"",
                "\"minutes\":60,\"area\":\"cf10-1aa\"",
                "\"minutes\":60,\"languages\":[null]",
                "\"minutes\":60,\"languages\":[\"Welsh, mostly\"]",
                "\"minutes\":60,\"per\":\"year\"",
                "\"minutes\":60,\"shows\":[\"address\"]",
                "\"minutes\":60,\"availability\":{}",
                "\"minutes\":60,\"availability\":{\"slots\":[]}",
                "\"minutes\":60,\"availability\":{\"slots\":[null]}",
                "\"minutes\":60,\"availability\":{\"slots\":[{\"start\":\"2026-02-30T10:00\",\"minutes\":60}]}",
                "\"minutes\":60,\"availability\":{\"slots\":[{\"start\":\"2026-02-03T10:00Z\",\"minutes\":60}]}",
                "\"minutes\":60,\"availability\":{\"slots\":[{\"start\":\"2026-02-03T10:00\",\"minutes\":0}]}",
                "\"minutes\":60,\"maxDistance\":\"far\"");
        for (var value : malformed) {
            refused(offer(town, person, value), 400, "malformed-request");
        }
        for (var value : impossible) {
            refused(offer(town, person, value), 422, "invalid-field");
        }
        refused(town.broker().body("{\"minutes\":60}").post("/offers"), 422, "invalid-field")
                .body("errors.field", equalTo(List.of("communityId", "participantId", "skill")))
                .body("errors.message", everyItem(equalTo("must be given")));
        assertEquals(before, Database.number(EVERYTHING));
    }

    private static Response offer(Town town, UUID person, String value) {
        return town.broker()
                .body("{\"communityId\":\"%s\",\"participantId\":\"%s\",%s%s}"
                        .formatted(
                                town.community(),
                                person,
                                value.contains("skill") ? "" : "\"skill\":\"gardening\",",
                                value))
                .post("/offers");
    }

    private static String weights(String code, int points) {
        return ("{\"code\":\"%1$s\",\"skill\":%2$d,\"overlap\":%2$d,\"distance\":%2$d,\"chanceToGive\":%2$d,"
                        + "\"nearCeiling\":%2$d,\"newTie\":%2$d,\"isolation\":%2$d,\"continuity\":%2$d}")
                .formatted(code, points);
    }

    @Test
    void refusesPoliciesThatCannotBe() {
        var town = Town.found(ledger);
        town.known();
        var path = "/communities/" + town.community() + "/matching-policy";
        var steward = Tokens.of(town.lead(), "steward");
        for (var body : List.of(
                "{\"preset\":\"no-such\"}",
                "{\"offerDays\":0}",
                "{\"reminderDays\":-1}",
                "{\"quietDays\":366}",
                "{\"consentPurpose\":\"Because it matters\"}",
                "{\"clearances\":[{\"role\":\"volunteer\"}]}",
                "{\"presets\":[{\"code\":\"winter\"}]}",
                "{\"presets\":[" + weights("Winter", 1) + "]}",
                "{\"presets\":[" + weights("winter", -1) + "]}",
                "{\"presets\":[" + weights("winter", 1001) + "]}",
                "{\"presets\":[" + weights("nearest", 1) + "]}",
                "{\"presets\":[" + weights("winter", 1) + "," + weights("winter", 2) + "]}",
                "{\"preset\":\"winter\",\"presets\":[" + weights("summer", 1) + "]}",
                "{\"neighbours\":[{\"area\":\"riverside\"}]}",
                "{\"neighbours\":[{\"area\":\"riverside\",\"nextTo\":\"riverside\"}]}",
                "{\"neighbours\":[{\"area\":\"riverside\",\"nextTo\":\"CF10 1AA\"}]}",
                "{\"neighbours\":[{\"area\":\"riverside\",\"nextTo\":\"CF101AA\"}]}")) {
            refused(Town.as(steward).header("If-Match", "\"0\"").body(body).put(path), 422, "invalid-field");
        }
        for (var body : bodies()) {
            refused(Town.as(steward).header("If-Match", "\"0\"").body(body).put(path))
                    .statusCode(400);
        }
        refused(Town.as(steward).body("{}").put(path), 428, "precondition-required");
        Town.as(steward).get(path).then().statusCode(200).header("ETag", "\"0\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://agency.example/",
                "https://user:secret@agency.example/",
                "ftp://agency.example/",
                "https://",
                "reminders",
                "https://agency.example/#part"
            })
    void refusesAddressesForRemindersThatCannotBe(String url) {
        var steward = Tokens.of(UUID.randomUUID(), "steward");
        refused(
                Town.as(steward)
                        .header("If-Match", "\"0\"")
                        .body(Map.of("url", url))
                        .put("/webhook"),
                422,
                "invalid-field");
        Town.as(steward).get("/webhook").then().statusCode(200).header("ETag", "\"0\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/offers/1",
                "/offers/%00",
                "/offers/1-1-1-1-1",
                "/offers/" + ID + "%27",
                "/requests/nobody",
                "/proposals/..%2F..%2Fetc",
                "/sessions/1",
                "/calendars/1/secret.ics",
                "/calendars/" + ID + "/secret.ics",
                "/communities/1/matching-policy",
                "/rounds/0",
                "/no/such/path",
                "/offers/" + ID + "/nothing"
            })
    void saysOfWhatCannotBeThatItIsNotThere(String path) {
        refused(
                Town.as(Tokens.of(UUID.randomUUID(), "broker"))
                        .urlEncodingEnabled(false)
                        .get(path),
                404,
                "not-found");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/offers",
                "/offers?communityId=1",
                "/offers?communityId=" + ID + "&state=closed",
                "/offers?communityId=" + ID + "&limit=0",
                "/offers?communityId=" + ID + "&limit=501",
                "/offers?communityId=" + ID + "&limit=ten",
                "/offers?communityId=" + ID + "&cursor=nonsense",
                "/offers?communityId=" + ID + "&cursor=OTk5OTk5OTk5OTk5OTk5OTk5Xw",
                "/offers?communityId=" + ID + "&participantId=%00",
                "/requests",
                "/requests?communityId=" + ID + "&state=%00",
                "/proposals?roundId=" + ID,
                "/proposals?communityId=" + ID + "&roundId=x",
                "/sessions?communityId=" + ID + "&state=done",
                "/calendars",
                "/worklist",
                "/worklist?communityId=all",
                "/candidates",
                "/candidates?requestId=" + ID + "&participantId=me",
                "/skills?q=%00"
            })
    void refusesQueriesThatCannotBe(String path) {
        refused(
                Town.as(Tokens.of(UUID.randomUUID(), "broker"))
                        .urlEncodingEnabled(false)
                        .get(path),
                400,
                "malformed-request");
    }

    @Test
    void refusesAnIfMatchThatIsNone() {
        refused(
                Town.as(Tokens.of(UUID.randomUUID(), "broker"))
                        .header("If-Match", "W/\"x\"")
                        .body("{\"side\":\"giver\"}")
                        .post("/proposals/" + ID + "/acceptances"),
                400,
                "malformed-request");
    }

    private static ValidatableResponse refused(Response response, int status, String type) {
        var refusal = refused(response).statusCode(status);
        assertEquals("/problems/" + type, Town.json(response).path("type").asText());
        return refusal;
    }

    private static ValidatableResponse refused(Response response) {
        var refusal = response.then()
                .statusCode(both(greaterThanOrEqualTo(400)).and(lessThan(500)))
                .contentType(startsWith("application/problem+json"))
                .body(not(containsString("xception")))
                .body(not(containsString("org.reciprocity")));
        var problem = Town.json(response);
        assertTrue(problem.path("type").asText().startsWith("/problems/"), response.asString());
        assertNotEquals("", problem.path("title").asText(""));
        assertEquals(response.statusCode(), problem.path("status").asInt());
        return refusal;
    }
}
