package org.reciprocity.reporting;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reciprocity.reporting.Story.Leg;
import org.reciprocity.reporting.figure.Figure;
import org.reciprocity.reporting.generation.RuleVersion;

/** From records on the topics to figures over HTTP. */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
class FiguresOverHttpTest {
    private static final AtomicBoolean PLAYED = new AtomicBoolean();
    private static final UUID AGENCY = Story.id(1);
    private static final UUID COMMUNITY = Story.id(2);
    private static final UUID GARDENS = Story.id(3);
    private static final UUID VISITS = Story.id(4);
    private static final UUID ANNA = Story.id(11);
    private static final UUID BEN = Story.id(12);
    private static final UUID CARLA = Story.id(13);
    private static final UUID DAI = Story.id(14);

    @BeforeEach
    void play() {
        if (PLAYED.getAndSet(true)) {
            return;
        }
        // An exchange may come before its programme, and a programme before its community.
        HttpWorld.ledger(
                Story.settled(
                        COMMUNITY, Story.id(100), "service", GARDENS, "2026-05-04T13:00:00Z", Leg.of(ANNA, BEN, 90)),
                Story.programme(COMMUNITY, GARDENS, AGENCY, "GARDENS"));
        HttpWorld.ledger(
                Story.agency(AGENCY, "TAFF"),
                Story.community(COMMUNITY, "TAFF-TIME", "Europe/London", AGENCY),
                Story.programme(COMMUNITY, VISITS, AGENCY, "VISITS"));
        long enrolment = 200;
        for (var person : new UUID[] {ANNA, BEN, CARLA, DAI}) {
            HttpWorld.ledger(
                    Story.participant(COMMUNITY, person, AGENCY),
                    Story.enrolled(COMMUNITY, Story.id(enrolment++), GARDENS, person, "2026-04-01"));
        }
        // Dai leaves; the last day is inside.
        HttpWorld.ledger(Story.ended(COMMUNITY, Story.id(203), GARDENS, DAI, "2026-06-01"));
        HttpWorld.ledger(
                Story.settled(
                        COMMUNITY, Story.id(101), "service", GARDENS, "2026-05-05T13:00:00Z", Leg.of(BEN, CARLA, 60)),
                Story.settled(
                        COMMUNITY, Story.id(102), "service", GARDENS, "2026-05-06T13:00:00Z", Leg.of(CARLA, BEN, 30)),
                // Half past eleven at night on the last of May by UTC is June in London.
                Story.settled(
                        COMMUNITY, Story.id(103), "service", VISITS, "2026-05-31T23:30:00Z", Leg.of(ANNA, BEN, 15)),
                Story.settled(
                        COMMUNITY,
                        Story.id(104),
                        "service",
                        VISITS,
                        "2026-05-20T10:00:00Z",
                        new Leg(DAI, ANNA, 45, "professional")),
                Story.settled(
                        COMMUNITY,
                        Story.id(105),
                        "contribution",
                        GARDENS,
                        "2026-05-21T10:00:00Z",
                        Leg.of(ANNA, AGENCY, 120)),
                Story.settled(
                        COMMUNITY, Story.id(106), "redemption", null, "2026-05-22T10:00:00Z", Leg.of(AGENCY, ANNA, 60)),
                // Recorded twice, and taken back.
                Story.settled(
                        COMMUNITY, Story.id(107), "service", GARDENS, "2026-05-05T13:00:00Z", Leg.of(DAI, CARLA, 600)),
                Story.reversed(
                        COMMUNITY, Story.id(107), "service", GARDENS, "2026-05-05T13:00:00Z", Leg.of(DAI, CARLA, 600)),
                Story.scored(COMMUNITY, GARDENS, Story.id(301), ANNA, 0, "19.98", "2026-04-10"),
                Story.scored(COMMUNITY, GARDENS, Story.id(302), ANNA, 1, "22.35", "2026-05-10"),
                Story.scored(COMMUNITY, GARDENS, Story.id(303), BEN, 0, "20", "2026-04-10"),
                Story.scored(COMMUNITY, GARDENS, Story.id(304), BEN, 1, "21", "2026-05-10"));
        HttpWorld.matching(
                Story.match("request-made.v1", COMMUNITY, Story.id(401), """
                        {"participant":"%s","skill":"lifts","minutes":60,"from":"2026-05-02T08:00:00Z",\
                        "until":"2026-05-09T18:00:00Z","failureElsewhere":true,"couldGive":"not-yet"}""".formatted(BEN)),
                Story.match("request-made.v1", COMMUNITY, Story.id(402), """
                        {"participant":"%s","skill":"lifts","minutes":60,"from":"2026-05-02T08:00:00Z",\
                        "until":"2026-05-09T18:00:00Z","failureElsewhere":false,"couldGive":"offer"}""".formatted(ANNA)),
                Story.match(
                        "match-declined.v1",
                        COMMUNITY,
                        Story.id(401),
                        "{\"match\":\"%s\",\"side\":\"giver\",\"reason\":\"too-far\"}".formatted(Story.id(500))),
                Story.match(
                        "match-fulfilled.v1",
                        COMMUNITY,
                        Story.id(402),
                        "{\"match\":\"%s\",\"exchange\":\"%s\",\"minutes\":60}"
                                .formatted(Story.id(501), Story.id(103))),
                // In June the same request is answered twice more, the other once and in vain, and a new one at once.
                Story.match("match-fulfilled.v1", COMMUNITY, Story.id(402), Story.id(502), "2026-06-03T12:00:00Z"),
                Story.match("match-fulfilled.v1", COMMUNITY, Story.id(402), Story.id(503), "2026-06-04T12:00:00Z"),
                Story.match("match-fulfilled.v1", COMMUNITY, Story.id(401), Story.id(504), "2026-06-05T12:00:00Z"),
                Story.match("match-unfulfilled.v1", COMMUNITY, Story.id(401), Story.id(504), "2026-06-06T12:00:00Z"),
                // What was carried out in May and taken back in June is May's.
                Story.match("match-fulfilled.v1", COMMUNITY, Story.id(401), Story.id(506), "2026-05-30T12:00:00Z"),
                Story.match("match-unfulfilled.v1", COMMUNITY, Story.id(401), Story.id(506), "2026-06-07T07:00:00Z"),
                new TestLog.Entry(
                        TestLog.MATCHES,
                        "request-made.v1",
                        COMMUNITY,
                        Story.id(403),
                        """
                        {"participant":"%s","skill":"lifts","minutes":60,"from":"2026-06-07T08:00:00Z",\
                        "until":"2026-06-09T18:00:00Z","failureElsewhere":false,"couldGive":"offer"}""".formatted(CARLA),
                        Instant.parse("2026-06-07T08:00:00Z")),
                Story.match("match-fulfilled.v1", COMMUNITY, Story.id(403), Story.id(505), "2026-06-08T12:00:00Z"));
        HttpWorld.awaitFolded();
    }

    private static ValidatableResponse figure(String code, String period) {
        return HttpWorld.get(
                        "/figures/" + code + "?communityId=" + COMMUNITY + "&period=" + period, Tokens.steward(AGENCY))
                .then()
                .statusCode(200)
                .body("figure", equalTo(code))
                .body("period", equalTo(period));
    }

    private static ValidatableResponse ofProgramme(String code, UUID programme, String period) {
        return HttpWorld.get(
                        "/figures/" + code + "?communityId=TAFF-TIME&programmeId=" + programme + "&period=" + period,
                        Tokens.steward(AGENCY))
                .then()
                .statusCode(200)
                .body("programme", equalTo(programme.toString()));
    }

    @Test
    void hoursGivenAreNetAndShownByKindSkillAndFlow() {
        figure("hours-given", "2026-05")
                .body("value", equalTo(5.75f))
                .body("unit", equalTo("hours"))
                .body("parts.minutes", equalTo(345))
                .body("parts.minutesByKind.service", equalTo(225))
                .body("parts.minutesByKind.contribution", equalTo(120))
                .body("parts.minutesByFlow.peer-to-peer", equalTo(180))
                .body("parts.minutesByFlow.professional-to-user", equalTo(45))
                .body("parts.minutesByFlow.user-to-common", equalTo(120));
    }

    @Test
    void anExchangeBelongsToItsMonthInTheCommunitysZone() {
        figure("hours-given", "2026-06").body("value", equalTo(0.25f));
        figure("hours-given", "2026").body("value", equalTo(6));
        figure("hours-given", "2026-Q2").body("value", equalTo(6));
        figure("hours-given", "2026-Q1").body("value", equalTo(0));
        figure("hours-given", "2025").body("value", equalTo(0));
        figure("hours-given", "all").body("value", equalTo(6));
    }

    @Test
    void figuresAreAnsweredByProgrammeToo() {
        ofProgramme("hours-given", VISITS, "all").body("value", equalTo(1));
        ofProgramme("hours-given", GARDENS, "all").body("value", equalTo(5));
        ofProgramme("matches-fulfilled", GARDENS, "all").body("value", equalTo(0));
        ofProgramme("matches-agreed", GARDENS, "all").body("value", nullValue()).body("reason", notNullValue());
    }

    @Test
    void countsWhoGivesAndWhoReceives() {
        // Anna gives and receives, Ben receives and gives, Carla too; Dai gives as a professional.
        figure("active", "2026-05").body("value", equalTo(4)).body("parts.withoutProfessionals", equalTo(3));
        figure("givers-only", "2026-05").body("value", equalTo(1));
        figure("receivers-only", "2026-05").body("value", equalTo(0));
        figure("both", "2026-05").body("value", equalTo(3));
        figure("both-share", "2026-05").body("value", equalTo(0.75f));
        figure("receivers-only", "2026-06").body("value", equalTo(1));
    }

    /** Anna and Carla are of one age, and Ben had told one; what came first is read last, and Dai is erased. */
    @Test
    void countsPeopleByOneBandAtATimeAsTheyAreToldNow() {
        HttpWorld.ledger(
                Story.banded(COMMUNITY, ANNA, 2, 20, "{\"age\":\"65-74\",\"ethnicity\":\"black\"}"),
                Story.banded(COMMUNITY, ANNA, 1, 10, "{\"age\":\"25-44\"}"),
                Story.banded(COMMUNITY, BEN, 1, 10, "{\"age\":\"25-44\"}"),
                Story.banded(COMMUNITY, BEN, 2, 20, "{}"),
                Story.banded(COMMUNITY, CARLA, 1, 10, "{\"age\":\"65-74\"}"),
                Story.erased(COMMUNITY, DAI),
                Story.banded(COMMUNITY, DAI, 1, 10, "{\"age\":\"65-74\"}"));
        HttpWorld.awaitFolded();

        figure("active", "2026-05").body("parts.byAge", nullValue());
        byBand("active", "age")
                .body("value", equalTo(4))
                .body("parts.withoutProfessionals", equalTo(3))
                .body("parts.byAge.65-74", equalTo(2))
                .body("parts.byAge.25-44", equalTo(0))
                .body("parts.byAge.not-told", equalTo(2))
                .body("parts.byEthnicity", nullValue())
                .body("caveats", hasItem(org.hamcrest.Matchers.startsWith("Bands are as they are told now")));
        byBand("enrolled", "ethnicity")
                .body("parts.byEthnicity.black", equalTo(1))
                .body("parts.byEthnicity.not-told", equalTo(3));
        byBand("givers-only", "age").body("parts.byAge.65-74", equalTo(0)).body("parts.byAge.not-told", equalTo(1));
        byBand("both", "age").body("parts.byAge.65-74", equalTo(2));
        byBand("active-share", "age")
                .body("parts.byAge.65-74.value", equalTo(1f))
                .body("parts.byAge.65-74.enrolled", equalTo(2))
                .body("parts.byAge.16-24.value", nullValue())
                .body("parts.byAge.16-24.reason", notNullValue());
        byBand("both-share", "age")
                .body("parts.byAge.not-told.value", equalTo(0.5f))
                .body("parts.byAge.not-told.active", equalTo(2));
        // Anna gave 90 + 120 minutes, Carla 30.
        byBand("gini-given", "age")
                .body("parts.byAge.65-74.value", equalTo(0.375f))
                .body("parts.byAge.65-74.active", equalTo(2));
        byBand("receivers-only", "deprivation").body("parts.byDeprivation.not-told", equalTo(0));

        var table = "/figures/table?communityId=TAFF-TIME&period=2026-05&band=age";
        HttpWorld.get(table, Tokens.steward(AGENCY))
                .then()
                .statusCode(200)
                .body("figures.find { it.figure == 'both' }.parts.byAge.65-74", equalTo(2))
                .body("figures.find { it.figure == 'ties' }.value", equalTo(4));
        var csv = given().auth()
                .oauth2(Tokens.steward(AGENCY))
                .accept("text/csv")
                .get(table)
                .asString();
        assertTrue(csv.contains("2026-05,both-share,byAge/65-74/value,1.000000,"), csv);
        HttpWorld.get("/figures", Tokens.analyst(AGENCY))
                .then()
                .body("find { it.code == 'both' }.bands", hasItem("deprivation"))
                .body("find { it.code == 'ties' }.bands", nullValue());
    }

    private static ValidatableResponse byBand(String code, String band) {
        return HttpWorld.get(
                        "/figures/" + code + "?communityId=TAFF-TIME&period=2026-05&band=" + band,
                        Tokens.steward(AGENCY))
                .then()
                .statusCode(200);
    }

    @Test
    void theDenominatorIsWhoeverIsEnrolledOnAnyDay() {
        figure("enrolled", "2026-05").body("value", equalTo(4));
        figure("enrolled", "2026-06").body("value", equalTo(4));
        figure("enrolled", "2026-07").body("value", equalTo(3));
        figure("enrolled", "2026-03").body("value", equalTo(0));
        figure("active-share", "2026-05").body("value", equalTo(1f));
        figure("active-share", "2026-03").body("value", nullValue()).body("reason", notNullValue());
    }

    @Test
    void tiesAreThoseOfTwelveMonths() {
        // Anna to Ben, Ben to Carla, Carla to Ben, Dai to Anna: minutes 90 (105 with June), 60, 30, 45.
        figure("ties", "2026-05")
                .body("value", equalTo(4))
                .body("parts.participants", equalTo(4))
                .body("parts.window", equalTo("2025-06-01/2026-06-01"));
        figure("reciprocity", "2026-05").body("value", equalTo(0.5f));
        figure("rho", "2026-05").body("value", equalTo(0.25f));
        figure("weighted-reciprocity", "2026-05").body("value", equalTo(0.266667f));
        figure("generalised-reciprocity", "2026-05")
                .body("value", equalTo(0.4f))
                .body("parts.circulatingMinutes", equalTo(90));
        figure("mutual-pairs", "all")
                .body("value", equalTo(1))
                .body("parts.asymmetric", equalTo(2))
                .body("parts.null", equalTo(3));
        figure("network-components", "all").body("value", equalTo(1));
        // Ben and Carla; Anna gives and is given to, and nobody whom she gives to gives back.
        figure("strong-components", "2026-05")
                .body("value", equalTo(1))
                .body("parts.participants", equalTo(4))
                .body("parts.largest", equalTo(2));
        figure("strong-components", "2025").body("value", equalTo(0));
        figure("ties", "2025").body("value", equalTo(0));
        figure("reciprocity", "2025").body("value", nullValue()).body("reason", notNullValue());
        figure("isolated", "2026-05").body("value", equalTo(4)).body("parts.share", equalTo(1f));
        figure("without-tie", "2026-05").body("value", equalTo(0));
    }

    @Test
    void showsTheFunnelOfMatching() {
        figure("requests", "2026-05").body("value", equalTo(2)).body("parts.couldGive.not-yet", equalTo(1));
        figure("matches-declined", "2026-05").body("parts.byReason.too-far", equalTo(1));
        figure("fulfilment-share", "2026-05").body("value", equalTo(0.5f));
        figure("failure-demand", "2026-05").body("value", equalTo(0.5f));
        figure("fulfilment-share", "2026-04").body("value", nullValue());
    }

    @Test
    void theShareOfRequestsFulfilledIsOfTheRequestsMadeInThePeriod() {
        figure("matches-fulfilled", "2026-06").body("value", equalTo(3)).body("parts.reversedSince", equalTo(1));
        figure("matches-fulfilled", "2026-05").body("value", equalTo(1)).body("parts.reversedSince", equalTo(1));
        figure("fulfilment-share", "2026-05")
                .body("value", equalTo(0.5f))
                .body("parts.fulfilled", equalTo(1))
                .body("parts.requests", equalTo(2));
        figure("fulfilment-share", "2026-06")
                .body("value", equalTo(1f))
                .body("parts.fulfilled", equalTo(1))
                .body("parts.requests", equalTo(1));
        figure("fulfilment-share", "all").body("value", equalTo(0.666667f));
        ofProgramme("fulfilment-share", GARDENS, "all")
                .body("value", nullValue())
                .body("reason", notNullValue());
    }

    @Test
    void showsChangeWithItsNumberOfPeopleAndWithoutComparisonSaysSo() {
        figure("measure-change", "2026-05")
                .body("value", equalTo(1.685f))
                .body("parts.byInstrument.SWEMWBS.participants.n", equalTo(2))
                .body(
                        "parts.byInstrument.SWEMWBS.caveats",
                        equalTo("uncontrolled: there is no comparison arm; small: fewer than 30 people"));
        figure("measure-change", "2026-04").body("value", nullValue());
        figure("service-use-change", "2026-05").body("value", nullValue());
    }

    @Test
    void everyAnswerSaysWhatItWasMadeFrom() {
        figure("hours-given", "all")
                .body("asOf.generation", greaterThan(0))
                .body("asOf.ruleVersion", equalTo(RuleVersion.CURRENT))
                .body("asOf.suppressed", empty())
                .body("asOf.through.'reciprocity.exchanges.v1'", notNullValue());
    }

    @Test
    void theTableHasEveryFigureOfOneMoment() {
        var table = HttpWorld.get("/figures/table?communityId=TAFF-TIME&period=2026-05", Tokens.operator());

        table.then().statusCode(200).body("figures.size()", equalTo(Figure.values().length));
        assertEquals(java.util.Arrays.stream(Figure.values()).map(Figure::code).toList(), table.path("figures.figure"));
        assertEquals(
                figure("hours-given", "2026-05").extract().<Object>path("value"),
                table.path("figures.find { it.figure == 'hours-given' }.value"));
    }

    @Test
    void theSameQuestionGetsTheSameBytes() {
        var question = "/figures/table?communityId=TAFF-TIME&period=all";

        assertEquals(
                HttpWorld.get(question, Tokens.operator()).asString(),
                HttpWorld.get(question, Tokens.steward(AGENCY)).asString());
    }

    @Test
    void theCatalogueDefinesEveryFigure() {
        HttpWorld.get("/figures", Tokens.analyst(AGENCY))
                .then()
                .statusCode(200)
                .body("size()", equalTo(Figure.values().length))
                .body("code", hasItem("generalised-reciprocity"))
                .body("find { it.code == 'rho' }.formula", equalTo("(r - a) / (1 - a), a = L / N(N-1)"))
                .body("find { it.code == 'enrolled' }.sourceEvents", hasItem("org.reciprocity.enrolment-ended.v1"));
        for (var figure : Figure.values()) {
            assertTrue(Figure.of(figure.counterFigure()).isPresent(), figure + " has no counter-figure");
            assertNotEquals(figure.code(), figure.counterFigure());
        }
    }

    @Test
    void balancesAreTheSumsOfTheirPostingsPageByPage() {
        var whole = HttpWorld.get("/balances?communityId=TAFF-TIME", Tokens.steward(AGENCY));
        whole.then()
                .statusCode(200)
                .body("items.balanceMinutes.sum()", equalTo(0))
                .body(
                        "items.find { it.accountId == '%s' }.balanceMinutes".formatted(Story.account(ANNA)),
                        equalTo(90 + 15 + 120 - 60));

        assertEquals(
                whole.path("items.accountId"),
                HttpWorld.paged("/balances?communityId=TAFF-TIME&limit=2", Tokens.steward(AGENCY), "items.accountId"));
    }
}
