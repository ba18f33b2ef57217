package org.reciprocity.eventlog.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.reciprocity.eventlog.relay.SequencedEvent;
import org.reciprocity.eventlog.relay.TopicIdentity;

/** The tables of {@code db/eventlog}, as they are committed, and who has the head's row locked. */
final class Database {

    /** An event without its sequence; {@code cause} is an event that its writer had read, 0 for none. */
    record Event(long id, UUID uuid, String key, UUID stream, long version, UUID chain, long cause) {
        SequencedEvent at(long sequence) {
            return new SequencedEvent(
                    sequence,
                    uuid,
                    Broker.TOPIC,
                    key,
                    "happened",
                    stream,
                    version,
                    chain,
                    java.time.Instant.ofEpochSecond(id),
                    "{" + id + "}");
        }
    }

    /** An event's place in the log, with its link in hexadecimal. */
    record Entry(Event event, String link) {}

    final TreeMap<Long, Event> events = new TreeMap<>();
    final TreeSet<Long> pending = new TreeSet<>();
    final TreeMap<Long, Entry> entries = new TreeMap<>();
    final Map<UUID, byte[]> chainHeads = new HashMap<>();
    final Map<Long, UUID> gaps = new HashMap<>();
    final Map<UUID, Long> versions = new HashMap<>();
    long lastId;
    long lastTaken;
    long epoch;
    String leader = "";
    long leaseUntil;
    long sequence;
    String halted = "";
    String stopped = "";
    Map<String, TopicIdentity> topics = Map.of();
    long haltedSequence;
    UUID haltedEvent;

    /** The relay that has the head's row locked in an open transaction, if any, and until when at the latest. */
    String lockedBy = "";

    long lockedUntil;

    Database copy() {
        var copy = new Database();
        copy.restore(this);
        return copy;
    }

    /** Becomes what another was. */
    void restore(Database backup) {
        replace(events, backup.events);
        pending.clear();
        pending.addAll(backup.pending);
        replace(entries, backup.entries);
        replace(chainHeads, backup.chainHeads);
        replace(gaps, backup.gaps);
        replace(versions, backup.versions);
        lastId = backup.lastId;
        lastTaken = backup.lastTaken;
        epoch = backup.epoch;
        leader = backup.leader;
        leaseUntil = backup.leaseUntil;
        sequence = backup.sequence;
        halted = backup.halted;
        stopped = backup.stopped;
        topics = backup.topics;
        haltedSequence = backup.haltedSequence;
        haltedEvent = backup.haltedEvent;
        lockedBy = "";
    }

    private static <K, V> void replace(Map<K, V> target, Map<K, V> source) {
        target.clear();
        target.putAll(source);
    }

    boolean locked(long now, String except) {
        if (now >= lockedUntil) {
            lockedBy = "";
        }
        return !lockedBy.isEmpty() && !lockedBy.equals(except);
    }

    /** What an operator does about a halt. */
    void resume() {
        if (haltedSequence > 0) {
            gaps.put(haltedSequence, haltedEvent);
            sequence = haltedSequence;
        }
        if (!stopped.isEmpty()) {
            topics = Map.of();
        }
        halted = "";
        stopped = "";
        haltedSequence = 0;
    }

    List<Event> take(int limit, boolean pastTheLast) {
        var taken = new ArrayList<Event>();
        for (long id : List.copyOf(pending)) {
            if (taken.size() < limit && (!pastTheLast || id > lastTaken)) {
                taken.add(events.get(id));
                pending.remove(id);
                lastTaken = Math.max(lastTaken, id);
            }
        }
        return taken;
    }
}
