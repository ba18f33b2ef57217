package org.reciprocity.ledger.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.reciprocity.ledger.account.AccountStatus;

class ExchangeDeciderTest {
    private static final Instant NOW = Instant.parse("2026-05-04T12:00:00Z");
    private static final UUID COMMUNITY = new UUID(1, 0);
    private static final UUID ELSEWHERE = new UUID(1, 1);
    private static final UUID LEAD = new UUID(2, 1);
    private static final UUID REDEEMER = new UUID(2, 2);
    private static final UUID ANN = new UUID(3, 1);
    private static final UUID BOB = new UUID(3, 2);
    private static final UUID EVE = new UUID(3, 3);
    private static final ExchangeCommand.Actor BROKER = new ExchangeCommand.Actor(LEAD, true);

    private ExchangeCommand.Rules rules =
            new ExchangeCommand.Rules(COMMUNITY, LEAD, 600, 15, ExchangeCommand.Asked.BOTH, true);
    private final Map<UUID, Book.Standing> standings = new HashMap<>();

    ExchangeDeciderTest() {
        for (var party : List.of(COMMUNITY, ELSEWHERE, LEAD, REDEEMER, ANN, BOB, EVE, Exchange.NOBODY)) {
            standings.put(account(party), new Book.Standing(0, 0, -100L, 100L, AccountStatus.OPEN));
        }
    }

    @Test
    void settlesWhatBothConfirmAtOnce() {
        var exchange = accepted(propose(service(60), party(ANN), party(BOB)));
        var settled = assertInstanceOf(Exchange.Settled.class, exchange);
        assertEquals(Map.of(account(ANN), 60L, account(BOB), -60L), settled.postings());
        assertEquals(2, settled.confirmations().size());
    }

    @Test
    void waitsForTheReceiverHoweverOftenTheProviderIsSpokenFor() {
        rules = new ExchangeCommand.Rules(COMMUNITY, LEAD, 600, 15, ExchangeCommand.Asked.RECEIVER, true);
        assertInstanceOf(Exchange.Proposed.class, accepted(propose(service(60), party(ANN))));
        assertInstanceOf(Exchange.Settled.class, accepted(propose(service(60), party(BOB))));
    }

    @Test
    void waitsForTheProviderTooWhereBothConfirm() {
        assertInstanceOf(Exchange.Proposed.class, accepted(propose(service(60), party(BOB))));
    }

    @Test
    void settlesTheLowerMinutesWithinTheTolerance() {
        var exchange = accepted(propose(service(60), said(ANN, 70), said(BOB, 55)));
        var settled = assertInstanceOf(Exchange.Settled.class, exchange);
        assertEquals(55, settled.legs().getFirst().minutes());
        assertEquals(-55L, settled.postings().get(account(BOB)));
    }

    @Test
    void isInDisputeWhereMinutesDifferByMoreThanTheTolerance() {
        for (var words : List.of(
                List.of(said(ANN, 76)), List.of(said(ANN, 70), said(BOB, 50)), List.of(party(ANN), said(BOB, 44)))) {
            var disputed = assertInstanceOf(
                    Exchange.Disputed.class,
                    accepted(propose(service(60), words.toArray(ExchangeCommand.Word[]::new))));
            assertEquals(Exchange.DisputeReason.MINUTES, disputed.dispute().reason());
            assertEquals(words.getLast().party(), disputed.dispute().party());
            assertEquals(words.size(), disputed.confirmations().size());
        }
        assertEquals(new Refusal.MinutesOutOfRange(0, 600), refused(propose(service(60), said(ANN, 0))));
        assertEquals(new Refusal.MinutesOutOfRange(0, 600), refused(propose(service(60), said(ANN, 601))));
    }

    @Test
    void settlesADisputeAtTheMinutesThatTheLeadDecides() {
        var disputed = accepted(propose(service(120), party(ANN), said(BOB, 90)));
        var settled = assertInstanceOf(Exchange.Settled.class, after(disputed, resolve(BROKER, 100)));
        assertEquals(Map.of(account(ANN), 100L, account(BOB), -100L), settled.postings());
        assertEquals(100, settled.legs().getFirst().minutes());
        assertEquals(List.of(100), settled.dispute().resolution().minutes());
        assertEquals(settled.postings(), ExchangeDecider.moves(disputed, resolve(BROKER, 100)));
        assertEquals(new Refusal.NotDisputed(), refused(settled, resolve(BROKER, 100)));
        assertEquals(new Refusal.CeilingReached(account(ANN)), refused(disputed, resolve(BROKER, 101)));

        var given = new ExchangeCommand.Resolve(null, Exchange.Reason.DID_NOT_HAPPEN, BROKER, rules, accounts());
        var cancelled = assertInstanceOf(Exchange.Cancelled.class, after(disputed, given));
        assertEquals(Exchange.Reason.DID_NOT_HAPPEN, cancelled.reason());
        assertEquals(Exchange.DisputeReason.MINUTES, cancelled.dispute().reason());
    }

    @Test
    void letsOnlyALeadsBrokerWithoutAPartInItDecideADispute() {
        var disputed = accepted(propose(service(60), said(ANN, 100)));
        var other = new ExchangeCommand.Actor(REDEEMER, true);
        var clerk = new ExchangeCommand.Actor(LEAD, false);
        assertEquals(new Refusal.NotTheLead(), refused(disputed, resolve(other, 60)));
        assertEquals(new Refusal.NotTheLead(), refused(disputed, resolve(clerk, 60)));
        assertEquals(
                new Refusal.SelfConfirmation(),
                refused(disputed, resolve(new ExchangeCommand.Actor(LEAD, true, ANN), 60)));
        assertEquals(new Refusal.LegsUndecided(1), refused(disputed, resolve(BROKER, 60, 60)));
        assertEquals(new Refusal.MinutesOutOfRange(0, 600), refused(disputed, resolve(BROKER, 0)));
        assertInstanceOf(
                Exchange.Settled.class, after(disputed, resolve(new ExchangeCommand.Actor(LEAD, true, EVE), 60)));
    }

    @Test
    void letsAPartyDisputeByItsOwnTokenOrItsAgency() {
        var proposed = accepted(propose(service(60), party(ANN)));
        assertInstanceOf(Exchange.Disputed.class, after(proposed, dispute(BOB, BROKER)));
        assertInstanceOf(
                Exchange.Disputed.class, after(proposed, dispute(BOB, new ExchangeCommand.Actor(LEAD, false, BOB))));
        assertEquals(new Refusal.NotAParty(), refused(proposed, dispute(EVE, BROKER)));
        assertEquals(
                new Refusal.NotAParty(), refused(proposed, dispute(BOB, new ExchangeCommand.Actor(LEAD, true, ANN))));
        var contribution = accepted(propose(one(Exchange.Kind.CONTRIBUTION, ANN, REDEEMER, 30), party(ANN)));
        assertEquals(new Refusal.NotAParty(), refused(contribution, dispute(REDEEMER, BROKER)));
        assertInstanceOf(
                Exchange.Disputed.class,
                after(contribution, dispute(REDEEMER, new ExchangeCommand.Actor(REDEEMER, false))));
    }

    @Test
    void keepsADisputedGiftWhereItIsWithoutTheGiversOwnWord() {
        var gift = after(accepted(propose(one(Exchange.Kind.GIFT, ANN, BOB, 60))), dispute(ANN, BROKER));
        assertEquals(new Refusal.OwnWordNeeded(), refused(gift, resolve(BROKER, 60)));
    }

    @Test
    void takesSilenceForAWordWhereSomebodyHasSpoken() {
        var silence = new ExchangeCommand.ConfirmSilence(rules, accounts());
        var settled =
                assertInstanceOf(Exchange.Settled.class, after(accepted(propose(service(60), said(ANN, 50))), silence));
        assertEquals(-50L, settled.postings().get(account(BOB)));
        assertEquals(Exchange.How.AUTO, settled.confirmations().getLast().how());
        assertInstanceOf(Exchange.Settled.class, after(accepted(propose(service(60))), silence));

        var own = new Exchange.Terms(occasion(Exchange.Kind.SERVICE), LEAD, ANN, List.of(leg(ANN, BOB, 60)));
        var unspoken = accepted(propose(own));
        assertEquals(new Refusal.SelfConfirmation(), refused(unspoken, silence));
        assertEquals(Map.of(), ExchangeDecider.moves(unspoken, silence));
    }

    @Test
    void neverTakesSilenceForCreditAnAgencyOrABroker() {
        var silence = new ExchangeCommand.ConfirmSilence(rules, accounts());
        for (var terms : List.of(
                one(Exchange.Kind.GIFT, ANN, BOB, 60),
                one(Exchange.Kind.REDEMPTION, REDEEMER, BOB, 60),
                one(Exchange.Kind.CONTRIBUTION, ANN, REDEEMER, 60))) {
            assertEquals(new Refusal.SelfConfirmation(), refused(accepted(propose(terms)), silence));
        }
        rules = new ExchangeCommand.Rules(COMMUNITY, LEAD, 600, 15, ExchangeCommand.Asked.BROKER, true);
        var waiting = accepted(propose(service(60), party(ANN), party(BOB)));
        assertEquals(
                new Refusal.SelfConfirmation(),
                refused(waiting, new ExchangeCommand.ConfirmSilence(rules, accounts())));
    }

    @Test
    void lapsesAndIsOver() {
        var lapsed = after(accepted(propose(service(60), party(ANN))), new ExchangeCommand.Lapse(48));
        assertInstanceOf(Exchange.Lapsed.class, lapsed);
        assertEquals(new Refusal.NotProposed(), refused(lapsed, confirm(party(BOB))));
        assertEquals(new Refusal.NotProposed(), refused(lapsed, dispute(BOB, BROKER)));
    }

    @Test
    void needsABrokerWhoIsNoPartyWhereThePolicySaysSo() {
        rules = new ExchangeCommand.Rules(COMMUNITY, LEAD, 600, 15, ExchangeCommand.Asked.BROKER, true);
        var waiting = accepted(propose(service(60), party(ANN), party(BOB)));
        assertInstanceOf(Exchange.Proposed.class, waiting);
        var unspoken = accepted(propose(service(60)));
        assertInstanceOf(Exchange.Settled.class, after(unspoken, confirm(onBehalf(BOB))));
        var asAParty = new ExchangeCommand.Confirm(
                onBehalf(BOB), new ExchangeCommand.Actor(LEAD, true, ANN), rules, accounts());
        assertEquals(new Refusal.SelfConfirmation(), refused(unspoken, asAParty));
    }

    @Test
    void takesOnlyTheBearersOwnWordFromATokenThatIsSomebodys() {
        var anns = new ExchangeCommand.Actor(LEAD, true, ANN);
        assertEquals(new Refusal.SelfConfirmation(), refused(propose(service(60), anns, party(BOB))));
        assertEquals(new Refusal.SelfConfirmation(), refused(propose(service(60), anns, onBehalf(BOB))));
        var eves = new ExchangeCommand.Actor(LEAD, true, EVE);
        assertEquals(new Refusal.NotAParty(), refused(propose(service(60), eves, party(BOB))));
        var settled = assertInstanceOf(
                Exchange.Settled.class, accepted(propose(service(60), eves, onBehalf(ANN), onBehalf(BOB))));
        assertEquals(
                new Exchange.By(LEAD, EVE, Exchange.Authority.BROKER),
                settled.confirmations().getFirst().by());
        var reverse = new ExchangeCommand.Reverse(Exchange.Reason.OTHER, anns, rules, account(COMMUNITY));
        assertEquals(new Refusal.SelfConfirmation(), refused(settled, reverse));
    }

    @Test
    void doesNotTakeAContributionRecordedByTheContributorForTheAgencysWord() {
        var own = new Exchange.Terms(occasion(Exchange.Kind.CONTRIBUTION), LEAD, ANN, List.of(leg(ANN, LEAD, 60)));
        var anns = new ExchangeCommand.Actor(LEAD, true, ANN);
        assertInstanceOf(Exchange.Proposed.class, accepted(propose(own, anns, party(ANN))));
        assertEquals(new Refusal.SelfConfirmation(), refused(propose(own, anns, party(ANN), party(LEAD))));
        var grant = one(Exchange.Kind.GRANT, ANN, COMMUNITY, 60);
        assertEquals(new Refusal.SelfConfirmation(), refused(propose(grant, anns)));
    }

    @Test
    void letsASupporterSpeakWhoGainsNothingByIt() {
        var eve = new ExchangeCommand.Word(BOB, Exchange.How.ON_BEHALF, null, EVE, Exchange.Authority.APPOINTEE);
        var clerk = new ExchangeCommand.Actor(LEAD, false);
        var settled = assertInstanceOf(Exchange.Settled.class, accepted(propose(service(60), clerk, party(ANN), eve)));
        assertEquals(
                new Exchange.By(LEAD, EVE, Exchange.Authority.APPOINTEE),
                settled.confirmations().getLast().by());
        var ann = new ExchangeCommand.Word(BOB, Exchange.How.ON_BEHALF, null, ANN, Exchange.Authority.CARER);
        assertEquals(new Refusal.SelfConfirmation(), refused(propose(service(60), clerk, ann)));
        var bob = new ExchangeCommand.Word(BOB, Exchange.How.ON_BEHALF, null, BOB, Exchange.Authority.CARER);
        assertEquals(new Refusal.SelfConfirmation(), refused(propose(service(60), clerk, bob)));
        assertEquals(
                new Refusal.NotAParty(),
                refused(propose(service(60), new ExchangeCommand.Actor(LEAD, false, ANN), eve)));
    }

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

        legs.set(0, new Exchange.Leg(ANN, COMMUNITY, 60, Exchange.Role.PROFESSIONAL, Exchange.Role.MEMBER));
        settled = assertInstanceOf(
                Exchange.Settled.class, accepted(propose(session(Exchange.Kind.SERVICE, legs), everyone())));
        assertEquals(Map.of(account(BOB), -60L, account(EVE), -50L, account(COMMUNITY), 110L), settled.postings());
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
        var partner = new ExchangeCommand.Actor(REDEEMER, true);
        var waiting = accepted(propose(partners, partner, everyone()));
        assertInstanceOf(Exchange.Proposed.class, waiting);
        assertInstanceOf(Exchange.Settled.class, after(waiting, confirm(party(COMMUNITY))));
        assertEquals(
                new Refusal.SelfConfirmation(),
                refused(waiting, new ExchangeCommand.ConfirmSilence(rules, accounts())));
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
                new Refusal.AlreadyConfirmed(),
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

    private static Exchange.Terms session(Exchange.Kind kind, List<Exchange.Leg> legs) {
        return new Exchange.Terms(
                new Exchange.Occasion(kind, null, NOW, null, null, null, null, true, null), LEAD, legs);
    }

    private static ExchangeCommand.Word everyone() {
        return new ExchangeCommand.Word(null, Exchange.How.ON_BEHALF, null, null, Exchange.Authority.BROKER);
    }

    private ExchangeCommand resolve(ExchangeCommand.Actor actor, Integer... minutes) {
        return new ExchangeCommand.Resolve(List.of(minutes), null, actor, rules, accounts());
    }

    private ExchangeCommand dispute(UUID party, ExchangeCommand.Actor actor) {
        return new ExchangeCommand.Dispute(party, Exchange.DisputeReason.NOT_AS_AGREED, actor, rules);
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

    private Map<UUID, Long> movedBack(Exchange exchange, ExchangeCommand command) {
        var decision = ExchangeDecider.decide(exchange, command, new Book(NOW, standings));
        var events = assertInstanceOf(ExchangeDecider.Decision.Accepted.class, decision)
                .events();
        return assertInstanceOf(ExchangeEvent.Reversed.class, events.getFirst()).postings();
    }

    @Test
    void undoesForOtherFeaturesWhatWaitsAndBothSidesOfATransfer() {
        var undo = new ExchangeCommand.Undo(Exchange.Reason.PARTY_LEFT, account(COMMUNITY));
        assertInstanceOf(Exchange.Cancelled.class, after(accepted(propose(service(60), party(ANN))), undo));
        var settled = accepted(propose(service(60), party(ANN), party(BOB)));
        assertEquals(new Refusal.NotReversible(), refused(settled, undo));
        var transfer = accepted(enter(one(Exchange.Kind.TRANSFER, ELSEWHERE, ANN, 60)));
        assertEquals(
                new Refusal.NotReversible(),
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
    void takesTheRecordOfTheReceivingAgencyForItsWord() {
        var own = one(Exchange.Kind.CONTRIBUTION, ANN, LEAD, 30);
        assertInstanceOf(Exchange.Settled.class, accepted(propose(own, party(ANN))));
        assertInstanceOf(Exchange.Proposed.class, accepted(propose(own)));
        var forThePot = one(Exchange.Kind.CONTRIBUTION, ANN, COMMUNITY, 30);
        assertInstanceOf(Exchange.Settled.class, accepted(propose(forThePot, party(ANN))));
        var others = one(Exchange.Kind.CONTRIBUTION, ANN, REDEEMER, 30);
        assertInstanceOf(Exchange.Proposed.class, accepted(propose(others, party(ANN))));
        assertEquals(new Refusal.NotAParty(), refused(propose(others, party(ANN), party(REDEEMER))));
    }

    @Test
    void doesNotLetWhoIsCreditedSpeakForWhoPays() {
        var ticket = new Exchange.Terms(
                occasion(Exchange.Kind.REDEMPTION),
                REDEEMER,
                List.of(new Exchange.Leg(REDEEMER, ANN, 30, Exchange.Role.MEMBER, Exchange.Role.MEMBER)));
        var redeemer = new ExchangeCommand.Actor(REDEEMER, true);
        assertEquals(new Refusal.SelfConfirmation(), refused(propose(ticket, redeemer, onBehalf(ANN))));
        assertInstanceOf(Exchange.Settled.class, accepted(propose(ticket, redeemer, party(ANN))));
    }

    @Test
    void letsOnlyTheLeadGiveOutTheCommunitysCredit() {
        var other = new ExchangeCommand.Actor(REDEEMER, true);
        var clerk = new ExchangeCommand.Actor(LEAD, false);
        for (var terms : List.of(
                one(Exchange.Kind.GRANT, ANN, COMMUNITY, 30),
                one(Exchange.Kind.ISSUANCE, COMMUNITY, Exchange.NOBODY, 30))) {
            assertEquals(new Refusal.NotTheLead(), refused(propose(terms, other)));
            assertEquals(new Refusal.NotTheLead(), refused(propose(terms, clerk)));
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

        assertEquals(new Refusal.DecisionUnclear(), refused(propose(one(Exchange.Kind.CODESIGN, ANN, LEAD, 60))));
        var contribution =
                new Exchange.Occasion(Exchange.Kind.CONTRIBUTION, null, NOW, null, null, null, "menu", false, null);
        assertEquals(
                new Refusal.DecisionUnclear(),
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

    private static ExchangeCommand enter(Exchange.Terms terms) {
        return new ExchangeCommand.Enter(terms, List.of(), parties(), accounts());
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
    void refusesConfirmationsOfStrangersAndDoubles() {
        assertEquals(new Refusal.NotAParty(), refused(propose(service(1), party(EVE))));
        assertEquals(new Refusal.NotAParty(), refused(propose(service(1), party(Exchange.NOBODY))));
        assertEquals(new Refusal.AlreadyConfirmed(), refused(propose(service(1), party(ANN), party(ANN))));
        assertEquals(
                new Refusal.MayNotActForOthers(),
                refused(propose(service(1), new ExchangeCommand.Actor(LEAD, false), onBehalf(ANN))));
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
            assertEquals(new Refusal.NotProposed(), refused(state, confirm));
            assertEquals(new Refusal.NotProposed(), refused(state, cancel));
            assertEquals(new Refusal.IdInUse(), refused(state, propose(service(1))));
        }
        assertEquals(new Refusal.NotSettled(), refused(proposed, reverse));
        assertEquals(new Refusal.NotSettled(), refused(cancelled, reverse));
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

    private static Exchange.Occasion occasion(Exchange.Kind kind) {
        return Exchange.Occasion.of(kind, NOW);
    }

    private static Exchange.Terms terms(Exchange.Kind kind, List<Exchange.Leg> legs) {
        return new Exchange.Terms(occasion(kind), LEAD, legs);
    }

    private static Exchange.Terms one(Exchange.Kind kind, UUID provider, UUID receiver, int minutes) {
        return terms(kind, List.of(leg(provider, receiver, minutes)));
    }

    private static Exchange.Terms service(int minutes) {
        return one(Exchange.Kind.SERVICE, ANN, BOB, minutes);
    }

    private static Exchange.Leg leg(UUID provider, UUID receiver, int minutes) {
        return new Exchange.Leg(provider, receiver, minutes, Exchange.Role.MEMBER, Exchange.Role.MEMBER);
    }

    private static ExchangeCommand.Word party(UUID party) {
        return new ExchangeCommand.Word(party, Exchange.How.PARTY, null, null, null);
    }

    private static ExchangeCommand.Word said(UUID party, int minutes) {
        return new ExchangeCommand.Word(party, Exchange.How.PARTY, minutes, null, null);
    }

    private static ExchangeCommand.Word onBehalf(UUID party) {
        return new ExchangeCommand.Word(party, Exchange.How.ON_BEHALF, null, null, Exchange.Authority.BROKER);
    }

    private ExchangeCommand propose(Exchange.Terms terms, ExchangeCommand.Word... confirmations) {
        return propose(terms, BROKER, confirmations);
    }

    private ExchangeCommand propose(
            Exchange.Terms terms, ExchangeCommand.Actor actor, ExchangeCommand.Word... confirmations) {
        return new ExchangeCommand.Propose(terms, List.of(confirmations), actor, rules, parties(), accounts());
    }

    private ExchangeCommand confirm(ExchangeCommand.Word confirmation) {
        return new ExchangeCommand.Confirm(confirmation, BROKER, rules, accounts());
    }

    private static Map<UUID, ExchangeCommand.Party> parties() {
        return Map.of(
                COMMUNITY, ExchangeCommand.Party.COMMUNITY,
                ELSEWHERE, ExchangeCommand.Party.OTHER_COMMUNITY,
                LEAD, ExchangeCommand.Party.AGENCY,
                REDEEMER, ExchangeCommand.Party.REDEEMER,
                ANN, ExchangeCommand.Party.PARTICIPANT,
                BOB, ExchangeCommand.Party.PARTICIPANT,
                EVE, ExchangeCommand.Party.PARTICIPANT);
    }

    private static Map<UUID, UUID> accounts() {
        var accounts = new HashMap<UUID, UUID>();
        accounts.put(Exchange.NOBODY, account(Exchange.NOBODY));
        parties().keySet().forEach(party -> accounts.put(party, account(party)));
        return accounts;
    }

    private static UUID account(UUID party) {
        return new UUID(9, party.getMostSignificantBits() * 10 + party.getLeastSignificantBits());
    }

    private Exchange accepted(ExchangeCommand command) {
        return after(new Exchange.None(), command);
    }

    private Exchange after(Exchange exchange, ExchangeCommand command) {
        var decision = ExchangeDecider.decide(exchange, command, new Book(NOW, standings));
        var after = exchange;
        for (var event : assertInstanceOf(ExchangeDecider.Decision.Accepted.class, decision, decision::toString)
                .events()) {
            after = ExchangeDecider.evolve(after, event);
        }
        return after;
    }

    private Refusal refused(ExchangeCommand command) {
        return refused(new Exchange.None(), command);
    }

    private Refusal refused(Exchange exchange, ExchangeCommand command) {
        var decision = ExchangeDecider.decide(exchange, command, new Book(NOW, standings));
        return assertInstanceOf(ExchangeDecider.Decision.Rejected.class, decision, decision::toString)
                .refusal();
    }
}
