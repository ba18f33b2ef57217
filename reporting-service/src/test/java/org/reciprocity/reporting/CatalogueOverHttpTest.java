package org.reciprocity.reporting;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reciprocity.reporting.Story.Leg;

/** Figures of assets, matching, credit, integrity, design and delivery, and linked people, from the topics to HTTP. */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
class CatalogueOverHttpTest {
    private static final AtomicBoolean PLAYED = new AtomicBoolean();
    private static final UUID AGENCY = Story.id(60_001);
    private static final UUID POOL = Story.id(60_002);
    private static final UUID COMMUNITY = Story.id(60_003);
    private static final UUID GARDENS = Story.id(60_004);
    private static final UUID ANNA = Story.id(60_011);
    private static final UUID BEN = Story.id(60_012);
    private static final UUID CARLA = Story.id(60_013);
    /** Carla, registered by the pool too. */
    private static final UUID CARLA_AGAIN = Story.id(60_014);

    private static final UUID DAI = Story.id(60_015);

    @BeforeEach
    void play() {
        if (PLAYED.getAndSet(true)) {
            return;
        }
        HttpWorld.ledger(
                Story.agency(AGENCY, "CATALOGUE"),
                Story.agency(POOL, "POOL"),
                Story.community(COMMUNITY, "CATALOGUE", "Europe/London", AGENCY),
                Story.admitted(COMMUNITY, POOL),
                Story.programme(COMMUNITY, GARDENS, AGENCY, "GARDENS"),
                Story.participant(COMMUNITY, ANNA, AGENCY),
                Story.participant(COMMUNITY, BEN, AGENCY),
                Story.participant(COMMUNITY, CARLA, AGENCY),
                Story.participant(COMMUNITY, CARLA_AGAIN, POOL),
                Story.participant(COMMUNITY, DAI, POOL),
                TestLog.Entry.of(TestLog.REGISTRY, "participant-described.v1", COMMUNITY, DAI, """
                        {"agency":"%s","kind":"household","size":4,"roles":["member"]}""".formatted(POOL)),
                Story.linked(COMMUNITY, CARLA, CARLA_AGAIN),
                Story.linked(COMMUNITY, ANNA, BEN),
                Story.unlinked(COMMUNITY, ANNA, BEN));
        long enrolment = 60_020;
        for (var person : new UUID[] {ANNA, BEN, CARLA, CARLA_AGAIN, DAI}) {
            HttpWorld.ledger(
                    Story.enrolled(COMMUNITY, Story.id(enrolment++), GARDENS, person, "2026-03-01"),
                    Story.opened(COMMUNITY, person));
        }
        HttpWorld.ledger(
                // Ben receives in March and gives in May; Carla receives under one id and gives under the other.
                exchange(60_101, "service", "2026-03-10T10:00:00Z", Leg.of(ANNA, BEN, 120)),
                exchange(60_102, "service", "2026-05-10T10:00:00Z", Leg.of(BEN, CARLA, 60)),
                exchange(60_103, "service", "2026-05-11T10:00:00Z", Leg.of(CARLA_AGAIN, ANNA, 60)),
                exchange(60_104, "service", "2026-05-12T10:00:00Z", new Leg(DAI, ANNA, 60, "professional")),
                exchange(60_105, "redemption", "2026-04-12T10:00:00Z", Leg.of(POOL, ANNA, 60)),
                exchange(60_106, "redemption", "2026-05-12T10:00:00Z", Leg.of(POOL, ANNA, 30)),
                exchange(60_107, "retirement", "2026-05-20T10:00:00Z", Leg.of(COMMUNITY, POOL, 45)),
                codesign(60_108, "canteen", BEN, 60),
                codesign(60_109, "canteen", ANNA, 30),
                codesign(60_110, "opening-hours", ANNA, 30),
                // Of the first releases, which named neither programme nor time.
                disputed(60_111, "wrong-minutes", ""),
                resolved(60_111, "settled"),
                // Recorded in May of exchanges of April, the last of them in the last hour of March by UTC; and of one
                // of no programme.
                disputed(60_121, "did-not-happen", of(GARDENS, "2026-04-03T10:00:00Z")),
                resolved(60_121, "cancelled"),
                disputed(60_122, "minutes", of(GARDENS, "2026-03-31T23:30:00Z")),
                disputed(60_123, "minutes", ",\"occurredAt\":\"2026-04-05T10:00:00Z\""),
                // Decided before it is told that it is disputed.
                resolved(60_124, "settled"),
                disputed(60_124, "minutes", of(GARDENS, "2026-05-05T10:00:00Z")),
                new TestLog.Entry(
                        TestLog.EXCHANGES,
                        "exchange-settled.v1",
                        COMMUNITY,
                        Story.id(60_112),
                        settled("service", "2026-02-01T10:00:00Z", """
                                "confirmed":"party","selfRecorded":true,""", ANNA, DAI, 90),
                        Instant.parse("2026-03-04T10:00:01Z")),
                new TestLog.Entry(
                        TestLog.EXCHANGES,
                        "exchange-settled.v1",
                        COMMUNITY,
                        Story.id(60_113),
                        settled("service", "2026-02-02T10:00:00Z", "\"confirmed\":\"auto\",", ANNA, DAI, 30),
                        Instant.parse("2026-02-03T10:00:00Z")));
        HttpWorld.matching(
                offer(60_201, ANNA, "lifts", 120),
                offer(60_202, CARLA_AGAIN, "lifts", 60),
                request(60_301, BEN, "2026-05-04T08:00:00Z"),
                request(60_302, CARLA, "2026-05-05T08:00:00Z"),
                request(60_303, BEN, "2026-05-06T08:00:00Z"),
                match("match-proposed.v1", 60_301, "2026-05-03T12:00:00Z", """
                        {"match":"%s","offer":"%s","skill":"lifts","minutes":60,"score":{}}""".formatted(
                                Story.id(60_401), Story.id(60_201))),
                match("match-accepted.v1", 60_301, "2026-05-05T12:00:00Z", """
                        {"match":"%s","side":"receiver","agreed":true}""".formatted(Story.id(60_401))),
                match("match-fulfilled.v1", 60_301, "2026-05-06T12:00:00Z", """
                        {"match":"%s","exchange":"%s","minutes":45}""".formatted(
                                Story.id(60_401), Story.id(60_102))),
                // A match of the gardens, carried out in July, and again after that was taken back in August.
                fulfilled(60_404, 60_114, "2026-07-05T12:00:00Z", GARDENS),
                match("match-unfulfilled.v1", 60_309, "2026-08-02T12:00:00Z", """
                        {"match":"%s","exchange":"%s"}""".formatted(
                                Story.id(60_404), Story.id(60_114))),
                fulfilled(60_404, 60_115, "2026-07-06T12:00:00Z", GARDENS),
                fulfilled(60_405, 60_116, "2026-07-07T12:00:00Z", Story.id(60_005)),
                offer(60_203, DAI, "forms", 600),
                match("offer-lapsed.v1", 60_203, "2026-06-02T12:00:00Z", """
                        {"participant":"%s","skill":"forms"}""".formatted(DAI)),
                request(60_304, DAI, "2026-05-07T08:00:00Z"),
                match("request-renewed.v1", 60_304, "2026-05-08T12:00:00Z", """
                        {"participant":"%s","skill":"lifts","until":"2027-01-01T00:00:00Z"}""".formatted(DAI)),
                match("match-arranged.v1", 60_304, "2026-06-03T12:00:00Z", """
                        {"match":"%s","offer":"%s","giver":"%s","receiver":"%s","skill":"lifts","minutes":60}""".formatted(
                                Story.id(60_403), Story.id(60_202), CARLA_AGAIN, DAI)),
                // Much later, so that it is known what time has passed.
                match("match-declined.v1", 60_303, "2026-06-30T12:00:00Z", """
                        {"match":"%s","side":"giver","reason":"no-time"}""".formatted(Story.id(60_402))));
        HttpWorld.awaitFolded();
    }

    private static TestLog.Entry exchange(long id, String kind, String at, Leg leg) {
        return Story.settled(COMMUNITY, Story.id(id), kind, GARDENS, at, leg);
    }

    private static TestLog.Entry codesign(long id, String decision, UUID giver, int minutes) {
        return TestLog.Entry.of(
                TestLog.EXCHANGES,
                "exchange-settled.v1",
                COMMUNITY,
                Story.id(id),
                settled(
                        "codesign",
                        "2026-05-15T10:00:00Z",
                        "\"decision\":\"" + decision + "\",",
                        giver,
                        COMMUNITY,
                        minutes));
    }

    private static String settled(String kind, String at, String more, UUID giver, UUID receiver, int minutes) {
        return """
                {"kind":"%s","programme":"%s",%s"occurredAt":"%s","legs":[{"provider":"%s","receiver":"%s","minutes":%d}],"postings":{}}""".formatted(kind, GARDENS, more, at, giver, receiver, minutes);
    }

    private static TestLog.Entry disputed(long id, String reason, String more) {
        return TestLog.Entry.of(TestLog.EXCHANGES, "exchange-disputed.v1", COMMUNITY, Story.id(id), """
                {"participant":"%s","reason":"%s","agency":"%s"%s}""".formatted(
                        BEN, reason, AGENCY, more));
    }

    private static String of(UUID programme, String at) {
        return ",\"programme\":\"%s\",\"occurredAt\":\"%s\"".formatted(programme, at);
    }

    private static TestLog.Entry resolved(long id, String outcome) {
        return TestLog.Entry.of(
                TestLog.EXCHANGES, "exchange-resolved.v1", COMMUNITY, Story.id(id), """
                {"outcome":"%s","agency":"%s"}""".formatted(outcome, AGENCY));
    }

    private static TestLog.Entry match(String type, long key, String at, String body) {
        return new TestLog.Entry(TestLog.MATCHES, type, COMMUNITY, Story.id(key), body, Instant.parse(at));
    }

    private static TestLog.Entry fulfilled(long match, long exchange, String at, UUID programme) {
        return match("match-fulfilled.v1", 60_309, at, """
                {"match":"%s","exchange":"%s","minutes":30,"programme":"%s"}""".formatted(Story.id(match), Story.id(exchange), programme));
    }

    private static TestLog.Entry offer(long id, UUID participant, String skill, int minutes) {
        return match("offer-made.v1", id, "2026-05-02T12:00:00Z", """
                {"participant":"%s","skill":"%s","minutes":%d,"reach":"anywhere"}""".formatted(participant, skill, minutes));
    }

    private static TestLog.Entry request(long id, UUID participant, String from) {
        return match("request-made.v1", id, "2026-05-03T12:00:00Z", """
                {"participant":"%s","skill":"lifts","minutes":60,"from":"%s","until":"2026-05-20T18:00:00Z",\
                "failureElsewhere":false,"couldGive":"not-yet"}""".formatted(participant, from));
    }

    private static ValidatableResponse figure(String code, String period) {
        return HttpWorld.get("/figures/" + code + "?communityId=CATALOGUE&period=" + period, Tokens.steward(AGENCY))
                .then()
                .statusCode(200);
    }

    @Test
    void linkedIdsAreOnePersonAndAHouseholdIsOneParticipant() {
        figure("enrolled", "2026-05").body("value", equalTo(4)).body("parts.people", equalTo(7));
        // Anna plans and receives, Ben gives, Carla gives and receives under two ids; Dai gives as a professional.
        figure("active", "2026-05").body("value", equalTo(4));
        figure("both", "2026-05").body("value", equalTo(2));
        figure("ties", "2026-05").body("parts.participants", equalTo(4));
        figure("generalised-reciprocity", "2026-05").body("parts.strongComponents", equalTo(1));
        figure("agency-bridges", "2026-05").body("parts.tiesBetweenAgencies", equalTo(2));
    }

    @Test
    void tellsHowPeopleCameToGiveAndToOrganise() {
        figure("first-gift-months", "2026-03").body("value", equalTo(2)).body("parts.waiting", equalTo(0));
        figure("progression", "2026-03").body("value", equalTo(1f)).body("parts.organised", equalTo(1));
        figure("never-matched", "2026-05").body("value", equalTo(2)).body("parts.requesters", equalTo(3));
    }

    @Test
    void countsWhatWasDesignedTogetherAndWhatItInfluenced() {
        figure("hours-codesign", "2026-05").body("value", equalTo(2));
        figure("decisions-influenced", "2026-05")
                .body("value", equalTo(2))
                .body("parts.minutesByDecision.canteen", equalTo(90));
        figure("design-by-users", "2026-05").body("value", equalTo(1f)).body("parts.observed", equalTo("users"));
        figure("cell-difference", "2026-05")
                .body("value", equalTo(1))
                .body("parts.programmes.GARDENS.declared", equalTo("both/users"))
                .body("parts.programmes.GARDENS.observed", equalTo("users/both"));
    }

    @Test
    void showsWhatIsOfferedUsedAndNeverAskedFor() {
        figure("capacity-offered", "2026-05").body("value", equalTo(13));
        figure("capacity-used", "2026-05").body("value", equalTo(0.75f));
        figure("capacity-never-asked-for", "2026-05").body("value", equalTo(10));
        // Of four persons Carla has both, one under each id, and Dai while his offer stands.
        figure("offer-and-request-share", "2026-05").body("value", equalTo(0.5f));
        figure("offer-and-request-share", "2026-06").body("value", equalTo(0.25f));
        figure("offer-and-request-share", "2026-07").body("value", equalTo(0f));
        figure("profile-capabilities", "2026-05").body("value", equalTo(0.75f));
        figure("profile-capabilities", "2026-07").body("value", equalTo(0.5f));
        figure("matches-proposed", "2026-06").body("value", equalTo(1)).body("parts.arranged", equalTo(1));
    }

    @Test
    void countsOffersBySkillAndWhatBothSidesAgreedTo() {
        figure("offers", "2026-05")
                .body("value", equalTo(3))
                .body("parts.bySkill.lifts", equalTo(2))
                .body("parts.bySkill.forms", equalTo(1))
                .body("parts.lapsed", equalTo(0))
                .body("parts.withdrawn", equalTo(0));
        figure("offers", "2026-06").body("value", equalTo(0)).body("parts.lapsed", equalTo(1));
        figure("offers", "all").body("value", equalTo(3)).body("parts.lapsed", equalTo(1));
        figure("matches-agreed", "2026-05").body("value", equalTo(1));
        figure("matches-agreed", "2026-06").body("value", equalTo(0));
        figure("matches-agreed", "2026").body("value", equalTo(1));
    }

    @Test
    void aMatchIsFulfilledInTheProgrammeOfItsExchange() {
        figure("matches-fulfilled", "2026-07").body("value", equalTo(2)).body("parts.reversedSince", equalTo(1));
        ofGardens("matches-fulfilled", "2026-07").body("value", equalTo(1)).body("parts.reversedSince", equalTo(1));
        // That of May is of the first releases, which named no programme.
        figure("matches-fulfilled", "2026-05").body("value", equalTo(1));
        ofGardens("matches-fulfilled", "2026-05").body("value", equalTo(0));
        ofGardens("matches-fulfilled", "all").body("value", equalTo(1));
        ofGardens("matches-agreed", "all").body("value", nullValue()).body("reason", notNullValue());
    }

    @Test
    void countsTheComponentsThatHoursGoRoundIn() {
        // Anna to Ben to Carla to Anna, and Dai both ways with Anna; before May there is no way back from Ben.
        figure("strong-components", "2026-05")
                .body("value", equalTo(1))
                .body("parts.participants", equalTo(4))
                .body("parts.largest", equalTo(4));
        figure("strong-components", "2026-03").body("value", equalTo(0)).body("parts.participants", equalTo(3));
    }

    @Test
    void showsHowLongAMatchTakesAndWhatGoesUnmet() {
        figure("days-to-match", "2026-05").body("value", equalTo(2)).body("parts.matched", equalTo(1));
        figure("requests-lapsed", "2026-05")
                .body("value", equalTo(2))
                .body("parts.byReason.nobody-proposed", equalTo(2))
                .body("parts.bySkill.lifts", equalTo(2))
                .body("parts.byWeekday.'2-tuesday'", equalTo(1))
                .body("parts.bySkillAndWeekday.lifts.'2-tuesday'", equalTo(1));
        figure("hours-unmet", "2026-05")
                .body("value", equalTo(2.25f))
                .body("parts.minutesByWeekday.'2-tuesday'", equalTo(60))
                .body("parts.minutesBySkill.lifts", equalTo(135));
    }

    @Test
    void showsCreditAndWhatPartnersAreOwed() {
        // Anna: +120 - 60 - 60 - 30, Carla's two accounts: -60 and +60, Ben: -120 + 60; Dai's leg is not credited.
        figure("outstanding", "all").body("value", equalTo(0)).body("parts.minutes", equalTo(0));
        figure("balance-dispersion", "all").body("value", notNullValue()).body("asOf.closes.today", notNullValue());
        figure("redemption-liability", "2026-04").body("asOf.closes", nullValue());
        figure("redemption-liability", "2026-05")
                .body("value", equalTo(0.75f))
                .body("parts.byPartner.POOL.oldest", equalTo("2026-04"));
        figure("redemption-liability", "2026-04").body("value", equalTo(1));
        figure("given-back", "2026-05").body("value", equalTo(0.5f));
        figure("outstanding", "2026-03").body("value", nullValue()).body("reason", notNullValue());
    }

    @Test
    void showsHowFarRecordsCanBeTrusted() {
        figure("confirmed-share", "2026-02").body("value", equalTo(0.75f)).body("parts.minutesByHow.auto", equalTo(30));
        figure("self-recorded-share", "2026-02").body("value", equalTo(0.75f));
        figure("confirmed-share", "2026-03").body("value", nullValue());
        figure("late-entries", "2026-02").body("value", equalTo(1)).body("parts.entries", equalTo(2));
    }

    @Test
    void aDisputeBelongsToTheProgrammeAndTheTimeOfItsExchange() {
        figure("disputes", "2026-05")
                .body("value", equalTo(2))
                .body("parts.byReason.wrong-minutes", equalTo(1))
                .body("parts.byReason.minutes", equalTo(1))
                .body("parts.resolved.settled", equalTo(2));
        figure("disputes", "2026-04")
                .body("value", equalTo(3))
                .body("parts.byReason.minutes", equalTo(2))
                .body("parts.byReason.did-not-happen", equalTo(1))
                .body("parts.resolved.cancelled", equalTo(1))
                .body("parts.resolved.settled", nullValue());
        figure("disputes", "2026-03").body("value", equalTo(0));
        ofGardens("disputes", "2026-05").body("value", equalTo(1)).body("parts.resolved.settled", equalTo(1));
        ofGardens("disputes", "2026-04").body("value", equalTo(2)).body("parts.byReason.minutes", equalTo(1));
        ofGardens("disputes", "all").body("value", equalTo(3));
        figure("disputes", "all").body("value", equalTo(5));
    }

    private static ValidatableResponse ofGardens(String code, String period) {
        return figure(code, period + "&programmeId=GARDENS");
    }

    @Test
    void showsTheSixCharacteristicsSideBySide() {
        figure("leverage", "2026-05").body("value", equalTo(4f));
        figure("profile-catalyst", "2026-05").body("value", equalTo(4f));
        figure("profile-reciprocity", "2026-05").body("value", equalTo(0.5f));
        figure("profile-mutual-support", "2026-05").body("value", equalTo(0.4f));
        figure("profile-assets", "2026-05").body("value", equalTo(1f));
        figure("profile-blurred-roles", "2026-05")
                .body("parts.receiversTurnedOrganisers", equalTo(2))
                .body("value", equalTo(0.5f));
    }

    @Test
    void newTiesAreThoseWhoseFirstServiceLiesInThePeriod() {
        figure("new-ties", "2026-05").body("parts.newTies", equalTo(3)).body("parts.months", equalTo(1));
        figure("new-ties", "2026-03").body("parts.newTies", equalTo(1));
    }

    @Test
    void whatIsNotKeptByProgrammeIsNullThereWithAReason() {
        for (var code : new String[] {"outstanding", "redemption-liability", "never-matched", "hours-unmet"}) {
            ofGardens(code, "all").body("value", nullValue()).body("reason", notNullValue());
        }
    }
}
