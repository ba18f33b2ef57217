package org.reciprocity.eventlog.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.reciprocity.eventlog.relay.SequenceStore.Claim;
import org.reciprocity.eventlog.relay.SequenceStore.Holding;
import org.reciprocity.eventlog.relay.SequenceStore.Standing;
import org.reciprocity.eventlog.relay.Tail;

/** The one row of {@code log_head}: who leads, until when by the database's clock, and whether anybody may. */
final class HeadRow {
    private static final Logger LOG = Logger.getLogger(HeadRow.class);

    private static final String FOUND = "insert into log_head (log) values (?) on conflict (log) do nothing";

    private static final String LOOK = """
            select halted,
                   leader is null or leader = ? or lease_until is null or lease_until < clock_timestamp() as free
              from log_head where log = ?
            """;

    private static final String LOCK_TO_CLAIM = LOOK + " for update skip locked";

    private static final String CLAIM = """
            update log_head set epoch = epoch + 1, leader = ?,
                   lease_until = clock_timestamp() + ? * interval '1 millisecond'
             where log = ? returning epoch, sequence
            """;

    /** The transaction that keeps the row locked although the lease has ended. */
    private static final String OVERSTAYING = """
            select h.xmax::text, a.pid
              from log_head h join pg_stat_activity a on a.backend_xid = h.xmax
             where h.log = ? and a.pid <> pg_backend_pid()
               and (h.leader = ? or h.lease_until is null or h.lease_until < clock_timestamp())
            """;

    private static final String RELEASE =
            "update log_head set lease_until = clock_timestamp() where log = ? and epoch = ?";

    private static final String HOLDING = "select epoch, halted, stopped from log_head where log = ?";

    private static final String LOCK = "select epoch, sequence, halted from log_head where log = ? for update";

    private static final String RENEW = """
            update log_head set sent = ?, lease_until = clock_timestamp() + ? * interval '1 millisecond' where log = ?
            """;

    private static final String HALT = """
            update log_head set halted = ?, halted_sequence = ?, halted_event = ?
             where log = ? and epoch = ? and halted is null
            """;

    private static final String STOP =
            "update log_head set stopped = ? where log = ? and epoch = ? and stopped is null";

    private static final String STANDING = """
            select h.sequence, h.sent, (select coalesce(sum(cardinality(events)), 0) from pending),
                   coalesce(extract(epoch from clock_timestamp() - (
                       select e.recorded_at from event e
                        where e.id = least((select min(first) from pending),
                                           (select event from log_entry where sequence > greatest(h.sent, ?)
                                             order by sequence limit 1)))), 0)::double precision,
                   coalesce(h.halted, h.stopped)
              from log_head h where h.log = ?
            """;

    private final String log;
    private final Duration lease;
    private String overstaying = "";

    HeadRow(String log, Duration lease) {
        this.log = log;
        this.lease = lease;
    }

    Claim claim(Connection connection, String claimant) throws SQLException {
        // Followers only look: locking the row would keep the leader waiting.
        var seen = look(connection, LOOK, claimant);
        if (seen.isEmpty()) {
            Session.update(connection, FOUND, log);
        } else if (!(seen.get() instanceof Claim.Granted)) {
            return seen.get();
        }
        var locked = look(connection, LOCK_TO_CLAIM, claimant);
        if (locked.isEmpty()) {
            endOverstaying(connection, claimant);
            return new Claim.Held();
        }
        overstaying = "";
        return locked.get() instanceof Claim.Granted ? grant(connection, claimant) : locked.get();
    }

    /** What a claim could come to: granted, with figures that are not known yet; nothing where there is no row to see. */
    private Optional<Claim> look(Connection connection, String sql, String claimant) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            statement.setString(1, claimant);
            statement.setString(2, log);
            try (var rows = statement.executeQuery()) {
                if (!rows.next()) {
                    return Optional.empty();
                }
                if (rows.getString("halted") != null) {
                    return Optional.of(new Claim.Halted(rows.getString("halted")));
                }
                return Optional.of(rows.getBoolean("free") ? new Claim.Granted(0, 0) : new Claim.Held());
            }
        }
    }

    private Claim grant(Connection connection, String claimant) throws SQLException {
        try (var statement = connection.prepareStatement(CLAIM)) {
            statement.setString(1, claimant);
            statement.setLong(2, lease.toMillis());
            statement.setString(3, log);
            try (var rows = statement.executeQuery()) {
                rows.next();
                return new Claim.Granted(rows.getLong("epoch"), rows.getLong("sequence"));
            }
        }
    }

    /**
     * Ends the backend that keeps the row locked after the lease has ended: its client was stopped or cut off inside a
     * transaction. Only when the same transaction was met before, since one that is short is none of that.
     */
    private void endOverstaying(Connection connection, String claimant) throws SQLException {
        try (var statement = connection.prepareStatement(OVERSTAYING)) {
            statement.setString(1, log);
            statement.setString(2, claimant);
            try (var rows = statement.executeQuery()) {
                if (!rows.next()) {
                    overstaying = "";
                    return;
                }
                var transaction = rows.getString(1);
                if (!transaction.equals(overstaying)) {
                    overstaying = transaction;
                    return;
                }
                try (var end = connection.prepareStatement("select pg_terminate_backend(?)")) {
                    end.setInt(1, rows.getInt(2));
                    end.execute();
                }
                LOG.warnf("relay log=%s backend=%d ended: it kept the lead's row locked", log, rows.getInt(2));
                overstaying = "";
            }
        }
    }

    void release(Connection connection, long epoch) throws SQLException {
        Session.update(connection, RELEASE, log, epoch);
    }

    Holding holding(Connection connection, long epoch) throws SQLException {
        try (var statement = connection.prepareStatement(HOLDING)) {
            statement.setString(1, log);
            try (var rows = statement.executeQuery()) {
                if (!rows.next() || rows.getLong("epoch") != epoch || rows.getString("halted") != null) {
                    return Holding.LOST;
                }
                return rows.getString("stopped") == null ? Holding.LEADS : Holding.STOPPED;
            }
        }
    }

    /** Locks the row to the end of the transaction and says whether it is as the leader remembers it. */
    boolean lock(Connection connection, long epoch, long sequence) throws SQLException {
        try (var statement = connection.prepareStatement(LOCK)) {
            statement.setString(1, log);
            try (var rows = statement.executeQuery()) {
                return rows.next()
                        && rows.getLong("epoch") == epoch
                        && rows.getLong("sequence") == sequence
                        && rows.getString("halted") == null;
            }
        }
    }

    void renew(Connection connection, long sent) throws SQLException {
        Session.update(connection, RENEW, sent, lease.toMillis(), log);
    }

    void halt(Connection connection, long epoch, String reason, Tail tail) throws SQLException {
        Session.update(connection, HALT, reason, tail.sequence(), tail.event(), log, epoch);
    }

    void stop(Connection connection, long epoch, String reason) throws SQLException {
        Session.update(connection, STOP, reason, log, epoch);
    }

    Standing standing(Connection connection, long sent) throws SQLException {
        try (var statement = connection.prepareStatement(STANDING)) {
            statement.setLong(1, sent);
            statement.setString(2, log);
            try (var rows = statement.executeQuery()) {
                return rows.next()
                        ? new Standing(
                                rows.getLong(1),
                                rows.getLong(2),
                                rows.getLong(3),
                                rows.getDouble(4),
                                Optional.ofNullable(rows.getString(5)))
                        : new Standing(0, 0, 0, 0, Optional.empty());
            }
        }
    }
}
