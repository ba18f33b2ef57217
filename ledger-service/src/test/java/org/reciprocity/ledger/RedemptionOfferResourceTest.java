package org.reciprocity.ledger;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.reciprocity.ledger.Town.created;
import static org.reciprocity.ledger.Town.get;
import static org.reciprocity.ledger.Town.id;
import static org.reciprocity.ledger.Town.post;
import static org.reciprocity.ledger.Town.refused;

import io.restassured.response.Response;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

@LedgerTest
class RedemptionOfferResourceTest {
    @Test
    void opensAnOfferThatAllOfTheCommunitySee() {
        var town = Town.founded();
        var opened = created(
                "/redemption-offers",
                town.partnerToken,
                Stall.offer(
                        town,
                        "ticket",
                        60,
                        ",\"quantity\":40,\"from\":\"2026-01-01\",\"until\":\"2199-08-31\",\"restrictions\":[\"off-peak\",\"off-peak\"]"));

        assertEquals("open", opened.get("state").textValue());
        assertEquals(40, opened.get("remaining").longValue());
        assertTrue(opened.get("benefitsAdvice").booleanValue());
        assertEquals("[\"off-peak\"]", opened.get("restrictions").toString());
        assertEquals(opened, get("/redemption-offers/" + id(opened), town.leadToken));
        var lesson = Stall.shown(town, Stall.opened(town, "service", 30, ""));
        assertFalse(lesson.get("benefitsAdvice").booleanValue());
        assertNull(lesson.get("remaining"));
        var byLead = created("/redemption-offers", town.leadToken, Stall.offer(town, "goods", 90, ""));
        assertEquals(town.partner.toString(), byLead.get("agencyId").textValue());

        var list = "/redemption-offers?communityId=" + town.community;
        assertEquals(List.of(id(byLead), id(lesson), id(opened)), ids(town, list));
        assertEquals(List.of(id(opened)), ids(town, list + "&kind=ticket"));
        assertEquals(List.of(), ids(town, list + "&agencyId=" + town.lead));
        assertEquals(List.of(), ids(town, list + "&state=withdrawn"));
        assertTrue(given().auth()
                .oauth2(town.leadToken)
                .get(list + "&limit=1")
                .header("Link")
                .contains("rel=\"next\""));
        refused(400, "malformed-request", given().auth().oauth2(town.leadToken).get(list + "&kind=cake"));
    }

    @Test
    void refusesAnOfferThatNobodyCouldTakeUp() {
        var town = Town.founded();
        var third = third(town);
        var thirdToken = Tokens.of(third, "agency");
        var offer = Stall.offer(town, "ticket", 60, "");

        refused(403, "not-yours", post("/redemption-offers", thirdToken, offer));
        refused(
                422,
                "not-a-redeemer",
                post("/redemption-offers", thirdToken, offer.replace(town.partner.toString(), third.toString())));
        refused(
                404,
                "not-found",
                post(
                        "/redemption-offers",
                        town.leadToken,
                        offer.replace(town.partner.toString(), UUID.randomUUID().toString())));
        refused(
                422,
                "ends-before-it-begins",
                post(
                        "/redemption-offers",
                        town.partnerToken,
                        Stall.offer(town, "ticket", 60, ",\"from\":\"2026-06-02\",\"until\":\"2026-06-01\"")));
        var opened = Stall.opened(town, "ticket", 60, ",\"externalRef\":\"O-1\"");
        assertEquals(
                "/redemption-offers/" + opened,
                refused(
                                409,
                                "external-ref-in-use",
                                post(
                                        "/redemption-offers",
                                        town.partnerToken,
                                        Stall.offer(town, "ticket", 60, ",\"externalRef\":\"O-1\"")))
                        .get("existing")
                        .textValue());
        refused(
                409,
                "id-in-use",
                post(
                        "/redemption-offers",
                        town.partnerToken,
                        Stall.offer(town, "ticket", 60, ",\"id\":\"" + opened + "\"")));
    }

    @Test
    void changesTheStockAndWithdraws() {
        var town = Town.founded();
        var person = town.participant();
        var offer = Stall.opened(town, "service", 60, ",\"quantity\":2");
        var path = "/redemption-offers/" + offer;
        Stall.bought(town, offer, person, 120);

        refused(409, "out-of-stock", Stall.buy(town, offer, person, 60));
        refused(422, "stock-below-taken", Stall.stock(offer, town.partnerToken, 1));
        refused(403, "not-yours", Stall.stock(offer, Tokens.of(third(town), "agency"), 9));
        refused(428, "precondition-required", post(path + "/stock", town.partnerToken, "{\"quantity\":9}"));
        refused(
                412,
                "precondition-failed",
                given().auth()
                        .oauth2(town.partnerToken)
                        .contentType("application/json")
                        .header("If-Match", "\"7\"")
                        .body("{\"quantity\":9}")
                        .post(path + "/stock"));
        var more = Town.json(Stall.stock(offer, town.leadToken, 3));
        assertEquals(1, more.get("remaining").longValue());
        assertEquals(2, more.get("version").longValue());
        Stall.bought(town, offer, person, 60);
        var withdrawn = created(path + "/withdrawal", town.partnerToken, "{\"reason\":\"season-over\"}");

        assertEquals("withdrawn", withdrawn.get("state").textValue());
        refused(409, "offer-withdrawn", Stall.buy(town, offer, person, 60));
        refused(409, "offer-withdrawn", Stall.stock(offer, town.partnerToken, 9));
        assertEquals(withdrawn, get(path, town.leadToken));
    }

    @Test
    void sellsWhatItOffersOnItsDaysAndForItsMinutes() {
        var town = Town.founded();
        var person = town.participant();
        var offer = Stall.opened(town, "service", 60, ",\"quantity\":5");

        var bought = created("/exchanges", town.leadToken, Stall.purchase(town, offer, person, 120));
        assertEquals("settled", bought.get("state").textValue());
        assertEquals(offer.toString(), bought.get("offerId").textValue());
        assertEquals(3, Stall.remaining(town, offer));
        assertEquals(-120, town.balance(person));
        assertEquals(
                120,
                town.account(town.partner, "redemption").get("balanceMinutes").longValue());

        refused(422, "wrong-minutes", Stall.buy(town, offer, person, 90));
        refused(
                422,
                "wrong-minutes",
                post(
                        "/exchanges",
                        town.leadToken,
                        Stall.purchase(town, offer, person, 60).replace("\"party\"}", "\"party\",\"minutes\":50}")));
        refused(
                422,
                "word-needed",
                post(
                        "/exchanges",
                        town.leadToken,
                        Stall.purchase(town, offer, person, 60)
                                .replaceFirst("\"confirmations\":\\[.*]", "\"confirmations\":[]")));
        refused(
                422,
                "offer-of-another",
                post(
                        "/exchanges",
                        town.leadToken,
                        Stall.purchase(town, offer, person, 60)
                                .replace(town.partner.toString(), town.lead.toString())));
        refused(
                422,
                "invalid-field",
                post(
                        "/exchanges",
                        town.leadToken,
                        town.service(person, town.participant(), 60)
                                .replaceFirst("\\{", "{\"offerId\":\"" + offer + "\",")));
        refused(404, "not-found", Stall.buy(town, UUID.randomUUID(), person, 60));
        refused(404, "not-found", Stall.buy(town, Stall.opened(Town.founded(), "service", 60, ""), person, 60));
        var tomorrow = Stall.opened(
                town,
                "service",
                60,
                ",\"from\":\""
                        + LocalDate.now(java.time.ZoneId.of("Europe/London")).plusDays(1) + "\"");
        refused(409, "offer-not-begun", Stall.buy(town, tomorrow, person, 60));
        var over = Stall.opened(town, "service", 60, ",\"until\":\"2026-05-03\"");
        refused(409, "offer-expired", Stall.buy(town, over, person, 60));
        var lastDay = Stall.opened(town, "service", 60, ",\"until\":\"2026-05-04\"");
        Stall.bought(town, lastDay, person, 60);
        assertEquals(3, Stall.remaining(town, offer));
        assertEquals(-180, town.balance(person));
    }

    @Test
    void neverSellsOrHoldsMoreThanThereIs() {
        var town = Town.founded();
        var offer = Stall.opened(town, "ticket", 10, ",\"quantity\":12");
        var people = new ArrayList<UUID>();
        for (int i = 0; i < 4; i++) {
            people.add(town.participant());
        }
        var tasks = new ArrayList<Callable<Response>>();
        for (int i = 0; i < 40; i++) {
            var person = people.get(i % people.size());
            boolean buys = i % 2 == 0;
            tasks.add(() -> buys
                    ? Stall.buy(town, offer, person, 10)
                    : post("/holds", town.leadToken, Stall.hold(town, person, offer, 1, "")));
        }
        var answers = AtOnce.run(tasks);

        assertEquals(
                12,
                answers.stream().filter(answer -> answer.statusCode() == 201).count());
        answers.stream()
                .filter(answer -> answer.statusCode() != 201)
                .forEach(answer -> refused(409, "out-of-stock", answer));
        assertEquals(0, Stall.remaining(town, offer));

        var held = answers.stream()
                .filter(answer -> answer.statusCode() == 201)
                .map(Town::json)
                .filter(thing -> thing.has("expiresAt"))
                .map(Town::id)
                .toList();
        AtOnce.run(held.stream()
                .<Callable<Response>>map(
                        hold -> () -> post("/holds/" + hold + "/release", town.leadToken, "{\"reason\":\"other\"}"))
                .toList());
        assertEquals(held.size(), Stall.remaining(town, offer));
        var invariants = town.invariants();
        assertTrue(invariants.get("holds").booleanValue(), invariants::toString);
    }

    @Test
    void givesBackWhatWasTakenByARedemptionThatIsReversed() {
        var town = Town.founded();
        var person = town.participant();
        var offer = Stall.opened(town, "service", 60, ",\"quantity\":1");
        var exchange = Stall.bought(town, offer, person, 60);
        refused(409, "out-of-stock", Stall.buy(town, offer, person, 60));

        created("/exchanges/" + exchange + "/reversal", town.leadToken, "{\"reason\":\"did-not-happen\"}");

        assertEquals(1, Stall.remaining(town, offer));
        assertEquals(0, town.balance(person));
        assertEquals(201, Stall.stock(offer, town.leadToken, 0).statusCode());
        refused(409, "out-of-stock", Stall.buy(town, offer, person, 60));
        assertEquals(201, Stall.stock(offer, town.leadToken, 1).statusCode());
        Stall.bought(town, offer, person, 60);
        assertEquals(0, Stall.remaining(town, offer));
        assertTrue(town.invariants().get("holds").booleanValue());
    }

    private static UUID third(Town town) {
        var third = Town.agency();
        created(
                "/communities/" + town.community + "/agencies",
                town.leadToken,
                "{\"agencyId\":\"" + third + "\",\"roles\":[\"partner\"]}");
        return third;
    }

    private static List<UUID> ids(Town town, String list) {
        return get(list, town.leadToken).get("items").findValuesAsText("id").stream()
                .map(UUID::fromString)
                .toList();
    }
}
