package org.reciprocity.ledger;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.reciprocity.ledger.Town.post;
import static org.reciprocity.ledger.Town.refused;

import io.restassured.response.Response;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** An agency whose measure is small, and others. */
@LedgerTest
class RateLimitTest {
    private static final String FLOODER = Tokens.of(LedgerBackends.SMALL_MEASURE, "agency", "broker", "steward");

    private static Response read() {
        return given().auth().oauth2(FLOODER).get("/agencies/" + LedgerBackends.SMALL_MEASURE);
    }

    /** The last of the flood, which is refused. */
    private static Response flood() {
        Response last;
        do {
            last = read();
        } while (last.statusCode() != 429);
        return last;
    }

    @Test
    void refusesWhatIsBeyondAnAgencysMeasureAndSaysWhenToComeAgain() {
        var refusal = flood();
        refused(429, "too-many-requests", refusal);
        assertTrue(Integer.parseInt(refusal.header("Retry-After")) >= 1);
        assertEquals("\"agency\";q=5;w=1", refusal.header("RateLimit-Policy"));
        assertEquals("\"agency\";r=0;t=" + refusal.header("Retry-After"), refusal.header("RateLimit"));
        Book.eventually("it is answered again", () -> read().statusCode() != 429);
    }

    @Test
    void refusesBeforeTheBodyIsRead() {
        flood();
        refused(429, "too-many-requests", post("/participants", FLOODER, "{ this is no JSON"));
    }

    @Test
    void asksForAValidTokenFirst() {
        flood();
        refused(401, "unauthorized", given().auth().oauth2(FLOODER + "x").get("/agencies/" + UUID.randomUUID()));
    }

    @Test
    void keepsNoRefusalUnderAKey() {
        var body = "{\"communityId\":\"" + UUID.randomUUID() + "\",\"kind\":\"person\"}";
        var key = UUID.randomUUID().toString();
        flood();
        refused(429, "too-many-requests", post("/participants", FLOODER, key, body));
        Book.eventually("it is answered", () -> {
            var answer = post("/participants", FLOODER, key, body);
            if (answer.statusCode() == 429) {
                return false;
            }
            refused(404, "not-found", answer);
            assertNull(answer.header("Idempotency-Replayed"));
            return true;
        });
    }

    @Test
    void leavesOthersServedWhileOneFloods() {
        var town = Town.founded();
        var people = IntStream.range(0, 12).mapToObj(i -> town.participant()).toList();
        var answers = AtOnce.run(IntStream.range(0, 600)
                .<Callable<Response>>mapToObj(i -> i % 20 == 0
                        ? () -> post(
                                "/exchanges",
                                town.leadToken,
                                town.service(people.get(i / 20 % 6), people.get(6 + i / 20 % 6), 1))
                        : () -> post("/exchanges", FLOODER, town.service(people.get(0), people.get(6), 1)))
                .toList());
        var others = IntStream.range(0, 600)
                .filter(i -> i % 20 == 0)
                .mapToObj(answers::get)
                .toList();
        assertEquals(
                List.of(201),
                others.stream().map(Response::statusCode).distinct().toList());
        assertEquals(5, town.balance(people.getFirst()));
        long refused =
                answers.stream().filter(answer -> answer.statusCode() == 429).count();
        assertTrue(refused > 300, () -> refused + " of the flood were refused");
    }

    @Test
    void countsNeitherHealthNorMetricsNorTheDescription() {
        flood();
        for (var path : List.of("/q/health/live", "/q/metrics", "/openapi")) {
            assertEquals(200, given().auth().oauth2(FLOODER).get(path).statusCode(), path);
        }
    }
}
