package org.reciprocity.ledger;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.reciprocity.ledger.Town.created;
import static org.reciprocity.ledger.Town.get;
import static org.reciprocity.ledger.Town.id;
import static org.reciprocity.ledger.Town.post;
import static org.reciprocity.ledger.Town.refused;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@LedgerTest
class ExchangeResourceTest {

    @Test
    void settlesAServiceThatBothConfirmAndMovesItsMinutes() {
        var town = Town.founded();
        var provider = town.participant();
        var receiver = town.participant();

        var response = post("/exchanges", town.leadToken, town.service(provider, receiver, 60));

        assertEquals(201, response.statusCode());
        var exchange = Town.json(response);
        assertEquals("/exchanges/" + id(exchange), response.header("Location"));
        assertEquals("\"1\"", response.header("ETag"));
        assertEquals("settled", exchange.get("state").textValue());
        assertEquals(town.lead.toString(), exchange.get("recordedBy").textValue());
        assertEquals(2, exchange.get("postings").size());
        assertEquals(60, town.balance(provider));
        assertEquals(-60, town.balance(receiver));
        assertEquals(exchange, get("/exchanges/" + id(exchange), town.leadToken));
    }

    @Test
    void waitsForTheOtherPartyAndSettlesWithTheLowerMinutes() {
        var town = Town.founded();
        var provider = town.participant();
        var receiver = town.participant();
        var exchange = created("/exchanges", town.leadToken, town.proposal(provider, receiver, 60));
        assertEquals("proposed", exchange.get("state").textValue());
        var confirmations = "/exchanges/" + id(exchange) + "/confirmations";

        var once = created(confirmations, town.leadToken, confirmation(provider, "party"));
        assertEquals("proposed", once.get("state").textValue());
        assertEquals(0, town.balance(provider));

        var twice = created(
                confirmations,
                town.leadToken,
                "{\"participantId\":\"%s\",\"how\":\"on-behalf\",\"minutes\":50}".formatted(receiver));
        assertEquals("settled", twice.get("state").textValue());
        assertEquals(50, twice.at("/legs/0/minutes").intValue());
        assertEquals(50, town.balance(provider));
        assertEquals(-50, town.balance(receiver));
    }

    @Test
    void refusesConfirmationsThatAreNoneOrTooMany() {
        var town = Town.founded();
        var provider = town.participant();
        var receiver = town.participant();
        var id = id(created("/exchanges", town.leadToken, town.proposal(provider, receiver, 60)));
        var confirmations = "/exchanges/" + id + "/confirmations";

        refused(422, "not-a-party", post(confirmations, town.leadToken, confirmation(town.participant(), "party")));
        var agencyOnly = Tokens.of(town.lead, "agency");
        refused(403, "role-missing", post(confirmations, agencyOnly, confirmation(provider, "on-behalf")));
        created(confirmations, agencyOnly, confirmation(provider, "party"));
        refused(409, "already-confirmed", post(confirmations, town.leadToken, confirmation(provider, "party")));
        created(confirmations, town.leadToken, confirmation(receiver, "party"));
        refused(409, "already-settled", post(confirmations, town.leadToken, confirmation(receiver, "party")));
        refused(
                404,
                "not-found",
                post(
                        "/exchanges/" + UUID.randomUUID() + "/confirmations",
                        town.leadToken,
                        confirmation(receiver, "party")));
    }

    @Test
    void needsTheReceiversWordAloneWhereThePolicySaysSo() {
        var town = Town.founded("{\"confirmation\":\"receiver\"}");
        var provider = town.participant();
        var receiver = town.participant();

        var byProvider = created("/exchanges", town.leadToken, confirmed(town, provider, receiver, provider));
        var byReceiver = created("/exchanges", town.leadToken, confirmed(town, provider, receiver, receiver));

        assertEquals("proposed", byProvider.get("state").textValue());
        assertEquals("settled", byReceiver.get("state").textValue());
    }

    private static String confirmed(Town town, UUID provider, UUID receiver, UUID by) {
        return town.proposal(provider, receiver, 30)
                .stripTrailing()
                .replaceFirst("}$", ",\"confirmations\":[" + confirmation(by, "party") + "]}");
    }

    @Test
    void issuesGrantsAndTakesContributions() {
        var town = Town.founded();
        var volunteer = town.participant();
        town.issue(town.community, 600);
        town.issue(town.lead, 300);
        assertEquals(
                -900,
                town.account(town.community, "issuance").get("balanceMinutes").longValue());

        created("/exchanges", town.leadToken, town.exchange("grant", volunteer, town.community.toString(), 100));
        created("/exchanges", town.leadToken, town.exchange("grant", town.partner, town.community.toString(), 50));
        assertEquals(
                450, town.account(town.community, "pot").get("balanceMinutes").longValue());
        assertEquals(
                50, town.account(town.partner, "agency").get("balanceMinutes").longValue());

        var contribution = created(
                "/exchanges", town.leadToken, town.exchange("contribution", volunteer, town.lead.toString(), 120));
        assertEquals("proposed", contribution.get("state").textValue());
        var settled = created(
                "/exchanges/" + id(contribution) + "/confirmations", town.leadToken, confirmation(volunteer, "party"));
        assertEquals("settled", settled.get("state").textValue());
        assertEquals(
                180, town.account(town.lead, "agency").get("balanceMinutes").longValue());
        assertEquals(220, town.balance(volunteer));
        assertTrue(town.invariants().get("holds").booleanValue());
    }

    @Test
    void takesACodesignWithItsDecisionAndAGiftOnTheGiversOwnWord() {
        var town = Town.founded();
        var member = town.participant();
        var friend = town.participant();
        town.issue(town.lead, 300);
        var codesign = town.exchange("codesign", member, town.lead.toString(), 90);

        refused(422, "decision-missing", post("/exchanges", town.leadToken, codesign));
        var decided = codesign.replaceFirst("\\{", "{\"decision\":\"spring-menu\",")
                .stripTrailing()
                .replaceFirst("}$", ",\"confirmations\":[" + confirmation(member, "party") + "]}");
        var settled = created("/exchanges", town.leadToken, decided);
        assertEquals("settled", settled.get("state").textValue());
        assertEquals("spring-menu", settled.get("decision").textValue());
        assertEquals(90, town.balance(member));

        var gift = town.exchange("gift", friend, member.toString(), 60);
        var id = id(created("/exchanges", town.leadToken, gift));
        var confirmations = "/exchanges/" + id + "/confirmations";
        refused(422, "own-word-needed", post(confirmations, town.leadToken, confirmation(member, "on-behalf")));
        created(confirmations, town.leadToken, confirmation(member, "party"));
        assertEquals(30, town.balance(member));
        assertEquals(60, town.balance(friend));
        refused(
                422,
                "invalid-field",
                post("/exchanges", town.leadToken, town.exchange("settlement", friend, town.community.toString(), 60)));
    }

    @Test
    void doesNotTakeTheProvidersWordForWhatAnotherAgencyReceived() {
        var town = Town.founded();
        var volunteer = town.participant();
        town.issue(town.partner, 300);
        var contribution = id(created(
                "/exchanges", town.leadToken, town.exchange("contribution", volunteer, town.partner.toString(), 60)));
        var confirmations = "/exchanges/" + contribution + "/confirmations";

        var half = created(confirmations, town.leadToken, confirmation(volunteer, "party"));
        assertEquals("proposed", half.get("state").textValue());
        refused(
                422,
                "word-of-another-agency",
                post(confirmations, town.leadToken, confirmation(town.partner, "party")));

        var whole = created(confirmations, town.partnerToken, confirmation(town.partner, "party"));
        assertEquals("settled", whole.get("state").textValue());
    }

    @Test
    void takesCreditForWhatARedeemerOffersOnTheParticipantsWord() {
        var town = Town.founded();
        var member = town.participant();
        town.issue(town.community, 600);
        created("/exchanges", town.leadToken, town.exchange("grant", member, town.community.toString(), 200));

        refused(
                422,
                "word-by-who-is-paid",
                post("/exchanges", town.partnerToken, redemption(town, town.partner, member, "on-behalf")));
        refused(
                422,
                "not-a-redeemer",
                post("/exchanges", town.leadToken, redemption(town, town.lead, member, "party")));
        created("/exchanges", town.leadToken, redemption(town, town.partner, member, "party"));

        assertEquals(140, town.balance(member));
        assertEquals(
                60,
                town.account(town.partner, "redemption").get("balanceMinutes").longValue());
    }

    private static String redemption(Town town, UUID agency, UUID member, String how) {
        return town.exchange("redemption", agency, member.toString(), 60)
                .stripTrailing()
                .replaceFirst("}$", ",\"confirmations\":[" + confirmation(member, how) + "]}");
    }

    @Test
    void refusesWhatDoesNotFit() {
        var town = Town.founded();
        var a = town.participant();
        var b = town.participant();

        refused(422, "same-party", post("/exchanges", town.leadToken, town.service(a, a, 60)));
        refused(422, "leg-too-long", post("/exchanges", town.leadToken, town.service(a, b, 601)));
        refused(
                422,
                "wrong-party",
                post("/exchanges", town.leadToken, town.exchange("service", a, town.lead.toString(), 60)));
        refused(
                422,
                "wrong-party",
                post("/exchanges", town.leadToken, town.exchange("issuance", town.community, b.toString(), 60)));
        refused(
                422,
                "in-the-future",
                post("/exchanges", town.leadToken, town.service(a, b, 60).replace("2026-05", "2199-05")));
        refused(404, "not-found", post("/exchanges", town.leadToken, town.service(a, UUID.randomUUID(), 60)));
        refused(
                403,
                "not-the-lead",
                post("/exchanges", town.partnerToken, town.exchange("issuance", town.partner, null, 60)));
        refused(
                403,
                "role-missing",
                post("/exchanges", Tokens.of(town.lead, "agency"), town.exchange("issuance", town.lead, null, 60)));
        refused(
                404,
                "not-found",
                post(
                        "/exchanges",
                        town.leadToken,
                        town.service(a, b, 60).replaceFirst("\\{", "{\"programmeId\":\"" + UUID.randomUUID() + "\",")));
        assertEquals(
                0,
                get("/exchanges?communityId=" + town.community, town.leadToken)
                        .get("items")
                        .size());
    }

    @Test
    void keepsBalancesWithinTheirLimits() {
        var town = Town.founded("{\"participantFloorMinutes\":-100,\"participantCeilingMinutes\":150}");
        var a = town.participant();
        var b = town.participant();
        var c = town.participant();

        created("/exchanges", town.leadToken, town.service(a, b, 100));
        var problem = refused(422, "insufficient-credit", post("/exchanges", town.leadToken, town.service(c, b, 1)));
        assertEquals(town.account(b, "participant").get("id"), problem.get("account"));
        refused(422, "ceiling-reached", post("/exchanges", town.leadToken, town.service(a, c, 51)));
        created("/exchanges", town.leadToken, town.service(a, c, 50));
        refused(
                422,
                "insufficient-credit",
                post("/exchanges", town.leadToken, town.exchange("grant", c, town.community.toString(), 1)));

        assertEquals(150, town.balance(a));
        assertEquals(-100, town.balance(b));
        assertEquals(-50, town.balance(c));
    }

    @Test
    void movesNothingForProfessionalsAndForProgrammesWithoutCredit() {
        var town = Town.founded();
        var a = town.participant();
        var b = town.participant();
        var free = town.programme(town.leadToken, false);

        var professional = created(
                "/exchanges",
                town.leadToken,
                town.service(a, b, 60).replace("\"minutes\":60", "\"minutes\":60,\"providerRole\":\"professional\""));
        var uncredited = created(
                "/exchanges",
                town.leadToken,
                town.service(a, b, 60).replaceFirst("\\{", "{\"programmeId\":\"" + free + "\","));

        assertEquals("settled", professional.get("state").textValue());
        assertEquals(0, professional.get("postings").size());
        assertEquals("settled", uncredited.get("state").textValue());
        assertEquals(0, town.balance(a));
    }

    @Test
    void reversesOncePastTheFloorAndNetsOut() {
        var town = Town.founded("{\"participantFloorMinutes\":-60}");
        var a = town.participant();
        var b = town.participant();
        var c = town.participant();
        var wrong = id(created("/exchanges", town.leadToken, town.service(a, b, 60)));
        created("/exchanges", town.leadToken, town.service(c, a, 120));
        assertEquals(-60, town.balance(a));

        var reversal = "/exchanges/" + wrong + "/reversal";
        var reversed = created(reversal, town.leadToken, "{\"reason\":\"recorded-twice\"}");

        assertEquals("reversed", reversed.get("state").textValue());
        assertEquals("recorded-twice", reversed.get("reason").textValue());
        assertEquals(town.lead.toString(), reversed.get("correctedBy").textValue());
        assertFalse(reversed.has("correctorId"), reversed::toString);
        assertEquals(-120, town.balance(a));
        assertEquals(0, town.balance(b));
        refused(409, "already-reversed", post(reversal, town.leadToken, "{\"reason\":\"recorded-twice\"}"));
        var invariants = town.invariants();
        assertTrue(invariants.get("holds").booleanValue(), invariants::toString);
        assertEquals(1, invariants.get("outsideLimits").intValue());
        created("/exchanges", town.leadToken, town.service(a, b, 30));
        refused(422, "insufficient-credit", post("/exchanges", town.leadToken, town.service(b, a, 1)));
    }

    @Test
    void cancelsWhatIsNotSettledAndNothingElse() {
        var town = Town.founded();
        var a = town.participant();
        var b = town.participant();
        var proposed = id(created("/exchanges", town.leadToken, town.proposal(a, b, 60)));
        var settled = id(created("/exchanges", town.leadToken, town.service(a, b, 60)));
        var because = "{\"reason\":\"did-not-happen\"}";

        refused(409, "not-settled", post("/exchanges/" + proposed + "/reversal", town.leadToken, because));
        refused(409, "already-settled", post("/exchanges/" + settled + "/cancellation", town.leadToken, because));
        var cancelled = created("/exchanges/" + proposed + "/cancellation", town.leadToken, because);

        assertEquals("cancelled", cancelled.get("state").textValue());
        refused(409, "exchange-ended", post("/exchanges/" + proposed + "/cancellation", town.leadToken, because));
        refused(
                409,
                "exchange-ended",
                post("/exchanges/" + proposed + "/confirmations", town.leadToken, confirmation(a, "party")));
        refused(
                422,
                "invalid-field",
                post("/exchanges/" + settled + "/reversal", town.leadToken, "{\"reason\":\"whim\"}"));
    }

    @Test
    void letsOnlyTheRecorderAndTheLeadCorrect() {
        var town = Town.founded();
        var ours = town.participant(town.partnerToken);
        var theirs = town.participant();
        var byLead = id(created("/exchanges", town.leadToken, town.service(ours, theirs, 60)));
        var byPartner = id(
                created("/exchanges", town.partnerToken, town.service(ours, town.participant(town.partnerToken), 60)));
        var because = "{\"reason\":\"wrong-minutes\"}";

        refused(403, "not-yours", post("/exchanges/" + byLead + "/reversal", town.partnerToken, because));
        created("/exchanges/" + byPartner + "/reversal", town.partnerToken, because);
        created("/exchanges/" + byLead + "/reversal", town.leadToken, because);
        assertEquals(
                town.partner.toString(),
                get("/exchanges/" + byPartner, town.leadToken)
                        .get("correctedBy")
                        .textValue());
    }

    @Test
    void saysByWhomAndWhenItWasCancelledOrReversed() {
        var town = Town.founded();
        var a = town.participant();
        var b = town.participant();
        var because = "{\"reason\":\"other\"}";
        var own = Tokens.bearer(town.lead, a, "agency");
        var given = id(created("/exchanges", own, town.proposal(a, b, 60)));
        created("/exchanges/" + given + "/cancellation", own, because);
        var broker = town.participant();
        var taken = id(created("/exchanges", town.leadToken, town.service(a, b, 60)));
        created("/exchanges/" + taken + "/reversal", Tokens.bearer(town.lead, broker, "broker"), because);

        var list = get("/exchanges?communityId=" + town.community + "&limit=2", town.leadToken);
        for (var exchange : List.of(given, taken)) {
            var shown = get("/exchanges/" + exchange, town.leadToken);
            assertEquals(town.lead.toString(), shown.get("correctedBy").textValue());
            assertEquals(
                    (exchange.equals(given) ? a : broker).toString(),
                    shown.get("correctorId").textValue());
            assertEquals(
                    1,
                    Book.number("select count(*) from event where stream = '" + exchange
                            + "' and version = 2 and recorded_at = '"
                            + shown.get("correctedAt").textValue() + "'"));
            assertTrue(list.toString().contains(shown.toString()), list::toString);
        }
        var waits = created("/exchanges", town.leadToken, town.proposal(a, b, 60));
        assertFalse(waits.has("correctedBy") || waits.has("correctedAt"), waits::toString);
    }

    @Test
    void movesSessionsOfSeveralLegsAtOnce() {
        var town = Town.founded();
        var host = town.participant();
        var guests = List.of(town.participant(), town.participant(), town.participant());
        var legs = new ArrayList<String>();
        var confirmations = new ArrayList<String>();
        confirmations.add(confirmation(host, "party"));
        for (var guest : guests) {
            legs.add("{\"providerId\":\"%s\",\"receiverId\":\"%s\",\"minutes\":40}".formatted(host, guest));
            confirmations.add(confirmation(guest, "party"));
        }

        var exchange = created("/exchanges", town.leadToken, """
                {"communityId":"%s","kind":"service","occurredAt":"2026-05-04T10:00:00+01:00","skill":"cooking",
                 "legs":[%s],"confirmations":[%s]}
                """.formatted(
                        town.community, String.join(",", legs), String.join(",", confirmations)));

        assertEquals("2026-05-04T09:00:00Z", exchange.get("occurredAt").textValue());
        assertEquals(120, town.balance(host));
        assertEquals(-40, town.balance(guests.get(1)));
        refused(422, "minutes-unclear", post("/exchanges", town.leadToken, """
                        {"communityId":"%s","kind":"service","occurredAt":"2026-05-04T10:00:00+01:00",
                         "legs":[%s],"confirmations":[{"participantId":"%s","how":"party","minutes":30}]}
                        """.formatted(
                        town.community, String.join(",", legs), host)));
    }

    @Test
    void takesTheClientsOwnIdAndReferenceOnce() {
        var town = Town.founded();
        var a = town.participant();
        var b = town.participant();
        var id = UUID.randomUUID();
        var first =
                town.service(a, b, 10).replaceFirst("\\{", "{\"id\":\"" + id + "\",\"externalRef\":\"S-1 \u00e9\",");

        assertEquals(id, id(created("/exchanges", town.leadToken, first)));
        refused(409, "id-in-use", post("/exchanges", town.leadToken, first));
        var again = refused(
                409,
                "external-ref-in-use",
                post(
                        "/exchanges",
                        town.leadToken,
                        first.replace(id.toString(), UUID.randomUUID().toString())));
        assertEquals("/exchanges/" + id, again.get("existing").textValue());
        refused(
                409,
                "id-in-use",
                post(
                        "/exchanges",
                        town.leadToken,
                        town.service(a, b, 10).replaceFirst("\\{", "{\"id\":\"" + a + "\",")));
    }

    @Test
    void honoursIfMatch() {
        var town = Town.founded();
        var a = town.participant();
        var b = town.participant();
        var exchange = id(created("/exchanges", town.leadToken, town.proposal(a, b, 60)));
        var request = given().auth().oauth2(town.leadToken).contentType("application/json");

        refused(
                412,
                "precondition-failed",
                request.header("If-Match", "\"9\"")
                        .body(confirmation(a, "party"))
                        .post("/exchanges/" + exchange + "/confirmations"));
        refused(
                400,
                "malformed-request",
                given().auth()
                        .oauth2(town.leadToken)
                        .contentType("application/json")
                        .header("If-Match", "nine")
                        .body(confirmation(a, "party"))
                        .post("/exchanges/" + exchange + "/confirmations"));
        var confirmed = given().auth()
                .oauth2(town.leadToken)
                .contentType("application/json")
                .header("If-Match", "\"1\"")
                .body(confirmation(a, "party"))
                .post("/exchanges/" + exchange + "/confirmations");
        assertEquals("\"2\"", confirmed.header("ETag"));
    }

    static String confirmation(UUID participant, String how) {
        return "{\"participantId\":\"%s\",\"how\":\"%s\"}".formatted(participant, how);
    }
}
