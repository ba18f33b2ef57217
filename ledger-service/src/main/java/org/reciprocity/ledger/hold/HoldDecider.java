package org.reciprocity.ledger.hold;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The rules of holds. Whoever asks for something expires what is over first, so that it is decided on what is still held. */
public final class HoldDecider {
    private HoldDecider() {}

    /** What a command comes to. */
    public sealed interface Decision {
        /** It happens; nothing does where there is nothing to expire. */
        record Accepted(List<HoldEvent> events) implements Decision {}

        /** It does not. */
        record Rejected(Refusal refusal) implements Decision {}
    }

    /** Why a command is refused. */
    public sealed interface Refusal {
        /** There is a hold of that id. */
        record IdInUse() implements Refusal {}

        /** There is no such hold. */
        record NotFound() implements Refusal {}

        /** It has been captured, released, or its time is over. */
        record NotHeld(String state) implements Refusal {}

        /** Only the partner, the agency that placed it and the lead may do this. */
        record NotYours() implements Refusal {}

        /** The agency does not redeem credit here. */
        record NotARedeemer() implements Refusal {}

        /** Speaking for others takes a role that this caller lacks. */
        record MayNotActForOthers() implements Refusal {}

        /** Who would be credited, or would pay, cannot speak for who would pay. */
        record SelfConfirmation() implements Refusal {}

        /** The partner brings the word of who pays it. */
        record PaidForTheWord() implements Refusal {}

        /** It is somebody else's: a token of their own is for their own. */
        record NotTheBearers() implements Refusal {}

        /** So many minutes cannot be spent at once. */
        record MinutesOutOfRange(int most) implements Refusal {}

        /** It would end before it begins, or stand for too long. */
        record ExpiryOutOfRange(Duration longest) implements Refusal {}

        /** The account takes part in nothing for now. */
        record AccountSuspended(UUID account) implements Refusal {}

        /** The account takes part in nothing any more. */
        record AccountClosed(UUID account) implements Refusal {}

        /** The account has not that much to spend. */
        record InsufficientCredit(UUID account) implements Refusal {}

        /** More is asked for than is held. */
        record MoreThanHeld(int held) implements Refusal {}

        /** The minutes are not those of a number of units of the offer. */
        record WrongMinutes(int unit) implements Refusal {}
    }

    /** Decides. */
    public static Decision decide(Hold hold, HoldCommand command) {
        return switch (command) {
            case HoldCommand.Place place -> hold instanceof Hold.None ? place(place) : rejected(new Refusal.IdInUse());
            case HoldCommand.Capture capture ->
                switch (hold) {
                    case Hold.Held held -> capture(held, capture);
                    case Hold.None none -> rejected(new Refusal.NotFound());
                    case Hold.Captured captured -> rejected(new Refusal.NotHeld(state(hold)));
                    case Hold.Released released -> rejected(new Refusal.NotHeld(state(hold)));
                    case Hold.Expired expired -> rejected(new Refusal.NotHeld(state(hold)));
                };
            case HoldCommand.Release release ->
                switch (hold) {
                    case Hold.Held held -> release(held, release);
                    case Hold.None none -> rejected(new Refusal.NotFound());
                    case Hold.Captured captured -> rejected(new Refusal.NotHeld(state(hold)));
                    case Hold.Released released -> rejected(new Refusal.NotHeld(state(hold)));
                    case Hold.Expired expired -> rejected(new Refusal.NotHeld(state(hold)));
                };
            case HoldCommand.Expire expire ->
                new Decision.Accepted(
                        hold instanceof Hold.Held(Hold.Terms terms)
                                        && !expire.at().isBefore(terms.expiresAt())
                                ? List.of(new HoldEvent.Expired(terms.account(), terms.minutes(), terms.expiresAt()))
                                : List.of());
        };
    }

    private static Decision place(HoldCommand.Place place) {
        var terms = place.terms();
        if (!place.rules().redeems()) {
            return rejected(new Refusal.NotARedeemer());
        }
        var unheard = unheard(terms, place.actor());
        if (unheard.isPresent()) {
            return rejected(unheard.get());
        }
        if (terms.minutes() < 1 || terms.minutes() > place.rules().mostMinutes()) {
            return rejected(new Refusal.MinutesOutOfRange(place.rules().mostMinutes()));
        }
        if (!terms.expiresAt().isAfter(place.at())
                || terms.expiresAt().isAfter(place.at().plus(place.rules().longest()))) {
            return rejected(new Refusal.ExpiryOutOfRange(place.rules().longest()));
        }
        return switch (place.standing().status()) {
            case SUSPENDED -> rejected(new Refusal.AccountSuspended(terms.account()));
            case CLOSED -> rejected(new Refusal.AccountClosed(terms.account()));
            case OPEN ->
                place.standing().has(terms.minutes())
                        ? new Decision.Accepted(List.of(new HoldEvent.Placed(terms)))
                        : rejected(new Refusal.InsufficientCredit(terms.account()));
        };
    }

    /**
     * Why the word of who would pay does not count: it comes by their own token, or by an agency that is not the partner; on
     * their behalf a broker or steward gives it who is neither.
     */
    private static Optional<Refusal> unheard(Hold.Terms terms, HoldCommand.Actor actor) {
        boolean theirs = terms.participant().equals(actor.bearer());
        boolean partners = actor.agency().equals(terms.partner());
        return switch (terms.how()) {
            case PARTY -> {
                if (theirs) {
                    yield Optional.empty();
                }
                if (actor.bearer() != null) {
                    yield Optional.of(new Refusal.NotTheBearers());
                }
                yield partners ? Optional.of(new Refusal.PaidForTheWord()) : Optional.empty();
            }
            case ON_BEHALF -> {
                if (!actor.mayActForOthers()) {
                    yield Optional.of(new Refusal.MayNotActForOthers());
                }
                if (actor.is(terms.participant())) {
                    yield Optional.of(new Refusal.SelfConfirmation());
                }
                yield partners ? Optional.of(new Refusal.PaidForTheWord()) : Optional.empty();
            }
        };
    }

    private static Decision capture(Hold.Held hold, HoldCommand.Capture capture) {
        var terms = hold.terms();
        if (!capture.at().isBefore(terms.expiresAt())) {
            return rejected(new Refusal.NotHeld(state(new Hold.Expired(terms))));
        }
        if (!capture.actor().mayEnd(terms)) {
            return rejected(new Refusal.NotYours());
        }
        if (capture.actor().meddles(terms)) {
            return rejected(new Refusal.NotTheBearers());
        }
        int minutes = capture.minutes() == null ? terms.minutes() : capture.minutes();
        if (minutes < 1 || minutes > terms.minutes()) {
            return rejected(new Refusal.MoreThanHeld(terms.minutes()));
        }
        if (terms.purpose().units() != null && minutes % unit(terms) != 0) {
            return rejected(new Refusal.WrongMinutes(unit(terms)));
        }
        return new Decision.Accepted(List.of(
                new HoldEvent.Captured(terms.account(), minutes, terms.minutes() - minutes, capture.exchange())));
    }

    private static int unit(Hold.Terms terms) {
        return terms.minutes() / terms.purpose().units();
    }

    private static Decision release(Hold.Held hold, HoldCommand.Release release) {
        var terms = hold.terms();
        if (!release.at().isBefore(terms.expiresAt())) {
            return rejected(new Refusal.NotHeld(state(new Hold.Expired(terms))));
        }
        if (!release.actor().mayEnd(terms)) {
            return rejected(new Refusal.NotYours());
        }
        return release.actor().meddles(terms)
                ? rejected(new Refusal.NotTheBearers())
                : new Decision.Accepted(
                        List.of(new HoldEvent.Released(terms.account(), terms.minutes(), release.reason())));
    }

    private static Decision rejected(Refusal refusal) {
        return new Decision.Rejected(refusal);
    }

    /** The hold after an event. */
    public static Hold evolve(Hold hold, HoldEvent event) {
        return switch (event) {
            case HoldEvent.Placed placed -> new Hold.Held(placed.terms());
            case HoldEvent.Captured captured -> new Hold.Captured(held(hold), captured.minutes(), captured.exchange());
            case HoldEvent.Released released -> new Hold.Released(held(hold), released.reason());
            case HoldEvent.Expired expired -> new Hold.Expired(held(hold));
        };
    }

    /** By how much an event changes what is reserved of the account. */
    public static long reserves(HoldEvent event) {
        return switch (event) {
            case HoldEvent.Placed placed -> placed.terms().minutes();
            case HoldEvent.Captured captured -> -(long) captured.minutes() - captured.released();
            case HoldEvent.Released released -> -released.minutes();
            case HoldEvent.Expired expired -> -expired.minutes();
        };
    }

    private static Hold.Terms held(Hold hold) {
        if (hold instanceof Hold.Held(Hold.Terms terms)) {
            return terms;
        }
        throw new IllegalStateException("What was not held was captured, released or expired");
    }

    /** What is or was held. */
    public static Hold.Terms terms(Hold hold) {
        return switch (hold) {
            case Hold.None none -> throw new IllegalStateException("There is no hold");
            case Hold.Held held -> held.terms();
            case Hold.Captured captured -> captured.terms();
            case Hold.Released released -> released.terms();
            case Hold.Expired expired -> expired.terms();
        };
    }

    /** The state's name in the API and in the database. */
    public static String state(Hold hold) {
        return switch (hold) {
            case Hold.None none -> throw new IllegalStateException("There is no hold");
            case Hold.Held held -> "held";
            case Hold.Captured captured -> "captured";
            case Hold.Released released -> "released";
            case Hold.Expired expired -> "expired";
        };
    }
}
