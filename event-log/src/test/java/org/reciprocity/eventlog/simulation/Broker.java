package org.reciprocity.eventlog.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.reciprocity.eventlog.relay.SequencedEvent;
import org.reciprocity.eventlog.relay.Tail;

/**
 * A broker with one topic and one transactional writer at a time: open transactions hide what follows them, markers of one
 * transaction reach the partitions one by one and late.
 */
final class Broker {
    static final String TOPIC = "simulated.v1";
    static final int PARTITIONS = 3;

    /** A record, or a marker (without event). */
    record Slot(SequencedEvent event, long transaction) {}

    private enum State {
        ONGOING,
        COMMITTING,
        ABORTING
    }

    final List<List<Slot>> partitions = new ArrayList<>();
    private final Set<Long> aborted = new HashSet<>();
    /** Of the transaction that is not completed: the partitions that have records and no marker, with their first offset. */
    private final Map<Integer, Integer> unmarked = new HashMap<>();

    private State state = State.ONGOING;
    private long transaction = 1;
    long epoch;

    /** The topic's id; empty while it is missing. */
    String topicId = "first";

    Broker() {
        for (int partition = 0; partition < PARTITIONS; partition++) {
            partitions.add(new ArrayList<>());
        }
    }

    static int partition(String key) {
        return Math.floorMod(key.hashCode(), PARTITIONS);
    }

    /** A new writer: fences the earlier ones and decides what they left open. */
    long initTransactions() {
        epoch++;
        if (state == State.ONGOING) {
            endTransaction(false);
        }
        return epoch;
    }

    void send(SequencedEvent event) {
        if (state != State.ONGOING) {
            completeAll();
        }
        int partition = partition(event.key());
        unmarked.putIfAbsent(partition, partitions.get(partition).size());
        partitions.get(partition).add(new Slot(event, transaction));
    }

    void endTransaction(boolean commit) {
        if (state != State.ONGOING) {
            completeAll();
        }
        if (!commit) {
            aborted.add(transaction);
        }
        state = commit ? State.COMMITTING : State.ABORTING;
        if (unmarked.isEmpty()) {
            begin();
        }
    }

    /** Writes the marker of a decided transaction into one more partition, if there is one. */
    boolean completeOne() {
        if (state == State.ONGOING) {
            return false;
        }
        var partition = unmarked.keySet().iterator().next();
        partitions.get(partition).add(new Slot(null, transaction));
        unmarked.remove(partition);
        if (unmarked.isEmpty()) {
            begin();
        }
        return true;
    }

    void completeAll() {
        while (completeOne()) {}
    }

    /** What the coordinator does about a transaction that nobody goes on with. */
    void timeOut() {
        if (state == State.ONGOING && !unmarked.isEmpty()) {
            epoch++;
            endTransaction(false);
        }
    }

    private void begin() {
        state = State.ONGOING;
        transaction++;
    }

    int end(int partition) {
        return partitions.get(partition).size();
    }

    /** Where what a {@code read_committed} reader can see ends. */
    int committedEnd(int partition) {
        return unmarked.getOrDefault(partition, end(partition));
    }

    boolean settled() {
        return unmarked.isEmpty();
    }

    /** The event at an offset that a {@code read_committed} reader gets, if it gets one there. */
    Optional<SequencedEvent> committed(int partition, int offset) {
        var slot = partitions.get(partition).get(offset);
        return offset >= committedEnd(partition) || aborted.contains(slot.transaction())
                ? Optional.empty()
                : Optional.ofNullable(slot.event());
    }

    Optional<Tail> tail(int partition) {
        for (int offset = committedEnd(partition) - 1; offset >= 0; offset--) {
            var event = committed(partition, offset);
            if (event.isPresent()) {
                return event.map(last -> new Tail(last.sequence(), last.id()));
            }
        }
        return Optional.empty();
    }
}
