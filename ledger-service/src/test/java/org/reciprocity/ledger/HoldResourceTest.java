package org.reciprocity.ledger;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.reciprocity.ledger.Town.created;
import static org.reciprocity.ledger.Town.get;
import static org.reciprocity.ledger.Town.id;
import static org.reciprocity.ledger.Town.post;
import static org.reciprocity.ledger.Town.refused;

import com.fasterxml.jackson.databind.JsonNode;
import io.restassured.response.Response;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.reciprocity.backends.Backends;

@LedgerTest
class HoldResourceTest {

    @Test
    void setsMinutesAsideAndCapturesSomeOfThem() {
        var town = Town.founded();
        var person = town.participant();
        var held = created("/holds", town.leadToken, Stall.hold(town, person, 120, ""));
        var path = "/holds/" + id(held);

        assertEquals("held", held.get("state").textValue());
        var account = town.account(person, "participant");
        assertEquals(0, account.get("balanceMinutes").longValue());
        assertEquals(120, account.get("reservedMinutes").longValue());
        assertEquals(480, account.get("availableMinutes").longValue());
        assertEquals(held, get(path, town.partnerToken));

        refused(422, "more-than-held", post(path + "/capture", town.partnerToken, "{\"minutes\":121}"));
        var captured = created(path + "/capture", town.partnerToken, "{\"minutes\":90}");
        assertEquals("captured", captured.get("state").textValue());
        assertEquals(90, captured.get("capturedMinutes").longValue());
        var exchange = get("/exchanges/" + captured.get("exchangeId").textValue(), town.leadToken);
        assertEquals("redemption", exchange.get("kind").textValue());
        assertEquals("settled", exchange.get("state").textValue());
        assertEquals(id(held).toString(), exchange.get("holdId").textValue());
        account = town.account(person, "participant");
        assertEquals(-90, account.get("balanceMinutes").longValue());
        assertEquals(0, account.get("reservedMinutes").longValue());
        assertEquals(
                90,
                town.account(town.partner, "redemption").get("balanceMinutes").longValue());
        var again = refused(409, "hold-not-open", post(path + "/capture", town.partnerToken, "{\"minutes\":10}"));
        assertEquals("captured", again.get("state").textValue());
        refused(409, "hold-not-open", post(path + "/release", town.partnerToken, "{\"reason\":\"other\"}"));
        assertTrue(town.invariants().get("holds").booleanValue());
    }

    @Test
    void releasesWhatIsHeldWithTheUnitsOfTheOffer() {
        var town = Town.founded();
        var person = town.participant(town.partnerToken);
        var offer = Stall.opened(town, "goods", 30, ",\"quantity\":4");
        var held = created("/holds", town.leadToken, Stall.hold(town, person, offer, 3, ""));

        assertEquals(90, held.get("minutes").longValue());
        assertEquals(1, Stall.remaining(town, offer));
        refused(409, "out-of-stock", post("/holds", town.leadToken, Stall.hold(town, person, offer, 2, "")));
        refused(422, "wrong-minutes", post("/holds/" + id(held) + "/capture", town.leadToken, "{\"minutes\":40}"));
        created("/holds/" + id(held) + "/capture", town.leadToken, "{\"minutes\":30}");
        assertEquals(3, Stall.remaining(town, offer));
        var second = id(created("/holds", town.leadToken, Stall.hold(town, person, offer, 3, "")));
        var released =
                created("/holds/" + second + "/release", town.partnerToken, "{\"reason\":\"booking-cancelled\"}");

        assertEquals("released", released.get("state").textValue());
        assertEquals("booking-cancelled", released.get("reason").textValue());
        assertEquals(3, Stall.remaining(town, offer));
        assertEquals(
                0, town.account(person, "participant").get("reservedMinutes").longValue());
        assertTrue(town.invariants().get("holds").booleanValue());
    }

    @Test
    void holdsNoMoreThanCanBeSpentHoweverManyAskAtOnce() {
        var town = Town.founded();
        var person = town.participant();
        var tasks = new ArrayList<Callable<Response>>();
        for (int i = 0; i < 30; i++) {
            tasks.add(() -> post("/holds", town.leadToken, Stall.hold(town, person, 60, "")));
        }
        var answers = AtOnce.run(tasks);

        assertEquals(
                10,
                answers.stream().filter(answer -> answer.statusCode() == 201).count());
        answers.stream()
                .filter(answer -> answer.statusCode() != 201)
                .forEach(answer -> refused(422, "insufficient-credit", answer));
        refused(
                422,
                "insufficient-credit",
                post("/exchanges", town.leadToken, town.service(town.participant(), person, 1)));
        var account = town.account(person, "participant");
        assertEquals(0, account.get("availableMinutes").longValue());
        assertEquals(0, account.get("balanceMinutes").longValue());
        assertTrue(town.invariants().get("holds").booleanValue());
    }

    @Test
    void endsOnceHoweverManyCaptureAndReleaseAtOnce() {
        var town = Town.founded();
        var person = town.participant();
        var hold = id(created("/holds", town.leadToken, Stall.hold(town, person, 60, "")));
        var tasks = new ArrayList<Callable<Response>>();
        for (int i = 0; i < 10; i++) {
            tasks.add(() -> post("/holds/" + hold + "/capture", town.partnerToken, "{\"minutes\":60}"));
            tasks.add(() -> post("/holds/" + hold + "/release", town.leadToken, "{\"reason\":\"other\"}"));
        }
        var answers = AtOnce.run(tasks);

        assertEquals(
                1, answers.stream().filter(answer -> answer.statusCode() == 201).count());
        boolean captured =
                get("/holds/" + hold, town.leadToken).get("state").textValue().equals("captured");
        assertEquals(captured ? -60 : 0, town.balance(person));
        assertEquals(
                0, town.account(person, "participant").get("reservedMinutes").longValue());
        assertTrue(town.invariants().get("holds").booleanValue());
    }

    @Test
    void expiresByItself() {
        var town = Town.founded();
        var person = town.participant();
        var offer = Stall.opened(town, "ticket", 60, ",\"quantity\":1");
        var soon = Instant.now().plusMillis(700).toString();
        var hold = id(created(
                "/holds", town.leadToken, Stall.hold(town, person, offer, 1, ",\"expiresAt\":\"" + soon + "\"")));
        assertEquals(0, Stall.remaining(town, offer));

        Book.eventually("the hold is over", () -> get("/holds/" + hold, town.leadToken)
                .get("state")
                .textValue()
                .equals("expired"));

        assertEquals(1, Stall.remaining(town, offer));
        assertEquals(
                0, town.account(person, "participant").get("reservedMinutes").longValue());
        var late = refused(
                409, "hold-not-open", post("/holds/" + hold + "/capture", town.partnerToken, "{\"minutes\":60}"));
        assertEquals("expired", late.get("state").textValue());
        assertEquals(
                1,
                Book.number("select count(*) from event where stream = '" + hold
                        + "' and type like '%hold-expired.v1' and body::jsonb ->> 'expiredAt' is not null"));
        assertTrue(town.invariants().get("holds").booleanValue());
    }

    /** Nobody can expire the hold before the command does: the account is locked until it has queued for it. */
    @Test
    void isExpiredFirstByACommandThatMeetsIt() throws SQLException, InterruptedException, ExecutionException {
        var town = Town.founded("{\"participantFloorMinutes\":-60}");
        var person = town.participant();
        var other = town.participant();
        var end = Instant.now().plusMillis(1500);
        var hold =
                id(created("/holds", town.leadToken, Stall.hold(town, person, 60, ",\"expiresAt\":\"" + end + "\"")));
        refused(422, "insufficient-credit", post("/exchanges", town.leadToken, town.service(other, person, 60)));
        var account = town.account(person, "participant").get("id").textValue();
        Response answer;
        try (var connection = Backends.postgres().connect(LedgerBackends.DATABASE);
                var statement = connection.createStatement();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            connection.setAutoCommit(false);
            statement.executeQuery("select id from account where id = '" + account + "' for update");
            Book.eventually("the hold is over", () -> Instant.now().isAfter(end));
            var command = threads.submit(() -> post("/exchanges", town.leadToken, town.service(other, person, 60)));
            Book.eventually(
                    "the command waits for the account",
                    () -> Book.number("select count(*) from pg_stat_activity where datname = '"
                                    + LedgerBackends.DATABASE + "' and wait_event_type = 'Lock'")
                            > 0);
            connection.commit();
            answer = command.get();
        }

        assertEquals(201, answer.statusCode(), answer::asString);
        assertEquals(
                "expired", get("/holds/" + hold, town.leadToken).get("state").textValue());
        var exchange = id(Town.json(answer));
        assertEquals(
                1,
                Book.number("select count(*) from event e join event x on x.recorded_at = e.recorded_at and x.id > e.id"
                        + " where e.stream = '" + hold + "' and e.type like '%hold-expired.v1' and x.stream = '"
                        + exchange + "' and x.type like '%exchange-settled.v1'"));
        assertEquals(-60, town.balance(person));
        assertTrue(town.invariants().get("holds").booleanValue());
    }

    @Test
    void letsUnitsOfAHoldThatIsOverBeHadByTheNext() {
        var town = Town.founded();
        var offer = Stall.opened(town, "service", 60, ",\"quantity\":1");
        var end = Instant.now().plusMillis(500);
        created(
                "/holds",
                town.leadToken,
                Stall.hold(town, town.participant(), offer, 1, ",\"expiresAt\":\"" + end + "\""));
        var next = town.participant();
        refused(409, "out-of-stock", Stall.buy(town, offer, next, 60));
        Book.eventually("the hold is over", () -> Instant.now().isAfter(end.plusMillis(50)));

        Stall.bought(town, offer, next, 60);

        assertEquals(0, Stall.remaining(town, offer));
        assertTrue(town.invariants().get("holds").booleanValue());
    }

    @Test
    void standsAsLongAsThePolicySaysWhereNobodySaysHowLong() {
        var town = Town.founded("{\"holdExpiryHours\":2}");
        var held = created("/holds", town.leadToken, Stall.hold(town, town.participant(), 60, ""));
        assertEquals(
                Instant.parse(held.get("recordedAt").textValue()).plusSeconds(7200),
                Instant.parse(held.get("expiresAt").textValue()));
    }

    @Test
    void takesTheWordOfTheParticipantAndNotOfWhoIsPaid() {
        var town = Town.founded();
        var person = town.participant();
        var onBehalf = Stall.hold(town, person, 60, "").replace("party", "on-behalf");

        created("/holds", town.leadToken, onBehalf);
        refused(422, "word-by-who-is-paid", post("/holds", town.partnerToken, onBehalf));
        refused(422, "word-by-who-is-paid", post("/holds", town.partnerToken, Stall.hold(town, person, 60, "")));
        refused(403, "role-missing", post("/holds", Tokens.of(town.lead, "agency"), onBehalf));
        var hold = id(created("/holds", town.leadToken, Stall.hold(town, person, 60, "")));
        var word = get(
                        "/exchanges/"
                                + created("/holds/" + hold + "/capture", town.partnerToken, "{\"minutes\":60}")
                                        .get("exchangeId")
                                        .textValue(),
                        town.leadToken)
                .at("/confirmations/0");
        assertEquals(person.toString(), word.get("participantId").textValue());
        assertEquals("party", word.get("how").textValue());
        assertEquals(town.lead.toString(), word.get("confirmedBy").textValue());
        assertNull(word.get("actorId"));

        var own = word(town, Tokens.bearer(town.partner, person, "agency"), Stall.hold(town, person, 60, ""));
        assertEquals(town.partner.toString(), own.get("confirmedBy").textValue());
        assertEquals(person.toString(), own.get("actorId").textValue());
        assertNull(own.get("authority"));
        var brokers = word(town, town.leadToken, onBehalf);
        assertEquals(town.lead.toString(), brokers.get("confirmedBy").textValue());
        assertEquals("broker", brokers.get("authority").textValue());
    }

    /** The word by which the partner captures what somebody has held for it. */
    private static JsonNode word(Town town, String token, String hold) {
        var captured = created(
                "/holds/" + id(created("/holds", token, hold)) + "/capture", town.partnerToken, "{\"minutes\":60}");
        return get("/exchanges/" + captured.get("exchangeId").textValue(), town.leadToken)
                .at("/confirmations/0");
    }

    @Test
    void refusesWhatCannotBeHeld() {
        var town = Town.founded();
        var person = town.participant();
        var offer = Stall.opened(town, "service", 60, "");
        var both = Stall.hold(town, person, offer, 1, ",\"minutes\":60");

        refused(422, "invalid-field", post("/holds", town.leadToken, both));
        refused(
                422,
                "invalid-field",
                post("/holds", town.leadToken, Stall.hold(town, person, 60, "").replaceFirst("\"minutes\":60,", "")));
        refused(
                422,
                "invalid-field",
                post(
                        "/holds",
                        town.leadToken,
                        Stall.hold(town, person, 60, ",\"expiresAt\":\"2026-01-01T00:00:00Z\"")));
        refused(
                422,
                "invalid-field",
                post(
                        "/holds",
                        town.leadToken,
                        Stall.hold(town, person, 60, ",\"expiresAt\":\"2199-01-01T00:00:00Z\"")));
        refused(422, "leg-too-long", post("/holds", town.leadToken, Stall.hold(town, person, 601, "")));
        refused(
                422,
                "not-a-redeemer",
                post(
                        "/holds",
                        town.leadToken,
                        Stall.hold(town, person, 60, "").replace(town.partner.toString(), town.lead.toString())));
        var reference = Stall.hold(town, person, 60, ",\"externalRef\":\"B-1\"");
        var first = created("/holds", town.leadToken, reference);
        assertEquals(
                "/holds/" + id(first),
                refused(409, "external-ref-in-use", post("/holds", town.leadToken, reference))
                        .get("existing")
                        .textValue());
        refused(
                409,
                "id-in-use",
                post("/holds", town.leadToken, Stall.hold(town, person, 60, ",\"id\":\"" + id(first) + "\"")));
        var busy = UUID.fromString(first.get("id").textValue());
        refused(
                409,
                "id-in-use",
                post(
                        "/holds/" + busy + "/capture",
                        town.leadToken,
                        "{\"minutes\":60,\"exchangeId\":\"" + busy + "\"}"));
        refused(
                422,
                "in-the-future",
                post(
                        "/holds/" + busy + "/capture",
                        town.leadToken,
                        "{\"minutes\":60,\"occurredAt\":\"2199-01-01T00:00:00Z\"}"));
        refused(
                412,
                "precondition-failed",
                given().auth()
                        .oauth2(town.leadToken)
                        .contentType("application/json")
                        .header("If-Match", "\"7\"")
                        .body("{\"reason\":\"other\"}")
                        .post("/holds/" + busy + "/release"));
        assertEquals(
                60, town.account(person, "participant").get("reservedMinutes").longValue());
        created("/holds/" + busy + "/capture", town.leadToken, "{\"minutes\":10,\"externalRef\":\"C-1\"}");
        var second = id(created("/holds", town.leadToken, Stall.hold(town, person, 60, "")));
        refused(
                409,
                "external-ref-in-use",
                post("/holds/" + second + "/capture", town.leadToken, "{\"minutes\":10,\"externalRef\":\"C-1\"}"));
        assertTrue(town.invariants().get("holds").booleanValue());
    }

    @Test
    void showsAHoldToThoseItConcernsAndListsIt() {
        var town = Town.founded();
        var third = Town.agency();
        created(
                "/communities/" + town.community + "/agencies",
                town.leadToken,
                "{\"agencyId\":\"" + third + "\",\"roles\":[\"partner\"]}");
        var thirdToken = Tokens.of(third, "agency", "broker");
        var person = town.participant();
        var offer = Stall.opened(town, "service", 60, "");
        var first = id(created("/holds", town.leadToken, Stall.hold(town, person, 60, "")));
        var second = id(created("/holds", town.leadToken, Stall.hold(town, person, offer, 1, "")));
        created("/holds/" + first + "/release", town.partnerToken, "{\"reason\":\"other\"}");

        refused(404, "not-found", given().auth().oauth2(thirdToken).get("/holds/" + second));
        refused(404, "not-found", post("/holds", thirdToken, Stall.hold(town, person, 60, "")));
        var theirs = town.participant(thirdToken);
        var third1 = id(created("/holds", town.leadToken, Stall.hold(town, theirs, 60, "")));
        assertEquals(List.of(third1), ids(thirdToken, town, ""));
        refused(403, "not-yours", post("/holds/" + third1 + "/release", thirdToken, "{\"reason\":\"other\"}"));
        assertEquals(List.of(third1, second, first), ids(town.leadToken, town, ""));
        assertEquals(List.of(second, first), ids(town.partnerToken, town, "&participantId=" + person));
        assertEquals(List.of(second), ids(town.leadToken, town, "&offerId=" + offer));
        assertEquals(List.of(first), ids(town.leadToken, town, "&state=released"));
        assertEquals(List.of(), ids(town.leadToken, town, "&agencyId=" + town.lead));
        assertEquals(List.of(third1), ids(town.leadToken, town, "&limit=1"));

        var programme = town.programme();
        var meant = created(
                "/holds", town.leadToken, Stall.hold(town, person, 10, ",\"programmeId\":\"" + programme + "\""));
        assertEquals(List.of(id(meant)), ids(town.leadToken, town, "&programmeId=" + programme));
        var placed = meant.get("recordedAt").textValue();
        assertEquals(List.of(id(meant)), ids(town.leadToken, town, "&from=" + placed));
        assertEquals(List.of(third1, second, first), ids(town.leadToken, town, "&to=" + placed));
    }

    private static List<UUID> ids(String token, Town town, String filter) {
        return get("/holds?communityId=" + town.community + filter, token).get("items").findValuesAsText("id").stream()
                .map(UUID::fromString)
                .toList();
    }
}
