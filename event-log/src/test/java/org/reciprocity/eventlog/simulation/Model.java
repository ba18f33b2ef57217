package org.reciprocity.eventlog.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.reciprocity.eventlog.relay.HashChain;
import org.reciprocity.eventlog.relay.SequencedEvent;

/** The rules, naively: what must hold after every step, and at the end. */
final class Model {
    private final Database database;
    private final Broker broker;

    private final int[] seenTo = new int[Broker.PARTITIONS];
    private final long[] lastSequence = new long[Broker.PARTITIONS];
    private final Map<String, Long> lastVersion = new HashMap<>();
    private final TreeMap<Long, SequencedEvent> published = new TreeMap<>();
    private boolean restored;
    private long checkedEntries;

    Model(Database database, Broker broker) {
        this.database = database;
        this.broker = broker;
    }

    /** The database was restored: versions may be given again, sequences still may not. */
    void restored() {
        restored = true;
        checkedEntries = Math.min(checkedEntries, database.entries.isEmpty() ? 0 : database.entries.lastKey());
    }

    void check() {
        checkOrder();
        for (int partition = 0; partition < Broker.PARTITIONS; partition++) {
            for (; seenTo[partition] < broker.committedEnd(partition); seenTo[partition]++) {
                int at = partition;
                broker.committed(partition, seenTo[partition]).ifPresent(event -> see(at, event));
            }
        }
    }

    /** Every committed event is either pending or has one sequence, and later than what its writer had read. */
    private void checkOrder() {
        assertEquals(
                database.events.size(),
                database.pending.size() + database.entries.size(),
                "events are pending or have a sequence");
        for (var entry : database.entries.tailMap(checkedEntries, false).entrySet()) {
            long sequence = entry.getKey();
            assertTrue(
                    sequence == checkedEntries + 1 || database.gaps.containsKey(sequence - 1),
                    () -> "sequence " + sequence + " follows " + checkedEntries);
            checkedEntries = sequence;
        }
    }

    /** A reader of committed records sees this next in its partition. */
    private void see(int partition, SequencedEvent event) {
        assertTrue(
                event.sequence() > lastSequence[partition],
                () -> "sequence " + event.sequence() + " comes after " + lastSequence[partition]);
        lastSequence[partition] = event.sequence();
        var other = published.put(event.sequence(), event);
        assertTrue(other == null, () -> "sequence " + event.sequence() + " is published twice");
        long version = lastVersion.merge(event.key(), event.version(), (before, now) -> restored ? now : before + 1);
        assertEquals(version, event.version(), "the version of stream " + event.key());
    }

    /** What must hold when everything has come to rest: all of it arrived, once. */
    void checkAtRest(SimulatedFold fold) {
        check();
        assertEquals(database.sequence, published.size(), "records published");
        assertEquals(database.sequence, published.isEmpty() ? 0 : published.lastKey(), "the last sequence published");
        assertEquals(0, database.pending.size(), "pending");
        var sequences = new HashMap<Long, Long>();
        database.entries.forEach((sequence, entry) -> {
            assertEquals(entry.event().uuid(), published.get(sequence).id(), "the event at sequence " + sequence);
            sequences.put(entry.event().id(), sequence);
        });
        database.entries.forEach((sequence, entry) -> assertTrue(
                sequences.getOrDefault(entry.event().cause(), 0L) < sequence, "an effect comes after its cause"));
        checkChains();

        var sums = new HashMap<UUID, Long>();
        published.values().forEach(event -> sums.merge(event.stream(), event.version(), Long::sum));
        assertEquals(sums, fold.sums(), "what was folded");
        assertEquals(0, fold.positions().missing(SimulatedFold.WRITER), "records missing in the fold");
        assertEquals(published.size(), fold.positions().records(SimulatedFold.WRITER), "records folded");
    }

    private void checkChains() {
        var chain = new HashChain("simulated");
        var heads = new HashMap<UUID, byte[]>();
        database.entries.forEach((sequence, entry) -> {
            var before = heads.getOrDefault(entry.event().chain(), HashChain.beginning());
            var link = chain.link(before, entry.event().at(sequence));
            assertEquals(HexFormat.of().formatHex(link), entry.link(), "the link at sequence " + sequence);
            heads.put(entry.event().chain(), link);
        });
    }
}
