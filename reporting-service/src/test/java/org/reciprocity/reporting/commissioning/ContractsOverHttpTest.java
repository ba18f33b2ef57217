package org.reciprocity.reporting.commissioning;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.reciprocity.reporting.HttpWorld;
import org.reciprocity.reporting.Story;
import org.reciprocity.reporting.TestLog;
import org.reciprocity.reporting.TestServers;
import org.reciprocity.reporting.Tokens;

/** A council commissions day care on outcomes, as Camden did. */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
class ContractsOverHttpTest {
    private static final AtomicBoolean PLAYED = new AtomicBoolean();
    private static final UUID COUNCIL = Story.id(1901);
    private static final UUID CONSORTIUM = Story.id(1902);
    private static final UUID STRANGER = Story.id(1903);
    private static final UUID COMMUNITY = Story.id(1904);
    private static final UUID DAY_CARE = Story.id(1905);
    private static final UUID UNKNOWN_PROGRAMME = Story.id(1906);
    private static final UUID ANNA = Story.id(1907);
    private static final UUID BEN = Story.id(1908);
    private static final UUID CONTRACT = Story.id(1909);
    private static final UUID ENDED = Story.id(1910);

    @BeforeEach
    void found() {
        if (PLAYED.getAndSet(true)) {
            return;
        }
        HttpWorld.ledger(
                Story.agency(COUNCIL, "CAMDEN"),
                Story.agency(CONSORTIUM, "CONSORTIUM"),
                Story.agency(STRANGER, "CONTRACT-STRANGER"),
                Story.community(COMMUNITY, "DAY-CARE-TOWN", "Europe/London", COUNCIL),
                Story.admitted(COMMUNITY, COUNCIL),
                Story.admitted(COMMUNITY, CONSORTIUM),
                Story.programme(COMMUNITY, DAY_CARE, CONSORTIUM, "DAY-CARE"),
                Story.participant(COMMUNITY, ANNA, CONSORTIUM),
                Story.participant(COMMUNITY, BEN, CONSORTIUM),
                Story.enrolled(COMMUNITY, Story.id(1911), DAY_CARE, ANNA, "2026-04-01"),
                Story.enrolled(COMMUNITY, Story.id(1912), DAY_CARE, BEN, "2026-04-01"));
        HttpWorld.ledger(
                Story.settled(
                        COMMUNITY,
                        Story.id(1913),
                        "service",
                        DAY_CARE,
                        "2026-04-20T10:00:00Z",
                        Story.Leg.of(ANNA, BEN, 120)),
                Story.settled(
                        COMMUNITY,
                        Story.id(1914),
                        "codesign",
                        DAY_CARE,
                        "2026-04-21T10:00:00Z",
                        Story.Leg.of(ANNA, Story.id(1915), 60)),
                Story.scored(COMMUNITY, DAY_CARE, Story.id(1916), ANNA, 0, "20", "2026-04-01"),
                Story.scored(COMMUNITY, DAY_CARE, Story.id(1917), ANNA, 1, "23", "2026-04-28"),
                outcome("contract-let", """
                        {"contract":"%s","code":"day-care-2026","commissioner":"%s","programmes":["%s","%s"],"providers":["%s"],
                        "from":"2026-04-01","to":"2026-06-30","paidOn":"measure-change","counterFigure":"active","domains":[
                        {"domain":"mental-wellbeing","measuredBy":{"kind":"instrument","code":"SWEMWBS"},"target":3,"direction":"at-least"},
                        {"domain":"participation","measuredBy":{"kind":"figure","code":"hours-given"},"target":2.5,"direction":"at-least"},
                        {"domain":"safety","measuredBy":{"kind":"follow-up","code":"re-offended"},"target":0.1,"direction":"at-most"},
                        {"domain":"user-direction","measuredBy":{"kind":"figure","code":"design-by-users"}}]}""".formatted(CONTRACT, COUNCIL, DAY_CARE, UNKNOWN_PROGRAMME, CONSORTIUM)),
                outcome("contract-let", """
                        {"contract":"%s","code":"ended","commissioner":"%s","programmes":["%s"],"providers":["%s"],
                        "from":"2026-04-01","to":"2029-03-31","paidOn":"active","counterFigure":"hours-given","domains":[
                        {"domain":"participation","measuredBy":{"kind":"figure","code":"active"},"target":2,"direction":"at-least"}]}""".formatted(ENDED, COUNCIL, DAY_CARE, CONSORTIUM)),
                outcome("contract-ended", """
                        {"contract":"%s","endedOn":"2026-05-15","reason":"break-clause"}""".formatted(ENDED)));
        HttpWorld.awaitFolded();
    }

    private static TestLog.Entry outcome(String type, String body) {
        return TestLog.Entry.of(TestLog.OUTCOMES, type + ".v1", COMMUNITY, COMMUNITY, body);
    }

    private static ValidatableResponse get(String path) {
        return HttpWorld.get(path, Tokens.steward(COUNCIL)).then();
    }

    @Test
    void whatWasAgreedStandsBesideWhatIsMeasured() {
        var domain = "domains.find { it.domain == '%s' }.";
        var measured = domain + "byProgramme[0].measured.";
        get("/contracts/" + CONTRACT)
                .statusCode(200)
                .body("period", equalTo("2026-04/2026-06"))
                .body("commissioner.code", equalTo("CAMDEN"))
                .body("providers.code", equalTo(List.of("CONSORTIUM")))
                .body(domain.formatted("mental-wellbeing") + "byProgramme[0].status", equalTo("met"))
                .body(measured.formatted("mental-wellbeing") + "value", equalTo(3f))
                .body(measured.formatted("mental-wellbeing") + "caveats[0]", containsString("uncontrolled"))
                .body(domain.formatted("participation") + "byProgramme[0].status", equalTo("met"))
                .body(measured.formatted("participation") + "value", equalTo(3))
                .body(domain.formatted("safety") + "byProgramme[0].status", equalTo("no-figure"))
                .body(domain.formatted("safety") + "direction", equalTo("at-most"))
                .body(measured.formatted("safety") + "value", nullValue())
                .body(measured.formatted("safety") + "reason", notNullValue())
                .body(domain.formatted("user-direction") + "status", equalTo("no-target"))
                .body("asOf.through", notNullValue());
    }

    @Test
    void aProgrammeOfWhichNothingIsKnownHasNoFigureAndSoNeitherHasTheWhole() {
        get("/contracts/" + CONTRACT)
                .body("programmes[1].id", equalTo(UNKNOWN_PROGRAMME.toString()))
                .body("programmes[1].outputs.value", equalTo(java.util.Collections.nCopies(6, null)))
                .body("domains[0].byProgramme[1].status", equalTo("no-figure"))
                .body("domains[0].status", equalTo("no-figure"));
    }

    @Test
    void theFigureThatIsPaidOnIsMarkedAndNeverAlone() {
        get("/contracts/" + CONTRACT)
                .body("domains[0].byProgramme[0].measured.paidOn", equalTo(true))
                .body("domains[0].byProgramme[0].measured.counter.figure", equalTo("active"))
                .body("domains[0].byProgramme[0].measured.counter.value", equalTo(2))
                .body("domains[1].byProgramme[0].measured.paidOn", equalTo(false))
                .body("programmes[0].paid.figure", equalTo("measure-change"))
                .body("programmes[0].paid.counter.figure", equalTo("active"))
                .body(
                        "programmes[0].outcomes.find { it.figure == 'measure-change' }.counter.figure",
                        equalTo("active"));
        get("/contracts?communityId=DAY-CARE-TOWN")
                .body("items[0].paidOn", equalTo("measure-change"))
                .body("items[0].counterFigure", equalTo("active"));
    }

    @Test
    void outputsStandBesideOutcomesBesideCoDesignAndTheDeclaredCellBesideTheObserved() {
        get("/contracts/" + CONTRACT)
                .body("programmes[0].outputs.find { it.figure == 'hours-given' }.value", equalTo(3))
                .body("programmes[0].outputs.find { it.figure == 'enrolled' }.value", equalTo(2))
                .body("programmes[0].outcomes.figure", hasItem("follow-up-rate"))
                .body("programmes[0].coDesign.find { it.figure == 'hours-codesign' }.value", equalTo(1))
                .body("programmes[0].cell.declared", equalTo("both/users"))
                .body("programmes[0].cell.observed", equalTo("users/users"))
                .body("programmes[0].cell.observedName", equalTo("self-organised provision"))
                .body("programmes[0].cell.flags", containsString("differs-from-declared"));
    }

    @Test
    void aContractThatEndedIsMeasuredUntilThen() {
        get("/contracts/" + ENDED)
                .statusCode(200)
                .body("endedOn", equalTo("2026-05-15"))
                .body("endReason", equalTo("break-clause"))
                .body("period", equalTo("2026-04/2026-05"))
                .body("domains[0].status", equalTo("met"));
        get("/contracts/" + ENDED + "?period=2026-05")
                .body("period", equalTo("2026-05"))
                .body("domains[0].status", equalTo("not-yet"));
    }

    @Test
    void analystsReadTheTermsAndWaitForAnEditionForFigures() {
        HttpWorld.get("/contracts?communityId=DAY-CARE-TOWN", Tokens.analyst(CONSORTIUM))
                .then()
                .statusCode(200)
                .body("items.code", equalTo(List.of("day-care-2026", "ended")));
        HttpWorld.get("/contracts/" + CONTRACT, Tokens.analyst(CONSORTIUM))
                .then()
                .statusCode(404)
                .body("type", equalTo("/problems/nothing-released"));
    }

    @Test
    void pagesHaveThemAll() {
        assertEquals(
                List.of("day-care-2026", "ended"),
                HttpWorld.paged(
                        "/contracts?communityId=DAY-CARE-TOWN&limit=1", Tokens.analyst(CONSORTIUM), "items.code"));
    }

    @Test
    void anotherCommunitysIsAsUnknownAsOneThatDoesNotExist() {
        var theirs = HttpWorld.get("/contracts/" + CONTRACT, Tokens.steward(STRANGER));
        var nobodys = HttpWorld.get("/contracts/" + Story.id(999_996), Tokens.steward(STRANGER));

        theirs.then().statusCode(404).body("type", equalTo("/problems/unknown-contract"));
        assertEquals(nobodys.asString(), theirs.asString());
        HttpWorld.get("/contracts/" + CONTRACT, Tokens.token(COUNCIL, "reciprocity", 600, "broker"))
                .then()
                .statusCode(403)
                .body("type", equalTo("/problems/role-missing"));
    }

    @ParameterizedTest
    @CsvSource({
        "/contracts, 400, missing-parameter",
        "/contracts?communityId=NOWHERE, 404, unknown-community",
        "/contracts/x, 404, unknown-contract",
        "/contracts/x?period=2026-13, 404, unknown-period",
        "/contracts/x?period=2026-05/2026-04, 422, reversed-range",
        "/contracts/x?period=9998, 422, future-period",
        "/contracts/x?asOf=1, 400, unknown-parameter"
    })
    void refusesQuestionsThatAreNone(String path, int status, String code) {
        get(path).statusCode(status).body("type", equalTo("/problems/" + code));
    }
}
