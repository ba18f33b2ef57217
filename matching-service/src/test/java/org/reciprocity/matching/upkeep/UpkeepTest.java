package org.reciprocity.matching.upkeep;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.reciprocity.matching.world.Contracts;
import org.reciprocity.matching.world.Database;
import org.reciprocity.matching.world.LedgerRecords;
import org.reciprocity.matching.world.MatchesTopic;
import org.reciprocity.matching.world.Servers;
import org.reciprocity.matching.world.Town;

@QuarkusTest
@QuarkusTestResource(Servers.class)
class UpkeepTest {
    private static LedgerRecords ledger;

    @Inject
    Upkeep upkeep;

    @BeforeAll
    static void open() {
        ledger = new LedgerRecords();
    }

    @AfterAll
    static void close() {
        ledger.close();
    }

    @Test
    void letsAnOfferLapseThatNobodyRenewedAndTakesItBackInOnceSomebodyDoes() {
        var town = Town.found(ledger);
        var people = town.people(2);
        town.known();
        town.policy(Map.of("offerDays", 30));
        var offer = town.offer(people.get(0), "lifts", 60);
        town.request(people.get(1), "lifts", 60);
        var proposal = town.proposal();
        Database.update("update offer set lapses_at = now() where id = ?", offer);
        work();
        town.broker().get("/offers/" + offer).then().body("state", equalTo("lapsed"));
        town.broker()
                .get("/proposals/" + proposal)
                .then()
                .body("state", equalTo("declined"))
                .body("declined.reason", equalTo("offer-withdrawn"));
        town.round().body("proposals", hasSize(0));
        town.broker()
                .post("/offers/" + offer + "/renewal")
                .then()
                .statusCode(201)
                .body("state", equalTo("open"))
                .body("lapsesAt", notNullValue());
        town.round().body("proposals", hasSize(1));
    }

    @Test
    void saysWhatStayedUnmetOfARequestWhoseTimeIsOver() {
        var town = Town.found(ledger);
        var people = town.people(2);
        town.known();
        town.offer(people.get(0), "lifts", 60);
        var request = town.request(people.get(1), "lifts", 90);
        var proposal = town.proposal();
        town.accept(proposal, "giver").then().statusCode(201);
        town.accept(proposal, "receiver").then().statusCode(201);
        Database.update(
                "update request set from_time = now() - interval '2 days', until_time = now() where id = ?", request);
        work();
        town.broker().get("/requests/" + request).then().body("state", equalTo("lapsed"));
        town.broker()
                .body(Map.of("until", Instant.now().plus(3, ChronoUnit.DAYS).toString()))
                .post("/requests/" + request + "/renewal")
                .then()
                .statusCode(201)
                .body("state", equalTo("open"))
                .body("remainingMinutes", equalTo(30));
        var events = MatchesTopic.events(town.community(), 8);
        var lapsed = events.get(6);
        assertEquals("request-lapsed.v1", lapsed.type());
        assertEquals(
                "{\"participant\":\"%s\",\"skill\":\"lifts\",\"unmetMinutes\":30}".formatted(people.get(1)),
                lapsed.body());
        for (var event : events) {
            assertEquals("", Contracts.breaches(event.type(), event.body()));
        }
    }

    @Test
    void makesTheNextOfARequestThatRepeatsOnceTheOneBeforeHasBegun() {
        var town = Town.found(ledger);
        var person = town.people(1).getFirst();
        town.known();
        var from = Instant.now().truncatedTo(ChronoUnit.SECONDS).minusSeconds(60);
        var body = town.requestOf(person, "lifts", 60);
        body.put("from", from.toString());
        body.put("until", from.plus(2, ChronoUnit.DAYS).toString());
        body.put("repeats", "FREQ=DAILY;INTERVAL=3;COUNT=2");
        var first = town.broker()
                .body(body)
                .post("/requests")
                .then()
                .statusCode(201)
                .body("repeats", equalTo("FREQ=DAILY;INTERVAL=3;COUNT=2"))
                .extract()
                .<String>path("id");
        work();
        work();
        var list = town.broker()
                .get("/requests?communityId=" + town.community())
                .then()
                .body("items", hasSize(2))
                .body("items.repeatOf", contains(first, null))
                .body("items[0].minutes", equalTo(60));
        var next = Instant.parse(list.extract().<String>path("items[0].from"));
        // Three days later by the clock, which the hour of a change of clocks may come between.
        assertEquals(3, Math.round(Duration.between(from, next).toHours() / 24.0));
        // The rule has no third.
        Database.update("""
                update request set from_time = from_time - interval '4 days', repeat_from = repeat_from - interval '4 days'
                where id = ?
                """, UUID.fromString(list.extract().<String>path("items[0].id")));
        work();
        town.broker().get("/requests?communityId=" + town.community()).then().body("items", hasSize(2));
    }

    @Test
    void refusesARuleByWhichARequestWouldComeAgainBeforeItIsOver() {
        var town = Town.found(ledger);
        var person = town.people(1).getFirst();
        town.known();
        for (var rule : List.of("FREQ=WEEKLY", "FREQ=YEARLY;COUNT=1", "FREQ=MINUTELY")) {
            var body = town.requestOf(person, "lifts", 60);
            body.put("repeats", rule);
            town.broker()
                    .body(body)
                    .post("/requests")
                    .then()
                    .statusCode(422)
                    .body("type", equalTo("/problems/impossible-availability"));
        }
    }

    @Test
    void takesBackWhatIsOpenOfAParticipantWhoIsErasedAndForgetsTheirPlace() {
        var town = Town.found(ledger);
        var people = town.people(3);
        town.known();
        var offer = town.offer(people.get(0), "lifts", 60);
        var request = town.request(people.get(0), "gardening", 60);
        var others = town.offer(people.get(1), "gardening", 60);
        var agreed = town.proposal();
        town.accept(agreed, "giver").then().statusCode(201);
        town.accept(agreed, "receiver").then().statusCode(201);
        town.request(people.get(2), "lifts", 60);
        var open = town.proposal();
        var second = town.people(1).getFirst();
        ledger.send(town.linked(people.get(0), second, true));
        town.known();
        assertEquals(1, links(people.get(0)));
        ledger.send(town.erasure(people.get(0)));
        town.known();
        assertEquals(0, links(people.get(0)));
        ledger.send(town.linked(people.get(0), second, true));
        town.known();
        assertEquals(0, links(people.get(0)), "what was linked before may be read after");
        for (var proposal : List.of(agreed, open)) {
            town.broker().get("/proposals/" + proposal).then().body("state", equalTo("declined"));
        }
        town.broker().get("/proposals/" + agreed).then().body("declined.reason", equalTo("participant-left"));
        town.broker().get("/offers/" + others).then().body("remainingMinutes", equalTo(60));
        assertEquals(List.of(true), Database.column("select withdrawn from offer where id = ?", offer));
        assertEquals(List.of(true), Database.column("select withdrawn from request where id = ?", request));
        assertEquals(0, Database.number("""
                        select (select count(area) from offer where participant = p.id)
                               + (select count(area) from request where participant = p.id) + count(p.area)
                        from participant p where p.id = ? group by p.id
                        """, people.get(0)));
        town.broker()
                .body(town.offerOf(people.get(0), "lifts", 60))
                .post("/offers")
                .then()
                .statusCode(404);
        town.round().body("proposals", hasSize(0));
    }

    @Test
    void emptiesTheAnswersKeptAboutAParticipantWhoIsErasedAndKeepsTheKeysTaken() {
        var town = Town.found(ledger);
        var people = town.people(2);
        town.known();
        var offer = town.offerOf(people.get(0), "lifts", 60);
        var request = town.requestOf(people.get(1), "lifts", 60);
        var made = town.broker()
                .header("Idempotency-Key", "offer")
                .body(offer)
                .post("/offers")
                .then()
                .statusCode(201)
                .extract()
                .<String>path("id");
        town.broker()
                .header("Idempotency-Key", "request")
                .body(request)
                .post("/requests")
                .then()
                .statusCode(201);
        town.broker()
                .header("Idempotency-Key", "terms")
                .post("/offers/" + made + "/renewal")
                .then()
                .statusCode(201);
        var proposal = town.proposal();
        var accepted = Map.of("side", "receiver");
        town.broker()
                .header("Idempotency-Key", "acceptance")
                .body(accepted)
                .post("/proposals/" + proposal + "/acceptances")
                .then()
                .statusCode(201);
        assertEquals(4, kept(town, "body <> '{}'"));
        ledger.send(town.erasure(people.get(0)));
        town.known();
        assertEquals(3, kept(town, "body = '{}' and fingerprint = '' and location is null and status = 410"));
        assertEquals(1, kept(town, "body like '%" + people.get(1) + "%'"));
        assertEquals(0, kept(town, "body like '%" + people.get(0) + "%' or body like '%" + made + "%'"));
        town.broker()
                .header("Idempotency-Key", "offer")
                .body(offer)
                .post("/offers")
                .then()
                .statusCode(422)
                .body("type", equalTo("/problems/idempotency-key-reused"));
        town.broker()
                .header("Idempotency-Key", "request")
                .body(request)
                .post("/requests")
                .then()
                .statusCode(201)
                .body("participantId", equalTo(people.get(1).toString()));
    }

    private static long links(UUID participant) {
        return Database.number("select count(*) from same_person where ? in (participant, same_as)", participant);
    }

    private static long kept(Town town, String condition) {
        return Database.number("select count(*) from idempotency where owner = ? and " + condition, town.lead());
    }

    @Test
    void matchesNobodyWhoseAccountIsSuspendedAndTakesBackWhatIsOpenOfWhoClosesIt() {
        var town = Town.found(ledger);
        var people = town.people(2);
        ledger.send(town.accountOf(people.get(0), 6000), town.accountStatus(people.get(0), "suspended"));
        town.known();
        var offer = town.offer(people.get(0), "lifts", 60);
        town.request(people.get(1), "lifts", 60);
        town.round().body("proposals", hasSize(0));
        ledger.send(town.accountStatus(people.get(0), "open"));
        town.known();
        var proposal = town.proposal();
        ledger.send(town.accountStatus(people.get(0), "closed"));
        town.known();
        town.broker().get("/offers/" + offer).then().body("state", equalTo("withdrawn"));
        town.broker().get("/proposals/" + proposal).then().body("state", equalTo("declined"));
    }

    private void work() {
        upkeep.once().await().atMost(Duration.ofSeconds(30));
    }
}
