package org.reciprocity.ledger.ticket;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.reciprocity.eventlog.EventIds;
import org.reciprocity.eventlog.NewEvent;
import org.reciprocity.eventlog.Sql;

/** Tickets, for the features that sell them; always in their transaction. A ticket is locked before accounts are. */
public final class Tickets {
    static final String KEY = "select key from ticket_key";

    private static final String INSERT = """
            insert into ticket (community_id, id, agency_id, offer_id, exchange_id, participant_id, digest, units, minutes,
                                valid_until, state, version, recorded_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'issued', 1, $11)
            """;

    /** Locked first, and read as it is then. */
    private static final String LOCK_OF_EXCHANGE = """
            with locked as materialized (
                select id, community_id, offer_id, exchange_id, units, valid_until, state, used_at, version from ticket
                where exchange_id = $1 for update)
            select id, community_id, offer_id, exchange_id, units, valid_until, state, used_at, version from locked
            """;

    private static final String VOIDED = "update ticket set state = 'voided', version = version + 1 where id = $1";

    private Tickets() {}

    /**
     * A ticket to issue.
     *
     * @param community where
     * @param partner who alone can check it
     * @param offer what it is for
     * @param exchange by which it is paid
     * @param participant who pays
     * @param units how many units
     * @param minutes what they took
     * @param validUntil from when it admits nobody; null for never
     */
    public record Sold(
            UUID community,
            UUID partner,
            UUID offer,
            UUID exchange,
            UUID participant,
            int units,
            int minutes,
            Instant validUntil) {}

    /** Issues a ticket, and gives the event to append. */
    public static Uni<NewEvent> issue(Sql sql, Sold sold, Instant at) {
        var id = EventIds.next();
        var terms = new Ticket.Terms(sold.offer(), sold.exchange(), sold.units(), sold.validUntil());
        var event = new TicketEvent.Issued(terms);
        return sql.select(KEY)
                .chain(rows -> {
                    var key = (String) rows.getFirst()[0];
                    return sql.update(
                            INSERT,
                            sold.community(),
                            id,
                            sold.partner(),
                            sold.offer(),
                            sold.exchange(),
                            sold.participant(),
                            Buffer.buffer(TicketCode.of(key, id).digest(key, sold.partner())),
                            sold.units(),
                            sold.minutes(),
                            sold.validUntil() == null ? null : sold.validUntil().atOffset(ZoneOffset.UTC),
                            at.atOffset(ZoneOffset.UTC));
                })
                .map(inserted -> TicketEventCodec.write(sold.community(), id, 1, at, event));
    }

    /**
     * The ticket of an exchange that is to be reversed, locked.
     *
     * @param id the ticket; null if the exchange has none
     * @param community where
     * @param state as it stands
     * @param version of its stream
     */
    public record OfExchange(UUID id, UUID community, Ticket state, long version) {
        /** None. */
        public static final OfExchange NONE = new OfExchange(null, null, new Ticket.None(), 0);

        /** Whether it has admitted. */
        public boolean used() {
            return state instanceof Ticket.Used;
        }
    }

    /** Locks the ticket of an exchange, if it has one. */
    public static Uni<OfExchange> lock(Sql sql, UUID exchange) {
        return sql.select(LOCK_OF_EXCHANGE, exchange).map(rows -> {
            if (rows.isEmpty()) {
                return OfExchange.NONE;
            }
            var row = rows.getFirst();
            return new OfExchange((UUID) row[0], (UUID) row[1], state(row, 2), (Long) row[8]);
        });
    }

    /** Makes a locked ticket admit nobody, unless it has admitted, and gives the events to append. */
    public static Uni<List<NewEvent>> annul(Sql sql, OfExchange ticket, Instant at) {
        var decision = TicketDecider.decide(ticket.state(), new TicketCommand.Annul());
        return switch (decision) {
            case TicketDecider.Decision.Rejected rejected ->
                throw new IllegalStateException("Annulling is never refused: " + rejected.refusal());
            case TicketDecider.Decision.Accepted(List<TicketEvent> happened) ->
                happened.isEmpty()
                        ? Uni.createFrom().item(List.of())
                        : sql.update(VOIDED, ticket.id())
                                .replaceWith(List.of(TicketEventCodec.write(
                                        ticket.community(),
                                        ticket.id(),
                                        ticket.version() + 1,
                                        at,
                                        happened.getFirst())));
        };
    }

    /** A ticket's state from the columns offer, exchange, units, valid_until, state and used_at. */
    static Ticket state(Object[] row, int from) {
        var terms = new Ticket.Terms(
                (UUID) row[from], (UUID) row[from + 1], (Integer) row[from + 2], instant(row[from + 3]));
        return switch ((String) row[from + 4]) {
            case "issued" -> new Ticket.Issued(terms);
            case "used" -> new Ticket.Used(terms, instant(row[from + 5]));
            case "voided" -> new Ticket.Voided(terms);
            default -> throw new IllegalStateException("No state of a ticket: " + row[from + 4]);
        };
    }

    static Instant instant(Object column) {
        return column == null ? null : ((OffsetDateTime) column).toInstant();
    }
}
