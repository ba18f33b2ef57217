package org.reciprocity.ledger.hold;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;

/**
 * A hold as it stands.
 *
 * @param state as its events tell
 * @param version of its stream
 * @param recordedAt when it was placed
 * @param number its place in lists
 * @param lead the agency that leads the community
 * @param externalRef the reference of who placed it; null for none
 */
record HoldRow(
        UUID community,
        UUID id,
        Hold state,
        long version,
        Instant recordedAt,
        long number,
        UUID lead,
        String externalRef) {

    /** What {@link #of} reads, of a hold "h" and its community "c". */
    static final String SELECT = """
            select h.community_id, h.id, h.account_id, h.participant_id, h.agency_id, h.recorded_by, h.how, h.programme_id,
                   h.offer_id, h.units, h.minutes, h.expires_at, h.state, h.captured, h.exchange_id, h.reason, h.version,
                   h.recorded_at, h.number, c.lead_agency_id, h.bearer_id, h.external_ref
            from hold h
            join community c on c.id = h.community_id
            """;

    static HoldRow of(Object[] row) {
        var terms = new Hold.Terms(
                (UUID) row[2],
                (UUID) row[3],
                (UUID) row[4],
                (UUID) row[5],
                (UUID) row[20],
                Hold.How.of((String) row[6]),
                new Hold.Purpose((UUID) row[7], (UUID) row[8], (Integer) row[9]),
                (Integer) row[10],
                instant(row[11]));
        Hold state =
                switch ((String) row[12]) {
                    case "held" -> new Hold.Held(terms);
                    case "captured" -> new Hold.Captured(terms, (Integer) row[13], (UUID) row[14]);
                    case "released" -> new Hold.Released(terms, (String) row[15]);
                    case "expired" -> new Hold.Expired(terms);
                    default -> throw new IllegalStateException("No state of a hold: " + row[12]);
                };
        return new HoldRow(
                (UUID) row[0],
                (UUID) row[1],
                state,
                (Long) row[16],
                instant(row[17]),
                (Long) row[18],
                (UUID) row[19],
                (String) row[21]);
    }

    private static Instant instant(Object column) {
        return ((OffsetDateTime) column).toInstant();
    }

    Hold.Terms terms() {
        return HoldDecider.terms(state);
    }
}
