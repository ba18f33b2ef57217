package org.reciprocity.ledger.redemption;

import java.util.List;
import java.util.UUID;

/** The rules of redemption offers, and of taking from them: stock never goes below zero. */
public final class OfferDecider {
    private OfferDecider() {}

    /** What a command comes to. */
    public sealed interface Decision {
        /** It happens. */
        record Accepted(List<OfferEvent> events) implements Decision {}

        /** It does not. */
        record Rejected(Refusal refusal) implements Decision {}
    }

    /** What somebody's wish comes to. */
    public sealed interface Taking {
        /** So many units can be taken. */
        record Fits(int units) implements Taking {}

        /** Nothing can. */
        record Refused(Refusal refusal) implements Taking {}
    }

    /** Why a command or a wish is refused. */
    public sealed interface Refusal {
        /** There is an offer of that id. */
        record IdInUse() implements Refusal {}

        /** There is no such offer. */
        record NotFound() implements Refusal {}

        /** The agency does not redeem credit here. */
        record NotARedeemer() implements Refusal {}

        /** Only the partner and the lead may do this. */
        record NotYours() implements Refusal {}

        /** The last day lies before the first. */
        record EndsBeforeItBegins() implements Refusal {}

        /** More units are taken than there would be. */
        record BelowTaken(long taken) implements Refusal {}

        /** Its first day lies ahead. */
        record NotBegun() implements Refusal {}

        /** It has been withdrawn. */
        record Withdrawn() implements Refusal {}

        /** Its last day is over. */
        record Expired() implements Refusal {}

        /** There are not that many units left. */
        record OutOfStock(long left) implements Refusal {}

        /** The minutes are not those of a number of units. */
        record WrongMinutes(int unit) implements Refusal {}

        /** Another partner gives it. */
        record OtherPartner(UUID partner) implements Refusal {}
    }

    /** Decides. */
    public static Decision decide(Offer offer, OfferCommand command) {
        return switch (command) {
            case OfferCommand.Open open ->
                switch (offer) {
                    case Offer.None none -> open(open);
                    case Offer.Open already -> rejected(new Refusal.IdInUse());
                    case Offer.Withdrawn already -> rejected(new Refusal.IdInUse());
                };
            case OfferCommand.SetStock set ->
                switch (offer) {
                    case Offer.None none -> rejected(new Refusal.NotFound());
                    case Offer.Open open -> setStock(open, set);
                    case Offer.Withdrawn withdrawn -> rejected(new Refusal.Withdrawn());
                };
            case OfferCommand.Withdraw withdraw ->
                switch (offer) {
                    case Offer.None none -> rejected(new Refusal.NotFound());
                    case Offer.Open open ->
                        withdraw.actor().mayChange(open.terms())
                                ? accepted(new OfferEvent.Withdrawn(withdraw.reason()))
                                : rejected(new Refusal.NotYours());
                    case Offer.Withdrawn already -> rejected(new Refusal.Withdrawn());
                };
        };
    }

    private static Decision open(OfferCommand.Open open) {
        var terms = open.terms();
        if (!open.actor().mayChange(terms)) {
            return rejected(new Refusal.NotYours());
        }
        if (!open.redeems()) {
            return rejected(new Refusal.NotARedeemer());
        }
        if (terms.from() != null && terms.until() != null && terms.until().isBefore(terms.from())) {
            return rejected(new Refusal.EndsBeforeItBegins());
        }
        return accepted(new OfferEvent.Opened(terms, open.quantity()));
    }

    private static Decision setStock(Offer.Open offer, OfferCommand.SetStock set) {
        if (!set.actor().mayChange(offer.terms())) {
            return rejected(new Refusal.NotYours());
        }
        if (set.quantity() < set.taken()) {
            return rejected(new Refusal.BelowTaken(set.taken()));
        }
        return accepted(new OfferEvent.StockSet(set.quantity()));
    }

    /** Whether so many minutes can be taken, and how many units that is. */
    public static Taking take(Offer offer, OfferCommand.Want want) {
        return switch (offer) {
            case Offer.None none -> new Taking.Refused(new Refusal.NotFound());
            case Offer.Withdrawn withdrawn -> new Taking.Refused(new Refusal.Withdrawn());
            case Offer.Open open -> take(open, want);
        };
    }

    private static Taking take(Offer.Open offer, OfferCommand.Want want) {
        var terms = offer.terms();
        if (!terms.agency().equals(want.partner())) {
            return new Taking.Refused(new Refusal.OtherPartner(terms.agency()));
        }
        if (terms.from() != null && want.day().isBefore(terms.from())) {
            return new Taking.Refused(new Refusal.NotBegun());
        }
        if (terms.until() != null && want.day().isAfter(terms.until())) {
            return new Taking.Refused(new Refusal.Expired());
        }
        if (want.minutes() < 1 || want.minutes() % terms.minutes() != 0) {
            return new Taking.Refused(new Refusal.WrongMinutes(terms.minutes()));
        }
        int units = Math.toIntExact(want.minutes() / terms.minutes());
        if (offer.quantity() != null && units > offer.quantity() - want.taken()) {
            return new Taking.Refused(new Refusal.OutOfStock(offer.quantity() - want.taken()));
        }
        return new Taking.Fits(units);
    }

    private static Decision accepted(OfferEvent event) {
        return new Decision.Accepted(List.of(event));
    }

    private static Decision rejected(Refusal refusal) {
        return new Decision.Rejected(refusal);
    }

    /** The offer after an event. */
    public static Offer evolve(Offer offer, OfferEvent event) {
        return switch (event) {
            case OfferEvent.Opened opened -> new Offer.Open(opened.terms(), opened.quantity());
            case OfferEvent.StockSet set -> new Offer.Open(terms(offer), set.quantity());
            case OfferEvent.Withdrawn withdrawn -> new Offer.Withdrawn(terms(offer), quantity(offer));
        };
    }

    /** What is offered. */
    public static Offer.Terms terms(Offer offer) {
        return switch (offer) {
            case Offer.None none -> throw new IllegalStateException("There is no offer");
            case Offer.Open open -> open.terms();
            case Offer.Withdrawn withdrawn -> withdrawn.terms();
        };
    }

    /** Units in all; null for no limit. */
    static Long quantity(Offer offer) {
        return switch (offer) {
            case Offer.None none -> throw new IllegalStateException("There is no offer");
            case Offer.Open open -> open.quantity();
            case Offer.Withdrawn withdrawn -> withdrawn.quantity();
        };
    }
}
