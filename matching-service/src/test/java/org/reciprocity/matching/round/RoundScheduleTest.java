package org.reciprocity.matching.round;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.reciprocity.matching.world.Database;
import org.reciprocity.matching.world.Eventually;
import org.reciprocity.matching.world.LedgerRecords;
import org.reciprocity.matching.world.Servers;
import org.reciprocity.matching.world.Tokens;
import org.reciprocity.matching.world.Town;

@QuarkusTest
@QuarkusTestResource(Servers.class)
class RoundScheduleTest {
    private static final ZoneId ZONE = ZoneId.of("Europe/London");

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
    void runsARoundByThePolicyWhenItIsTime() {
        var town = Town.found(ledger);
        var people = town.people(2);
        town.known();
        town.offer(people.get(0), "gardening", 60);
        town.offer(people.get(1), "lifts", 30);
        town.request(people.get(1), "gardening", 60);
        town.request(people.get(0), "lifts", 60);
        set(town, "\"0\"", "FREQ=DAILY", "2026-05-04T06:00", "balanced-round")
                .statusCode(200)
                .body("model", equalTo("balanced-round"))
                .body("schedule.rule", equalTo("FREQ=DAILY"))
                .body("schedule.start", equalTo("2026-05-04T06:00"));
        var next = next(town);
        assertTrue(next.isAfter(Instant.now()) && next.isBefore(Instant.now().plus(25, ChronoUnit.HOURS)));
        assertEquals(6, ZonedDateTime.ofInstant(next, ZONE).getHour());

        // The time comes, and three days of it at once.
        Database.update(
                "update matching_policy set next_round = now() - interval '3 days' where community = ?",
                town.community());
        Eventually.eventually("the round is done", () -> rounds(town).equals(List.of("done")));
        town.broker()
                .get("/rounds?communityId=" + town.community())
                .then()
                .body("items", hasSize(1))
                .body("items[0].model", equalTo("balanced-round"))
                .body("items[0].preset", equalTo("nearest"))
                .body("items[0].minutes", equalTo(60));
        assertTrue(next(town).isAfter(Instant.now()), "the days that were missed come to one round");
    }

    @Test
    void takesThePolicysModelWhereARoundNamesNone() {
        var town = Town.found(ledger);
        town.known();
        set(town, "\"0\"", null, null, "circles").statusCode(200);
        town.round().body("model", equalTo("circles")).body("preset", equalTo("nearest"));
        town.round(Map.of("model", "round", "preset", "company"))
                .body("model", equalTo("round"))
                .body("preset", equalTo("company"));
    }

    @Test
    void refusesAScheduleThatCannotBe() {
        var town = Town.found(ledger);
        town.known();
        refused(town, "FREQ=SOMETIMES", "2026-05-04T06:00", "round", "schedule.rule");
        refused(town, "FREQ=DAILY;UNTIL=20200101T000000Z", "2019-05-04T06:00", "round", "schedule.rule");
        refused(town, "FREQ=MINUTELY", "2026-05-04T06:00", "round", "schedule.rule");
        refused(town, "FREQ=DAILY", "on Monday", "round", "schedule.start");
        refused(town, "FREQ=DAILY", "2026-05-04T06:00", "guess", "model");
        assertEquals(0, Database.number("select count(*) from matching_policy where community = ?", town.community()));
    }

    private static void refused(Town town, String rule, String start, String model, String field) {
        set(town, "\"0\"", rule, start, model).statusCode(422).body("errors[0].field", equalTo(field));
    }

    private static ValidatableResponse set(Town town, String ifMatch, String rule, String start, String model) {
        var body = rule == null
                ? Map.of("preset", "nearest", "model", model)
                : Map.of("preset", "nearest", "model", model, "schedule", Map.of("rule", rule, "start", start));
        return Town.as(Tokens.of(town.lead(), "steward"))
                .header("If-Match", ifMatch)
                .body(body)
                .put("/communities/" + town.community() + "/matching-policy")
                .then();
    }

    private static List<String> rounds(Town town) {
        return town.broker()
                .get("/rounds?communityId=" + town.community())
                .then()
                .extract()
                .path("items.state");
    }

    private static Instant next(Town town) {
        return Instant.ofEpochSecond(Database.number(
                "select extract(epoch from next_round)::bigint from matching_policy where community = ?",
                town.community()));
    }

    @Test
    void asksForADueRoundOnceHoweverManyLook() {
        var town = Town.found(ledger);
        town.known();
        set(town, "\"0\"", "FREQ=WEEKLY;BYDAY=MO", "2026-05-04T06:00", "round").statusCode(200);
        for (int time = 0; time < 3; time++) {
            Database.update(
                    "update matching_policy set next_round = timestamptz '2026-05-04T05:00:00Z' where community = ?",
                    town.community());
            Eventually.eventually("it was looked at", () -> next(town).isAfter(Instant.now()));
            Eventually.eventually("the round is done", () -> rounds(town).equals(List.of("done")));
        }
        assertEquals(1, Database.number("select count(*) from round where community = ?", town.community()));
    }
}
