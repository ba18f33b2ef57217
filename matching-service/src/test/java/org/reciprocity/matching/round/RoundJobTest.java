package org.reciprocity.matching.round;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.reciprocity.matching.command.Reading;
import org.reciprocity.matching.model.RoundModels;
import org.reciprocity.matching.score.Preset;
import org.reciprocity.matching.world.Database;
import org.reciprocity.matching.world.Eventually;
import org.reciprocity.matching.world.LedgerRecords;
import org.reciprocity.matching.world.Servers;
import org.reciprocity.matching.world.Tokens;
import org.reciprocity.matching.world.Town;

@QuarkusTest
@QuarkusTestResource(Servers.class)
class RoundJobTest {
    private static LedgerRecords ledger;

    @Inject
    Reading reading;

    @Inject
    RoundRun run;

    @BeforeAll
    static void open() {
        ledger = new LedgerRecords();
    }

    @AfterAll
    static void close() {
        ledger.close();
    }

    @Test
    void waitsWhileAnotherHoldsTheCommunityAndRefusesASecond() throws SQLException {
        var town = openTown();
        UUID first;
        try (var holding = holding(town)) {
            first = town.asked(Map.of());
            for (var key : List.of("one", "two")) {
                town.broker()
                        .header("Idempotency-Key", key)
                        .body(Map.of("communityId", town.community().toString()))
                        .post("/rounds")
                        .then()
                        .statusCode(409)
                        .body("type", equalTo("/problems/round-running"));
            }
            assertEquals(0, Database.number("select count(*) from round where id = ?", first));
            holding.createStatement().execute("select 1");
        }
        town.ended(first).body("state", equalTo("done")).body("proposals", hasSize(1));
        // What passes by itself is not kept under the key.
        town.broker()
                .header("Idempotency-Key", "one")
                .body(Map.of("communityId", town.community().toString()))
                .post("/rounds")
                .then()
                .statusCode(202);
    }

    @Test
    void cancelsARoundThatHasNotEndedAndProposesNothing() throws SQLException {
        var town = openTown();
        UUID round;
        try (var holding = holding(town)) {
            round = town.asked(Map.of());
            town.broker()
                    .header("If-Match", "\"99\"")
                    .post("/rounds/" + round + "/cancellation")
                    .then()
                    .statusCode(412)
                    .body("type", equalTo("/problems/precondition-failed"));
            town.broker()
                    .post("/rounds/" + round + "/cancellation")
                    .then()
                    .statusCode(201)
                    .header("Location", "/rounds/" + round)
                    .body("state", equalTo("cancelled"))
                    .body("progress.endedAt", notNullValue());
            holding.createStatement().execute("select 1");
        }
        var next = town.round().body("proposals", hasSize(1)).extract().<String>path("id");
        town.broker()
                .get("/rounds/" + round)
                .then()
                .body("state", equalTo("cancelled"))
                .body("proposals", empty());
        town.broker()
                .post("/rounds/" + round + "/cancellation")
                .then()
                .statusCode(409)
                .body("type", equalTo("/problems/round-ended"))
                .body("state", equalTo("cancelled"));
        town.broker()
                .get("/rounds?communityId=" + town.community())
                .then()
                .statusCode(200)
                .body("items.id", contains(next, round.toString()));
        town.broker()
                .get("/rounds?state=cancelled&communityId=" + town.community())
                .then()
                .body("items.id", contains(round.toString()));
    }

    @Test
    void writesNothingOfARoundThatIsCancelledWhileItRuns() throws SQLException {
        var town = openTown();
        UUID round;
        try (var offers = Database.connect()) {
            // The round comes as far as the offers, which somebody holds.
            offers.setAutoCommit(false);
            try (var lock = offers.prepareStatement("select id from offer where community = ? for update")) {
                lock.setObject(1, town.community());
                lock.executeQuery();
            }
            round = town.asked(Map.of());
            Eventually.eventually("the round runs", () -> "running".equals(stateOf(town, round)));
            town.broker().post("/rounds/" + round + "/cancellation").then().statusCode(201);
            offers.rollback();
        }
        town.round().body("proposals", hasSize(1));
        assertEquals(0, Database.number("select count(*) from round where id = ?", round));
        assertEquals(0, Database.number("select count(*) from match where round = ?", round));
    }

    @Test
    void takesOverARoundWhoseReplicaIsNotHeardOf() throws SQLException {
        var town = openTown();
        var round = left(town, 1);
        town.ended(round)
                .body("state", equalTo("done"))
                .body("progress.attempts", equalTo(2))
                .body("proposals", hasSize(1));
    }

    @Test
    void proposesNothingOfARoundWhoseReplicaIsCutOffInTheMiddleAndLetsTheNextTakeItOver() throws SQLException {
        var town = openTown();
        var round = UUID.randomUUID();
        var replica = UUID.randomUUID();
        Database.update("""
                insert into round_job (id, community, agency, model, preset, weights, state, stage, attempts, worker, leased_to,
                                       asked_at, started_at, version)
                values (?, ?, ?, 'round', 'core-economy', '20,10,15,25,15,15,10,40', 'running', 'reading', 1, ?,
                        now() + interval '1 hour', now(), now(), 2)
                """, round, town.community(), town.lead(), replica);
        var job = new RoundJobs.Taken(
                new RoundService.Wish(round, town.community(), RoundModels.ALL.getFirst(), Preset.CORE_ECONOMY.set()),
                town.lead(),
                1,
                false);
        try (var requests = Database.connect()) {
            // The replica has read and locked the offers, and comes as far as the requests, which somebody holds.
            requests.setAutoCommit(false);
            Database.execute(requests, "select id from request where community = ? for update", town.community());
            var running = run.run(job, replica).subscribeAsCompletionStage();
            Eventually.eventually("the round is half-way", () -> Database.number("""
                                    select count(*) from pg_stat_activity
                                    where wait_event_type = 'Lock' and query like '%from request r%for update%'
                                    """) == 1);
            // As when its process is killed: the connection is gone, and nothing more is said by anybody.
            assertEquals(1, Database.number("""
                    select count(pg_terminate_backend(pid)) from pg_stat_activity
                    where wait_event_type = 'Lock' and query like '%from request r%for update%'
                    """));
            assertThrows(ExecutionException.class, () -> running.get(30, TimeUnit.SECONDS));
            requests.rollback();
        }
        assertEquals("running", stateOf(town, round));
        assertEquals(0, Database.number("select count(*) from round where id = ?", round));
        assertEquals(0, Database.number("select count(*) from match where round = ?", round));
        // Its lease runs out.
        Database.update("update round_job set leased_to = now() where id = ?", round);
        town.ended(round)
                .body("state", equalTo("done"))
                .body("progress.attempts", equalTo(2))
                .body("proposals", hasSize(1));
        assertEquals(1, Database.number("select count(*) from match where round = ?", round));
    }

    @Test
    void keepsTheLeaseOfTheRoundThatItIsAtAndOfNoOtherThatItOnceTook() throws SQLException {
        var round = UUID.randomUUID();
        var worker = UUID.randomUUID();
        Database.update("""
                insert into round_job (id, community, agency, model, preset, weights, state, stage, attempts, worker, leased_to,
                                       asked_at, started_at, version)
                values (?, ?, ?, 'round', 'core-economy', '20,10,15,25,15,15,10,40', 'running', 'solving', 1, ?,
                        now() + interval '1 hour', now(), now(), 2)
                """, round, UUID.randomUUID(), UUID.randomUUID(), worker);
        assertEquals(0, kept(UUID.randomUUID(), worker));
        assertEquals(0, kept(round, UUID.randomUUID()));
        assertEquals(1, kept(round, worker));
        assertEquals(
                1,
                Database.number(
                        "select count(*) from round_job where id = ? and leased_to < now() + interval '1 minute'",
                        round));
        Database.update("update round_job set state = 'cancelled' where id = ?", round);
    }

    private int kept(UUID round, UUID worker) {
        return RoundJobs.keep(reading.sql(), round, worker, Duration.ofSeconds(30))
                .await()
                .atMost(Duration.ofSeconds(10));
    }

    @Test
    void doesNotLetARoundThatIsHeldUpHoldUpOthers() throws SQLException {
        var town = openTown();
        var other = openTown();
        UUID first;
        try (var holding = holding(town)) {
            first = town.asked(Map.of());
            other.round().body("proposals", hasSize(1));
            assertEquals("waiting", stateOf(town, first));
            holding.createStatement().execute("select 1");
        }
        town.ended(first).body("state", equalTo("done")).body("progress.attempts", equalTo(1));
    }

    @Test
    void leavesARoundForAWhileWhoseOffersSomebodyHolds() throws SQLException {
        var town = openTown();
        UUID round;
        try (var offers = Database.connect()) {
            offers.setAutoCommit(false);
            Database.execute(offers, "select id from offer where community = ? for update", town.community());
            round = town.asked(Map.of());
            Eventually.eventually(
                    "it is given back",
                    () -> Database.number(
                                    "select count(*) from round_job where id = ? and not_before is not null", round)
                            > 0);
            offers.rollback();
        }
        town.ended(round).body("state", equalTo("done")).body("proposals", hasSize(1));
    }

    @Test
    void givesUpARoundThatNobodyEnds() throws SQLException {
        var town = openTown();
        var round = left(town, RoundJobs.MOST_ATTEMPTS);
        town.ended(round).body("state", equalTo("failed")).body("failure", equalTo("interrupted"));
        assertEquals(0, Database.number("select count(*) from match where round = ?", round));
    }

    @Test
    void isShownToAgenciesOfTheCommunityOnly() {
        var town = openTown();
        var round = town.round().extract().<String>path("id");
        var stranger = Town.as(Tokens.of(UUID.randomUUID(), "broker"));
        stranger.post("/rounds/" + round + "/cancellation").then().statusCode(404);
        Town.as(Tokens.of(UUID.randomUUID(), "broker"))
                .get("/rounds?communityId=" + town.community())
                .then()
                .statusCode(200)
                .body("items", empty());
        Town.as(Tokens.of(town.lead(), "agency"))
                .post("/rounds/" + round + "/cancellation")
                .then()
                .statusCode(403);
    }

    private static Town openTown() {
        var town = Town.found(ledger);
        var people = town.people(2);
        town.known();
        town.offer(people.get(0), "gardening", 60);
        town.request(people.get(1), "gardening", 60);
        return town;
    }

    private static String stateOf(Town town, UUID round) {
        return town.broker().get("/rounds/" + round).then().extract().path("state");
    }

    /** Holds the community's rounds up, as one that runs does. */
    private static Connection holding(Town town) throws SQLException {
        var connection = Database.connect();
        try (var lock = connection.prepareStatement("select pg_advisory_lock(hashtext('round'), hashtext(?))")) {
            lock.setString(1, town.community().toString());
            lock.execute();
        }
        return connection;
    }

    /** A round that a replica has taken so often, and of which it was never heard again. */
    private static UUID left(Town town, int attempts) throws SQLException {
        var id = UUID.randomUUID();
        try (var connection = Database.connect();
                var row = connection.prepareStatement("""
                    insert into round_job (id, community, agency, model, preset, weights, state, stage, attempts, worker,
                                           leased_to, asked_at, started_at, version)
                    values (?, ?, ?, 'round', 'core-economy', '20,10,15,25,15,15,10,40', 'running', 'solving', ?,
                            gen_random_uuid(), now() - interval '1 second', now(), now(), 2)
                    """)) {
            row.setObject(1, id);
            row.setObject(2, town.community());
            row.setObject(3, town.lead());
            row.setInt(4, attempts);
            row.execute();
        }
        return id;
    }
}
