package org.reciprocity.eventlog.relay;

/**
 * One relay's time as the leader, from a granted claim to its end: what the sequencing and the sending side know of each
 * other.
 */
public final class Term {
    private final long epoch;
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

    void given(long sequence) {
        this.sequence = sequence;
    }

    void acknowledged(long sent) {
        this.sent = sent;
    }

    void agree() {
        agreed = true;
    }

    void end() {
        over = true;
    }
}
