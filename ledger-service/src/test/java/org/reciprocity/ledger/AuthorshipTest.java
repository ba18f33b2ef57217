package org.reciprocity.ledger;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.reciprocity.ledger.Town.created;
import static org.reciprocity.ledger.Town.get;
import static org.reciprocity.ledger.Town.id;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** By whose token an event came about. */
@LedgerTest
class AuthorshipTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void namesTheAgencyAndTheParticipantWhoseOwnTokenItWas() {
        var town = Town.founded();
        var member = town.participant();
        var broker = town.participant();
        var account = id(town.account(member, "participant"));
        var brokers = Tokens.bearer(town.lead, broker, "broker");
        assertEquals(
                201,
                AccountResourceTest.act("/accounts/" + account + "/suspension", brokers, 1, "{\"reason\":\"x\"}")
                        .statusCode());
        assertEquals(
                201,
                AccountResourceTest.act("/accounts/" + account + "/reopening", town.leadToken, 2, "{\"reason\":\"x\"}")
                        .statusCode());
        var suspended = last(account, "account-status-set", 2);
        assertEquals(town.lead.toString(), suspended.get("agency").textValue());
        assertEquals(broker.toString(), suspended.get("actor").textValue());
        var reopened = last(account, "account-status-set", 3);
        assertEquals(town.lead.toString(), reopened.get("agency").textValue());
        assertFalse(reopened.has("actor"), reopened::toString);
    }

    @Test
    void keepsWhatTheAgencyOfAnEventIsAndSaysBesideItWhoRecordedIt() {
        var town = Town.founded();
        var offer = id(created("/redemption-offers", town.leadToken, Stall.offer(town, "goods", 10, "")));
        var opened = last(offer, "redemption-offer-opened", 1);
        assertEquals(town.partner.toString(), opened.get("agency").textValue());
        assertEquals(town.lead.toString(), opened.get("recordedBy").textValue());
        created("/redemption-offers/" + offer + "/withdrawal", town.partnerToken, "{\"reason\":\"season-over\"}");
        assertEquals(
                town.partner.toString(),
                last(offer, "redemption-offer-withdrawn", 2).get("agency").textValue());
    }

    @Test
    void saysWhoReleasedAHoldAndOfOneThatExpiredNobody() {
        var town = Town.founded();
        var member = town.participant();
        var released = id(created("/holds", town.leadToken, Stall.hold(town, member, 10, "")));
        created("/holds/" + released + "/release", town.partnerToken, "{\"reason\":\"booking-cancelled\"}");
        assertEquals(
                town.partner.toString(),
                last(released, "hold-released", 2).get("agency").textValue());

        var expired = id(created("/holds", town.leadToken, Stall.hold(town, member, 10, "")));
        Book.change("update hold set expires_at = now() - interval '1 second' where id = '" + expired + "'");
        Book.eventually("the hold is over", () -> get("/holds/" + expired, town.leadToken)
                .get("state")
                .textValue()
                .equals("expired"));
        var over = last(expired, "hold-expired", 2);
        assertFalse(over.has("agency"), over::toString);
    }

    @Test
    void namesAParticipantInNoEventOfAnotherCommunity() {
        var pair = TransferTest.Pair.agreed();
        var steward = pair.from().participant();
        var path = "/communities/" + pair.from().community + "/transfer-limits/" + pair.to().community;
        assertEquals(
                200,
                given().auth()
                        .oauth2(Tokens.bearer(pair.from().lead, steward, "steward"))
                        .contentType("application/json")
                        .header("If-Match", "\"1\"")
                        .body("{\"minutes\":300}")
                        .put(path)
                        .statusCode());
        var here = last(id(pair.from().account(pair.to().community, "clearing")), "account-limits-set", 2);
        var there = last(id(pair.to().account(pair.from().community, "clearing")), "account-limits-set", 2);
        for (var set : new JsonNode[] {here, there}) {
            assertEquals(pair.from().lead.toString(), set.get("agency").textValue());
        }
        assertEquals(steward.toString(), here.get("actor").textValue());
        assertFalse(there.has("actor"), there::toString);
    }

    private static JsonNode last(UUID stream, String type, int version) {
        var body = Book.text("select body from event where stream = '" + stream + "' and version = " + version
                + " and type = 'org.reciprocity." + type + ".v1'");
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
