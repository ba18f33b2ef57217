package org.reciprocity.eventlog;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.reciprocity.eventlog.relay.SequenceStore.Standing;

/** What is told of a log about which not everything is known. */
class StatusBoardTest {
    private final AtomicLong wakes = new AtomicLong();
    private final StatusBoard board = new StatusBoard("told", new AtomicReference<>(), wakes);

    @Test
    void saysThatSomethingWaitsUntilTheDatabaseHasSaidThatNothingDoes() {
        assertEquals(1, board.status().backlog());
        board.observed(new Standing(7, 7, 0, 0, Optional.empty()), wakes.get());
        assertEquals(0, board.status().backlog());
    }

    @Test
    void saysThatSomethingWaitsUntilEveryWakeIsServed() {
        board.observed(new Standing(7, 7, 0, 0, Optional.empty()), wakes.get());
        wakes.incrementAndGet();
        assertEquals(1, board.status().backlog());
        board.drained(wakes.get());
        assertEquals(0, board.status().backlog());
    }
}
