package org.reciprocity.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.reciprocity.ledger.Town.created;
import static org.reciprocity.ledger.Town.id;
import static org.reciprocity.ledger.Town.post;
import static org.reciprocity.ledger.Town.refused;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Refusals whose causes are near each other and whose cures are not: each is told by a type of its own. */
@LedgerTest
class CausesTest {
    private static final String ACCEPT = "{\"decision\":\"accepted\"}";
    private static final String OTHER = "{\"reason\":\"other\"}";

    @Test
    void tellsAWordGivenBeforeFromOneNamedTwice() {
        var town = Town.founded();
        var giver = town.participant();
        var receiver = town.participant();
        var word = ExchangeResourceTest.confirmation(giver, "party");
        var twice = town.proposal(giver, receiver, 30)
                .stripTrailing()
                .replaceFirst("}$", ",\"confirmations\":[" + word + "," + word + "]}");
        refused(409, "confirmed-twice", post("/exchanges", town.leadToken, twice));
        var exchange = "/exchanges/" + id(created("/exchanges", town.leadToken, town.proposal(giver, receiver, 30)));
        created(exchange + "/confirmations", town.leadToken, word);
        refused(409, "already-confirmed", post(exchange + "/confirmations", town.leadToken, word));
    }

    @Test
    void tellsADecisionThatIsMissingFromOneThatIsNotAskedFor() {
        var town = Town.founded();
        var giver = town.participant();
        var codesign = town.exchange("codesign", giver, town.lead.toString(), 30);
        var decision = "{\"decision\":\"spring-menu\",";
        var service = town.proposal(giver, town.participant(), 30).replaceFirst("\\{", decision);
        refused(422, "decision-missing", post("/exchanges", town.leadToken, codesign));
        refused(422, "decision-without-codesign", post("/exchanges", town.leadToken, service));
        created("/exchanges", town.leadToken, codesign.replaceFirst("\\{", decision));
    }

    @Test
    void tellsWhatAnExchangeIsWaitingForOrThatItIsOver() {
        var town = Town.founded();
        var giver = town.participant();
        var receiver = town.participant();
        var exchange = "/exchanges/" + id(created("/exchanges", town.leadToken, town.proposal(giver, receiver, 30)));
        var settle = "{\"outcome\":\"settled\",\"minutes\":[30]}";
        var complaint = "{\"participantId\":\"" + receiver + "\",\"reason\":\"minutes\"}";
        refused(409, "not-settled", post(exchange + "/reversal", town.leadToken, OTHER));
        refused(409, "not-disputed", post(exchange + "/resolution", town.leadToken, settle));
        created(exchange + "/dispute", town.leadToken, complaint);
        for (var what : List.of("/reversal", "/cancellation")) {
            refused(409, "in-dispute", post(exchange + what, town.leadToken, OTHER));
        }
        refused(409, "in-dispute", post(exchange + "/dispute", town.leadToken, complaint));
        created(exchange + "/resolution", town.leadToken, settle);
        refused(409, "already-settled", post(exchange + "/resolution", town.leadToken, settle));
        refused(409, "already-settled", post(exchange + "/dispute", town.leadToken, complaint));
        created(exchange + "/reversal", town.leadToken, OTHER);
        refused(409, "already-reversed", post(exchange + "/reversal", town.leadToken, OTHER));
        refused(409, "exchange-ended", post(exchange + "/resolution", town.leadToken, settle));
        refused(409, "exchange-ended", post(exchange + "/cancellation", town.leadToken, OTHER));
    }

    @Test
    void letsTheLeadOnlyCancelWhatItIsPaid() {
        var town = Town.founded();
        var member = town.participant();
        created(
                "/communities/" + town.community + "/agencies",
                town.leadToken,
                "{\"agencyId\":\"" + town.lead + "\",\"roles\":[\"redeemer\"]}");
        var lunch = "/exchanges/"
                + id(created(
                        "/exchanges", town.leadToken, town.exchange("redemption", town.lead, member.toString(), 30)));
        var own = Tokens.bearer(town.lead, member, "agency");
        created(lunch + "/dispute", own, "{\"participantId\":\"" + member + "\",\"reason\":\"did-not-happen\"}");
        refused(
                422,
                "decided-by-who-is-paid",
                post(lunch + "/resolution", town.leadToken, "{\"outcome\":\"settled\",\"minutes\":[30]}"));
        var cancelled = created(
                lunch + "/resolution", town.leadToken, "{\"outcome\":\"cancelled\",\"reason\":\"did-not-happen\"}");
        assertEquals("cancelled", cancelled.get("state").textValue());
        assertEquals(0, town.balance(member));
    }

    @Test
    void tellsWhoBringsAWordThatIsNotTheirs() {
        var town = Town.founded();
        var giver = town.participant();
        var receiver = town.participant();
        var exchange = "/exchanges/" + id(created("/exchanges", town.leadToken, town.proposal(giver, receiver, 30)));
        var speaks = "{\"participantId\":\"%s\",\"how\":\"on-behalf\",\"actorId\":\"%s\",\"authority\":\"carer\"}";
        var refusal = refused(
                422,
                "own-supporter",
                post(exchange + "/confirmations", town.leadToken, speaks.formatted(receiver, receiver)));
        assertEquals("actorId", refusal.get("field").textValue());
        refused(
                422,
                "word-by-who-is-paid",
                post(exchange + "/confirmations", town.leadToken, speaks.formatted(receiver, giver)));
        refused(
                422,
                "not-the-bearers",
                post(
                        exchange + "/dispute",
                        Tokens.bearer(town.lead, giver, "agency"),
                        "{\"participantId\":\"" + receiver + "\",\"reason\":\"other\"}"));
    }

    @Test
    void tellsAReferralThatNobodyAcceptedFromOneThatIsAnsweredOrOver() {
        var town = Town.founded();
        var file = "/cases/"
                + id(created(
                        "/cases", town.leadToken, CaseResourceTest.referral(town.participant(), town.programme())));
        var breached = "{\"outcome\":\"breached\"}";
        refused(409, "case-not-accepted", post(file + "/agreement", town.leadToken, CaseResourceTest.AGREEMENT));
        refused(409, "case-not-accepted", post(file + "/closure", town.leadToken, breached));
        created(file + "/decision", town.leadToken, ACCEPT);
        refused(409, "case-answered", post(file + "/decision", town.leadToken, ACCEPT));
        refused(409, "nothing-agreed", post(file + "/closure", town.leadToken, breached));
        created(file + "/closure", town.leadToken, "{\"outcome\":\"withdrawn\"}");
        refused(409, "case-closed", post(file + "/decision", town.leadToken, ACCEPT));
        refused(409, "case-closed", post(file + "/agreement", town.leadToken, CaseResourceTest.AGREEMENT));
    }

    @Test
    void tellsAReferenceOfWhatCountsFromOneOfWhatWasWithdrawn() {
        var town = Town.founded();
        var measure = VisibilityTest.measure(town.participant(), town.programme())
                .replaceFirst("\\{", "{\"externalRef\":\"M-1\",");
        var path = "/measures/" + id(created("/measures", town.leadToken, measure));
        var used = refused(409, "external-ref-in-use", post("/measures", town.leadToken, measure));
        assertEquals(path, used.get("existing").textValue());
        created(path + "/withdraw", town.leadToken, "{\"reason\":\"entered-in-error\"}");
        var gone = refused(409, "external-ref-of-withdrawn", post("/measures", town.leadToken, measure));
        assertEquals(path, gone.get("existing").textValue());
        assertEquals("entered-in-error", gone.get("withdrawnFor").textValue());
    }

    @Test
    void tellsAnAgencyThatDoesNotLeadFromATokenWithoutTheRole() {
        var town = Town.founded();
        var issuance = town.exchange("issuance", town.partner, null, 60);
        refused(403, "not-the-lead", post("/exchanges", town.partnerToken, issuance));
        refused(403, "role-missing", post("/exchanges", Tokens.of(town.lead, "agency"), issuance));
        refused(403, "no-agency", post("/exchanges", Tokens.of(null, "agency"), issuance));
    }
}
