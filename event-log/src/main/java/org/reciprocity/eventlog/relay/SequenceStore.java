package org.reciprocity.eventlog.relay;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The committed events, their order and who gives it: the database's side of a relay. Each method is one transaction. After
 * any exception it is not known whether that was committed; the store has dropped its connection then, and makes a new one
 * when it is next used. Not thread-safe.
 */
public interface SequenceStore extends AutoCloseable {

    /** The answer to a claim. */
    sealed interface Claim {
        /** The claimant leads from now on, in a new epoch. */
        record Granted(long epoch, long sequence) implements Claim {}

        /** Somebody else leads, or the lead is being decided. */
        record Held() implements Claim {}

        /** Nobody leads a halted log. */
        record Halted(String reason) implements Claim {}
    }

    /** The answer to sequencing. */
    sealed interface Sequencing {
        /** These events got the sequences up to the given one, and the lease is renewed if it was asked for. */
        record Given(List<SequencedEvent> events, long sequence) implements Sequencing {}

        /** The lead is lost or the log is halted; nothing was done. */
        record NotLeading() implements Sequencing {}
    }

    /** Whether an epoch still leads. */
    enum Holding {
        /** It does, and may send. */
        LEADS,
        /** It does, but nothing may be sent until an operator has decided. */
        STOPPED,
        /** It does not. */
        LOST
    }

    /**
     * How the log stands.
     *
     * @param sequence the highest sequence given
     * @param sent what the leader last noted as sent
     * @param pending how many committed events have no sequence yet
     * @param oldestSeconds the age of the oldest event that is not sent, zero without one
     * @param halted why it is halted or stopped, if it is
     */
    record Standing(long sequence, long sent, long pending, double oldestSeconds, Optional<String> halted) {}

    /** Asks for the lead: granted when the lease of the one before has ended, or when that was the claimant itself. */
    Claim claim(String claimant);

    /** Gives up the lead, so that nobody need wait for the lease to end. */
    void release(long epoch);

    /** Whether an epoch leads, by the database's own word; changes nothing. */
    Holding holding(long epoch);

    /**
     * Gives the next sequences to pending events, in the order of their ids, as the leader that remembers the given epoch and
     * sequence, and to nobody else.
     *
     * @param limit how many events to take, and those appended together with the last of them; with 0 only the lease is renewed
     * @param sent noted for people to read
     * @param renew renew the lease even when no event is pending
     */
    Sequencing sequence(long epoch, long sequence, int limit, long sent, boolean renew);

    /** The events from a sequence on, in order and without holes other than accepted ones, at most so many. */
    List<SequencedEvent> read(long from, int limit);

    /** The event that has a sequence, also where it is the last of an accepted gap. */
    Optional<UUID> eventAt(long sequence);

    /** Halts the log: nothing is appended, sequenced or sent until an operator decides. Nothing happens if the epoch is over. */
    void halt(long epoch, String reason, Tail tail);

    /** Stops the sending until an operator decides. Nothing happens if the epoch is over. */
    void stop(long epoch, String reason);

    /** The topics as they were first seen. */
    Map<String, TopicIdentity> topics();

    /** Writes down topics that were not seen before. */
    void remember(Map<String, TopicIdentity> topics);

    /** How the log stands, counting what is later than the given sequence as not sent. */
    Standing standing(long sent);

    /** Drops the connection. */
    @Override
    void close();
}
