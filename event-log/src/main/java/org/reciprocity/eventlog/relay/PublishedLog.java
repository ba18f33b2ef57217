package org.reciprocity.eventlog.relay;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The topics a log is published on: Kafka's side of a relay. Not thread-safe. */
public interface PublishedLog extends AutoCloseable {

    /** The one transactional writer of a log: whoever opens a later one fences this one. */
    interface Writer extends AutoCloseable {

        /**
         * Writes the events in one transaction, in their order. After any exception it is not known whether they are there,
         * and the writer must be closed.
         */
        void write(List<SequencedEvent> events);

        /** Lets go at once; a transaction that is open is aborted, by itself or by the next writer. */
        @Override
        void close();
    }

    /** What a look at the ends of all partitions came to. */
    sealed interface Ends {
        /** A transaction of an earlier writer is still being completed: look again. */
        record Unsettled() implements Ends {}

        /** Everything is settled; this is the last record, if there is any. */
        record Settled(Optional<Tail> tail) implements Ends {}
    }

    /**
     * The topics that there are, after creating the missing ones.
     *
     * @param known topics that were there before, and so are not created again
     */
    Map<String, TopicIdentity> topics(Set<String> known);

    /** Opens a writer, which completes or aborts what an earlier one left open and fences it. */
    Writer open();

    /** Looks at the ends; of use only after {@link #open()}. */
    Ends ends();

    /** Drops all connections. */
    @Override
    void close();
}
