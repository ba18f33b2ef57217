package org.reciprocity.ledger;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.reciprocity.ledger.Town.post;
import static org.reciprocity.ledger.Town.refused;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@LedgerTest
class OutageTest {

    @Test
    void answers503WhileTheDatabaseIsAwayAndComesBackByItself() {
        var town = Town.founded();
        var a = town.participant();
        var b = town.participant();
        var key = UUID.randomUUID().toString();
        LedgerBackends.cable.cut();
        try {
            var begun = Instant.now();
            var away = post("/exchanges", town.leadToken, key, town.service(a, b, 60));
            refused(503, "unavailable", away);
            assertEquals("2", away.header("Retry-After"));
            refused(503, "unavailable", given().auth().oauth2(town.leadToken).get("/participants/" + a));
            assertTrue(Duration.between(begun, Instant.now()).toSeconds() < 5);
            assertEquals(200, given().get("/q/health/live").statusCode());
            assertEquals(503, given().get("/q/health/ready").statusCode());
        } finally {
            LedgerBackends.cable.mend();
        }
        assertEquals(
                201,
                post("/exchanges", town.leadToken, key, town.service(a, b, 60)).statusCode());
        assertEquals(60, town.balance(a));
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
}
