package org.reciprocity.ledger.account;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;

/** An account as it stands, read by plain SQL beside the statements that lock and move it. */
record AccountRow(
        UUID community,
        UUID id,
        String kind,
        UUID owner,
        long balance,
        long reserved,
        Long floor,
        Long ceiling,
        String status,
        long version,
        UUID lead,
        boolean ownLimits) {

    /** The columns that {@link #of} reads, of an account "a" and its community "c". */
    static final String COLUMNS = "a.community_id, a.id, a.kind, a.owner_id, a.balance, a.reserved, a.floor, a.ceiling,"
            + " a.status, a.version, c.lead_agency_id, a.own_limits";

    static AccountRow of(Object[] row) {
        return new AccountRow(
                (UUID) row[0],
                (UUID) row[1],
                (String) row[2],
                (UUID) row[3],
                (Long) row[4],
                (Long) row[5],
                (Long) row[6],
                (Long) row[7],
                (String) row[8],
                (Long) row[9],
                (UUID) row[10],
                (Boolean) row[11]);
    }

    AccountResource.AccountView view() {
        return new AccountResource.AccountView(
                id,
                community,
                kind,
                owner,
                balance,
                reserved,
                floor == null ? null : balance - reserved - floor,
                floor,
                ceiling,
                AccountKind.PARTICIPANT.wire().equals(kind) ? !ownLimits : null,
                status,
                version);
    }

    /** A posting as a statement shows it. */
    static StatementLine line(Object[] row) {
        return new StatementLine(
                (Long) row[0],
                new AccountResource.StatementItem(
                        (UUID) row[1],
                        (String) row[2],
                        (Long) row[3],
                        (Long) row[4],
                        time(row[5]),
                        time(row[6]),
                        (Boolean) row[7]));
    }

    private static Instant time(Object column) {
        return ((OffsetDateTime) column).toInstant();
    }

    /** A line of a statement, and its number. */
    record StatementLine(long number, AccountResource.StatementItem item) {}
}
