package org.reciprocity.matching.match;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
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
class ProposalHttpTest {
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
    void isAgreedOnceBothSidesHaveAccepted() {
        var town = townWithAProposal();
        town.town
                .accept(town.proposal, "giver")
                .then()
                .statusCode(201)
                .body("state", equalTo("proposed"))
                .body("giverAccepted", equalTo(true))
                .body("receiverAccepted", equalTo(false));
        town.town
                .accept(town.proposal, "receiver")
                .then()
                .statusCode(201)
                .header("ETag", "\"3\"")
                .body("state", equalTo("agreed"));
        town.town
                .accept(town.proposal, "receiver")
                .then()
                .statusCode(409)
                .body("type", equalTo("/problems/already-accepted"));
        assertStatesAreTheirEvents();
    }

    @Test
    void freesTheReservedMinutesAndProposesAnotherGiverAfterADecline() {
        var town = Town.found(ledger);
        var people = town.people(3);
        town.known();
        var first = town.offer(people.get(0), "gardening", 60);
        var request = town.request(people.get(2), "gardening", 60);
        var proposal = town.proposal();
        town.broker().get("/offers/" + first).then().body("remainingMinutes", equalTo(0));
        town.round().body("proposals", empty());

        decline(town, proposal, "giver", "too-far")
                .then()
                .statusCode(201)
                .body("state", equalTo("declined"))
                .body("declined.side", equalTo("giver"))
                .body("declined.reason", equalTo("too-far"));

        town.broker().get("/offers/" + first).then().body("remainingMinutes", equalTo(60));
        town.broker().get("/requests/" + request).then().body("remainingMinutes", equalTo(60));
        town.round().body("proposals", empty());
        var second = town.offer(people.get(1), "gardening", 60);
        town.round().body("proposals.offerId", contains(second.toString()));
        town.accept(proposal, "giver").then().statusCode(409).body("type", equalTo("/problems/proposal-closed"));
    }

    @Test
    void proposesADeclinedGiverForAnotherRequest() {
        var town = townWithAProposal();
        decline(town.town, town.proposal, "receiver", "not-comfortable").then().statusCode(201);
        var other = town.town.request(town.receiver, "gardening", 60);
        town.town.round().body("proposals.requestId", contains(other.toString()));
    }

    @Test
    void declinesWhatIsOnlyProposedOfAnOfferThatIsTakenBack() {
        var town = townWithAProposal();
        town.town
                .broker()
                .post("/offers/" + town.offer + "/withdrawal")
                .then()
                .statusCode(201)
                .body("state", equalTo("withdrawn"))
                .body("remainingMinutes", equalTo(60));
        town.town
                .broker()
                .get("/proposals/" + town.proposal)
                .then()
                .body("state", equalTo("declined"))
                .body("declined.reason", equalTo("offer-withdrawn"));
        town.town
                .broker()
                .post("/offers/" + town.offer + "/withdrawal")
                .then()
                .statusCode(409)
                .body("type", equalTo("/problems/already-withdrawn"));
        // Nobody of the two has declined the other.
        town.town.offer(town.giver, "gardening", 60);
        town.town.round().body("proposals", hasSize(1));
        assertStatesAreTheirEvents();
    }

    @Test
    void keepsWhatIsAgreedWhenTheRequestIsTakenBack() {
        var town = townWithAProposal();
        town.town.accept(town.proposal, "giver").then().statusCode(201);
        town.town.accept(town.proposal, "receiver").then().statusCode(201);
        town.town
                .broker()
                .post("/requests/" + town.request + "/withdrawal")
                .then()
                .statusCode(201)
                .body("state", equalTo("withdrawn"));
        town.town.broker().get("/proposals/" + town.proposal).then().body("state", equalTo("agreed"));
        town.town
                .broker()
                .post("/requests/" + town.request + "/withdrawal")
                .then()
                .statusCode(409);
    }

    @Test
    void refusesAnAcceptanceOfAnotherVersion() {
        var town = townWithAProposal();
        town.town
                .broker()
                .header("If-Match", "\"2\"")
                .body(Map.of("side", "giver"))
                .post("/proposals/" + town.proposal + "/acceptances")
                .then()
                .statusCode(412)
                .body("type", equalTo("/problems/precondition-failed"));
        town.town
                .broker()
                .header("If-Match", "\"1\"")
                .body(Map.of("side", "giver"))
                .post("/proposals/" + town.proposal + "/acceptances")
                .then()
                .statusCode(201);
    }

    @Test
    void refusesAnAcceptanceOfWhatNoLongerFits() {
        var town = townWithAProposal();
        // The time of the offer has passed since.
        Database.update("update offer set until_time = now() - interval '1 second' where id = ?", town.offer);
        town.town
                .accept(town.proposal, "giver")
                .then()
                .statusCode(409)
                .body("type", equalTo("/problems/proposal-outdated"));
        town.town
                .broker()
                .get("/proposals/" + town.proposal)
                .then()
                .body("giverAccepted", equalTo(false))
                .body("version", equalTo(1));
    }

    @Test
    void takesOneOfTwoAcceptancesOfOneSideAtOnce() throws InterruptedException, ExecutionException {
        var town = townWithAProposal();
        try (var brokers = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Integer> accept =
                    () -> town.town.accept(town.proposal, "giver").statusCode();
            var answers = brokers.invokeAll(List.of(accept, accept, accept, accept));
            int accepted = 0;
            for (var answer : answers) {
                accepted += answer.get() == 201 ? 1 : 0;
            }
            assertEquals(1, accepted);
        }
        assertStatesAreTheirEvents();
    }

    @Test
    void letsAnAgencyAnswerForTheSideItSees() {
        var town = Town.found(ledger);
        var partner = town.admit();
        var giver = town.person(town.lead(), "riverside");
        var receiver = town.person(partner, "riverside");
        town.known();
        town.offer(giver, "gardening", 60);
        town.request(receiver, "gardening", 60);
        var proposal = town.proposal();
        var broker = Town.as(Tokens.of(partner, "broker"));
        broker.get("/proposals/" + proposal).then().statusCode(200);
        Town.as(Tokens.of(partner, "broker"))
                .body(Map.of("side", "giver"))
                .post("/proposals/" + proposal + "/acceptances")
                .then()
                .statusCode(403)
                .body("type", equalTo("/problems/not-yours"));
        Town.as(Tokens.of(partner, "broker"))
                .body(Map.of("side", "receiver"))
                .post("/proposals/" + proposal + "/acceptances")
                .then()
                .statusCode(201);
        var stranger = Town.as(Tokens.of(town.admit(), "broker"));
        town.known();
        stranger.get("/proposals/" + proposal).then().statusCode(404);
    }

    @Test
    void hidesFromASystemWhatItsAgencyNeitherRecordedNorRegistered() {
        var town = Town.found(ledger);
        var partner = town.admit();
        var giver = town.person(partner, "riverside");
        var receiver = town.person(partner, "riverside");
        town.known();
        var theirs = Tokens.of(partner, "broker");
        var offer = Town.as(theirs)
                .body(town.offerOf(giver, "gardening", 60))
                .post("/offers")
                .then()
                .statusCode(201)
                .extract()
                .<String>path("id");
        var request = Town.as(theirs)
                .body(town.requestOf(receiver, "gardening", 60))
                .post("/requests")
                .then()
                .statusCode(201)
                .extract()
                .<String>path("id");
        var proposal = town.proposal();
        // The lead's brokers see all of it, and its systems nothing: neither to read it nor to act on it.
        town.broker().get("/proposals/" + proposal).then().statusCode(200);
        var system = Tokens.of(town.lead(), "agency");
        for (var path : List.of(
                "/proposals/" + proposal + "/acceptances",
                "/proposals/" + proposal + "/declines",
                "/offers/" + offer + "/withdrawal",
                "/offers/" + offer + "/renewal",
                "/requests/" + request + "/withdrawal",
                "/sessions",
                "/calendars")) {
            Town.as(system)
                    .body(bodyOf(path, town, proposal, giver))
                    .post(path)
                    .then()
                    .statusCode(404);
        }
        town.accept(proposal, "giver").then().statusCode(201);
        town.accept(proposal, "receiver").then().statusCode(201);
        var session = town.broker()
                .body(bodyOf("/sessions", town, proposal, giver))
                .post("/sessions")
                .then()
                .statusCode(201)
                .extract()
                .<String>path("id");
        Town.as(system).get("/sessions/" + session).then().statusCode(404);
        Town.as(system)
                .body(Map.of("outcome", "held"))
                .post("/sessions/" + session + "/outcome")
                .then()
                .statusCode(404);
        Town.as(Tokens.of(partner, "agency")).get("/sessions/" + session).then().statusCode(200);
        Town.as(Tokens.of(partner, "agency"))
                .body(Map.of("outcome", "held"))
                .post("/sessions/" + session + "/outcome")
                .then()
                .statusCode(201);
    }

    private static Map<String, Object> bodyOf(String path, Town town, UUID proposal, UUID participant) {
        if (path.endsWith("/acceptances")) {
            return Map.of("side", "giver");
        }
        if (path.endsWith("/declines")) {
            return Map.of("side", "giver", "reason", "no-time");
        }
        return switch (path) {
            case "/sessions" ->
                Map.of(
                        "proposalId",
                        proposal.toString(),
                        "startsAt",
                        Instant.now().minusSeconds(60).toString(),
                        "minutes",
                        60);
            case "/calendars" ->
                Map.of("communityId", town.community().toString(), "participantId", participant.toString());
            default -> Map.of();
        };
    }

    @Test
    void listsThemByStateAndRoundAndPageByPage() {
        var town = Town.found(ledger);
        var people = town.people(6);
        town.known();
        for (int i = 0; i < 3; i++) {
            town.offer(people.get(i), "gardening", 60);
            town.request(people.get(i + 3), "gardening", 60);
        }
        var round = town.round().body("proposals", hasSize(3)).extract();
        String declined = round.path("proposals[1].id");
        decline(town, UUID.fromString(declined), "giver", "no-time").then().statusCode(201);

        list(town, "&state=declined").body("items.id", contains(declined));
        list(town, "&roundId=" + round.path("id")).body("items", hasSize(3));
        list(town, "&roundId=" + UUID.randomUUID()).body("items", empty());
        list(town, "&requestId=" + round.path("proposals[0].requestId")).body("items", hasSize(1));

        var first = list(town, "&limit=2").body("items", hasSize(2)).header("Link", notNullValue());
        String next = first.extract().header("Link");
        town.broker()
                .urlEncodingEnabled(false)
                .get(next.substring(1, next.indexOf('>')))
                .then()
                .statusCode(200)
                .header("Link", nullValue())
                .body("items", hasSize(1))
                .body("items.id", not(hasItem(first.extract().<String>path("items[0].id"))));
    }

    @Test
    void takesOnlyReasonsThatPeopleGive() {
        var town = townWithAProposal();
        decline(town.town, town.proposal, "giver", "offer-withdrawn")
                .then()
                .statusCode(422)
                .body("errors[0].field", equalTo("reason"));
        decline(town.town, town.proposal, "giver", "because").then().statusCode(422);
        decline(town.town, town.proposal, "nobody", "no-time").then().statusCode(422);
    }

    private static ValidatableResponse list(Town town, String query) {
        return town.broker()
                .get("/proposals?communityId=" + town.community() + query)
                .then()
                .statusCode(200);
    }

    private static Response decline(Town town, UUID proposal, String side, String reason) {
        return town.broker().body(Map.of("side", side, "reason", reason)).post("/proposals/" + proposal + "/declines");
    }

    private static void assertStatesAreTheirEvents() {
        for (var table : List.of("offer", "request", "match", "round")) {
            assertEquals(
                    0,
                    Database.number("select count(*) from " + table
                            + " t where version <> (select count(*) from event e where e.stream = t.id)"),
                    table);
        }
    }

    private static Proposed townWithAProposal() {
        var town = Town.found(ledger);
        var people = town.people(2);
        town.known();
        var offer = town.offer(people.get(0), "gardening", 60);
        var request = town.request(people.get(1), "gardening", 60);
        return new Proposed(town, people.get(0), people.get(1), offer, request, town.proposal());
    }

    private record Proposed(Town town, UUID giver, UUID receiver, UUID offer, UUID request, UUID proposal) {}
}
