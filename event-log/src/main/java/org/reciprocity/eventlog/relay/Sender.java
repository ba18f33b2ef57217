package org.reciprocity.eventlog.relay;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

/**
 * The sending side of a relay: takes over Kafka's log in the term that the {@link Sequencer} has won, finds out what was sent
 * by looking at its end, and sends from there in the order of sequences. One call to the store or to the log a step.
 *
 * <p>Any exception closes the writer: {@link #failed()} must be called then. If the term goes on, taking over begins anew.
 */
public final class Sender {

    private sealed interface State {
        /** Not leading. */
        record Following() implements State {}

        /** The term is asked for before anything is opened: a writer is made only while the lease is held. */
        record Entering(Term term) implements State {}

        /** The topics are compared with what they were. */
        record Surveying(Term term, Map<String, TopicIdentity> known) implements State {}

        /** Topics seen for the first time are written down. */
        record Noting(Term term, Map<String, TopicIdentity> found, Map<String, TopicIdentity> fresh) implements State {}

        /** The topics are as they were; the writer is opened, fencing all earlier ones. */
        record Opening(Term term) implements State {}

        /** The writer is open; the term is asked for again, since another may have begun meanwhile. */
        record Confirming(Term term) implements State {}

        /** What was sent is read from the end of the log. */
        record Looking(Term term) implements State {}

        /** The end is compared with the database. */
        record Comparing(Term term, Tail tail) implements State {}

        /** All is known; the next events are read. */
        record Reading(Term term, long next) implements State {}

        /** Events are read, and written. */
        record Writing(Term term, List<SequencedEvent> events) implements State {}

        /** The topics are looked at again, between two transactions. */
        record Rechecking(Term term, long next) implements State {}

        /** A topic is not what it was. */
        record Stopping(Term term, String reason) implements State {}

        /** The database does not have what Kafka has. */
        record Halting(Term term, Tail tail) implements State {}
    }

    private final SequenceStore store;
    private final PublishedLog log;
    private final AtomicReference<Term> lead;
    private final BatchSize batch;
    private final long recheckAfter;
    private final LongSupplier nanoseconds;

    private State state = new State.Following();
    private PublishedLog.Writer writer;
    private Map<String, TopicIdentity> topics = Map.of();
    private long recheckAt;
    private OptionalLong missingSince = OptionalLong.empty();

    /**
     * Begins as a follower.
     *
     * @param lead the term in which this relay leads, null while it does not
     * @param batch the most events to send in a transaction
     * @param recheck how often to see that the topics are still what they were
     * @param nanoseconds a clock that only measures spans
     */
    public Sender(
            SequenceStore store,
            PublishedLog log,
            AtomicReference<Term> lead,
            int batch,
            Duration recheck,
            LongSupplier nanoseconds) {
        this.store = store;
        this.log = log;
        this.lead = lead;
        this.batch = new BatchSize(batch);
        this.recheckAfter = recheck.toNanos();
        this.nanoseconds = nanoseconds;
    }

    /** Does the next thing. */
    public Progress step() {
        return switch (state) {
            case State.Following _ -> follow();
            case State.Entering(var term) -> term.over() ? leave() : enter(term);
            case State.Surveying(var term, var known) -> term.over() ? leave() : survey(term, known);
            case State.Noting(var term, var found, var fresh) -> {
                store.remember(fresh);
                topics = found;
                yield to(new State.Opening(term));
            }
            case State.Opening(var term) -> term.over() ? leave() : open(term);
            case State.Confirming(var term) -> confirm(term);
            case State.Looking(var term) -> term.over() ? leave() : look(term);
            case State.Comparing(var term, var tail) -> compare(term, tail);
            case State.Reading(var term, var next) -> term.over() ? leave() : read(term, next);
            case State.Writing(var term, var events) -> term.over() ? leave() : write(term, events);
            case State.Rechecking(var term, var next) -> term.over() ? leave() : recheck(term, next);
            case State.Stopping(var term, var reason) -> {
                store.stop(term.epoch(), reason);
                yield to(new State.Entering(term));
            }
            case State.Halting(var term, var tail) -> halt(term, tail);
        };
    }

    /** Takes note that a step failed. */
    public void failed() {
        batch.failed();
        leave();
    }

    /** Lets go of the log. */
    public void close() {
        leave();
    }

    private Progress follow() {
        var term = lead.get();
        return term == null || term.over() ? Progress.IDLE : to(new State.Entering(term));
    }

    private Progress enter(Term term) {
        return switch (store.holding(term.epoch())) {
            case LEADS -> to(new State.Surveying(term, store.topics()));
            case STOPPED -> Progress.LATER;
            case LOST -> lost(term);
        };
    }

    private Progress survey(Term term, Map<String, TopicIdentity> known) {
        var found = log.topics(known.keySet());
        var changed = changed(known, found);
        if (changed.isPresent()) {
            return stop(term, changed.get());
        }
        var fresh = new HashMap<>(found);
        fresh.keySet().removeAll(known.keySet());
        if (!fresh.isEmpty()) {
            return to(new State.Noting(term, found, fresh));
        }
        topics = found;
        return to(new State.Opening(term));
    }

    private Progress open(Term term) {
        writer = log.open();
        return to(new State.Confirming(term));
    }

    private Progress confirm(Term term) {
        return switch (store.holding(term.epoch())) {
            case LEADS -> to(new State.Looking(term));
            case STOPPED -> leave();
            case LOST -> lost(term);
        };
    }

    private Progress look(Term term) {
        return switch (log.ends()) {
            case PublishedLog.Ends.Unsettled _ -> Progress.IDLE;
            case PublishedLog.Ends.Settled(var tail) ->
                tail.isPresent() ? to(new State.Comparing(term, tail.get())) : agree(term, 0);
        };
    }

    private Progress compare(Term term, Tail tail) {
        return store.eventAt(tail.sequence()).filter(tail.event()::equals).isPresent()
                ? agree(term, tail.sequence())
                : to(new State.Halting(term, tail));
    }

    private Progress agree(Term term, long sent) {
        term.acknowledged(sent);
        term.agree();
        recheckAt = nanoseconds.getAsLong() + recheckAfter;
        return to(new State.Reading(term, sent + 1));
    }

    private Progress read(Term term, long next) {
        if (nanoseconds.getAsLong() - recheckAt >= 0) {
            return to(new State.Rechecking(term, next));
        }
        if (term.sequence() < next) {
            return Progress.IDLE;
        }
        var events = term.handedOver(next).orElseGet(() -> store.read(next, batch.next()));
        batch.took(events);
        return events.isEmpty()
                ? Progress.IDLE
                : to(new State.Writing(term, events.subList(0, Math.min(events.size(), batch.next()))));
    }

    private Progress write(Term term, List<SequencedEvent> events) {
        writer.write(events);
        long sent = events.getLast().sequence();
        term.acknowledged(sent);
        return to(new State.Reading(term, sent + 1));
    }

    private Progress recheck(Term term, long next) {
        var changed = changed(topics, log.topics(topics.keySet()));
        if (changed.isPresent()) {
            return stop(term, changed.get());
        }
        recheckAt = nanoseconds.getAsLong() + recheckAfter;
        return to(new State.Reading(term, next));
    }

    private Progress halt(Term term, Tail tail) {
        closeWriter();
        store.halt(
                term.epoch(),
                "Kafka has sequence " + tail.sequence() + " with event " + tail.event()
                        + ", which this database does not have; the last it has is " + term.sequence(),
                tail);
        return lost(term);
    }

    /** What is wrong with the topics. One that is merely missing may be back at the next look, up to a point. */
    private Optional<String> changed(Map<String, TopicIdentity> known, Map<String, TopicIdentity> found) {
        for (var topic : known.entrySet()) {
            var now = found.get(topic.getKey());
            if (now != null && !now.equals(topic.getValue())) {
                return Optional.of("The topic " + topic.getKey() + " was " + topic.getValue() + " and is now " + now);
            }
        }
        var missing = known.keySet().stream()
                .filter(topic -> !found.containsKey(topic))
                .findFirst();
        long now = nanoseconds.getAsLong();
        if (missing.isEmpty()) {
            missingSince = OptionalLong.empty();
        } else if (missingSince.isEmpty()) {
            missingSince = OptionalLong.of(now);
        }
        if (missingSince.isPresent() && now - missingSince.getAsLong() < recheckAfter) {
            throw new LogUnavailableException("Missing the topic " + missing.orElseThrow(), null);
        }
        return missing.map(topic -> "The topic " + topic + " is missing");
    }

    private Progress stop(Term term, String reason) {
        closeWriter();
        return to(new State.Stopping(term, reason + "; nothing is sent"));
    }

    private Progress lost(Term term) {
        term.end();
        return leave();
    }

    private Progress leave() {
        closeWriter();
        state = new State.Following();
        return Progress.IDLE;
    }

    private void closeWriter() {
        if (writer != null) {
            var closing = writer;
            writer = null;
            closing.close();
        }
    }

    private Progress to(State next) {
        state = next;
        return Progress.AGAIN;
    }
}
