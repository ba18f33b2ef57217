package org.reciprocity.reporting;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may see what. */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
class AccessTest {
    private static final AtomicBoolean PLAYED = new AtomicBoolean();
    private static final UUID LEAD = Story.id(71);
    private static final UUID PARTNER = Story.id(72);
    private static final UUID STRANGER = Story.id(73);
    private static final UUID COMMUNITY = Story.id(74);
    private static final String FIGURE = "/figures/hours-given?period=all&communityId=" + COMMUNITY;

    @BeforeEach
    void found() {
        if (PLAYED.getAndSet(true)) {
            return;
        }
        HttpWorld.ledger(
                Story.agency(LEAD, "LEAD"),
                Story.agency(PARTNER, "PARTNER"),
                Story.agency(STRANGER, "STRANGER"),
                Story.community(COMMUNITY, "CLOSED", "Europe/London", LEAD),
                Story.admitted(COMMUNITY, PARTNER));
        HttpWorld.awaitFolded();
    }

    @Test
    void anAgencyThatHasLeftSeesNothingUntilItComesBack() {
        var passing = Story.id(76);
        var back = Story.id(77);
        HttpWorld.ledger(
                Story.agency(passing, "PASSING"),
                Story.agency(back, "BACK"),
                Story.admitted(COMMUNITY, passing),
                Story.left(COMMUNITY, passing),
                Story.admitted(COMMUNITY, back),
                Story.left(COMMUNITY, back),
                Story.admitted(COMMUNITY, back));
        HttpWorld.awaitFolded();
        isProblem(HttpWorld.get(FIGURE, Tokens.steward(passing)), 404, "unknown-community");
        HttpWorld.get(FIGURE, Tokens.steward(back)).then().statusCode(200);

        HttpWorld.ledger(Story.left(COMMUNITY, back));
        HttpWorld.awaitFolded();
        isProblem(HttpWorld.get(FIGURE, Tokens.steward(back)), 404, "unknown-community");
    }

    private static void isProblem(Response response, int status, String code) {
        response.then()
                .statusCode(status)
                .contentType(containsString("application/problem+json"))
                .body("type", equalTo("/problems/" + code))
                .body("status", equalTo(status));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/figures",
                "/figures/hours-given?period=all&communityId=x",
                "/figures/table",
                "/figures/active/definition",
                "/rebuilds",
                "/rebuilds/1",
                "/digest",
                "/feed",
                "/balances",
                "/releases",
                "/releases/1",
                "/releases/1/book",
                "/releases/1/restatements",
                "/editions",
                "/editions/1",
                "/editions/1/restatements",
                "/claims",
                "/claims/birmingham-system",
                "/contracts",
                "/contracts/01997c10-0000-7000-8000-000000003009",
                "/appraisals",
                "/appraisals/01997c10-0000-7000-8000-00000000300a"
            })
    void nothingIsAnsweredWithoutAToken(String path) {
        isProblem(given().get(path), 401, "unauthorized");
    }

    @Test
    void rebuildsAreNotBegunWithoutAToken() {
        isProblem(given().post("/rebuilds"), 401, "unauthorized");
        isProblem(
                given().contentType("application/json").body("{\"through\":{}}").post("/rebuilds"),
                401,
                "unauthorized");
        isProblem(given().delete("/rebuilds/1"), 401, "unauthorized");
        isProblem(given().header("Idempotency-Key", "a").post("/rebuilds/1/live"), 401, "unauthorized");
    }

    @Test
    void refusesTokensThatAreNotValid() {
        var good = Tokens.steward(LEAD);
        var parts = good.split("\\.", -1);
        var none = Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString("{\"alg\":\"none\"}".getBytes(StandardCharsets.UTF_8))
                + "." + parts[1] + ".";

        isProblem(HttpWorld.get(FIGURE, Tokens.token(LEAD, "reciprocity", -500, "steward")), 401, "unauthorized");
        isProblem(HttpWorld.get(FIGURE, Tokens.token(LEAD, "elsewhere", 600, "steward")), 401, "unauthorized");
        isProblem(HttpWorld.get(FIGURE, none), 401, "unauthorized");
        isProblem(HttpWorld.get(FIGURE, parts[0] + "." + parts[1] + ".AAAA"), 401, "unauthorized");
        isProblem(HttpWorld.get(FIGURE, "rubbish"), 401, "unauthorized");
        isProblem(given().auth().preemptive().basic("a", "b").get(FIGURE), 401, "unauthorized");
    }

    @Test
    void stewardsOfAdmittedAgenciesAndOperatorsSeeFigures() {
        HttpWorld.get(FIGURE, Tokens.steward(LEAD)).then().statusCode(200);
        HttpWorld.get(FIGURE, Tokens.steward(PARTNER)).then().statusCode(200);
        HttpWorld.get(FIGURE, Tokens.operator()).then().statusCode(200);
    }

    @Test
    void aCommunityThatIsNotTheirsIsAsUnknownToThemAsOneThatDoesNotExist() {
        var other = HttpWorld.get(FIGURE, Tokens.steward(STRANGER));
        var unknown = HttpWorld.get(
                "/figures/hours-given?period=all&communityId=" + Story.id(999_999), Tokens.steward(STRANGER));

        isProblem(other, 404, "unknown-community");
        assertEquals(unknown.asString(), other.asString());
        isProblem(HttpWorld.get("/balances?communityId=CLOSED", Tokens.steward(STRANGER)), 404, "unknown-community");
        isProblem(HttpWorld.get(FIGURE, Tokens.token(null, "reciprocity", 600, "steward")), 404, "unknown-community");
    }

    @Test
    void analystsSeeFiguresOnlyOnceTheyAreReleased() {
        isProblem(HttpWorld.get(FIGURE, Tokens.analyst(LEAD)), 404, "nothing-released");
        isProblem(
                HttpWorld.get("/figures/table?period=all&communityId=CLOSED", Tokens.analyst(LEAD)),
                404,
                "nothing-released");
        isProblem(
                HttpWorld.get("/balances?communityId=CLOSED", Tokens.analyst(LEAD)),
                403,
                "exact-figures-are-for-stewards");
        isProblem(HttpWorld.get(FIGURE, Tokens.analyst(STRANGER)), 404, "unknown-community");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/figures/hours-given", "/figures/table"})
    void analystsAreNotToldFiguresOfAPointOfTheLog(String path) {
        var question = path + "?period=all&generation=1&communityId=" + COMMUNITY;

        isProblem(HttpWorld.get(question, Tokens.analyst(LEAD)), 403, "exact-figures-are-for-stewards");
        isProblem(HttpWorld.get(question, Tokens.steward(STRANGER)), 404, "unknown-community");
    }

    @Test
    void otherRolesSeeNone() {
        isProblem(HttpWorld.get(FIGURE, Tokens.token(LEAD, "reciprocity", 600, "broker")), 403, "role-missing");
        isProblem(HttpWorld.get(FIGURE, Tokens.token(LEAD, "reciprocity", 600)), 403, "role-missing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/rebuilds", "/rebuilds/1", "/digest", "/feed"})
    void onlyOperatorsLookAfterGenerations(String path) {
        isProblem(HttpWorld.get(path, Tokens.steward(LEAD)), 403, "role-missing");
    }

    @Test
    void onlyOperatorsRebuild() {
        for (var token : new String[] {Tokens.steward(LEAD), Tokens.analyst(LEAD)}) {
            isProblem(given().auth().oauth2(token).post("/rebuilds"), 403, "role-missing");
            isProblem(
                    given().auth()
                            .oauth2(token)
                            .contentType("application/json")
                            .body("{\"through\":{}}")
                            .post("/rebuilds"),
                    403,
                    "role-missing");
            isProblem(given().auth().oauth2(token).delete("/rebuilds/1"), 403, "role-missing");
            isProblem(
                    given().auth().oauth2(token).header("Idempotency-Key", "a").post("/rebuilds/1/live"),
                    403,
                    "role-missing");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/q/health",
                "/q/health/live",
                "/q/health/ready",
                "/q/health/group/log",
                "/q/metrics",
                "/openapi",
                "/docs"
            })
    void healthMetricsAndTheDescriptionAreOpen(String path) {
        given().get(path).then().statusCode(200);
    }

    @Test
    void metricsTellOfTheFolds() {
        given().get("/q/metrics")
                .then()
                .body(containsString("reporting_folded_total"))
                .body(containsString("reporting_skipped_total"))
                .body(containsString("reporting_lag"));
    }

    @Test
    void theDescriptionHasExamples() {
        given().queryParam("format", "json")
                .get("/openapi")
                .then()
                .statusCode(200)
                .body("paths.keySet().size()", equalTo(23))
                .body("components.schemas.FigureAnswer.examples.size()", equalTo(1));
    }
}
