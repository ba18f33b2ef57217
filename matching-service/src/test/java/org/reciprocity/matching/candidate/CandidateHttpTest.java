package org.reciprocity.matching.candidate;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
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
class CandidateHttpTest {
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
    void saysWhoFitsAndOfEachOtherWhatStandsBetween() {
        var town = Town.found(ledger);
        var people = town.people(5);
        town.known();
        town.policy(Map.of("clearances", List.of(Map.of("role", "volunteer", "setting", "school"))));
        town.offer(people.get(0), "gardening", 60);
        town.offer(people.get(1), "tutoring", 60);
        var request = town.requestOf(people.get(4), "tutoring", 60);
        var id = town.broker()
                .body(request)
                .post("/requests")
                .then()
                .statusCode(201)
                .extract()
                .<String>path("id");
        town.broker()
                .get("/candidates?requestId=" + id)
                .then()
                .statusCode(200)
                .body("standingAsOf", notNullValue())
                .body(
                        "items.participantId",
                        contains(people.get(1).toString(), people.get(0).toString()))
                .body("items.fits", contains(true, false))
                .body("items[0].standsBetween", nullValue())
                .body("items[1].standsBetween.code", equalTo("skill"))
                .body("items[1].standsBetween.words", notNullValue());
        request.put("setting", "school");
        var inSchool =
                town.broker().body(request).post("/requests").then().extract().<String>path("id");
        town.broker()
                .get("/candidates?requestId=" + inSchool + "&participantId=" + people.get(1))
                .then()
                .body("items", hasSize(1))
                .body("items[0].standsBetween.code", equalTo("clearance"));
        town.broker()
                .get("/candidates?requestId=" + id + "&participantId=" + people.get(3))
                .then()
                .body("items[0].standsBetween.code", equalTo("no-offer"));
    }

    @Test
    void namesWhoHasNothingLeftOrDeclinedBefore() {
        var town = Town.found(ledger);
        var people = town.people(3);
        town.known();
        town.offer(people.get(0), "lifts", 60);
        var request = town.request(people.get(1), "lifts", 60);
        var match = town.proposal();
        var second = town.request(people.get(2), "lifts", 60);
        town.broker()
                .get("/candidates?requestId=" + second)
                .then()
                .body("items[0].standsBetween.code", equalTo("no-capacity"));
        town.broker()
                .body(Map.of("side", "giver", "reason", "too-far"))
                .post("/proposals/" + match + "/declines")
                .then()
                .statusCode(201);
        town.broker()
                .get("/candidates?requestId=" + request)
                .then()
                .body("items[0].standsBetween.code", equalTo("declined-before"));
    }

    @Test
    void isForBrokersAndShowsOnlyWhomTheirAgencySees() {
        var town = Town.found(ledger);
        var partner = town.admit();
        var theirs = town.person(partner, "riverside");
        var ours = town.people(1).getFirst();
        town.known();
        town.offer(ours, "lifts", 60);
        var request = Town.as(Tokens.of(partner, "broker"))
                .body(town.requestOf(theirs, "lifts", 60))
                .post("/requests")
                .then()
                .statusCode(201)
                .extract()
                .<String>path("id");
        Town.as(Tokens.of(partner, "broker"))
                .get("/candidates?requestId=" + request)
                .then()
                .statusCode(200)
                .body("items.participantId", not(hasItem(ours.toString())));
        Town.as(Tokens.of(partner, "broker"))
                .get("/candidates?requestId=" + request + "&participantId=" + ours)
                .then()
                .statusCode(404);
        Town.as(Tokens.of(partner, "agency"))
                .get("/candidates?requestId=" + request)
                .then()
                .statusCode(403);
        var hidden = town.request(ours, "gardening", 60);
        Town.as(Tokens.of(partner, "broker"))
                .get("/candidates?requestId=" + hidden)
                .then()
                .statusCode(404);
        town.broker().get("/candidates?requestId=" + UUID.randomUUID()).then().statusCode(404);
    }

    @Test
    void saysInWordsWhyAMatchWasProposed() {
        var town = Town.found(ledger);
        var partner = town.admit();
        var theirs = town.person(partner, "riverside");
        var ours = town.people(1).getFirst();
        town.known();
        town.offer(ours, "lifts", 60);
        town.request(theirs, "lifts", 60);
        var match = town.proposal();
        var total = town.broker().get("/proposals/" + match).then().extract().<Integer>path("score.total");
        town.broker()
                .get("/proposals/" + match + "/why")
                .then()
                .statusCode(200)
                .body("proposedBy", equalTo("round"))
                .body("total", equalTo(total))
                .body("parts.part", hasItem("newTie"))
                .body("parts.words", hasItem("The two have done nothing for each other yet."))
                .body("parts[0].points", greaterThan(0));
        var parts = town.broker()
                .get("/proposals/" + match + "/why")
                .then()
                .extract()
                .<List<Integer>>path("parts.points");
        assertEquals(total, parts.stream().mapToInt(Integer::intValue).sum());
        Town.as(Tokens.of(partner, "broker"))
                .get("/proposals/" + match + "/why")
                .then()
                .statusCode(404);
        Town.as(Tokens.of(town.lead(), "agency"))
                .get("/proposals/" + match + "/why")
                .then()
                .statusCode(403);
    }
}
