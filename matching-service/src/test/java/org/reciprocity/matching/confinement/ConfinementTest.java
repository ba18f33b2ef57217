package org.reciprocity.matching.confinement;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.reciprocity.matching.world.Database;
import org.reciprocity.matching.world.LedgerRecords;
import org.reciprocity.matching.world.Servers;
import org.reciprocity.matching.world.Tokens;
import org.reciprocity.matching.world.Town;

/** What a participant's own token reaches: what is theirs, of all the operations that there are. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class ConfinementTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What tells nothing of any participant. */
    private static final Set<String> EVERYBODYS = Set.of("GET /skills", "GET /communities/{id}/matching-policy");

    /** What one does for oneself: others' are unknown there. */
    private static final Set<String> ONES_OWN = Set.of(
            "POST /offers",
            "GET /offers/{id}",
            "POST /offers/{id}/withdrawal",
            "POST /offers/{id}/renewal",
            "POST /requests",
            "GET /requests/{id}",
            "POST /requests/{id}/withdrawal",
            "POST /requests/{id}/renewal",
            "GET /proposals/{id}",
            "POST /proposals/{id}/acceptances",
            "POST /proposals/{id}/declines",
            "GET /sessions/{id}",
            "POST /sessions/{id}/outcome",
            "POST /calendars",
            "GET /calendars/{id}",
            "POST /calendars/{id}/revocation",
            "GET /calendars/{id}/{secret}.ics");

    private static final String OF_COMMUNITY = "select event_id from event where chain = ? order by id";

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
    void reachesNothingOfOthersByAnyOperation() throws IOException {
        var others = pair();
        var own = Tokens.own(others.town.lead(), others.stranger, "agency");
        var ids = others.ids();
        var unknown = new HashMap<String, String>();
        ids.forEach((name, id) -> unknown.put(name, UUID.randomUUID().toString()));
        var before = Database.column(OF_COMMUNITY, others.town.community());
        var wrong = new ArrayList<String>();
        var met = new TreeSet<String>();
        var paths =
                JSON.readTree(given().get("/openapi?format=json").asByteArray()).get("paths");
        for (var path : paths.properties()) {
            for (var operation : path.getValue().properties()) {
                var name = operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey();
                met.add(name);
                var answer = sent(name, operation.getValue(), ids, own);
                var nothing = sent(name, operation.getValue(), unknown, own);
                int expected = EVERYBODYS.contains(name) ? 200 : ONES_OWN.contains(name) ? 404 : 403;
                if (answer.statusCode() != expected
                        || (expected != 200 && !answer.asString().equals(nothing.asString()))) {
                    wrong.add(name + " -> " + answer.statusCode() + " " + answer.asString() + ", and unknown "
                            + nothing.asString());
                }
            }
        }
        assertEquals("", String.join("\n", wrong));
        assertTrue(met.containsAll(ONES_OWN) && met.containsAll(EVERYBODYS), met::toString);
        assertEquals(before, Database.column(OF_COMMUNITY, others.town.community()));
    }

    /** With the ids in the path, in the query and in the body, by the names that the description gives them. */
    private static Response sent(String name, JsonNode operation, Map<String, String> ids, String token) {
        var parts = name.split(" ", 2);
        var collection = parts[1].split("/", 3)[1];
        var path = parts[1].replace("{id}", ids.getOrDefault(collection, "")).replace("{secret}", "s".repeat(43));
        var request = Town.as(token).header("If-Match", "\"1\"");
        for (var parameter : operation.path("parameters")) {
            var parameterName = parameter.get("name").textValue();
            if (parameter.get("in").textValue().equals("query") && ids.containsKey(parameterName)) {
                request.queryParam(parameterName, ids.get(parameterName));
            }
        }
        var examples = operation.at("/requestBody/content/application~1json/examples");
        if (!examples.isMissingNode()) {
            request.body(named(examples.iterator().next().get("value"), ids));
        }
        return request.request(parts[0], path);
    }

    private static String named(JsonNode example, Map<String, String> ids) {
        try {
            var body = example.isTextual() ? JSON.readTree(example.textValue()) : example.deepCopy();
            ids.forEach((field, id) -> {
                if (body.has(field)) {
                    ((ObjectNode) body).put(field, id);
                }
            });
            return body.toString();
        } catch (IOException e) {
            throw new AssertionError("An example is no JSON: " + example, e);
        }
    }

    @Test
    void doesForItsBearerWhatTheyDoForThemselves() {
        var pair = pair();
        var giver = Tokens.own(pair.town.lead(), pair.giver, "agency");
        var more = Town.json(Town.as(giver)
                        .body(pair.town.offerOf(pair.giver, "lifts", 30))
                        .post("/offers"))
                .path("id")
                .asText();
        Town.as(giver).post("/offers/" + more + "/renewal").then().statusCode(201);
        Town.as(giver).post("/offers/" + more + "/withdrawal").then().statusCode(201);
        var receiver = Tokens.own(pair.town.lead(), pair.receiver, "agency");
        Town.as(receiver)
                .body(pair.town.requestOf(pair.receiver, "lifts", 30))
                .post("/requests")
                .then()
                .statusCode(201);
        for (var list : Map.of("/offers", 2, "/requests", 0, "/proposals", 1, "/sessions", 1, "/calendars", 1)
                .entrySet()) {
            Town.as(giver)
                    .queryParam("communityId", pair.town.community())
                    .queryParam("participantId", pair.giver)
                    .get(list.getKey())
                    .then()
                    .statusCode(200)
                    .body("items", hasSize(list.getValue()));
        }
        Town.as(giver)
                .body("{\"outcome\":\"held\"}")
                .post("/sessions/" + pair.session + "/outcome")
                .then()
                .statusCode(403)
                .body("type", equalTo("/problems/role-missing"));
        Town.as(giver)
                .body("{\"outcome\":\"cancelled\",\"reason\":\"illness\"}")
                .post("/sessions/" + pair.session + "/outcome")
                .then()
                .statusCode(201)
                .body("state", equalTo("cancelled"));
        Town.as(giver)
                .post("/calendars/" + pair.calendar + "/revocation")
                .then()
                .statusCode(201);
    }

    @Test
    void answersForItsSideAndSeesNoMoreOfTheOther() {
        var town = Town.found(ledger);
        var people = town.people(2);
        town.known();
        town.offer(people.get(0), "gardening", 60);
        town.request(people.get(1), "gardening", 60);
        var proposal = town.proposal();
        var giver = Tokens.own(town.lead(), people.get(0), "agency");
        Town.as(giver)
                .get("/proposals/" + proposal)
                .then()
                .statusCode(200)
                .body("giverId", equalTo(people.get(0).toString()))
                .body("$", not(hasKey("receiverId")))
                .body("$", not(hasKey("requestId")))
                .body("$", not(hasKey("score")));
        Town.as(giver)
                .body("{\"side\":\"receiver\"}")
                .post("/proposals/" + proposal + "/acceptances")
                .then()
                .statusCode(403)
                .body("type", equalTo("/problems/not-yours"));
        Town.as(giver)
                .body("{\"side\":\"giver\"}")
                .post("/proposals/" + proposal + "/acceptances")
                .then()
                .statusCode(201)
                .body("receiverId", nullValue());
        var receiver = Tokens.own(town.lead(), people.get(1), "agency");
        Town.as(receiver)
                .body("{\"side\":\"receiver\",\"reason\":\"no-time\"}")
                .post("/proposals/" + proposal + "/declines")
                .then()
                .statusCode(201)
                .body("declined.reason", equalTo("no-time"));
        Town.as(giver).get("/proposals/" + proposal).then().body("declined.reason", nullValue());
    }

    @Test
    void listsForNobodyButItself() {
        var pair = pair();
        var own = Tokens.own(pair.town.lead(), pair.giver, "agency");
        var list = "/offers?communityId=" + pair.town.community();
        for (var whose : new String[] {
            "", "&participantId=" + pair.receiver, "&participantId=" + pair.giver + "&participantId=" + pair.receiver
        }) {
            Town.as(own).get(list + whose).then().statusCode(403).body("type", equalTo("/problems/role-missing"));
        }
        Town.as(own)
                .body("{\"communityId\":\"" + pair.town.community() + "\"}")
                .post("/calendars")
                .then()
                .statusCode(404);
        Town.as(Tokens.own(pair.town.lead(), pair.giver, "broker"))
                .get(list)
                .then()
                .statusCode(200)
                .body("items", hasSize(1));
    }

    @Test
    void hasKeysOfItsOwn() {
        var pair = pair();
        var body = pair.town.offerOf(pair.giver, "lifts", 30);
        var key = UUID.randomUUID().toString();
        pair.town
                .broker()
                .header("Idempotency-Key", key)
                .body(body)
                .post("/offers")
                .then()
                .statusCode(201);
        Town.as(Tokens.own(pair.town.lead(), pair.receiver, "agency"))
                .header("Idempotency-Key", key)
                .body(body)
                .post("/offers")
                .then()
                .statusCode(404)
                .header("Idempotency-Replayed", nullValue());
    }

    @Test
    void findsNobodyOnTheSideThatTheCallerDoesNotSee() {
        var town = Town.found(ledger);
        var partner = town.admit();
        var giver = town.person(partner, "riverside");
        var receiver = town.person(town.lead(), "riverside");
        town.known();
        town.offer(giver, "gardening", 60);
        town.request(receiver, "gardening", 60);
        town.proposal();
        for (var whose : Map.of(giver, 1, receiver, 0).entrySet()) {
            Town.as(Tokens.of(partner, "broker"))
                    .get("/proposals?communityId=" + town.community() + "&participantId=" + whose.getKey())
                    .then()
                    .statusCode(200)
                    .body("items", hasSize(whose.getValue()));
        }
    }

    @Test
    void refusesATokenWhoseParticipantIsNoId() {
        Town.as(Tokens.own(UUID.randomUUID(), "somebody", "agency"))
                .get("/skills")
                .then()
                .statusCode(401)
                .body("type", equalTo("/problems/unauthorized"));
    }

    /** An offer, a request, a match that both agreed to, a session, a calendar of the giver's, and somebody without any of it. */
    private static Pair pair() {
        var town = Town.found(ledger);
        var people = town.people(3);
        town.known();
        var offer = town.offer(people.get(0), "gardening", 60);
        var request = town.request(people.get(1), "gardening", 60);
        var proposal = town.proposal();
        town.accept(proposal, "giver").then().statusCode(201);
        town.accept(proposal, "receiver").then().statusCode(201);
        var session = new HashMap<String, Object>();
        session.put("proposalId", proposal.toString());
        session.put(
                "startsAt",
                Instant.now()
                        .truncatedTo(ChronoUnit.SECONDS)
                        .plus(1, ChronoUnit.DAYS)
                        .toString());
        session.put("minutes", 60);
        var calendar = Map.of(
                "communityId",
                town.community().toString(),
                "participantId",
                people.get(0).toString());
        return new Pair(
                town,
                people.get(0),
                people.get(1),
                people.get(2),
                offer,
                request,
                proposal,
                id(town.broker().body(session).post("/sessions")),
                id(town.broker().body(calendar).post("/calendars")));
    }

    private static UUID id(Response response) {
        response.then().statusCode(201);
        return UUID.fromString(Town.json(response).path("id").asText());
    }

    private record Pair(
            Town town,
            UUID giver,
            UUID receiver,
            UUID stranger,
            UUID offer,
            UUID request,
            UUID proposal,
            UUID session,
            UUID calendar) {

        /** By the first segment of a path, and by the names of fields and parameters. */
        Map<String, String> ids() {
            var ids = new LinkedHashMap<String, String>();
            ids.put("offers", offer.toString());
            ids.put("requests", request.toString());
            ids.put("proposals", proposal.toString());
            ids.put("sessions", session.toString());
            ids.put("calendars", calendar.toString());
            ids.put("participants", giver.toString());
            ids.put("communities", town.community().toString());
            ids.put("rounds", UUID.randomUUID().toString());
            ids.put("communityId", town.community().toString());
            ids.put("participantId", giver.toString());
            ids.put("offerId", offer.toString());
            ids.put("requestId", request.toString());
            ids.put("proposalId", proposal.toString());
            return ids;
        }
    }
}
