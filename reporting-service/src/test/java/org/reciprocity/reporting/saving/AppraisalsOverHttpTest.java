package org.reciprocity.reporting.saving;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
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
import org.reciprocity.reporting.appraisal.Deflators;
import org.reciprocity.reporting.appraisal.Examples;
import org.reciprocity.reporting.appraisal.Horizon;

/** Who pays and who saves, as it is asked for. */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
class AppraisalsOverHttpTest {
    private static final AtomicBoolean PLAYED = new AtomicBoolean();
    private static final UUID COMMUNITY = WorkedExampleTest.COMMUNITY;
    private static final UUID STRANGER = Story.id(1801);
    private static final UUID BIRMINGHAM = Examples.birmingham().id();
    private static final UUID PROGRAMME = Examples.birmingham().programme();
    private static final UUID OTHER_PROGRAMME = Story.id(1803);
    private static final UUID FROM_RECORDS = Story.id(1804);
    private static final UUID OF_FEW = Story.id(1805);
    private static final UUID IN_DOLLARS = Story.id(1806);
    private static final UUID OLD_PRICE = Story.id(1807);
    private static final UUID MISTAKE = Story.id(1808);

    @BeforeEach
    void found() {
        if (PLAYED.getAndSet(true)) {
            return;
        }
        var price = Examples.birmingham().benefits().getFirst().unitCostId();
        HttpWorld.ledger(
                Story.agency(Examples.COUNCIL, "COUNCIL"),
                Story.agency(Examples.HEALTH, "HEALTH"),
                Story.agency(Examples.POLICE, "POLICE"),
                Story.agency(STRANGER, "SAVING-STRANGER"),
                Story.community(COMMUNITY, "BIRMINGHAM", "Europe/London", Examples.COUNCIL),
                Story.admitted(COMMUNITY, Examples.COUNCIL),
                Story.admitted(COMMUNITY, Examples.HEALTH),
                Story.programme(COMMUNITY, PROGRAMME, Examples.COUNCIL, "PARENTING"),
                Story.programme(COMMUNITY, OTHER_PROGRAMME, Examples.HEALTH, "WALKS"));
        HttpWorld.ledger(
                outcome("unit-cost-published", COMMUNITY, """
                        {"unitCost":"%s","code":"child-behaviour","title":"What one child's conduct costs in a year","year":2026,
                        "currency":"GBP","amount":400000,"source":"a price list made up for the example","inclusions":[],
                        "payer":"%s","grade":1}""".formatted(price, Examples.COUNCIL)),
                outcome("unit-cost-published", COMMUNITY, """
                        {"unitCost":"%s","code":"gp-visit","title":"Visit to a general practitioner","year":2020,
                        "currency":"GBP","amount":4000,"source":"another list","inclusions":["direct-care"],
                        "payer":"%s","grade":4}""".formatted(OLD_PRICE, Examples.HEALTH)),
                deflator(1, 2020, "70"),
                deflator(2, 2020, "80"),
                deflator(3, 2026, "100"),
                appraisal(
                        PROGRAMME,
                        BIRMINGHAM,
                        "PARENTING",
                        "GBP",
                        "100",
                        price,
                        """
                        {"agency":"%s","share":0.25},{"agency":"%s","share":0.45},{"agency":"%s","share":0.3}""".formatted(Examples.COUNCIL, Examples.HEALTH, Examples.POLICE),
                        "",
                        """
                        {"line":"classes","agency":"%s","year":2026,"amount":10000000,"optimism":0}""".formatted(Examples.COUNCIL)),
                appraisal(
                        OTHER_PROGRAMME,
                        FROM_RECORDS,
                        "WALKS",
                        "GBP",
                        "10",
                        OLD_PRICE,
                        """
                        {"agency":"%s","share":0.9}""".formatted(Examples.HEALTH),
                        """
                        ,"low":{"effect":0.5},"high":{"people":12},"effectFrom":{"kind":"service-use","code":"gp-visit"}""",
                        ""),
                use(1840, 6, 4),
                use(1841, 4, 3),
                use(1842, 5, 2),
                appraisal(OTHER_PROGRAMME, OF_FEW, "WALKS-OF-FEW", "GBP", "7", OLD_PRICE, "", "", """
                        {"line":"guide","agency":"%s","year":2026,"amount":100,"optimism":0}""".formatted(
                                Examples.HEALTH)),
                appraisal(OTHER_PROGRAMME, IN_DOLLARS, "WALKS-ABROAD", "USD", "50", OLD_PRICE, "", "", """
                        {"line":"guide","agency":"%s","year":2026,"amount":100,"optimism":0}""".formatted(
                                Examples.HEALTH)),
                cost(1809, Examples.HEALTH, 2025, 99_999, "GBP", false),
                cost(1810, Examples.HEALTH, 2026, 8_000, "GBP", false),
                cost(1811, Examples.COUNCIL, 2027, 5_000, "GBP", true),
                cost(MISTAKE, Examples.COUNCIL, 2027, 77_777, "GBP", true),
                outcome("benefit-accrued", OTHER_PROGRAMME, """
                        {"benefit":"%s","agency":"%s","year":2027,"amount":1000,"currency":"GBP","priceYear":2020,
                        "cashable":true,"grade":3}""".formatted(Story.id(1812), Examples.HEALTH)),
                outcome("outcome-withdrawn", OTHER_PROGRAMME, """
                        {"outcome":"%s","of":"cost","reason":"entered-in-error"}""".formatted(MISTAKE)));
        HttpWorld.awaitFolded();
    }

    private static TestLog.Entry outcome(String type, UUID key, String body) {
        return TestLog.Entry.of(TestLog.OUTCOMES, type + ".v1", COMMUNITY, key, body);
    }

    private static TestLog.Entry use(long id, int before, int after) {
        return outcome(
                "service-use-recorded", OTHER_PROGRAMME, """
                {"serviceUse":"%s","participant":"%s","type":"gp-visit","arm":"participants",
                "before":{"count":%d,"days":365},"after":{"count":%d,"days":365}}""".formatted(Story.id(id), Story.id(id + 10), before, after));
    }

    private static TestLog.Entry deflator(int number, int year, String index) {
        return outcome("deflator-published", COMMUNITY, """
                {"deflator":"%s","currency":"GBP","year":%d,"index":%s,"source":"a made-up series"}""".formatted(Story.id(1820 + number), year, index));
    }

    private static TestLog.Entry cost(long id, UUID agency, int year, long amount, String currency, boolean inKind) {
        return cost(Story.id(id), agency, year, amount, currency, inKind);
    }

    private static TestLog.Entry cost(UUID id, UUID agency, int year, long amount, String currency, boolean inKind) {
        return outcome("cost-borne", OTHER_PROGRAMME, """
                {"cost":"%s","agency":"%s","year":%d,"amount":%d,"currency":"%s","priceYear":2026,"inKind":%b,"preventive":true,
                "grade":2,"item":"guide"}""".formatted(id, agency, year, amount, currency, inKind));
    }

    private static TestLog.Entry appraisal(
            UUID programme,
            UUID id,
            String code,
            String currency,
            String people,
            UUID unitCost,
            String shares,
            String varied,
            String costs) {
        return outcome("appraisal-registered", programme, """
                {"appraisal":"%s","code":"%s","payer":"%s","currency":"%s","priceYear":2026,"baseYear":2026,
                "schedule":"hmt-standard-2022","benefits":[{"line":"better-conduct","people":%s,"engaged":1,"effect":1,
                "deadweight":0,"optimism":0,"unitCost":"%s","dropOff":0,"cashability":0.5,"controlled":false,"maryland":2,
                "health":false,"years":1,"shares":[%s]%s}],"costs":[%s]}""".formatted(
                        id, code, Examples.COUNCIL, currency, people, unitCost, shares, varied, costs));
    }

    private static ValidatableResponse get(String path) {
        return HttpWorld.get(path, Tokens.steward(Examples.COUNCIL)).then();
    }

    @Test
    void birminghamShowsOneToOneForTheCouncilAndFourToOneForTheSystem() {
        get("/appraisals/" + BIRMINGHAM)
                .statusCode(200)
                .body("computed", equalTo(true))
                .body("result.payer.return.undiscounted", equalTo(1.0f))
                .body("result.system.return.undiscounted", equalTo(4.0f))
                .body("result.system.return.discounted", equalTo(3.864734f))
                .body("result.partners.net.undiscounted", equalTo(30_000_000))
                .body("result.partners.return.undiscounted", nullValue())
                .body("result.system.payback", equalTo(1))
                .body("result.payer.payback", nullValue())
                .body("result.system.cashable.undiscounted", equalTo(20_000_000))
                .body("result.system.caveats", equalTo(List.of("uncontrolled")))
                .body("flags.code", hasItem("uncontrolled"))
                .body("result.byAgency.code", equalTo(List.of("COUNCIL", "HEALTH", "POLICE")))
                .body("result.flows.gainer", hasSize(3))
                .body(
                        "result.flows.payer",
                        equalTo(List.of(
                                Examples.COUNCIL.toString(), Examples.COUNCIL.toString(), Examples.COUNCIL.toString())))
                .body("result.flows.undiscounted", equalTo(List.of(10_000_000, 18_000_000, 12_000_000)))
                .body("result.horizons.horizon", equalTo(List.of("1", "3", "5", "10", "15", "all")))
                .body("inputs.benefits[0].unitCost.source", equalTo("a price list made up for the example"))
                .body("inputs.schedule.general.rate", equalTo(List.of(0.035f, 0.03f, 0.025f)))
                .body("recorded.entries", hasSize(0))
                .body("asOf.through", notNullValue());
    }

    @Test
    void aSpreadsheetComputesTheSameFromTheExport() throws IOException {
        for (var id : List.of(BIRMINGHAM, FROM_RECORDS)) {
            var token = Tokens.steward(Examples.HEALTH);
            var csv = given().auth().oauth2(token).accept("text/csv").get("/appraisals/" + id);
            assertEquals(200, csv.statusCode());
            var result = JsonMapper.builder()
                    .build()
                    .readTree(HttpWorld.get("/appraisals/" + id, token).asString())
                    .path("result");
            try (var workbook = RecomputingWorkbook.of(csv.asString())) {
                assertEquals(0, workbook.evaluate());
                assertEquals(
                        0,
                        workbook.result("difference from the service", "cost").orElseThrow());
                for (var who : List.of("payer", "partners", "system", "unattributed")) {
                    for (var what : List.of("cost", "benefit", "cashable", "net")) {
                        var amounts = result.path(who).path(what);
                        assertEquals(
                                amounts.path("undiscounted").doubleValue(),
                                workbook.result(who, what).orElseThrow());
                        assertEquals(
                                amounts.path("discounted").doubleValue(),
                                workbook.result(who, what + " discounted").orElseThrow());
                    }
                    var returned = result.path(who).path("return").path("discounted");
                    assertEquals(
                            returned.isNull()
                                    ? java.util.Optional.empty()
                                    : java.util.Optional.of(returned.doubleValue()),
                            workbook.result(who, "return discounted"));
                }
            }
        }
    }

    @Test
    void theExportIsTheOneThatTheShippedWorkbookWasMadeOf() throws IOException {
        var csv = given().auth()
                .oauth2(Tokens.steward(Examples.COUNCIL))
                .accept("text/csv")
                .get("/appraisals/" + BIRMINGHAM);

        assertEquals(WorkedExampleTest.export(Examples.birmingham(), Deflators.none(), Horizon.ALL), csv.asString());
    }

    @Test
    void recordedCostsAreTakenFromTheBaseYearOnAndStandInABlockOfTheirOwn() {
        // 10 people x 4000 x 100/80 = 50000, nine tenths of it to the health service; costs 8000 now and 5000 next
        // year.
        get("/appraisals/" + FROM_RECORDS)
                .statusCode(200)
                .body("result.system.cost.undiscounted", equalTo(13_000))
                .body("result.system.inKind.undiscounted", equalTo(5_000))
                .body("result.system.cost.discounted", equalTo(8_000 + 4_831))
                .body("result.system.benefit.undiscounted", equalTo(45_000))
                .body("result.unattributed.benefit.undiscounted", equalTo(5_000))
                .body("result.withUnattributed.benefit.undiscounted", equalTo(50_000))
                .body("flags.code", hasItem("recorded-costs"))
                .body("flags.code", hasItem("optimism-below-grade"))
                .body("flags.code", hasItem("unattributed"))
                .body("flags.code", not(hasItem("effect-outside-recorded")))
                .body("recordedEffects.of", equalTo(List.of("service-use:gp-visit")))
                .body("recordedEffects[0].value", equalTo(-2f))
                .body("recordedEffects[0].compared", equalTo(false))
                .body("recordedEffects[0].holds", equalTo(true))
                .body("inputs.deflators.index", equalTo(List.of(80, 100)))
                .body("recorded.costs", equalTo(112_999))
                .body("recorded.benefits", equalTo(1_250))
                .body("recorded.cashableBenefits", equalTo(1_250))
                .body("recorded.entries.amount", not(hasItem(77_777)))
                .body(
                        "recorded.byAgencyAndYear.find { it.year == 2027 && it.agency == '%s' }.inKind"
                                .formatted(Examples.COUNCIL),
                        equalTo(5_000))
                .body("result.sensitivity.assumption", equalTo(List.of("effect", "people")))
                .body("result.sensitivity[0].low.value", equalTo(0.5f))
                .body("result.sensitivity[0].swing", equalTo(21_739));
        get("/appraisals/" + FROM_RECORDS + "?horizon=1").body("horizon", equalTo("1"));
    }

    @Test
    void oneThatCannotBeComputedSaysWhatIsInTheWay() {
        get("/appraisals/" + IN_DOLLARS)
                .statusCode(200)
                .body("computed", equalTo(false))
                .body("obstacles.code", equalTo(List.of("currency-mismatch")))
                .body("result", nullValue())
                .body("inputs.benefits[0].unitCost.currency", equalTo("GBP"));
        given().auth()
                .oauth2(Tokens.steward(Examples.COUNCIL))
                .accept("text/csv")
                .get("/appraisals/" + IN_DOLLARS)
                .then()
                .statusCode(200)
                .body(containsString("obstacle,,,,,currency-mismatch"));
    }

    @Test
    void allOfACommunityAreListed() {
        get("/appraisals?communityId=BIRMINGHAM")
                .statusCode(200)
                .body("community", equalTo(COMMUNITY.toString()))
                .body("items.code", equalTo(List.of("PARENTING", "WALKS", "WALKS-ABROAD", "WALKS-OF-FEW")))
                .body("items[0].payerAccount.return.undiscounted", equalTo(1.0f))
                .body("items[0].systemAccount.return.undiscounted", equalTo(4.0f))
                .body("items[2].computed", equalTo(false));
    }

    @Test
    void pagesHaveThemAllForWhoSeesThem() {
        assertEquals(
                List.of("PARENTING", "WALKS", "WALKS-ABROAD", "WALKS-OF-FEW"),
                HttpWorld.paged(
                        "/appraisals?communityId=BIRMINGHAM&limit=1", Tokens.steward(Examples.COUNCIL), "items.code"));
        assertEquals(
                List.of("PARENTING", "WALKS-ABROAD"),
                HttpWorld.paged(
                        "/appraisals?communityId=BIRMINGHAM&limit=1", Tokens.analyst(Examples.HEALTH), "items.code"));
    }

    @Test
    void analystsSeeNoneThatRestsOnFewPeopleOrOnRecords() {
        var analyst = Tokens.analyst(Examples.HEALTH);

        HttpWorld.get("/appraisals?communityId=BIRMINGHAM", analyst)
                .then()
                .statusCode(200)
                .body("items.code", equalTo(List.of("PARENTING", "WALKS-ABROAD")));
        HttpWorld.get("/appraisals/" + BIRMINGHAM, analyst)
                .then()
                .statusCode(200)
                .body("result.system.return.undiscounted", equalTo(4.0f))
                .body("recorded", nullValue());
        assertUnknown(HttpWorld.get("/appraisals/" + OF_FEW, analyst).then());
        assertUnknown(HttpWorld.get("/appraisals/" + FROM_RECORDS, analyst).then());
    }

    private static void assertUnknown(ValidatableResponse response) {
        response.statusCode(404).body("type", equalTo("/problems/unknown-appraisal"));
    }

    @Test
    void anotherCommunitysIsAsUnknownAsOneThatDoesNotExist() {
        var theirs = HttpWorld.get("/appraisals/" + BIRMINGHAM, Tokens.steward(STRANGER));
        var nobodys = HttpWorld.get("/appraisals/" + Story.id(999_997), Tokens.steward(STRANGER));

        assertUnknown(theirs.then());
        assertEquals(nobodys.asString(), theirs.asString());
        HttpWorld.get("/appraisals?communityId=BIRMINGHAM", Tokens.steward(STRANGER))
                .then()
                .statusCode(404)
                .body("type", equalTo("/problems/unknown-community"));
        HttpWorld.get("/appraisals/" + BIRMINGHAM, Tokens.token(Examples.COUNCIL, "reciprocity", 600, "broker"))
                .then()
                .statusCode(403)
                .body("type", equalTo("/problems/role-missing"));
    }

    @ParameterizedTest
    @CsvSource({
        "/appraisals, 400, missing-parameter",
        "/appraisals?communityId=NOWHERE, 404, unknown-community",
        "/appraisals?communityId=BIRMINGHAM&horizon=1, 400, unknown-parameter",
        "/appraisals/x, 404, unknown-appraisal",
        "/appraisals/x?horizon=2, 404, unknown-horizon",
        "/appraisals/x?horizon=-1, 404, unknown-horizon",
        "/appraisals/x?horizon=01, 404, unknown-horizon",
        "/appraisals/x?horizon=1&horizon=3, 400, malformed-request",
        "/appraisals/x?horison=1, 400, unknown-parameter"
    })
    void refusesQuestionsThatAreNone(String path, int status, String code) {
        get(path).statusCode(status).body("type", equalTo("/problems/" + code));
    }

    @Test
    void anUnknownHorizonIsAnsweredWithTheNearest() {
        get("/appraisals/" + BIRMINGHAM + "?horizon=12").statusCode(404).body("nearest", hasItem("1"));
    }
}
