package org.reciprocity.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.reciprocity.ledger.Town.created;
import static org.reciprocity.ledger.Town.id;
import static org.reciprocity.ledger.Town.post;

import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is asked for twice at the same moment. */
@LedgerTest
class AtTheSameTimeTest {
    private static final int MANY = 500;

    @Test
    void letsOneOfTwoFirstDebitsUpToTheFloorThrough() {
        var town = Town.founded("{\"participantFloorMinutes\":-200}");
        for (int round = 0; round < 10; round++) {
            var payer = town.participant();
            var debits = Stream.of(town.participant(), town.participant())
                    .<Callable<Integer>>map(
                            giver -> () -> post("/exchanges", town.leadToken, town.service(giver, payer, 200))
                                    .statusCode())
                    .toList();

            assertEquals(List.of(201, 422), AtOnce.run(debits).stream().sorted().toList());
            assertEquals(-200, town.balance(payer));
        }
        assertTrue(town.invariants().get("holds").booleanValue());
    }

    @Test
    void reversesEachOfFiveHundredOnceThoughAllAreReversedTwiceAtOnce() {
        var town = Town.founded();
        var givers = people(town);
        var receivers = people(town);
        var settled = AtOnce.run(IntStream.range(0, MANY)
                .<Callable<UUID>>mapToObj(i -> () -> id(created(
                        "/exchanges",
                        town.leadToken,
                        town.service(givers.get(i % 50), receivers.get(i % 50), 1 + i % 60))))
                .toList());
        var twice = settled.stream()
                .flatMap(exchange -> Collections.nCopies(2, exchange).stream())
                .<Callable<Integer>>map(exchange -> () -> post(
                                "/exchanges/" + exchange + "/reversal",
                                town.leadToken,
                                "{\"reason\":\"recorded-twice\"}")
                        .statusCode())
                .toList();

        var answers =
                AtOnce.run(twice).stream().collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));

        assertEquals(MANY, answers.get(201).intValue());
        assertEquals(MANY, answers.get(409).intValue());
        givers.forEach(one -> assertEquals(0, town.balance(one)));
        receivers.forEach(one -> assertEquals(0, town.balance(one)));
        assertEquals(
                MANY,
                Book.number("select count(*) from event where type like '%exchange-reversed%' and chain = '"
                        + town.community + "'"));
        assertTrue(town.invariants().get("holds").booleanValue());
    }

    private static List<UUID> people(Town town) {
        return IntStream.range(0, 50).mapToObj(i -> town.participant()).toList();
    }
}
