package org.reciprocity.ledger.exchange;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The rules of exchanges. An exchange settles, and with it moves minutes, when everybody whose word is needed has given it;
 * nobody's hours are confirmed by their own word alone.
 */
public final class ExchangeDecider {
    /** The most legs one exchange has. */
    public static final int MOST_LEGS = 200;

    /** The longest leg that any policy allows: a week. */
    public static final int LONGEST_LEG_MINUTES = 10_080;

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
                                && Words.awaited(terms, given, propose.rules()).isEmpty()
                        ? Postings.of(
                                terms.kind(),
                                Words.agreed(terms, given),
                                propose.rules().earnsCredit(),
                                propose.accounts())
                        : Map.of();
            }
            case ExchangeCommand.Enter enter ->
                misfits(enter).isEmpty()
                        ? Postings.of(enter.terms().kind(), enter.terms().legs(), true, enter.accounts())
                        : Map.of();
            case ExchangeCommand.Confirm confirm ->
                exchange instanceof Exchange.Proposed proposed
                                && Words.awaited(
                                                proposed.terms(),
                                                also(proposed, confirm.confirmation()),
                                                confirm.rules())
                                        .isEmpty()
                        ? Postings.of(
                                proposed.terms().kind(),
                                Words.agreed(proposed.terms(), also(proposed, confirm.confirmation())),
                                confirm.rules().earnsCredit(),
                                confirm.accounts())
                        : Map.of();
            case ExchangeCommand.Cancel cancel -> Map.of();
            case ExchangeCommand.Reverse reverse ->
                exchange instanceof Exchange.Settled settled
                                && settled.terms().kind().reversible()
                        ? Postings.mayMoveBack(settled.postings(), reverse.pot())
                        : Map.of();
            case ExchangeCommand.Undo undo ->
                exchange instanceof Exchange.Settled settled
                        ? Postings.mayMoveBack(settled.postings(), undo.pot())
                        : Map.of();
        };
    }

    /** Decides, on the accounts that {@link #moves} named. */
    public static Decision decide(Exchange exchange, ExchangeCommand command, Book book) {
        return switch (command) {
            case ExchangeCommand.Propose propose ->
                exchange instanceof Exchange.None
                        ? propose(propose, book)
                        : new Decision.Rejected(new Refusal.IdInUse());
            case ExchangeCommand.Enter enter ->
                exchange instanceof Exchange.None ? enter(enter, book) : new Decision.Rejected(new Refusal.IdInUse());
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
            case ExchangeCommand.Undo undo ->
                switch (exchange) {
                    case Exchange.None none -> new Decision.Rejected(new Refusal.NotFound());
                    case Exchange.Proposed proposed ->
                        new Decision.Accepted(List.of(new ExchangeEvent.Cancelled(undo.reason())));
                    case Exchange.Settled settled ->
                        settled.terms().kind() == Exchange.Kind.TRANSFER
                                ? takeBack(settled, undo.reason(), undo.pot(), book)
                                : new Decision.Rejected(new Refusal.NotReversible());
                    case Exchange.Cancelled cancelled -> new Decision.Rejected(new Refusal.NotProposed());
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
            var unfit = Words.unfit(terms, given, confirmation, propose.actor(), propose.rules());
            if (unfit.isPresent()) {
                return new Decision.Rejected(unfit.get());
            }
            given.add(confirmation);
            events.add(new ExchangeEvent.Confirmed(confirmation));
        }
        return settleIfComplete(terms, given, propose.rules(), propose.accounts(), book, events);
    }

    private static Decision enter(ExchangeCommand.Enter enter, Book book) {
        var terms = enter.terms();
        if (!Words.payersHaveSpoken(terms, enter.confirmations())) {
            throw new IllegalArgumentException("Nobody pays without a word");
        }
        var postings = moves(new Exchange.None(), enter);
        var refusal = misfits(enter)
                .or(() -> terms.occasion().occurredAt().isAfter(book.at())
                        ? Optional.of(new Refusal.InTheFuture())
                        : Optional.empty())
                .or(() -> Postings.unaffordable(terms.kind(), postings, book));
        if (refusal.isPresent()) {
            return new Decision.Rejected(refusal.get());
        }
        var events = new ArrayList<ExchangeEvent>();
        events.add(new ExchangeEvent.Proposed(terms));
        enter.confirmations().forEach(confirmation -> events.add(new ExchangeEvent.Confirmed(confirmation)));
        events.add(new ExchangeEvent.Settled(terms.occasion(), terms.legs(), postings));
        return new Decision.Accepted(List.copyOf(events));
    }

    private static Optional<Refusal> misfits(ExchangeCommand.Enter enter) {
        var legs = enter.terms().legs();
        if (legs.isEmpty() || legs.size() > MOST_LEGS) {
            return Optional.of(new Refusal.LegsOutOfRange());
        }
        for (int i = 0; i < legs.size(); i++) {
            if (legs.get(i).minutes() < 1 || legs.get(i).minutes() > LONGEST_LEG_MINUTES) {
                return Optional.of(new Refusal.MinutesOutOfRange(i, LONGEST_LEG_MINUTES));
            }
            var misfit = Parties.misfit(enter.terms().occasion(), legs.get(i), i, enter.parties());
            if (misfit.isPresent()) {
                return misfit;
            }
        }
        return Optional.empty();
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
            var misfit = Parties.misfit(terms.occasion(), leg, i, propose.parties());
            if (misfit.isPresent()) {
                return misfit;
            }
        }
        if ((terms.kind() == Exchange.Kind.CODESIGN) != (terms.occasion().decision() != null)) {
            return Optional.of(new Refusal.DecisionUnclear());
        }
        return switch (terms.kind()) {
            case SERVICE, CONTRIBUTION, CODESIGN, REDEMPTION, GIFT -> Optional.empty();
            case GRANT, ISSUANCE ->
                propose.actor().agency().equals(rules.lead()) && propose.actor().mayActForOthers()
                        ? Optional.empty()
                        : Optional.of(new Refusal.NotTheLead());
            case RETIREMENT, SETTLEMENT, TRANSFER ->
                throw new IllegalArgumentException(
                        "Nobody proposes a " + terms.kind().wire());
        };
    }

    private static Decision confirm(Exchange.Proposed exchange, ExchangeCommand.Confirm confirm, Book book) {
        var terms = exchange.terms();
        var confirmation = confirm.confirmation();
        var unfit = Words.unfit(terms, exchange.confirmations(), confirmation, confirm.actor(), confirm.rules());
        if (unfit.isPresent()) {
            return new Decision.Rejected(unfit.get());
        }
        var events = new ArrayList<ExchangeEvent>();
        events.add(new ExchangeEvent.Confirmed(confirmation));
        return settleIfComplete(terms, also(exchange, confirmation), confirm.rules(), confirm.accounts(), book, events);
    }

    private static Decision settleIfComplete(
            Exchange.Terms terms,
            List<Exchange.Confirmation> given,
            ExchangeCommand.Rules rules,
            Map<UUID, UUID> accounts,
            Book book,
            List<ExchangeEvent> events) {
        if (Words.awaited(terms, given, rules).isEmpty()) {
            var legs = Words.agreed(terms, given);
            var postings = Postings.of(terms.kind(), legs, rules.earnsCredit(), accounts);
            var refusal = Postings.unaffordable(terms.kind(), postings, book);
            if (refusal.isPresent()) {
                return new Decision.Rejected(refusal.get());
            }
            events.add(new ExchangeEvent.Settled(terms.occasion(), legs, postings));
        }
        return new Decision.Accepted(List.copyOf(events));
    }

    private static Decision cancel(Exchange.Proposed exchange, ExchangeCommand.Cancel cancel) {
        return mayCorrect(exchange.terms(), cancel.actor(), cancel.rules())
                ? new Decision.Accepted(List.of(new ExchangeEvent.Cancelled(cancel.reason())))
                : new Decision.Rejected(new Refusal.NotYours());
    }

    /** A reversal may pass the limits: it puts right what should not have been. */
    private static Decision reverse(Exchange.Settled exchange, ExchangeCommand.Reverse reverse, Book book) {
        if (!exchange.terms().kind().reversible()) {
            return new Decision.Rejected(new Refusal.NotReversible());
        }
        if (!mayCorrect(exchange.terms(), reverse.actor(), reverse.rules())) {
            return new Decision.Rejected(new Refusal.NotYours());
        }
        return takeBack(exchange, reverse.reason(), reverse.pot(), book);
    }

    private static Decision takeBack(Exchange.Settled exchange, Exchange.Reason reason, UUID pot, Book book) {
        var postings = Postings.opposite(exchange.postings(), pot, book);
        var missing = Postings.missing(postings, book);
        if (missing.isPresent()) {
            return new Decision.Rejected(missing.get());
        }
        return new Decision.Accepted(
                List.of(new ExchangeEvent.Reversed(reason, exchange.terms().occasion(), exchange.legs(), postings)));
    }

    private static boolean mayCorrect(Exchange.Terms terms, ExchangeCommand.Actor actor, ExchangeCommand.Rules rules) {
        return actor.agency().equals(terms.recordedBy()) || actor.agency().equals(rules.lead());
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
