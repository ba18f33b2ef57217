package org.reciprocity.matching.world;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.reciprocity.matching.world.LedgerRecords.Written;

/** A community as the ledger would tell of it, and calls of its lead agency. */
public final class Town {
    /** The programme of every exchange of two. */
    public static final UUID PROGRAMME = new UUID(7, 7);

    static {
        RestAssured.enableLoggingOfRequestAndResponseIfValidationFails();
    }

    private static final ObjectMapper JSON = new ObjectMapper();

    private final LedgerRecords ledger;
    private final UUID community = UUID.randomUUID();
    private final UUID lead = UUID.randomUUID();

    private Town(LedgerRecords ledger) {
        this.ledger = ledger;
    }

    /** Founds a community of its own. */
    public static Town found(LedgerRecords ledger) {
        var town = new Town(ledger);
        ledger.send(
                ledger.registry("community-founded.v1", town.community, town.community, """
                    {"code":"TOWN","name":"Town","timeZone":"Europe/London","leadAgency":"%s","policy":{}}\
                    """.formatted(town.lead)),
                town.admission(town.lead, "lead"));
        return town;
    }

    /** The community. */
    public UUID community() {
        return community;
    }

    /** The agency that runs it. */
    public UUID lead() {
        return lead;
    }

    /** Another agency in it. */
    public UUID admit() {
        var agency = UUID.randomUUID();
        ledger.send(admission(agency, "partner"));
        return agency;
    }

    /** An agency leaves. */
    public void leave(UUID agency) {
        ledger.send(ledger.registry("agency-left.v1", community, community, """
            {"agency":"%s","reason":"contract-over"}\
            """.formatted(agency)));
    }

    /** An agency that has left comes back. */
    public void comeBack(UUID agency) {
        ledger.send(admission(agency, "partner"));
    }

    private Written admission(UUID agency, String role) {
        return ledger.registry("agency-admitted.v1", community, community, """
            {"agency":"%s","roles":["%s"]}\
            """.formatted(agency, role));
    }

    /** Participants whom the lead registered. */
    public List<UUID> people(int number) {
        var people = new ArrayList<UUID>();
        for (int i = 0; i < number; i++) {
            people.add(person(lead, "riverside"));
        }
        return people;
    }

    /** A participant whom an agency registered. */
    public UUID person(UUID agency, String area) {
        var person = UUID.randomUUID();
        ledger.send(ledger.registry("participant-registered.v1", person, community, """
            {"agency":"%s","kind":"person","size":1,"roles":["member"],"area":"%s"}\
            """.formatted(agency, area)));
        return person;
    }

    /** Waits until the service knows all that was written. */
    public Town known() {
        Eventually.eventually("the feed has come to the end", () -> {
            var lag = json(as(Tokens.operator()).get("/feed")).path("lag");
            return lag.isInt() && lag.intValue() == 0;
        });
        return this;
    }

    /** A settled service between two, as the ledger tells it; with a match, or null. */
    public Written service(UUID exchange, UUID giver, UUID receiver, int minutes, UUID match) {
        return ledger.exchange(
                "exchange-settled.v1", exchange, community, exchangeBody("", giver, receiver, minutes, match));
    }

    /** The reversal of such a service. */
    public Written reversal(UUID exchange, UUID giver, UUID receiver, int minutes, UUID match) {
        return ledger.exchange(
                "exchange-reversed.v1",
                exchange,
                community,
                exchangeBody("\"reason\":\"did-not-happen\",", giver, receiver, -minutes, match));
    }

    /** A settled session: one gives to two, who attended for different times. */
    public Written session(UUID exchange, UUID giver, int given, UUID one, int first, UUID other, int second) {
        return ledger.exchange("exchange-settled.v1", exchange, community, """
            {"kind":"service","occurredAt":"2026-05-04T13:00:00Z","session":true,"legs":[{"provider":"%1$s","receiver":"%2$s","minutes":%3$d},{"provider":"%2$s","receiver":"%4$s","minutes":%5$d},{"provider":"%2$s","receiver":"%6$s","minutes":%7$d}],"postings":{}}\
            """.formatted(
                        giver, community, given, one, first, other, second));
    }

    private String exchangeBody(String more, UUID giver, UUID receiver, int minutes, UUID match) {
        return """
            {%s"kind":"service","programme":"%s","occurredAt":"2026-05-04T13:00:00Z",%s"legs":[{"provider":"%s","receiver":"%s","minutes":%d}],"postings":{"%s":%d,"%s":%d}}\
            """.formatted(
                        more,
                        PROGRAMME,
                        match == null ? "" : "\"match\":\"" + match + "\",",
                        giver,
                        receiver,
                        Math.abs(minutes),
                        account(giver),
                        minutes,
                        account(receiver),
                        -minutes);
    }

    /** A participant's account, which is theirs by a rule of this test. */
    public static UUID account(UUID participant) {
        return new UUID(~participant.getMostSignificantBits(), participant.getLeastSignificantBits());
    }

    /** The opening of a participant's account. */
    public Written accountOf(UUID participant, long ceiling) {
        return ledger.exchange(
                "account-opened.v1", account(participant), community, """
                    {"kind":"participant","owner":"%s","floor":-600,"ceiling":%d}\
                    """.formatted(participant, ceiling));
    }

    /** A request with a token. */
    public static RequestSpecification as(String token) {
        return given().auth().oauth2(token).contentType(ContentType.JSON).accept(ContentType.JSON);
    }

    /** A call of the lead's broker. */
    public RequestSpecification broker() {
        return as(Tokens.of(lead, "broker"));
    }

    /** An offer's body. */
    public Map<String, Object> offerOf(UUID participant, String skill, int minutes) {
        var body = new LinkedHashMap<String, Object>();
        body.put("communityId", community.toString());
        body.put("participantId", participant.toString());
        body.put("skill", skill);
        body.put("minutes", minutes);
        return body;
    }

    /** A request's body, without anything to give in return yet. */
    public Map<String, Object> requestOf(UUID participant, String skill, int minutes) {
        var now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        var body = offerOf(participant, skill, minutes);
        body.put("from", now.toString());
        body.put("until", now.plus(30, ChronoUnit.DAYS).toString());
        body.put("couldGive", Map.of("notYet", true));
        return body;
    }

    /** Tells of a consent of a participant. */
    public Written consent(UUID consent, UUID participant, String purpose, LocalDate from, LocalDate to) {
        return ledger.registry("consent-given.v1", participant, community, """
                {"consent":"%s","participant":"%s","purpose":"%s","by":"participant","givenOn":"%s"%s}""".formatted(
                        consent, participant, purpose, from, to == null ? "" : ",\"expiresOn\":\"" + to + "\""));
    }

    /** Tells that a consent was withdrawn. */
    public Written noConsent(UUID consent, UUID participant, String purpose, LocalDate on) {
        return ledger.registry(
                "consent-withdrawn.v1", participant, community, """
                {"consent":"%s","participant":"%s","purpose":"%s","by":"participant","withdrawnOn":"%s"}""".formatted(consent, participant, purpose, on));
    }

    /** Tells of a clearance of a participant as a volunteer in a school. */
    public Written clearance(UUID clearance, UUID participant, String outcome, LocalDate to) {
        return ledger.registry("clearance-recorded.v1", participant, community, """
                {"clearance":"%s","participant":"%s","role":"volunteer","setting":"school","reviewer":"%s","outcome":"%s"%s}""".formatted(
                        clearance, participant, lead, outcome, to == null ? "" : ",\"expiresOn\":\"" + to + "\""));
    }

    /** Tells that two ids are one person's, or that they are not. */
    public Written linked(UUID participant, UUID sameAs, boolean linked) {
        return ledger.registry(
                linked ? "participants-linked.v1" : "participants-unlinked.v1",
                participant,
                community,
                "{\"participant\":\"%s\",\"sameAs\":\"%s\"}".formatted(participant, sameAs));
    }

    /** Tells that a participant was erased. */
    public Written erasure(UUID participant) {
        return ledger.registry("participant-erased.v1", participant, community, "{}");
    }

    /** Tells how a participant's account stands. */
    public Written accountStatus(UUID participant, String status) {
        return ledger.exchange("account-status-set.v1", account(participant), community, """
                {"status":"%s","reason":"other"}""".formatted(status));
    }

    /** Sets the policy of matching. */
    public ValidatableResponse policy(Map<String, Object> policy) {
        var steward = Tokens.of(lead, "steward");
        var etag = as(steward)
                .get("/communities/" + community + "/matching-policy")
                .header("ETag");
        return as(steward)
                .header("If-Match", etag)
                .body(policy)
                .put("/communities/" + community + "/matching-policy")
                .then()
                .statusCode(200);
    }

    /** Makes an offer and answers with its id. */
    public UUID offer(UUID participant, String skill, int minutes) {
        return id(broker().body(offerOf(participant, skill, minutes)).post("/offers"));
    }

    /** Makes a request and answers with its id. */
    public UUID request(UUID participant, String skill, int minutes) {
        return id(broker().body(requestOf(participant, skill, minutes)).post("/requests"));
    }

    /** Runs a round, and answers with what it decided. */
    public ValidatableResponse round() {
        return round(Map.of());
    }

    /** Runs a round that says more than its community, and answers with what it decided. */
    public ValidatableResponse round(Map<String, Object> more) {
        var ended = ended(asked(more));
        assertEquals("done", json(ended.extract().response()).path("state").asText());
        return ended;
    }

    /** Asks for a round, and answers with its id. */
    public UUID asked(Map<String, Object> more) {
        var body = new HashMap<>(more);
        body.put("communityId", community.toString());
        return id(broker().body(body).post("/rounds"), 202);
    }

    /** Waits until a round has ended, and shows it. */
    public ValidatableResponse ended(UUID round) {
        Eventually.eventually("the round has ended", () -> List.of("done", "cancelled", "failed")
                .contains(json(broker().get("/rounds/" + round)).path("state").asText()));
        return broker().get("/rounds/" + round).then().statusCode(200);
    }

    /** Runs a round that proposes one match, and answers with its id. */
    public UUID proposal() {
        return UUID.fromString(json(round().extract().response())
                .path("proposals")
                .path(0)
                .path("id")
                .asText());
    }

    /** Says something to a proposal. */
    public Response accept(UUID proposal, String side) {
        return broker().body(Map.of("side", side)).post("/proposals/" + proposal + "/acceptances");
    }

    /** An answer as JSON. REST Assured compiles a script for each path that it is asked, which is for tests that ask once. */
    public static JsonNode json(Response response) {
        try {
            return JSON.readTree(response.asString());
        } catch (JsonProcessingException e) {
            throw new AssertionError("No JSON: " + response.asString(), e);
        }
    }

    private static UUID id(Response response) {
        return id(response, 201);
    }

    private static UUID id(Response response, int status) {
        response.then().statusCode(status);
        return UUID.fromString(json(response).path("id").asText());
    }
}
