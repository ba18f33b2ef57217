package org.reciprocity.eventlog.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.reciprocity.eventlog.relay.HashChain;
import org.reciprocity.eventlog.relay.SequenceStore;
import org.reciprocity.eventlog.relay.SequencedEvent;
import org.reciprocity.eventlog.relay.Tail;
import org.reciprocity.eventlog.relay.TopicIdentity;

/** {@link SequenceStore} on the tables of {@code db/eventlog}, over a connection of its own. */
public final class PostgresSequenceStore implements SequenceStore {
    private static final String EVENT =
            "e.event_id, e.topic, e.key, e.type, e.stream, e.version, e.chain, e.recorded_at, e.body";

    private static final String ANY_PENDING = "select exists (select from pending)";

    /** Rows of events appended together, the oldest first, as long as there is room: the last may be more than there is. */
    private static final String TAKE = """
            with oldest as (
                select first, sum(cardinality(events)) over (order by first) - cardinality(events) as before
                  from (select first, events from pending order by first limit ?) as rows),
            taken as (
                delete from pending where first = any (array(select first from oldest where before < ?)) returning events)
            select t.id, %s
              from (select unnest(events) as id from taken) t left join event e on e.id = t.id
             order by t.id
            """.formatted(EVENT);

    private static final String LINKS = "select chain, link from chain_head where chain = any (?)";

    private static final String GIVE = """
            with entries as (
                insert into log_entry (sequence, event, chain) select * from unnest(?::bigint[], ?::bigint[], ?::bytea[])),
            heads as (
                insert into chain_head (chain, sequence, link) select * from unnest(?::uuid[], ?::bigint[], ?::bytea[])
                on conflict (chain) do update set sequence = excluded.sequence, link = excluded.link),
            times as (
                insert into log_time (latest, sequence) select t.latest, t.sequence
                from (values (?::timestamptz, ?::bigint)) as t(latest, sequence)
                where not exists (select from log_time before where before.latest >= t.latest - interval '1 second'))
            update log_head set sequence = ?, sent = ?, lease_until = clock_timestamp() + ? * interval '1 millisecond'
             where log = ?
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

    private static final String TOPICS = "select topic, topic_id, partitions from log_topic";

    private static final String REMEMBER =
            "insert into log_topic (topic, topic_id, partitions) values (?, ?, ?) on conflict do nothing";

    private final String log;
    private final Duration lease;
    private final Session session;
    private final HeadRow head;
    private final HashChain chain;

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
        this.head = new HeadRow(log, lease);
        this.chain = new HashChain(log);
    }

    @Override
    public Claim claim(String claimant) {
        return session.transaction("Claiming the lead", connection -> head.claim(connection, claimant));
    }

    @Override
    public void release(long epoch) {
        session.inTransaction("Giving up the lead", connection -> head.release(connection, epoch));
    }

    @Override
    public Holding holding(long epoch) {
        return session.transaction("Asking for the lead", connection -> head.holding(connection, epoch));
    }

    @Override
    public Sequencing sequence(long epoch, long sequence, int limit, long sent, boolean renew) {
        return session.transaction("Sequencing", connection -> {
            if (!renew && !anyPending(connection)) {
                return new Sequencing.Given(List.of(), sequence);
            }
            if (!head.lock(connection, epoch, sequence)) {
                return new Sequencing.NotLeading();
            }
            var taken = limit == 0 ? new Taken() : take(connection, sequence, limit);
            if (taken.events.isEmpty()) {
                head.renew(connection, sent);
            } else {
                give(connection, taken, sent);
            }
            return new Sequencing.Given(taken.events, sequence + taken.events.size());
        });
    }

    private static boolean anyPending(Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement(ANY_PENDING);
                var rows = statement.executeQuery()) {
            return rows.next() && rows.getBoolean(1);
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
            statement.setInt(2, limit);
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
            long last = taken.events.getLast().sequence();
            statement.setObject(7, latest(taken.events));
            statement.setLong(8, last);
            statement.setLong(9, last);
            statement.setLong(10, sent);
            statement.setLong(11, lease.toMillis());
            statement.setString(12, log);
            statement.executeUpdate();
        }
    }

    private static OffsetDateTime latest(List<SequencedEvent> events) {
        var latest = events.getFirst().recordedAt();
        for (var event : events) {
            latest = event.recordedAt().isAfter(latest) ? event.recordedAt() : latest;
        }
        return latest.atOffset(ZoneOffset.UTC);
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
        session.inTransaction("Halting the log", connection -> head.halt(connection, epoch, reason, tail));
    }

    @Override
    public void stop(long epoch, String reason) {
        session.inTransaction("Stopping the sending", connection -> head.stop(connection, epoch, reason));
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
        session.inTransaction("Noting the topics", connection -> {
            for (var topic : topics.entrySet()) {
                Session.update(
                        connection,
                        REMEMBER,
                        topic.getKey(),
                        topic.getValue().id(),
                        topic.getValue().partitions());
            }
        });
    }

    @Override
    public Standing standing(long sent) {
        return session.transaction("Asking how the log stands", connection -> head.standing(connection, sent));
    }

    /** Lets the log go on after a halt or a stop; see {@code log_resume} in the migration. */
    public void resume(String decision) {
        session.inTransaction("Resuming the log", connection -> {
            try (var statement = connection.prepareStatement("select log_resume(?)")) {
                statement.setString(1, decision);
                statement.execute();
            }
        });
    }

    @Override
    public void close() {
        session.close();
    }
}
