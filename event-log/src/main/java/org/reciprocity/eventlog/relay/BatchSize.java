package org.reciprocity.eventlog.relay;

import java.util.List;

/**
 * How many events to take at a time: few at first, more while they are small, so that what is held in memory stays within a
 * budget whatever the size of the bodies, and fewer after a failure, so that a slow server can keep up with its time limits.
 */
final class BatchSize {
    private static final long BUDGET_CHARACTERS = 4L << 20;
    private static final int FIRST = 250;

    private final int most;
    private int next;

    BatchSize(int most) {
        this.most = most;
        this.next = Math.min(FIRST, most);
    }

    /** The most events to take now. */
    int next() {
        return next;
    }

    /** Takes note that a batch failed, for which its size may be the reason. */
    void failed() {
        next = Math.max(1, next / 2);
    }

    /** Takes note of what a batch came to. */
    void took(List<SequencedEvent> events) {
        if (!events.isEmpty()) {
            long characters = 0;
            for (var event : events) {
                characters += event.body().length();
            }
            long fitting = BUDGET_CHARACTERS * events.size() / Math.max(1, characters);
            next = (int) Math.max(1, Math.min(Math.min(most, 2L * next), fitting));
        }
    }
}
