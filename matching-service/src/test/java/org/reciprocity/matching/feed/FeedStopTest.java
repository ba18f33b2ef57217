package org.reciprocity.matching.feed;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.reciprocity.matching.world.Eventually.eventually;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.function.IntPredicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.reciprocity.matching.world.Database;
import org.reciprocity.matching.world.LedgerRecords;
import org.reciprocity.matching.world.LedgerRecords.Written;
import org.reciprocity.matching.world.Servers;
import org.reciprocity.matching.world.Tokens;
import org.reciprocity.matching.world.Town;

@QuarkusTest
@QuarkusTestResource(
        value = Servers.class,
        restrictToAnnotatedClass = true,
        initArgs = @ResourceArg(name = "world", value = "matching-stopped"))
class FeedStopTest {
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
    void stopsThePartitionOfARecordItCannotReadAndSaysSo() {
        var town = Town.found(ledger);
        var people = town.people(2);
        ledger.send(town.service(UUID.randomUUID(), people.get(0), people.get(1), 10, null));
        town.known();

        var request = town.request(people.get(0), "gardening", 60);
        town.broker()
                .get("/candidates?requestId=" + request)
                .then()
                .statusCode(200)
                .body("standingAsOf", notNullValue());

        var poison = ledger.exchange(
                        "exchange-settled.v1",
                        UUID.randomUUID(),
                        town.community(),
                        "{\"kind\":\"service\",\"occurredAt\":\"2026-05-04T13:00:00Z\",\"postings\":{}}")
                .ago(Duration.ofMinutes(2));
        ledger.send(poison);
        eventually(
                "the partition is stopped",
                () -> Town.as(Tokens.operator())
                                .get("/feed")
                                .jsonPath()
                                .getList("stopped")
                                .size()
                        == 1);

        // Later in the stopped partition, and in others.
        ledger.send(service(town, people.get(0), people.get(1), p -> p == poison.partition()));
        ledger.send(service(town, people.get(0), people.get(1), p -> p != poison.partition()));
        eventually(
                "the other partitions go on",
                () -> Database.number("select minutes from tie where giver = ?", people.get(0)) == 11);
        assertEquals(11, Database.number("select minutes from tie where giver = ?", people.get(0)));

        Town.as(Tokens.operator())
                .get("/feed")
                .then()
                .body("stopped", hasSize(1))
                .body("stopped[0].partition", equalTo(poison.partition()))
                .body("stopped[0].event", equalTo(poison.id().toString()))
                .body("stopped[0].reason", containsString("legs"))
                .body("lag", greaterThanOrEqualTo(2));
        Town.as(Tokens.operator())
                .get("/q/health/group/log")
                .then()
                .statusCode(503)
                .body("checks.find { it.name == 'feed' }.status", equalTo("DOWN"));
        Town.as(Tokens.operator()).get("/q/health/ready").then().statusCode(200);

        // What is known is two minutes old.
        town.broker()
                .body(Map.of("communityId", town.community().toString()))
                .post("/rounds")
                .then()
                .statusCode(503)
                .header("Retry-After", "2")
                .body("type", equalTo("/problems/feed-late"))
                .body("lag", greaterThanOrEqualTo(2))
                .body("lagSeconds", greaterThanOrEqualTo(120))
                .body("standingAsOf", notNullValue());
        assertEquals(0, Database.number("select count(*) from round"));

        town.broker()
                .get("/candidates?requestId=" + request)
                .then()
                .statusCode(503)
                .header("Retry-After", "2")
                .body("type", equalTo("/problems/feed-late"))
                .body("lag", greaterThanOrEqualTo(2))
                .body("lagSeconds", greaterThanOrEqualTo(120))
                .body("standingAsOf", notNullValue());

        // One that is scheduled waits until it is not late any more.
        town.policy(Map.of("schedule", Map.of("rule", "FREQ=DAILY", "start", "2026-05-04T06:00")));
        Database.update("update matching_policy set next_round = now() where community = ?", town.community());
        eventually("the scheduled round is given back", () -> Database.number("""
                        select count(*) from round_job
                        where community = ? and scheduled and state = 'waiting' and not_before > asked_at and attempts = 0
                        """, town.community()) == 1);
    }

    private static Written service(Town town, UUID giver, UUID receiver, IntPredicate partition) {
        return Stream.generate(() -> town.service(UUID.randomUUID(), giver, receiver, 1, null))
                .filter(record -> partition.test(record.partition()))
                .findFirst()
                .orElseThrow();
    }
}
