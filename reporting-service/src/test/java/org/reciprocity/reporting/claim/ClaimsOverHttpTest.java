package org.reciprocity.reporting.claim;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.reciprocity.reporting.HttpWorld;
import org.reciprocity.reporting.Story;
import org.reciprocity.reporting.TestLog;
import org.reciprocity.reporting.TestServers;
import org.reciprocity.reporting.Tokens;

/** Claims as they are asked for. */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
class ClaimsOverHttpTest {
    private static final AtomicBoolean PLAYED = new AtomicBoolean();
    private static final UUID LEAD = Story.id(1701);
    private static final UUID STRANGER = Story.id(1702);
    private static final UUID COMMUNITY = Story.id(1703);
    private static final UUID RIGHT = Story.id(1704);
    private static final UUID WRONG = Story.id(1705);
    private static final UUID SCHOOLS = Story.id(1706);
    private static final UUID FEW = Story.id(1707);

    @BeforeEach
    void found() {
        if (PLAYED.getAndSet(true)) {
            return;
        }
        HttpWorld.ledger(
                Story.agency(LEAD, "CLAIM-LEAD"),
                Story.agency(STRANGER, "CLAIM-STRANGER"),
                Story.community(COMMUNITY, "CLAIMANTS", "Europe/London", LEAD),
                Story.admitted(COMMUNITY, LEAD),
                registered(RIGHT, "visits-saved", "350", "people * visits", "[\"our-own\"]"),
                registered(WRONG, "visits-wasted", "351", "people * visits / (visits - 3.5)", "[]"),
                registered(SCHOOLS, "learning-to-lead-hours", "26000000", "people * visits", "[]"),
                ofFew());
        HttpWorld.awaitFolded();
    }

    private static TestLog.Entry registered(UUID claim, String code, String stated, String formula, String flags) {
        return TestLog.Entry.of(TestLog.OUTCOMES, "claim-registered.v1", COMMUNITY, COMMUNITY, """
                {"claim":"%s","code":"%s","title":"Visits","stated":%s,"unit":"visits","formula":"%s","inputs":[
                {"name":"people","value":100,"unit":"people","source":"Invented for this test"},
                {"name":"visits","value":3.5,"source":"Invented for this test"}],
                "source":"Invented for this test","flags":%s}""".formatted(
                        claim, code, stated, formula, flags));
    }

    /** It says of a claim that the field is known by that it is of three people. */
    private static TestLog.Entry ofFew() {
        return TestLog.Entry.of(TestLog.OUTCOMES, "claim-registered.v1", COMMUNITY, COMMUNITY, """
                {"claim":"%s","code":"birmingham-system","title":"Of three","stated":6,"unit":"hours","formula":"people * hours","inputs":[
                {"name":"people","value":3,"unit":"people","source":"Invented for this test"},
                {"name":"hours","value":2,"unit":"hours","source":"Invented for this test"}],
                "source":"Invented for this test","flags":[]}""".formatted(FEW));
    }

    @Test
    void aClaimOfFewPeopleIsForStewardsAndIsAsUnknownToOthersAsOneThatDoesNotExist() {
        for (var role : new String[] {"agency", "broker", "analyst"}) {
            var token = Tokens.token(LEAD, "reciprocity", 600, role);
            get("/claims?communityId=CLAIMANTS", token)
                    .body("items.id", not(hasItem(FEW.toString())))
                    .body("items.id", hasItem(RIGHT.toString()));
            var few = HttpWorld.get("/claims/" + FEW, token);
            assertEquals(404, few.statusCode());
            assertEquals(HttpWorld.get("/claims/" + Story.id(999_998), token).asString(), few.asString());
            assertEquals(
                    HttpWorld.get("/claims/birmingham-system", token).asString(),
                    HttpWorld.get("/claims/birmingham-system?communityId=CLAIMANTS", token)
                            .asString());
        }
        for (var token : new String[] {Tokens.steward(LEAD), Tokens.operator()}) {
            get("/claims/" + FEW, token).statusCode(200).body("inputs[0].value", equalTo(3));
            get("/claims/birmingham-system?communityId=CLAIMANTS", token).body("id", equalTo(FEW.toString()));
        }
    }

    @Test
    void pagesHaveTheClaimsOfTheFieldAndThoseOfTheCommunity() {
        for (var token : new String[] {Tokens.analyst(LEAD), Tokens.steward(LEAD)}) {
            List<Object> whole =
                    HttpWorld.get("/claims?communityId=CLAIMANTS", token).path("items.code");
            assertEquals(whole, HttpWorld.paged("/claims?communityId=CLAIMANTS&limit=2", token, "items.code"));
        }
    }

    private static io.restassured.response.ValidatableResponse get(String path, String token) {
        return HttpWorld.get(path, token).then();
    }

    @Test
    void learningToLeadComesToItsHours() {
        get("/claims/learning-to-lead-hours", Tokens.analyst(STRANGER))
                .statusCode(200)
                .body("value", equalTo(26_581_347))
                .body("stated", equalTo(26_581_347))
                .body("computes", equalTo(true))
                .body("formula", equalTo("pupils * hoursAWeek * weeks"))
                .body("inputs.name", equalTo(java.util.List.of("pupils", "hoursAWeek", "weeks")))
                .body("inputs.source", hasItem(containsString("literature")))
                .body("flags.code", equalTo(java.util.List.of("potential")))
                .body("flags[0].meaning", containsString("Nobody recorded it"))
                .body("asOf", nullValue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"agency", "broker", "steward", "operator", "analyst"})
    void whatTheFieldIsKnownByIsOpenToEveryRole(String role) {
        get("/claims", Tokens.token(STRANGER, "reciprocity", 600, role))
                .statusCode(200)
                .body("items", hasSize(Claims.KNOWN.size()))
                .body("items.code", hasItems("birmingham-system", "shared-lives-a-year"))
                .body("items.id", not(hasItem(notNullValue())));
    }

    @Test
    void readingsAndConflictsStandBeside() {
        get("/claims/three-hours-of-300000", Tokens.operator())
                .body("readings.value", equalTo(java.util.List.of(10_800_000, 46_800_000)))
                .body("flags.code", hasItem("frequency-not-stated"));
        get("/claims/youth-court-reoffending", Tokens.operator())
                .body("flags.find { it.code == 'conflicts-with' }.with", hasItem("youth-court-reoffending-elsewhere"));
        get("/claims/jefferson-risk-ratio", Tokens.operator())
                .body("exactly", equalTo("7/30"))
                .body("stated", equalTo(0.233f))
                .body("rounding", equalTo(3));
    }

    @Test
    void aCommunitysOwnStandBesideForThoseWhoMaySeeIt() {
        get("/claims?communityId=CLAIMANTS", Tokens.token(LEAD, "reciprocity", 600, "agency"))
                .statusCode(200)
                .body("items", hasSize(Claims.KNOWN.size() + 3))
                .body("items.find { it.code == 'visits-saved' }.value", equalTo(350))
                .body("items.find { it.code == 'visits-saved' }.id", equalTo(RIGHT.toString()))
                .body("items.find { it.code == 'visits-saved' }.community", equalTo(COMMUNITY.toString()))
                .body("items.find { it.code == 'visits-saved' }.evidence", equalTo("not-stated"))
                .body(
                        "items.find { it.code == 'visits-saved' }.flags.code",
                        equalTo(java.util.List.of("evidence-not-stated", "our-own")))
                .body("asOf.generation", notNullValue());
        get("/claims?communityId=CLAIMANTS", Tokens.steward(STRANGER))
                .statusCode(404)
                .body("type", equalTo("/problems/unknown-community"));
    }

    @Test
    void oneThatDoesNotComputeIsShownAsSuch() {
        get("/claims/" + WRONG, Tokens.steward(LEAD))
                .statusCode(200)
                .body("stated", equalTo(351))
                .body("value", nullValue())
                .body("computes", equalTo(false))
                .body("reason", equalTo("The formula divides by zero."))
                .body("flags.code", equalTo(java.util.List.of("does-not-compute", "evidence-not-stated")))
                .body("asOf.ruleVersion", notNullValue());
    }

    @Test
    void aCommunitysOwnIsFoundByItsCodeBeforeTheOneThatTheFieldIsKnownBy() {
        get("/claims/learning-to-lead-hours?communityId=" + COMMUNITY, Tokens.steward(LEAD))
                .body("id", equalTo(SCHOOLS.toString()))
                .body(
                        "flags.code",
                        equalTo(java.util.List.of("does-not-compute", "conflicts-with", "evidence-not-stated")))
                .body("flags[1].with", equalTo(java.util.List.of("learning-to-lead-hours")));
        get("/claims/birmingham-council?communityId=" + COMMUNITY, Tokens.steward(LEAD))
                .body("value", equalTo(1))
                .body("id", nullValue());
    }

    @Test
    void anotherCommunitysIsAsUnknownAsOneThatDoesNotExist() {
        var theirs = HttpWorld.get("/claims/" + RIGHT, Tokens.steward(STRANGER));
        var nobodys = HttpWorld.get("/claims/" + Story.id(999_998), Tokens.steward(STRANGER));

        assertEquals(404, theirs.statusCode());
        assertEquals("/problems/unknown-claim", theirs.path("type"));
        assertEquals(nobodys.asString(), theirs.asString());
    }

    @ParameterizedTest
    @CsvSource({
        "/claims/learning-to-lead-hour, 404, unknown-claim",
        "/claims/visits-saved, 404, unknown-claim",
        "/claims/%00, 404, unknown-claim",
        "/claims?communityId=NOWHERE, 404, unknown-community",
        "/claims?code=x, 400, unknown-parameter",
        "/claims/birmingham-system?horizon=1, 400, unknown-parameter",
        "/claims?communityId=CLAIMANTS&communityId=CLAIMANTS, 400, malformed-request"
    })
    void refusesQuestionsThatAreNone(String path, int status, String code) {
        get(path, Tokens.steward(LEAD)).statusCode(status).body("type", equalTo("/problems/" + code));
    }

    @Test
    void aTypingMistakeIsAnsweredWithTheNearest() {
        get("/claims/learning-to-lead-hour", Tokens.steward(LEAD)).body("nearest", hasItem("learning-to-lead-hours"));
    }

    @Test
    void aTokenWithoutARoleSeesNone() {
        get("/claims", Tokens.token(LEAD, "reciprocity", 600))
                .statusCode(403)
                .body("type", equalTo("/problems/role-missing"));
    }
}
