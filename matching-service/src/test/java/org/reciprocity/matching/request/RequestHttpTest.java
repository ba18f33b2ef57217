package org.reciprocity.matching.request;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reciprocity.matching.world.Database;
import org.reciprocity.matching.world.LedgerRecords;
import org.reciprocity.matching.world.Servers;
import org.reciprocity.matching.world.Tokens;
import org.reciprocity.matching.world.Town;

@QuarkusTest
@QuarkusTestResource(Servers.class)
class RequestHttpTest {
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
    void makesARequestAndTheOfferInIt() {
        var town = Town.found(ledger);
        var person = town.people(1).getFirst();
        town.known();
        var offer = UUID.randomUUID();
        var body = town.requestOf(person, "lifts", 60);
        body.put("failureElsewhere", true);
        body.put("couldGive", Map.of("offer", Map.of("id", offer.toString(), "skill", "phone-calls", "minutes", 120)));
        String id = town.broker()
                .body(body)
                .post("/requests")
                .then()
                .statusCode(201)
                .header("ETag", "\"1\"")
                .body("skill", equalTo("lifts"))
                .body("minutes", equalTo(60))
                .body("remainingMinutes", equalTo(60))
                .body("area", equalTo("riverside"))
                .body("failureElsewhere", equalTo(true))
                .body("acceptsGroup", equalTo(false))
                .body("couldGive.offerId", equalTo(offer.toString()))
                .body("couldGive.notYet", nullValue())
                .body("state", equalTo("open"))
                .extract()
                .path("id");
        town.broker()
                .get("/offers/" + offer)
                .then()
                .statusCode(200)
                .body("participantId", equalTo(person.toString()))
                .body("requestId", equalTo(id))
                .body("skill", equalTo("phone-calls"));
        town.broker()
                .get("/requests/" + id)
                .then()
                .statusCode(200)
                .body("couldGive.offerId", equalTo(offer.toString()));
    }

    @Test
    void notesThatSomebodyCannotSayYet() {
        var town = Town.found(ledger);
        var person = town.people(1).getFirst();
        town.known();
        town.broker()
                .body(town.requestOf(person, "lifts", 60))
                .post("/requests")
                .then()
                .statusCode(201)
                .body("couldGive.notYet", equalTo(true))
                .body("couldGive.offerId", nullValue());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "{}",
                "{\"notYet\":false}",
                "{\"notYet\":true,\"offer\":{\"skill\":\"lifts\",\"minutes\":60}}",
                "{\"notYet\":false,\"offer\":{\"skill\":\"lifts\",\"minutes\":60}}"
            })
    void asksWhatTheyCouldGive(String couldGive) {
        var town = Town.found(ledger);
        var person = town.people(1).getFirst();
        town.known();
        town.broker()
                .body("""
                        {"communityId":"%s","participantId":"%s","skill":"lifts","minutes":60,
                         "from":"2026-01-01T00:00:00Z","until":"2126-01-01T00:00:00Z","couldGive":%s}""".formatted(town.community(), person, couldGive))
                .post("/requests")
                .then()
                .statusCode(422)
                .body("type", equalTo("/problems/what-could-they-give"));
        assertEquals(0, Database.number("select count(*) from request where participant = ?", person));
    }

    @Test
    void asksWhatTheyCouldGiveWhenItIsLeftOut() {
        var town = Town.found(ledger);
        var person = town.people(1).getFirst();
        town.known();
        var body = town.requestOf(person, "lifts", 60);
        body.remove("couldGive");
        town.broker()
                .body(body)
                .post("/requests")
                .then()
                .statusCode(422)
                .body("type", equalTo("/problems/what-could-they-give"));
    }

    @Test
    void makesBothOrNothing() {
        var town = Town.found(ledger);
        var person = town.people(1).getFirst();
        town.known();
        var taken = town.offer(person, "lifts", 60);
        for (var offer : List.<Map<String, Object>>of(
                Map.of("id", taken.toString(), "skill", "lifts", "minutes", 60),
                Map.of("skill", "teleporting", "minutes", 60),
                Map.of("skill", "lifts", "minutes", 60, "until", "2020-01-01T00:00:00Z"))) {
            var body = new HashMap<>(town.requestOf(person, "gardening", 60));
            body.put("couldGive", Map.of("offer", offer));
            int status =
                    town.broker().body(body).post("/requests").then().extract().statusCode();
            assertEquals(offer.containsKey("id") ? 409 : 422, status);
        }
        assertEquals(0, Database.number("select count(*) from request where participant = ?", person));
        assertEquals(1, Database.number("select count(*) from offer where participant = ?", person));
    }

    @Test
    void showsANeedToTheLeadAndTheAgencyThatRegisteredThePersonOnly() {
        var town = Town.found(ledger);
        var partner = town.admit();
        var other = town.admit();
        var person = town.person(partner, "riverside");
        town.known();
        var request = town.request(person, "lifts", 60);
        Town.as(Tokens.of(partner, "agency")).get("/requests/" + request).then().statusCode(200);
        var hidden = Town.as(Tokens.of(other, "broker"))
                .get("/requests/" + request)
                .then()
                .statusCode(404)
                .extract()
                .asString();
        var unknown = Town.as(Tokens.of(other, "broker"))
                .get("/requests/" + UUID.randomUUID())
                .then()
                .statusCode(404)
                .extract()
                .asString();
        assertEquals(unknown, hidden);
        Town.as(Tokens.of(other, "broker"))
                .get("/requests?communityId=" + town.community())
                .then()
                .body("items", hasSize(0));
        town.broker()
                .get("/requests?communityId=" + town.community())
                .then()
                .body("items.id", contains(request.toString()));
        Town.as(Tokens.of(other, "broker"))
                .post("/requests/" + request + "/withdrawal")
                .then()
                .statusCode(404);
    }

    @Test
    void showsAnAgencyThatHasLeftNothingUntilItComesBack() {
        var town = Town.found(ledger);
        var partner = town.admit();
        var person = town.person(partner, "riverside");
        town.known();
        var path = "/requests/" + town.request(person, "lifts", 60);
        var list = "/requests?communityId=" + town.community();
        var broker = Tokens.of(partner, "broker");
        Town.as(broker).get(path).then().statusCode(200);

        town.leave(partner);
        town.known();
        Town.as(broker).get(path).then().statusCode(404);
        Town.as(broker).get(list).then().statusCode(200).body("items", empty());
        Town.as(broker).post(path + "/withdrawal").then().statusCode(404);
        town.broker().get(path).then().statusCode(200);

        town.comeBack(partner);
        town.known();
        Town.as(broker).get(path).then().statusCode(200);
    }

    @Test
    void refusesAnIdThatIsInUse() {
        var town = Town.found(ledger);
        var person = town.people(1).getFirst();
        town.known();
        var body = town.requestOf(person, "lifts", 60);
        body.put("id", town.request(person, "lifts", 60).toString());
        town.broker().body(body).post("/requests").then().statusCode(409).body("type", equalTo("/problems/id-in-use"));
        // An offer's id is in use too: both are streams of one log.
        body.put("id", town.offer(person, "lifts", 60).toString());
        town.broker().body(body).post("/requests").then().statusCode(409);
    }
}
