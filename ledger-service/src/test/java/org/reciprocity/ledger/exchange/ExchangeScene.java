package org.reciprocity.ledger.exchange;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.reciprocity.ledger.account.AccountStatus;

/** Three people, two agencies and two communities, with what is asked of an exchange between them, and what comes of it. */
abstract class ExchangeScene {
    static final Instant NOW = Instant.parse("2026-05-04T12:00:00Z");
    static final UUID COMMUNITY = new UUID(1, 0);
    static final UUID ELSEWHERE = new UUID(1, 1);
    static final UUID LEAD = new UUID(2, 1);
    static final UUID REDEEMER = new UUID(2, 2);
    static final UUID ANN = new UUID(3, 1);
    static final UUID BOB = new UUID(3, 2);
    static final UUID EVE = new UUID(3, 3);
    static final UUID GUS = new UUID(3, 4);
    static final ExchangeCommand.Actor BROKER = new ExchangeCommand.Actor(LEAD, true);

    ExchangeCommand.Rules rules = new ExchangeCommand.Rules(COMMUNITY, LEAD, 600, 15, ExchangeCommand.Asked.BOTH, true);

    final Map<UUID, Book.Standing> standings = new HashMap<>();

    ExchangeScene() {
        for (var party : List.of(COMMUNITY, ELSEWHERE, LEAD, REDEEMER, ANN, BOB, EVE, GUS, Exchange.NOBODY)) {
            standings.put(account(party), new Book.Standing(0, 0, -100L, 100L, AccountStatus.OPEN));
        }
    }

    static Exchange.Terms session(Exchange.Kind kind, List<Exchange.Leg> legs) {
        return new Exchange.Terms(
                new Exchange.Occasion(kind, null, NOW, null, null, null, null, true, null), LEAD, legs);
    }

    static ExchangeCommand.Word everyone() {
        return new ExchangeCommand.Word(null, Exchange.How.ON_BEHALF, null, null, Exchange.Authority.BROKER);
    }

    ExchangeCommand resolve(ExchangeCommand.Actor actor, Integer... minutes) {
        return new ExchangeCommand.Resolve(List.of(minutes), null, actor, rules, accounts());
    }

    ExchangeCommand dispute(UUID party, ExchangeCommand.Actor actor) {
        return new ExchangeCommand.Dispute(party, Exchange.DisputeReason.NOT_AS_AGREED, actor, rules);
    }

    Map<UUID, Long> movedBack(Exchange exchange, ExchangeCommand command) {
        var decision = ExchangeDecider.decide(exchange, command, new Book(NOW, standings));
        var events = assertInstanceOf(ExchangeDecider.Decision.Accepted.class, decision)
                .events();
        return assertInstanceOf(ExchangeEvent.Reversed.class, events.getFirst()).postings();
    }

    static ExchangeCommand enter(Exchange.Terms terms) {
        return new ExchangeCommand.Enter(terms, List.of(), parties(), accounts());
    }

    static Exchange.Occasion occasion(Exchange.Kind kind) {
        return Exchange.Occasion.of(kind, NOW);
    }

    static Exchange.Terms terms(Exchange.Kind kind, List<Exchange.Leg> legs) {
        return new Exchange.Terms(occasion(kind), LEAD, legs);
    }

    static Exchange.Terms one(Exchange.Kind kind, UUID provider, UUID receiver, int minutes) {
        return terms(kind, List.of(leg(provider, receiver, minutes)));
    }

    static Exchange.Terms service(int minutes) {
        return one(Exchange.Kind.SERVICE, ANN, BOB, minutes);
    }

    static Exchange.Leg leg(UUID provider, UUID receiver, int minutes) {
        return new Exchange.Leg(provider, receiver, minutes, Exchange.Role.MEMBER, Exchange.Role.MEMBER);
    }

    static ExchangeCommand.Word party(UUID party) {
        return new ExchangeCommand.Word(party, Exchange.How.PARTY, null, null, null);
    }

    static ExchangeCommand.Word said(UUID party, int minutes) {
        return new ExchangeCommand.Word(party, Exchange.How.PARTY, minutes, null, null);
    }

    static ExchangeCommand.Word onBehalf(UUID party) {
        return new ExchangeCommand.Word(party, Exchange.How.ON_BEHALF, null, null, Exchange.Authority.BROKER);
    }

    ExchangeCommand propose(Exchange.Terms terms, ExchangeCommand.Word... confirmations) {
        return propose(terms, BROKER, confirmations);
    }

    ExchangeCommand propose(Exchange.Terms terms, ExchangeCommand.Actor actor, ExchangeCommand.Word... confirmations) {
        return new ExchangeCommand.Propose(terms, List.of(confirmations), actor, rules, parties(), accounts());
    }

    ExchangeCommand confirm(ExchangeCommand.Word confirmation) {
        return new ExchangeCommand.Confirm(confirmation, BROKER, rules, accounts());
    }

    static Map<UUID, ExchangeCommand.Party> parties() {
        return Map.of(
                COMMUNITY, ExchangeCommand.Party.COMMUNITY,
                ELSEWHERE, ExchangeCommand.Party.OTHER_COMMUNITY,
                LEAD, ExchangeCommand.Party.AGENCY,
                REDEEMER, ExchangeCommand.Party.REDEEMER,
                ANN, ExchangeCommand.Party.PARTICIPANT,
                BOB, ExchangeCommand.Party.PARTICIPANT,
                EVE, ExchangeCommand.Party.PARTICIPANT,
                GUS, ExchangeCommand.Party.PARTICIPANT);
    }

    static Map<UUID, UUID> accounts() {
        var accounts = new HashMap<UUID, UUID>();
        accounts.put(Exchange.NOBODY, account(Exchange.NOBODY));
        parties().keySet().forEach(party -> accounts.put(party, account(party)));
        return accounts;
    }

    static UUID account(UUID party) {
        return new UUID(9, party.getMostSignificantBits() * 10 + party.getLeastSignificantBits());
    }

    Exchange accepted(ExchangeCommand command) {
        return after(new Exchange.None(), command);
    }

    Exchange after(Exchange exchange, ExchangeCommand command) {
        var decision = ExchangeDecider.decide(exchange, command, new Book(NOW, standings));
        var after = exchange;
        for (var event : assertInstanceOf(ExchangeDecider.Decision.Accepted.class, decision, decision::toString)
                .events()) {
            after = ExchangeDecider.evolve(after, event);
        }
        return after;
    }

    Refusal refused(ExchangeCommand command) {
        return refused(new Exchange.None(), command);
    }

    Refusal refused(Exchange exchange, ExchangeCommand command) {
        var decision = ExchangeDecider.decide(exchange, command, new Book(NOW, standings));
        return assertInstanceOf(ExchangeDecider.Decision.Rejected.class, decision, decision::toString)
                .refusal();
    }
}
