package org.reciprocity.matching.calendar;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
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
class CalendarHttpTest {
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
    void showsSessionsToWhoeverHasTheLinkUntilItIsRevokedAndNobodysId() {
        var town = Town.found(ledger);
        var people = town.people(2);
        town.known();
        town.offer(people.get(0), "lifts", 60);
        town.request(people.get(1), "lifts", 60);
        var match = town.proposal();
        town.accept(match, "giver").then().statusCode(201);
        town.accept(match, "receiver").then().statusCode(201);
        var session = town.broker()
                .body(Map.of(
                        "proposalId",
                        match.toString(),
                        "startsAt",
                        Instant.now().toString(),
                        "minutes",
                        60))
                .post("/sessions")
                .then()
                .statusCode(201)
                .extract()
                .<String>path("id");
        var made = town.broker()
                .body(Map.of(
                        "communityId",
                        town.community().toString(),
                        "participantId",
                        people.get(0).toString()))
                .post("/calendars")
                .then()
                .statusCode(201)
                .body("state", equalTo("open"))
                .extract();
        var path = made.<String>path("path");
        var text = given().get(path)
                .then()
                .statusCode(200)
                .contentType(startsWith("text/calendar"))
                .header("Cache-Control", containsString("private"))
                .body(startsWith("BEGIN:VCALENDAR\r\n"))
                .body(containsString("UID:" + session + "-giver@reciprocity"))
                .body(containsString("SUMMARY:Giving: Lifts"))
                .extract()
                .asString();
        for (var person : people) {
            assertEquals(-1, text.indexOf(person.toString()));
        }
        given().get(path.replaceFirst("[^/]{43}\\.ics", "A".repeat(43) + ".ics"))
                .then()
                .statusCode(404)
                .contentType("application/problem+json");
        // The agency's own calendar has both sides.
        var all = town.broker()
                .body(Map.of("communityId", town.community().toString()))
                .post("/calendars")
                .then()
                .statusCode(201)
                .extract()
                .<String>path("path");
        given().get(all)
                .then()
                .body(containsString("SUMMARY:Giving: Lifts"))
                .body(containsString("SUMMARY:Receiving: Lifts"))
                .body(containsString("UID:" + session + "-giver@reciprocity"))
                .body(containsString("UID:" + session + "-receiver@reciprocity"));
        town.broker()
                .get("/calendars?communityId=" + town.community())
                .then()
                .body("items", hasSize(2))
                .body("items[0].path", nullValue());
        var id = made.<String>path("id");
        town.broker()
                .post("/calendars/" + id + "/revocation")
                .then()
                .statusCode(201)
                .body("state", equalTo("revoked"));
        given().get(path).then().statusCode(404).body(not(containsString("VCALENDAR")));
        town.broker()
                .post("/calendars/" + id + "/revocation")
                .then()
                .statusCode(409)
                .body("type", equalTo("/problems/already-withdrawn"));
    }

    @Test
    void keepsNoSecret() {
        var town = Town.found(ledger);
        town.known();
        var key = UUID.randomUUID().toString();
        var id = UUID.randomUUID();
        var body = Map.of("id", id.toString(), "communityId", town.community().toString());
        var path = town.broker()
                .header("Idempotency-Key", key)
                .body(body)
                .post("/calendars")
                .then()
                .statusCode(201)
                .extract()
                .<String>path("path");
        var secret = path.substring(path.lastIndexOf('/') + 1, path.length() - 4);
        assertEquals(List.of(0L), Database.column("""
                        select (select count(*) from calendar where digest like '%' || ? || '%')
                               + (select count(*) from idempotency where body like '%' || ? || '%')
                        """, secret, secret));
        town.broker()
                .header("Idempotency-Key", key)
                .body(body)
                .post("/calendars")
                .then()
                .statusCode(409)
                .body("type", equalTo("/problems/id-in-use"));
    }

    @Test
    void isForParticipantsThatTheAgencySeesAndItsOwnAlone() {
        var town = Town.found(ledger);
        var partner = town.admit();
        var person = town.people(1).getFirst();
        town.known();
        var stranger = Tokens.of(partner, "broker");
        Town.as(stranger)
                .body(Map.of("communityId", town.community().toString(), "participantId", person.toString()))
                .post("/calendars")
                .then()
                .statusCode(404);
        var id = town.broker()
                .body(Map.of("communityId", town.community().toString()))
                .post("/calendars")
                .then()
                .statusCode(201)
                .extract()
                .<String>path("id");
        Town.as(stranger).get("/calendars/" + id).then().statusCode(404);
        Town.as(stranger).post("/calendars/" + id + "/revocation").then().statusCode(404);
        Town.as(Tokens.of(UUID.randomUUID(), "broker"))
                .body(Map.of("communityId", town.community().toString()))
                .post("/calendars")
                .then()
                .statusCode(404);
    }

    @Test
    void readsNoMoreOfWhomTheAgencySeesNoMore() {
        var town = Town.found(ledger);
        var partner = town.admit();
        var theirs = town.person(partner, "riverside");
        var ours = town.people(1).getFirst();
        town.known();
        town.offer(theirs, "lifts", 60);
        town.request(ours, "lifts", 60);
        var match = town.proposal();
        town.accept(match, "giver").then().statusCode(201);
        town.accept(match, "receiver").then().statusCode(201);
        town.broker()
                .body(Map.of(
                        "proposalId",
                        match.toString(),
                        "startsAt",
                        Instant.now().plusSeconds(3600).toString(),
                        "minutes",
                        60))
                .post("/sessions")
                .then()
                .statusCode(201);
        var path = town.broker()
                .body(Map.of("communityId", town.community().toString(), "participantId", theirs.toString()))
                .post("/calendars")
                .then()
                .statusCode(201)
                .extract()
                .<String>path("path");
        given().get(path).then().statusCode(200).body(containsString("VEVENT"));
        // The community begins to ask for a consent that they have not given.
        town.policy(Map.of("consentPurpose", "matching"));
        given().get(path).then().statusCode(200).body(not(containsString("VEVENT")));
    }

    @Test
    void readsNoMoreOfWhoIsErased() {
        var town = Town.found(ledger);
        var people = town.people(2);
        town.known();
        town.offer(people.get(0), "lifts", 60);
        town.request(people.get(1), "lifts", 60);
        var match = town.proposal();
        town.accept(match, "giver").then().statusCode(201);
        town.accept(match, "receiver").then().statusCode(201);
        town.broker()
                .body(Map.of(
                        "proposalId",
                        match.toString(),
                        "startsAt",
                        Instant.now().toString(),
                        "minutes",
                        60))
                .post("/sessions")
                .then()
                .statusCode(201);
        var path = town.broker()
                .body(Map.of(
                        "communityId",
                        town.community().toString(),
                        "participantId",
                        people.get(0).toString()))
                .post("/calendars")
                .then()
                .extract()
                .<String>path("path");
        ledger.send(town.erasure(people.get(0)));
        town.known();
        given().get(path).then().statusCode(200).body(not(containsString("VEVENT")));
    }
}
