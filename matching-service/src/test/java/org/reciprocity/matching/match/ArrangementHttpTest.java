package org.reciprocity.matching.match;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.reciprocity.matching.world.Contracts;
import org.reciprocity.matching.world.Database;
import org.reciprocity.matching.world.Eventually;
import org.reciprocity.matching.world.LedgerRecords;
import org.reciprocity.matching.world.MatchesTopic;
import org.reciprocity.matching.world.Servers;
import org.reciprocity.matching.world.Tokens;
import org.reciprocity.matching.world.Town;

@QuarkusTest
@QuarkusTestResource(Servers.class)
class ArrangementHttpTest {
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
    void isAgreedAtOnceWhenBothHaveSaidYes() {
        var town = Town.found(ledger);
        var people = town.people(2);
        town.known();
        var offer = town.offer(people.get(0), "lifts", 60);
        var request = town.request(people.get(1), "lifts", 90);
        arrange(town, offer, request, null, List.of("receiver", "giver"))
                .then()
                .statusCode(201)
                .body("state", equalTo("agreed"))
                .body("minutes", equalTo(60))
                .body("$", not(hasKey("roundId")))
                .body("$", not(hasKey("score")));
        var events = MatchesTopic.events(town.community(), 5);
        assertEquals(
                List.of("match-arranged.v1", "match-accepted.v1", "match-accepted.v1"),
                events.subList(2, 5).stream().map(MatchesTopic.Published::type).toList());
        for (var event : events) {
            assertEquals("", Contracts.breaches(event.type(), event.body()));
        }
    }

    @Test
    void refusesOneOfTwoBrokersWhoWantTheLastHourOfOneHelperAtOnce() {
        var town = Town.found(ledger);
        var people = town.people(3);
        town.known();
        var offer = town.offer(people.get(0), "lifts", 60);
        var requests = List.of(town.request(people.get(1), "lifts", 60), town.request(people.get(2), "lifts", 60));
        var answers = requests.stream()
                .map(request -> CompletableFuture.supplyAsync(
                        () -> arrange(town, offer, request, 60, List.of("giver", "receiver"))))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();
        assertEquals(
                new TreeSet<>(List.of(201, 409)),
                new TreeSet<>(answers.stream().map(Response::statusCode).toList()));
        answers.stream().filter(answer -> answer.statusCode() == 409).forEach(answer -> answer.then()
                .body("type", equalTo("/problems/no-capacity")));
        town.broker().get("/offers/" + offer).then().body("remainingMinutes", equalTo(0));
    }

    @Test
    void looksAtWhatIsLeftOnlyOnceItHasTheLockThatItWaitedFor() throws SQLException {
        var town = Town.found(ledger);
        var people = town.people(3);
        town.known();
        var offer = town.offer(people.get(0), "lifts", 60);
        var taken = town.request(people.get(1), "lifts", 60);
        var wanted = town.request(people.get(2), "lifts", 60);
        CompletableFuture<Response> answer;
        try (var first = Database.connect()) {
            first.setAutoCommit(false);
            Database.execute(first, "select id from offer where id = ? for update", offer);
            answer =
                    CompletableFuture.supplyAsync(() -> arrange(town, offer, wanted, 60, List.of("giver", "receiver")));
            Eventually.eventually("the second broker waits", () -> Database.number("""
                            select count(*) from pg_stat_activity
                            where wait_event_type = 'Lock' and query like '%from offer%for update%'
                            """) > 0);
            Database.execute(first, """
                    insert into match (id, community, offer, offer_version, request, request_version, giver, receiver, skill,
                                       minutes, score_skill, score_distance, score_give, score_ceiling, score_new_tie,
                                       score_isolation, state, giver_accepted, receiver_accepted, version, recorded_at,
                                       changed_at)
                    select gen_random_uuid(), o.community, o.id, 1, r.id, 1, o.participant, r.participant, 'lifts',
                           60, 0, 0, 0, 0, 0, 0, 'proposed', false, false, 1, now(), now()
                    from offer o, request r where o.id = ? and r.id = ?
                    """, offer, taken);
            first.commit();
        }
        answer.join().then().statusCode(409).body("type", equalTo("/problems/no-capacity"));
        // It has no event, and others hold matches to their events.
        Database.update("delete from match where offer = ?", offer);
    }

    @Test
    void givesUpWaitingForWhatSomebodyElseHolds() throws SQLException {
        var town = Town.found(ledger);
        var people = town.people(2);
        town.known();
        var offer = town.offer(people.get(0), "lifts", 60);
        var request = town.request(people.get(1), "lifts", 60);
        try (var holding = Database.connect()) {
            holding.setAutoCommit(false);
            Database.execute(holding, "select id from offer where id = ? for update", offer);
            arrange(town, offer, request, 60, null)
                    .then()
                    .statusCode(503)
                    .body("type", equalTo("/problems/unavailable"));
            town.broker()
                    .post("/offers/" + offer + "/withdrawal")
                    .then()
                    .statusCode(503)
                    .body("type", equalTo("/problems/unavailable"));
            holding.rollback();
        }
        arrange(town, offer, request, 60, null).then().statusCode(201);
    }

    @Test
    void doesNotTellOneSideWhyTheOtherDeclined() {
        var town = Town.found(ledger);
        var partner = town.admit();
        var theirs = town.person(partner, "riverside");
        var ours = town.people(1).getFirst();
        town.known();
        town.offer(ours, "lifts", 60);
        town.request(theirs, "lifts", 60);
        var match = town.proposal();
        town.broker()
                .body(Map.of("side", "giver", "reason", "risk-concern"))
                .post("/proposals/" + match + "/declines")
                .then()
                .statusCode(201)
                .body("declined.reason", equalTo("risk-concern"));
        Town.as(Tokens.of(partner, "broker"))
                .get("/proposals/" + match)
                .then()
                .body("state", equalTo("declined"))
                .body("declined.side", equalTo("giver"))
                .body("declined", not(hasKey("reason")));
    }

    @Test
    void saysWhichHardFilterStandsBetween() {
        var town = Town.found(ledger);
        var people = town.people(2);
        town.known();
        var offer = town.offer(people.get(0), "gardening", 60);
        var request = town.request(people.get(1), "lifts", 60);
        arrange(town, offer, request, 60, null)
                .then()
                .statusCode(409)
                .body("type", equalTo("/problems/does-not-fit"))
                .body("standsBetween", equalTo("skill"));
    }

    @Test
    void givesTheNeedToSomebodyElseAfterANoShowAndDoesNotProposeThePairAgain() {
        var town = Town.found(ledger);
        var people = town.people(3);
        town.known();
        town.offer(people.get(0), "lifts", 60);
        var request = town.request(people.get(1), "lifts", 60);
        var first = town.proposal();
        town.accept(first, "giver").then().statusCode(201);
        town.accept(first, "receiver").then().statusCode(201);
        var other = town.offer(people.get(2), "lifts", 60);
        var second = reassign(town, first, Map.of("side", "giver", "reason", "no-show", "offerId", other.toString()))
                .then()
                .statusCode(201)
                .body("insteadOf", equalTo(first.toString()))
                .body("giverId", equalTo(people.get(2).toString()))
                .body("requestId", equalTo(request.toString()))
                .body("state", equalTo("proposed"))
                .extract()
                .<String>path("id");
        town.broker()
                .get("/proposals/" + first)
                .then()
                .body("state", equalTo("declined"))
                .body("declined.reason", equalTo("no-show"));
        reassign(town, first, Map.of("side", "giver", "reason", "no-show"))
                .then()
                .statusCode(409)
                .body("type", equalTo("/problems/proposal-closed"));
        reassign(town, UUID.fromString(second), Map.of("side", "giver", "reason", "withdrawn"))
                .then()
                .statusCode(201)
                .body("state", equalTo("declined"));
        town.round().body("proposals", hasSize(0));
    }

    @Test
    void endsNothingWhereTheOtherOfferDoesNotFit() {
        var town = Town.found(ledger);
        var people = town.people(3);
        town.known();
        town.offer(people.get(0), "lifts", 60);
        town.request(people.get(1), "lifts", 60);
        var match = town.proposal();
        var other = town.offer(people.get(2), "gardening", 60);
        reassign(town, match, Map.of("side", "giver", "reason", "no-time", "offerId", other.toString()))
                .then()
                .statusCode(409)
                .body("type", equalTo("/problems/does-not-fit"));
        var tooShort = town.offer(people.get(2), "lifts", 30);
        reassign(town, match, Map.of("side", "giver", "reason", "no-time", "offerId", tooShort.toString()))
                .then()
                .statusCode(409)
                .body("type", equalTo("/problems/no-capacity"));
        town.broker().get("/proposals/" + match).then().header("ETag", "\"1\"").body("state", equalTo("proposed"));
    }

    @Test
    void isForBrokersWhoSeeBoth() {
        var town = Town.found(ledger);
        var partner = town.admit();
        var theirs = town.person(partner, "riverside");
        var ours = town.people(1).getFirst();
        town.known();
        var offer = town.offer(ours, "lifts", 60);
        var request = town.request(theirs, "lifts", 60);
        var body = Map.of("offerId", offer.toString(), "requestId", request.toString());
        Town.as(Tokens.of(partner, "broker"))
                .body(body)
                .post("/proposals")
                .then()
                .statusCode(404);
        Town.as(Tokens.of(town.lead(), "agency"))
                .body(body)
                .post("/proposals")
                .then()
                .statusCode(403);
        var match = UUID.fromString(arrange(town, offer, request, 60, null)
                .then()
                .statusCode(201)
                .extract()
                .path("id"));
        Town.as(Tokens.of(partner, "broker"))
                .body(Map.of("side", "giver", "reason", "no-time"))
                .post("/proposals/" + match + "/reassignment")
                .then()
                .statusCode(404);
    }

    @Test
    void showsNothingOfTheOtherSideBeforeBothHaveAgreedButWhatTheyAgreedToShow() {
        var town = Town.found(ledger);
        var partner = town.admit();
        var theirs = town.person(partner, "riverside");
        var ours = town.people(1).getFirst();
        town.known();
        var offer = town.offerOf(ours, "lifts", 60);
        offer.put("languages", List.of("cy"));
        offer.put("shows", List.of("languages"));
        town.broker().body(offer).post("/offers").then().statusCode(201);
        town.request(theirs, "lifts", 60);
        var match = town.proposal();
        for (var role : List.of("broker", "agency")) {
            var text = Town.as(Tokens.of(partner, role))
                    .get("/proposals/" + match)
                    .then()
                    .statusCode(200)
                    .body("receiverId", equalTo(theirs.toString()))
                    .body("other.languages", contains("cy"))
                    .body("other", not(hasKey("area")))
                    .body("$", not(hasKey("giverId")))
                    .body("$", not(hasKey("offerId")))
                    .body("$", not(hasKey("score")))
                    .extract()
                    .asString();
            assertFalse(text.contains(ours.toString()));
        }
        Town.as(Tokens.of(partner, "broker"))
                .get("/proposals?communityId=" + town.community())
                .then()
                .body("items", hasSize(1))
                .body("items[0]", not(hasKey("giverId")));
        // So is what its own command is answered.
        Town.as(Tokens.of(partner, "broker"))
                .body(Map.of("side", "receiver"))
                .post("/proposals/" + match + "/acceptances")
                .then()
                .statusCode(201)
                .body("$", not(hasKey("giverId")));
        town.accept(match, "giver")
                .then()
                .statusCode(201)
                .body("giverId", equalTo(ours.toString()))
                .body("receiverId", equalTo(theirs.toString()));
        Town.as(Tokens.of(partner, "broker"))
                .get("/proposals/" + match)
                .then()
                .body("giverId", equalTo(ours.toString()));
    }

    private static Response arrange(Town town, UUID offer, UUID request, Integer minutes, List<String> accepted) {
        var body = new HashMap<String, Object>();
        body.put("offerId", offer.toString());
        body.put("requestId", request.toString());
        if (minutes != null) {
            body.put("minutes", minutes);
        }
        if (accepted != null) {
            body.put("acceptedFor", accepted);
        }
        return town.broker().body(body).post("/proposals");
    }

    private static Response reassign(Town town, UUID match, Map<String, String> body) {
        return town.broker().body(body).post("/proposals/" + match + "/reassignment");
    }
}
