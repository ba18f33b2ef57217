package org.reciprocity.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.reciprocity.ledger.Town.created;
import static org.reciprocity.ledger.Town.get;
import static org.reciprocity.ledger.Town.post;
import static org.reciprocity.ledger.Town.refused;

import io.restassured.response.Response;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.reciprocity.backends.Backends;

/** Exchanges that are sent at once share transactions, and nobody can tell from the answers. */
@LedgerTest
class BatcherTest {

    @Test
    void recordsWhatComesAtOnceInFewTransactionsWithAnAnswerEach() throws SQLException {
        var town = Town.founded();
        var hot = town.participant();
        var people = IntStream.range(0, 5).mapToObj(i -> town.participant()).toList();

        var answers = AtOnce.run(IntStream.range(0, 150)
                .<Callable<Response>>mapToObj(
                        i -> () -> post("/exchanges", town.leadToken, town.service(hot, people.get(i % 5), 1 + i % 3)))
                .toList());

        for (var answer : answers) {
            assertEquals(201, answer.statusCode(), answer::asString);
            assertEquals("\"1\"", answer.header("ETag"));
            var view = Town.json(answer);
            assertEquals(
                    "/exchanges/" + view.get("id").textValue(),
                    answer.header("Location").replaceFirst("^http://[^/]*", ""));
            assertEquals("settled", view.get("state").textValue());
            assertEquals(view, get("/exchanges/" + view.get("id").textValue(), town.leadToken));
        }
        assertEquals(300, town.balance(hot));
        var account = town.account(hot, "participant").get("id").textValue();
        var lines = get("/accounts/" + account + "/statement?limit=500", town.leadToken)
                .get("items");
        assertEquals(150, lines.size());
        long balance = 300;
        for (var line : lines) {
            assertEquals(balance, line.get("balanceMinutes").longValue());
            balance -= line.get("minutes").longValue();
        }
        assertEquals(0, balance);
        assertTrue(town.invariants().get("holds").booleanValue());
        long transactions =
                count("select count(distinct xmin::text) from exchange where community_id = '" + town.community + "'");
        assertTrue(transactions < 150, transactions + " transactions for 150 exchanges");
    }

    @Test
    void refusesOneOfABatchWithoutTheOthers() {
        var town = Town.founded("{\"participantFloorMinutes\":-50}");
        var payer = town.participant();
        var provider = town.participant();

        var answers = AtOnce.run(IntStream.range(0, 80)
                .<Callable<Response>>mapToObj(
                        i -> () -> post("/exchanges", town.leadToken, town.service(provider, payer, 1)))
                .toList());

        assertEquals(
                50,
                answers.stream().filter(answer -> answer.statusCode() == 201).count());
        answers.stream()
                .filter(answer -> answer.statusCode() != 201)
                .forEach(answer -> refused(422, "insufficient-credit", answer));
        assertEquals(-50, town.balance(payer));
        assertTrue(town.invariants().get("holds").booleanValue());
    }

    @Test
    void recordsOneOfManyUnderTheSameIdOrReference() {
        var town = Town.founded();
        var a = town.participant();
        var b = town.participant();
        var id = UUID.randomUUID();
        var sameId = "{\"id\":\"" + id + "\"," + town.service(a, b, 1).strip().substring(1);
        var sameReference =
                "{\"externalRef\":\"one\"," + town.service(a, b, 1).strip().substring(1);
        var requests = new ArrayList<Callable<Response>>();
        for (int i = 0; i < 25; i++) {
            requests.add(() -> post("/exchanges", town.leadToken, sameId));
            requests.add(() -> post("/exchanges", town.leadToken, sameReference));
        }

        var answers = AtOnce.run(requests);

        assertEquals(
                2, answers.stream().filter(answer -> answer.statusCode() == 201).count());
        var refusals = answers.stream()
                .filter(answer -> answer.statusCode() != 201)
                .map(Town::json)
                .toList();
        assertEquals(
                24,
                refusals.stream()
                        .filter(one -> one.get("type").textValue().endsWith("/id-in-use"))
                        .count());
        var taken = refusals.stream()
                .filter(one -> one.get("type").textValue().endsWith("/external-ref-in-use"))
                .toList();
        assertEquals(24, taken.size());
        assertEquals(
                1,
                taken.stream()
                        .map(one -> one.get("existing").textValue())
                        .distinct()
                        .count());
        assertEquals(2, town.balance(a));
    }

    @Test
    void doesNotHoldUpOthersForOneThatWaitsForALock() throws Exception {
        var town = Town.founded();
        var locked = town.participant();
        var payer = town.participant();
        var others = IntStream.range(0, 4).mapToObj(i -> town.participant()).toList();
        var account = town.account(locked, "participant").get("id").textValue();
        CompletableFuture<Response> waiting;
        try (var connection = Backends.postgres().connect(LedgerBackends.DATABASE)) {
            connection.setAutoCommit(false);
            connection.createStatement().execute("select from account where id = '" + account + "' for update");
            waiting = CompletableFuture.supplyAsync(
                    () -> post("/exchanges", town.leadToken, town.service(locked, payer, 5)));
            for (int i = 0; i < 20; i++) {
                var answer =
                        post("/exchanges", town.leadToken, town.service(others.get(i % 4), others.get((i + 1) % 4), 1));
                assertEquals(201, answer.statusCode(), answer::asString);
            }
            assertFalse(waiting.isDone(), "it has to wait for the lock");
            connection.rollback();
        }
        assertEquals(201, waiting.get().statusCode());
        assertEquals(5, town.balance(locked));
    }

    @Test
    void servesOthersThoughManyWaitForALock() throws Exception {
        var town = Town.founded();
        town.issue(town.community, 600);
        var giver = town.participant();
        var pot = town.account(town.community, "pot").get("id").textValue();
        var other = Town.founded();
        var a = other.participant();
        var b = other.participant();
        List<CompletableFuture<Response>> waiting;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            try (var connection = Backends.postgres().connect(LedgerBackends.DATABASE)) {
                connection.setAutoCommit(false);
                connection.createStatement().execute("select from account where id = '" + pot + "' for update");
                waiting = IntStream.range(0, 40)
                        .mapToObj(i -> CompletableFuture.supplyAsync(() -> paidByThePot(town, giver), threads))
                        .toList();
                Book.eventually("more than a batch waits for the lock", () -> Book.number("""
                        select count(*) from pg_stat_activity
                        where datname = current_database() and wait_event_type = 'Lock'
                        """) >= 4);
                for (int i = 0; i < 20; i++) {
                    get("/communities/" + other.community, other.leadToken);
                    created("/exchanges", other.leadToken, other.service(a, b, 1));
                }
                connection.rollback();
            }
        }
        long recorded = waiting.stream()
                .filter(answer -> answer.join().statusCode() == 201)
                .count();
        waiting.stream()
                .map(CompletableFuture::join)
                .filter(answer -> answer.statusCode() != 201)
                .forEach(answer -> refused(409, "busy", answer));
        assertEquals(recorded, town.balance(giver));
        assertTrue(town.invariants().get("holds").booleanValue());
    }

    @Test
    void tellsWhoWaitsForALockForTooLongToComeAgain() throws SQLException {
        var town = Town.founded();
        town.issue(town.community, 600);
        var giver = town.participant();
        var pot = town.account(town.community, "pot").get("id").textValue();
        try (var connection = Backends.postgres().connect(LedgerBackends.DATABASE)) {
            connection.setAutoCommit(false);
            connection.createStatement().execute("select from account where id = '" + pot + "' for update");
            refused(409, "busy", paidByThePot(town, giver));
            connection.rollback();
        }
        assertEquals(201, paidByThePot(town, giver).statusCode());
        assertEquals(1, town.balance(giver));
    }

    private static Response paidByThePot(Town town, UUID giver) {
        return post(
                "/exchanges",
                town.leadToken,
                town.exchange("contribution", giver, town.community.toString(), 1)
                        .replaceFirst(
                                "\\{",
                                "{\"confirmations\":[{\"participantId\":\"" + giver + "\",\"how\":\"party\"}],"));
    }

    @Test
    void answersARepeatedRequestOfTheSameBatchFromTheFirst() {
        var town = Town.founded();
        var a = town.participant();
        var b = town.participant();
        var keys = List.of(UUID.randomUUID().toString(), UUID.randomUUID().toString());

        var answers = AtOnce.run(IntStream.range(0, 60)
                .<Callable<Response>>mapToObj(
                        i -> () -> post("/exchanges", town.leadToken, keys.get(i % 2), town.service(a, b, 1 + i % 2)))
                .toList());

        for (var answer : answers) {
            assertEquals(201, answer.statusCode(), answer::asString);
        }
        assertEquals(2, answers.stream().map(Response::asString).distinct().count());
        assertEquals(
                2,
                answers.stream()
                        .filter(one -> one.header("Idempotency-Replayed") == null)
                        .count());
        assertEquals(3, town.balance(a));
    }

    private static long count(String sql) throws SQLException {
        try (var connection = Backends.postgres().connect(LedgerBackends.DATABASE);
                var rows = connection.createStatement().executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
