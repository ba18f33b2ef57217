package org.reciprocity.ledger;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.reciprocity.ledger.Town.created;
import static org.reciprocity.ledger.Town.get;
import static org.reciprocity.ledger.Town.id;
import static org.reciprocity.ledger.Town.post;
import static org.reciprocity.ledger.Town.refused;

import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.reciprocity.backends.Backends;

@LedgerTest
class IdempotencyTest {

    @Test
    void answersTheSameRequestWithTheSameBytesAndDoesItOnce() {
        var town = Town.founded();
        var a = town.participant();
        var b = town.participant();
        var key = UUID.randomUUID().toString();

        var first = post("/exchanges", town.leadToken, key, town.service(a, b, 60));
        var second =
                post("/exchanges", town.leadToken, key, town.service(a, b, 60).replace(" ", ""));

        assertEquals(201, first.statusCode());
        assertNull(first.header("Idempotency-Replayed"));
        assertEquals(201, second.statusCode());
        assertEquals("true", second.header("Idempotency-Replayed"));
        assertEquals(first.header("Location"), second.header("Location"));
        assertEquals(first.header("ETag"), second.header("ETag"));
        assertArrayEquals(first.asByteArray(), second.asByteArray());
        assertEquals(60, town.balance(a));
    }

    @Test
    void recordsMoneyContractsAndClaimsOnceUnderTheirKeys() {
        var town = Town.founded();
        var programme = town.programme();
        var unitCost = AppraisalResourceTest.unitCost(town, 2026, "GBP");
        var bodies = Map.of(
                "/costs", ValueResourceTest.cost(programme, town.lead),
                "/benefits", ValueResourceTest.benefit(programme, town.lead),
                "/unit-costs", ValueResourceTest.unitCost(town, town.lead, 2026, "GBP"),
                "/deflators", ValueResourceTest.deflator(town, 2026, "100"),
                "/appraisals", AppraisalResourceTest.appraisal(town, programme, unitCost),
                "/contracts", ContractResourceTest.contract(town, programme),
                "/claims", ClaimResourceTest.claim(town));
        bodies.forEach((path, body) -> {
            var key = UUID.randomUUID().toString();
            var first = post(path, town.leadToken, key, body);
            assertEquals(201, first.statusCode(), first::asString);
            var again = post(path, town.leadToken, key, body);
            assertEquals("true", again.header("Idempotency-Replayed"), path);
            assertEquals(first.header("ETag"), again.header("ETag"));
            assertArrayEquals(first.asByteArray(), again.asByteArray(), path);
            refused(
                    422,
                    "idempotency-key-reused",
                    post(path, town.leadToken, key, body.replace("2026", "2027").replace("weeks", "months")));
        });
        var cost = id(created("/costs", town.leadToken, bodies.get("/costs")));
        var why = "{\"reason\":\"duplicate\"}";
        assertEquals(
                201,
                post("/costs/" + cost + "/withdraw", town.leadToken, "withdraws", why)
                        .statusCode());
        assertEquals(
                "true",
                post("/costs/" + cost + "/withdraw", town.leadToken, "withdraws", why)
                        .header("Idempotency-Replayed"));
    }

    @Test
    void refusesAKeyThatBelongsToAnotherRequest() {
        var town = Town.founded();
        var a = town.participant();
        var b = town.participant();
        var key = UUID.randomUUID().toString();
        post("/exchanges", town.leadToken, key, town.service(a, b, 60));

        refused(422, "idempotency-key-reused", post("/exchanges", town.leadToken, key, town.service(a, b, 61)));
        refused(
                422,
                "idempotency-key-reused",
                post(
                        "/participants",
                        town.leadToken,
                        key,
                        "{\"communityId\":\"" + town.community + "\",\"kind\":\"person\"}"));
        assertEquals(60, town.balance(a));
        assertEquals(
                201,
                post(
                                "/exchanges",
                                town.partnerToken,
                                key,
                                town.service(
                                        town.participant(town.partnerToken), town.participant(town.partnerToken), 60))
                        .statusCode(),
                "another agency has its own keys");
        refused(400, "malformed-request", post("/exchanges", town.leadToken, "a key", town.service(a, b, 61)));
        refused(400, "malformed-request", post("/exchanges", town.leadToken, "k".repeat(256), town.service(a, b, 61)));
    }

    @Test
    void keepsWhatARuleRefusedButNotWhatARoleDid() {
        var town = Town.founded("{\"participantFloorMinutes\":0}");
        var a = town.participant();
        var b = town.participant();
        var key = UUID.randomUUID().toString();

        var refused = post("/exchanges", town.leadToken, key, town.service(a, b, 60));
        refused(422, "insufficient-credit", refused);
        town.issue(town.community, 600);
        assertEquals(
                201,
                post("/exchanges", town.leadToken, town.exchange("grant", b, town.community.toString(), 60))
                        .statusCode());
        var again = post("/exchanges", town.leadToken, key, town.service(a, b, 60));
        assertEquals("true", again.header("Idempotency-Replayed"));
        assertArrayEquals(refused.asByteArray(), again.asByteArray());

        var other = UUID.randomUUID().toString();
        var grant = town.exchange("grant", a, town.community.toString(), 60);
        refused(403, "role-missing", post("/exchanges", Tokens.of(town.lead, "agency"), other, grant));
        assertEquals(201, post("/exchanges", town.leadToken, other, grant).statusCode());
    }

    @Test
    void forgetsAnAnswerThatWasKeptForLongEnoughAndNoneBefore() {
        var town = Town.founded();
        var a = town.participant();
        var b = town.participant();
        var kept = UUID.randomUUID().toString();
        var old = UUID.randomUUID().toString();
        var body = town.service(a, b, 60);
        var first = post("/exchanges", town.leadToken, old, body);
        assertEquals(201, first.statusCode());
        assertEquals(201, post("/exchanges", town.leadToken, kept, body).statusCode());
        age(kept, "29 days 23 hours");
        age(old, "30 days 1 minute");

        Book.eventually("the old answer is gone", () -> answers(old) == 0);

        assertEquals(1, answers(kept));
        assertEquals("true", post("/exchanges", town.leadToken, kept, body).header("Idempotency-Replayed"));
        var again = post("/exchanges", town.leadToken, old, body);
        assertEquals(201, again.statusCode());
        assertNull(again.header("Idempotency-Replayed"), "a key whose answer is gone is as a new one");
        assertFalse(again.header("Location").equals(first.header("Location")));
        assertEquals(180, town.balance(a));
        var metrics = given().get("/q/metrics").asString();
        assertTrue(metrics.matches("(?s).*\\nreciprocity_answers_removed_total [1-9].*"), metrics);
    }

    private static void age(String key, String by) {
        Book.change("update answered set recorded_at = now() - interval '" + by + "' where key = '" + key + "'");
    }

    private static long answers(String key) {
        return Book.number("select count(*) from answered where key = '" + key + "'");
    }

    @Test
    void hasOneEffectAndOneAnswerForFiftyRequestsAtOnce() {
        var town = Town.founded();
        var a = town.participant();
        var b = town.participant();
        var key = UUID.randomUUID().toString();
        var body = town.service(a, b, 7);

        var responses = AtOnce.run(IntStream.range(0, 50)
                .<Callable<Response>>mapToObj(i -> () -> post("/exchanges", town.leadToken, key, body))
                .toList());

        var created = responses.stream().filter(r -> r.statusCode() == 201).toList();
        assertTrue(!created.isEmpty());
        assertEquals(
                1,
                created.stream()
                        .filter(r -> r.header("Idempotency-Replayed") == null)
                        .count());
        assertEquals(1, created.stream().map(Response::asString).distinct().count());
        responses.stream().filter(r -> r.statusCode() != 201).forEach(r -> refused(409, "request-in-progress", r));
        assertEquals(7, town.balance(a));
        var after = post("/exchanges", town.leadToken, key, body);
        assertArrayEquals(created.getFirst().asByteArray(), after.asByteArray());
    }

    /** The packaged ledger is killed in the same way by {@code SameKeyIT}. */
    @Test
    void hasOneEffectAndOneAnswerThoughTheDatabaseEndsTheConnectionInTheMidstOfFifty() throws Exception {
        var town = Town.founded();
        var a = town.participant();
        var b = town.participant();
        var key = UUID.randomUUID().toString();
        var body = town.service(a, b, 7);
        var account = town.account(a, "participant").get("id").textValue();
        var first = new ArrayList<Integer>();
        try (var holder = Backends.postgres().connect(LedgerBackends.DATABASE);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            holder.setAutoCommit(false);
            holder.createStatement().executeQuery("select from account where id = '" + account + "' for update");
            var running = IntStream.range(0, 50)
                    .mapToObj(i -> threads.submit(() -> {
                        var answer = post("/exchanges", town.leadToken, key, body);
                        assertTrue(List.of(201, 409, 503).contains(answer.statusCode()), answer::asString);
                        return answer.statusCode();
                    }))
                    .toList();
            Book.eventually("the first has begun", () -> Book.number("select count(*)" + WAITING) > 0);
            assertTrue(Book.number("select count(pg_terminate_backend(pid))" + WAITING) > 0);
            holder.rollback();
            for (var one : running) {
                first.add(one.get());
            }
        }

        var second = AtOnce.run(IntStream.range(0, 50)
                .<Callable<Response>>mapToObj(i -> () -> {
                    var answer = post("/exchanges", town.leadToken, key, body);
                    while (List.of(409, 503).contains(answer.statusCode())) {
                        answer = post("/exchanges", town.leadToken, key, body);
                    }
                    return answer;
                })
                .toList());

        assertEquals(
                List.of(201),
                second.stream().map(Response::statusCode).distinct().toList());
        assertEquals(1, second.stream().map(Response::asString).distinct().count());
        assertEquals(
                first.contains(201) ? 0 : 1,
                second.stream()
                        .filter(r -> r.header("Idempotency-Replayed") == null)
                        .count());
        assertEquals(7, town.balance(a));
        assertEquals(-7, town.balance(b));
        assertEquals(1, answers(key));
        assertTrue(town.invariants().get("holds").booleanValue());
        refused(422, "idempotency-key-reused", post("/exchanges", town.leadToken, key, town.service(a, b, 8)));
    }

    private static final String WAITING =
            " from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()";

    @Test
    void letsExactlyOneOfTwoDebitsTheCreditIsEnoughFor() {
        var town = Town.founded("{\"participantFloorMinutes\":-200}");
        for (int round = 0; round < 5; round++) {
            var payer = town.participant();
            var one = town.service(town.participant(), payer, 200);
            var two = town.service(town.participant(), payer, 200);

            var statuses = AtOnce.run(List.<Callable<Integer>>of(
                            () -> post("/exchanges", town.leadToken, one).statusCode(),
                            () -> post("/exchanges", town.leadToken, two).statusCode()))
                    .stream()
                    .sorted()
                    .toList();

            assertEquals(List.of(201, 422), statuses);
            assertEquals(-200, town.balance(payer));
        }
        assertTrue(town.invariants().get("holds").booleanValue());
    }

    @Test
    void reversesEachOfFiftyExchangesOnceWhenAskedTwiceAtOnce() {
        var town = Town.founded();
        var people = IntStream.range(0, 6).mapToObj(i -> town.participant()).toList();
        var exchanges = AtOnce.run(IntStream.range(0, 50)
                .<Callable<UUID>>mapToObj(i -> () -> id(Town.created(
                        "/exchanges",
                        town.leadToken,
                        town.service(people.get(i % 6), people.get((i + 1 + i % 5) % 6), 1 + i % 7))))
                .toList());

        var statuses = AtOnce.run(exchanges.stream()
                .<Callable<Integer>>mapMulti((id, twice) -> {
                    Callable<Integer> reverse = () -> post(
                                    "/exchanges/" + id + "/reversal", town.leadToken, "{\"reason\":\"recorded-twice\"}")
                            .statusCode();
                    twice.accept(reverse);
                    twice.accept(reverse);
                })
                .toList());

        assertEquals(50, statuses.stream().filter(status -> status == 201).count(), statuses::toString);
        assertEquals(50, statuses.stream().filter(status -> status == 409).count(), statuses::toString);
        people.forEach(person -> assertEquals(0, town.balance(person)));
        var invariants = town.invariants();
        assertTrue(invariants.get("holds").booleanValue(), invariants::toString);
        assertEquals(200, invariants.get("postings").intValue());
        assertEquals(
                50,
                get("/exchanges?limit=500&state=reversed&communityId=" + town.community, town.leadToken)
                        .get("items")
                        .size());
    }
}
