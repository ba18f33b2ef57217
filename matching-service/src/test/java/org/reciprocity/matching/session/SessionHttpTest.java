package org.reciprocity.matching.session;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
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
class SessionHttpTest {
    private static LedgerRecords ledger;

    private final Instant before = Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(1, ChronoUnit.HOURS);
    private final Instant later = before.plus(7, ChronoUnit.DAYS);

    @BeforeAll
    static void open() {
        ledger = new LedgerRecords();
    }

    @AfterAll
    static void close() {
        ledger.close();
    }

    @Test
    void plansSessionsOfAnAgreedMatchAndNotesWhatBecameOfThem() {
        var town = Town.found(ledger);
        var people = town.people(2);
        town.known();
        town.offer(people.get(0), "lifts", 120);
        town.request(people.get(1), "lifts", 120);
        var match = town.proposal();
        plan(town, match, before, 60).then().statusCode(409).body("type", equalTo("/problems/match-not-agreed"));
        town.accept(match, "giver").then().statusCode(201);
        town.accept(match, "receiver").then().statusCode(201);
        var first = id(plan(town, match, before, 60));
        var second = id(plan(town, match, later, 60));
        plan(town, match, later, 1).then().statusCode(409).body("type", equalTo("/problems/more-than-agreed"));
        close(town, second, Map.of("outcome", "held"))
                .then()
                .statusCode(409)
                .body("type", equalTo("/problems/session-not-begun"));
        close(town, first, Map.of("outcome", "missed", "by", "giver"))
                .then()
                .statusCode(201)
                .header("ETag", "\"2\"")
                .body("state", equalTo("missed"))
                .body("missedBy", equalTo("giver"));
        close(town, first, Map.of("outcome", "held"))
                .then()
                .statusCode(409)
                .body("type", equalTo("/problems/session-closed"));
        // What was missed takes no minutes.
        var third = id(plan(town, match, before, 60));
        close(town, third, Map.of("outcome", "held")).then().statusCode(201).body("state", equalTo("held"));
        town.broker()
                .body(Map.of("side", "receiver", "reason", "no-longer-needed"))
                .post("/proposals/" + match + "/declines")
                .then()
                .statusCode(201);
        town.broker()
                .get("/sessions/" + second)
                .then()
                .statusCode(200)
                .body("state", equalTo("cancelled"))
                .body("reason", equalTo("match-ended"));
        town.broker()
                .get("/sessions?communityId=" + town.community() + "&proposalId=" + match)
                .then()
                .body("items.id", contains(third, second, first));
        town.broker()
                .get("/sessions?communityId=" + town.community() + "&state=held")
                .then()
                .body("items.id", contains(third));

        var events = MatchesTopic.events(town.community(), 13);
        assertEquals(
                List.of(
                        "session-planned.v1",
                        "session-planned.v1",
                        "session-missed.v1",
                        "session-planned.v1",
                        "session-held.v1",
                        "match-declined.v1",
                        "session-cancelled.v1"),
                events.subList(6, 13).stream().map(MatchesTopic.Published::type).toList());
        for (var event : events) {
            assertEquals("", Contracts.breaches(event.type(), event.body()));
        }
    }

    @Test
    void plansNoSessionForADayOnWhichTheClearanceHasEnded() {
        var town = Town.found(ledger);
        var people = town.people(2);
        var clearance = UUID.randomUUID();
        var today = LocalDate.now(ZoneOffset.UTC);
        ledger.send(town.clearance(clearance, people.get(0), "cleared", today.plusDays(3)));
        town.known();
        town.policy(Map.of("clearances", List.of(Map.of("role", "volunteer", "setting", "school"))));
        town.offer(people.get(0), "tutoring", 120);
        var need = town.requestOf(people.get(1), "tutoring", 120);
        need.put("setting", "school");
        town.broker().body(need).post("/requests").then().statusCode(201);
        var match = town.proposal();
        town.accept(match, "giver").then().statusCode(201);
        town.accept(match, "receiver").then().statusCode(201);
        plan(town, match, before.plus(1, ChronoUnit.DAYS), 60).then().statusCode(201);
        plan(town, match, later, 60).then().statusCode(409).body("type", equalTo("/problems/clearance-missing"));
        // A system is told the same for a day on which they are cleared and for one on which they are not.
        for (var day : List.of(before.plus(1, ChronoUnit.DAYS), later)) {
            Town.as(Tokens.of(town.lead(), "agency"))
                    .body(Map.of("proposalId", match.toString(), "startsAt", day.toString(), "minutes", 60))
                    .post("/sessions")
                    .then()
                    .statusCode(403)
                    .body("type", equalTo("/problems/not-yours"));
        }
        ledger.send(town.clearance(clearance, people.get(0), "not-cleared", null));
        town.known();
        plan(town, match, before.plus(1, ChronoUnit.DAYS), 60)
                .then()
                .statusCode(409)
                .body("type", equalTo("/problems/clearance-missing"));
    }

    @Test
    void isForAgenciesThatSeeOneOfTheTwo() {
        var town = Town.found(ledger);
        var partner = town.admit();
        var people = town.people(2);
        town.known();
        town.offer(people.get(0), "lifts", 60);
        town.request(people.get(1), "lifts", 60);
        var match = town.proposal();
        town.accept(match, "giver").then().statusCode(201);
        town.accept(match, "receiver").then().statusCode(201);
        var session = id(plan(town, match, before, 60));
        var stranger = Tokens.of(partner, "broker");
        Town.as(stranger)
                .body(Map.of("proposalId", match.toString(), "startsAt", later.toString(), "minutes", 60))
                .post("/sessions")
                .then()
                .statusCode(404);
        Town.as(stranger).get("/sessions/" + session).then().statusCode(404);
        Town.as(stranger)
                .body(Map.of("outcome", "held"))
                .post("/sessions/" + session + "/outcome")
                .then()
                .statusCode(404);
        Town.as(stranger)
                .get("/sessions?communityId=" + town.community())
                .then()
                .body("items.size()", equalTo(0));
    }

    @Test
    void asksWhoMissedItAndWhyItWasCancelled() {
        var town = Town.found(ledger);
        town.known();
        for (var outcome : List.of(
                Map.of("outcome", "missed"),
                Map.of("outcome", "cancelled"),
                Map.of("outcome", "held", "by", "giver"),
                Map.of("outcome", "missed", "by", "giver", "reason", "illness"),
                Map.of("outcome", "cancelled", "reason", "because"),
                Map.of("outcome", "lost"))) {
            close(town, UUID.randomUUID().toString(), outcome)
                    .then()
                    .statusCode(422)
                    .body("type", equalTo("/problems/invalid-field"));
        }
    }

    private static Response plan(Town town, UUID match, Instant startsAt, int minutes) {
        var body = new HashMap<String, Object>();
        body.put("proposalId", match.toString());
        body.put("startsAt", startsAt.toString());
        body.put("minutes", minutes);
        return town.broker().body(body).post("/sessions");
    }

    private static Response close(Town town, String session, Map<String, ?> outcome) {
        return town.broker().body(outcome).post("/sessions/" + session + "/outcome");
    }

    private static String id(Response planned) {
        return planned.then().statusCode(201).extract().path("id");
    }
}
