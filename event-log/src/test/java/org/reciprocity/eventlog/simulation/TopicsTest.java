package org.reciprocity.eventlog.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A topic that changes under a running relay. */
class TopicsTest {
    private static final UUID STREAM = new UUID(0, 1);

    private final World world = new World(1, Mutation.NONE);
    private final Database database = new Database();
    private final Broker broker = new Broker();
    private final Writers writers = new Writers(world, database);
    private final SimulatedRelay relay = new SimulatedRelay(world, database, broker, 1);

    @BeforeEach
    void run() {
        world.faults = 0;
        world.sluggishness = 0;
        append();
        pass(100);
        assertTrue(sent());
    }

    @Test
    void aReplacedTopicStopsTheSendingUntilAnOperatorDecides() {
        broker.topicId = "second";
        pass(SimulatedRelay.RECHECK + 1_000);
        append();
        pass(10_000);

        assertEquals(
                "The topic simulated.v1 was first with 3 partitions and is now second with 3 partitions;"
                        + " nothing is sent",
                database.stopped);
        assertTrue(!sent());

        database.resume();
        pass(10_000);

        assertTrue(sent());
    }

    @Test
    void aTopicThatIsMissingForAMomentIsNoReasonToStop() {
        broker.topicId = "";
        pass(SimulatedRelay.RECHECK + 1_000);
        broker.topicId = "first";
        append();
        pass(10_000);

        assertEquals("", database.stopped);
        assertTrue(sent());
    }

    @Test
    void aTopicThatStaysMissingIs() {
        broker.topicId = "";
        pass(10 * SimulatedRelay.RECHECK);

        assertEquals("The topic simulated.v1 is missing; nothing is sent", database.stopped);
    }

    private void append() {
        writers.append(STREAM);
    }

    private void pass(long milliseconds) {
        for (long until = world.milliseconds + milliseconds; world.milliseconds < until; world.milliseconds++) {
            relay.step();
            broker.completeAll();
        }
    }

    /** Whether a reader sees all that was appended. */
    private boolean sent() {
        var tail = broker.tail(Broker.partition(STREAM.toString()));
        return tail.isPresent() && tail.get().sequence() == database.events.size();
    }
}
