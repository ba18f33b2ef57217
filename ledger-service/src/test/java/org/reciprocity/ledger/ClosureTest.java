package org.reciprocity.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.reciprocity.ledger.AccountResourceTest.act;
import static org.reciprocity.ledger.Town.created;
import static org.reciprocity.ledger.Town.get;
import static org.reciprocity.ledger.Town.id;
import static org.reciprocity.ledger.Town.post;
import static org.reciprocity.ledger.Town.refused;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Suspended and closed accounts: what still moves them, where the balance of a leaver goes, and what a late reversal does. */
@LedgerTest
class ClosureTest {
    private static final String REASON = "{\"reason\":\"moved-away\"}";

    @Test
    void movesASuspendedAccountByCorrectionsAlone() {
        var town = Town.founded();
        var a = town.participant();
        var b = town.participant();
        var before = id(created("/exchanges", town.leadToken, town.service(a, b, 60)));
        var waiting = id(created("/exchanges", town.leadToken, town.proposal(b, a, 30)));
        suspend(town, a);

        refused(422, "account-suspended", post("/exchanges", town.leadToken, town.service(a, b, 10)));
        refused(422, "account-suspended", post("/exchanges", town.leadToken, town.service(b, a, 10)));
        created(
                "/exchanges/" + waiting + "/confirmations",
                town.leadToken,
                ExchangeResourceTest.confirmation(b, "party"));
        var refusal = refused(
                422,
                "account-suspended",
                post(
                        "/exchanges/" + waiting + "/confirmations",
                        town.leadToken,
                        ExchangeResourceTest.confirmation(a, "party")));
        assertEquals(account(town, a), refusal.get("account").textValue());
        created("/exchanges/" + before + "/reversal", town.leadToken, "{\"reason\":\"wrong-minutes\"}");
        assertEquals(0, town.balance(a));
        assertEquals("closed", close(town, a, 2, true).get("status").textValue());
    }

    @Test
    void recordsNothingOfWhoHasLeftThoughItWouldMoveNothing() {
        var town = Town.founded();
        var leaver = town.participant();
        var suspended = town.participant();
        var nurse = town.participant();
        close(town, leaver, 1, false);
        suspend(town, suspended);
        var free = ",\"programmeId\":\"" + town.programme(town.leadToken, false) + "\"}";
        var visits = List.of(
                town.service(nurse, leaver, 30)
                        .replace("\"minutes\":30", "\"minutes\":30,\"providerRole\":\"professional\""),
                town.service(leaver, nurse, 30).stripTrailing().replaceFirst("}$", free),
                town.service(nurse, leaver, 30).stripTrailing().replaceFirst("}$", free),
                town.proposal(nurse, leaver, 30),
                town.session("service", nurse, 30, Map.of(leaver, 30), ""));

        for (var visit : visits) {
            var refusal = refused(422, "account-closed", post("/exchanges", town.leadToken, visit));
            assertEquals(account(town, leaver), refusal.get("account").textValue());
            var another = visit.replace(leaver.toString(), suspended.toString());
            var item = Town.json(post("/exchanges/batch", town.leadToken, "[" + visit + "," + another + "]"));
            assertEquals("/problems/account-closed", item.at("/0/problem/type").textValue(), item::toString);
            assertEquals(201, item.at("/1/status").intValue(), item::toString);
        }
        assertEquals(0, town.balance(suspended));
    }

    @Test
    void recordsNothingOfAnAgencyThatHasLeft() {
        var town = Town.founded();
        var member = town.participant(town.partnerToken);
        var account =
                "/accounts/" + town.account(town.partner, "agency").get("id").textValue();
        var closed = act(account + "/closure", town.leadToken, 1, "{\"reason\":\"funding-ended\"}");
        assertEquals(201, closed.statusCode(), closed::asString);

        refused(
                422,
                "account-closed",
                post(
                        "/exchanges",
                        town.partnerToken,
                        town.exchange("contribution", member, town.partner.toString(), 30)));
    }

    /** What it redeems goes to an account of its own, which is open for as long as it is there. */
    @Test
    void letsAPartnerRedeemThoughItsOwnAccountIsClosed() {
        var town = Town.founded();
        var member = town.participant();
        var offer = Stall.opened(town, "ticket", 60, "");
        var waiting = id(created(
                "/exchanges", town.partnerToken, town.exchange("redemption", town.partner, member.toString(), 30)));
        var held = id(created("/holds", town.leadToken, Stall.hold(town, member, 20, "")));
        var account =
                "/accounts/" + town.account(town.partner, "agency").get("id").textValue();
        var closed =
                act(account + "/closure", town.leadToken, 1, "{\"reason\":\"funding-ended\",\"cancelWaiting\":true}");
        assertEquals(201, closed.statusCode(), closed::asString);

        created(
                "/exchanges/" + waiting + "/confirmations",
                town.leadToken,
                ExchangeResourceTest.confirmation(member, "party"));
        created("/holds/" + held + "/capture", town.leadToken, "{\"minutes\":20}");
        Stall.bought(town, offer, member, 60);
        var later = id(created("/holds", town.leadToken, Stall.hold(town, member, 10, "")));
        created("/holds/" + later + "/capture", town.partnerToken, "{\"minutes\":10}");

        assertEquals(-120, town.balance(member));
        assertEquals(
                120,
                town.account(town.partner, "redemption").get("balanceMinutes").longValue());
        assertEquals(
                0, town.account(town.partner, "agency").get("balanceMinutes").longValue());
        holds(town, 1);
    }

    @Test
    void letsThePotPayWhatALeaverOwesThoughThePotHasNothing() {
        var town = Town.founded();
        var leaver = town.participant();
        var other = town.participant();
        created("/exchanges", town.leadToken, town.service(other, leaver, 180));

        var closure = close(town, leaver, 1, false);
        assertEquals(-180, closure.get("settledMinutes").longValue());
        assertEquals(0, town.balance(leaver));
        assertEquals(180, town.balance(other));
        assertEquals(-180, pot(town));
        var exchange = get("/exchanges/" + closure.get("settlementId").textValue(), town.leadToken);
        assertEquals("settlement", exchange.get("kind").textValue());
        assertEquals("settled", exchange.get("state").textValue());
        var shown = town.account(leaver, "participant");
        assertEquals("closed", shown.get("status").textValue());
        assertEquals(2, shown.get("version").longValue());
        holds(town, 1);

        refused(422, "already-closed", act(path(town, leaver) + "/closure", town.leadToken, 2, REASON));
        refused(422, "already-closed", act(path(town, leaver) + "/suspension", town.leadToken, 2, REASON));
        refused(422, "already-closed", act(path(town, leaver) + "/reopening", town.leadToken, 2, REASON));
        refused(422, "account-closed", post("/exchanges", town.leadToken, town.service(leaver, other, 1)));
        refused(
                409,
                "not-reversible",
                post("/exchanges/" + id(exchange) + "/reversal", town.leadToken, "{\"reason\":\"other\"}"));
    }

    @Test
    void givesThePotWhatALeaverHas() {
        var town = Town.founded();
        var leaver = town.participant();
        created("/exchanges", town.leadToken, town.service(leaver, town.participant(), 95));
        assertEquals(95, close(town, leaver, 1, false).get("settledMinutes").longValue());
        assertEquals(95, pot(town));
        holds(town, 1);
    }

    @Test
    void namesAnAccountThatWasNeverOpened() {
        var town = Town.founded();
        var a = town.participant();
        var account = account(town, a);
        Book.change("delete from account where id = '" + account + "'");
        var refusal = refused(
                422, "account-not-open", post("/exchanges", town.leadToken, town.service(a, town.participant(), 10)));
        assertEquals(account, refusal.get("account").textValue());
    }

    @Test
    void closesAtZeroWithoutASettlement() {
        var town = Town.founded();
        var closure = close(town, town.participant(), 1, false);
        assertEquals(0, closure.get("settledMinutes").longValue());
        assertNull(closure.get("settlementId"));
    }

    @Test
    void letsAnAgencyLeaveWithItsBalance() {
        var town = Town.founded();
        town.issue(town.partner, 300);
        var account =
                "/accounts/" + town.account(town.partner, "agency").get("id").textValue();
        var closed = act(account + "/closure", town.leadToken, 1, "{\"reason\":\"funding-ended\"}");
        assertEquals(201, closed.statusCode(), closed::asString);
        assertEquals(300, pot(town));
        holds(town, 1);
    }

    @Test
    void settlesByTwoExchangesWhatOneCannotMove() {
        var town = Town.founded("{\"maxLegMinutes\":10080}");
        var leg = "{\"providerId\":\"" + town.partner + "\",\"minutes\":10080}";
        for (int legs : List.of(200, 1)) {
            created("/exchanges", town.leadToken, """
                    {"communityId":"%s","kind":"issuance","occurredAt":"2026-05-04T10:00:00Z","legs":[%s]}
                    """.formatted(
                            town.community, String.join(",", Collections.nCopies(legs, leg))));
        }
        var account =
                "/accounts/" + town.account(town.partner, "agency").get("id").textValue();
        var closed = act(account + "/closure", town.leadToken, 1, "{\"reason\":\"funding-ended\"}");

        assertEquals(201, closed.statusCode(), closed::asString);
        assertEquals(2_026_080, Town.json(closed).get("settledMinutes").longValue());
        assertEquals(2_026_080, pot(town));
        assertEquals(
                0, town.account(town.partner, "agency").get("balanceMinutes").longValue());
        var settlements = get("/exchanges?communityId=" + town.community + "&kind=settlement", town.leadToken)
                .get("items");
        assertEquals(2, settlements.size());
        assertEquals(Town.json(closed).get("settlementId"), settlements.get(0).get("id"), "the last is the newest");
        holds(town, 1);
    }

    @Test
    void refusesWhileSomethingWaitsOrIsHeldUnlessItIsToldToGiveUpWhatWaits() {
        var town = Town.founded();
        var leaver = town.participant();
        var other = town.participant();
        var first = id(created("/exchanges", town.leadToken, town.proposal(leaver, other, 60)));
        var second = id(created("/exchanges", town.leadToken, town.proposal(other, leaver, 60)));
        var unconcerned = id(created("/exchanges", town.leadToken, town.proposal(other, town.participant(), 60)));
        created("/exchanges", town.leadToken, town.service(other, leaver, 30));
        var path = path(town, leaver) + "/closure";

        refused(428, "precondition-required", post(path, town.leadToken, REASON));
        refused(412, "precondition-failed", act(path, town.leadToken, 7, REASON));
        refused(403, "role-missing", act(path, Tokens.of(town.lead, "agency"), 1, REASON));
        refused(409, "account-has-exchanges", act(path, town.leadToken, 1, REASON));
        var hold = id(created("/holds", town.leadToken, Stall.hold(town, leaver, 60, "")));
        refused(
                409,
                "account-has-holds",
                act(path, town.leadToken, 1, "{\"reason\":\"moved-away\",\"cancelWaiting\":true}"));
        Book.change("update hold set expires_at = now() - interval '1 second' where id = '" + hold + "'");
        assertEquals(-30, town.balance(leaver), "nothing was settled");

        var closure = close(town, leaver, 1, true);
        assertEquals(2, closure.get("cancelledIds").size());
        assertEquals(
                "expired", get("/holds/" + hold, town.leadToken).get("state").textValue());
        for (var given : List.of(first, second)) {
            var exchange = get("/exchanges/" + given, town.leadToken);
            assertEquals("cancelled", exchange.get("state").textValue());
            assertEquals("party-left", exchange.get("reason").textValue());
            assertEquals(town.lead.toString(), exchange.get("correctedBy").textValue());
        }
        assertEquals(
                "proposed",
                get("/exchanges/" + unconcerned, town.leadToken).get("state").textValue());
        holds(town, 1);
        var pot = "/accounts/" + town.account(town.community, "pot").get("id").textValue();
        refused(422, "status-fixed", act(pot + "/closure", town.leadToken, 1, REASON));
    }

    @Test
    void letsThePotStandInForAClosedAccountWhenAnExchangeIsReversed() {
        var town = Town.founded();
        var leaver = town.participant();
        var stays = town.participant();
        var exchange = id(created("/exchanges", town.leadToken, town.service(leaver, stays, 60)));
        var gift = id(created("/exchanges", town.leadToken, town.service(stays, leaver, 25)));
        close(town, leaver, 1, false);
        assertEquals(35, pot(town));

        created("/exchanges/" + exchange + "/reversal", town.leadToken, "{\"reason\":\"did-not-happen\"}");
        assertEquals(-25, pot(town), "the pot gives back what it had from the leaver");
        assertEquals(25, town.balance(stays));
        assertEquals(0, town.balance(leaver));
        created("/exchanges/" + gift + "/reversal", town.leadToken, "{\"reason\":\"did-not-happen\"}");
        assertEquals(0, pot(town), "as if nothing had ever been");
        assertEquals(0, town.balance(stays));
        holds(town, 1);
    }

    @Test
    void reversesBetweenThePotAndALeaverWithoutMovingAnything() {
        var town = Town.founded();
        var leaver = town.participant();
        town.issue(town.community, 100);
        var grant = id(
                created("/exchanges", town.leadToken, town.exchange("grant", leaver, town.community.toString(), 40)));
        close(town, leaver, 1, false);
        assertEquals(100, pot(town));
        created("/exchanges/" + grant + "/reversal", town.leadToken, "{\"reason\":\"wrong-party\"}");
        assertEquals(100, pot(town));
        holds(town, 1);
    }

    @Test
    void closesOnceHoweverManyAskAndWhateverIsExchangedMeanwhile() {
        var town = Town.founded();
        var leaver = town.participant();
        var other = town.participant();
        var closure = path(town, leaver) + "/closure";
        var statuses = AtOnce.run(IntStream.range(0, 24)
                .<Callable<Integer>>mapToObj(i -> () -> switch (i % 3) {
                    case 0 -> act(closure, town.leadToken, 1, REASON).statusCode() == 201 ? 1 : 0;
                    case 1 ->
                        post("/exchanges", town.leadToken, town.service(leaver, other, 7))
                                        .statusCode()
                                * 0;
                    default ->
                        post("/exchanges", town.leadToken, town.service(other, leaver, 5))
                                        .statusCode()
                                * 0;
                })
                .toList());
        assertEquals(1, statuses.stream().mapToInt(Integer::intValue).sum());
        assertEquals(0, town.balance(leaver));
        holds(town, 1);
    }

    private static void holds(Town town, long closed) {
        var invariants = town.invariants();
        assertTrue(invariants.get("holds").booleanValue(), invariants::toString);
        assertEquals(0, invariants.get("sumMinutes").longValue());
        assertEquals(closed, invariants.get("closedAccounts").longValue());
        assertFalse(invariants.get("closedOffZero").longValue() != 0, invariants::toString);
    }

    private static void suspend(Town town, UUID participant) {
        var suspended = act(path(town, participant) + "/suspension", town.leadToken, 1, REASON);
        assertEquals(201, suspended.statusCode(), suspended::asString);
    }

    private static JsonNode close(Town town, UUID participant, long version, boolean cancelWaiting) {
        var closed = act(
                path(town, participant) + "/closure",
                town.leadToken,
                version,
                "{\"reason\":\"moved-away\",\"cancelWaiting\":" + cancelWaiting + "}");
        assertEquals(201, closed.statusCode(), closed::asString);
        return Town.json(closed);
    }

    private static String path(Town town, UUID participant) {
        return "/accounts/" + account(town, participant);
    }

    private static String account(Town town, UUID participant) {
        return town.account(participant, "participant").get("id").textValue();
    }

    private static long pot(Town town) {
        return town.account(town.community, "pot").get("balanceMinutes").longValue();
    }
}
