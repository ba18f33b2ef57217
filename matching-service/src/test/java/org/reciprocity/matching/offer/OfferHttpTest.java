package org.reciprocity.matching.offer;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.reciprocity.matching.world.Database;
import org.reciprocity.matching.world.LedgerRecords;
import org.reciprocity.matching.world.Servers;
import org.reciprocity.matching.world.Tokens;
import org.reciprocity.matching.world.Town;

@QuarkusTest
@QuarkusTestResource(Servers.class)
class OfferHttpTest {
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
    void makesAnOfferWithAllThatCanBeSaid() {
        var town = Town.found(ledger);
        var person = town.people(1).getFirst();
        town.known();
        var id = UUID.randomUUID();
        var body = town.offerOf(person, "lifts", 240);
        body.put("id", id.toString());
        body.put("area", "grangetown");
        body.put("languages", List.of("en", "cy", "en"));
        body.put("maxDistance", "same-area");
        body.put("from", "2026-04-01T08:00:00+01:00");
        body.put("until", "2126-04-01T08:00:00Z");
        town.broker()
                .body(body)
                .post("/offers")
                .then()
                .statusCode(201)
                .header("Location", "/offers/" + id)
                .header("ETag", "\"1\"")
                .body("id", equalTo(id.toString()))
                .body("communityId", equalTo(town.community().toString()))
                .body("participantId", equalTo(person.toString()))
                .body("skill", equalTo("lifts"))
                .body("minutes", equalTo(240))
                .body("remainingMinutes", equalTo(240))
                .body("area", equalTo("grangetown"))
                .body("languages", contains("cy", "en"))
                .body("maxDistance", equalTo("same-area"))
                .body("from", equalTo("2026-04-01T07:00:00Z"))
                .body("until", equalTo("2126-04-01T08:00:00Z"))
                .body("state", equalTo("open"))
                .body("recordedBy", equalTo(town.lead().toString()))
                .body("version", equalTo(1));
        town.broker()
                .get("/offers/" + id)
                .then()
                .statusCode(200)
                .header("ETag", "\"1\"")
                .body("languages", contains("cy", "en"));
    }

    @Test
    void takesTheParticipantsAreaWhereNoOtherIsGiven() {
        var town = Town.found(ledger);
        var person = town.people(1).getFirst();
        town.known();
        var offer = town.offer(person, "lifts", 60);
        town.broker()
                .get("/offers/" + offer)
                .then()
                .body("area", equalTo("riverside"))
                .body("maxDistance", equalTo("anywhere"))
                .body("from", nullValue());
    }

    @Test
    void refusesASecondOfferOfOneId() {
        var town = Town.found(ledger);
        var person = town.people(1).getFirst();
        town.known();
        var body = town.offerOf(person, "lifts", 240);
        body.put("id", UUID.randomUUID().toString());
        town.broker().body(body).post("/offers").then().statusCode(201);
        town.broker().body(body).post("/offers").then().statusCode(409).body("type", equalTo("/problems/id-in-use"));
    }

    @Test
    void refusesWhatCannotBe() {
        var town = Town.found(ledger);
        var person = town.people(1).getFirst();
        town.known();
        var unknown = town.offerOf(person, "teleporting", 60);
        town.broker()
                .body(unknown)
                .post("/offers")
                .then()
                .statusCode(422)
                .body("type", equalTo("/problems/unknown-skill"));
        var over = town.offerOf(person, "lifts", 60);
        over.put("until", "2020-01-01T00:00:00Z");
        town.broker()
                .body(over)
                .post("/offers")
                .then()
                .statusCode(422)
                .body("type", equalTo("/problems/impossible-window"));
        var disordered = town.offerOf(person, "lifts", 60);
        disordered.put("from", "2126-01-02T00:00:00Z");
        disordered.put("until", "2126-01-01T00:00:00Z");
        town.broker()
                .body(disordered)
                .post("/offers")
                .then()
                .statusCode(422)
                .body("type", equalTo("/problems/impossible-window"));
    }

    @Test
    void isForParticipantsThatTheAgencySees() {
        var town = Town.found(ledger);
        var person = town.people(1).getFirst();
        var partner = town.admit();
        var elsewhere = Town.found(ledger);
        town.known();
        var byPartner = Town.as(Tokens.of(partner, "broker"))
                .body(town.offerOf(person, "lifts", 60))
                .post("/offers")
                .then()
                .statusCode(404)
                .extract()
                .asString();
        var unknown = town.broker()
                .body(town.offerOf(UUID.randomUUID(), "lifts", 60))
                .post("/offers")
                .then()
                .statusCode(404)
                .extract()
                .asString();
        assertEquals(unknown, byPartner);
        // The participant is not of that community.
        elsewhere
                .broker()
                .body(elsewhere.offerOf(person, "lifts", 60))
                .post("/offers")
                .then()
                .statusCode(404);
        Town.as(Tokens.operator())
                .body(town.offerOf(person, "lifts", 60))
                .post("/offers")
                .then()
                .statusCode(403);
        var offer = town.offer(person, "lifts", 60);
        Town.as(Tokens.of(partner, "broker")).get("/offers/" + offer).then().statusCode(404);
        Town.as(Tokens.of(partner, "broker"))
                .post("/offers/" + offer + "/withdrawal")
                .then()
                .statusCode(404);
    }

    @Test
    void listsThemNewestFirst() {
        var town = Town.found(ledger);
        var people = town.people(2);
        town.known();
        var first = town.offer(people.get(0), "lifts", 60);
        var second = town.offer(people.get(1), "lifts", 60);
        town.broker().post("/offers/" + first + "/withdrawal").then().statusCode(201);
        town.broker()
                .get("/offers?communityId=" + town.community())
                .then()
                .statusCode(200)
                .body("items.id", contains(second.toString(), first.toString()));
        town.broker()
                .get("/offers?state=open&communityId=" + town.community())
                .then()
                .body("items.id", contains(second.toString()));
        town.broker()
                .get("/offers?participantId=" + people.get(0) + "&communityId=" + town.community())
                .then()
                .body("items.id", contains(first.toString()));
        Town.as(Tokens.of(UUID.randomUUID(), "broker"))
                .get("/offers?communityId=" + town.community())
                .then()
                .statusCode(200)
                .body("items", hasSize(0));
    }

    @Test
    void takesTimesThatRecurAndRefusesThoseThatCannotBe() {
        var town = Town.found(ledger);
        var person = town.people(1).getFirst();
        town.known();
        var body = town.offerOf(person, "befriending", 120);
        body.put("per", "week");
        body.put("availability", Map.of("slots", List.of(slot("2026-04-06T14:00", "FREQ=WEEKLY;BYDAY=MO,WE"))));
        body.put("shows", List.of("languages", "availability"));
        town.broker()
                .body(body)
                .post("/offers")
                .then()
                .statusCode(201)
                .body("per", equalTo("week"))
                .body("availability.timeZone", equalTo("Europe/London"))
                .body("availability.slots[0].start", equalTo("2026-04-06T14:00"))
                .body("availability.slots[0].rule", equalTo("FREQ=WEEKLY;BYDAY=MO,WE"))
                .body("shows", contains("availability", "languages"));
        impossible(town, body, slot("2026-04-06T14:00", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"), "never");
        impossible(town, body, slot("2026-04-06T14:00", "FREQ=HOURLY"), "unreadable-rule");
        body.put(
                "availability",
                Map.of(
                        "slots",
                        List.of(
                                slot("2126-04-06T14:00", "FREQ=WEEKLY;BYDAY=SA"),
                                slot("2126-04-06T14:30", "FREQ=WEEKLY;BYDAY=SA"))));
        town.broker().body(body).post("/offers").then().statusCode(422);
        body.put(
                "availability",
                Map.of("timeZone", "Europe/Atlantis", "slots", List.of(slot("2026-04-06T14:00", "FREQ=DAILY"))));
        town.broker()
                .body(body)
                .post("/offers")
                .then()
                .statusCode(422)
                .body("type", equalTo("/problems/invalid-field"))
                .body("errors[0].field", equalTo("availability.timeZone"));
    }

    private static void impossible(Town town, Map<String, Object> body, Map<String, Object> slot, String fault) {
        body.put("availability", Map.of("slots", List.of(slot)));
        town.broker()
                .body(body)
                .post("/offers")
                .then()
                .statusCode(422)
                .body("type", equalTo("/problems/impossible-availability"))
                .body("fault", equalTo(fault));
    }

    private static Map<String, Object> slot(String start, String rule) {
        return Map.of("start", start, "minutes", 60, "rule", rule);
    }

    @Test
    void hasTheMinutesOfAPeriodAgainInTheNext() {
        var town = Town.found(ledger);
        var people = town.people(2);
        town.known();
        var body = town.offerOf(people.get(0), "lifts", 60);
        body.put("per", "week");
        var offer = town.broker().body(body).post("/offers").then().extract().<String>path("id");
        town.request(people.get(1), "lifts", 60);
        var match = town.proposal();
        ledger.send(town.service(UUID.randomUUID(), people.get(0), people.get(1), 60, match));
        town.known();
        town.broker().get("/offers/" + offer).then().body("remainingMinutes", equalTo(0));
        Database.update("update match set changed_at = changed_at - interval '8 days' where id = ?", match);
        town.broker().get("/offers/" + offer).then().body("remainingMinutes", equalTo(60));
    }

    @Test
    void showsASystemOnlyWhatIsOfItsOwnAgency() {
        var town = Town.found(ledger);
        var partner = town.admit();
        var theirs = town.person(partner, "riverside");
        town.known();
        var offer = town.offer(theirs, "lifts", 60);
        var ofPartner = Town.as(Tokens.of(partner, "agency"))
                .body(town.offerOf(theirs, "gardening", 60))
                .post("/offers")
                .then()
                .statusCode(201)
                .extract()
                .<String>path("id");
        // The lead's broker sees the participant; the lead's system only what the lead recorded.
        town.broker().get("/offers/" + ofPartner).then().statusCode(200);
        Town.as(Tokens.of(town.lead(), "agency"))
                .get("/offers/" + ofPartner)
                .then()
                .statusCode(404);
        Town.as(Tokens.of(town.lead(), "agency")).get("/offers/" + offer).then().statusCode(200);
        Town.as(Tokens.of(town.lead(), "agency"))
                .get("/offers?communityId=" + town.community())
                .then()
                .body("items.id", contains(offer.toString()));
    }

    @Test
    void isRenewedAndWithdrawnInTheVersionThatWasRead() {
        var town = Town.found(ledger);
        var person = town.people(1).getFirst();
        town.known();
        town.policy(Map.of("offerDays", 30));
        var offer = town.offer(person, "lifts", 60);
        town.broker()
                .header("If-Match", "\"7\"")
                .post("/offers/" + offer + "/renewal")
                .then()
                .statusCode(412)
                .body("type", equalTo("/problems/precondition-failed"));
        town.broker()
                .header("If-Match", "\"1\"")
                .post("/offers/" + offer + "/renewal")
                .then()
                .statusCode(201)
                .header("ETag", "\"2\"")
                .body("state", equalTo("open"));
        town.broker()
                .header("If-Match", "\"1\"")
                .post("/offers/" + offer + "/withdrawal")
                .then()
                .statusCode(412);
        town.broker().post("/offers/" + offer + "/withdrawal").then().statusCode(201);
        town.broker()
                .post("/offers/" + offer + "/renewal")
                .then()
                .statusCode(409)
                .body("type", equalTo("/problems/already-withdrawn"));
    }
}
