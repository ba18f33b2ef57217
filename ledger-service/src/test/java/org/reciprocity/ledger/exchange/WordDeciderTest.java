package org.reciprocity.ledger.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Whose word counts: confirmations, disputes, silence, and who speaks for whom. */
class WordDeciderTest extends ExchangeScene {

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
        assertEquals(new Refusal.AlreadySettled(), refused(settled, resolve(BROKER, 100)));
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
        assertEquals(new Refusal.MayNotDecide(), refused(disputed, resolve(clerk, 60)));
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
                new Refusal.NotTheBearers(),
                refused(proposed, dispute(BOB, new ExchangeCommand.Actor(LEAD, true, ANN))));
        var contribution = accepted(propose(one(Exchange.Kind.CONTRIBUTION, ANN, REDEEMER, 30), party(ANN)));
        assertEquals(new Refusal.WordOfAnotherAgency(), refused(contribution, dispute(REDEEMER, BROKER)));
        assertInstanceOf(
                Exchange.Disputed.class,
                after(contribution, dispute(REDEEMER, new ExchangeCommand.Actor(REDEEMER, false))));
    }

    @Test
    void saysOfADisputeToWhichProgrammeItsExchangeBelongsAndWhenThatTookPlace() {
        var programme = new UUID(7, 7);
        var dayBefore = NOW.minus(Duration.ofDays(1));
        var occasion = new Exchange.Occasion(
                Exchange.Kind.SERVICE, programme, dayBefore, "lifts", null, null, null, false, null);
        var terms = new Exchange.Terms(occasion, LEAD, List.of(leg(ANN, BOB, 60)));
        var proposed = accepted(propose(terms, party(ANN)));
        var byAParty = disputed(proposed, dispute(BOB, BROKER));
        assertEquals(programme, byAParty.programme());
        assertEquals(dayBefore, byAParty.occurredAt());
        var byMinutes = disputed(new Exchange.None(), propose(terms, said(ANN, 76)));
        assertEquals(programme, byMinutes.programme());
        assertEquals(dayBefore, byMinutes.occurredAt());
    }

    private ExchangeEvent.Disputed disputed(Exchange exchange, ExchangeCommand command) {
        var decision = ExchangeDecider.decide(exchange, command, new Book(NOW, standings));
        return assertInstanceOf(
                ExchangeEvent.Disputed.class,
                assertInstanceOf(ExchangeDecider.Decision.Accepted.class, decision, decision::toString)
                        .events()
                        .getLast());
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
        assertEquals(new Refusal.Ended(), refused(lapsed, confirm(party(BOB))));
        assertEquals(new Refusal.Ended(), refused(lapsed, dispute(BOB, BROKER)));
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
        assertEquals(new Refusal.NotTheBearers(), refused(propose(service(60), eves, party(BOB))));
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
        assertEquals(new Refusal.PaidForTheWord(), refused(propose(service(60), clerk, ann)));
        var bob = new ExchangeCommand.Word(BOB, Exchange.How.ON_BEHALF, null, BOB, Exchange.Authority.CARER);
        assertEquals(new Refusal.OwnSupporter(), refused(propose(service(60), clerk, bob)));
        assertEquals(
                new Refusal.NotTheBearers(),
                refused(propose(service(60), new ExchangeCommand.Actor(LEAD, false, ANN), eve)));
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
        assertEquals(new Refusal.WordOfAnotherAgency(), refused(propose(others, party(ANN), party(REDEEMER))));
    }

    @Test
    void doesNotLetWhoIsCreditedSpeakForWhoPays() {
        var ticket = new Exchange.Terms(
                occasion(Exchange.Kind.REDEMPTION),
                REDEEMER,
                List.of(new Exchange.Leg(REDEEMER, ANN, 30, Exchange.Role.MEMBER, Exchange.Role.MEMBER)));
        var redeemer = new ExchangeCommand.Actor(REDEEMER, true);
        assertEquals(new Refusal.PaidForTheWord(), refused(propose(ticket, redeemer, onBehalf(ANN))));
        var sees = new ExchangeCommand.Actor(REDEEMER, true, null, Set.of(ANN));
        assertEquals(new Refusal.PaidForTheWord(), refused(propose(ticket, sees, party(ANN))));
        var anns = new ExchangeCommand.Actor(REDEEMER, false, ANN);
        assertInstanceOf(Exchange.Settled.class, accepted(propose(ticket, anns, party(ANN))));
        var waiting = accepted(propose(ticket, redeemer));
        assertInstanceOf(Exchange.Settled.class, after(waiting, confirm(party(ANN))));
    }

    @Test
    void bringsTheWordOfThoseWhomTheAgencySees() {
        var partner = new ExchangeCommand.Actor(REDEEMER, true, null, Set.of(ANN));
        for (var word : List.of(party(BOB), said(BOB, 60), onBehalf(BOB))) {
            assertEquals(new Refusal.NotHeard(), refused(propose(service(60), partner, word)));
            assertEquals(new Refusal.NotHeard(), refused(propose(service(60), partner, party(ANN), word)));
        }
        var carer = new ExchangeCommand.Word(BOB, Exchange.How.ON_BEHALF, null, EVE, Exchange.Authority.CARER);
        assertEquals(new Refusal.NotHeard(), refused(propose(service(60), partner, carer)));
        var waiting = accepted(propose(service(60), partner, party(ANN)));
        assertInstanceOf(Exchange.Proposed.class, waiting);
        assertEquals(new Refusal.NotHeard(), refused(waiting, dispute(BOB, partner)));
        assertInstanceOf(Exchange.Disputed.class, after(waiting, dispute(ANN, partner)));
        var bobs = new ExchangeCommand.Actor(REDEEMER, false, BOB);
        assertInstanceOf(
                Exchange.Settled.class,
                after(waiting, new ExchangeCommand.Confirm(party(BOB), bobs, rules, accounts())));
    }

    @Test
    void letsAMembersOwnTokenCorrectOnlyWhatTheyHaveAPartIn() {
        var eves = new ExchangeCommand.Actor(LEAD, false, EVE);
        var proposed = accepted(propose(service(60)));
        var cancel = new ExchangeCommand.Cancel(Exchange.Reason.OTHER, eves, rules);
        assertEquals(new Refusal.NotTheBearers(), refused(proposed, cancel));
        var settled = accepted(propose(service(60), party(ANN), party(BOB)));
        assertEquals(
                new Refusal.NotTheBearers(),
                refused(settled, new ExchangeCommand.Reverse(Exchange.Reason.OTHER, eves, rules, account(COMMUNITY))));
        var anns = new ExchangeCommand.Actor(LEAD, false, ANN);
        assertInstanceOf(
                Exchange.Cancelled.class,
                after(proposed, new ExchangeCommand.Cancel(Exchange.Reason.OTHER, anns, rules)));
    }

    @Test
    void keepsWhoGivesUpAndWhoTakesBack() {
        var anns = new ExchangeCommand.Actor(LEAD, false, ANN);
        var byAnn = new Exchange.By(LEAD, ANN, null);
        var proposed = accepted(propose(service(60)));
        assertEquals(
                byAnn,
                assertInstanceOf(
                                Exchange.Cancelled.class,
                                after(proposed, new ExchangeCommand.Cancel(Exchange.Reason.OTHER, anns, rules)))
                        .by());
        assertEquals(
                byAnn,
                assertInstanceOf(
                                Exchange.Cancelled.class,
                                after(
                                        proposed,
                                        new ExchangeCommand.Undo(
                                                Exchange.Reason.PARTY_LEFT, byAnn, account(COMMUNITY))))
                        .by());
        var eves = new ExchangeCommand.Actor(LEAD, true, EVE);
        var disputed = accepted(propose(service(60), said(ANN, 100)));
        assertEquals(
                new Exchange.By(LEAD, EVE, null),
                assertInstanceOf(
                                Exchange.Cancelled.class,
                                after(
                                        disputed,
                                        new ExchangeCommand.Resolve(
                                                null, Exchange.Reason.OTHER, eves, rules, accounts())))
                        .by());
        var settled = accepted(propose(service(60), party(ANN), party(BOB)));
        assertEquals(
                new Exchange.By(LEAD, null, null),
                assertInstanceOf(
                                Exchange.Reversed.class,
                                after(
                                        settled,
                                        new ExchangeCommand.Reverse(
                                                Exchange.Reason.OTHER, BROKER, rules, account(COMMUNITY))))
                        .by());
    }

    @Test
    void refusesConfirmationsOfStrangersAndDoubles() {
        assertEquals(new Refusal.NotAParty(), refused(propose(service(1), party(EVE))));
        assertEquals(new Refusal.NotAParty(), refused(propose(service(1), party(Exchange.NOBODY))));
        assertEquals(new Refusal.ConfirmedTwice(), refused(propose(service(1), party(ANN), party(ANN))));
        assertEquals(
                new Refusal.MayNotActForOthers(),
                refused(propose(service(1), new ExchangeCommand.Actor(LEAD, false), onBehalf(ANN))));
    }

    @Test
    void letsABrokerApproveWhatBothPartiesHaveSaid() {
        rules = new ExchangeCommand.Rules(COMMUNITY, LEAD, 600, 15, ExchangeCommand.Asked.BROKER, true);
        var waiting = accepted(propose(service(60), party(ANN), party(BOB)));
        for (var approval : List.of(everyone(), onBehalf(ANN), onBehalf(BOB))) {
            var settled = assertInstanceOf(Exchange.Settled.class, after(waiting, confirm(approval)));
            assertEquals(new Exchange.Assurance(Exchange.How.PARTY, false), settled.assurance());
            assertTrue(settled.confirmations().getLast().brokers());
        }
        assertInstanceOf(Exchange.Settled.class, accepted(propose(service(60), party(ANN), party(BOB), everyone())));
        for (var word : List.of(party(ANN), said(BOB, 50))) {
            assertEquals(new Refusal.AlreadyConfirmed(), refused(waiting, confirm(word)));
        }
        for (var own : List.of(ANN, BOB)) {
            var approval = new ExchangeCommand.Confirm(
                    everyone(), new ExchangeCommand.Actor(LEAD, true, own), rules, accounts());
            assertEquals(new Refusal.SelfConfirmation(), refused(waiting, approval));
        }
        assertEquals(
                new Refusal.MayNotActForOthers(),
                refused(
                        waiting,
                        new ExchangeCommand.Confirm(
                                everyone(), new ExchangeCommand.Actor(LEAD, false), rules, accounts())));
        assertEquals(
                new Refusal.ConfirmedTwice(),
                refused(propose(service(60), onBehalf(ANN), onBehalf(ANN), onBehalf(BOB))));
    }

    @Test
    void settlesWhatTheLatestPolicyLacksNothingOf() {
        var policy = rules;
        rules = new ExchangeCommand.Rules(COMMUNITY, LEAD, 600, 15, ExchangeCommand.Asked.BROKER, true);
        var waiting = accepted(propose(service(60), party(ANN), party(BOB)));
        rules = policy;
        var silence = new ExchangeCommand.ConfirmSilence(rules, accounts());
        assertInstanceOf(Exchange.Settled.class, after(waiting, silence));
        assertInstanceOf(Exchange.Settled.class, after(waiting, confirm(everyone())));
        assertEquals(new Refusal.AlreadyConfirmed(), refused(waiting, confirm(party(ANN))));
    }

    @Test
    void needsNoApprovalOfWhatBothPartiesHaveSaidByOtherPolicies() {
        var waiting = accepted(propose(one(Exchange.Kind.CONTRIBUTION, ANN, REDEEMER, 60), party(ANN)));
        assertEquals(new Refusal.AlreadyConfirmed(), refused(waiting, confirm(onBehalf(ANN))));
        assertEquals(new Refusal.AlreadyConfirmed(), refused(waiting, confirm(everyone())));
    }

    @Test
    void letsNobodySpeakForAnAgencyOrTheCommunity() {
        rules = new ExchangeCommand.Rules(COMMUNITY, LEAD, 600, 15, ExchangeCommand.Asked.BROKER, true);
        var together = session(Exchange.Kind.SERVICE, List.of(leg(ANN, COMMUNITY, 60), leg(COMMUNITY, BOB, 60)));
        for (var actor : List.of(new ExchangeCommand.Actor(LEAD, false), BROKER)) {
            assertEquals(new Refusal.AgencySpokenFor(), refused(propose(together, actor, onBehalf(COMMUNITY))));
            assertInstanceOf(Exchange.Proposed.class, accepted(propose(together, actor, party(COMMUNITY))));
        }
        var told = new Exchange.Proposed(
                together,
                List.of(new Exchange.Confirmation(
                        COMMUNITY,
                        Exchange.How.ON_BEHALF,
                        null,
                        new Exchange.By(LEAD, null, Exchange.Authority.BROKER))));
        assertInstanceOf(Exchange.Proposed.class, after(told, confirm(party(ANN))));
        assertInstanceOf(Exchange.Settled.class, after(told, confirm(everyone())));
    }

    @Test
    void takesLinkedIdsForOnePerson() {
        var waiting = accepted(propose(service(60)));
        var settled = accepted(propose(service(60), party(ANN), party(BOB)));
        var disputed = after(accepted(propose(service(60))), dispute(BOB, BROKER));
        rules = rules.knowing(Map.of(ANN, ANN, EVE, ANN));
        var eves = new ExchangeCommand.Actor(LEAD, true, EVE);
        for (var word : List.of(onBehalf(BOB), party(BOB), party(ANN))) {
            assertEquals(new Refusal.SelfConfirmation(), refused(propose(service(60), eves, word)));
            assertEquals(
                    new Refusal.SelfConfirmation(),
                    refused(waiting, new ExchangeCommand.Confirm(word, eves, rules, accounts())));
        }
        assertEquals(
                new Refusal.SelfConfirmation(),
                refused(settled, new ExchangeCommand.Reverse(Exchange.Reason.OTHER, eves, rules, account(COMMUNITY))));
        assertEquals(new Refusal.SelfConfirmation(), refused(disputed, resolve(eves, 60)));
        assertEquals(
                new Refusal.SelfConfirmation(), refused(propose(one(Exchange.Kind.GRANT, ANN, COMMUNITY, 60), eves)));
        var carer = new ExchangeCommand.Word(BOB, Exchange.How.ON_BEHALF, null, EVE, Exchange.Authority.CARER);
        assertEquals(new Refusal.PaidForTheWord(), refused(propose(service(60), carer)));
        var herself = new ExchangeCommand.Word(ANN, Exchange.How.ON_BEHALF, null, EVE, Exchange.Authority.CARER);
        assertEquals(new Refusal.OwnSupporter(), refused(propose(service(60), herself)));
        var own = new Exchange.Terms(occasion(Exchange.Kind.CONTRIBUTION), LEAD, EVE, List.of(leg(ANN, LEAD, 60)));
        assertInstanceOf(Exchange.Proposed.class, accepted(propose(own, party(ANN))));
    }

    @Test
    void letsNobodyGiveTimeToThemselfUnderAnotherId() {
        var waiting = accepted(propose(service(60), party(ANN)));
        rules = rules.knowing(Map.of(ANN, ANN, BOB, ANN));
        assertEquals(new Refusal.SameParty(0), refused(propose(service(60), party(ANN), party(BOB))));
        assertEquals(new Refusal.SameParty(0), refused(waiting, confirm(party(BOB))));
        assertInstanceOf(
                Exchange.Settled.class,
                accepted(propose(one(Exchange.Kind.GIFT, ANN, BOB, 60), party(ANN), party(BOB))));
    }

    @Test
    void settlesNoLegThatIsTooLongByNow() {
        var waiting = accepted(propose(service(60), party(ANN)));
        rules = new ExchangeCommand.Rules(COMMUNITY, LEAD, 50, 15, ExchangeCommand.Asked.BOTH, true);
        assertEquals(new Refusal.MinutesOutOfRange(0, 50), refused(waiting, confirm(party(BOB))));
        assertEquals(
                new Refusal.MinutesOutOfRange(0, 50),
                refused(waiting, new ExchangeCommand.ConfirmSilence(rules, accounts())));
        assertInstanceOf(Exchange.Settled.class, after(waiting, confirm(said(BOB, 50))));
    }
}
