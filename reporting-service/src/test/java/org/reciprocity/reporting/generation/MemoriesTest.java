package org.reciprocity.reporting.generation;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.reciprocity.reporting.RandomStory;
import org.reciprocity.reporting.TestLog;
import org.reciprocity.reporting.Wait;
import org.reciprocity.reporting.snapshot.Memories;

/** What is computed of memory, beside what the database computes. */
class MemoriesTest {
    private static final int ROUNDS = 2;
    private static final int FIRST = 250;
    private static final int MORE = 40;
    private static final long ROOM = 1_000_000;

    /** As many answers as are asked for. */
    private static final int ANSWERS = 100_000;

    /** Less than one community of the story has. */
    private static final long NO_ROOM = 10;

    /** Enough for one community and not for both. */
    private static final long LITTLE_ROOM = 250;

    private static List<TestLog.Entry> events(RandomStory story, int count) {
        return Stream.generate(story::ledgerEvent).limit(count).toList();
    }

    @Test
    void figuresFromMemoryAreThoseThatTheDatabaseAddsUpWhateverComesMeanwhile() throws Exception {
        var story = new RandomStory(41, 12);
        try (var replicas = new Replicas();
                var ledger = new TestLog(replicas.prefix, "ledger", 0)) {
            var registry = story.registry();
            ledger.write(registry);
            ledger.write(events(story, FIRST));
            var unused = replicas.start();
            Wait.until(() -> replicas.state(1).equals("live"));
            var remembering = replicas.snapshots(Memories.of(ROOM, 1));
            var forgetting = replicas.snapshots(Memories.of(LITTLE_ROOM, 1));
            var adding = replicas.snapshots(Memories.of(NO_ROOM, ANSWERS));
            List<String> before = List.of();
            long written = (long) registry.size() + FIRST;
            for (int round = 0; ; round++) {
                long all = written;
                Wait.until(() -> replicas.records(1) == all);
                var addedUp = replicas.lines(1, replicas.snapshots(Memories.of(NO_ROOM, 1)));
                assertFalse(addedUp.isEmpty());
                assertNotEquals(before.hashCode(), addedUp.hashCode(), "what came changes something");
                assertTrue(addedUp.equals(replicas.lines(1, remembering)), "remembered, round " + round);
                assertTrue(addedUp.equals(replicas.lines(1, adding)), "added up and kept, round " + round);
                before = addedUp;
                if (round == ROUNDS) {
                    assertTrue(addedUp.equals(replicas.lines(1, remembering)), "asked again");
                    assertTrue(addedUp.equals(replicas.lines(1, adding)), "added up, asked again");
                    assertTrue(addedUp.equals(replicas.lines(1, forgetting)), "half forgotten");
                    break;
                }
                var moves = story.comeAndGone();
                ledger.write(moves);
                Wait.until(() -> replicas.records(1) == all + moves.size());
                assertTrue(
                        replicas.lines(1, replicas.snapshots(Memories.of(NO_ROOM, 1)))
                                .equals(replicas.lines(1, remembering)),
                        "who came did nothing yet, round " + round);
                ledger.write(events(story, MORE));
                written = all + moves.size() + MORE;
            }
        }
    }
}
