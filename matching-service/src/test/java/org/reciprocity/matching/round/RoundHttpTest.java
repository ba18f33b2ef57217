package org.reciprocity.matching.round;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
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
class RoundHttpTest {
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
    void proposesTheOneWhoOffersToTheOneWhoAsksAndSaysWhy() {
        var town = Town.found(ledger);
        var people = town.people(2);
        town.known();
        var offer = town.offer(people.get(0), "gardening", 120);
        var request = town.request(people.get(1), "gardening", 60);

        var before = Instant.now();
        var round = town.round()
                .header("ETag", "\"3\"")
                .body("progress.stage", equalTo("ended"))
                .body("progress.offers", equalTo(1))
                .body("progress.candidates", equalTo(1))
                .body("progress.attempts", equalTo(1))
                .body("failure", nullValue())
                .body("model", equalTo("round"))
                .body("preset", equalTo("core-economy"))
                .body("solver", equalTo("ortools-min-cost-flow/9.15.6755"))
                .body("offers", equalTo(1))
                .body("requests", equalTo(1))
                .body("minutes", equalTo(60))
                .body("gap", equalTo(0))
                .body("circles", empty())
                .body("score", equalTo(60 * 80))
                .body("through", hasKey("reciprocity.registry.v1"))
                .body("proposals", hasSize(1))
                .body("proposals[0].offerId", equalTo(offer.toString()))
                .body("proposals[0].requestId", equalTo(request.toString()))
                .body("proposals[0].giverId", equalTo(people.get(0).toString()))
                .body("proposals[0].receiverId", equalTo(people.get(1).toString()))
                .body("proposals[0].minutes", equalTo(60))
                .body("proposals[0].state", equalTo("proposed"))
                .body("proposals[0].score.skill", equalTo(20))
                .body("proposals[0].score.distance", equalTo(15))
                .body("proposals[0].score.chanceToGive", equalTo(0))
                .body("proposals[0].score.nearCeiling", equalTo(0))
                .body("proposals[0].score.newTie", equalTo(15))
                .body("proposals[0].score.isolation", equalTo(20))
                .body("proposals[0].score.overlap", equalTo(10))
                .body("proposals[0].score.continuity", equalTo(0))
                .body("proposals[0].score.total", equalTo(80))
                .extract();
        var standing = Instant.parse(round.path("standingAsOf"));
        assertTrue(standing.isAfter(before.minusSeconds(60)), "standing as of now: " + standing);

        var body = town.broker()
                .get("/rounds/" + round.path("id"))
                .then()
                .statusCode(200)
                .extract()
                .asString();
        assertEquals(round.asString(), body);
    }

    @Test
    void asksTheOneToGiveWhoHasReceivedMore() {
        var town = Town.found(ledger);
        var people = town.people(4);
        ledger.send(town.service(UUID.randomUUID(), people.get(3), people.get(1), 60, null));
        town.known();
        town.offer(people.get(0), "gardening", 60);
        var offer = town.offer(people.get(1), "gardening", 60);
        town.request(people.get(2), "gardening", 60);
        town.round()
                .body("proposals.offerId", contains(offer.toString()))
                .body("proposals[0].score.chanceToGive", equalTo(25));
    }

    @Test
    void asksTheOneToReceiveWhoIsNearTheCeiling() {
        var town = Town.found(ledger);
        var people = town.people(4);
        ledger.send(
                town.accountOf(people.get(1), 100),
                town.accountOf(people.get(2), 6000),
                town.service(UUID.randomUUID(), people.get(1), people.get(3), 90, null),
                town.service(UUID.randomUUID(), people.get(2), people.get(3), 90, null));
        town.known();
        town.offer(people.get(0), "gardening", 60);
        town.request(people.get(2), "gardening", 60);
        var request = town.request(people.get(1), "gardening", 60);
        town.round()
                .body("proposals.requestId", contains(request.toString()))
                .body("proposals[0].score.nearCeiling", equalTo(15));
    }

    @Test
    void takesIdsOfOnePersonForOneAndNeverMatchesThemToEachOther() {
        var town = Town.found(ledger);
        var people = town.people(6);
        var twice = people.get(0);
        var between = people.get(1);
        var again = people.get(2);
        ledger.send(
                town.linked(twice, between, true),
                town.linked(again, between, true),
                // Under one id they gave, under another they received more; and one has met them under one id.
                town.service(UUID.randomUUID(), twice, people.get(4), 60, null),
                town.service(UUID.randomUUID(), people.get(5), again, 90, null));
        town.known();
        town.offer(twice, "gardening", 60);
        var own = town.request(again, "gardening", 60);
        town.broker()
                .get("/candidates?requestId=" + own)
                .then()
                .body("items[0].standsBetween.code", equalTo("same-participant"));
        town.round().body("proposals", hasSize(0));
        var met = town.request(people.get(5), "gardening", 60);
        town.round()
                .body("proposals.requestId", contains(met.toString()))
                .body("proposals[0].giverId", equalTo(twice.toString()))
                .body("proposals[0].score.newTie", equalTo(0))
                .body("proposals[0].score.chanceToGive", equalTo(25));
        // It turns out that they are two.
        ledger.send(town.linked(again, between, false));
        town.known();
        town.broker()
                .get("/candidates?requestId=" + own)
                .then()
                .body("items[0].standsBetween.code", equalTo("no-capacity"));
    }

    @Test
    void prefersANewTieUntilItsExchangeIsReversed() {
        var town = Town.found(ledger);
        var people = town.people(3);
        var exchange = UUID.randomUUID();
        ledger.send(town.service(exchange, people.get(2), people.get(0), 60, null));
        town.known();
        town.offer(people.get(0), "gardening", 10);
        town.request(people.get(2), "gardening", 10);
        town.round().body("proposals[0].score.newTie", equalTo(0));

        ledger.send(town.reversal(exchange, people.get(2), people.get(0), 60, null));
        town.known();
        town.offer(people.get(0), "lifts", 10);
        town.request(people.get(2), "lifts", 10);
        town.round().body("proposals[0].score.newTie", equalTo(15));
    }

    @Test
    void matchesAcrossAGroupOnlyWhereTheRequestAcceptsIt() {
        var town = Town.found(ledger);
        var people = town.people(2);
        town.known();
        town.offer(people.get(0), "shopping", 60);
        town.request(people.get(1), "lifts", 60);
        town.round().body("proposals", empty());
        var accepting = town.requestOf(people.get(1), "lifts", 60);
        accepting.put("acceptsGroup", true);
        town.broker().body(accepting).post("/requests").then().statusCode(201);
        town.round()
                .body("proposals", hasSize(1))
                .body("proposals[0].skill", equalTo("lifts"))
                .body("proposals[0].score.skill", equalTo(10));
    }

    @Test
    void takesAClientsIdAndProposesUnderTheSameIdsEveryTime() {
        var town = Town.found(ledger);
        var people = town.people(2);
        town.known();
        town.offer(people.get(0), "gardening", 60);
        town.request(people.get(1), "gardening", 60);
        var id = UUID.randomUUID();
        var wish = Map.of("id", id.toString(), "communityId", town.community().toString());
        var body = town.broker()
                .header("Idempotency-Key", id.toString())
                .body(wish)
                .post("/rounds")
                .then()
                .statusCode(202)
                .header("Location", "/rounds/" + id)
                .header("ETag", "\"1\"")
                .body("id", equalTo(id.toString()))
                .body("state", equalTo("waiting"))
                .body("progress.stage", equalTo("waiting"))
                .body("minutes", nullValue())
                .body("proposals", empty())
                .extract()
                .asString();
        town.ended(id).body("proposals[0].id", notNullValue());
        var replayed = town.broker()
                .header("Idempotency-Key", id.toString())
                .body(wish)
                .post("/rounds")
                .then()
                .statusCode(202)
                .header("Idempotency-Replayed", "true")
                .extract()
                .asString();
        assertEquals(body, replayed);
        town.broker().body(wish).post("/rounds").then().statusCode(409).body("type", equalTo("/problems/id-in-use"));
    }

    @Test
    void proposesToEachInABalancedRoundWhatTheyGive() {
        var town = Town.found(ledger);
        var people = town.people(3);
        town.known();
        town.offer(people.get(0), "gardening", 120);
        town.offer(people.get(1), "lifts", 30);
        town.offer(people.get(2), "gardening", 60);
        town.request(people.get(1), "gardening", 60);
        town.request(people.get(0), "lifts", 60);
        town.round(Map.of("model", "balanced-round"))
                .body("model", equalTo("balanced-round"))
                .body("minutes", equalTo(60))
                .body("proposals", hasSize(2))
                .body("proposals.minutes", contains(30, 30));
    }

    @Test
    void closesACircleOfThreeAndSaysWhichProposalsItIs() {
        var town = Town.found(ledger);
        var people = town.people(3);
        town.known();
        town.offer(people.get(0), "gardening", 60);
        town.offer(people.get(1), "lifts", 60);
        town.offer(people.get(2), "cooking", 45);
        town.request(people.get(1), "gardening", 90);
        town.request(people.get(2), "lifts", 60);
        town.request(people.get(0), "cooking", 60);
        var round = town.round(Map.of("model", "circles"))
                .body("solver", startsWith("ortools-cp-sat/"))
                .body("gap", equalTo(0))
                .body("proposals", hasSize(3))
                .body("proposals.minutes", contains(45, 45, 45))
                .body("circles", hasSize(1))
                .body("circles[0]", hasSize(3))
                .extract();
        assertEquals(
                new TreeSet<>(round.<List<String>>path("proposals.id")),
                new TreeSet<>(round.<List<String>>path("circles[0]")));
    }

    @Test
    void knowsItsModelsAndPresets() {
        var town = Town.found(ledger);
        town.known();
        town.round(Map.of("preset", "nearest", "model", "round")).body("preset", equalTo("nearest"));
        town.broker()
                .body(Map.of("communityId", town.community().toString(), "preset", "luck"))
                .post("/rounds")
                .then()
                .statusCode(422)
                .body("errors[0].field", equalTo("preset"));
        town.broker()
                .body(Map.of("communityId", town.community().toString(), "model", "guess"))
                .post("/rounds")
                .then()
                .statusCode(422)
                .body("errors[0].field", equalTo("model"));
    }

    @Test
    void isForBrokersAndStewardsOfTheCommunity() {
        var town = Town.found(ledger);
        town.known();
        var wish = Map.of("communityId", town.community().toString());
        Town.as(Tokens.of(town.lead(), "agency"))
                .body(wish)
                .post("/rounds")
                .then()
                .statusCode(403);
        Town.as(Tokens.of(UUID.randomUUID(), "broker"))
                .body(wish)
                .post("/rounds")
                .then()
                .statusCode(404);
        var round = town.round().extract().<String>path("id");
        Town.as(Tokens.of(UUID.randomUUID(), "steward"))
                .get("/rounds/" + round)
                .then()
                .statusCode(404);
    }
}
