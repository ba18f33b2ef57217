package org.reciprocity.ledger.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whose word settled hours rest on, and that it is kept. */
class AssuranceDeciderTest extends ExchangeScene {

    private static Exchange.Assurance assurance(Exchange exchange) {
        return assertInstanceOf(Exchange.Settled.class, exchange).assurance();
    }

    @Test
    void saysOfSettledHoursWhoseWordTheyRestOn() {
        var silence = new ExchangeCommand.ConfirmSilence(rules, accounts());
        var own = new Exchange.Terms(occasion(Exchange.Kind.SERVICE), LEAD, ANN, List.of(leg(ANN, BOB, 60)));

        assertEquals(
                new Exchange.Assurance(Exchange.How.PARTY, false),
                assurance(accepted(propose(service(60), party(ANN), party(BOB)))));
        assertEquals(
                new Exchange.Assurance(Exchange.How.ON_BEHALF, true),
                assurance(after(accepted(propose(own, party(ANN))), confirm(onBehalf(BOB)))));
        assertEquals(
                new Exchange.Assurance(Exchange.How.AUTO, false),
                assurance(after(accepted(propose(service(60), party(ANN))), silence)));
        assertNull(assurance(accepted(propose(one(Exchange.Kind.GIFT, ANN, BOB, 60), party(ANN), party(BOB)))));
    }

    @Test
    void restsASessionOnTheWordsOfItsReceiversAndNotOnThePots() {
        var together = new Exchange.Terms(
                new Exchange.Occasion(Exchange.Kind.SERVICE, null, NOW, null, null, null, null, true, null),
                REDEEMER,
                List.of(leg(ANN, COMMUNITY, 60), leg(COMMUNITY, BOB, 20), leg(COMMUNITY, EVE, 20)));
        var silence = new ExchangeCommand.ConfirmSilence(rules, accounts());
        var waiting = after(accepted(propose(together, party(ANN))), confirm(party(COMMUNITY)));
        assertEquals(new Exchange.Assurance(Exchange.How.AUTO, false), assurance(after(waiting, silence)));
        assertEquals(
                new Exchange.Assurance(Exchange.How.PARTY, false),
                assurance(after(after(waiting, confirm(party(BOB))), silence)));
    }

    @Test
    void restsAContributionOnTheRecordOfWhoReceivedIt() {
        assertEquals(
                new Exchange.Assurance(Exchange.How.PARTY, false),
                assurance(accepted(propose(one(Exchange.Kind.CONTRIBUTION, ANN, LEAD, 30), onBehalf(ANN)))));
        assertEquals(
                new Exchange.Assurance(Exchange.How.PARTY, false),
                assurance(accepted(
                        propose(session(Exchange.Kind.CONTRIBUTION, List.of(leg(ANN, COMMUNITY, 30))), everyone()))));
        var own = new Exchange.Terms(occasion(Exchange.Kind.CONTRIBUTION), LEAD, ANN, List.of(leg(ANN, LEAD, 30)));
        assertEquals(
                new Exchange.Assurance(Exchange.How.PARTY, true),
                assurance(after(accepted(propose(own, party(ANN))), confirm(party(LEAD)))));
    }

    @Test
    void writesWhoseWordItWasWithWhatSettledAndReadsItAgain() {
        for (var assurance : new Exchange.Assurance[] {
            new Exchange.Assurance(Exchange.How.ON_BEHALF, true), new Exchange.Assurance(null, false), null
        }) {
            var settled = new ExchangeEvent.Settled(
                    occasion(Exchange.Kind.SERVICE), List.of(leg(ANN, BOB, 60)), Map.of(), assurance);
            var reversed = new ExchangeEvent.Reversed(
                    Exchange.Reason.DID_NOT_HAPPEN, null, settled.occasion(), settled.legs(), Map.of(), assurance);
            for (var event : List.of(settled, reversed)) {
                var written = ExchangeEventCodec.write(COMMUNITY, ANN, 1, Instant.parse("2026-05-04T12:00:00Z"), event);
                assertEquals(event, ExchangeEventCodec.read(written.type(), written.body()));
            }
        }
    }

    @Test
    void tellsWhatSettlesAsItIsRecordedInOneEvent() {
        var command = propose(service(60), party(ANN), onBehalf(BOB));
        var settled = assertInstanceOf(ExchangeEvent.Settled.class, only(command));
        assertEquals(LEAD, settled.recording().by());
        assertEquals(2, settled.recording().confirmations().size());

        var written = ExchangeEventCodec.write(COMMUNITY, ANN, 1, Instant.parse("2026-05-04T12:00:00Z"), settled);
        assertEquals("org.reciprocity.exchange-settled.v1", written.type());
        var read = ExchangeEventCodec.read(written.type(), written.body());
        assertEquals(settled, read);
        assertEquals(accepted(command), ExchangeDecider.evolve(new Exchange.None(), read));
    }

    @Test
    void keepsTheMinutesThatWereRecordedWhereOthersSettle() {
        var events = events(propose(service(60), said(ANN, 70), said(BOB, 55)));
        assertEquals(2, events.size());
        var proposed = assertInstanceOf(ExchangeEvent.Proposed.class, events.getFirst());
        assertEquals(60, proposed.terms().legs().getFirst().minutes());
        assertEquals(2, proposed.confirmations().size());
        var settled = assertInstanceOf(ExchangeEvent.Settled.class, events.getLast());
        assertEquals(55, settled.legs().getFirst().minutes());
        assertNull(settled.recording());

        assertInstanceOf(ExchangeEvent.Proposed.class, only(propose(service(60), party(BOB))));
    }

    private ExchangeEvent only(ExchangeCommand command) {
        var events = events(command);
        assertEquals(1, events.size());
        return events.getFirst();
    }

    private List<ExchangeEvent> events(ExchangeCommand command) {
        return assertInstanceOf(
                        ExchangeDecider.Decision.Accepted.class,
                        ExchangeDecider.decide(new Exchange.None(), command, new Book(NOW, standings)))
                .events();
    }
}
