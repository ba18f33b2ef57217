package org.reciprocity.ledger.exchange;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

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
            case ExchangeCommand.Propose propose ->
                improper(propose).isPresent()
                        ? Map.of()
                        : moves(
                                propose.terms(),
                                List.of(),
                                propose.confirmations(),
                                propose.actor(),
                                propose.rules(),
                                propose.accounts());
            case ExchangeCommand.Enter enter ->
                Parties.misfits(enter).isEmpty()
                        ? Postings.of(enter.terms().occasion(), enter.terms().legs(), true, enter.accounts())
                        : Map.of();
            case ExchangeCommand.Confirm confirm ->
                exchange instanceof Exchange.Proposed proposed
                        ? moves(
                                proposed.terms(),
                                proposed.confirmations(),
                                List.of(confirm.word()),
                                confirm.actor(),
                                confirm.rules(),
                                confirm.accounts())
                        : Map.of();
            case ExchangeCommand.ConfirmSilence silence ->
                exchange instanceof Exchange.Proposed proposed && !hindered(proposed, silence)
                        ? postings(proposed.terms(), proposed.confirmations(), silence.rules(), silence.accounts())
                        : Map.of();
            case ExchangeCommand.Resolve resolve ->
                exchange instanceof Exchange.Disputed disputed
                                && resolve.minutes() != null
                                && Disputes.uneven(disputed.terms(), resolve).isEmpty()
                        ? Postings.of(
                                disputed.terms().occasion(),
                                Disputes.decided(disputed.terms(), resolve.minutes()),
                                resolve.rules().earnsCredit(),
                                resolve.accounts())
                        : Map.of();
            case ExchangeCommand.Dispute dispute -> Map.of();
            case ExchangeCommand.Lapse lapse -> Map.of();
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

    private static Map<UUID, Long> moves(
            Exchange.Terms terms,
            List<Exchange.Confirmation> given,
            List<ExchangeCommand.Word> words,
            ExchangeCommand.Actor actor,
            ExchangeCommand.Rules rules,
            Map<UUID, UUID> accounts) {
        return switch (Words.hear(terms, given, words, actor, rules)) {
            case Words.Heard.Unfit unfit -> Map.of();
            case Words.Heard.Taken(var heard, var dispute) -> {
                var all = both(given, heard);
                yield dispute == null && Words.complete(terms, all, rules)
                        ? postings(terms, all, rules, accounts)
                        : Map.of();
            }
        };
    }

    private static Map<UUID, Long> postings(
            Exchange.Terms terms,
            List<Exchange.Confirmation> given,
            ExchangeCommand.Rules rules,
            Map<UUID, UUID> accounts) {
        return Postings.of(terms.occasion(), Words.agreed(terms, given), rules.earnsCredit(), accounts);
    }

    /** Decides, on the accounts that {@link #moves} named. */
    public static Decision decide(Exchange exchange, ExchangeCommand command, Book book) {
        return switch (command) {
            case ExchangeCommand.Propose propose ->
                exchange instanceof Exchange.None ? propose(propose, book) : refused(new Refusal.IdInUse());
            case ExchangeCommand.Enter enter ->
                exchange instanceof Exchange.None ? enter(enter, book) : refused(new Refusal.IdInUse());
            case ExchangeCommand.Confirm confirm ->
                whereProposed(
                        exchange,
                        proposed -> hear(
                                proposed.terms(),
                                proposed.confirmations(),
                                List.of(confirm.word()),
                                confirm.actor(),
                                confirm.rules(),
                                confirm.accounts(),
                                book,
                                ExchangeDecider::confirmed));
            case ExchangeCommand.ConfirmSilence silence ->
                whereProposed(exchange, proposed -> silence(proposed, silence, book));
            case ExchangeCommand.Lapse lapse ->
                whereProposed(exchange, proposed -> accepted(new ExchangeEvent.Lapsed(lapse.afterHours())));
            case ExchangeCommand.Cancel cancel -> whereProposed(exchange, proposed -> cancel(proposed, cancel));
            case ExchangeCommand.Dispute dispute -> whereProposed(exchange, proposed -> dispute(proposed, dispute));
            case ExchangeCommand.Resolve resolve ->
                switch (exchange) {
                    case Exchange.None none -> refused(new Refusal.NotFound());
                    case Exchange.Disputed disputed -> resolve(disputed, resolve, book);
                    case Exchange.Proposed proposed -> refused(new Refusal.NotDisputed());
                    case Exchange.Settled settled -> refused(new Refusal.AlreadySettled());
                    case Exchange.Cancelled cancelled -> refused(new Refusal.Ended());
                    case Exchange.Lapsed lapsed -> refused(new Refusal.Ended());
                    case Exchange.Reversed reversed -> refused(new Refusal.Ended());
                };
            case ExchangeCommand.Undo undo -> undo(exchange, undo, book);
            case ExchangeCommand.Reverse reverse ->
                switch (exchange) {
                    case Exchange.None none -> refused(new Refusal.NotFound());
                    case Exchange.Settled settled -> reverse(settled, reverse, book);
                    case Exchange.Reversed reversed -> refused(new Refusal.AlreadyReversed());
                    case Exchange.Proposed proposed -> refused(new Refusal.NotSettled());
                    case Exchange.Disputed disputed -> refused(new Refusal.InDispute());
                    case Exchange.Cancelled cancelled -> refused(new Refusal.Ended());
                    case Exchange.Lapsed lapsed -> refused(new Refusal.Ended());
                };
        };
    }

    private static Decision undo(Exchange exchange, ExchangeCommand.Undo undo, Book book) {
        return switch (exchange) {
            case Exchange.None none -> refused(new Refusal.NotFound());
            case Exchange.Proposed proposed -> accepted(new ExchangeEvent.Cancelled(undo.reason(), undo.by()));
            case Exchange.Settled settled ->
                settled.terms().kind() == Exchange.Kind.TRANSFER
                        ? takeBack(settled, undo.reason(), undo.by(), undo.pot(), book)
                        : refused(new Refusal.NotReversible());
            case Exchange.Disputed disputed -> accepted(new ExchangeEvent.Cancelled(undo.reason(), undo.by()));
            case Exchange.Cancelled cancelled -> refused(new Refusal.Ended());
            case Exchange.Lapsed lapsed -> refused(new Refusal.Ended());
            case Exchange.Reversed reversed -> refused(new Refusal.AlreadyReversed());
        };
    }

    private static Decision whereProposed(Exchange exchange, Function<Exchange.Proposed, Decision> decision) {
        return switch (exchange) {
            case Exchange.None none -> refused(new Refusal.NotFound());
            case Exchange.Proposed proposed -> decision.apply(proposed);
            case Exchange.Disputed disputed -> refused(new Refusal.InDispute());
            case Exchange.Settled settled -> refused(new Refusal.AlreadySettled());
            case Exchange.Cancelled cancelled -> refused(new Refusal.Ended());
            case Exchange.Lapsed lapsed -> refused(new Refusal.Ended());
            case Exchange.Reversed reversed -> refused(new Refusal.Ended());
        };
    }

    private static Decision refused(Refusal refusal) {
        return new Decision.Rejected(refusal);
    }

    private static Decision accepted(ExchangeEvent... events) {
        return new Decision.Accepted(List.of(events));
    }

    private static Decision propose(ExchangeCommand.Propose propose, Book book) {
        var terms = propose.terms();
        var refusal = improper(propose)
                .or(() -> terms.occasion().occurredAt().isAfter(book.at())
                        ? Optional.of(new Refusal.InTheFuture())
                        : Optional.empty())
                .or(() -> propose.left().stream().sorted().findFirst().map(Refusal.AccountClosed::new));
        if (refusal.isPresent()) {
            return refused(refusal.get());
        }
        return hear(
                terms,
                List.of(),
                propose.confirmations(),
                propose.actor(),
                propose.rules(),
                propose.accounts(),
                book,
                heard -> List.of(new ExchangeEvent.Proposed(terms, heard)));
    }

    /**
     * Takes words; with the last that is needed it settles, and with minutes that differ too much it is in dispute.
     *
     * @param told the events that tell of the words that were taken
     */
    private static Decision hear(
            Exchange.Terms terms,
            List<Exchange.Confirmation> given,
            List<ExchangeCommand.Word> words,
            ExchangeCommand.Actor actor,
            ExchangeCommand.Rules rules,
            Map<UUID, UUID> accounts,
            Book book,
            Function<List<Exchange.Confirmation>, List<ExchangeEvent>> told) {
        switch (Words.hear(terms, given, words, actor, rules)) {
            case Words.Heard.Unfit(Refusal refusal) -> {
                return refused(refusal);
            }
            case Words.Heard.Taken(var heard, var dispute) -> {
                var events = new ArrayList<>(told.apply(heard));
                var all = both(given, heard);
                if (dispute != null) {
                    events.add(ExchangeEvent.Disputed.of(dispute, terms.occasion()));
                } else if (Words.complete(terms, all, rules)) {
                    var legs = Words.agreed(terms, all);
                    var unsettled =
                            settle(terms, all, legs, postings(terms, all, rules, accounts), rules, book, events);
                    if (unsettled.isPresent()) {
                        return refused(unsettled.get());
                    }
                }
                return new Decision.Accepted(
                        events.getFirst() instanceof ExchangeEvent.Proposed proposed
                                        && events.getLast() instanceof ExchangeEvent.Settled settled
                                ? settled.at(proposed)
                                : List.copyOf(events));
            }
        }
    }

    private static List<ExchangeEvent> confirmed(List<Exchange.Confirmation> confirmations) {
        return confirmations.stream()
                .<ExchangeEvent>map(ExchangeEvent.Confirmed::new)
                .toList();
    }

    private static Optional<Refusal> settle(
            Exchange.Terms terms,
            List<Exchange.Confirmation> given,
            List<Exchange.Leg> legs,
            Map<UUID, Long> postings,
            ExchangeCommand.Rules rules,
            Book book,
            List<ExchangeEvent> events) {
        var refusal = unsettleable(terms, legs, rules).or(() -> Postings.unaffordable(terms.kind(), postings, book));
        if (refusal.isEmpty()) {
            events.add(
                    new ExchangeEvent.Settled(terms.occasion(), legs, postings, Words.assurance(terms, given, rules)));
        }
        return refusal;
    }

    /** What may have changed since it was recorded: how long a leg may be, and who is one person. */
    private static Optional<Refusal> unsettleable(
            Exchange.Terms terms, List<Exchange.Leg> legs, ExchangeCommand.Rules rules) {
        for (int i = 0; i < legs.size(); i++) {
            if (legs.get(i).minutes() > rules.maxLegMinutes()) {
                return Optional.of(new Refusal.MinutesOutOfRange(i, rules.maxLegMinutes()));
            }
            if (toThemself(terms, legs.get(i), rules)) {
                return Optional.of(new Refusal.SameParty(i));
            }
        }
        return Optional.empty();
    }

    /** Time is given to somebody else; credit may go from one of somebody's accounts to another. */
    private static boolean toThemself(Exchange.Terms terms, Exchange.Leg leg, ExchangeCommand.Rules rules) {
        return terms.kind().timeWasGiven() && rules.same(leg.provider(), leg.receiver());
    }

    private static Decision silence(Exchange.Proposed exchange, ExchangeCommand.ConfirmSilence silence, Book book) {
        var terms = exchange.terms();
        if (hindered(exchange, silence)) {
            return refused(new Refusal.SelfConfirmation());
        }
        var silent = Words.silence(terms, exchange.confirmations(), silence.rules());
        var events = new ArrayList<>(confirmed(silent));
        var unsettled = settle(
                terms,
                both(exchange.confirmations(), silent),
                Words.agreed(terms, exchange.confirmations()),
                postings(terms, exchange.confirmations(), silence.rules(), silence.accounts()),
                silence.rules(),
                book,
                events);
        return unsettled.isPresent() ? refused(unsettled.get()) : new Decision.Accepted(List.copyOf(events));
    }

    /** Whether silence settles nothing: it stands for no word that is missing, and one is. */
    private static boolean hindered(Exchange.Proposed exchange, ExchangeCommand.ConfirmSilence silence) {
        return Words.silence(exchange.terms(), exchange.confirmations(), silence.rules())
                        .isEmpty()
                && !Words.complete(exchange.terms(), exchange.confirmations(), silence.rules());
    }

    private static Decision dispute(Exchange.Proposed exchange, ExchangeCommand.Dispute dispute) {
        var unfit = Words.mayNotDispute(exchange.terms(), dispute);
        return unfit.isPresent()
                ? refused(unfit.get())
                : accepted(ExchangeEvent.Disputed.of(
                        new Exchange.Dispute(
                                dispute.party(),
                                dispute.reason(),
                                new Exchange.By(
                                        dispute.actor().agency(),
                                        dispute.actor().bearer(),
                                        null),
                                null),
                        exchange.terms().occasion()));
    }

    private static Decision resolve(Exchange.Disputed exchange, ExchangeCommand.Resolve resolve, Book book) {
        var unfit = Disputes.mayNotDecide(exchange, resolve);
        if (unfit.isPresent()) {
            return refused(unfit.get());
        }
        var resolution = Disputes.resolution(resolve);
        if (resolve.minutes() == null) {
            return accepted(
                    new ExchangeEvent.Resolved(resolution),
                    new ExchangeEvent.Cancelled(
                            resolve.reason(), resolve.actor().by()));
        }
        var terms = exchange.terms();
        var events = new ArrayList<ExchangeEvent>();
        events.add(new ExchangeEvent.Resolved(resolution));
        var legs = Disputes.decided(terms, resolve.minutes());
        var unsettled =
                settle(terms, exchange.confirmations(), legs, moves(exchange, resolve), resolve.rules(), book, events);
        return unsettled.isPresent() ? refused(unsettled.get()) : new Decision.Accepted(List.copyOf(events));
    }

    private static Decision enter(ExchangeCommand.Enter enter, Book book) {
        var terms = enter.terms();
        if (!Words.payersHaveSpoken(terms, enter.confirmations())) {
            throw new IllegalArgumentException("Nobody pays without a word");
        }
        var postings = moves(new Exchange.None(), enter);
        var refusal = Parties.misfits(enter)
                .or(() -> terms.occasion().occurredAt().isAfter(book.at())
                        ? Optional.of(new Refusal.InTheFuture())
                        : Optional.empty())
                .or(() -> Postings.unaffordable(terms.kind(), postings, book));
        if (refusal.isPresent()) {
            return refused(refusal.get());
        }
        if (terms.kind().timeWasGiven()) {
            throw new IllegalArgumentException("Time that was given is proposed and confirmed");
        }
        return new Decision.Accepted(new ExchangeEvent.Settled(terms.occasion(), terms.legs(), postings, null)
                .at(new ExchangeEvent.Proposed(terms, enter.confirmations())));
    }

    private static Optional<Refusal> improper(ExchangeCommand.Propose propose) {
        var terms = propose.terms();
        var rules = propose.rules();
        if (terms.legs().isEmpty() || terms.legs().size() > MOST_LEGS) {
            return Optional.of(new Refusal.LegsOutOfRange());
        }
        var named = new HashSet<List<UUID>>();
        for (int i = 0; i < terms.legs().size(); i++) {
            var leg = terms.legs().get(i);
            if (leg.minutes() < 1 || leg.minutes() > rules.maxLegMinutes()) {
                return Optional.of(new Refusal.MinutesOutOfRange(i, rules.maxLegMinutes()));
            }
            var misfit = Parties.misfit(terms.occasion(), leg, i, propose.parties());
            if (misfit.isPresent()) {
                return misfit;
            }
            if (toThemself(terms, leg, rules)) {
                return Optional.of(new Refusal.SameParty(i));
            }
            if (terms.occasion().session() && !named.add(List.of(leg.provider(), leg.receiver()))) {
                return Optional.of(new Refusal.NamedTwice(i));
            }
        }
        if (terms.occasion().session() && !Parties.gather(terms, rules.community())) {
            return Optional.of(new Refusal.LegsOutOfRange());
        }
        boolean codesign = terms.kind() == Exchange.Kind.CODESIGN;
        if (codesign != (terms.occasion().decision() != null)) {
            return Optional.of(codesign ? new Refusal.DecisionMissing() : new Refusal.DecisionWithoutCodesign());
        }
        return switch (terms.kind()) {
            case SERVICE, CONTRIBUTION, CODESIGN, REDEMPTION, GIFT -> Optional.empty();
            case GRANT, ISSUANCE -> Disputes.mayNotGiveOut(terms, propose.actor(), rules);
            case RETIREMENT, SETTLEMENT, TRANSFER ->
                throw new IllegalArgumentException(
                        "Nobody proposes a " + terms.kind().wire());
        };
    }

    private static Decision cancel(Exchange.Proposed exchange, ExchangeCommand.Cancel cancel) {
        var unfit = mayNotCorrect(exchange.terms(), cancel.actor(), cancel.rules());
        return unfit.isPresent()
                ? refused(unfit.get())
                : accepted(new ExchangeEvent.Cancelled(
                        cancel.reason(), cancel.actor().by()));
    }

    /** A reversal may pass the limits: it puts right what should not have been. */
    private static Decision reverse(Exchange.Settled exchange, ExchangeCommand.Reverse reverse, Book book) {
        var terms = exchange.terms();
        if (!terms.kind().reversible()) {
            return refused(
                    terms.kind() == Exchange.Kind.TRANSFER
                            ? new Refusal.HalfOfATransfer()
                            : new Refusal.NotReversible());
        }
        var unfit = mayNotCorrect(terms, reverse.actor(), reverse.rules());
        if (unfit.isPresent()) {
            return refused(unfit.get());
        }
        if (reverse.rules().hasAPart(reverse.actor().bearer(), terms)) {
            return refused(new Refusal.SelfConfirmation());
        }
        return takeBack(exchange, reverse.reason(), reverse.actor().by(), reverse.pot(), book);
    }

    private static Decision takeBack(
            Exchange.Settled exchange, Exchange.Reason reason, Exchange.By by, UUID pot, Book book) {
        var postings = Postings.opposite(exchange.postings(), pot, book);
        var missing = Postings.missing(postings, book);
        return missing.isPresent()
                ? refused(missing.get())
                : accepted(new ExchangeEvent.Reversed(
                        reason, by, exchange.terms().occasion(), exchange.legs(), postings, exchange.assurance()));
    }

    private static Optional<Refusal> mayNotCorrect(
            Exchange.Terms terms, ExchangeCommand.Actor actor, ExchangeCommand.Rules rules) {
        if (!actor.agency().equals(terms.recordedBy()) && !actor.agency().equals(rules.lead())) {
            return Optional.of(new Refusal.NotYours());
        }
        return actor.confined() && !terms.has(actor.bearer())
                ? Optional.of(new Refusal.NotTheBearers())
                : Optional.empty();
    }

    private static List<Exchange.Confirmation> both(
            List<Exchange.Confirmation> earlier, List<Exchange.Confirmation> later) {
        var all = new ArrayList<>(earlier);
        all.addAll(later);
        return List.copyOf(all);
    }

    /** The exchange after an event. */
    public static Exchange evolve(Exchange exchange, ExchangeEvent event) {
        return switch (event) {
            case ExchangeEvent.Proposed(var terms, var confirmations) -> new Exchange.Proposed(terms, confirmations);
            case ExchangeEvent.Confirmed(Exchange.Confirmation confirmation) ->
                new Exchange.Proposed(
                        open(exchange).terms(), both(open(exchange).confirmations(), List.of(confirmation)));
            case ExchangeEvent.Disputed disputed ->
                new Exchange.Disputed(open(exchange).terms(), open(exchange).confirmations(), disputed.dispute());
            case ExchangeEvent.Resolved(Exchange.Resolution resolution) -> {
                var open = open(exchange);
                var before = Objects.requireNonNull(open.dispute(), "What was not disputed was resolved");
                yield new Exchange.Disputed(
                        open.terms(),
                        open.confirmations(),
                        new Exchange.Dispute(before.party(), before.reason(), before.by(), resolution));
            }
            case ExchangeEvent.Settled settled -> {
                var open = settled.recording() == null ? open(exchange) : opened(settled);
                yield new Exchange.Settled(
                        open.terms(),
                        open.confirmations(),
                        open.dispute(),
                        settled.legs(),
                        settled.postings(),
                        settled.assurance());
            }
            case ExchangeEvent.Cancelled cancelled -> {
                var open = open(exchange);
                yield new Exchange.Cancelled(
                        open.terms(), open.confirmations(), open.dispute(), cancelled.reason(), cancelled.by());
            }
            case ExchangeEvent.Lapsed lapsed ->
                new Exchange.Lapsed(open(exchange).terms(), open(exchange).confirmations());
            case ExchangeEvent.Reversed reversed -> {
                if (exchange instanceof Exchange.Settled settled) {
                    yield new Exchange.Reversed(settled, reversed.reason(), reversed.by());
                }
                throw new IllegalStateException("What was not settled was reversed");
            }
        };
    }

    /** What has not ended: proposed, or in dispute. */
    private record Open(Exchange.Terms terms, List<Exchange.Confirmation> confirmations, Exchange.Dispute dispute) {}

    private static Open open(Exchange exchange) {
        return switch (exchange) {
            case Exchange.Proposed proposed -> new Open(proposed.terms(), proposed.confirmations(), null);
            case Exchange.Disputed disputed -> new Open(disputed.terms(), disputed.confirmations(), disputed.dispute());
            case Exchange.None none -> throw notOpen();
            case Exchange.Settled settled -> throw notOpen();
            case Exchange.Cancelled cancelled -> throw notOpen();
            case Exchange.Lapsed lapsed -> throw notOpen();
            case Exchange.Reversed reversed -> throw notOpen();
        };
    }

    /** One that settled as it was recorded, as if it had been proposed before. */
    private static Open opened(ExchangeEvent.Settled settled) {
        var recording = settled.recording();
        return new Open(
                new Exchange.Terms(settled.occasion(), recording.by(), recording.bearer(), settled.legs()),
                recording.confirmations(),
                null);
    }

    private static IllegalStateException notOpen() {
        return new IllegalStateException("What was not proposed was confirmed, settled or ended");
    }
}
