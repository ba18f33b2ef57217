package org.reciprocity.eventlog;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.reciprocity.eventlog.relay.SequenceStore.Standing;
import org.reciprocity.eventlog.relay.Term;

/** What a relay knows of its log, for whoever asks; written by the sequencing thread alone. */
final class StatusBoard {

    /**
     * What was observed.
     *
     * @param standing what the database said
     * @param pending events without a sequence, as they were last counted
     * @param wakes how many wakes were served by then
     * @param at when, in nanoseconds
     */
    private record Observation(Standing standing, long pending, long wakes, long at) {}

    private final String log;
    private final AtomicReference<Term> lead;
    private final AtomicLong wakes;

    /** Until the database was asked nobody knows that nothing waits: it is as if a wake had not been served. */
    private volatile Observation last =
            new Observation(new Standing(0, 0, 0, 0, Optional.empty()), 0, -1, System.nanoTime());

    StatusBoard(String log, AtomicReference<Term> lead, AtomicLong wakes) {
        this.log = log;
        this.lead = lead;
        this.wakes = wakes;
    }

    /** The database was asked, after so many wakes. */
    void observed(Standing standing, long served) {
        last = new Observation(standing, standing.pending(), served, System.nanoTime());
    }

    /** Nothing was left pending, after so many wakes. */
    void drained(long served) {
        var before = last;
        if (before.pending() != 0 || before.wakes() != served) {
            last = new Observation(before.standing(), 0, served, before.at());
        }
    }

    Optional<String> halted() {
        return last.standing().halted();
    }

    RelayStatus status() {
        // The wakes first: an event whose wake is seen here and served below is in the figures below.
        long woken = wakes.get();
        var observation = last;
        var standing = observation.standing();
        var term = lead.get();
        long sent = Math.max(standing.sent(), term == null ? 0 : term.sent());
        long sequence = Math.max(Math.max(standing.sequence(), sent), term == null ? 0 : term.sequence());
        long backlog = sequence - sent + observation.pending();
        if (woken > observation.wakes()) {
            backlog = Math.max(1, backlog);
        }
        double seconds = 0;
        if (backlog > 0) {
            boolean still = sent == standing.sent();
            seconds = standing.oldestSeconds() + (still ? (System.nanoTime() - observation.at()) / 1e9 : 0);
        }
        return new RelayStatus(log, term != null, sequence, sent, backlog, seconds, standing.halted());
    }
}
