package org.reciprocity.reporting.generation;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reciprocity.reporting.ExactViews;
import org.reciprocity.reporting.HttpWorld;
import org.reciprocity.reporting.RandomStory;
import org.reciprocity.reporting.Story;
import org.reciprocity.reporting.Story.Leg;
import org.reciprocity.reporting.TestLog;
import org.reciprocity.reporting.TestServers;
import org.reciprocity.reporting.Tokens;
import org.reciprocity.reporting.Wait;

/** Rebuilds over HTTP, to the end of the log and to a point of it, and what generations answer. */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
class GenerationsOverHttpTest {
    private static final AtomicBoolean PLAYED = new AtomicBoolean();
    private static final UUID AGENCY = Story.id(14_001);
    private static final UUID COMMUNITY = Story.id(14_002);
    private static final UUID ANNA = Story.id(14_011);
    private static final UUID BEN = Story.id(14_012);

    @Inject
    DataSource database;

    @Inject
    Generations generations;

    @Inject
    ReportingSettings reporting;

    @Inject
    MeterRegistry metrics;

    @BeforeEach
    void play() {
        if (PLAYED.getAndSet(true)) {
            return;
        }
        HttpWorld.ledger(
                Story.agency(AGENCY, "POINTS-AGENCY"),
                Story.community(COMMUNITY, "POINTS", "Europe/London", AGENCY),
                Story.opened(COMMUNITY, ANNA),
                Story.settled(
                        COMMUNITY, Story.id(14_121), "service", null, "2026-05-04T13:00:00Z", Leg.of(ANNA, BEN, 60)));
        HttpWorld.awaitFolded();
    }

    @Test
    void aPointOfTheLogIsAnsweredAgainWithTheSameBytes() {
        var question = "/figures/table?communityId=POINTS&period=all";
        var before = HttpWorld.get(question, Tokens.steward(AGENCY));
        before.then().statusCode(200).body("asOf.closes.today", notNullValue());
        HttpWorld.ledger(Story.settled(
                COMMUNITY, Story.id(14_122), "service", null, "2026-05-05T13:00:00Z", Leg.of(ANNA, BEN, 30)));
        HttpWorld.awaitFolded();
        var asOf = new JsonObject(before.asString()).getJsonObject("asOf");
        var body = new JsonObject()
                .put("through", asOf.getJsonObject("through"))
                .put("closes", asOf.getJsonObject("closes"))
                .encode();

        var begun = rebuild(body);
        begun.then().statusCode(202).header("Location", notNullValue());
        int id = begun.path("id");
        Wait.until(() -> !state(id).equals("building"));
        var row = HttpWorld.get("/rebuilds/" + id, Tokens.operator());
        row.then()
                .statusCode(200)
                .header("ETag", equalTo("\"2\""))
                .body("state", equalTo("pinned"))
                .body("records", equalTo(row.path("total")))
                .body("left", nullValue());
        assertEquals(before.<Object>path("asOf.through"), row.path("through"));

        Response again;
        try (var views = new ExactViews()) {
            again = HttpWorld.get(question + "&generation=" + id, Tokens.steward(AGENCY));
            assertEquals(
                    List.of("exact figures shown agency=" + AGENCY
                            + " role=steward client=92442e214b8ef6eb path=/figures/table communityId=POINTS period=all generation="
                            + id),
                    views.lines());
        }
        again.then().statusCode(200).body("asOf.generation", equalTo(id));
        assertEquals(without(before.path("asOf.generation"), before.asString()), without(id, again.asString()));
        hoursGiven("").body("value", equalTo(1.5f));
        hoursGiven("&generation=" + id).body("value", equalTo(1));
        assertEquals(
                again.asString(),
                HttpWorld.get(question + "&generation=" + id, Tokens.operator()).asString());
        HttpWorld.get("/digest?generation=" + id, Tokens.operator()).then().statusCode(200);

        rebuild(body).then().statusCode(200).body("id", equalTo(id));
        drop(id, "\"1\"").then().statusCode(412).body("type", equalTo("/problems/precondition-failed"));
        drop(id, "\"2\"").then().statusCode(204);
        drop(id, "*").then().statusCode(204);
        HttpWorld.get(question + "&generation=" + id, Tokens.steward(AGENCY))
                .then()
                .statusCode(404)
                .body("type", equalTo("/problems/unknown-rebuild"));
        assertEquals("dropped", state(id));
    }

    private static ValidatableResponse hoursGiven(String more) {
        return HttpWorld.get("/figures/hours-given?period=all&communityId=POINTS" + more, Tokens.steward(AGENCY))
                .then()
                .statusCode(200);
    }

    @Test
    void aPlaceThatWasNotThereYetAtAPointIsSaidToBeUnknown() {
        int id = rebuild("{\"through\":{}}").path("id");
        Wait.until(() -> state(id).equals("pinned"));

        HttpWorld.get("/figures/ties?communityId=POINTS&period=all&generation=" + id, Tokens.steward(AGENCY))
                .then()
                .statusCode(404)
                .body("type", equalTo("/problems/unknown-community"))
                .body("nearest", nullValue());
        drop(id, "*").then().statusCode(204);
    }

    @Test
    void aGenerationThatCannotAnswerSaysWhy() throws SQLException {
        long building = insert("building");
        long other = insert("pinned");
        long third = insert("pinned");
        try {
            var question = "/figures/ties?communityId=POINTS&period=all&generation=";
            HttpWorld.get(question + building, Tokens.steward(AGENCY))
                    .then()
                    .statusCode(409)
                    .body("type", equalTo("/problems/generation-not-complete"));
            HttpWorld.get(question + other, Tokens.steward(AGENCY))
                    .then()
                    .statusCode(409)
                    .body("type", equalTo("/problems/generation-of-other-rules"));
            rebuild("{\"through\":{}}")
                    .then()
                    .statusCode(409)
                    .body("type", equalTo("/problems/too-many-generations"))
                    .body("most", equalTo(3));
        } finally {
            execute("delete from generation where id in (%d, %d, %d)".formatted(building, other, third));
        }
    }

    /** A generation of a release with other rules, to a point: nothing of this release folds it. */
    private long insert(String state) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(
                        "insert into generation (rule_version, state, through, last_close, moment, least)"
                                + " values (99999, '%s', '{\"a\":{}}', 0, now(), '{}') returning id"
                                        .formatted(state))) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private void execute(String sql) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void aPointOfALogThatHasLostItsFirstRecordsIsRefused() throws Exception {
        var story = new RandomStory(42, 20);
        try (var replicas = new Replicas();
                var ledger = new TestLog(replicas.prefix, "ledger", 0)) {
            ledger.write(story.registry());
            ledger.write(Stream.generate(story::ledgerEvent).limit(60).toList());
            var keeper = replicas.start();
            Wait.until(() -> replicas.state(1).equals("live"));
            replicas.truncate();
            answerBy(keeper);

            rebuild("{\"through\":{}}")
                    .then()
                    .statusCode(409)
                    .contentType("application/problem+json")
                    .body("type", equalTo("/problems/point-not-retained"))
                    .body("topic", equalTo(replicas.prefix + TestLog.EXCHANGES))
                    .body("partition", equalTo(0))
                    .body("first", equalTo(2));
            assertEquals("1", replicas.count());
        }
    }

    /** For this test the service asks a keeper of a log that is nobody else's, whose records can be deleted. */
    private void answerBy(GenerationKeeper keeper) {
        QuarkusMock.installMockForInstance(
                new Generations(reporting, "", "", "", "", metrics) {
                    @Override
                    public GenerationKeeper keeper() {
                        return keeper;
                    }
                },
                generations);
    }

    @Test
    void aRebuildOverHttpGoesLiveWithTheSameDigest() {
        var before = HttpWorld.get("/digest", Tokens.operator());
        before.then().statusCode(200).body("figures", greaterThan(0)).body("balances", greaterThan(0));
        var begun = given().auth().oauth2(Tokens.operator()).post("/rebuilds");
        begun.then().statusCode(202).header("Location", notNullValue());
        int id = begun.path("id");
        Wait.until(() -> HttpWorld.get("/rebuilds/" + id, Tokens.operator())
                .path("state")
                .equals("live"));

        var after = HttpWorld.get("/digest", Tokens.operator());

        assertEquals(id, after.<Integer>path("generation"));
        assertEquals(before.<String>path("digest"), after.path("digest"));
        assertEquals(
                before.<String>path("digest"),
                HttpWorld.get("/digest?generation=" + before.path("generation"), Tokens.operator())
                        .path("digest"));
        HttpWorld.get("/rebuilds", Tokens.operator())
                .then()
                .statusCode(200)
                .body("[0].id", equalTo(id))
                .body("find { it.id == %d }.state".formatted(before.<Integer>path("generation")), equalTo("previous"))
                .body("[0].recordsPerSecond", greaterThan(0f));
        assertEquals(
                HttpWorld.get("/rebuilds", Tokens.operator()).<List<Object>>path("id"),
                HttpWorld.paged("/rebuilds?limit=1", Tokens.operator(), "id"));
    }

    @Test
    void thePreviousGenerationIsMadeLiveAgainAndTheOtherAfterIt() throws SQLException {
        int first = live();
        int second = given().auth().oauth2(Tokens.operator()).post("/rebuilds").path("id");
        Wait.until(() -> state(second).equals("live"));
        var tag = HttpWorld.get("/rebuilds/" + first, Tokens.operator())
                .then()
                .body("state", equalTo("previous"))
                .body("behind", notNullValue())
                .extract()
                .header("ETag");
        var key = UUID.randomUUID().toString();

        liveAgain(first, UUID.randomUUID().toString(), "\"2\"")
                .then()
                .statusCode(412)
                .body("type", equalTo("/problems/precondition-failed"));
        assertEquals(second, live());
        var back = liveAgain(first, key, tag);
        back.then().statusCode(200).body("id", equalTo(first)).body("previous", equalTo(second));
        assertEquals(first, HttpWorld.get("/digest", Tokens.operator()).<Integer>path("generation"));
        HttpWorld.get("/rebuilds/" + first, Tokens.operator())
                .then()
                .header("ETag", equalTo(back.header("ETag")))
                .body("state", equalTo("live"));
        assertEquals("previous", state(second));
        liveAgain(second, key, "*").then().statusCode(422).body("type", equalTo("/problems/idempotency-key-reused"));

        liveAgain(second, UUID.randomUUID().toString(), "*")
                .then()
                .statusCode(200)
                .body("previous", equalTo(first));
        assertEquals(second, live());
        // The first request again changes nothing; nor does asking for the one that is live.
        var again = liveAgain(first, key, tag);
        again.then().statusCode(200);
        assertEquals(back.asString(), again.asString());
        liveAgain(second, UUID.randomUUID().toString(), "*")
                .then()
                .statusCode(200)
                .body("id", equalTo(second))
                .body("previous", nullValue());
        assertEquals(second, live());
    }

    @Test
    void aGenerationThatCannotBeMadeLiveAgainSaysWhy() throws SQLException {
        int live = live();
        long building = insert("building");
        long pinned = insert("pinned");
        long dropped = insert("dropped");
        long other = insertPrevious(99_999);
        long behind = insertPrevious(RuleVersion.CURRENT);
        try {
            refused(building, "generation-never-live").body("state", equalTo("building"));
            refused(pinned, "generation-never-live").body("state", equalTo("pinned"));
            refused(dropped, "generation-gone").body("state", equalTo("dropped"));
            refused(other, "generation-of-other-rules").body("ruleVersion", equalTo(99_999));
            refused(behind, "generation-behind").body("behind", greaterThan(0));
            assertEquals(live, live());
        } finally {
            execute("delete from generation where id in (%d, %d, %d, %d, %d)"
                    .formatted(building, pinned, dropped, other, behind));
        }
    }

    private ValidatableResponse refused(long id, String code) {
        return liveAgain(id, UUID.randomUUID().toString(), "*")
                .then()
                .statusCode(409)
                .contentType("application/problem+json")
                .body("type", equalTo("/problems/" + code));
    }

    /** One that was live before, and that nobody folds. */
    private long insertPrevious(int ruleVersion) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(
                        "insert into generation (rule_version, state) values (%d, 'previous') returning id"
                                .formatted(ruleVersion))) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static int live() {
        return HttpWorld.get("/rebuilds", Tokens.operator()).path("find { it.state == 'live' }.id");
    }

    private static Response liveAgain(long id, String key, String match) {
        return given().auth()
                .oauth2(Tokens.operator())
                .header("Idempotency-Key", key)
                .header("If-Match", match)
                .post("/rebuilds/" + id + "/live");
    }

    private static Response rebuild(String body) {
        return given().auth()
                .oauth2(Tokens.operator())
                .contentType("application/json")
                .body(body)
                .post("/rebuilds");
    }

    private static Response drop(int id, String match) {
        return given().auth()
                .oauth2(Tokens.operator())
                .header("If-Match", match)
                .delete("/rebuilds/" + id);
    }

    private static String state(int id) {
        return HttpWorld.get("/rebuilds/" + id, Tokens.operator()).path("state");
    }

    /** An answer without the number of the generation, by which alone it may differ. */
    private static String without(int generation, String answer) {
        return answer.replace("\"generation\":" + generation + ",", "");
    }
}
