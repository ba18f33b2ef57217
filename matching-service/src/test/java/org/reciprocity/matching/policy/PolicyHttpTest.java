package org.reciprocity.matching.policy;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.reciprocity.matching.world.LedgerRecords;
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
}
