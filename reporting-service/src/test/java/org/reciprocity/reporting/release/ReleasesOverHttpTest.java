package org.reciprocity.reporting.release;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.reciprocity.reporting.release.ReleasedEditions.AGENCY;
import static org.reciprocity.reporting.release.ReleasedEditions.COMMUNITY;
import static org.reciprocity.reporting.release.ReleasedEditions.CONTRACT;
import static org.reciprocity.reporting.release.ReleasedEditions.GARDENS;
import static org.reciprocity.reporting.release.ReleasedEditions.STRANGER;
import static org.reciprocity.reporting.release.ReleasedEditions.analyst;
import static org.reciprocity.reporting.release.ReleasedEditions.first;
import static org.reciprocity.reporting.release.ReleasedEditions.restatedFirst;
import static org.reciprocity.reporting.release.ReleasedEditions.restatedSecond;
import static org.reciprocity.reporting.release.ReleasedEditions.second;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipInputStream;
import javax.sql.DataSource;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.reciprocity.reporting.HttpWorld;
import org.reciprocity.reporting.Story;
import org.reciprocity.reporting.TestLog;
import org.reciprocity.reporting.TestServers;
import org.reciprocity.reporting.Tokens;
import org.reciprocity.reporting.Wait;

/** What analysts see on every path they have: protected figures of released editions, and nothing else. */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
class ReleasesOverHttpTest {

    @Inject
    Releaser releaser;

    @Inject
    DataSource database;

    @BeforeEach
    void play() {
        ReleasedEditions.play();
    }

    /** Cuts an edition as a steward of an agency, and waits until it is released. */
    static int release(UUID agency, String community, String through, String key) {
        int edition = given().auth()
                .oauth2(Tokens.steward(agency))
                .contentType("application/json")
                .header("Idempotency-Key", key)
                .body("{\"communityId\":\"" + community + "\",\"through\":\"" + through + "\"}")
                .post("/editions")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        Wait.until(() -> HttpWorld.get("/releases?communityId=" + community, Tokens.analyst(agency))
                .jsonPath()
                .getList("edition", Integer.class)
                .contains(edition));
        return edition;
    }

    private static ValidatableResponse figure(String code, String period, String more) {
        return analyst("/figures/" + code + "?communityId=RELEASES&period=" + period + more)
                .then()
                .statusCode(200)
                .body("figure", equalTo(code));
    }

    @Test
    void analystsSeeRoundedFiguresOfTheLatestEdition() {
        figure("hours-given", "2025-03", "").body("value", equalTo(40)).body("asOf.edition", equalTo(second));
        figure("active", "2025-03", "").body("value", equalTo(40));
        figure("both-share", "2025-03", "").body("value", equalTo(1.0f));
        figure("reciprocity", "2025-03", "").body("value", equalTo(0.0f));
        figure("active", "all", "&band=age")
                .body("caveats", hasItem(containsString("of years from April that are over, once")));
    }

    @Test
    void analystsSeeWhatWasReceivedAndBetweenWhomHoursFlowed() {
        figure("hours-given", "2025-03", "").body("parts.'flow/peer-to-peer'", equalTo(40));
        figure("hours-received", "2025-03", "").body("value", equalTo(40)).body("parts.one-to-one", nullValue());
        figure("hours-received", "2025-04", "").body("value", nullValue()).body("reason", equalTo(Telling.TOO_FEW));
        figure("hours-received", "2025-03", "&programmeId=VISITS")
                .body("value", nullValue())
                .body("reason", equalTo(Telling.NOT_OF_PROGRAMMES));
        figure("hours-codesign", "2025-03", "").body("value", equalTo(0));
        figure("hours-redeemed", "2025-03", "").body("value", equalTo(0));
    }

    @Test
    void anEditionThatCannotBeReleasedKeepsNoOtherCommunity() throws Exception {
        var lost = List.of(Story.id(13_901), Story.id(13_902));
        try (var connection = database.getConnection();
                var insert = connection.prepareStatement("""
                        insert into edition (community, series, kind, day, generation, rule_version, as_of)
                        values (?, 'editions', 'monthly', date '2025-05-31', 1, 1,
                                '{"generation":1,"ruleVersion":1,"through":{},"suppressed":[]}')
                        """);
                var delete = connection.prepareStatement("delete from edition where community = ?")) {
            for (var community : lost) {
                insert.setObject(1, community);
                insert.executeUpdate();
            }
            releaser.releaseWhatWaits().await().atMost(Duration.ofSeconds(60));
            var red = new ReleaseCheck(releaser).call();

            assertEquals(Set.copyOf(lost), releaser.failures().keySet());
            assertTrue(releaser.failures().get(lost.getLast()).contains("ProblemException"));
            assertEquals(HealthCheckResponse.Status.DOWN, red.getStatus());
            for (var community : lost) {
                delete.setObject(1, community);
                delete.executeUpdate();
            }
        }
        releaser.releaseWhatWaits().await().atMost(Duration.ofSeconds(60));
        assertEquals(Map.of(), releaser.failures());
        assertEquals(
                HealthCheckResponse.Status.UP, new ReleaseCheck(releaser).call().getStatus());
    }

    @Test
    void aContractOfAProgrammeThatWasOpenedSinceTheEditionIsAnsweredWithoutItsFigures() {
        var since = Story.id(13_007);
        var contract = Story.id(13_008);
        HttpWorld.ledger(
                Story.programme(COMMUNITY, since, AGENCY, "SINCE"),
                TestLog.Entry.of(TestLog.OUTCOMES, "contract-let.v1", COMMUNITY, COMMUNITY, """
                        {"contract":"%s","code":"both","commissioner":"%s","programmes":["%s","%s"],"providers":["%s"],
                        "from":"2025-01-01","to":"2027-12-31","paidOn":"active","counterFigure":"hours-given","domains":[
                        {"domain":"participation","measuredBy":{"kind":"figure","code":"enrolled"},"target":1,"direction":"at-least"}]}""".formatted(
                                contract, AGENCY, GARDENS, since, AGENCY)));
        HttpWorld.awaitFolded();

        analyst("/contracts/" + contract)
                .then()
                .statusCode(200)
                .body("domains[0].byProgramme[0].measured.value", notNullValue())
                .body("domains[0].byProgramme[1].measured.value", nullValue())
                .body("domains[0].byProgramme[1].measured.reason", containsString("opened after this edition"))
                .body("domains[0].byProgramme[1].status", equalTo("no-figure"))
                .body("domains[0].status", equalTo("no-figure"))
                .body("programmes[1].paid.counter.reason", containsString("opened after this edition"));
        analyst("/contracts/" + contract + "?period=1999")
                .then()
                .statusCode(404)
                .body("type", equalTo("/problems/unknown-period"));
    }

    @Test
    void stewardsSeeExactOnes() {
        HttpWorld.get("/figures/hours-given?communityId=RELEASES&period=2025-04", Tokens.steward(AGENCY))
                .then()
                .statusCode(200)
                .body("value", equalTo(20))
                .body("parts.minutes", equalTo(1200))
                .body("asOf.suppressed", equalTo(List.of()));
    }

    @Test
    void whatIsOfAFewIsWithheldWithItsReason() {
        figure("hours-given", "2025-04", "")
                .body("value", nullValue())
                .body("reason", equalTo(Telling.TOO_FEW))
                .body("asOf.suppressed", hasItem("hours-given"));
        figure("active", "2025-04", "").body("value", nullValue());
        figure("hours-given", "2025-04", "&programmeId=VISITS").body("value", nullValue());
        figure("active", "all", "&programmeId=VISITS").body("value", nullValue());
    }

    @Test
    void whatAFewFollowsFromIsWithheldToo() {
        // Had the quarter's 80 hours and May's 60 been told, April's 20, of two people, would be the difference.
        var told = new ArrayList<String>();
        for (var period : List.of("2025-04", "2025-05", "2025-Q2")) {
            Object value = figure("hours-given", period, "").extract().path("value");
            if (value != null) {
                told.add(period);
            }
        }
        assertTrue(told.size() < 2, told.toString());
    }

    @Test
    void figuresThatNobodyHasThoughtThroughAreNotPublished() {
        figure("hours-unmet", "all", "").body("value", nullValue()).body("reason", equalTo(Telling.NOT_PUBLISHED));
    }

    @Test
    void anEarlierEditionIsAnsweredAsItWas() {
        var before = analyst("/figures/table?communityId=RELEASES&period=all&asOf=" + first);
        before.then().statusCode(200).body("asOf.edition", equalTo(first));

        assertEquals(
                before.asString(),
                analyst("/figures/table?communityId=RELEASES&period=all&asOf=" + first)
                        .asString());
    }

    @Test
    void analystsSeeNothingExact() {
        for (var path : List.of(
                "/balances?communityId=RELEASES",
                "/editions?communityId=RELEASES",
                "/editions/" + second,
                "/editions/" + second + "/restatements")) {
            analyst(path).then().statusCode(403).body("type", equalTo("/problems/exact-figures-are-for-stewards"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/figures/active?communityId=RELEASES-NOT&period=all, 404, nothing-released",
        "/figures/active?communityId=RELEASES&period=all&asOf=999999, 404, unknown-edition",
        "/figures/active?communityId=RELEASES&period=all&asOf=2025-05-31, 404, unknown-edition",
        "/figures/active?communityId=RELEASES&period=2019, 404, unknown-period",
        "/figures/activ?communityId=RELEASES&period=all, 404, unknown-figure",
        "/figures/active?communityId=RELEASED&period=all, 404, unknown-community",
        "/figures/active?communityId=RELEASES&programmeId=VISIT&period=all, 404, unknown-programme",
        "/releases, 400, missing-parameter",
        "/releases?communityId=RELEASED, 404, unknown-community",
        "/releases/x, 404, unknown-edition",
        "/releases/999999, 404, unknown-edition",
        "/releases/999999/book?period=all, 404, unknown-edition",
        "/releases/999999/restatements, 404, unknown-edition",
        "/releases/x/restatements, 404, unknown-edition",
        "/releases/1?x=1, 400, unknown-parameter"
    })
    void refusesQuestionsThatAreNone(String path, int status, String code) {
        analyst(path)
                .then()
                .statusCode(status)
                .contentType(containsString("application/problem+json"))
                .body("type", equalTo("/problems/" + code));
    }

    @Test
    void ofAPeriodThatIsNotThereTheNearestAreNamed() {
        analyst("/figures/active?communityId=RELEASES&period=2025-06")
                .then()
                .statusCode(404)
                .body("type", equalTo("/problems/unknown-period"))
                .body("nearest", hasSize(3))
                .body("nearest", everyItem(startsWith("2025-0")));
    }

    @Test
    void aReleaseThatIsNotTheirsIsAsUnknownAsOneThatDoesNotExist() {
        var other = HttpWorld.get("/releases/" + second, Tokens.analyst(STRANGER));
        var unknown = HttpWorld.get("/releases/999999", Tokens.analyst(STRANGER));

        assertEquals(404, other.statusCode());
        assertEquals(unknown.asString(), other.asString());
        HttpWorld.get("/figures/active?communityId=RELEASES&period=all", Tokens.analyst(STRANGER))
                .then()
                .statusCode(404);
        HttpWorld.get("/releases?communityId=RELEASES", Tokens.token(AGENCY, "reciprocity", 600, "broker"))
                .then()
                .statusCode(403);
    }

    static Response accepting(String path, String mediaType, String token) {
        return given().urlEncodingEnabled(false)
                .auth()
                .oauth2(token)
                .accept(mediaType)
                .get(path);
    }

    static Map<String, byte[]> unzipped(byte[] zip) throws IOException {
        var files = new HashMap<String, byte[]>();
        try (var in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                files.put(entry.getName(), in.readAllBytes());
            }
        }
        return files;
    }

    @Test
    void aReleaseRestatesByTheDifferenceOfTwoPublishedNumbers() {
        var restated =
                "restated.find { it.programme == null && it.period == '2025-03' && it.part == '' && it.figure == '%s' }.";
        analyst("/releases/" + restatedSecond + "/restatements")
                .then()
                .statusCode(200)
                .body("edition", equalTo(restatedSecond))
                .body("before", equalTo(restatedFirst))
                .body(restated.formatted("hours-given") + "before", equalTo(40))
                .body(restated.formatted("hours-given") + "after", equalTo(80))
                .body(restated.formatted("hours-given") + "difference", equalTo(40))
                .body(restated.formatted("hours-given") + "state", equalTo("told"))
                .body(restated.formatted("hours-given") + "lateEntries", equalTo(40))
                .body(restated.formatted("hours-given") + "reason", equalTo("late-entries"))
                .body("restated.findAll { it.period == '2025-03' && it.figure == 'active' }", hasSize(0))
                // What goes on is no restatement.
                .body(
                        "restated.findAll { it.period == 'all' || it.period == '2025' || it.period == '2025-05' }",
                        hasSize(0));
        analyst("/releases/" + restatedFirst + "/restatements")
                .then()
                .statusCode(200)
                .body("before", nullValue())
                .body("restated", hasSize(0));
    }

    @Test
    void nothingIsRestatedButWhatTwoReleasesPublish() {
        for (var pair : List.of(List.of(restatedFirst, restatedSecond), List.of(first, second))) {
            var before = published(pair.getFirst());
            var after = published(pair.getLast());
            List<Map<String, Object>> restated = analyst("/releases/" + pair.getLast() + "/restatements")
                    .jsonPath()
                    .getList("restated");
            for (var one : restated) {
                var name = Stream.of("programme", "period", "figure", "part")
                        .map(key -> String.valueOf(one.getOrDefault(key, "")))
                        .collect(Collectors.joining(","));
                var late = name.replaceFirst("[^,]+,[^,]*$", "late-entries,");

                assertEquals(before.get(name), number(one.get("before")), name);
                assertEquals(after.get(name), number(one.get("after")), name);
                assertEquals(difference(before, after, name), number(one.get("difference")), name);
                assertEquals(difference(before, after, late), number(one.get("lateEntries")), name);
            }
        }
    }

    /** What is published in both, the second less the first. */
    private static Optional<BigDecimal> difference(
            Map<String, Optional<BigDecimal>> before, Map<String, Optional<BigDecimal>> after, String name) {
        return before.getOrDefault(name, Optional.empty()).flatMap(was -> after.getOrDefault(name, Optional.empty())
                .map(is -> is.subtract(was).stripTrailingZeros()));
    }

    private static Optional<BigDecimal> number(Object value) {
        return Optional.ofNullable(value)
                .map(Object::toString)
                .filter(text -> !text.isEmpty())
                .map(text -> new BigDecimal(text).stripTrailingZeros());
    }

    /** The numbers of a release as its file has them, by place, period, figure and part. */
    private static Map<String, Optional<BigDecimal>> published(int edition) {
        var numbers = new HashMap<String, Optional<BigDecimal>>();
        try {
            var csv = new String(
                    unzipped(analyst("/releases/" + edition).asByteArray()).get("numbers.csv"), StandardCharsets.UTF_8);
            csv.lines()
                    .skip(1)
                    .map(line -> line.split(",", 8))
                    .forEach(cells ->
                            numbers.put(String.join(",", cells[2], cells[3], cells[4], cells[5]), number(cells[6])));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return numbers;
    }

    @Test
    void everyFigureLinksToItsDefinitionAndItsCounterFigure() {
        figure("active", "2025-03", "")
                .body("definition", equalTo("/figures/active/definition"))
                .body("counterFigure.definition", equalTo("/figures/enrolled/definition"))
                .body("counterFigure.value", nullValue())
                .body("paidOn", hasSize(0));
        analyst("/figures/active/definition")
                .then()
                .statusCode(200)
                .body("code", equalTo("active"))
                .body("counterFigure", equalTo("enrolled"));
        analyst("/figures/activ/definition")
                .then()
                .statusCode(404)
                .body("type", equalTo("/problems/unknown-figure"))
                .body("nearest", hasItem("active"));
        analyst("/figures/table?communityId=RELEASES&period=2025-03")
                .then()
                .body("figures.findAll { it.definition == null || it.counterFigure.figure == null }", hasSize(0));
    }

    @Test
    void aFigureThatIsPaidOnIsMarkedAndStandsBesideItsCounterFigures() {
        figure("hours-given", "2025-03", "&programmeId=GARDENS")
                .body("counterFigure.figure", equalTo("hours-received"))
                .body("counterFigure.reason", equalTo(Telling.NOT_OF_PROGRAMMES))
                .body("paidOn.contract", hasItem(CONTRACT.toString()))
                .body("paidOn[0].code", equalTo("gardens-2025"))
                .body("paidOn[0].counterFigure.figure", equalTo("both"))
                .body("paidOn[0].counterFigure.value", equalTo(40));
        figure("hours-given", "2025-03", "")
                .body("paidOn.code", hasItem("gardens-2025"))
                .body("counterFigure.value", equalTo(40));
        figure("hours-given", "2025-03", "&programmeId=VISITS").body("paidOn", hasSize(0));
        analyst("/figures/table?communityId=RELEASES&period=2025-03")
                .then()
                .body("figures.findAll { it.paidOn.size() > 0 }.figure", equalTo(List.of("hours-given")));
    }

    @Test
    void whatIsPaidOnIsAsOfTheEditionForStewardsToo() {
        var path = "/figures/hours-given?communityId=RELEASES&programmeId=GARDENS&period=";
        HttpWorld.get(path + "2025-03&asOf=" + second, Tokens.steward(AGENCY))
                .then()
                .body("paidOn[0].counterFigure.value", equalTo(40))
                .body("counterFigure.figure", equalTo("hours-received"));
        HttpWorld.get(path + "2025-03", Tokens.steward(AGENCY))
                .then()
                .body("paidOn[0].code", equalTo("gardens-2025"))
                .body("paidOn[0].counterFigure.value", equalTo(40));
        HttpWorld.get(path + "2025-02", Tokens.steward(AGENCY)).then().body("paidOn", hasSize(0));
    }

    @Test
    void aProtectedFigureIsToldInTheSameBytesEachTime() {
        var path = "/figures/hours-given?communityId=RELEASES&period=2025-03";
        var first = analyst(path);
        assertEquals(200, first.statusCode());
        for (int i = 0; i < 20; i++) {
            assertArrayEquals(first.asByteArray(), analyst(path).asByteArray());
        }
    }

    @Test
    void pagesHaveThemAll() {
        List<Object> whole = analyst("/releases?communityId=RELEASES").path("edition");

        assertTrue(whole.size() > 1);
        assertEquals(
                whole, HttpWorld.paged("/releases?communityId=RELEASES&limit=1", Tokens.analyst(AGENCY), "edition"));
    }

    @Test
    void releasesAreListedWithWhatIsToldAndWithheld() {
        analyst("/releases?communityId=RELEASES")
                .then()
                .statusCode(200)
                .body("edition", hasItems(first, second))
                .body("[0].day", notNullValue())
                .body("find { it.edition == " + second + " }.day", equalTo("2025-05-31"));
    }
}
