package org.reciprocity.matching.offer;

import java.time.Instant;
import java.util.UUID;
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
                    case Offer.Open _, Offer.Lapsed _, Offer.Withdrawn _ -> Decision.refuse(OfferRefusal.ALREADY_MADE);
                };
            case OfferCommand.Renew renew ->
                switch (offer) {
                    case Offer.Unmade _ -> Decision.refuse(OfferRefusal.NOT_MADE);
                    case Offer.Open open -> renew(renew, open.participant(), open.terms());
                    case Offer.Lapsed lapsed -> renew(renew, lapsed.participant(), lapsed.terms());
                    case Offer.Withdrawn _ -> Decision.refuse(OfferRefusal.ALREADY_WITHDRAWN);
                };
            case OfferCommand.Lapse lapse ->
                switch (offer) {
                    case Offer.Unmade _ -> Decision.refuse(OfferRefusal.NOT_MADE);
                    case Offer.Open open ->
                        open.lapsesAt() != null && !lapse.now().isBefore(open.lapsesAt())
                                ? Decision.event(new OfferEvent.Lapsed(
                                        open.participant(), open.terms().skill()))
                                : Decision.refuse(OfferRefusal.LAPSE_DISORDERED);
                    case Offer.Lapsed _ -> Decision.refuse(OfferRefusal.LAPSE_DISORDERED);
                    case Offer.Withdrawn _ -> Decision.refuse(OfferRefusal.ALREADY_WITHDRAWN);
                };
            case OfferCommand.Withdraw _ ->
                switch (offer) {
                    case Offer.Unmade _ -> Decision.refuse(OfferRefusal.NOT_MADE);
                    case Offer.Open open -> withdraw(open.participant(), open.terms());
                    case Offer.Lapsed lapsed -> withdraw(lapsed.participant(), lapsed.terms());
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
        if (make.fault() != null) {
            return Decision.refuse(OfferRefusal.AVAILABILITY_IMPOSSIBLE);
        }
        if (isPast(make.lapsesAt(), make.now())) {
            return Decision.refuse(OfferRefusal.LAPSE_DISORDERED);
        }
        return Decision.event(new OfferEvent.Made(make.participant(), make.terms(), make.request(), make.lapsesAt()));
    }

    private static Decision<OfferEvent, OfferRefusal> renew(
            OfferCommand.Renew renew, UUID participant, OfferTerms terms) {
        if (terms.window().isOver(renew.now())) {
            return Decision.refuse(OfferRefusal.WINDOW_OVER);
        }
        if (isPast(renew.lapsesAt(), renew.now())) {
            return Decision.refuse(OfferRefusal.LAPSE_DISORDERED);
        }
        return Decision.event(new OfferEvent.Renewed(participant, terms.skill(), renew.lapsesAt()));
    }

    private static Decision<OfferEvent, OfferRefusal> withdraw(UUID participant, OfferTerms terms) {
        return Decision.event(new OfferEvent.Withdrawn(participant, terms.skill()));
    }

    private static boolean isPast(Instant lapsesAt, Instant now) {
        return lapsesAt != null && !now.isBefore(lapsesAt);
    }

    /** The state after an event. */
    public static Offer evolve(Offer offer, OfferEvent event) {
        long version = offer.version() + 1;
        return switch (event) {
            case OfferEvent.Made made -> new Offer.Open(version, made.participant(), made.terms(), made.lapsesAt());
            case OfferEvent.Renewed renewed ->
                new Offer.Open(version, renewed.participant(), terms(offer), renewed.lapsesAt());
            case OfferEvent.Lapsed lapsed ->
                switch (offer) {
                    case Offer.Open open ->
                        new Offer.Lapsed(version, lapsed.participant(), open.terms(), open.lapsesAt());
                    case Offer.Unmade _, Offer.Lapsed _, Offer.Withdrawn _ ->
                        throw new IllegalStateException("An offer that is not open has lapsed");
                };
            case OfferEvent.Withdrawn withdrawn -> new Offer.Withdrawn(version, withdrawn.participant(), terms(offer));
        };
    }

    /** Of an offer that is made and not withdrawn. */
    private static OfferTerms terms(Offer offer) {
        return switch (offer) {
            case Offer.Open open -> open.terms();
            case Offer.Lapsed lapsed -> lapsed.terms();
            case Offer.Unmade _, Offer.Withdrawn _ ->
                throw new IllegalStateException("An offer that is not open was changed");
        };
    }
}
