package org.reciprocity.eventlog.relay;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

/**
 * The sequencing side of a relay: claims the lead, keeps it, and gives sequences once the sending side has found that Kafka's
 * log and the database agree. One call to the store a step.
 *
 * <p>Any exception ends the term, since it is not known what of the last step was committed: {@link #failed()} must be called
 * then. The next claim finds out.
 */
public final class Sequencer {
    private final String relay;
    private final SequenceStore store;
    private final AtomicReference<Term> lead;
    private final BatchSize batch;
    private final long renewAfter;
    private final LongSupplier nanoseconds;
    private long renewAt;
    private volatile Optional<String> halted = Optional.empty();
    private volatile boolean drained;

    /**
     * Begins as a follower.
     *
     * @param relay names this relay among those of its log, for as long as it runs
     * @param lead the term in which this relay leads, null while it does not
     * @param lease how long the lead lasts without being renewed
     * @param batch the most events to sequence at a time
     * @param nanoseconds a clock that only measures spans
     */
    public Sequencer(
            String relay,
            SequenceStore store,
            AtomicReference<Term> lead,
            Duration lease,
            int batch,
            LongSupplier nanoseconds) {
        this.relay = relay;
        this.store = store;
        this.lead = lead;
        this.batch = new BatchSize(batch);
        this.renewAfter = lease.toNanos() / 3;
        this.nanoseconds = nanoseconds;
    }

    /** Does the next thing. */
    public Progress step() {
        drained = false;
        var term = lead.get();
        if (term == null) {
            return claim();
        }
        if (term.over()) {
            lead.set(null);
            return Progress.AGAIN;
        }
        return sequence(term);
    }

    /** Takes note that a step failed. */
    public void failed() {
        drained = false;
        batch.failed();
        end(lead.get());
    }

    /** Gives up the lead, if this relay has it. */
    public void release() {
        var term = lead.get();
        if (term != null) {
            end(term);
            store.release(term.epoch());
        }
    }

    /** Why the log is halted, as the last claim was answered. */
    public Optional<String> halted() {
        return halted;
    }

    /** Whether the last step left nothing pending. */
    public boolean drained() {
        return drained;
    }

    private Progress claim() {
        long now = nanoseconds.getAsLong();
        return switch (store.claim(relay)) {
            case SequenceStore.Claim.Granted granted -> {
                halted = Optional.empty();
                renewAt = now + renewAfter;
                lead.set(new Term(granted.epoch(), granted.sequence()));
                yield Progress.AGAIN;
            }
            case SequenceStore.Claim.Held _ -> {
                halted = Optional.empty();
                yield Progress.LATER;
            }
            case SequenceStore.Claim.Halted reason -> {
                halted = Optional.of(reason.reason());
                yield Progress.LATER;
            }
        };
    }

    private Progress sequence(Term term) {
        long now = nanoseconds.getAsLong();
        boolean renew = now - renewAt >= 0;
        if (!term.agreed() && !renew) {
            return Progress.IDLE;
        }
        int limit = term.agreed() ? batch.next() : 0;
        return switch (store.sequence(term.epoch(), term.sequence(), limit, term.sent(), renew)) {
            case SequenceStore.Sequencing.Given given -> {
                var events = given.events();
                if (renew || !events.isEmpty()) {
                    renewAt = now + renewAfter;
                }
                batch.took(events);
                term.given(events, given.sequence());
                drained = events.size() < limit;
                if (events.isEmpty()) {
                    yield Progress.IDLE;
                }
                yield drained ? Progress.GATHERING : Progress.AGAIN;
            }
            case SequenceStore.Sequencing.NotLeading _ -> {
                end(term);
                yield Progress.AGAIN;
            }
        };
    }

    private void end(Term term) {
        if (term != null) {
            term.end();
            lead.set(null);
        }
    }
}
