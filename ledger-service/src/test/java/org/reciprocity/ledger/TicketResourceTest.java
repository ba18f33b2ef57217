package org.reciprocity.ledger;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.reciprocity.ledger.Town.created;
import static org.reciprocity.ledger.Town.get;
import static org.reciprocity.ledger.Town.id;
import static org.reciprocity.ledger.Town.post;
import static org.reciprocity.ledger.Town.refused;

import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

@LedgerTest
class TicketResourceTest {

    @Test
    void admitsOnceAndTellsASecondScanWhenTheFirstWas() {
        var town = Town.founded();
        var person = town.participant();
        var offer = Stall.opened(town, "ticket", 60, ",\"restrictions\":[\"off-peak\"]");
        var exchange = Stall.bought(town, offer, person, 120);
        var code = Stall.code(town, exchange);

        var first = Stall.check(town.partnerToken, code);
        assertEquals(200, first.statusCode(), first::asString);
        var admission = Town.json(first);
        assertEquals(offer.toString(), admission.get("offerId").textValue());
        assertEquals("swim", admission.get("offerCode").textValue());
        assertEquals("[\"off-peak\"]", admission.get("restrictions").toString());
        assertEquals(2, admission.get("units").intValue());
        assertEquals(120, admission.get("minutes").intValue());
        assertFalse(first.asString().contains(person.toString()), "who it was is nobody's business at the door");

        var second = refused(
                409, "ticket-already-used", Stall.check(town.partnerToken, code.toLowerCase(java.util.Locale.ROOT)));
        assertEquals(admission.get("checkedAt"), second.get("usedAt"));
        var shown = get("/exchanges/" + exchange + "/ticket", town.leadToken);
        assertEquals("used", shown.get("state").textValue());
        assertEquals(admission.get("checkedAt"), shown.get("usedAt"));
    }

    @Test
    void admitsOnceHoweverManyScanAtOnce() {
        var town = Town.founded();
        var code = Stall.code(town, Stall.bought(town, Stall.opened(town, "ticket", 60, ""), town.participant(), 60));
        var tasks = new ArrayList<Callable<Response>>();
        for (int i = 0; i < 20; i++) {
            tasks.add(() -> Stall.check(town.partnerToken, code));
        }
        var answers = AtOnce.run(tasks);

        assertEquals(
                1, answers.stream().filter(answer -> answer.statusCode() == 200).count());
        answers.stream()
                .filter(answer -> answer.statusCode() != 200)
                .forEach(answer -> refused(409, "ticket-already-used", answer));
    }

    @Test
    void isShownToTheAgencyOfWhoPaidAndToNobodyElse() {
        var town = Town.founded();
        var offer = Stall.opened(town, "ticket", 60, "");
        var ours = Stall.bought(town, offer, town.participant(), 60);
        var theirs = Stall.bought(town, offer, town.participant(town.partnerToken), 60);

        refused(404, "not-found", given().auth().oauth2(town.partnerToken).get("/exchanges/" + ours + "/ticket"));
        refused(404, "not-found", given().auth().oauth2(town.leadToken).get("/exchanges/" + theirs + "/ticket"));
        assertEquals(
                theirs.toString(),
                get("/exchanges/" + theirs + "/ticket", town.partnerToken)
                        .get("exchangeId")
                        .textValue());
        assertNotEquals(
                Stall.code(town, ours),
                get("/exchanges/" + theirs + "/ticket", town.partnerToken)
                        .get("code")
                        .textValue());
        var service = Stall.bought(town, Stall.opened(town, "service", 60, ""), town.participant(), 60);
        refused(404, "not-found", given().auth().oauth2(town.leadToken).get("/exchanges/" + service + "/ticket"));
    }

    @Test
    void keepsNoCodeInTheDatabaseNorInTheLog() {
        var town = Town.founded();
        var offer = Stall.opened(town, "ticket", 60, "");
        var body = Stall.purchase(town, offer, town.participant(), 60);
        var bought = post("/exchanges", town.leadToken, "ticket-" + UUID.randomUUID(), body);
        var code = Stall.code(town, id(Town.json(bought)));
        assertEquals(200, Stall.check(town.partnerToken, code).statusCode());

        var symbols = code.replace("-", "");
        for (var text : List.of(code, symbols)) {
            assertEquals(0, Book.number("select count(*) from event where body like '%" + text + "%'"));
            assertEquals(0, Book.number("select count(*) from answered where body like '%" + text + "%'"));
            assertEquals(0, Book.number("select count(*) from ticket t where t::text like '%" + text + "%'"));
        }
    }

    @Test
    void answersForAnotherPartnersCodeAsForOneThatNobodyHas() {
        var town = Town.founded();
        var code = Stall.code(town, Stall.bought(town, Stall.opened(town, "ticket", 60, ""), town.participant(), 60));
        var stranger = Tokens.of(Town.founded().partner, "agency");

        var foreign = Stall.check(stranger, code);
        var unknown = Stall.check(stranger, "00000-00000");
        refused(404, "not-found", foreign);
        assertArrayEquals(unknown.asByteArray(), foreign.asByteArray());
        refused(404, "not-found", Stall.check(town.leadToken, code));
        refused(422, "ticket-mistyped", Stall.check(town.partnerToken, "00000-00001"));
        refused(422, "ticket-mistyped", Stall.check(town.partnerToken, code + "0"));
        assertEquals(200, Stall.check(town.partnerToken, code).statusCode());
    }

    @Test
    void admitsNobodyAfterTheOffersLastDay() {
        var town = Town.founded();
        var offer = Stall.opened(town, "ticket", 60, ",\"until\":\"2199-05-04\"");
        var exchange = Stall.bought(town, offer, town.participant(), 60);
        var shown = get("/exchanges/" + exchange + "/ticket", town.leadToken);
        assertEquals("2199-05-04T23:00:00Z", shown.get("validUntil").textValue());

        Book.change("update ticket set valid_until = '2026-05-04T23:00:00Z' where exchange_id = '" + exchange + "'");
        var late = refused(409, "ticket-expired", Stall.check(town.partnerToken, Stall.code(town, exchange)));
        assertEquals("2026-05-04T23:00:00Z", late.get("validUntil").textValue());
    }

    /** A service of the last day is recorded later; a ticket would admit nobody any more. */
    @Test
    void isNotSoldWhenItWouldAdmitNobody() {
        var town = Town.founded();
        var person = town.participant();
        var offer = Stall.opened(town, "ticket", 60, ",\"quantity\":3,\"until\":\"2026-05-04\"");

        refused(409, "offer-expired", Stall.buy(town, offer, person, 60));
        refused(409, "offer-expired", post("/holds", town.leadToken, Stall.hold(town, person, offer, 1, "")));

        assertEquals(3, Stall.remaining(town, offer));
        assertEquals(0, town.balance(person));
        assertEquals(0, Book.number("select count(*) from ticket where offer_id = '" + offer + "'"));
    }

    @Test
    void isShownToTheLeadOnceTheAgencyOfWhoPaidHasLeft() {
        var town = Town.founded();
        var third = Town.agency();
        var thirdToken = Tokens.of(third, "agency");
        var community = "/communities/" + town.community + "/agencies";
        var admission = "{\"agencyId\":\"" + third + "\",\"roles\":[\"partner\"]}";
        created(community, town.leadToken, admission);
        var person = town.participant(thirdToken);
        var ticket = "/exchanges/" + Stall.bought(town, Stall.opened(town, "ticket", 60, ""), person, 60) + "/ticket";
        var code = get(ticket, thirdToken).get("code");
        refused(404, "not-found", given().auth().oauth2(town.leadToken).get(ticket));

        created(community + "/" + third + "/end", town.leadToken, "{\"reason\":\"contract-over\"}");
        assertEquals(code, get(ticket, town.leadToken).get("code"));
        refused(404, "not-found", given().auth().oauth2(thirdToken).get(ticket));
        refused(404, "not-found", given().auth().oauth2(town.partnerToken).get(ticket));

        created(community, town.leadToken, admission);
        assertEquals(code, get(ticket, thirdToken).get("code"));
        refused(404, "not-found", given().auth().oauth2(town.leadToken).get(ticket));
    }

    @Test
    void isGivenForAHoldThatIsCaptured() {
        var town = Town.founded();
        var person = town.participant();
        var offer = Stall.opened(town, "ticket", 60, ",\"quantity\":3");
        var hold = id(created("/holds", town.leadToken, Stall.hold(town, person, offer, 3, "")));
        var captured = created("/holds/" + hold + "/capture", town.leadToken, "{\"minutes\":120}");
        var ticket = get("/exchanges/" + captured.get("exchangeId").textValue() + "/ticket", town.leadToken);

        assertEquals(2, ticket.get("units").intValue());
        assertEquals("issued", ticket.get("state").textValue());
        assertNull(ticket.get("validUntil"));
        assertEquals(1, Stall.remaining(town, offer));
        assertEquals(
                2,
                Town.json(Stall.check(town.partnerToken, ticket.get("code").textValue()))
                        .get("units")
                        .intValue());
    }

    @Test
    void isVoidedByAReversalUnlessItHasAdmitted() {
        var town = Town.founded();
        var person = town.participant();
        var offer = Stall.opened(town, "ticket", 60, ",\"quantity\":2");
        var unused = Stall.bought(town, offer, person, 60);
        var used = Stall.bought(town, offer, person, 60);
        var unusedCode = Stall.code(town, unused);
        var usedCode = Stall.code(town, used);
        assertEquals(200, Stall.check(town.partnerToken, usedCode).statusCode());

        created("/exchanges/" + unused + "/reversal", town.leadToken, "{\"reason\":\"did-not-happen\"}");
        created("/exchanges/" + used + "/reversal", town.leadToken, "{\"reason\":\"other\"}");

        refused(409, "ticket-void", Stall.check(town.partnerToken, unusedCode));
        refused(409, "ticket-already-used", Stall.check(town.partnerToken, usedCode));
        assertEquals(1, Stall.remaining(town, offer));
        assertEquals(0, town.balance(person));
        assertTrue(town.invariants().get("holds").booleanValue());
    }
}
