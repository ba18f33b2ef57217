package org.reciprocity.ledger.exchange;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.reciprocity.eventlog.NewEvent;
import org.reciprocity.eventlog.Sql;
import org.reciprocity.ledger.problem.Problem;
import org.reciprocity.ledger.problem.ProblemType;
import org.reciprocity.ledger.redemption.Offers;
import org.reciprocity.ledger.ticket.Tickets;

/**
 * What goes with an exchange that takes up a redemption offer: units of its stock, and a ticket where the offer is one. The
 * offer, or the ticket, is locked before the accounts are.
 */
final class Redemptions {
    private Redemptions() {}

    /**
     * What can be had of the offer that an exchange names.
     *
     * @param refusal why it cannot be had
     * @param lot what can; null for an exchange that names none
     */
    record Asked(Optional<Problem> refusal, Offers.Lot lot) {
        private static final Asked NOTHING = new Asked(Optional.empty(), null);

        private static Asked refused(Problem problem) {
            return new Asked(Optional.of(problem), null);
        }

        /**
         * Why an exchange that was decided cannot take it up: it has not settled, since the participant has not confirmed; they
         * confirmed other minutes; or its ticket would admit nobody any more.
         */
        Optional<Problem> unfit(ExchangeStore.Fresh fresh) {
            if (lot == null) {
                return Optional.empty();
            }
            if (!(fresh.exchange() instanceof Exchange.Settled settled)) {
                return Optional.of(Problem.of(
                        ProblemType.WORD_NEEDED, "Send the participant's confirmation with it, or place a hold."));
            }
            if (settled.legs().getFirst().minutes() != lot.minutes()) {
                return Optional.of(Offers.wrongMinutes(lot));
            }
            return lot.nature().admits() && lot.nature().over(fresh.at())
                    ? Optional.of(Offers.expired())
                    : Optional.empty();
        }

        /** Takes it, and gives the exchange's events with that of its ticket. */
        Uni<List<NewEvent>> taken(Sql sql, ExchangeStore.Fresh fresh) {
            var events = new ArrayList<>(fresh.events());
            if (lot == null) {
                return Uni.createFrom().item(events);
            }
            var taken = Offers.take(sql, lot, fresh.id());
            if (!lot.nature().admits()) {
                return taken.replaceWith(events);
            }
            var sold = new Tickets.Sold(
                    fresh.community(),
                    lot.partner(),
                    lot.offer(),
                    fresh.id(),
                    fresh.terms().legs().getFirst().receiver(),
                    lot.units(),
                    Math.toIntExact(lot.minutes()),
                    lot.nature().end());
            return taken.chain(() -> Tickets.issue(sql, sold, fresh.at()))
                    .invoke(events::add)
                    .replaceWith(events);
        }
    }

    /** Locks the offer that an exchange names, and says whether it can be taken up. */
    static Uni<Asked> ask(Sql sql, UUID community, Exchange.Terms terms) {
        var offer = terms.occasion().grounds().offer();
        if (offer == null) {
            return Uni.createFrom().item(Asked.NOTHING);
        }
        if (terms.kind() != Exchange.Kind.REDEMPTION || terms.legs().size() != 1) {
            return Uni.createFrom().item(Asked.refused(Problem.field("offerId", "with a redemption of one leg only")));
        }
        var leg = terms.legs().getFirst();
        var wish = new Offers.Wish(
                leg.provider(), (long) leg.minutes(), 0, terms.occasion().occurredAt());
        return Offers.ask(sql, community, offer, wish).map(answer -> switch (answer) {
            case Offers.Answer.Refused refused -> Asked.refused(refused.problem());
            case Offers.Answer.Had had -> new Asked(Optional.empty(), had.lot());
        });
    }

    /** Locks the ticket of an exchange that took up an offer; none for others. */
    static Uni<Tickets.OfExchange> lock(Sql sql, UUID id, Exchange exchange) {
        return exchange instanceof Exchange.Settled settled
                        && settled.terms().occasion().grounds().offer() != null
                ? Tickets.lock(sql, id)
                : Uni.createFrom().item(Tickets.OfExchange.NONE);
    }

    /**
     * Of a redemption that was reversed: gives its units back, and voids its ticket. A ticket that has admitted stays used, and
     * its units are not given back: the place was taken, whoever pays for it.
     */
    static Uni<List<NewEvent>> undo(Sql sql, UUID id, Exchange exchange, Tickets.OfExchange ticket, Instant at) {
        if (!(exchange instanceof Exchange.Reversed) || ticket.used()) {
            return Uni.createFrom().item(List.of());
        }
        return ExchangeView.terms(exchange).occasion().grounds().offer() == null
                ? Uni.createFrom().item(List.of())
                : Offers.giveBack(sql, List.of(id)).chain(() -> Tickets.annul(sql, ticket, at));
    }
}
