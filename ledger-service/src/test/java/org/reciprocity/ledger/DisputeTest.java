package org.reciprocity.ledger;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.reciprocity.ledger.Town.created;
import static org.reciprocity.ledger.Town.get;
import static org.reciprocity.ledger.Town.id;
import static org.reciprocity.ledger.Town.post;
import static org.reciprocity.ledger.Town.refused;

import com.fasterxml.jackson.databind.JsonNode;
import io.restassured.response.Response;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Disputes, policies, and exchanges that wait. */
@LedgerTest
class DisputeTest {

    @Test
    void decidesADisputeOverNinetyOrAHundredAndTwentyMinutes() {
        var town = Town.founded();
        var giver = town.participant();
        var receiver = town.participant();
        var exchange = "/exchanges/" + id(created("/exchanges", town.leadToken, town.proposal(giver, receiver, 120)));
        created(exchange + "/confirmations", town.leadToken, word(giver, 120));

        var disputed = created(exchange + "/confirmations", town.leadToken, word(receiver, 90));
        assertEquals("disputed", disputed.get("state").textValue());
        assertEquals("minutes", disputed.at("/dispute/reason").textValue());
        assertEquals(receiver.toString(), disputed.at("/dispute/participantId").textValue());
        assertEquals(0, town.balance(giver));
        assertEquals(
                1,
                get("/exchanges?communityId=" + town.community + "&state=disputed", town.leadToken)
                        .get("items")
                        .size());

        refused(409, "in-dispute", post(exchange + "/confirmations", town.leadToken, word(receiver, 120)));
        refused(409, "in-dispute", post(exchange + "/cancellation", town.leadToken, "{\"reason\":\"other\"}"));
        var decision = "{\"outcome\":\"settled\",\"minutes\":[90]}";
        refused(404, "not-found", post(exchange + "/resolution", town.partnerToken, decision));
        refused(403, "role-missing", post(exchange + "/resolution", Tokens.of(town.lead, "agency"), decision));
        refused(
                422,
                "self-confirmation",
                post(exchange + "/resolution", Tokens.bearer(town.lead, receiver, "broker"), decision));
        refused(
                422,
                "invalid-field",
                post(exchange + "/resolution", town.leadToken, "{\"outcome\":\"settled\",\"minutes\":[90,90]}"));
        refused(422, "invalid-field", post(exchange + "/resolution", town.leadToken, "{\"outcome\":\"settled\"}"));
        var settled = created(exchange + "/resolution", town.leadToken, decision);

        assertEquals("settled", settled.get("state").textValue());
        assertEquals("settled", settled.at("/dispute/outcome").textValue());
        assertEquals(90, town.balance(giver));
        assertEquals(-90, town.balance(receiver));
        refused(409, "already-settled", post(exchange + "/resolution", town.leadToken, decision));
        assertTrue(town.invariants().get("holds").booleanValue());
    }

    @Test
    void letsAPartyDisputeAndTheLeadCancel() {
        var town = Town.founded();
        var giver = town.participant(town.partnerToken);
        var receiver = town.participant(town.partnerToken);
        var exchange = "/exchanges/" + id(created("/exchanges", town.partnerToken, town.proposal(giver, receiver, 60)));
        var complaint = "{\"participantId\":\"" + receiver + "\",\"reason\":\"did-not-happen\"}";

        refused(
                422,
                "not-a-party",
                post(
                        exchange + "/dispute",
                        town.partnerToken,
                        complaint.replace(receiver.toString(), town.lead.toString())));
        created(exchange + "/dispute", town.partnerToken, complaint);
        refused(
                403,
                "not-the-lead",
                post(exchange + "/resolution", town.partnerToken, "{\"outcome\":\"settled\",\"minutes\":[60]}"));
        var ended = created(
                exchange + "/resolution", town.leadToken, "{\"outcome\":\"cancelled\",\"reason\":\"did-not-happen\"}");

        assertEquals("cancelled", ended.get("state").textValue());
        assertEquals("did-not-happen", ended.get("reason").textValue());
        assertEquals(town.lead.toString(), ended.at("/dispute/resolvedBy").textValue());
        assertEquals(0, town.balance(giver));
    }

    @Test
    void takesSilenceForAWordWhenThePolicysTimeIsOver() {
        var town = Town.founded("{\"autoConfirmAfterHours\":48}");
        var giver = town.participant();
        var receiver = town.participant();
        var id = id(created("/exchanges", town.leadToken, town.proposal(giver, receiver, 60)));
        created("/exchanges/" + id + "/confirmations", town.leadToken, word(giver, 50));
        var gift = id(created("/exchanges", town.leadToken, town.exchange("gift", giver, receiver.toString(), 10)));

        hoursGoBy(gift, 49);
        hoursGoBy(id, 49);

        Book.eventually("it settled", () -> "settled".equals(state(town, id)));
        assertEquals(50, town.balance(giver));
        var words = get("/exchanges/" + id, town.leadToken).get("confirmations");
        assertEquals("auto", words.get(1).get("how").textValue());
        assertEquals(receiver.toString(), words.get(1).get("participantId").textValue());
        Book.eventually(
                "the gift was looked at",
                () -> Book.number("select count(*) from exchange where id = '" + gift + "' and look_after is not null")
                        == 1);
        assertEquals("proposed", state(town, gift));
        assertTrue(town.invariants().get("holds").booleanValue());
    }

    @Test
    void takesSilenceForAWordEvenIfNobodyLookedUntilItHadToLapse() {
        var town = Town.founded("{\"autoConfirmAfterHours\":24,\"lapseAfterHours\":48}");
        var giver = town.participant();
        var receiver = town.participant();
        var spoken = id(created("/exchanges", town.leadToken, town.proposal(giver, receiver, 60)));
        created("/exchanges/" + spoken + "/confirmations", town.leadToken, word(giver, 60));
        var gift = id(created("/exchanges", town.leadToken, town.exchange("gift", giver, receiver.toString(), 10)));

        hoursGoBy(gift, 49);
        hoursGoBy(spoken, 49);

        Book.eventually("one settled", () -> "settled".equals(state(town, spoken)));
        Book.eventually("the other lapsed", () -> "lapsed".equals(state(town, gift)));
        assertEquals(60, town.balance(giver));
        assertTrue(town.invariants().get("holds").booleanValue());
    }

    @Test
    void letsLapseWhatNobodyConfirmsInTime() {
        var town = Town.founded("{\"lapseAfterHours\":24}");
        var giver = town.participant();
        var receiver = town.participant();
        var id = id(created("/exchanges", town.leadToken, town.proposal(giver, receiver, 60)));
        var young = id(created("/exchanges", town.leadToken, town.proposal(giver, receiver, 60)));

        hoursGoBy(id, 25);

        Book.eventually("it lapsed", () -> "lapsed".equals(state(town, id)));
        assertEquals("proposed", state(town, young));
        refused(409, "exchange-ended", post("/exchanges/" + id + "/confirmations", town.leadToken, word(receiver, 60)));
    }

    /** Everything that happens when people disagree, or say nothing. */
    static void play(Town town, UUID giver, UUID receiver) {
        var path = "/communities/" + town.community;
        var set = put(path, town.leadToken, etag(get(path, town.leadToken)), "{\"lapseAfterHours\":24}");
        assertEquals(200, set.statusCode(), set::asString);
        var disputed = "/exchanges/" + id(created("/exchanges", town.leadToken, town.proposal(giver, receiver, 60)));
        created(
                disputed + "/dispute",
                town.leadToken,
                "{\"participantId\":\"" + receiver + "\",\"reason\":\"not-as-agreed\"}");
        created(disputed + "/resolution", town.leadToken, "{\"outcome\":\"settled\",\"minutes\":[30]}");
        var waiting = id(created("/exchanges", town.leadToken, town.proposal(giver, receiver, 60)));
        hoursGoBy(waiting, 25);
        Book.eventually("it lapsed", () -> "lapsed".equals(state(town, waiting)));
    }

    private static void hoursGoBy(UUID exchange, int hours) {
        Book.change("update exchange set recorded_at = recorded_at - interval '" + hours + " hours' where id = '"
                + exchange + "'");
    }

    private static String state(Town town, UUID exchange) {
        return get("/exchanges/" + exchange, town.leadToken).get("state").textValue();
    }

    @Test
    void setsAPolicyThatHoldsFromThenOn() {
        var town = Town.founded();
        var path = "/communities/" + town.community;
        var giver = town.participant();
        var receiver = town.participant();
        var before = get(path, town.leadToken);
        var policy = "{\"confirmation\":\"broker\",\"maxLegMinutes\":120,\"lapseAfterHours\":720}";

        refused(428, "precondition-required", put(path, town.leadToken, null, policy));
        refused(412, "precondition-failed", put(path, town.leadToken, "\"1\"", policy));
        refused(403, "not-the-lead", put(path, town.partnerToken, etag(before), policy));
        refused(403, "role-missing", put(path, Tokens.of(town.lead, "broker"), etag(before), policy));
        refused(
                422,
                "invalid-policy",
                put(path, town.leadToken, etag(before), "{\"autoConfirmAfterHours\":24,\"lapseAfterHours\":24}"));
        refused(422, "invalid-field", put(path, town.leadToken, etag(before), "{\"lapseAfterHours\":0}"));
        var set = put(path, town.leadToken, etag(before), policy);
        assertEquals(200, set.statusCode(), set::asString);
        var after = Town.json(set);
        assertEquals(after, get(path, town.leadToken));
        assertEquals("broker", after.at("/policy/confirmation").textValue());
        assertEquals(168, after.at("/policy/holdExpiryHours").intValue());
        assertEquals(before.get("version").longValue() + 1, after.get("version").longValue());

        refused(422, "leg-too-long", post("/exchanges", town.leadToken, town.service(giver, receiver, 121)));
        var waiting = created("/exchanges", town.leadToken, town.service(giver, receiver, 120));
        assertEquals("proposed", waiting.get("state").textValue());
        refused(412, "precondition-failed", put(path, town.leadToken, etag(before), policy));

        var confirmations = "/exchanges/" + id(waiting) + "/confirmations";
        var approval = "{\"everyone\":true,\"how\":\"on-behalf\"}";
        refused(409, "already-confirmed", post(confirmations, town.leadToken, word(giver, 120)));
        refused(403, "role-missing", post(confirmations, Tokens.of(town.lead, "agency"), approval));
        refused(422, "self-confirmation", post(confirmations, Tokens.bearer(town.lead, giver, "broker"), approval));
        assertEquals(
                "settled",
                created(confirmations, town.leadToken, approval).get("state").textValue());
        assertEquals(120, town.balance(giver));
    }

    @Test
    void settlesNothingLongerThanThePolicyAllowsByThen() {
        var town = Town.founded();
        var path = "/communities/" + town.community;
        var giver = town.participant();
        var receiver = town.participant();
        var exchange = "/exchanges/" + id(created("/exchanges", town.leadToken, town.proposal(giver, receiver, 130)));
        created(exchange + "/confirmations", town.leadToken, word(giver, 130));
        var set = put(path, town.leadToken, etag(get(path, town.leadToken)), "{\"maxLegMinutes\":120}");
        assertEquals(200, set.statusCode(), set::asString);

        var word = "{\"participantId\":\"" + receiver + "\",\"how\":\"party\"}";
        refused(422, "leg-too-long", post(exchange + "/confirmations", town.leadToken, word));
        assertEquals(0, town.balance(giver));
        created(exchange + "/confirmations", town.leadToken, word(receiver, 120));
        assertEquals(120, town.balance(giver));
    }

    private static String etag(JsonNode resource) {
        return "\"" + resource.get("version") + "\"";
    }

    private static Response put(String community, String token, String etag, String body) {
        var request =
                given().auth().oauth2(token).contentType("application/json").body(body);
        return (etag == null ? request : request.header("If-Match", etag)).put(community + "/policy");
    }

    private static String word(UUID party, int minutes) {
        return "{\"participantId\":\"%s\",\"how\":\"party\",\"minutes\":%d}".formatted(party, minutes);
    }
}
