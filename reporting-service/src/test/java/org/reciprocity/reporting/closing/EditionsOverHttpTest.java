package org.reciprocity.reporting.closing;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.reciprocity.reporting.HttpWorld;
import org.reciprocity.reporting.Story;
import org.reciprocity.reporting.Story.Leg;
import org.reciprocity.reporting.TestLog;
import org.reciprocity.reporting.TestServers;
import org.reciprocity.reporting.Tokens;
import org.reciprocity.reporting.edition.Edition;

/** What was said at a time can be asked for again, and what is said otherwise later is told with its reason. */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
class EditionsOverHttpTest {
    private static final AtomicBoolean PLAYED = new AtomicBoolean();
    private static final UUID AGENCY = Story.id(9_001);
    private static final UUID STRANGER = Story.id(9_002);
    private static final UUID COMMUNITY = Story.id(9_003);
    private static final UUID GARDENS = Story.id(9_004);
    private static final UUID ANNA = Story.id(9_011);
    private static final UUID BEN = Story.id(9_012);
    private static long next = 9_100;

    @Inject
    CloseSchedule schedule;

    @Inject
    Cutter cutter;

    @BeforeEach
    void play() {
        if (PLAYED.getAndSet(true)) {
            return;
        }
        HttpWorld.ledger(
                Story.agency(AGENCY, "EDITOR"),
                Story.agency(STRANGER, "STRANGE"),
                Story.community(COMMUNITY, "EDITIONS", "Europe/London", AGENCY),
                Story.programme(COMMUNITY, GARDENS, AGENCY, "GARDENS"),
                hours("2025-03-10T10:00:00Z", 60),
                hours("2025-05-10T10:00:00Z", 90));
        HttpWorld.awaitFolded();
    }

    private static TestLog.Entry hours(String at, int minutes) {
        return Story.settled(COMMUNITY, Story.id(next++), "service", GARDENS, at, Leg.of(ANNA, BEN, minutes));
    }

    private static Response cut(String through, String key, String token) {
        var body = "{\"communityId\":\"EDITIONS\"" + (through == null ? "" : ",\"through\":\"" + through + "\"") + "}";
        var request =
                given().auth().oauth2(token).contentType("application/json").body(body);
        return (key == null ? request : request.header("Idempotency-Key", key)).post("/editions");
    }

    private static int edition(String through, String key) {
        return cut(through, key, Tokens.steward(AGENCY))
                .then()
                .statusCode(201)
                .header("Location", notNullValue())
                .extract()
                .path("id");
    }

    private static ValidatableResponse isProblem(Response response, int status, String code) {
        return response.then().statusCode(status).body("type", equalTo("/problems/" + code));
    }

    private static Response get(String path) {
        return HttpWorld.get(path, Tokens.steward(AGENCY));
    }

    private static String figure(String code, String period, Object asOf) {
        return "/figures/" + code + "?communityId=EDITIONS&period=" + period + "&asOf=" + asOf;
    }

    @Test
    void anEditionKeepsTheBandsThatWereToldThen() {
        int before = edition("2025-05", "no-bands");
        HttpWorld.ledger(Story.banded(COMMUNITY, ANNA, 1, 10, "{\"disability\":\"limited-a-lot\"}"));
        HttpWorld.awaitFolded();
        int then = edition("2025-05", "bands");
        HttpWorld.ledger(Story.banded(COMMUNITY, ANNA, 2, 20, "{}"));
        HttpWorld.awaitFolded();

        var told = figure("active", "2025-05", then);
        get(told).then().statusCode(200).body("parts.byDisability", nullValue());
        get(told + "&band=disability")
                .then()
                .statusCode(200)
                .body("parts.byDisability.limited-a-lot", equalTo(1))
                .body("parts.byDisability.not-told", equalTo(1))
                .body("parts.byAge", nullValue());
        get(told + "&band=age").then().body("parts.byAge.not-told", equalTo(2));
        get(figure("both-share", "2025-05", before) + "&band=disability")
                .then()
                .body("parts.byDisability.none.active", equalTo(0))
                .body("parts.byDisability.not-told.active", equalTo(2));
    }

    @Test
    void anEditionSaysTheSameHoweverMuchIsRecordedLater() {
        int first = edition("2025-05", "the-same");
        var before = get(figure("hours-given", "2025-05", first)).asString();
        var table = get("/figures/table?communityId=EDITIONS&period=all&asOf=" + first)
                .asString();
        float hours = get(figure("hours-given", "2025-05", first))
                .<Number>path("value")
                .floatValue();

        HttpWorld.ledger(hours("2025-05-11T10:00:00Z", 30));
        HttpWorld.awaitFolded();

        assertEquals(before, get(figure("hours-given", "2025-05", first)).asString());
        assertEquals(
                table,
                get("/figures/table?communityId=EDITIONS&period=all&asOf=" + first)
                        .asString());
        get("/figures/hours-given?communityId=EDITIONS&period=2025-05").then().body("asOf.edition", nullValue());
        assertEquals(
                hours + 0.5f,
                get("/figures/hours-given?communityId=EDITIONS&period=2025-05")
                        .<Number>path("value")
                        .floatValue());
        get(figure("hours-given", "2025-05", first))
                .then()
                .body("asOf.edition", equalTo(first))
                .body("asOf.through.'reciprocity.exchanges.v1'", notNullValue());
    }

    @Test
    void aRestatementIsTheDifferenceOfTwoNumbersWithTheNumberOfLateEntries() {
        int first = edition("2025-05", "restated-1");
        HttpWorld.ledger(hours("2025-03-11T10:00:00Z", 45), hours("2025-03-12T10:00:00Z", 45));
        HttpWorld.awaitFolded();
        int second = edition("2025-06", "restated-2");

        var restated =
                "restated.find { it.figure == 'hours-given' && it.period == '2025-03' && it.programme == null }.";
        get("/editions/" + second + "/restatements")
                .then()
                .statusCode(200)
                .body("edition", equalTo(second))
                .body("before", equalTo(first))
                .body("community", equalTo(COMMUNITY.toString()))
                .body("asOf.edition", equalTo(second))
                .body("asOf.through.'reciprocity.exchanges.v1'", notNullValue())
                .body(restated + "difference", equalTo(1.5f))
                .body(restated + "lateEntries", equalTo(2))
                .body(restated + "reason", equalTo("late-entries"))
                .body("restated.findAll { it.period == '2025-05' }", hasSize(0))
                // What goes on is no restatement.
                .body("restated.findAll { it.period == 'all' || it.period == '2025' }", hasSize(0));
    }

    @Test
    void anEditionHasCompleteMonthsOnly() {
        int edition = edition("2025-04", "complete");

        get(figure("hours-given", "all", edition)).then().body("value", notNullValue());
        assertEquals(
                get(figure("hours-given", "2025-Q1", edition)).<Object>path("value"),
                get(figure("hours-given", "all", edition)).<Object>path("value"));
        isProblem(get(figure("hours-given", "2025-05", edition)), 404, "unknown-period")
                .body("nearest", hasItem("2025-03"));
        get("/editions/" + edition)
                .then()
                .statusCode(200)
                .body("edition.day", equalTo("2025-04-30"))
                .body("edition.kind", equalTo("requested"))
                .body("tables.findAll { it.period == '2025' }", hasSize(2));
        isProblem(cut("2099-01", "future", Tokens.steward(AGENCY)), 422, "month-not-over");
        isProblem(cut(null, "none", Tokens.steward(STRANGER)), 404, "unknown-community");
        cut(null, "last", Tokens.steward(AGENCY)).then().statusCode(201);
    }

    @Test
    void theSameKeyGetsTheSameEdition() {
        int first = edition("2025-05", "once");

        assertEquals(first, edition("2025-05", "once"));
        isProblem(cut("2025-04", "once", Tokens.steward(AGENCY)), 422, "idempotency-key-reused");
        isProblem(cut("2025-05", null, Tokens.steward(AGENCY)), 400, "idempotency-key-missing");
    }

    @Test
    void aDayIsClosedOnceItHasEnded() {
        var tomorrow = Instant.now().plus(Duration.ofDays(1));

        schedule.closeWhatIsDue(tomorrow).await().atMost(Duration.ofSeconds(60));
        int again = schedule.closeWhatIsDue(tomorrow).await().atMost(Duration.ofSeconds(60));

        assertEquals(0, again);
        var closes = get("/editions?communityId=EDITIONS&series=closes");
        closes.then().statusCode(200).body("kind", hasItem("daily"));
        String day = closes.path("[0].day");
        get(figure("hours-given", "2025-05", day))
                .then()
                .statusCode(200)
                .body("asOf.edition", equalTo(closes.<Integer>path("[0].id")));
        assertEquals(LocalDate.ofInstant(tomorrow, ZoneId.of("Europe/London")).minusDays(1), LocalDate.parse(day));
    }

    @Test
    void nothingIsCutWhileAPartitionIsNotFoldedAsFarAsItHasToBe() {
        var day = LocalDate.parse("2025-05-30");
        var beyond = Map.of(new TopicPartition(TestLog.EXCHANGES, 0), Long.MAX_VALUE);

        var cut = cutter.cut(COMMUNITY, Edition.Kind.DAILY, day, Optional.empty(), beyond)
                .await()
                .atMost(Duration.ofSeconds(60));

        assertEquals(new Cutter.Cut.Behind(), cut);
        isProblem(get(figure("hours-given", "2025-05", "2025-05-30")), 404, "unknown-edition");
    }

    @Test
    void pagesHaveThemAll() {
        edition("2025-05", "paged");
        edition("2025-05", "paged too");
        List<Object> whole = get("/editions?communityId=EDITIONS").path("id");

        assertTrue(whole.size() > 1);
        assertEquals(whole, HttpWorld.paged("/editions?communityId=EDITIONS&limit=1", Tokens.steward(AGENCY), "id"));
    }

    @Test
    void editionsAreOfThoseWhoMaySeeTheCommunity() {
        int edition = edition("2025-05", "seen");

        get("/editions?communityId=EDITIONS").then().statusCode(200).body("id", hasItem(edition));
        var stranger = HttpWorld.get("/editions/" + edition, Tokens.steward(STRANGER));
        isProblem(stranger, 404, "unknown-edition");
        assertEquals(
                stranger.asString(),
                HttpWorld.get("/editions/999999999", Tokens.steward(STRANGER)).asString());
        isProblem(
                HttpWorld.get("/editions/" + edition + "/restatements", Tokens.steward(STRANGER)),
                404,
                "unknown-edition");
        isProblem(
                HttpWorld.get("/editions?communityId=EDITIONS", Tokens.analyst(AGENCY)),
                403,
                "exact-figures-are-for-stewards");
    }

    @ParameterizedTest
    @CsvSource({
        "/editions, 400, missing-parameter",
        "/editions?communityId=EDITIONS&series=x, 400, malformed-request",
        "/editions?communityId=EDITION, 404, unknown-community",
        "/editions/x, 404, unknown-edition",
        "/editions/-1, 404, unknown-edition",
        "/editions/9223372036854775808, 404, unknown-edition",
        "/editions/1?x=1, 400, unknown-parameter",
        "/editions/x/restatements, 404, unknown-edition",
        "/figures/ties?communityId=EDITIONS&period=all&asOf=x, 404, unknown-edition",
        "/figures/ties?communityId=EDITIONS&period=all&asOf=1900-01-01, 404, unknown-edition",
        "/figures/ties?communityId=EDITIONS&period=all&asOf=999999999, 404, unknown-edition",
        "/figures/table?communityId=EDITIONS&period=all&asOf=2026-13-99, 404, unknown-edition"
    })
    void refusesWhatIsNoEdition(String path, int status, String code) {
        isProblem(get(path), status, code);
    }

    @ParameterizedTest
    @CsvSource({
        "'', 400, missing-parameter",
        "'{}', 400, missing-parameter",
        "'[', 400, malformed-request",
        "'{\"communityId\":\"EDITIONS\",\"through\":\"May\"}', 400, malformed-request",
        "'{\"communityId\":\"EDITIONS\",\"through\":\"0000-01\"}', 400, malformed-request",
        "'{\"communityId\":\"EDITIONS\",\"through\":\"99999-01\"}', 400, malformed-request",
        "'{\"communityId\":\"nowhere\"}', 404, unknown-community"
    })
    void refusesToCutWhatIsNone(String body, int status, String code) {
        isProblem(
                given().auth()
                        .oauth2(Tokens.steward(AGENCY))
                        .contentType("application/json")
                        .header("Idempotency-Key", UUID.randomUUID().toString())
                        .body(body)
                        .post("/editions"),
                status,
                code);
    }

    @Test
    void nothingIsCutWithoutAToken() {
        given().contentType("application/json")
                .body("{\"communityId\":\"EDITIONS\"}")
                .post("/editions")
                .then()
                .statusCode(401);
    }
}
