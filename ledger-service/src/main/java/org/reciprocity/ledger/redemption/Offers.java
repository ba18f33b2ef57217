package org.reciprocity.ledger.redemption;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.UUID;
import org.reciprocity.eventlog.Sql;
import org.reciprocity.ledger.problem.Problem;

/**
 * The stock of offers, for the features that take from it; always in their transaction. An offer is locked before accounts
 * are. What is given back needs no lock.
 */
public final class Offers {
    /** The units that were given back since are counted with those that are taken now. */
    private static final String TAKE = """
            with counted as (delete from offer_return where offer_id = $1 returning units),
                 used as (insert into offer_use (use_id, offer_id, units) values ($2, $1, $3))
            update redemption_offer set taken = taken + $3 - (select coalesce(sum(units), 0) from counted)
            where id = $1
            """;

    private static final String GIVE_BACK = """
            with given as (delete from offer_use where use_id = any($1) returning offer_id, use_id, units)
            insert into offer_return (offer_id, use_id, units) select offer_id, use_id, units from given
            """;

    private static final String PASS_ON = """
            with passed as (
                delete from offer_use where use_id = $1 returning offer_id, units),
            kept as (
                insert into offer_use (use_id, offer_id, units) select $2, offer_id, $3 from passed)
            insert into offer_return (offer_id, use_id, units) select offer_id, $1, units - $3 from passed
            where units > $3
            """;

    private Offers() {}

    /**
     * What somebody wants of an offer.
     *
     * @param partner whom they take for its partner; null to leave that to the offer
     * @param minutes for all units together; null where units are named
     * @param units how many units; counts where no minutes are named
     * @param on when it is taken; null for now
     */
    public record Wish(UUID partner, Long minutes, int units, Instant on) {}

    /** What can be had for a wish. The offer's row is locked until the transaction ends. */
    public sealed interface Answer {
        /** It can be had. */
        record Had(Lot lot) implements Answer {}

        /** It cannot. */
        record Refused(Problem problem) implements Answer {}
    }

    /**
     * Units of an offer.
     *
     * @param offer the offer
     * @param partner who gives it
     * @param minutes for all units together
     * @param units how many
     * @param nature what it is
     */
    public record Lot(UUID offer, UUID partner, long minutes, int units, Nature nature) {}

    /**
     * What an offer is, which never changes.
     *
     * @param admits whether a ticket is given for it
     * @param end when it is over; null for never
     */
    public record Nature(boolean admits, Instant end) {

        /** Whether it is over at a time. */
        public boolean over(Instant at) {
            return end != null && !at.isBefore(end);
        }
    }

    /** What an offer is that somebody holds units of. */
    public static Uni<Nature> nature(Sql sql, UUID offer) {
        return sql.select(OfferRow.SELECT + " where o.id = $1", offer).map(rows -> {
            var row = OfferRow.of(rows.getFirst());
            return new Nature(
                    row.terms().kind() == Offer.Kind.TICKET, end(row.terms().until(), row.zone()));
        });
    }

    private static Instant end(LocalDate until, ZoneId zone) {
        return until == null ? null : until.plusDays(1).atStartOfDay(zone).toInstant();
    }

    /** That the minutes are not those of what was asked for. */
    public static Problem wrongMinutes(Lot lot) {
        return OfferProblems.of(new OfferDecider.Refusal.WrongMinutes(Math.toIntExact(lot.minutes() / lot.units())));
    }

    /** That an offer's last day is over. */
    public static Problem expired() {
        return OfferProblems.of(new OfferDecider.Refusal.Expired());
    }

    /** Locks an offer, and says whether the wish can be met. Nothing is taken yet. */
    public static Uni<Answer> ask(Sql sql, UUID community, UUID offer, Wish wish) {
        return OfferRow.locked(sql, community, offer).map(rows -> {
            if (rows.isEmpty()) {
                return new Answer.Refused(Problem.notFound("redemption offer", "offerId"));
            }
            var row = rows.getFirst();
            var terms = row.terms();
            var minutes = wish.minutes() == null ? (long) terms.minutes() * wish.units() : wish.minutes();
            var on = wish.on() == null ? row.now() : wish.on();
            var want = new OfferCommand.Want(
                    wish.partner() == null ? terms.agency() : wish.partner(),
                    minutes,
                    on.atZone(row.zone()).toLocalDate(),
                    row.taken());
            return switch (OfferDecider.take(row.state(), want)) {
                case OfferDecider.Taking.Refused refused -> new Answer.Refused(OfferProblems.of(refused.refusal()));
                case OfferDecider.Taking.Fits fits ->
                    new Answer.Had(new Lot(
                            offer,
                            terms.agency(),
                            minutes,
                            fits.units(),
                            new Nature(terms.kind() == Offer.Kind.TICKET, end(terms.until(), row.zone()))));
            };
        });
    }

    /** Takes units of a locked offer for a hold or an exchange. */
    public static Uni<Void> take(Sql sql, Lot lot, UUID use) {
        return sql.update(TAKE, lot.offer(), use, lot.units()).replaceWithVoid();
    }

    /** Gives back all that holds or exchanges have taken; those that have taken nothing are passed over. */
    public static Uni<Void> giveBack(Sql sql, Collection<UUID> uses) {
        return uses.isEmpty()
                ? Uni.createFrom().voidItem()
                : sql.update(GIVE_BACK, (Object) uses.toArray(UUID[]::new)).replaceWithVoid();
    }

    /** What a hold has taken goes over to an exchange, so many units of it; the rest is given back. */
    public static Uni<Void> passOn(Sql sql, UUID hold, UUID exchange, int units) {
        return sql.update(PASS_ON, hold, exchange, units).replaceWithVoid();
    }
}
