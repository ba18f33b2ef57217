package org.reciprocity.ledger;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.reciprocity.ledger.Town.get;
import static org.reciprocity.ledger.Town.json;
import static org.reciprocity.ledger.Town.refused;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restassured.response.Response;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@LedgerTest
class BatchResourceTest {
    private static final String NDJSON = "application/x-ndjson";
    private static final int ITEMS = 6;

    /** So many at most are recorded in one transaction. */
    private static final int PIECE = 250;

    @Test
    void answersEachItemInOrderAndLetsARefusedOneBe() {
        var town = Town.founded("{\"participantFloorMinutes\":-60}");
        var payer = town.participant();
        var provider = town.participant();

        for (int failing = 0; failing < ITEMS; failing++) {
            long before = town.balance(provider);
            var items = good(town, provider, town.participant());
            items.set(failing, town.service(provider, payer, 61));

            var answer = post(town, null, "", array(items));

            assertEquals(200, answer.statusCode(), answer::asString);
            assertEquals("application/json", answer.contentType().replaceFirst(";.*", ""));
            var told = json(answer);
            assertEquals(ITEMS, told.size());
            for (int i = 0; i < ITEMS; i++) {
                var item = told.get(i);
                assertEquals(i, item.get("index").intValue());
                if (i == failing) {
                    assertEquals(422, item.get("status").intValue());
                    assertEquals(
                            "/problems/insufficient-credit",
                            item.get("problem").get("type").textValue());
                    assertNull(item.get("exchange"));
                } else {
                    assertEquals(201, item.get("status").intValue(), item::toString);
                    assertEquals(1, item.get("version").intValue());
                    assertEquals(item.get("exchange"), get(item.get("location").textValue(), town.leadToken));
                }
            }
            assertEquals(before + (ITEMS - 1), town.balance(provider));
            assertEquals(0, town.balance(payer));

            items.set(failing, "{\"communityId\":5}");
            var malformed = json(post(town, null, "", array(items)));
            for (int i = 0; i < ITEMS; i++) {
                assertEquals(
                        i == failing ? 400 : 201, malformed.get(i).get("status").intValue());
            }
            assertEquals(before + 2 * (ITEMS - 1), town.balance(provider));
        }
        assertTrue(town.invariants().get("holds").booleanValue());
    }

    @Test
    void recordsNoneOfAnAtomicBatchOfWhichAnyItemIsRefused() {
        var town = Town.founded("{\"participantFloorMinutes\":-60}");
        var payer = town.participant();
        var provider = town.participant();
        var other = town.participant();

        for (int failing = 0; failing < ITEMS; failing++) {
            var key = UUID.randomUUID().toString();
            var items = good(town, provider, other);
            items.set(failing, town.service(provider, payer, 61));

            var answer = post(town, key, "?atomic=true", array(items));

            var problem = refused(422, "batch-refused", answer);
            assertEquals(failing, problem.get("index").intValue());
            assertEquals(
                    "/problems/insufficient-credit",
                    problem.get("problem").get("type").textValue());
            assertEquals(0, town.balance(provider));
            var again = post(town, key, "?atomic=true", array(items));
            assertEquals("true", again.header("Idempotency-Replayed"));
            assertArrayEquals(answer.asByteArray(), again.asByteArray());

            items.set(failing, "{\"communityId\":5}");
            var malformed = refused(422, "batch-refused", post(town, null, "?atomic=true", array(items)));
            assertEquals(failing, malformed.get("index").intValue());
            assertEquals(
                    "/problems/malformed-request",
                    malformed.get("problem").get("type").textValue());
        }
        assertEquals(
                0,
                get("/exchanges?communityId=" + town.community, town.leadToken)
                        .get("items")
                        .size());
    }

    /** What is recorded together ends after so many items, and a longer batch is read in pieces. */
    @Test
    void letsOneItemFailAnywhereInABatchThatIsRecordedInPieces() {
        int items = 1_100;
        for (int failing : List.of(0, 1, PIECE - 1, PIECE, PIECE + 1, 999, 1_000, 1_001, items - 1)) {
            var town = Town.founded("{\"participantFloorMinutes\":-100000,\"participantCeilingMinutes\":100000}");
            var provider = town.participant();
            var good = line(town.service(provider, town.participant(), 1));
            var bad = line(town.service(provider, provider, 1));
            var sent = new ArrayList<>(Collections.nCopies(items, good));
            sent.set(failing, bad);
            for (boolean lines : List.of(false, true)) {
                var before = WholeBook.of(town.community);
                var none = lines
                        ? lines(town, null, "?atomic=true", String.join("\n", sent))
                        : post(town, null, "?atomic=true", array(sent));
                assertEquals(
                        failing,
                        refused(422, "batch-refused", none).get("index").intValue());
                assertEquals(
                        before, WholeBook.of(town.community), "an atomic batch that was refused changed something");
            }
            var told = json(post(town, null, "", array(sent)));
            assertEquals(items, told.size());
            for (int i = 0; i < items; i++) {
                assertEquals(i, told.get(i).get("index").intValue());
                assertEquals(i == failing ? 422 : 201, told.get(i).get("status").intValue());
            }
            assertEquals(items - 1, town.balance(provider));
            assertTrue(town.invariants().get("holds").booleanValue());
        }
    }

    @Test
    void recordsAnAtomicBatchOnceUnderItsKey() {
        var town = Town.founded();
        var provider = town.participant();
        var items = array(good(town, provider, town.participant()));
        var key = UUID.randomUUID().toString();

        var first = post(town, key, "?atomic=true", items);
        var again = post(town, key, "?atomic=true", items);

        assertEquals(200, first.statusCode(), first::asString);
        assertEquals(ITEMS, json(first).size());
        assertEquals("true", again.header("Idempotency-Replayed"));
        assertArrayEquals(first.asByteArray(), again.asByteArray());
        assertEquals(ITEMS, town.balance(provider));
    }

    @Test
    void resumesABatchThatIsSentAgain() {
        var town = Town.founded();
        var provider = town.participant();
        var receiver = town.participant();
        var items = IntStream.range(0, 600)
                .mapToObj(i -> town.service(provider, receiver, 1))
                .toList();
        var key = UUID.randomUUID().toString();

        var begun = json(post(town, key, "", array(items.subList(0, 300))));
        assertEquals(300, begun.size());
        assertEquals(300, town.balance(provider));

        var whole = json(post(town, key, "", array(items)));
        assertEquals(600, whole.size());
        for (int i = 0; i < 600; i++) {
            assertEquals(201, whole.get(i).get("status").intValue());
            assertEquals(i < 300, whole.get(i).has("replayed"));
            if (i < 300) {
                assertEquals(begun.get(i).get("exchange"), whole.get(i).get("exchange"));
            }
        }
        assertEquals(600, town.balance(provider));

        var other = new ArrayList<>(items.subList(0, 2));
        other.set(1, town.service(provider, receiver, 2));
        var reused = json(post(town, key, "", array(other)));
        assertEquals(201, reused.get(0).get("status").intValue());
        assertEquals(
                "/problems/idempotency-key-reused",
                reused.get(1).get("problem").get("type").textValue());
        assertEquals(600, town.balance(provider));
    }

    @Test
    void doesNotRecordABatchAnewThatIsSentAgainToBeDoneOtherwise() {
        var town = Town.founded();
        var provider = town.participant();
        var items = good(town, provider, town.participant());
        for (boolean lines : List.of(false, true)) {
            long before = town.balance(provider);
            var key = UUID.randomUUID().toString();
            var begun = send(town, key, "", items.subList(0, 3), lines);
            assertEquals(200, begun.statusCode(), begun::asString);
            refused(422, "idempotency-key-reused", send(town, key, "?atomic=true", items, lines));
            refused(422, "idempotency-key-reused", send(town, key, "?atomic=true", items, !lines));
            assertEquals(before + 3, town.balance(provider));
            Book.change("delete from answered where key = '" + key + "'");
            refused(422, "idempotency-key-reused", send(town, key, "?atomic=true", items, lines));
            assertEquals(before + 3, town.balance(provider), "the items' own keys are kept longer");
            assertEquals(200, send(town, key, "?atomic=false", items, lines).statusCode());
            assertEquals(before + ITEMS, town.balance(provider));

            var whole = UUID.randomUUID().toString();
            assertEquals(200, send(town, whole, "?atomic=true", items, lines).statusCode());
            refused(422, "idempotency-key-reused", send(town, whole, "", items, lines));
            refused(422, "idempotency-key-reused", send(town, whole, "", items, !lines));
            assertEquals(before + 2 * ITEMS, town.balance(provider));
        }
        var taken = UUID.randomUUID().toString();
        Town.post("/exchanges", town.leadToken, taken, items.getFirst());
        refused(422, "idempotency-key-reused", post(town, taken, "", array(items)));
    }

    @Test
    void keepsTheKeyOfABatchOfWhichNothingWasRecorded() {
        var town = Town.founded();
        var provider = town.participant();
        var items = good(town, provider, town.participant());
        var key = UUID.randomUUID().toString();
        assertEquals(200, post(town, key, "", array(List.of("{}"))).statusCode());
        refused(422, "idempotency-key-reused", post(town, key, "?atomic=true", array(items)));
        var another = UUID.randomUUID().toString();
        refused(422, "batch-refused", post(town, another, "?atomic=true", array(List.of("{}"))));
        assertEquals(
                200, post(town, another, "", array(items)).statusCode(), "what is refused for its form is not kept");
        assertEquals(ITEMS, town.balance(provider));
    }

    @Test
    void recordsABatchOnceThatIsSentInBothWaysAtOnce() {
        var town = Town.founded();
        var provider = town.participant();
        var items = array(good(town, provider, town.participant()));
        for (int round = 1; round <= 20; round++) {
            var key = UUID.randomUUID().toString();
            var answers = AtOnce.run(List.of("", "?atomic=true").stream()
                    .<Callable<Response>>map(query -> () -> post(town, key, query, items))
                    .toList());
            var refused = answers.stream()
                    .filter(answer -> answer.statusCode() != 200)
                    .toList();
            assertEquals(1, refused.size(), () -> answers.getFirst().asString());
            var type = json(refused.getFirst()).get("type").textValue();
            assertTrue(
                    Set.of("/problems/idempotency-key-reused", "/problems/request-in-progress")
                            .contains(type),
                    type);
            assertEquals((long) round * ITEMS, town.balance(provider));
        }
    }

    private static Response send(Town town, String key, String query, List<String> items, boolean lines) {
        return lines
                ? lines(
                        town,
                        key,
                        query,
                        items.stream().map(BatchResourceTest::line).collect(Collectors.joining("\n")))
                : post(town, key, query, array(items));
    }

    @Test
    void takesLinesAndAnswersWithLines() throws Exception {
        var town = Town.founded();
        var provider = town.participant();
        var receiver = town.participant();
        var lines = List.of(
                line(town.service(provider, receiver, 10)),
                "{\"kind\":",
                "",
                line(town.service(provider, provider, 10)),
                "null",
                line(town.service(provider, receiver, 5)));

        var answer = lines(town, null, "", String.join("\r\n", lines));

        assertEquals(200, answer.statusCode(), answer::asString);
        assertEquals(NDJSON, answer.contentType().replaceFirst(";.*", ""));
        var told = new ArrayList<JsonNode>();
        for (var line : answer.asString().lines().toList()) {
            told.add(new ObjectMapper().readTree(line));
        }
        assertEquals(
                List.of(201, 400, 422, 400, 201),
                told.stream().map(item -> item.get("status").intValue()).toList());
        assertEquals(15, town.balance(provider));
    }

    private static Response lines(Town town, String key, String query, String lines) {
        var request = given().auth().oauth2(town.leadToken).contentType(NDJSON);
        if (key != null) {
            request.header("Idempotency-Key", key);
        }
        return request.body(lines.getBytes(StandardCharsets.UTF_8)).post("/exchanges/batch" + query);
    }

    @Test
    void takesAHundredThousandLinesAndAnswersEachInOrder() throws Exception {
        var town = Town.founded();
        var most = "{}\n".repeat(100_000);
        try (var answers = new BufferedReader(
                new InputStreamReader(lines(town, null, "", most).asInputStream(), StandardCharsets.UTF_8))) {
            int count = 0;
            for (var line = answers.readLine(); line != null; line = answers.readLine()) {
                assertTrue(line.startsWith("{\"index\":" + count + ",\"status\":422,"), line);
                count++;
            }
            assertEquals(100_000, count);
        }
        refused(413, "too-many-items", lines(town, null, "", most + "{}"));
        refused(413, "too-many-items", lines(town, null, "?atomic=true", "{}\n".repeat(10_001)));
        refused(422, "empty-batch", lines(town, null, "", "\r\n \n"));
        var here = town.service(town.participant(), town.participant(), 1);
        var elsewhere = Town.foundedBy(town).service(town.participant(), town.participant(), 1);
        var mixed = refused(
                422, "mixed-communities", lines(town, null, "", line(here) + "\n{}\n" + line(elsewhere) + "\n"));
        assertEquals("[2].communityId", mixed.get("field").textValue());
        refused(422, "batch-refused", lines(town, null, "?atomic=true", line(here) + "\n{}"));
    }

    @Test
    void resumesLinesUnderTheSameKeysAsItems() throws Exception {
        var town = Town.founded("{\"participantFloorMinutes\":-20000,\"participantCeilingMinutes\":20000}");
        var provider = town.participant();
        var item = line(town.service(provider, town.participant(), 1));
        var key = UUID.randomUUID().toString();
        var sent = Collections.nCopies(1_100, item);

        var first = lines(town, key, "", String.join("\n", sent));
        assertEquals(200, first.statusCode(), first::asString);
        assertEquals(1_100, first.asString().lines().count());
        assertEquals(1_100, town.balance(provider));
        var again = json(post(town, key, "", array(sent)));

        assertEquals(1_100, again.size());
        again.forEach(one -> assertTrue(one.has("replayed"), one::toString));
        assertEquals(1_100, town.balance(provider));
        var whole = lines(town, UUID.randomUUID().toString(), "?atomic=true", item + "\n" + item);
        assertEquals(2, whole.asString().lines().count());
        assertEquals(NDJSON, whole.contentType().replaceFirst(";.*", ""));
        assertEquals(1_102, town.balance(provider));
    }

    @Test
    void saysOfEachItemWhatIsWrongWithItsForm() {
        var town = Town.founded();
        var a = town.participant();
        var b = town.participant();
        var good = town.service(a, b, 10);

        var told = json(post(
                town,
                null,
                "",
                array(List.of(
                        good.replace("\"minutes\":10", "\"minutes\":\"10\""),
                        good.replace("\"minutes\":10", "\"minutes\":0"),
                        good.replace("\"minutes\":10", "\"minutes\":10,\"more\":[1,{\"x\":[]}]"),
                        "5",
                        "[[],{}]",
                        good))));

        assertEquals(6, told.size());
        assertEquals("legs[0].minutes", told.get(0).get("problem").get("field").textValue());
        assertEquals(400, told.get(0).get("status").intValue());
        assertEquals(422, told.get(1).get("status").intValue());
        assertEquals(
                "legs[0].minutes",
                told.get(1).get("problem").get("errors").get(0).get("field").textValue());
        assertEquals(400, told.get(2).get("status").intValue());
        assertEquals(400, told.get(3).get("status").intValue());
        assertEquals(400, told.get(4).get("status").intValue());
        assertEquals(201, told.get(5).get("status").intValue());
        assertEquals(10, town.balance(a));
    }

    @Test
    void refusesWhatIsNoBatch() {
        var town = Town.founded();
        var a = town.participant();
        var b = town.participant();
        var good = town.service(a, b, 10);
        var elsewhere = Town.foundedBy(town).service(a, b, 10);

        refused(422, "empty-batch", post(town, null, "", "[]"));
        refused(413, "too-many-items", post(town, null, "", array(Collections.nCopies(10_001, "{}"))));
        var mixed = refused(422, "mixed-communities", post(town, null, "", array(List.of(good, elsewhere))));
        assertEquals("[1].communityId", mixed.get("field").textValue());
        for (var body : List.of("", "{}", "5", "[", "[" + good, "[" + good + "]]", "[" + good + ",]", "[nul]")) {
            refused(400, "malformed-request", post(town, null, "", body));
        }
        refused(400, "malformed-request", post(town, null, "?atomic=perhaps", array(List.of(good))));
        refused(
                415,
                "unsupported-media-type",
                given().auth()
                        .oauth2(town.leadToken)
                        .contentType("text/plain")
                        .body("x")
                        .post("/exchanges/batch"));
        assertEquals(0, town.balance(a));
    }

    @Test
    void takesTenThousandItems() {
        var town = Town.founded("{\"participantFloorMinutes\":-20000,\"participantCeilingMinutes\":20000}");
        var provider = town.participant();
        var receiver = town.participant();
        var item = line(town.service(provider, receiver, 1));

        var answer = post(town, null, "", array(Collections.nCopies(10_000, item)));

        assertEquals(200, answer.statusCode());
        var told = json(answer);
        assertEquals(10_000, told.size());
        told.forEach(one -> assertEquals(201, one.get("status").intValue()));
        assertEquals(10_000, town.balance(provider));
        assertTrue(town.invariants().get("holds").booleanValue());
        assertFalse(told.get(0).has("replayed"));
    }

    private static List<String> good(Town town, UUID provider, UUID receiver) {
        return new ArrayList<>(Collections.nCopies(ITEMS, town.service(provider, receiver, 1)));
    }

    private static String array(List<String> items) {
        return "[" + String.join(",", items) + "]";
    }

    private static String line(String item) {
        return item.replace("\n", "");
    }

    private static Response post(Town town, String key, String query, String body) {
        var request = given().auth().oauth2(town.leadToken).contentType("application/json");
        if (key != null) {
            request.header("Idempotency-Key", key);
        }
        return request.body(body).post("/exchanges/batch" + query);
    }
}
