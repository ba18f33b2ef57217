package org.reciprocity.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.reciprocity.ledger.Town.created;
import static org.reciprocity.ledger.Town.id;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What holds for every address there is, taken from the API's own description, so that a new one is held to it by being there:
 * no way in without a valid token, nothing to learn by guessing ids, and an answer to every nonsense.
 */
@LedgerTest
class EveryAddressTest {
    static final String UNKNOWN = "2f1c3a52-4b9e-4e0f-9f3d-6a1b2c3d4e5f";

    /** Whoever leads a community admits an agency by its id, and so learns that there is one. That is what it is for. */
    private static final Set<String> TOLD = Set.of("/communities/{id}/agencies agencyId");

    /** Text that belongs in no path, parameter or header. */
    private static final List<String> NONSENSE = List.of(
            "",
            " ",
            "not-an-id",
            "1-1-1-1-1",
            "0",
            "-1",
            "1.5",
            "9223372036854775808",
            "1e400",
            "\u0000",
            "a\u0000b",
            "x\r\nSet-Cookie: a=b",
            "'; drop table account; --",
            "../../q/metrics",
            "%",
            "\ud83d\ude00",
            "0000-01-01T00:00:00Z",
            "+99999-01-01T00:00:00Z",
            "99999-01-01",
            "x".repeat(3000));

    /** JSON that belongs in few fields or none. */
    private static final List<String> VALUES = List.of(
            "{}",
            "[]",
            "[[1]]",
            "true",
            "null",
            "-1",
            "0",
            "1.5",
            "9223372036854775808",
            "1e400",
            "\"\"",
            "\"a\\u0000b\"",
            "\"\\ud800\"",
            "\"line\\nbreak\"",
            "\"'; drop table account; --\"",
            "\"x\\r\\nSet-Cookie: a=b\"",
            "\"0000-01-01\"",
            "\"+99999-01-01T00:00:00Z\"",
            "\"1-1-1-1-1\"",
            "\"" + "x".repeat(3000) + "\"");

    private static final List<String> BODIES = List.of(
            "",
            "null",
            "[]",
            "1",
            "{",
            "{}",
            "<xml/>",
            "\u0000",
            "a,b\n\"",
            "{}\n{}\n",
            "[".repeat(10_000),
            "{\"a\":".repeat(10_000));

    /** A request and what is wrong with it. */
    private record Try(String what, Described.Sent sent, String body) {}

    @Test
    void opensNothingWithoutAValidToken() {
        var agency = UUID.randomUUID();
        var now = Instant.now();
        var tokens = new LinkedHashMap<String, String>();
        tokens.put("none", null);
        tokens.put("expired", signed(Tokens.claims(agency, "steward").expiresAt(now.minusSeconds(60))));
        tokens.put("audience", signed(Tokens.claims(agency, "steward").audience("somebody-else")));
        tokens.put("issuer", signed(Tokens.claims(agency, "steward").issuer("https://issuer.example")));
        tokens.put("alg none", TokenTest.unsigned(agency));
        tokens.put(
                "key",
                Tokens.claims(agency, "steward")
                        .jws()
                        .keyId(Tokens.KEY_ID)
                        .sign(Tokens.keys().getPrivate()));
        var wrong = new ArrayList<String>();
        for (var operation : Described.operations()) {
            var sent = operation.with(unknown(operation));
            var body = operation.example() == null ? "x" : operation.example().toString();
            tokens.forEach((what, token) -> {
                var answer = sent.send(token, body);
                if (answer.statusCode() != 401
                        || !answer.body().contains("\"/problems/unauthorized\"")
                        || !answer.headers().allValues("www-authenticate").equals(List.of("Bearer"))) {
                    wrong.add(operation + " " + what + " -> " + answer.statusCode() + " " + answer.body());
                }
            });
        }
        assertTrue(wrong.isEmpty(), () -> String.join("\n", wrong));
    }

    private static String signed(io.smallrye.jwt.build.JwtClaimsBuilder claims) {
        return claims.jws().keyId(Tokens.KEY_ID).sign(Tokens.privateKey());
    }

    private static Map<String, String> unknown(Described.Operation operation) {
        return operation.inPath().stream().collect(Collectors.toMap(parameter -> parameter, parameter -> UNKNOWN));
    }

    @Test
    void refusesEveryNonsenseOfAStrangerAndChangesNothing() {
        var town = Town.founded();
        var stranger = Town.founded();
        var known = Things.of(town);
        long before = events();
        var wrong = AtOnce.run(Described.operations().stream()
                .flatMap(operation -> tries(operation, known))
                .<Callable<Optional<String>>>map(attempt -> () -> {
                    var answer = attempt.sent().send(stranger.leadToken, attempt.body());
                    boolean right =
                            isProblem(answer) || (attempt.sent().method().equals("GET") && answer.statusCode() == 200);
                    return right ? Optional.empty() : Optional.of(told(attempt, answer));
                })
                .toList());
        assertTrue(wrong.stream().allMatch(Optional::isEmpty), () -> told(wrong));
        assertEquals(before, events(), "something was changed");
    }

    @Test
    void answersEveryNonsenseOfThoseWhoMay() {
        var town = Town.founded();
        var known = Things.of(town);
        for (var token : List.of(town.leadToken, Tokens.operator())) {
            var wrong = AtOnce.run(Described.operations().stream()
                    .flatMap(operation -> tries(operation, known))
                    .<Callable<Optional<String>>>map(attempt -> () -> {
                        var answer = attempt.sent().send(token, attempt.body());
                        return answer.statusCode() < 400 || isProblem(answer) || isAway(answer)
                                ? Optional.empty()
                                : Optional.of(told(attempt, answer));
                    })
                    .toList());
            assertTrue(wrong.stream().allMatch(Optional::isEmpty), () -> told(wrong));
        }
        assertTrue(town.invariants().get("holds").booleanValue());
        Book.sequenced();
        assertEquals(List.of(), SelfCheckTest.of(town, SelfCheckTest.checked()), "postings without their events");
    }

    /** What is in order in all that was asked may be asked too often at once. */
    private static boolean isAway(HttpResponse<String> answer) {
        return answer.statusCode() == 503
                && answer.headers().firstValue("retry-after").isPresent();
    }

    private static String told(List<Optional<String>> wrong) {
        return wrong.stream().flatMap(Optional::stream).limit(40).collect(Collectors.joining("\n"));
    }

    private static String told(Try attempt, HttpResponse<String> answer) {
        return attempt.sent().method() + " " + attempt.sent().target() + " " + attempt.what() + " -> "
                + answer.statusCode() + " " + answer.body();
    }

    /** A refusal as refusals are told, and nothing of the inside in it. */
    private static boolean isProblem(HttpResponse<String> answer) {
        var text = answer.body();
        return answer.statusCode() >= 400
                && answer.statusCode() < 500
                && answer.headers().allValues("content-type").equals(List.of("application/problem+json"))
                && answer.headers().firstValue("set-cookie").isEmpty()
                && text.startsWith("{\"type\":\"/problems/")
                && !text.contains("org.reciprocity")
                && !text.contains("java.");
    }

    /** Everything that can be wrong with a request to this address, one thing at a time. */
    private static Stream<Try> tries(Described.Operation operation, Things known) {
        var tries = new ArrayList<Try>();
        var path = known.path(operation);
        var query = known.query(operation);
        var right = operation.with(path).query(query).header("If-Match", "\"1\"");
        var body = operation.example() == null ? "x" : known.body(operation).toString();
        for (var nonsense : NONSENSE) {
            for (var parameter : operation.inPath()) {
                if (!nonsense.isEmpty()) {
                    var other = new LinkedHashMap<>(path);
                    other.put(parameter, nonsense);
                    tries.add(new Try(parameter, operation.with(other).query(query), body));
                }
            }
            for (var parameter : operation.query()) {
                var other = new LinkedHashMap<>(query);
                other.put(parameter, nonsense);
                tries.add(new Try(parameter, operation.with(path).query(other), body));
            }
        }
        for (var header : List.of("If-Match", "Idempotency-Key", "Accept")) {
            for (var value : List.of("\"", "W/\"1\"", "\"99999999999999999999\"", "'; drop table account; --", "/")) {
                if (operation.changes() || header.equals("Accept")) {
                    tries.add(
                            new Try(header, operation.with(path).query(query).header(header, value), "{\"a\":\"b\"}"));
                }
            }
        }
        if (!operation.media().isEmpty()) {
            for (var nonsense : BODIES) {
                tries.add(new Try("body", right, nonsense));
            }
            for (var media : List.of("text/plain", "application/xml", "application/json;charset=utf-16", "nonsense")) {
                tries.add(new Try(
                        "media type", new Described.Sent(right.method(), right.target(), media, right.headers()), "x"));
            }
        }
        if (operation.example() != null) {
            var sample = known.body(operation);
            for (var pointer : BodyPlaces.of(sample, "")) {
                for (var value : VALUES) {
                    tries.add(new Try(pointer + "=" + value, right, BodyPlaces.with(sample, pointer, value)));
                }
            }
            tries.add(new Try(
                    "unknown field", right, sample.deepCopy().put("surprise", 1).toString()));
        }
        return tries.stream();
    }

    @Test
    void answersForeignIdsByteForByteAsUnknownOnes() {
        var foreign = Things.of(Town.founded());
        var wide = "{\"participantFloorMinutes\":-1000000,\"participantCeilingMinutes\":1000000}";
        var mine = Town.founded(wide);
        var own = Things.of(mine);
        var wrong = new ArrayList<String>();
        for (var operation : Described.operations()) {
            for (var place : places(operation, own)) {
                if (TOLD.contains(operation.path() + " " + place.name())) {
                    continue;
                }
                for (var id : foreign.likely(place.name())) {
                    var hidden = place.ask().apply(id).send(mine.leadToken);
                    var none = place.ask().apply(UNKNOWN).send(mine.leadToken);
                    boolean same = hidden.statusCode() == none.statusCode()
                            && (hidden.statusCode() < 400
                                    || (hidden.body().equals(none.body())
                                            && hidden.headers()
                                                    .map()
                                                    .equals(none.headers().map())));
                    boolean blind = !place.looksUp() || hidden.statusCode() >= 400;
                    if (!same || !blind) {
                        wrong.add("%s %s=%s -> %d %s, but unknown -> %d %s"
                                .formatted(
                                        operation,
                                        place.name(),
                                        id,
                                        hidden.statusCode(),
                                        hidden.body(),
                                        none.statusCode(),
                                        none.body()));
                    }
                }
            }
        }
        assertTrue(wrong.isEmpty(), () -> String.join("\n", wrong));
    }

    /** What replaces a value by POST, as every PUT does. */
    private static final Set<String> REPLACES = Set.of(
            "POST /redemption-offers/{id}/stock",
            "POST /cases/{id}/agreement",
            "POST /clearances/{id}/decision",
            "POST /accounts/{id}/suspension",
            "POST /accounts/{id}/reopening",
            "POST /accounts/{id}/closure");

    @Test
    void changesNothingThatHasChangedSinceItWasRead() {
        var town = Town.founded();
        var known = Things.of(town);
        var file = "/cases/" + known.byName().get("cases");
        created(file + "/decision", town.leadToken, "{\"decision\":\"accepted\"}");
        created(file + "/agreement", town.leadToken, CaseResourceTest.AGREEMENT);
        created(
                "/clearances/" + known.byName().get("clearances") + "/decision",
                town.leadToken,
                StandingResourceTest.DECISION);
        Book.sequenced();
        var before = WholeBook.of(town.community);
        var wrong = new ArrayList<String>();
        for (var operation : Described.operations()) {
            if (operation.changes() && !operation.inPath().isEmpty()) {
                var body = operation.example() == null
                        ? "x"
                        : known.body(operation).toString();
                var sent = operation.with(known.path(operation)).query(known.query(operation));
                var stale = sent.header("If-Match", "\"99999\"");
                var keyed = operation.method().equals("POST")
                        ? stale.header("Idempotency-Key", UUID.randomUUID().toString())
                        : stale;
                var answer = keyed.send(town.leadToken, body);
                if (!isProblem(answer)) {
                    wrong.add(operation + " -> " + answer.statusCode() + " " + answer.body());
                }
                if (operation.method().equals("PUT") || REPLACES.contains(operation.toString())) {
                    var unread = sent.send(town.leadToken, body);
                    assertEquals(428, unread.statusCode(), () -> operation + " -> " + unread.body());
                }
            }
        }
        assertTrue(wrong.isEmpty(), () -> String.join("\n", wrong));
        assertEquals(before, WholeBook.of(town.community), "something was changed");
        assertTrue(Described.operations().stream()
                .map(Described.Operation::toString)
                .toList()
                .containsAll(REPLACES));
    }

    @Test
    void showsTheVersionOfWhatCanChange() {
        var town = Town.founded();
        var known = Things.of(town);
        var wrong = new ArrayList<String>();
        for (var operation : Described.operations()) {
            if (!operation.changes() && !operation.inPath().isEmpty()) {
                var answer = operation
                        .with(known.path(operation))
                        .query(known.query(operation))
                        .send(town.leadToken, null);
                var body = answer.statusCode() == 200 && answer.body().startsWith("{") ? read(answer.body()) : null;
                if (body != null && body.has("version")) {
                    var etag = answer.headers().firstValue("etag");
                    if (!etag.equals(Optional.of("\"" + body.get("version") + "\""))) {
                        wrong.add(operation + " has the ETag " + etag + " and the version " + body.get("version"));
                    }
                }
            }
        }
        assertTrue(wrong.isEmpty(), () -> String.join("\n", wrong));
    }

    private static JsonNode read(String json) {
        try {
            return Described.JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(json, e);
        }
    }

    /** A request with a body. */
    private record Asked(Described.Sent sent, String body) {
        HttpResponse<String> send(String token) {
            return sent.send(token, body);
        }
    }

    /**
     * A place for an id in a request.
     *
     * @param name what it is called, or for a place in the path the collection before it
     * @param looksUp whether an id that is not visible has to be refused here; else it may be taken as it is
     * @param ask the request with an id in this place, which is in order in all others
     */
    private record Place(String name, boolean looksUp, Function<String, Asked> ask) {}

    private static List<Place> places(Described.Operation operation, Things own) {
        var places = new ArrayList<Place>();
        var path = own.path(operation);
        var query = own.query(operation);
        var body = operation.example() == null ? "x" : own.body(operation).toString();
        for (var parameter : operation.inPath()) {
            places.add(new Place(operation.collection(parameter), true, id -> {
                var other = new LinkedHashMap<>(path);
                other.put(parameter, id);
                return new Asked(operation.with(other).query(query).header("If-Match", "\"1\""), body);
            }));
        }
        for (var parameter : operation.query()) {
            if (parameter.endsWith("Id")) {
                places.add(new Place(parameter, parameter.equals("communityId"), id -> {
                    var other = new LinkedHashMap<>(query);
                    other.put(parameter, id);
                    return new Asked(operation.with(path).query(other).header("If-Match", "\"1\""), body);
                }));
            }
        }
        if (operation.example() != null) {
            var sample = own.body(operation);
            var sent = operation.with(path).query(query).header("If-Match", "\"1\"");
            for (var pointer : BodyPlaces.of(sample, "")) {
                var name = pointer.substring(pointer.lastIndexOf('/') + 1);
                if (name.endsWith("Id")) {
                    places.add(new Place(
                            name,
                            false,
                            id -> new Asked(
                                    sent,
                                    BodyPlaces.with(
                                            sample,
                                            pointer,
                                            TextNode.valueOf(id).toString()))));
                }
            }
        }
        return places;
    }

    private static long events() {
        return Book.number("select count(*) from event");
    }
}
