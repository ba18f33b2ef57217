package org.reciprocity.eventlog.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.reciprocity.eventlog.relay.HashChain;
import org.reciprocity.eventlog.relay.SequenceStore;
import org.reciprocity.eventlog.relay.SequencedEvent;
import org.reciprocity.eventlog.relay.Tail;
import org.reciprocity.eventlog.relay.TopicIdentity;

/** {@link SequenceStore} on the tables of {@code db/eventlog}, over a connection of its own. */
public final class PostgresSequenceStore implements SequenceStore {
    private static final Logger LOG = Logger.getLogger(PostgresSequenceStore.class);

    private static final String EVENT =
            "e.event_id, e.topic, e.key, e.type, e.stream, e.version, e.chain, e.recorded_at, e.body";

    private static final String FOUND = "insert into log_head (log) values (?) on conflict do nothing";

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

    private static final String ANY_PENDING = "select exists (select from pending)";

    private static final String LOCK = "select epoch, sequence, halted from log_head where log = ? for update";

    private static final String TAKE = """
            with taken as (
                delete from pending where id = any (array(select id from pending order by id limit ?)) returning id)
            select t.id, %s
              from taken t left join event e on e.id = t.id
             order by t.id
            """.formatted(EVENT);

    private static final String LINKS = "select chain, link from chain_head where chain = any (?)";

    private static final String GIVE = """
            with entries as (
                insert into log_entry (sequence, event, chain) select * from unnest(?::bigint[], ?::bigint[], ?::bytea[])),
            heads as (
                insert into chain_head (chain, sequence, link) select * from unnest(?::uuid[], ?::bigint[], ?::bytea[])
                on conflict (chain) do update set sequence = excluded.sequence, link = excluded.link)
            update log_head set sequence = ?, sent = ?, lease_until = clock_timestamp() + ? * interval '1 millisecond'
             where log = ?
            """;

    private static final String RENEW = """
            update log_head set sent = ?, lease_until = clock_timestamp() + ? * interval '1 millisecond' where log = ?
            """;

    private static final String READ = """
            select l.sequence, %s
              from log_entry l join event e on e.id = l.event
             where l.sequence >= ? order by l.sequence limit ?
            """.formatted(EVENT);

    private static final String GAP = "select exists (select from log_gap where first <= ? and last >= ?)";

    private static final String EVENT_AT = """
            select e.event_id from log_entry l join event e on e.id = l.event where l.sequence = ?
            union all
            select last_event from log_gap where last = ?
            """;

    private static final String HALT = """
            update log_head set halted = ?, halted_sequence = ?, halted_event = ?
             where log = ? and epoch = ? and halted is null
            """;

    private static final String STOP =
            "update log_head set stopped = ? where log = ? and epoch = ? and stopped is null";

    private static final String TOPICS = "select topic, topic_id, partitions from log_topic";

    private static final String REMEMBER =
            "insert into log_topic (topic, topic_id, partitions) values (?, ?, ?) on conflict do nothing";

    private static final String STANDING = """
            select h.sequence, h.sent, (select count(*) from pending),
                   coalesce(extract(epoch from clock_timestamp() - (
                       select e.recorded_at from event e
                        where e.id = least((select min(id) from pending),
                                           (select event from log_entry where sequence > greatest(h.sent, ?)
                                             order by sequence limit 1)))), 0)::double precision,
                   coalesce(h.halted, h.stopped)
              from log_head h where h.log = ?
            """;

    private final String log;
    private final Duration lease;
    private final Session session;
    private final HashChain chain;
    private String overstaying = "";

    /**
     * Connects when it is first used.
     *
     * @param log the log's short name
     * @param url the database's JDBC address
     * @param lease how long a claim lasts
     */
    public PostgresSequenceStore(String log, String url, String user, String password, Duration lease) {
        this.log = log;
        this.lease = lease;
        this.session = new Session(log, url, user, password, lease);
        this.chain = new HashChain(log);
    }

    @Override
    public Claim claim(String claimant) {
        return session.transaction("Claiming the lead", connection -> {
            // Followers only look: locking the row would keep the leader waiting.
            var seen = look(connection, LOOK, claimant);
            if (seen.isEmpty()) {
                try (var statement = connection.prepareStatement(FOUND)) {
                    statement.setString(1, log);
                    statement.executeUpdate();
                }
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
        });
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

    @Override
    public void release(long epoch) {
        session.transaction("Giving up the lead", connection -> {
            try (var statement = connection.prepareStatement(RELEASE)) {
                statement.setString(1, log);
                statement.setLong(2, epoch);
                return statement.executeUpdate();
            }
        });
    }

    @Override
    public Holding holding(long epoch) {
        return session.transaction("Asking for the lead", connection -> {
            try (var statement = connection.prepareStatement(HOLDING)) {
                statement.setString(1, log);
                try (var rows = statement.executeQuery()) {
                    if (!rows.next() || rows.getLong("epoch") != epoch || rows.getString("halted") != null) {
                        return Holding.LOST;
                    }
                    return rows.getString("stopped") == null ? Holding.LEADS : Holding.STOPPED;
                }
            }
        });
    }

    @Override
    public Sequencing sequence(long epoch, long sequence, int limit, long sent, boolean renew) {
        return session.transaction("Sequencing", connection -> {
            if (!renew && !anyPending(connection)) {
                return new Sequencing.Given(0, sequence);
            }
            if (!locked(connection, epoch, sequence)) {
                return new Sequencing.NotLeading();
            }
            var taken = limit == 0 ? new Taken() : take(connection, sequence, limit);
            if (taken.events.isEmpty()) {
                renew(connection, sent);
            } else {
                give(connection, taken, sent);
            }
            return new Sequencing.Given(taken.events.size(), sequence + taken.events.size());
        });
    }

    private static boolean anyPending(Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement(ANY_PENDING);
                var rows = statement.executeQuery()) {
            return rows.next() && rows.getBoolean(1);
        }
    }

    private boolean locked(Connection connection, long epoch, long sequence) throws SQLException {
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

    private static final class Taken {
        final List<Long> ids = new ArrayList<>();
        final List<SequencedEvent> events = new ArrayList<>();
    }

    private static Taken take(Connection connection, long sequence, int limit) throws SQLException {
        var taken = new Taken();
        try (var statement = connection.prepareStatement(TAKE)) {
            statement.setInt(1, limit);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    if (rows.getString(2) == null) {
                        throw new IllegalStateException("Event " + rows.getLong(1) + " is pending and does not exist");
                    }
                    taken.ids.add(rows.getLong(1));
                    taken.events.add(event(sequence + taken.ids.size(), rows));
                }
            }
        }
        return taken;
    }

    private void give(Connection connection, Taken taken, long sent) throws SQLException {
        var heads = links(connection, taken.events);
        var sequences = new HashMap<UUID, Long>();
        var links = new byte[taken.events.size()][];
        for (int i = 0; i < links.length; i++) {
            var event = taken.events.get(i);
            links[i] = chain.link(heads.getOrDefault(event.chain(), HashChain.beginning()), event);
            heads.put(event.chain(), links[i]);
            sequences.put(event.chain(), event.sequence());
        }
        var chains = sequences.keySet().toArray(UUID[]::new);
        var chainSequences = new Long[chains.length];
        var chainLinks = new byte[chains.length][];
        for (int i = 0; i < chains.length; i++) {
            chainSequences[i] = sequences.get(chains[i]);
            chainLinks[i] = heads.get(chains[i]);
        }
        try (var statement = connection.prepareStatement(GIVE)) {
            statement.setArray(
                    1,
                    connection.createArrayOf(
                            "bigint",
                            taken.events.stream().map(SequencedEvent::sequence).toArray(Long[]::new)));
            statement.setArray(2, connection.createArrayOf("bigint", taken.ids.toArray(Long[]::new)));
            statement.setArray(3, connection.createArrayOf("bytea", links));
            statement.setArray(4, connection.createArrayOf("uuid", chains));
            statement.setArray(5, connection.createArrayOf("bigint", chainSequences));
            statement.setArray(6, connection.createArrayOf("bytea", chainLinks));
            statement.setLong(7, taken.events.getLast().sequence());
            statement.setLong(8, sent);
            statement.setLong(9, lease.toMillis());
            statement.setString(10, log);
            statement.executeUpdate();
        }
    }

    private static Map<UUID, byte[]> links(Connection connection, List<SequencedEvent> events) throws SQLException {
        var heads = new HashMap<UUID, byte[]>();
        try (var statement = connection.prepareStatement(LINKS)) {
            statement.setArray(
                    1,
                    connection.createArrayOf(
                            "uuid",
                            events.stream()
                                    .map(SequencedEvent::chain)
                                    .distinct()
                                    .toArray(UUID[]::new)));
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    heads.put(rows.getObject(1, UUID.class), rows.getBytes(2));
                }
            }
        }
        return heads;
    }

    private void renew(Connection connection, long sent) throws SQLException {
        try (var statement = connection.prepareStatement(RENEW)) {
            statement.setLong(1, sent);
            statement.setLong(2, lease.toMillis());
            statement.setString(3, log);
            statement.executeUpdate();
        }
    }

    @Override
    public List<SequencedEvent> read(long from, int limit) {
        return session.transaction("Reading the log", connection -> {
            var events = new ArrayList<SequencedEvent>(limit);
            try (var statement = connection.prepareStatement(READ)) {
                statement.setLong(1, from);
                statement.setInt(2, limit);
                try (var rows = statement.executeQuery()) {
                    while (rows.next()) {
                        events.add(event(rows.getLong(1), rows));
                    }
                }
            }
            long expected = from;
            for (var event : events) {
                if (event.sequence() != expected && !gap(connection, expected, event.sequence() - 1)) {
                    throw new IllegalStateException(
                            "The log " + log + " has no event at sequence " + expected + " but one after it");
                }
                expected = event.sequence() + 1;
            }
            return events;
        });
    }

    private static boolean gap(Connection connection, long first, long last) throws SQLException {
        try (var statement = connection.prepareStatement(GAP)) {
            statement.setLong(1, first);
            statement.setLong(2, last);
            try (var rows = statement.executeQuery()) {
                return rows.next() && rows.getBoolean(1);
            }
        }
    }

    private static SequencedEvent event(long sequence, ResultSet rows) throws SQLException {
        return new SequencedEvent(
                sequence,
                rows.getObject(2, UUID.class),
                rows.getString(3),
                rows.getString(4),
                rows.getString(5),
                rows.getObject(6, UUID.class),
                rows.getLong(7),
                rows.getObject(8, UUID.class),
                rows.getObject(9, OffsetDateTime.class).toInstant(),
                rows.getString(10));
    }

    @Override
    public Optional<UUID> eventAt(long sequence) {
        return session.transaction("Reading the event at a sequence", connection -> {
            try (var statement = connection.prepareStatement(EVENT_AT)) {
                statement.setLong(1, sequence);
                statement.setLong(2, sequence);
                try (var rows = statement.executeQuery()) {
                    return rows.next() ? Optional.of(rows.getObject(1, UUID.class)) : Optional.empty();
                }
            }
        });
    }

    @Override
    public void halt(long epoch, String reason, Tail tail) {
        session.transaction("Halting the log", connection -> {
            try (var statement = connection.prepareStatement(HALT)) {
                statement.setString(1, reason);
                statement.setLong(2, tail.sequence());
                statement.setObject(3, tail.event());
                statement.setString(4, log);
                statement.setLong(5, epoch);
                return statement.executeUpdate();
            }
        });
    }

    @Override
    public void stop(long epoch, String reason) {
        session.transaction("Stopping the log", connection -> {
            try (var statement = connection.prepareStatement(STOP)) {
                statement.setString(1, reason);
                statement.setString(2, log);
                statement.setLong(3, epoch);
                return statement.executeUpdate();
            }
        });
    }

    @Override
    public Map<String, TopicIdentity> topics() {
        return session.transaction("Reading the topics", connection -> {
            var topics = new HashMap<String, TopicIdentity>();
            try (var statement = connection.prepareStatement(TOPICS);
                    var rows = statement.executeQuery()) {
                while (rows.next()) {
                    topics.put(rows.getString(1), new TopicIdentity(rows.getString(2), rows.getInt(3)));
                }
            }
            return topics;
        });
    }

    @Override
    public void remember(Map<String, TopicIdentity> topics) {
        session.transaction("Noting the topics", connection -> {
            try (var statement = connection.prepareStatement(REMEMBER)) {
                for (var topic : topics.entrySet()) {
                    statement.setString(1, topic.getKey());
                    statement.setString(2, topic.getValue().id());
                    statement.setInt(3, topic.getValue().partitions());
                    statement.addBatch();
                }
                return statement.executeBatch();
            }
        });
    }

    @Override
    public Standing standing(long sent) {
        return session.transaction("Asking how the log stands", connection -> {
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
        });
    }

    /** Lets the log go on after a halt or a stop; see {@code log_resume} in the migration. */
    public void resume(String decision) {
        session.transaction("Resuming the log", connection -> {
            try (var statement = connection.prepareStatement("select log_resume(?)")) {
                statement.setString(1, decision);
                return statement.execute();
            }
        });
    }

    @Override
    public void close() {
        session.close();
    }
}
