package org.reciprocity.ledger.exchange;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/**
 * The rules of exchanges. An exchange settles, and with it moves minutes, when everybody whose word is needed has given it;
 * nobody's hours are confirmed by their own word alone.
 */
public final class ExchangeDecider {
    /** The most legs one exchange has. */
    public static final int MOST_LEGS = 200;

    private ExchangeDecider() {}

    /** What a command comes to. */
    public sealed interface Decision {
        /** It happens. */
        record Accepted(List<ExchangeEvent> events) implements Decision {}

        /** It does not. */
        record Rejected(Refusal refusal) implements Decision {}
    }

    /** What a command would move if it is accepted, by account: these are the accounts to lock before it is decided. */
    public static Map<UUID, Long> moves(Exchange exchange, ExchangeCommand command) {
        return switch (command) {
            case ExchangeCommand.Propose propose -> {
                var terms = propose.terms();
                var given = propose.confirmations();
                yield improper(propose).isEmpty()
                                && awaited(terms, given, propose.rules()).isEmpty()
                        ? postings(terms.kind(), agreed(terms, given), propose.rules(), propose.accounts())
                        : Map.of();
            }
            case ExchangeCommand.Confirm confirm ->
                exchange instanceof Exchange.Proposed proposed
                                && awaited(proposed.terms(), also(proposed, confirm.confirmation()), confirm.rules())
                                        .isEmpty()
                        ? postings(
                                proposed.terms().kind(),
                                agreed(proposed.terms(), also(proposed, confirm.confirmation())),
                                confirm.rules(),
                                confirm.accounts())
                        : Map.of();
            case ExchangeCommand.Cancel cancel -> Map.of();
            case ExchangeCommand.Reverse reverse ->
                exchange instanceof Exchange.Settled settled ? opposite(settled.postings()) : Map.of();
        };
    }

    /** Decides, on the accounts that {@link #moves} named. */
    public static Decision decide(Exchange exchange, ExchangeCommand command, Book book) {
        return switch (command) {
            case ExchangeCommand.Propose propose ->
                exchange instanceof Exchange.None
                        ? propose(propose, book)
                        : new Decision.Rejected(new Refusal.IdInUse());
            case ExchangeCommand.Confirm confirm ->
                switch (exchange) {
                    case Exchange.None none -> new Decision.Rejected(new Refusal.NotFound());
                    case Exchange.Proposed proposed -> confirm(proposed, confirm, book);
                    case Exchange.Settled settled -> new Decision.Rejected(new Refusal.NotProposed());
                    case Exchange.Cancelled cancelled -> new Decision.Rejected(new Refusal.NotProposed());
                    case Exchange.Reversed reversed -> new Decision.Rejected(new Refusal.NotProposed());
                };
            case ExchangeCommand.Cancel cancel ->
                switch (exchange) {
                    case Exchange.None none -> new Decision.Rejected(new Refusal.NotFound());
                    case Exchange.Proposed proposed -> cancel(proposed, cancel);
                    case Exchange.Settled settled -> new Decision.Rejected(new Refusal.NotProposed());
                    case Exchange.Cancelled cancelled -> new Decision.Rejected(new Refusal.NotProposed());
                    case Exchange.Reversed reversed -> new Decision.Rejected(new Refusal.NotProposed());
                };
            case ExchangeCommand.Reverse reverse ->
                switch (exchange) {
                    case Exchange.None none -> new Decision.Rejected(new Refusal.NotFound());
                    case Exchange.Proposed proposed -> new Decision.Rejected(new Refusal.NotSettled());
                    case Exchange.Settled settled -> reverse(settled, reverse, book);
                    case Exchange.Cancelled cancelled -> new Decision.Rejected(new Refusal.NotSettled());
                    case Exchange.Reversed reversed -> new Decision.Rejected(new Refusal.AlreadyReversed());
                };
        };
    }

    private static Decision propose(ExchangeCommand.Propose propose, Book book) {
        var terms = propose.terms();
        var refusal = improper(propose)
                .or(() -> terms.occasion().occurredAt().isAfter(book.at())
                        ? Optional.of(new Refusal.InTheFuture())
                        : Optional.empty());
        if (refusal.isPresent()) {
            return new Decision.Rejected(refusal.get());
        }
        var events = new ArrayList<ExchangeEvent>();
        events.add(new ExchangeEvent.Proposed(terms));
        var given = new ArrayList<Exchange.Confirmation>();
        for (var confirmation : propose.confirmations()) {
            var unfit = unfit(terms, given, confirmation, propose.actor(), propose.rules());
            if (unfit.isPresent()) {
                return new Decision.Rejected(unfit.get());
            }
            given.add(confirmation);
            events.add(new ExchangeEvent.Confirmed(confirmation));
        }
        return settleIfComplete(terms, given, propose.rules(), propose.accounts(), book, events);
    }

    private static Optional<Refusal> improper(ExchangeCommand.Propose propose) {
        var terms = propose.terms();
        var rules = propose.rules();
        if (terms.legs().isEmpty() || terms.legs().size() > MOST_LEGS) {
            return Optional.of(new Refusal.LegsOutOfRange());
        }
        for (int i = 0; i < terms.legs().size(); i++) {
            var leg = terms.legs().get(i);
            if (leg.minutes() < 1 || leg.minutes() > rules.maxLegMinutes()) {
                return Optional.of(new Refusal.MinutesOutOfRange(i, rules.maxLegMinutes()));
            }
            if (leg.provider().equals(leg.receiver())) {
                return Optional.of(new Refusal.SameParty(i));
            }
            var misfit = misfit(terms.kind(), leg, i, propose.parties());
            if (misfit.isPresent()) {
                return misfit;
            }
        }
        return switch (terms.kind()) {
            case SERVICE, CONTRIBUTION, REDEMPTION -> Optional.empty();
            case GRANT, ISSUANCE ->
                propose.actor().agency().equals(rules.lead()) && propose.actor().mayActForOthers()
                        ? Optional.empty()
                        : Optional.of(new Refusal.NotTheLead());
        };
    }

    private static Optional<Refusal> misfit(
            Exchange.Kind kind, Exchange.Leg leg, int place, Map<UUID, ExchangeCommand.Party> parties) {
        var provider = Optional.ofNullable(parties.get(leg.provider()));
        var receiver = Optional.ofNullable(parties.get(leg.receiver()));
        boolean providerFits =
                switch (kind) {
                    case SERVICE, CONTRIBUTION -> is(provider, ExchangeCommand.Party.PARTICIPANT);
                    case REDEMPTION -> agency(provider);
                    case GRANT -> is(provider, ExchangeCommand.Party.PARTICIPANT) || agency(provider);
                    case ISSUANCE -> is(provider, ExchangeCommand.Party.COMMUNITY) || agency(provider);
                };
        if (!providerFits) {
            return Optional.of(new Refusal.WrongParty(place, true));
        }
        if (kind == Exchange.Kind.REDEMPTION && !is(provider, ExchangeCommand.Party.REDEEMER)) {
            return Optional.of(new Refusal.NotARedeemer(place));
        }
        boolean receiverFits =
                switch (kind) {
                    case SERVICE, REDEMPTION -> is(receiver, ExchangeCommand.Party.PARTICIPANT);
                    case CONTRIBUTION -> is(receiver, ExchangeCommand.Party.COMMUNITY) || agency(receiver);
                    case GRANT -> is(receiver, ExchangeCommand.Party.COMMUNITY);
                    case ISSUANCE -> leg.receiver().equals(Exchange.NOBODY);
                };
        return receiverFits ? Optional.empty() : Optional.of(new Refusal.WrongParty(place, false));
    }

    private static boolean is(Optional<ExchangeCommand.Party> party, ExchangeCommand.Party what) {
        return party.filter(what::equals).isPresent();
    }

    private static boolean agency(Optional<ExchangeCommand.Party> party) {
        return is(party, ExchangeCommand.Party.AGENCY) || is(party, ExchangeCommand.Party.REDEEMER);
    }

    private static Decision confirm(Exchange.Proposed exchange, ExchangeCommand.Confirm confirm, Book book) {
        var terms = exchange.terms();
        var confirmation = confirm.confirmation();
        var unfit = unfit(terms, exchange.confirmations(), confirmation, confirm.actor(), confirm.rules());
        if (unfit.isPresent()) {
            return new Decision.Rejected(unfit.get());
        }
        var events = new ArrayList<ExchangeEvent>();
        events.add(new ExchangeEvent.Confirmed(confirmation));
        return settleIfComplete(terms, also(exchange, confirmation), confirm.rules(), confirm.accounts(), book, events);
    }

    /** Whether a confirmation cannot stand beside those already given. */
    private static Optional<Refusal> unfit(
            Exchange.Terms terms,
            List<Exchange.Confirmation> given,
            Exchange.Confirmation confirmation,
            ExchangeCommand.Actor actor,
            ExchangeCommand.Rules rules) {
        var party = confirmation.party();
        var legs = terms.legs().stream().filter(leg -> leg.has(party)).toList();
        if (legs.isEmpty() || party.equals(Exchange.NOBODY)) {
            return Optional.of(new Refusal.NotAParty());
        }
        if (given.stream().anyMatch(earlier -> earlier.party().equals(party))) {
            return Optional.of(new Refusal.AlreadyConfirmed());
        }
        if (confirmation.how() == Exchange.How.ON_BEHALF) {
            if (!actor.mayActForOthers()) {
                return Optional.of(new Refusal.MayNotActForOthers());
            }
            if (legs.stream().anyMatch(leg -> leg.provider().equals(actor.agency()))) {
                return Optional.of(new Refusal.SelfConfirmation());
            }
        }
        if (speaksForAnAgency(terms, party) && !actor.agency().equals(agencyBehind(party, rules))) {
            return Optional.of(new Refusal.NotAParty());
        }
        return confirmation.minutes() == null ? Optional.empty() : unclear(legs, given, confirmation, rules);
    }

    /** Agencies and the community confirm by their own token only; participants through the agency they are with. */
    private static boolean speaksForAnAgency(Exchange.Terms terms, UUID party) {
        return terms.legs().stream().anyMatch(leg -> switch (terms.kind()) {
            case SERVICE -> false;
            case CONTRIBUTION -> leg.receiver().equals(party);
            case REDEMPTION -> leg.provider().equals(party);
            case GRANT, ISSUANCE -> leg.receiver().equals(party);
        });
    }

    private static UUID agencyBehind(UUID party, ExchangeCommand.Rules rules) {
        return party.equals(rules.community()) ? rules.lead() : party;
    }

    private static Optional<Refusal> unclear(
            List<Exchange.Leg> legs,
            List<Exchange.Confirmation> given,
            Exchange.Confirmation confirmation,
            ExchangeCommand.Rules rules) {
        if (legs.size() > 1) {
            return Optional.of(new Refusal.MinutesUnclear());
        }
        var leg = legs.getFirst();
        int least = Math.min(leg.minutes(), confirmation.minutes());
        int most = Math.max(leg.minutes(), confirmation.minutes());
        for (var other : given) {
            if (other.minutes() != null && leg.has(other.party())) {
                least = Math.min(least, other.minutes());
                most = Math.max(most, other.minutes());
            }
        }
        return least < 1 || most - least > rules.toleranceMinutes()
                ? Optional.of(new Refusal.MinutesDiffer(rules.toleranceMinutes()))
                : Optional.empty();
    }

    /** Whose word is still needed. */
    static Set<UUID> awaited(Exchange.Terms terms, List<Exchange.Confirmation> given, ExchangeCommand.Rules rules) {
        var awaited = new HashSet<UUID>();
        for (var leg : terms.legs()) {
            switch (terms.kind()) {
                case SERVICE -> {
                    awaited.add(leg.receiver());
                    if (rules.providersConfirm()) {
                        awaited.add(leg.provider());
                    }
                }
                case CONTRIBUTION -> {
                    awaited.add(leg.provider());
                    // An agency that records what it received confirms it by that.
                    if (!terms.recordedBy().equals(agencyBehind(leg.receiver(), rules))) {
                        awaited.add(leg.receiver());
                    }
                }
                case REDEMPTION -> awaited.add(leg.receiver());
                case GRANT, ISSUANCE -> {
                    // The lead decides; improper() has seen to that.
                }
            }
        }
        given.forEach(confirmation -> awaited.remove(confirmation.party()));
        return awaited;
    }

    private static Decision settleIfComplete(
            Exchange.Terms terms,
            List<Exchange.Confirmation> given,
            ExchangeCommand.Rules rules,
            Map<UUID, UUID> accounts,
            Book book,
            List<ExchangeEvent> events) {
        if (awaited(terms, given, rules).isEmpty()) {
            var legs = agreed(terms, given);
            var postings = postings(terms.kind(), legs, rules, accounts);
            var refusal = unaffordable(postings, book);
            if (refusal.isPresent()) {
                return new Decision.Rejected(refusal.get());
            }
            events.add(new ExchangeEvent.Settled(terms.occasion(), legs, postings));
        }
        return new Decision.Accepted(List.copyOf(events));
    }

    /** The legs with the lower of the minutes that the parties named, where they named others. */
    private static List<Exchange.Leg> agreed(Exchange.Terms terms, List<Exchange.Confirmation> given) {
        return terms.legs().stream()
                .map(leg -> leg.with(given.stream()
                        .filter(confirmation -> confirmation.minutes() != null && leg.has(confirmation.party()))
                        .mapToInt(Exchange.Confirmation::minutes)
                        .reduce(leg.minutes(), Math::min)))
                .toList();
    }

    /** What the legs move, summed by account. Hours of professionals, and of programmes without credit, move nothing. */
    private static Map<UUID, Long> postings(
            Exchange.Kind kind, List<Exchange.Leg> legs, ExchangeCommand.Rules rules, Map<UUID, UUID> accounts) {
        var postings = new TreeMap<UUID, Long>();
        for (var leg : legs) {
            boolean free =
                    kind.timeWasGiven() && (!rules.earnsCredit() || leg.providerRole() == Exchange.Role.PROFESSIONAL);
            if (!free) {
                postings.merge(accounts.get(leg.provider()), (long) leg.minutes(), Math::addExact);
                postings.merge(accounts.get(leg.receiver()), (long) -leg.minutes(), Math::addExact);
            }
        }
        postings.values().removeIf(minutes -> minutes == 0);
        return postings;
    }

    private static Optional<Refusal> unaffordable(Map<UUID, Long> postings, Book book) {
        for (var posting : postings.entrySet()) {
            var standing = book.standings().get(posting.getKey());
            if (standing == null || !standing.open()) {
                return Optional.of(new Refusal.AccountNotOpen(posting.getKey()));
            }
            if (standing.fallsShort(posting.getValue())) {
                return Optional.of(new Refusal.InsufficientCredit(posting.getKey()));
            }
            if (standing.overflows(posting.getValue())) {
                return Optional.of(new Refusal.CeilingReached(posting.getKey()));
            }
        }
        return Optional.empty();
    }

    private static Decision cancel(Exchange.Proposed exchange, ExchangeCommand.Cancel cancel) {
        return mayCorrect(exchange.terms(), cancel.actor(), cancel.rules())
                ? new Decision.Accepted(List.of(new ExchangeEvent.Cancelled(cancel.reason())))
                : new Decision.Rejected(new Refusal.NotYours());
    }

    /** A reversal may pass the limits: it puts right what should not have been. */
    private static Decision reverse(Exchange.Settled exchange, ExchangeCommand.Reverse reverse, Book book) {
        if (!mayCorrect(exchange.terms(), reverse.actor(), reverse.rules())) {
            return new Decision.Rejected(new Refusal.NotYours());
        }
        var postings = opposite(exchange.postings());
        for (var account : postings.keySet()) {
            if (!book.standings().containsKey(account)) {
                return new Decision.Rejected(new Refusal.AccountNotOpen(account));
            }
        }
        return new Decision.Accepted(List.of(
                new ExchangeEvent.Reversed(reverse.reason(), exchange.terms().occasion(), exchange.legs(), postings)));
    }

    private static boolean mayCorrect(Exchange.Terms terms, ExchangeCommand.Actor actor, ExchangeCommand.Rules rules) {
        return actor.agency().equals(terms.recordedBy()) || actor.agency().equals(rules.lead());
    }

    private static Map<UUID, Long> opposite(Map<UUID, Long> postings) {
        var opposite = new TreeMap<UUID, Long>();
        postings.forEach((account, minutes) -> opposite.put(account, -minutes));
        return opposite;
    }

    private static List<Exchange.Confirmation> also(Exchange.Proposed exchange, Exchange.Confirmation confirmation) {
        var all = new ArrayList<>(exchange.confirmations());
        all.add(confirmation);
        return all;
    }

    /** The exchange after an event. */
    public static Exchange evolve(Exchange exchange, ExchangeEvent event) {
        return switch (event) {
            case ExchangeEvent.Proposed proposed -> new Exchange.Proposed(proposed.terms(), List.of());
            case ExchangeEvent.Confirmed confirmed -> {
                var proposed = waiting(exchange);
                yield new Exchange.Proposed(proposed.terms(), also(proposed, confirmed.confirmation()));
            }
            case ExchangeEvent.Settled settled ->
                new Exchange.Settled(
                        waiting(exchange).terms(),
                        waiting(exchange).confirmations(),
                        settled.legs(),
                        settled.postings());
            case ExchangeEvent.Cancelled cancelled ->
                new Exchange.Cancelled(
                        waiting(exchange).terms(), waiting(exchange).confirmations(), cancelled.reason());
            case ExchangeEvent.Reversed reversed -> {
                if (exchange instanceof Exchange.Settled settled) {
                    yield new Exchange.Reversed(settled, reversed.reason());
                }
                throw new IllegalStateException("What was not settled was reversed");
            }
        };
    }

    private static Exchange.Proposed waiting(Exchange exchange) {
        if (exchange instanceof Exchange.Proposed proposed) {
            return proposed;
        }
        throw new IllegalStateException("What was not proposed was confirmed, settled or cancelled");
    }
}
