package org.reciprocity.matching.worklist;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.reciprocity.matching.world.Database;
import org.reciprocity.matching.world.LedgerRecords;
import org.reciprocity.matching.world.Servers;
import org.reciprocity.matching.world.Tokens;
import org.reciprocity.matching.world.Town;

@QuarkusTest
@QuarkusTestResource(Servers.class)
class WorklistHttpTest {
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
    void hasNewNeedsUntilSomebodyIsProposedAndProposalsUntilBothHaveAnswered() {
        var town = Town.found(ledger);
        var people = town.people(2);
        town.known();
        var request = town.request(people.get(1), "lifts", 60);
        worklist(town)
                .body("standingAsOf", notNullValue())
                .body("newNeeds.requestId", contains(request.toString()))
                .body("newNeeds[0].remainingMinutes", equalTo(60))
                .body("proposalsWaiting", hasSize(0));
        town.offer(people.get(0), "lifts", 60);
        var match = town.proposal();
        worklist(town)
                .body("newNeeds", hasSize(0))
                .body("proposalsWaiting.proposalId", contains(match.toString()))
                .body("proposalsWaiting.waitsFor", contains("both"));
        town.accept(match, "giver").then().statusCode(201);
        worklist(town).body("proposalsWaiting.waitsFor", contains("receiver"));
        town.accept(match, "receiver").then().statusCode(201);
        worklist(town).body("proposalsWaiting", hasSize(0));
    }

    @Test
    void hasSessionsThatAreDueAndMatchesThatHaveGoneQuiet() {
        var town = Town.found(ledger);
        var people = town.people(2);
        town.known();
        town.offer(people.get(0), "lifts", 120);
        town.request(people.get(1), "lifts", 120);
        var match = town.proposal();
        town.accept(match, "giver").then().statusCode(201);
        town.accept(match, "receiver").then().statusCode(201);
        worklist(town).body("quiet", hasSize(0)).body("sessionsDue", hasSize(0));
        Database.update("update match set changed_at = changed_at - interval '15 days' where id = ?", match);
        worklist(town).body("quiet.proposalId", contains(match.toString()));
        var soon = session(town, match, Instant.now().plus(2, ChronoUnit.DAYS));
        worklist(town)
                .body("quiet", hasSize(0))
                .body("sessionsDue.sessionId", contains(soon))
                .body("sessionsDue.over", contains(false));
        var over = session(town, match, Instant.now().minus(2, ChronoUnit.DAYS));
        worklist(town)
                .body("sessionsDue.sessionId", contains(over, soon))
                .body("sessionsDue.over", contains(true, false));
        town.broker()
                .body(Map.of("outcome", "held"))
                .post("/sessions/" + over + "/outcome")
                .then()
                .statusCode(201);
        worklist(town).body("sessionsDue.sessionId", contains(soon));
    }

    @Test
    void hasMatchesWhoseClearanceHasEndedAndOffersThatLapse() {
        var town = Town.found(ledger);
        var people = town.people(2);
        var clearance = UUID.randomUUID();
        var today = LocalDate.now(ZoneOffset.UTC);
        ledger.send(town.clearance(clearance, people.get(0), "cleared", today.plusDays(30)));
        town.known();
        town.policy(Map.of(
                "offerDays",
                10,
                "reminderDays",
                14,
                "clearances",
                List.of(Map.of("role", "volunteer", "setting", "school"))));
        var offer = town.offer(people.get(0), "tutoring", 60);
        var need = town.requestOf(people.get(1), "tutoring", 60);
        need.put("setting", "school");
        town.broker().body(need).post("/requests").then().statusCode(201);
        var match = town.proposal();
        town.accept(match, "giver").then().statusCode(201);
        town.accept(match, "receiver").then().statusCode(201);
        worklist(town).body("clearanceMissing", hasSize(0)).body("lapsing.offerId", contains(offer.toString()));
        ledger.send(town.clearance(clearance, people.get(0), "cleared", today.minusDays(2)));
        town.known();
        worklist(town).body("clearanceMissing.proposalId", contains(match.toString()));
    }

    @Test
    void isForBrokersAndOfParticipantsWhomTheirAgencySees() {
        var town = Town.found(ledger);
        var partner = town.admit();
        var person = town.people(1).getFirst();
        town.known();
        town.request(person, "lifts", 60);
        var path = "/worklist?communityId=" + town.community();
        Town.as(Tokens.of(partner, "broker")).get(path).then().statusCode(200).body("newNeeds", hasSize(0));
        Town.as(Tokens.of(UUID.randomUUID(), "broker")).get(path).then().statusCode(404);
        Town.as(Tokens.of(town.lead(), "agency")).get(path).then().statusCode(403);
    }

    private static ValidatableResponse worklist(Town town) {
        return town.broker()
                .get("/worklist?communityId=" + town.community())
                .then()
                .statusCode(200);
    }

    private static String session(Town town, UUID match, Instant startsAt) {
        return town.broker()
                .body(Map.of("proposalId", match.toString(), "startsAt", startsAt.toString(), "minutes", 60))
                .post("/sessions")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }
}
