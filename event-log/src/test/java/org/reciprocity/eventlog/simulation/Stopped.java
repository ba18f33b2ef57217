package org.reciprocity.eventlog.simulation;

/** A process was stopped in the middle of a call; when it goes on, its connection is gone. */
final class Stopped extends RuntimeException {
    Stopped() {
        super("Stopped in the middle", null, false, false);
    }
}
