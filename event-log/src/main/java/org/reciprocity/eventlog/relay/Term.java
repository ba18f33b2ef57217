package org.reciprocity.eventlog.relay;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;

/**
 * One relay's time as the leader, from a granted claim to its end: what the sequencing and the sending side know of each
 * other.
 */
public final class Term {
    private static final int BATCHES_HANDED_OVER = 6;

    private final long epoch;
    private final ArrayBlockingQueue<List<SequencedEvent>> handedOver = new ArrayBlockingQueue<>(BATCHES_HANDED_OVER);
    private volatile long sequence;
    private volatile long sent;
    private volatile boolean agreed;
    private volatile boolean over;

    Term(long epoch, long sequence) {
        this.epoch = epoch;
        this.sequence = sequence;
    }

    /** The number of this term; a later term has a higher one. */
    public long epoch() {
        return epoch;
    }

    /** The last sequence given, as the leader remembers it. Written by the sequencing side. */
    public long sequence() {
        return sequence;
    }

    /** The last sequence that Kafka acknowledged. Written by the sending side. */
    public long sent() {
        return sent;
    }

    /** Whether the end of Kafka's log was found in the database; no sequence is given before. */
    public boolean agreed() {
        return agreed;
    }

    /** Whether this term has ended. */
    public boolean over() {
        return over;
    }

    /**
     * Events have got their sequences, and that is committed. They are handed over, which saves reading them again, unless the
     * sending side is behind anyway.
     */
    void given(List<SequencedEvent> events, long sequence) {
        if (!events.isEmpty()) {
            handedOver.offer(events);
        }
        this.sequence = sequence;
    }

    /** The events from a sequence on, if they were handed over. */
    Optional<List<SequencedEvent>> handedOver(long from) {
        for (var next = handedOver.peek(); next != null; next = handedOver.peek()) {
            long first = next.getFirst().sequence();
            if (first > from) {
                return Optional.empty();
            }
            handedOver.poll();
            if (first == from) {
                return Optional.of(next);
            }
        }
        return Optional.empty();
    }

    void acknowledged(long sent) {
        this.sent = sent;
    }

    void agree() {
        agreed = true;
    }

    void end() {
        over = true;
        handedOver.clear();
    }
}
