package org.reciprocity.reporting;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Figures of what changed and what it cost, from the topics to HTTP. */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
class OutcomesOverHttpTest {
    private static final AtomicBoolean PLAYED = new AtomicBoolean();
    private static final UUID COUNCIL = Story.id(71_001);
    private static final UUID COMMUNITY = Story.id(71_003);
    private static final UUID COURT = Story.id(71_004);
    private static final UUID ANNA = Story.id(71_011);
    private static final UUID ANNA_AGAIN = Story.id(71_012);

    @BeforeEach
    void play() {
        if (PLAYED.getAndSet(true)) {
            return;
        }
        HttpWorld.ledger(
                // Withdrawn before it is told.
                entry("outcome-withdrawn", COURT, """
                        {"outcome":"%s","of":"cost","reason":"duplicate"}""".formatted(Story.id(71_202))),
                Story.agency(COUNCIL, "COUNCIL"),
                Story.community(COMMUNITY, "OUTCOMES", "Europe/London", COUNCIL),
                Story.programme(COMMUNITY, COURT, COUNCIL, "COURT"),
                Story.participant(COMMUNITY, ANNA, COUNCIL),
                Story.participant(COMMUNITY, ANNA_AGAIN, COUNCIL),
                Story.linked(COMMUNITY, ANNA, ANNA_AGAIN),
                cost(71_201, 2026, 30_000, true),
                cost(71_202, 2026, 99_000, true),
                cost(71_203, 2026, 10_000, false),
                cost(71_204, 2025, 5_000, false),
                entry("benefit-accrued", COURT, """
                        {"benefit":"%s","agency":"%s","year":2026,"amount":7000,"currency":"GBP","priceYear":2026,"cashable":true,"grade":3}""".formatted(Story.id(71_205), COUNCIL)));
        var followUps = new ArrayList<TestLog.Entry>();
        for (int i = 0; i < 100; i++) {
            followUps.add(followUp(71_300 + i, "\"case\":\"" + Story.id(71_500 + i) + "\"", i < 7 ? "yes" : "no"));
        }
        followUps.add(followUp(71_400, "\"case\":\"" + Story.id(71_600) + "\"", "lost"));
        followUps.add(entry("follow-up-recorded", COURT, """
                {"followUp":"%s","group":{"yes":30,"no":70,"lost":2},"arm":"comparison","windowMonths":12,"event":"re-offended","observedOn":"2026-05-04"}""".formatted(Story.id(71_401))));
        // Two cases of one person, known by two ids; and followed up as that person besides, in the other arm.
        for (int i = 0; i < 2; i++) {
            var ofCase = "\"case\":\"%s\"".formatted(Story.id(71_800 + i));
            // The first was caused by a failure elsewhere.
            followUps.add(
                    i == 0 ? referred(71_800, ANNA, ",\"failureElsewhere\":true") : referred(71_801, ANNA_AGAIN, ""));
            followUps.add(followedUp(71_810 + i, ofCase, "arrested", "participants"));
            followUps.add(followedUp(71_820 + i, ofCase, "moved", "participants"));
        }
        followUps.add(followedUp(71_830, "\"participant\":\"%s\"".formatted(ANNA), "moved", "comparison"));
        HttpWorld.ledger(followUps.toArray(new TestLog.Entry[0]));
        HttpWorld.ledger(
                score(71_701, ANNA, 0, "14", true, "2026-03-02"),
                score(71_702, ANNA_AGAIN, 1, "21", false, "2026-05-11"),
                score(71_703, ANNA_AGAIN, 2, "40", false, "2026-05-12"),
                entry("outcome-withdrawn", COURT, """
                        {"outcome":"%s","of":"measure","reason":"entered-in-error"}""".formatted(Story.id(71_703))));
        HttpWorld.matching(request(71_901, true), request(71_902, false), request(71_903, false));
        HttpWorld.awaitFolded();
    }

    private static TestLog.Entry request(long id, boolean failureElsewhere) {
        return Story.match("request-made.v1", COMMUNITY, Story.id(id), """
                {"participant":"%s","skill":"lifts","minutes":60,"from":"2026-05-12T08:00:00Z","until":"2026-05-13T08:00:00Z",\
                "failureElsewhere":%b,"couldGive":"offer"}""".formatted(ANNA, failureElsewhere));
    }

    private static TestLog.Entry entry(String type, UUID key, String body) {
        return TestLog.Entry.of(TestLog.OUTCOMES, type + ".v1", COMMUNITY, key, body);
    }

    private static TestLog.Entry cost(long id, int year, long amount, boolean preventive) {
        return entry("cost-borne", COURT, """
                {"cost":"%s","agency":"%s","year":%d,"amount":%d,"currency":"GBP","priceYear":2026,"inKind":false,"preventive":%b,"grade":1}""".formatted(Story.id(id), COUNCIL, year, amount, preventive));
    }

    private static TestLog.Entry followUp(long id, String subject, String outcome) {
        return entry("follow-up-recorded", COURT, """
                {"followUp":"%s",%s,"arm":"participants","windowMonths":12,"event":"re-offended","outcome":"%s","observedOn":"2026-05-04"}""".formatted(Story.id(id), subject, outcome));
    }

    private static TestLog.Entry referred(long id, UUID who, String more) {
        return entry("case-referred", COURT, """
                {"case":"%s","agency":"%s","participant":"%s","reason":"youth-court","couldGive":["jury-duty"]%s}""".formatted(Story.id(id), COUNCIL, who, more));
    }

    private static TestLog.Entry followedUp(long id, String subject, String event, String arm) {
        return entry("follow-up-recorded", COURT, """
                {"followUp":"%s",%s,"arm":"%s","windowMonths":6,"event":"%s","outcome":"yes","observedOn":"2026-07-04"}""".formatted(Story.id(id), subject, arm, event));
    }

    private static TestLog.Entry score(long id, UUID who, int wave, String score, boolean beyond, String day) {
        return entry("measure-scored", COURT, """
                {"measure":"%s","participant":"%s","instrument":"SWEMWBS","wave":%d,"arm":"participants","score":%s,"better":"higher","beyondCutOff":%b,"measuredOn":"%s"}""".formatted(Story.id(id), who, wave, score, beyond, day));
    }

    private static ValidatableResponse figure(String code, String period) {
        return HttpWorld.get("/figures/" + code + "?communityId=OUTCOMES&period=" + period, Tokens.steward(COUNCIL))
                .then()
                .statusCode(200);
    }

    @Test
    void theTeenCourtsRatesAndTheNumberNeeded() {
        var event = "parts.byEvent.'re-offended/12'.";
        figure("follow-up-rate", "2026-05").body("value", equalTo(0.07f));
        for (var period : List.of("2026-05", "2026", "all")) {
            figure("follow-up-rate", period)
                    .body(event + "participants.lost", equalTo(1))
                    .body(event + "comparison.rate", equalTo(0.3f))
                    .body(event + "riskRatio.ratio", equalTo(0.233333f))
                    .body(event + "riskDifference.difference", equalTo(0.23f))
                    .body(event + "neededToTreat.number", equalTo(4.347826f))
                    .body(event + "maryland", equalTo(2));
        }
        figure("follow-up-rate", "2026-04").body("value", nullValue()).body("reason", notNullValue());
    }

    @Test
    void failureDemandIsOfWhatIsRequestedAndOfWhoIsReferred() {
        figure("failure-demand", "2026-05")
                .body("value", equalTo(0.4f))
                .body("parts.causedElsewhere", equalTo(2))
                .body("parts.asked", equalTo(5))
                .body("parts.requests", equalTo(3))
                .body("parts.requestsCausedElsewhere", equalTo(1))
                .body("parts.referrals", equalTo(2))
                .body("parts.referralsCausedElsewhere", equalTo(1));
        figure("failure-demand", "2026-05&programmeId=COURT")
                .body("value", nullValue())
                .body("reason", notNullValue())
                .body("parts.referralsCausedElsewhere", equalTo(1));
        figure("failure-demand", "2026-04").body("value", nullValue()).body("reason", notNullValue());
    }

    @Test
    void aFollowUpOfACaseIsOfThePersonWhoseItIs() {
        figure("follow-up-rate", "2026-07")
                .body("parts.byEvent.'arrested/6'.participants.yes", equalTo(1))
                .body("parts.byEvent.'moved/6'.participants.yes", equalTo(0))
                .body("parts.byEvent.'moved/6'.inBothArms", equalTo(1));
    }

    @Test
    void linkedIdsAreOnePersonAndWhatIsWithdrawnDoesNotCount() {
        figure("measure-change", "2026-05")
                .body("value", equalTo(7f))
                .body("parts.byInstrument.SWEMWBS.participants.n", equalTo(1))
                .body("parts.byInstrument.SWEMWBS.participants.windowDays.longest", equalTo(70))
                .body("parts.byInstrument.SWEMWBS.towards", equalTo("better"))
                .body("parts.byInstrument.SWEMWBS.caveats", containsString("uncontrolled"));
        figure("beyond-cut-off", "2026-05")
                .body("value", equalTo(0f))
                .body("parts.byInstrument.SWEMWBS.participants.left", equalTo(1));
    }

    @Test
    void moneyIsOfFinancialYears() {
        figure("costs-borne", "2026")
                .body("value", equalTo(40_000))
                .body("unit", equalTo("money"))
                .body("parts.byPrices.'GBP/2026'.byAgency.COUNCIL.preventive", equalTo(30_000));
        figure("costs-borne", "all").body("value", equalTo(45_000));
        figure("costs-borne", "2026-05").body("value", nullValue()).body("reason", containsString("financial year"));
        figure("prevention-share", "2026").body("value", equalTo(0.75f));
        figure("benefits-accrued", "2026")
                .body("value", equalTo(7_000))
                .body("parts.byPrices.'GBP/2026'.cashable", equalTo(7_000));
    }
}
