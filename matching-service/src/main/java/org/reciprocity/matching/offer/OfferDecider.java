package org.reciprocity.matching.offer;

import org.reciprocity.matching.decision.Decision;

/** The rules of an offer. */
public final class OfferDecider {

    private OfferDecider() {}

    /** What a command to an offer in that state leads to. */
    public static Decision<OfferEvent, OfferRefusal> decide(OfferCommand command, Offer offer) {
        return switch (command) {
            case OfferCommand.Make make ->
                switch (offer) {
                    case Offer.Unmade _ -> make(make);
                    case Offer.Open _, Offer.Withdrawn _ -> Decision.refuse(OfferRefusal.ALREADY_MADE);
                };
            case OfferCommand.Withdraw _ ->
                switch (offer) {
                    case Offer.Unmade _ -> Decision.refuse(OfferRefusal.NOT_MADE);
                    case Offer.Open open ->
                        Decision.event(new OfferEvent.Withdrawn(
                                open.participant(), open.terms().skill()));
                    case Offer.Withdrawn _ -> Decision.refuse(OfferRefusal.ALREADY_WITHDRAWN);
                };
        };
    }

    private static Decision<OfferEvent, OfferRefusal> make(OfferCommand.Make make) {
        var window = make.terms().window();
        if (!window.isOrdered()) {
            return Decision.refuse(OfferRefusal.WINDOW_DISORDERED);
        }
        if (window.isOver(make.now())) {
            return Decision.refuse(OfferRefusal.WINDOW_OVER);
        }
        return Decision.event(new OfferEvent.Made(make.participant(), make.terms(), make.request()));
    }

    /** The state after an event. */
    public static Offer evolve(Offer offer, OfferEvent event) {
        long version = offer.version() + 1;
        return switch (event) {
            case OfferEvent.Made made -> new Offer.Open(version, made.participant(), made.terms());
            case OfferEvent.Withdrawn _ ->
                switch (offer) {
                    case Offer.Open open -> new Offer.Withdrawn(version, open.participant(), open.terms());
                    case Offer.Unmade _, Offer.Withdrawn _ ->
                        throw new IllegalStateException("An offer that is not open was withdrawn");
                };
        };
    }
}
