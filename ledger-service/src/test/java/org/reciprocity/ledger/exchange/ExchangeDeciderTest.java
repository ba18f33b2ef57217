package org.reciprocity.ledger.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.reciprocity.ledger.account.AccountStatus;

/** What settles, what it moves, and what is refused. */
class ExchangeDeciderTest extends ExchangeScene {

    @Test
    void settlesWhatBothConfirmAtOnce() {
        var exchange = accepted(propose(service(60), party(ANN), party(BOB)));
        var settled = assertInstanceOf(Exchange.Settled.class, exchange);
        assertEquals(Map.of(account(ANN), 60L, account(BOB), -60L), settled.postings());
        assertEquals(2, settled.confirmations().size());
    }

    @Test
    void keepsToTheFloorAndTheCeilingInclusively() {
        assertInstanceOf(Exchange.Settled.class, accepted(propose(service(100), party(ANN), party(BOB))));
        standings.put(account(ANN), new Book.Standing(-50, 0, -100L, 100L, AccountStatus.OPEN));
        assertEquals(
                new Refusal.InsufficientCredit(account(BOB)), refused(propose(service(101), party(ANN), party(BOB))));
        standings.put(account(ANN), new Book.Standing(50, 0, -100L, 100L, AccountStatus.OPEN));
        assertInstanceOf(Exchange.Settled.class, accepted(propose(service(50), party(ANN), party(BOB))));
        assertEquals(new Refusal.CeilingReached(account(ANN)), refused(propose(service(51), party(ANN), party(BOB))));
    }

    @Test
    void doesNotSpendWhatIsReserved() {
        standings.put(account(BOB), new Book.Standing(0, 60, -100L, 100L, AccountStatus.OPEN));
        assertInstanceOf(Exchange.Settled.class, accepted(propose(service(40), party(ANN), party(BOB))));
        assertEquals(
                new Refusal.InsufficientCredit(account(BOB)), refused(propose(service(41), party(ANN), party(BOB))));
    }

    @Test
    void allowsOnlyMovesTowardZeroOutsideTheLimits() {
        standings.put(account(ANN), new Book.Standing(-200, 0, -100L, 100L, AccountStatus.OPEN));
        standings.put(account(BOB), new Book.Standing(200, 0, -100L, 100L, AccountStatus.OPEN));
        assertInstanceOf(Exchange.Settled.class, accepted(propose(service(50), party(ANN), party(BOB))));
        assertEquals(
                new Refusal.InsufficientCredit(account(ANN)),
                refused(propose(one(Exchange.Kind.SERVICE, EVE, ANN, 1), party(EVE), party(ANN))));
        assertEquals(
                new Refusal.CeilingReached(account(BOB)),
                refused(propose(one(Exchange.Kind.SERVICE, BOB, EVE, 1), party(EVE), party(BOB))));
    }

    @Test
    void movesNothingOnAccountsThatAreNotOpen() {
        standings.put(account(ANN), new Book.Standing(0, 0, -100L, 100L, AccountStatus.SUSPENDED));
        assertEquals(new Refusal.AccountSuspended(account(ANN)), refused(propose(service(1), party(ANN), party(BOB))));
        standings.put(account(ANN), new Book.Standing(0, 0, -100L, 100L, AccountStatus.CLOSED));
        assertEquals(new Refusal.AccountClosed(account(ANN)), refused(propose(service(1), party(ANN), party(BOB))));
        standings.remove(account(BOB));
        standings.put(account(ANN), new Book.Standing(0, 0, -100L, 100L, AccountStatus.OPEN));
        assertEquals(new Refusal.AccountNotOpen(account(BOB)), refused(propose(service(1), party(ANN), party(BOB))));
    }

    @Test
    void takesBackFromASuspendedAccountAndLetsThePotStandInForAClosedOne() {
        var settled = accepted(propose(service(60), party(ANN), party(BOB)));
        var reverse = new ExchangeCommand.Reverse(Exchange.Reason.OTHER, BROKER, rules, account(COMMUNITY));
        assertEquals(
                Set.of(account(ANN), account(BOB), account(COMMUNITY)),
                ExchangeDecider.moves(settled, reverse).keySet());
        standings.put(account(ANN), new Book.Standing(60, 0, -100L, 100L, AccountStatus.SUSPENDED));
        assertEquals(Map.of(account(ANN), -60L, account(BOB), 60L), movedBack(settled, reverse));
        standings.put(account(ANN), new Book.Standing(0, 0, -100L, 100L, AccountStatus.CLOSED));
        assertEquals(Map.of(account(COMMUNITY), -60L, account(BOB), 60L), movedBack(settled, reverse));
        standings.put(account(BOB), new Book.Standing(0, 0, -100L, 100L, AccountStatus.CLOSED));
        assertEquals(Map.of(), movedBack(settled, reverse));
    }

    @Test
    void undoesForOtherFeaturesWhatWaitsAndBothSidesOfATransfer() {
        var undo = new ExchangeCommand.Undo(Exchange.Reason.PARTY_LEFT, BROKER.by(), account(COMMUNITY));
        assertInstanceOf(Exchange.Cancelled.class, after(accepted(propose(service(60), party(ANN))), undo));
        var settled = accepted(propose(service(60), party(ANN), party(BOB)));
        assertEquals(new Refusal.NotReversible(), refused(settled, undo));
        var transfer = accepted(enter(one(Exchange.Kind.TRANSFER, ELSEWHERE, ANN, 60)));
        assertEquals(
                new Refusal.HalfOfATransfer(),
                refused(
                        transfer,
                        new ExchangeCommand.Reverse(Exchange.Reason.OTHER, BROKER, rules, account(COMMUNITY))));
        assertInstanceOf(Exchange.Reversed.class, after(transfer, undo));
        assertEquals(new Refusal.AlreadyReversed(), refused(after(transfer, undo), undo));
        assertEquals(new Refusal.NotFound(), refused(new Exchange.None(), undo));
    }

    @Test
    void countsProfessionalHoursWithoutMovingThem() {
        var leg = new Exchange.Leg(ANN, BOB, 60, Exchange.Role.PROFESSIONAL, Exchange.Role.MEMBER);
        var exchange = accepted(propose(terms(Exchange.Kind.SERVICE, List.of(leg)), party(ANN), party(BOB)));
        assertEquals(
                Map.of(), assertInstanceOf(Exchange.Settled.class, exchange).postings());
    }

    @Test
    void recordsNothingOfWhoHasLeftWhetherItMovesOrWaits() {
        var hour = new Exchange.Leg(ANN, BOB, 60, Exchange.Role.PROFESSIONAL, Exchange.Role.MEMBER);
        for (var terms : List.of(service(60), terms(Exchange.Kind.SERVICE, List.of(hour)))) {
            for (var words : List.of(List.<ExchangeCommand.Word>of(), List.of(party(ANN), party(BOB)))) {
                var proposal = new ExchangeCommand.Propose(
                        terms, words, BROKER, rules, parties(), accounts(), Set.of(account(BOB)));
                assertEquals(new Refusal.AccountClosed(account(BOB)), refused(proposal));
            }
        }
    }

    @Test
    void letsOnlyTheLeadGiveOutTheCommunitysCredit() {
        var other = new ExchangeCommand.Actor(REDEEMER, true);
        var clerk = new ExchangeCommand.Actor(LEAD, false);
        for (var terms : List.of(
                one(Exchange.Kind.GRANT, ANN, COMMUNITY, 30),
                one(Exchange.Kind.ISSUANCE, COMMUNITY, Exchange.NOBODY, 30))) {
            assertEquals(new Refusal.NotTheLead(), refused(propose(terms, other)));
            assertEquals(new Refusal.MayNotDecide(), refused(propose(terms, clerk)));
            assertInstanceOf(Exchange.Settled.class, accepted(propose(terms)));
        }
    }

    @Test
    void refusesPartiesThatDoNotFitTheKind() {
        assertEquals(new Refusal.WrongParty(0, true), refused(propose(one(Exchange.Kind.SERVICE, LEAD, BOB, 1))));
        assertEquals(new Refusal.WrongParty(0, false), refused(propose(one(Exchange.Kind.SERVICE, ANN, LEAD, 1))));
        assertEquals(new Refusal.WrongParty(0, false), refused(propose(one(Exchange.Kind.CONTRIBUTION, ANN, BOB, 1))));
        assertEquals(new Refusal.WrongParty(0, true), refused(propose(one(Exchange.Kind.REDEMPTION, ANN, BOB, 1))));
        assertEquals(new Refusal.NotARedeemer(0), refused(propose(one(Exchange.Kind.REDEMPTION, LEAD, BOB, 1))));
        assertEquals(new Refusal.WrongParty(0, false), refused(propose(one(Exchange.Kind.GRANT, ANN, LEAD, 1))));
        assertEquals(new Refusal.WrongParty(0, true), refused(propose(one(Exchange.Kind.ISSUANCE, ANN, BOB, 1))));
        assertEquals(new Refusal.WrongParty(0, false), refused(propose(one(Exchange.Kind.ISSUANCE, LEAD, BOB, 1))));
        assertEquals(
                new Refusal.WrongParty(0, true), refused(propose(one(Exchange.Kind.SERVICE, Exchange.NOBODY, BOB, 1))));
    }

    @Test
    void takesACodesignAsAContributionToADecision() {
        var menu = new Exchange.Occasion(Exchange.Kind.CODESIGN, null, NOW, null, null, null, "menu", false, null);
        var terms = new Exchange.Terms(menu, LEAD, List.of(leg(ANN, LEAD, 60)));
        assertInstanceOf(Exchange.Proposed.class, accepted(propose(terms)));
        var settled = assertInstanceOf(Exchange.Settled.class, accepted(propose(terms, party(ANN))));
        assertEquals(Map.of(account(ANN), 60L, account(LEAD), -60L), settled.postings());

        assertEquals(new Refusal.DecisionMissing(), refused(propose(one(Exchange.Kind.CODESIGN, ANN, LEAD, 60))));
        var contribution =
                new Exchange.Occasion(Exchange.Kind.CONTRIBUTION, null, NOW, null, null, null, "menu", false, null);
        assertEquals(
                new Refusal.DecisionWithoutCodesign(),
                refused(propose(new Exchange.Terms(contribution, LEAD, List.of(leg(ANN, LEAD, 60))))));
    }

    @Test
    void takesAGiftOnTheGiversOwnWordAlone() {
        var gift = one(Exchange.Kind.GIFT, ANN, BOB, 60);
        assertInstanceOf(Exchange.Proposed.class, accepted(propose(gift, party(ANN))));
        assertInstanceOf(Exchange.Proposed.class, accepted(propose(gift, onBehalf(ANN))));
        assertEquals(new Refusal.OwnWordNeeded(), refused(propose(gift, onBehalf(BOB))));
        rules = new ExchangeCommand.Rules(COMMUNITY, LEAD, 600, 15, ExchangeCommand.Asked.BOTH, false);
        var settled = assertInstanceOf(Exchange.Settled.class, accepted(propose(gift, party(BOB))));
        assertEquals(Map.of(account(ANN), 60L, account(BOB), -60L), settled.postings());
    }

    @Test
    void entersWhatFollowsFromAnotherAct() {
        var retired = assertInstanceOf(
                Exchange.Settled.class, accepted(enter(one(Exchange.Kind.RETIREMENT, COMMUNITY, REDEEMER, 60))));
        assertEquals(Map.of(account(COMMUNITY), 60L, account(REDEEMER), -60L), retired.postings());
        var away = assertInstanceOf(
                Exchange.Settled.class, accepted(enter(one(Exchange.Kind.TRANSFER, ELSEWHERE, ANN, 60))));
        assertEquals(Map.of(account(ELSEWHERE), 60L, account(ANN), -60L), away.postings());

        assertEquals(
                new Refusal.WrongParty(0, false), refused(enter(one(Exchange.Kind.RETIREMENT, COMMUNITY, LEAD, 1))));
        assertEquals(new Refusal.WrongParty(0, false), refused(enter(one(Exchange.Kind.SETTLEMENT, ANN, BOB, 1))));
        assertEquals(new Refusal.WrongParty(0, false), refused(enter(one(Exchange.Kind.TRANSFER, ANN, BOB, 1))));
        standings.put(account(ANN), new Book.Standing(-41, 0, -100L, 100L, AccountStatus.OPEN));
        assertEquals(
                new Refusal.InsufficientCredit(account(ANN)),
                refused(enter(one(Exchange.Kind.TRANSFER, ELSEWHERE, ANN, 60))));
        assertEquals(
                new Refusal.MinutesOutOfRange(0, 10_080),
                refused(enter(one(Exchange.Kind.TRANSFER, ELSEWHERE, ANN, 10_081))));
        assertThrows(
                IllegalArgumentException.class, () -> refused(enter(one(Exchange.Kind.REDEMPTION, REDEEMER, ANN, 1))));
        assertThrows(
                IllegalArgumentException.class, () -> refused(propose(one(Exchange.Kind.TRANSFER, ELSEWHERE, ANN, 1))));
    }

    @Test
    void settlesALeaverPastEveryLimitAndForGood() {
        standings.put(account(ANN), new Book.Standing(-180, 0, -100L, 100L, AccountStatus.SUSPENDED));
        standings.put(account(COMMUNITY), new Book.Standing(0, 0, 0L, null, AccountStatus.OPEN));
        var settled = accepted(enter(one(Exchange.Kind.SETTLEMENT, ANN, COMMUNITY, 180)));
        assertEquals(
                Map.of(account(ANN), 180L, account(COMMUNITY), -180L),
                assertInstanceOf(Exchange.Settled.class, settled).postings());
        var reverse = new ExchangeCommand.Reverse(Exchange.Reason.OTHER, BROKER, rules, account(COMMUNITY));
        assertEquals(new Refusal.NotReversible(), refused(settled, reverse));
        assertEquals(Map.of(), ExchangeDecider.moves(settled, reverse));
        standings.remove(account(ANN));
        assertEquals(
                new Refusal.AccountNotOpen(account(ANN)),
                refused(enter(one(Exchange.Kind.SETTLEMENT, ANN, COMMUNITY, 180))));
    }

    @Test
    void refusesLegsThatCannotBe() {
        assertEquals(new Refusal.SameParty(0), refused(propose(one(Exchange.Kind.SERVICE, ANN, ANN, 1))));
        assertEquals(new Refusal.MinutesOutOfRange(0, 600), refused(propose(service(0))));
        assertEquals(new Refusal.MinutesOutOfRange(0, 600), refused(propose(service(601))));
        assertEquals(new Refusal.LegsOutOfRange(), refused(propose(terms(Exchange.Kind.SERVICE, List.of()))));
        var many = new ArrayList<Exchange.Leg>();
        for (int i = 0; i < 201; i++) {
            many.add(service(1).legs().getFirst());
        }
        assertEquals(new Refusal.LegsOutOfRange(), refused(propose(terms(Exchange.Kind.SERVICE, many))));
    }

    @Test
    void refusesTheFuture() {
        var later = new Exchange.Terms(
                Exchange.Occasion.of(Exchange.Kind.SERVICE, NOW.plusMillis(1)),
                LEAD,
                service(1).legs());
        assertEquals(new Refusal.InTheFuture(), refused(propose(later)));
    }

    @Test
    void netsWhatOnePartyGivesAndReceivesInOneExchange() {
        var circle = terms(Exchange.Kind.SERVICE, List.of(leg(ANN, BOB, 60), leg(BOB, EVE, 60), leg(EVE, ANN, 40)));
        var exchange = accepted(propose(circle, party(ANN), party(BOB), party(EVE)));
        assertEquals(
                Map.of(account(ANN), 20L, account(EVE), -20L),
                assertInstanceOf(Exchange.Settled.class, exchange).postings());
    }

    @Test
    void reversesOnceThroughAnyLimit() {
        var settled = accepted(propose(service(60), party(ANN), party(BOB)));
        standings.put(account(ANN), new Book.Standing(-100, 0, -100L, 100L, AccountStatus.OPEN));
        var reverse = new ExchangeCommand.Reverse(Exchange.Reason.RECORDED_TWICE, BROKER, rules, account(COMMUNITY));
        assertEquals(
                Map.of(account(ANN), -60L, account(BOB), 60L, account(COMMUNITY), 0L),
                ExchangeDecider.moves(settled, reverse));
        var reversed = after(settled, reverse);
        assertInstanceOf(Exchange.Reversed.class, reversed);
        assertEquals(new Refusal.AlreadyReversed(), refused(reversed, reverse));
        assertEquals(Map.of(), ExchangeDecider.moves(reversed, reverse));
    }

    @Test
    void knowsWhatEachStateAllows() {
        var none = new Exchange.None();
        var proposed = accepted(propose(service(60)));
        var settled = accepted(propose(service(60), party(ANN), party(BOB)));
        var confirm = confirm(party(ANN));
        var cancel = new ExchangeCommand.Cancel(Exchange.Reason.OTHER, BROKER, rules);
        var reverse = new ExchangeCommand.Reverse(Exchange.Reason.OTHER, BROKER, rules, account(COMMUNITY));
        var cancelled = after(proposed, cancel);
        var reversed = after(settled, reverse);

        for (var command : List.of(confirm, cancel, reverse)) {
            assertEquals(new Refusal.NotFound(), refused(none, command));
        }
        for (var state : List.of(settled, cancelled, reversed)) {
            var over = state.equals(settled) ? new Refusal.AlreadySettled() : new Refusal.Ended();
            assertEquals(over, refused(state, confirm));
            assertEquals(over, refused(state, cancel));
            assertEquals(new Refusal.IdInUse(), refused(state, propose(service(1))));
        }
        var disputed = after(proposed, dispute(BOB, BROKER));
        for (var command : List.of(confirm, cancel, reverse)) {
            assertEquals(new Refusal.InDispute(), refused(disputed, command));
        }
        assertEquals(new Refusal.NotSettled(), refused(proposed, reverse));
        assertEquals(new Refusal.Ended(), refused(cancelled, reverse));
        assertEquals(new Refusal.AlreadyReversed(), refused(reversed, reverse));
    }

    @Test
    void letsOnlyTheRecorderAndTheLeadCorrect() {
        var other = new ExchangeCommand.Actor(REDEEMER, true);
        var proposed = accepted(propose(service(60)));
        var settled = accepted(propose(service(60), party(ANN), party(BOB)));
        assertEquals(
                new Refusal.NotYours(),
                refused(proposed, new ExchangeCommand.Cancel(Exchange.Reason.OTHER, other, rules)));
        assertEquals(
                new Refusal.NotYours(),
                refused(settled, new ExchangeCommand.Reverse(Exchange.Reason.OTHER, other, rules, account(COMMUNITY))));
    }

    @Test
    void namesTheAccountsToLockBeforeItDecides() {
        var proposed = accepted(propose(service(60), party(ANN)));
        assertTrue(ExchangeDecider.moves(new Exchange.None(), propose(service(60), party(ANN)))
                .isEmpty());
        assertEquals(
                Map.of(account(ANN), 60L, account(BOB), -60L), ExchangeDecider.moves(proposed, confirm(party(BOB))));
        assertTrue(ExchangeDecider.moves(new Exchange.None(), propose(service(601), party(ANN), party(BOB)))
                .isEmpty());
    }
}
