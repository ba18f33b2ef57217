package org.reciprocity.ledger;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restassured.response.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** A community of its own for one test, with its lead and a partner, driven through the API as they would. */
public final class Town {
    private static final ObjectMapper JSON = new ObjectMapper();

    final UUID lead;
    final UUID partner;
    public final UUID community;
    public final String leadToken;
    final String partnerToken;

    private Town(UUID lead, UUID partner, UUID community) {
        this.lead = lead;
        this.partner = partner;
        this.community = community;
        this.leadToken = Tokens.of(lead, "agency", "broker", "steward");
        this.partnerToken = Tokens.of(partner, "agency", "broker", "steward");
    }

    public static Town founded() {
        return founded("{}");
    }

    /** With the given policy, as JSON. */
    public static Town founded(String policy) {
        var lead = agency();
        var partner = agency();
        var community = id(created("/communities", Tokens.operator(), """
                {"code":"%s","name":"A town","timeZone":"Europe/London","leadAgencyId":"%s","policy":%s}
                """.formatted(code(), lead, policy)));
        var town = new Town(lead, partner, community);
        created("/communities/" + community + "/agencies", town.leadToken, """
                {"agencyId":"%s","roles":["partner","redeemer"]}
                """.formatted(partner));
        return town;
    }

    /** Another community that the same agency leads. */
    static Town foundedBy(Town town) {
        return new Town(town.lead, town.partner, id(created("/communities", Tokens.operator(), """
                {"code":"%s","name":"Another town","timeZone":"Europe/London","leadAgencyId":"%s"}
                """.formatted(
                        code(), town.lead))));
    }

    /** The same town as its partner sees it: as if the partner were the lead. */
    Town turned() {
        return new Town(/* lead= */ partner, /* partner= */ lead, community);
    }

    static UUID agency() {
        return id(created("/agencies", Tokens.operator(), """
                {"code":"%s","name":"An agency"}
                """.formatted(code())));
    }

    /** A code that nobody else uses. */
    static String code() {
        return "c-" + UUID.randomUUID().toString().substring(0, 13);
    }

    public UUID participant() {
        return participant(leadToken);
    }

    UUID participant(String token) {
        return id(created("/participants", token, """
                {"communityId":"%s","kind":"person"}
                """.formatted(community)));
    }

    UUID programme() {
        return programme(leadToken, true);
    }

    UUID programme(String token, boolean earnsCredit) {
        return id(created("/programmes", token, """
                {"communityId":"%s","code":"%s","name":"A programme","design":"both","delivery":"users",
                 "earnsCredit":%s,"risk":"low"}
                """.formatted(community, code(), earnsCredit)));
    }

    /** The body of a service of one leg that both confirm. */
    public String service(UUID provider, UUID receiver, int minutes) {
        return """
                {"communityId":"%s","kind":"service","occurredAt":"2026-05-04T10:00:00Z",
                 "legs":[{"providerId":"%s","receiverId":"%s","minutes":%d}],
                 "confirmations":[{"participantId":"%s","how":"party"},{"participantId":"%s","how":"party"}]}
                """.formatted(community, provider, receiver, minutes, provider, receiver);
    }

    /** The body of a service of one leg that nobody has confirmed. */
    String proposal(UUID provider, UUID receiver, int minutes) {
        return exchange("service", provider, receiver.toString(), minutes);
    }

    /** The body of an exchange of one leg without confirmations. */
    String exchange(String kind, UUID provider, String receiver, int minutes) {
        return """
                {"communityId":"%s","kind":"%s","occurredAt":"2026-05-04T10:00:00Z",
                 "legs":[{"providerId":"%s"%s,"minutes":%d}]}
                """.formatted(
                community, kind, provider, receiver == null ? "" : ",\"receiverId\":\"" + receiver + "\"", minutes);
    }

    /** The body of a session in which one gives and others receive, with further members. */
    String session(String kind, UUID giver, int given, Map<UUID, Integer> received, String more) {
        var receivers = received.entrySet().stream()
                .map(one -> "{\"participantId\":\"%s\",\"minutes\":%d}".formatted(one.getKey(), one.getValue()))
                .collect(Collectors.joining(","));
        return """
                {"communityId":"%s","kind":"%s","occurredAt":"2026-05-04T10:00:00Z",
                 "session":{"givers":[{"participantId":"%s","minutes":%d}],"receivers":[%s]}%s}
                """.formatted(community, kind, giver, given, receivers, more);
    }

    /** Credit for an agency or the pot. */
    void issue(UUID to, int minutes) {
        created("/exchanges", leadToken, exchange("issuance", to, null, minutes));
    }

    public JsonNode account(UUID owner, String kind) {
        var accounts = get("/accounts?communityId=" + community + "&ownerId=" + owner + "&kind=" + kind, leadToken);
        return accounts.get("items").get(0);
    }

    long balance(UUID participant) {
        return account(participant, "participant").get("balanceMinutes").longValue();
    }

    JsonNode invariants() {
        return get("/communities/" + community + "/invariants", Tokens.operator());
    }

    static Response post(String path, String token, String body) {
        return given().auth()
                .oauth2(token)
                .contentType("application/json")
                .body(body)
                .post(path);
    }

    static Response post(String path, String token, String key, String body) {
        return given().auth()
                .oauth2(token)
                .contentType("application/json")
                .header("Idempotency-Key", key)
                .body(body)
                .post(path);
    }

    /** What replaces a value of what {@code read} shows: it is read before. */
    static Response replace(String path, String read, String token, String body) {
        return given().auth()
                .oauth2(token)
                .contentType("application/json")
                .header("If-Match", given().auth().oauth2(token).get(read).header("ETag"))
                .body(body)
                .post(path);
    }

    static JsonNode replaced(String path, String read, String token, String body) {
        var response = replace(path, read, token, body);
        assertEquals(201, response.statusCode(), response::asString);
        return json(response);
    }

    public static JsonNode created(String path, String token, String body) {
        var response = post(path, token, body);
        assertEquals(201, response.statusCode(), response::asString);
        return json(response);
    }

    static JsonNode get(String path, String token) {
        var response = given().auth().oauth2(token).get(path);
        assertEquals(200, response.statusCode(), response::asString);
        return json(response);
    }

    /** A refusal of the given type, told as problems are told. */
    static JsonNode refused(int status, String type, Response response) {
        assertEquals(status, response.statusCode(), response::asString);
        assertEquals("application/problem+json", response.contentType());
        var problem = json(response);
        assertEquals("/problems/" + type, problem.get("type").textValue(), problem::toString);
        assertEquals(status, problem.get("status").intValue());
        Refusals.met(type);
        return problem;
    }

    static JsonNode json(Response response) {
        try {
            return JSON.readTree(response.asByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static UUID id(JsonNode resource) {
        return UUID.fromString(resource.get("id").textValue());
    }
}
