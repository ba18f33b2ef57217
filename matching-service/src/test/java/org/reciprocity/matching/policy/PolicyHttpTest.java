package org.reciprocity.matching.policy;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.reciprocity.matching.world.Contracts;
import org.reciprocity.matching.world.LedgerRecords;
import org.reciprocity.matching.world.MatchesTopic;
import org.reciprocity.matching.world.Servers;
import org.reciprocity.matching.world.Tokens;
import org.reciprocity.matching.world.Town;

@QuarkusTest
@QuarkusTestResource(Servers.class)
class PolicyHttpTest {
    private static final LocalDate LONG_AGO = LocalDate.of(2020, 1, 1);
    private static LedgerRecords ledger;

    @BeforeAll
    static void open() {
        ledger = new LedgerRecords();
    }

    @AfterAll
    static void close() {
        ledger.close();
    }

    @Test
    void asksForNothingUntilTheStewardsOfTheLeadSaySo() {
        var town = Town.found(ledger);
        var partner = town.admit();
        town.known();
        var path = "/communities/" + town.community() + "/matching-policy";
        Town.as(Tokens.of(partner, "broker"))
                .get(path)
                .then()
                .statusCode(200)
                .header("ETag", "\"0\"")
                .body("preset", equalTo("core-economy"))
                .body("consentPurpose", nullValue())
                .body("clearances", hasSize(0));
        Town.as(Tokens.of(partner, "steward"))
                .header("If-Match", "\"0\"")
                .body(Map.of())
                .put(path)
                .then()
                .statusCode(403)
                .body("type", equalTo("/problems/not-yours"));
        Town.as(Tokens.of(UUID.randomUUID(), "steward"))
                .header("If-Match", "\"0\"")
                .body(Map.of())
                .put(path)
                .then()
                .statusCode(404);
        Town.as(Tokens.of(town.lead(), "broker"))
                .header("If-Match", "\"0\"")
                .body(Map.of())
                .put(path)
                .then()
                .statusCode(403);
        town.policy(Map.of(
                        "preset", "company", "clearances", List.of(Map.of("role", "volunteer", "setting", "school"))))
                .header("ETag", "\"1\"")
                .body("preset", equalTo("company"))
                .body("clearances.setting", contains("school"));
        Town.as(Tokens.of(town.lead(), "steward"))
                .header("If-Match", "\"0\"")
                .body(Map.of())
                .put(path)
                .then()
                .statusCode(412);
    }

    @Test
    void letsOnlyWhoIsClearedHelpWhereTheRoleInTheSettingAsksForIt() {
        var town = Town.found(ledger);
        var people = town.people(4);
        ledger.send(
                town.clearance(UUID.randomUUID(), people.get(0), "not-cleared", null),
                town.clearance(UUID.randomUUID(), people.get(1), "cleared", LONG_AGO));
        town.known();
        town.policy(Map.of("clearances", List.of(Map.of("role", "volunteer", "setting", "school"))));
        town.offer(people.get(0), "tutoring", 60);
        town.offer(people.get(1), "tutoring", 60);
        var need = town.requestOf(people.get(2), "tutoring", 60);
        need.put("setting", "school");
        town.broker().body(need).post("/requests").then().statusCode(201).body("role", equalTo("volunteer"));
        town.round().body("proposals", hasSize(0));
        var clearance = UUID.randomUUID();
        ledger.send(town.clearance(clearance, people.get(3), "cleared-with-conditions", LocalDate.of(2126, 1, 1)));
        town.offer(people.get(3), "tutoring", 60);
        town.known();
        var proposal = town.round()
                .body("proposals.giverId", contains(people.get(3).toString()))
                .extract()
                .<String>path("proposals[0].id");
        // It ends before they have agreed.
        ledger.send(town.clearance(clearance, people.get(3), "cleared", LONG_AGO));
        town.known();
        town.accept(UUID.fromString(proposal), "giver")
                .then()
                .statusCode(409)
                .body("type", equalTo("/problems/proposal-outdated"));
    }

    @Test
    void matchesAndShowsToOthersOnlyWhoConsentsWhereThePolicyAsksForIt() {
        var town = Town.found(ledger);
        var partner = town.admit();
        var theirs = town.person(partner, "riverside");
        var ours = town.people(1).getFirst();
        town.known();
        var request = Town.as(Tokens.of(partner, "broker"))
                .body(town.requestOf(theirs, "lifts", 60))
                .post("/requests")
                .then()
                .statusCode(201)
                .extract()
                .<String>path("id");
        town.offer(ours, "lifts", 60);
        town.broker().get("/requests/" + request).then().statusCode(200);
        town.policy(Map.of("consentPurpose", "matching"));
        town.broker().get("/requests/" + request).then().statusCode(404);
        Town.as(Tokens.of(partner, "broker")).get("/requests/" + request).then().statusCode(200);
        town.round().body("proposals", hasSize(0));
        var consent = UUID.randomUUID();
        ledger.send(
                town.consent(consent, theirs, "matching", LONG_AGO, null),
                town.consent(UUID.randomUUID(), ours, "matching", LONG_AGO, null),
                town.consent(UUID.randomUUID(), theirs, "photographs", LONG_AGO, null));
        town.known();
        town.broker().get("/requests/" + request).then().statusCode(200);
        var proposal = town.proposal();
        ledger.send(town.noConsent(consent, theirs, "matching", LONG_AGO));
        town.known();
        town.broker().get("/requests/" + request).then().statusCode(404);
        Town.as(Tokens.of(partner, "broker"))
                .body(Map.of("side", "receiver"))
                .post("/proposals/" + proposal + "/acceptances")
                .then()
                .statusCode(409)
                .body("type", equalTo("/problems/proposal-outdated"));
    }

    @Test
    void namesWeightsOfItsOwnByWhichRoundsThenGo() {
        var town = Town.found(ledger);
        var people = town.people(2);
        town.known();
        var winter = weights("winter", 7);
        town.policy(Map.of("preset", "winter", "presets", List.of(weights("summer", 1), winter)))
                .body("preset", equalTo("winter"))
                .body("presets.code", contains("summer", "winter"))
                .body("presets[1].newTie", equalTo(7));
        var offer = town.offer(people.get(0), "gardening", 60);
        var request = town.request(people.get(1), "gardening", 60);
        var round = town.round()
                .body("preset", equalTo("winter"))
                .body("weights.newTie", equalTo(7))
                .body("weights.skill", equalTo(3))
                .body("proposals[0].score.newTie", equalTo(7))
                .body("proposals[0].score.total", equalTo(7 + 3 + 2 * 3 + 3 + 3))
                .extract()
                .<String>path("id");
        var body = MatchesTopic.events(town.community(), 5).stream()
                .filter(event -> event.type().equals("round-run.v1"))
                .findFirst()
                .orElseThrow()
                .body();
        assertEquals("", Contracts.breaches("round-run.v1", body));
        assertTrue(body.contains("\"preset\":\"winter\",\"weights\":{\"skill\":3,"), body);
        // What a round went by stays, whatever the community does with the name.
        town.policy(Map.of("presets", List.of(weights("winter", 999)))).body("preset", equalTo("core-economy"));
        town.broker().get("/rounds/" + round).then().body("weights.newTie", equalTo(7));
        town.broker()
                .body(Map.of("communityId", town.community().toString(), "preset", "summer"))
                .post("/rounds")
                .then()
                .statusCode(422)
                .body("type", equalTo("/problems/invalid-field"))
                .body("errors[0].field", equalTo("preset"))
                .body("errors[0].message", containsString("core-economy, nearest, company, winter"));
        town.broker().post("/offers/" + offer + "/withdrawal").then().statusCode(201);
        town.broker().post("/requests/" + request + "/withdrawal").then().statusCode(201);
        town.round(Map.of("preset", "winter")).body("weights.newTie", equalTo(999));
    }

    @Test
    void goesAStepFurtherWhereTheCommunitySaysWhichAreasAreNextToEachOther() {
        var town = Town.found(ledger);
        var giver = town.person(town.lead(), "riverside");
        var receiver = town.person(town.lead(), "grangetown");
        town.known();
        var offer = town.offerOf(giver, "gardening", 60);
        offer.put("maxDistance", "neighbouring-areas");
        town.broker()
                .body(offer)
                .post("/offers")
                .then()
                .statusCode(201)
                .body("maxDistance", equalTo("neighbouring-areas"));
        var request = town.request(receiver, "gardening", 60);
        town.broker()
                .get("/candidates?requestId=" + request)
                .then()
                .body("items[0].standsBetween.code", equalTo("area"));
        town.round().body("proposals", hasSize(0));
        town.policy(Map.of(
                        "neighbours",
                        List.of(
                                Map.of("area", "riverside", "nextTo", "grangetown"),
                                Map.of("area", "grangetown", "nextTo", "riverside"),
                                Map.of("area", "canton", "nextTo", "riverside"))))
                .body("neighbours.area", contains("canton", "grangetown"))
                .body("neighbours.nextTo", contains("riverside", "riverside"));
        town.broker().get("/candidates?requestId=" + request).then().body("items[0].fits", equalTo(true));
        town.round().body("proposals", hasSize(1)).body("proposals[0].score.distance", equalTo(7));
        for (var event : MatchesTopic.events(town.community(), 6)) {
            assertEquals("", Contracts.breaches(event.type(), event.body()));
        }
    }

    private static Map<String, Object> weights(String code, int newTie) {
        var weights = new LinkedHashMap<String, Object>();
        weights.put("code", code);
        for (var part :
                List.of("skill", "overlap", "distance", "chanceToGive", "nearCeiling", "isolation", "continuity")) {
            weights.put(part, 3);
        }
        weights.put("newTie", newTie);
        return weights;
    }
}
