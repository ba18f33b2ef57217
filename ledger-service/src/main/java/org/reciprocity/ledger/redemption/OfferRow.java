package org.reciprocity.ledger.redemption;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.reciprocity.eventlog.Sql;

/**
 * An offer as it stands.
 *
 * @param state as its events tell
 * @param taken units that are taken, without those given back
 * @param recordedAt when it was opened
 * @param version of its stream
 * @param number its place in lists
 * @param lead the agency that leads the community
 * @param zone the community's time zone
 * @param now the database's time
 * @param openedBy the agency that opened it
 * @param externalRef that agency's reference; null for none
 */
record OfferRow(
        UUID community,
        UUID id,
        Offer state,
        long taken,
        Instant recordedAt,
        long version,
        long number,
        UUID lead,
        ZoneId zone,
        Instant now,
        UUID openedBy,
        String externalRef) {

    /** What {@link #of} reads, of an offer "o" and its community "c". */
    static final String SELECT = """
            select o.community_id, o.id, o.agency_id, o.code, o.kind, o.minutes, o.quantity,
                   (o.taken - coalesce((select sum(r.units) from offer_return r where r.offer_id = o.id), 0))::bigint,
                   o.from_day, o.until_day, o.restrictions, o.state, o.recorded_at, o.version, o.number,
                   c.lead_agency_id, c.time_zone, clock_timestamp(), o.recorded_by, o.external_ref
            from redemption_offer o
            join community c on c.id = o.community_id
            """;

    /**
     * The row's lock is taken by a statement of its own. One that also reads would see the row as the last buyer left it, and
     * what was given back as it was before.
     */
    static final String LOCK = "select id from redemption_offer where id = $1 for update";

    static OfferRow of(Object[] row) {
        var terms = new Offer.Terms(
                (UUID) row[2],
                (String) row[3],
                Offer.Kind.of((String) row[4]),
                (Integer) row[5],
                (LocalDate) row[8],
                (LocalDate) row[9],
                List.of((String[]) row[10]));
        var quantity = (Long) row[6];
        return new OfferRow(
                (UUID) row[0],
                (UUID) row[1],
                "open".equals(row[11]) ? new Offer.Open(terms, quantity) : new Offer.Withdrawn(terms, quantity),
                (Long) row[7],
                instant(row[12]),
                (Long) row[13],
                (Long) row[14],
                (UUID) row[15],
                ZoneId.of((String) row[16]),
                instant(row[17]),
                (UUID) row[18],
                (String) row[19]);
    }

    private static Instant instant(Object column) {
        return ((OffsetDateTime) column).toInstant();
    }

    static Uni<List<OfferRow>> locked(Sql sql, UUID community, UUID offer) {
        return sql.select(LOCK, offer)
                .chain(() -> sql.select(SELECT + " where o.id = $1 and o.community_id = $2", offer, community))
                .map(rows -> rows.stream().map(OfferRow::of).toList());
    }

    Offer.Terms terms() {
        return OfferDecider.terms(state);
    }
}
