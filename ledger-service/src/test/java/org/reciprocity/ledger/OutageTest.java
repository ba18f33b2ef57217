package org.reciprocity.ledger;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.reciprocity.ledger.Town.post;
import static org.reciprocity.ledger.Town.refused;

import io.restassured.response.Response;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.reciprocity.backends.Backends;

@LedgerTest
class OutageTest {
    /** As many as the service has. */
    private static final int CONNECTIONS = 16;

    private static final Duration PROMISED = Duration.ofSeconds(2);

    /** The answer, which comes within the time that is promised. */
    private static Response inTime(Supplier<Response> request) {
        long begun = System.nanoTime();
        var answer = request.get();
        var took = Duration.ofNanos(System.nanoTime() - begun);
        assertTrue(took.compareTo(PROMISED) < 0, () -> "answered after " + took + ": " + answer.asString());
        return answer;
    }

    private static void away(Supplier<Response> request) {
        var answer = inTime(request);
        refused(503, "unavailable", answer);
        assertEquals("2", answer.header("Retry-After"));
    }

    @Test
    void answers503WhileTheDatabaseIsAwayAndComesBackByItself() {
        var town = Town.founded();
        var a = town.participant();
        var b = town.participant();
        var proposed = Town.id(Town.created("/exchanges", town.leadToken, town.proposal(a, b, 60)));
        var account = town.account(a, "participant").get("id").textValue();
        var key = UUID.randomUUID().toString();
        long before = Book.number("select count(*) from event");
        LedgerBackends.cable.cut();
        try {
            away(() -> post("/exchanges", town.leadToken, key, town.service(a, b, 60)));
            away(() -> post("/exchanges", town.leadToken, town.service(a, b, 60)));
            away(() -> post(
                    "/participants",
                    town.leadToken,
                    "{\"communityId\":\"" + town.community + "\",\"kind\":\"person\"}"));
            away(() -> post("/exchanges/" + proposed + "/cancellation", town.leadToken, "{\"reason\":\"other\"}"));
            for (var path : List.of(
                    "/participants/" + a,
                    "/participants?communityId=" + town.community,
                    "/exchanges?communityId=" + town.community,
                    "/accounts/" + account + "/statement",
                    "/communities/" + town.community + "/audit")) {
                away(() -> given().auth()
                        .oauth2(Tokens.of(town.lead, "agency", "steward"))
                        .get(path));
            }
            assertEquals(200, inTime(() -> given().get("/q/health/live")).statusCode());
            assertEquals(503, inTime(() -> given().get("/q/health/ready")).statusCode());
        } finally {
            LedgerBackends.cable.mend();
        }
        assertEquals(before, Book.number("select count(*) from event"), "something was half-written");
        assertEquals(
                201,
                post("/exchanges", town.leadToken, key, town.service(a, b, 60)).statusCode());
        assertEquals(60, town.balance(a));
        Book.eventually("it is ready", () -> given().get("/q/health/ready").statusCode() == 200);
    }

    /** A database that is stopped, or a network that swallows what is sent: nothing is closed, and nothing is answered. */
    @Test
    void answers503WhileTheDatabaseSaysNothingAndDoesOnceWhatWasSentMeanwhile() {
        var town = Town.founded();
        var a = town.participant();
        var b = town.participant();
        var account = town.account(a, "participant").get("id").textValue();
        var steward = Tokens.of(town.lead, "agency", "steward");
        List<String> keys = new ArrayList<>();
        LedgerBackends.cable.hold();
        try {
            // The first wait until it is found out, all at once; the others are told at once.
            AtOnce.run(Stream.<Supplier<Response>>of(
                            () -> post("/exchanges", town.leadToken, key(keys), town.service(a, b, 1)),
                            () -> post("/exchanges", town.leadToken, key(keys), town.service(a, b, 1)),
                            () -> post(
                                    "/participants",
                                    town.leadToken,
                                    "{\"communityId\":\"" + town.community + "\",\"kind\":\"person\"}"),
                            () -> given().auth().oauth2(steward).get("/accounts/" + account),
                            () -> given().auth().oauth2(steward).get("/communities/" + town.community + "/audit"),
                            () -> post("/exchanges/batch", town.leadToken, "[" + town.service(a, b, 1) + "]"),
                            () -> given().auth()
                                    .oauth2(steward)
                                    .contentType("text/csv")
                                    .body("date,provider,minutes\n2026-05-04,community,5\n")
                                    .post("/imports/exchanges?dryRun=true&communityId=" + town.community))
                    .<Callable<Integer>>map(request -> () -> {
                        away(request);
                        return 0;
                    })
                    .toList());
            for (int i = 0; i < 2 * CONNECTIONS; i++) {
                away(() -> post("/exchanges", town.leadToken, key(keys), town.service(a, b, 1)));
                away(() -> given().auth().oauth2(steward).get("/accounts/" + account));
            }
            assertEquals(200, inTime(() -> given().get("/q/health/live")).statusCode());
        } finally {
            LedgerBackends.cable.mend();
        }
        Book.eventually(
                "it answers again",
                () -> given().auth().oauth2(steward).get("/accounts/" + account).statusCode() == 200);
        for (var key : keys) {
            Book.eventually(
                    "what was sent is done",
                    () -> post("/exchanges", town.leadToken, key, town.service(a, b, 1))
                                    .statusCode()
                            == 201);
        }
        long batched = Book.number("select count(*) from exchange where community_id = '" + town.community + "'");
        assertTrue(batched == keys.size() || batched == keys.size() + 1, "the batch had no key");
        assertEquals(batched, town.balance(a), "each key once");
        assertTrue(town.invariants().get("holds").booleanValue());
    }

    private static String key(List<String> keys) {
        var key = UUID.randomUUID().toString();
        synchronized (keys) {
            keys.add(key);
        }
        return key;
    }

    /** All connections wait for a lock that somebody holds. */
    @Test
    void answers503ToThoseForWhomNoConnectionIsLeft() throws SQLException {
        var town = Town.founded();
        var account = town.account(town.participant(), "participant").get("id").textValue();
        try (var others = Executors.newVirtualThreadPerTaskExecutor();
                var holder = Backends.postgres().connect(LedgerBackends.DATABASE)) {
            holder.setAutoCommit(false);
            holder.createStatement().executeQuery("select from account where id = '" + account + "' for update");
            // Who gets no connection tries again, until as many wait as there are.
            var released = new AtomicBoolean();
            var waiting = IntStream.range(0, CONNECTIONS)
                    .mapToObj(i -> others.submit(() -> {
                        int status;
                        do {
                            status = given().auth()
                                    .oauth2(town.leadToken)
                                    .contentType("application/json")
                                    .header("If-Match", "\"1\"")
                                    .body("{\"floorMinutes\":-10,\"ceilingMinutes\":10}")
                                    .put("/accounts/" + account + "/limits")
                                    .statusCode();
                        } while (status == 503 && !released.get());
                        return status;
                    }))
                    .toList();
            try {
                Book.eventually(
                        "all connections wait",
                        () -> Book.number("select count(*) from pg_stat_activity"
                                        + " where wait_event_type = 'Lock' and datname = current_database()")
                                >= CONNECTIONS);
                away(() -> given().auth().oauth2(town.leadToken).get("/communities/" + town.community));
                away(() -> post("/exchanges", town.leadToken, town.proposal(town.lead, town.partner, 60)));
                assertEquals(200, inTime(() -> given().get("/q/health/live")).statusCode());
            } finally {
                released.set(true);
                holder.rollback();
            }
            var statuses = waiting.stream().map(OutageTest::result).sorted().toList();
            assertEquals(200, statuses.getFirst());
            assertEquals(412, statuses.getLast());
        }
        assertEquals(
                200,
                given().auth()
                        .oauth2(town.leadToken)
                        .get("/communities/" + town.community)
                        .statusCode());
    }

    @Test
    void leavesNothingHalfDoneWhenTheConnectionBreaksInTheMiddle() {
        var town = Town.founded();
        var a = town.participant();
        var b = town.participant();
        var keys = IntStream.range(0, 40)
                .mapToObj(i -> UUID.randomUUID().toString())
                .toList();
        List<Integer> first;
        try {
            first = AtOnce.run(IntStream.range(0, 41)
                    .<Callable<Integer>>mapToObj(i -> () -> {
                        if (i == 20) {
                            LedgerBackends.cable.cut();
                            return 0;
                        }
                        return post("/exchanges", town.leadToken, keys.get(i > 20 ? i - 1 : i), town.service(a, b, 1))
                                .statusCode();
                    })
                    .toList());
        } finally {
            LedgerBackends.cable.mend();
        }
        assertTrue(first.stream().allMatch(status -> List.of(0, 201, 503).contains(status)), first::toString);

        for (var key : keys) {
            assertEquals(
                    201,
                    post("/exchanges", town.leadToken, key, town.service(a, b, 1))
                            .statusCode());
        }
        assertEquals(40, town.balance(a));
        assertTrue(town.invariants().get("holds").booleanValue());
    }

    private static int result(Future<Integer> status) {
        try {
            return status.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }
}
