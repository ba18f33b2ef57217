package org.reciprocity.ledger.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.reciprocity.ledger.account.AccountStatus;

/** Sessions of several givers and receivers, and what the pot takes or pays. */
class SessionDeciderTest extends ExchangeScene {

    @Test
    void movesTheDifferenceOfASessionOnThePot() {
        standings.put(account(COMMUNITY), new Book.Standing(0, 0, 0L, null, AccountStatus.OPEN));
        var legs = new ArrayList<Exchange.Leg>();
        legs.add(leg(ANN, COMMUNITY, 60));
        legs.add(leg(COMMUNITY, BOB, 60));
        legs.add(leg(COMMUNITY, EVE, 50));
        var settled = assertInstanceOf(
                Exchange.Settled.class, accepted(propose(session(Exchange.Kind.SERVICE, legs), everyone())));
        assertEquals(
                Map.of(account(ANN), 60L, account(BOB), -60L, account(EVE), -50L, account(COMMUNITY), 50L),
                settled.postings());
        assertEquals(3, settled.confirmations().size());
    }

    @Test
    void chargesNobodyForASessionThatProfessionalsAloneGive() {
        var nurse = new Exchange.Leg(ANN, COMMUNITY, 60, Exchange.Role.PROFESSIONAL, Exchange.Role.MEMBER);
        var legs = List.of(nurse, leg(COMMUNITY, BOB, 60), leg(COMMUNITY, EVE, 50));
        var settled = assertInstanceOf(
                Exchange.Settled.class, accepted(propose(session(Exchange.Kind.SERVICE, legs), everyone())));
        assertEquals(Map.of(), settled.postings(), "as in a service that a professional gives to one person");
        assertEquals(3, settled.legs().size());

        var neighbour = leg(GUS, COMMUNITY, 20);
        var both = List.of(nurse, neighbour, leg(COMMUNITY, BOB, 60), leg(COMMUNITY, EVE, 50));
        settled = assertInstanceOf(
                Exchange.Settled.class, accepted(propose(session(Exchange.Kind.SERVICE, both), everyone())));
        assertEquals(
                Map.of(account(GUS), 20L, account(BOB), -60L, account(EVE), -50L, account(COMMUNITY), 90L),
                settled.postings(),
                "one who is credited is enough for the receivers to pay");
    }

    @Test
    void asksTheLeadWhereThePotPaysForASession() {
        var legs = List.of(leg(ANN, COMMUNITY, 60), leg(BOB, COMMUNITY, 60), leg(COMMUNITY, EVE, 60));
        standings.put(account(COMMUNITY), new Book.Standing(59, 0, 0L, null, AccountStatus.OPEN));
        assertEquals(
                new Refusal.InsufficientCredit(account(COMMUNITY)),
                refused(propose(session(Exchange.Kind.SERVICE, legs), everyone())));
        standings.put(account(COMMUNITY), new Book.Standing(60, 0, 0L, null, AccountStatus.OPEN));
        assertInstanceOf(Exchange.Settled.class, accepted(propose(session(Exchange.Kind.SERVICE, legs), everyone())));

        var partners = new Exchange.Terms(session(Exchange.Kind.SERVICE, legs).occasion(), REDEEMER, legs);
        var partner = new ExchangeCommand.Actor(REDEEMER, true, null, Set.of(ANN, BOB, EVE));
        var waiting = accepted(propose(partners, partner, everyone()));
        assertInstanceOf(Exchange.Proposed.class, waiting);
        assertInstanceOf(Exchange.Settled.class, after(waiting, confirm(party(COMMUNITY))));
        assertEquals(
                new Refusal.SelfConfirmation(),
                refused(waiting, new ExchangeCommand.ConfirmSilence(rules, accounts())));
    }

    @Test
    void asksTheLeadWhereThePotPaysByTheMinutesThatSettle() {
        var legs = List.of(leg(ANN, COMMUNITY, 60), leg(COMMUNITY, BOB, 60));
        var partners = new Exchange.Terms(session(Exchange.Kind.SERVICE, legs).occasion(), REDEEMER, legs);
        var partner = new ExchangeCommand.Actor(REDEEMER, true, null, Set.of(ANN, BOB));
        assertInstanceOf(Exchange.Settled.class, accepted(propose(partners, partner, party(ANN), party(BOB))));
        assertInstanceOf(Exchange.Settled.class, accepted(propose(partners, partner, said(ANN, 45), party(BOB))));

        var waiting = accepted(propose(partners, partner, party(ANN), said(BOB, 45)));
        assertInstanceOf(Exchange.Proposed.class, waiting);
        var settled = assertInstanceOf(Exchange.Settled.class, after(waiting, confirm(party(COMMUNITY))));
        assertEquals(Map.of(account(ANN), 60L, account(BOB), -45L, account(COMMUNITY), -15L), settled.postings());

        var silent = accepted(propose(partners, partner, said(BOB, 45)));
        var silence = new ExchangeCommand.ConfirmSilence(rules, accounts());
        assertEquals(new Refusal.SelfConfirmation(), refused(silent, silence));
        assertEquals(Map.of(), ExchangeDecider.moves(silent, silence));
        assertInstanceOf(Exchange.Settled.class, after(accepted(propose(partners, partner, said(ANN, 45))), silence));

        var more = List.of(leg(ANN, COMMUNITY, 60), leg(COMMUNITY, BOB, 50));
        var less = new Exchange.Terms(session(Exchange.Kind.SERVICE, more).occasion(), REDEEMER, more);
        assertInstanceOf(Exchange.Proposed.class, accepted(propose(less, partner, party(ANN), party(BOB))));
        assertInstanceOf(Exchange.Settled.class, accepted(propose(less, partner, said(ANN, 50), party(BOB))));
    }

    @Test
    void hearsEveryoneOfASessionThatHasNotSpoken() {
        var legs = List.of(leg(ANN, COMMUNITY, 30), leg(COMMUNITY, BOB, 30), leg(COMMUNITY, EVE, 30));
        var waiting = accepted(propose(session(Exchange.Kind.SERVICE, legs), said(BOB, 20)));
        var settled = assertInstanceOf(Exchange.Settled.class, after(waiting, confirm(everyone())));
        assertEquals(
                Map.of(account(ANN), 30L, account(BOB), -20L, account(EVE), -30L, account(COMMUNITY), 20L),
                settled.postings());
        var giver =
                new ExchangeCommand.Confirm(everyone(), new ExchangeCommand.Actor(LEAD, true, ANN), rules, accounts());
        assertEquals(new Refusal.SelfConfirmation(), refused(waiting, giver));
        assertEquals(
                new Refusal.ConfirmedTwice(),
                refused(propose(session(Exchange.Kind.SERVICE, legs), everyone(), everyone())));
    }

    @Test
    void refusesSessionsThatAreNone() {
        assertEquals(
                new Refusal.LegsOutOfRange(),
                refused(propose(session(Exchange.Kind.SERVICE, List.of(leg(ANN, COMMUNITY, 30))))));
        assertEquals(
                new Refusal.NamedTwice(1),
                refused(propose(session(
                        Exchange.Kind.SERVICE,
                        List.of(leg(ANN, COMMUNITY, 30), leg(ANN, COMMUNITY, 30), leg(COMMUNITY, BOB, 30))))));
        assertEquals(
                new Refusal.WrongParty(0, false),
                refused(propose(session(Exchange.Kind.CONTRIBUTION, List.of(leg(ANN, BOB, 30))))));
        assertEquals(
                new Refusal.WrongParty(1, true),
                refused(propose(session(Exchange.Kind.GIFT, List.of(leg(ANN, BOB, 30), leg(COMMUNITY, BOB, 30))))));
        assertInstanceOf(
                Exchange.Settled.class,
                accepted(propose(session(Exchange.Kind.CONTRIBUTION, List.of(leg(ANN, COMMUNITY, 30))), everyone())));
    }
}
