package org.reciprocity.matching.command;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.HashSet;
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
class IdempotencyTest {
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
    void answersTheSameAgainWithoutDoingItAgain() {
        var town = Town.found(ledger);
        var person = town.people(1).getFirst();
        town.known();
        var key = UUID.randomUUID().toString();
        var body = town.offerOf(person, "lifts", 60);
        var first = post(town, key, body).then().statusCode(201).header("Idempotency-Replayed", nullValue());
        var second = post(town, key, body)
                .then()
                .statusCode(201)
                .header("Idempotency-Replayed", "true")
                .header("Location", equalTo(first.extract().header("Location")))
                .header("ETag", equalTo("\"1\""));
        assertEquals(first.extract().asString(), second.extract().asString());
        assertEquals(1, Database.number("select count(*) from offer where participant = ?", person));
    }

    @Test
    void refusesAnotherBodyAndAnotherPathUnderTheSameKey() {
        var town = Town.found(ledger);
        var person = town.people(1).getFirst();
        town.known();
        var key = UUID.randomUUID().toString();
        post(town, key, town.offerOf(person, "lifts", 60)).then().statusCode(201);
        post(town, key, town.offerOf(person, "lifts", 61))
                .then()
                .statusCode(422)
                .body("type", equalTo("/problems/idempotency-key-reused"));
        town.broker()
                .header("Idempotency-Key", key)
                .body(Map.of("communityId", town.community().toString()))
                .post("/rounds")
                .then()
                .statusCode(422)
                .body("type", equalTo("/problems/idempotency-key-reused"));
    }

    @Test
    void keepsEachAgencysKeysApart() {
        var town = Town.found(ledger);
        var partner = town.admit();
        var person = town.person(partner, "riverside");
        town.known();
        var key = UUID.randomUUID().toString();
        post(town, key, town.offerOf(person, "lifts", 60)).then().statusCode(201);
        Town.as(Tokens.of(partner, "agency"))
                .header("Idempotency-Key", key)
                .body(town.offerOf(person, "gardening", 60))
                .post("/offers")
                .then()
                .statusCode(201)
                .header("Idempotency-Replayed", nullValue());
    }

    @Test
    void keepsARefusalByARuleButNotOneThatTheFeedMayChange() {
        var town = Town.found(ledger);
        var person = town.people(1).getFirst();
        town.known();
        var key = UUID.randomUUID().toString();
        post(town, key, town.offerOf(person, "teleporting", 60)).then().statusCode(422);
        post(town, key, town.offerOf(person, "teleporting", 60))
                .then()
                .statusCode(422)
                .header("Idempotency-Replayed", "true")
                .body("type", equalTo("/problems/unknown-skill"));

        var late = UUID.randomUUID();
        var early = UUID.randomUUID().toString();
        post(town, early, town.offerOf(late, "lifts", 60)).then().statusCode(404);
        ledger.send(ledger.registry("participant-registered.v1", late, town.community(), """
                {"agency":"%s","kind":"person","size":1,"roles":["member"]}""".formatted(town.lead())));
        town.known();
        post(town, early, town.offerOf(late, "lifts", 60)).then().statusCode(201);
    }

    @Test
    void hasOneEffectForManyAtOnce() throws InterruptedException, ExecutionException {
        var town = Town.found(ledger);
        var person = town.people(1).getFirst();
        town.known();
        var key = UUID.randomUUID().toString();
        var body = town.offerOf(person, "lifts", 60);
        var bodies = new HashSet<String>();
        try (var clients = Executors.newFixedThreadPool(16)) {
            var calls = new ArrayList<Callable<Response>>();
            for (int i = 0; i < 50; i++) {
                calls.add(() -> post(town, key, body));
            }
            for (var answer : clients.invokeAll(calls)) {
                var response = answer.get();
                switch (response.statusCode()) {
                    case 201 -> bodies.add(response.asString());
                    case 409 -> assertEquals("/problems/request-in-progress", response.path("type"));
                    default -> throw new AssertionError("Answered " + response.statusCode());
                }
            }
        }
        assertEquals(1, bodies.size());
        assertEquals(1, Database.number("select count(*) from offer where participant = ?", person));
        assertTrue(bodies.contains(post(town, key, body).asString()));
    }

    @Test
    void takesPrintableKeysOnly() {
        var town = Town.found(ledger);
        var body = town.offerOf(UUID.randomUUID(), "lifts", 60);
        for (var key : new String[] {"with space", "x".repeat(256), "é"}) {
            post(town, key, body).then().statusCode(400).body("detail", startsWith("Idempotency-Key"));
        }
    }

    private static Response post(Town town, String key, Map<String, Object> body) {
        return town.broker().header("Idempotency-Key", key).body(body).post("/offers");
    }
}
