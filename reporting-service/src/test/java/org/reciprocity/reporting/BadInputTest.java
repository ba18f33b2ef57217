package org.reciprocity.reporting;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.reciprocity.reporting.figure.Figure;
import org.reciprocity.reporting.problem.Problem;

/** Whatever is asked, the answer is a figure or a problem document that says what is wrong. */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
class BadInputTest {
    private static final AtomicBoolean PLAYED = new AtomicBoolean();
    private static final UUID AGENCY = Story.id(81);
    private static final UUID COMMUNITY = Story.id(82);

    @BeforeEach
    void found() {
        if (PLAYED.getAndSet(true)) {
            return;
        }
        HttpWorld.ledger(
                Story.agency(AGENCY, "BAD"),
                Story.community(COMMUNITY, "BAD-INPUT", "Europe/London", AGENCY),
                Story.programme(COMMUNITY, Story.id(83), AGENCY, "GARDENS"));
        HttpWorld.awaitFolded();
    }

    private static Response get(String path) {
        return HttpWorld.get(path, Tokens.steward(AGENCY));
    }

    private static Response isProblem(Response response, int status, String code) {
        response.then()
                .statusCode(status)
                .contentType(containsString("application/problem+json"))
                .body("type", equalTo("/problems/" + code))
                .body("status", equalTo(status))
                .body(not(containsString("Exception")))
                .body(not(containsString("org.")));
        return response;
    }

    @Test
    void anUnknownFigureIsAnsweredWithTheNearest() {
        isProblem(get("/figures/hour-given?period=all&communityId=BAD-INPUT"), 404, "unknown-figure")
                .then()
                .body("nearest", hasItem("hours-given"));
    }

    @Test
    void anUnknownPeriodIsAnsweredWithTheNearest() {
        isProblem(get("/figures/ties?period=2026-13&communityId=BAD-INPUT"), 404, "unknown-period")
                .then()
                .body("nearest", hasItem("2026-03"));
        isProblem(get("/figures/ties?period=al&communityId=BAD-INPUT"), 404, "unknown-period")
                .then()
                .body("nearest", hasItem("all"));
    }

    @Test
    void anUnknownBandOrOneOfAFigureThatHasNoneIsAnsweredWithTheNearest() {
        isProblem(get("/figures/active?period=all&communityId=BAD-INPUT&band=ages"), 404, "unknown-band")
                .then()
                .body("nearest", hasItem("age"));
        isProblem(get("/figures/table?period=all&communityId=BAD-INPUT&band=religion"), 404, "unknown-band");
        isProblem(
                        get("/figures/profile-reciprocity?period=all&communityId=BAD-INPUT&band=age"),
                        422,
                        "figure-without-bands")
                .then()
                .body("nearest", hasItem("receivers-only"));
    }

    @Test
    void anUnknownCommunityIsAnsweredWithTheNearestThatMayBeSeen() {
        isProblem(get("/figures/ties?period=all&communityId=BAD-IMPUT"), 404, "unknown-community")
                .then()
                .body("nearest", hasItem("BAD-INPUT"))
                .body("nearest", not(hasItem("TAFF-TIME")));
    }

    @Test
    void anUnknownProgrammeIsAnsweredWithTheNearest() {
        isProblem(get("/figures/ties?period=all&communityId=BAD-INPUT&programmeId=GARDEN"), 404, "unknown-programme")
                .then()
                .body("nearest", hasItem("GARDENS"));
    }

    @Test
    void anUnknownParameterIsNotPassedOver() {
        isProblem(get("/figures/ties?perid=2026&communityId=BAD-INPUT"), 400, "unknown-parameter")
                .then()
                .body("nearest", hasItem("period"));
    }

    @ParameterizedTest
    @CsvSource({
        "/figures/ties?communityId=BAD-INPUT, 400, missing-parameter",
        "/figures/ties?period=all, 400, missing-parameter",
        "/figures/table, 400, missing-parameter",
        "/figures/ties?communityId=BAD-INPUT&period=2026-13, 404, unknown-period",
        "/figures/ties?communityId=BAD-INPUT&period=2026-Q9, 404, unknown-period",
        "/figures/ties?communityId=BAD-INPUT&period=0000, 404, unknown-period",
        "/figures/ties?communityId=BAD-INPUT&period=99999, 404, unknown-period",
        "/figures/ties?communityId=BAD-INPUT&period=%00, 404, unknown-period",
        "/figures/ties?communityId=BAD-INPUT&period=2026-05/2026-13, 404, unknown-period",
        "/figures/ties?communityId=BAD-INPUT&period=2026-05/2026, 404, unknown-period",
        "/figures/ties?communityId=BAD-INPUT&period=2026-05/, 404, unknown-period",
        "/figures/ties?communityId=BAD-INPUT&period=2026-05/2026-04, 422, reversed-range",
        "/figures/ties?communityId=BAD-INPUT&period=9998, 422, future-period",
        "/figures/ties?communityId=BAD-INPUT&period=9999-12, 422, future-period",
        "/figures/ties?communityId=BAD-INPUT&period=9999-Q4, 422, future-period",
        "/figures/ties?communityId=BAD-INPUT&period=9999-11/9999-12, 422, future-period",
        "/figures/table?communityId=BAD-INPUT&period=9998, 422, future-period",
        "/releases/1/book?period=9998, 422, future-period",
        "/contracts/01997c10-0000-7000-8000-000000003009?period=9998, 422, future-period",
        "/figures/ties?communityId=%00&period=all, 404, unknown-community",
        "/figures/ties?communityId=BAD-INPUT&programmeId=%00&period=all, 404, unknown-programme",
        "/figures/ties?communityId=BAD-INPUT&period=all&period=2026, 400, malformed-request",
        "/figures/ties?communityId=%27%3B%20drop%20table%20pair&period=all, 404, unknown-community",
        "/figures/%00?communityId=BAD-INPUT&period=all, 404, unknown-figure",
        "/figures/ties/more, 404, not-found",
        "/figures/table%2f, 404, unknown-figure",
        "/figures/ties?communityId=BAD-INPUT&period=all&generation=x, 404, unknown-rebuild",
        "/figures/ties?communityId=BAD-INPUT&period=all&generation=-1, 404, unknown-rebuild",
        "/figures/ties?communityId=BAD-INPUT&period=all&generation=999999, 404, unknown-rebuild",
        "/figures/table?communityId=BAD-INPUT&period=all&generation=9223372036854775808, 404, unknown-rebuild",
        "/figures/table?communityId=BAD-INPUT&period=all&generation=1&asOf=1, 400, malformed-request",
        "/nothing, 404, not-found",
        "/figures?x=1, 400, unknown-parameter",
        "/balances?communityId=BAD-INPUT&limit=0, 400, malformed-request",
        "/balances?communityId=BAD-INPUT&limit=-1, 400, malformed-request",
        "/balances?communityId=BAD-INPUT&limit=99999, 400, malformed-request",
        "/balances?communityId=BAD-INPUT&limit=9223372036854775808, 400, malformed-request",
        "/balances?communityId=BAD-INPUT&cursor=x, 400, malformed-request",
        "/editions?communityId=BAD-INPUT&limit=0, 400, malformed-request",
        "/editions?communityId=BAD-INPUT&cursor=x, 400, malformed-request",
        "/releases?communityId=BAD-INPUT&limit=5001, 400, malformed-request",
        "/releases?communityId=BAD-INPUT&cursor=-1, 400, malformed-request",
        "/contracts?communityId=BAD-INPUT&limit=x, 400, malformed-request",
        "/contracts?communityId=BAD-INPUT&cursor=1, 400, malformed-request",
        "/appraisals?communityId=BAD-INPUT&limit=, 400, malformed-request",
        "/appraisals?communityId=BAD-INPUT&cursor=01997c10-0000-7000-8000-000000003009, 400, malformed-request",
        "/claims?limit=0, 400, malformed-request",
        "/claims?cursor=nothing, 400, malformed-request"
    })
    void refusesQuestionsThatAreNone(String path, int status, String code) {
        isProblem(get(path), status, code);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "through",
                "{\"through\":null}",
                "{\"through\":[]}",
                "{\"through\":{\"reciprocity.exchanges.v1\":7}}",
                "{\"through\":{\"reciprocity.exchanges.v1\":{\"0\":7}}}",
                "{\"through\":{\"reciprocity.exchanges.v1\":{\"-1\":{\"ledger\":7}}}}",
                "{\"through\":{\"reciprocity.exchanges.v1\":{\"01\":{\"ledger\":7}}}}",
                "{\"through\":{\"reciprocity.exchanges.v1\":{\"9999999\":{\"ledger\":7}}}}",
                "{\"through\":{\"reciprocity.exchanges.v1\":{\"0\":{\"ledger\":0}}}}",
                "{\"through\":{\"reciprocity.exchanges.v1\":{\"0\":{\"ledger\":1.5}}}}",
                "{\"through\":{\"reciprocity.exchanges.v1\":{\"0\":{\"ledger\":\"7\"}}}}",
                "{\"through\":{\"reciprocity.exchanges.v1\":{\"0\":{\"ledger\":9223372036854775808}}}}",
                "{\"through\":{\"\":{\"0\":{\"ledger\":7}}}}",
                "{\"through\":{},\"through\":{}}",
                "{\"through\":{}} {}",
                "{\"thru\":{}}",
                "{\"closes\":{\"today\":\"2026-05-31\"}}",
                "{\"through\":{},\"closes\":{}}",
                "{\"through\":{},\"closes\":{\"today\":\"2026-02-30\"}}",
                "{\"through\":{},\"closes\":{\"today\":\"9999-01-01\"}}",
                "{\"through\":{},\"closes\":{\"last\":-1,\"today\":\"2026-05-31\"}}",
                "{\"through\":{},\"closes\":{\"first\":1,\"today\":\"2026-05-31\"}}"
            })
    void refusesPointsThatAreNoneOfTheLogsForm(String body) {
        isProblem(rebuild(body), 400, "malformed-request");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{\"reciprocity.nothing.v1\":{\"0\":{\"ledger\":7}}}; 422; unknown-partition",
                "{\"reciprocity.registry.v1\":{\"4\":{\"ledger\":7}}}; 422; unknown-partition",
                "{\"reciprocity.registry.v1\":{\"0\":{\"ledger\":9223372036854775807}}}; 422; point-beyond-end",
                "{\"reciprocity.registry.v1\":{\"0\":{\"nobody\":1}}}; 422; point-not-of-the-log"
            })
    void refusesPointsThatTheLogDoesNotHave(String through, int status, String code) {
        long before = rebuilds();

        isProblem(rebuild("{\"through\":" + through + "}"), status, code);
        isProblem(
                rebuild("{\"through\":{},\"closes\":{\"last\":999999999,\"today\":\"2026-05-31\"}}"),
                404,
                "unknown-edition");
        assertEquals(before, rebuilds());
    }

    @ParameterizedTest
    @CsvSource({
        "limit=0, malformed-request",
        "limit=5001, malformed-request",
        "cursor=x, malformed-request",
        "cursor=9223372036854775808, malformed-request",
        "page=2, unknown-parameter"
    })
    void refusesPagesOfRebuildsThatAreNone(String question, String code) {
        isProblem(HttpWorld.get("/rebuilds?" + question, Tokens.operator()), 400, code);
    }

    private static long rebuilds() {
        return HttpWorld.get("/rebuilds", Tokens.operator())
                .jsonPath()
                .getList("id")
                .size();
    }

    private static Response rebuild(String body) {
        return given().auth()
                .oauth2(Tokens.operator())
                .contentType("application/json")
                .body(body)
                .post("/rebuilds");
    }

    @Test
    void refusesAPointInAnotherForm() {
        isProblem(
                given().auth()
                        .oauth2(Tokens.operator())
                        .contentType("text/csv")
                        .body("through")
                        .post("/rebuilds"),
                415,
                "unsupported-media-type");
    }

    @Test
    void refusesABodyThatIsNestedTooDeeply() {
        var body = "{\"through\":" + "[".repeat(10_000);
        isProblem(
                given().auth()
                        .oauth2(Tokens.operator())
                        .contentType("application/json")
                        .body(body.getBytes(StandardCharsets.US_ASCII))
                        .post("/rebuilds"),
                400,
                "malformed-request");
    }

    @Test
    void dropsNothingThatIsUnknownOrFollowsTheLog() {
        int live = HttpWorld.get("/rebuilds", Tokens.operator()).path("find { it.state == 'live' }.id");

        isProblem(drop("/rebuilds/x"), 404, "unknown-rebuild");
        isProblem(drop("/rebuilds/9223372036854775808"), 404, "unknown-rebuild");
        isProblem(drop("/rebuilds/999999"), 404, "unknown-rebuild");
        isProblem(drop("/rebuilds/" + live), 409, "generation-not-pinned");
        isProblem(drop("/rebuilds/" + live + "?x=1"), 400, "unknown-parameter");
        isProblem(
                given().auth()
                        .oauth2(Tokens.operator())
                        .header("If-Match", "W/x")
                        .delete("/rebuilds/" + live),
                400,
                "malformed-request");
        isProblem(
                get("/figures/ties?period=all&communityId=BAD-INPUT&generation=" + live), 409, "generation-not-pinned");
    }

    @Test
    void makesNothingLiveThatIsAskedForWrongly() {
        int live = HttpWorld.get("/rebuilds", Tokens.operator()).path("find { it.state == 'live' }.id");
        var path = "/rebuilds/" + live + "/live";

        isProblem(operator().post(path), 400, "idempotency-key-missing");
        isProblem(operator().header("Idempotency-Key", "x".repeat(256)).post(path), 400, "malformed-request");
        isProblem(once().post(path + "?x=1"), 400, "unknown-parameter");
        isProblem(once().post("/rebuilds/x/live"), 404, "unknown-rebuild");
        isProblem(once().post("/rebuilds/9223372036854775808/live"), 404, "unknown-rebuild");
        isProblem(once().post("/rebuilds/999999/live"), 404, "unknown-rebuild");
        isProblem(once().header("If-Match", "W/x").post(path), 400, "malformed-request");
        assertEquals(
                live, HttpWorld.get("/rebuilds", Tokens.operator()).<Integer>path("find { it.state == 'live' }.id"));
    }

    private static RequestSpecification once() {
        return operator().header("Idempotency-Key", "bad-input-live");
    }

    private static RequestSpecification operator() {
        return given().auth().oauth2(Tokens.operator());
    }

    private static Response drop(String path) {
        return given().auth().oauth2(Tokens.operator()).delete(path);
    }

    @ParameterizedTest
    @CsvSource({
        "/rebuilds/x, 404, unknown-rebuild",
        "/rebuilds/-1, 404, unknown-rebuild",
        "/rebuilds/9223372036854775808, 404, unknown-rebuild",
        "/rebuilds/999999, 404, unknown-rebuild",
        "/digest?generation=999999, 404, unknown-rebuild",
        "/digest?generation=x, 404, unknown-rebuild",
        "/digest?x=1, 400, unknown-parameter"
    })
    void refusesUnknownGenerations(String path, int status, String code) {
        isProblem(HttpWorld.get(path, Tokens.operator()), status, code);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/figures",
                "/figures/ties",
                "/figures/ties/definition",
                "/feed",
                "/digest",
                "/balances",
                "/editions/1",
                "/releases",
                "/releases/1",
                "/releases/1/restatements",
                "/claims",
                "/claims/birmingham-system",
                "/contracts",
                "/contracts/01997c10-0000-7000-8000-000000003009",
                "/appraisals",
                "/appraisals/01997c10-0000-7000-8000-00000000300a"
            })
    void refusesOtherMethods(String path) {
        isProblem(given().auth().oauth2(Tokens.operator()).delete(path), 405, "method-not-allowed");
        isProblem(
                given().auth()
                        .oauth2(Tokens.operator())
                        .contentType("application/json")
                        .body("[".repeat(10_000).getBytes(StandardCharsets.US_ASCII))
                        .post(path),
                405,
                "method-not-allowed");
    }

    /** The server answers once it knows the length; a client that goes on sending may not hear it, so this one does not. */
    @ParameterizedTest
    @ValueSource(strings = {"/rebuilds", "/figures", "/nothing"})
    void refusesABodyThatIsTooLargeBeforeItIsSent(String path) throws IOException {
        try (var socket = new Socket("localhost", RestAssured.port)) {
            socket.getOutputStream()
                    .write("""
                            POST %s HTTP/1.1\r
                            Host: localhost\r
                            Authorization: Bearer %s\r
                            Content-Type: application/json\r
                            Content-Length: 9437184\r
                            Connection: close\r
                            \r
                            {""".formatted(path, Tokens.operator()).getBytes(StandardCharsets.US_ASCII));
            var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(answer.startsWith("HTTP/1.1 413 "), answer);
            assertTrue(answer.contains("application/problem+json"), answer);
            assertTrue(answer.contains("/problems/too-large"), answer);
        }
    }

    @Test
    void refusesToAnswerInAnotherForm() {
        isProblem(
                given().auth()
                        .oauth2(Tokens.operator())
                        .accept("application/xml")
                        .get("/figures"),
                406,
                "not-acceptable");
    }

    @Test
    void veryLongValuesAreAnsweredLikeShortOnes() {
        isProblem(get("/figures/ties?period=all&communityId=" + "x".repeat(3_000)), 404, "unknown-community");
    }

    @Test
    void everyProblemIsDocumented() throws IOException {
        var page = Files.readString(
                Path.of(System.getProperty("reciprocity.root"), "docs", "reference", "reporting-problems.md"));

        for (var problem : Problem.values()) {
            assertTrue(
                    page.contains("\n## " + problem.code() + "\n"),
                    problem.code() + " is not in docs/reference/reporting-problems.md");
        }
        assertEquals(
                Problem.values().length,
                page.lines().filter(line -> line.startsWith("## ")).count());
    }

    @Test
    void everyFigureIsDocumented() throws IOException {
        var page = Files.readString(Path.of(System.getProperty("reciprocity.root"), "docs", "reference", "figures.md"));

        for (var figure : Figure.values()) {
            assertTrue(
                    page.contains("`" + figure.code() + "`"), figure.code() + " is not in docs/reference/figures.md");
            assertTrue(page.contains(figure.definition()), "the definition of " + figure.code() + " differs");
            assertTrue(page.contains("`" + figure.formula() + "`"), "the formula of " + figure.code() + " differs");
        }
    }
}
