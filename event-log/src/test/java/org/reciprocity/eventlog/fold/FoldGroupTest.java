package org.reciprocity.eventlog.fold;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.reciprocity.eventlog.fold.FoldedLog.eventually;

import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Folding exactly once, on a real broker and a real database. */
class FoldGroupTest {
    private static final int TRICKLE = 150;

    private FoldedLog log;
    private final TallyProjection projection = new TallyProjection();

    @BeforeEach
    void create() {
        log = FoldedLog.create();
    }

    @AfterEach
    void close() {
        log.close();
    }

    /** Writes so many of a word, some to a transaction, and counts along. */
    private static void write(FoldedLog log, Map<String, Long> expected, int transactions, String word) {
        for (int i = 0; i < transactions; i++) {
            log.write(word, word + i % 3, word);
            expected.merge(word, 2L, Long::sum);
            expected.merge(word + i % 3, 1L, Long::sum);
        }
    }

    @Test
    void foldsEveryCommittedRecordOnceAndReachesTheEnds() {
        log.write("a", "b", "a", "c", "a");
        log.abort("a", "x", "y", "z");
        log.write("b");
        log.repeat(1, 1, "a");

        try (var fold = log.follow(projection)) {
            eventually("all is folded", log::isFolded);
            assertEquals(Map.of("a", 3L, "b", 2L, "c", 1L), log.tally());
            assertEquals(1, fold.status().duplicates());
            log.write("d");
            eventually("all is folded", log::isFolded);
        }

        assertEquals(1L, log.tally().get("d"));
        var positions = log.positions().values();
        assertEquals(
                log.sequence(),
                positions.stream()
                        .mapToLong(position -> position.marks().get("writer").records())
                        .sum());
        assertEquals(
                log.sequence(),
                positions.stream()
                        .mapToLong(position -> position.marks().get("writer").highest())
                        .max()
                        .orElseThrow());
    }

    @Test
    void skipsAndCountsUnknownTypes() {
        log.write(0, "never-heard-of", "{");
        log.write("a");

        try (var fold = log.follow(projection)) {
            eventually("all is folded", log::isFolded);
            assertEquals(1, fold.status().skipped());
            assertTrue(fold.status().healthy());
        }

        assertEquals(Map.of("a", 1L), log.tally());
        assertEquals(
                1,
                log.positions().values().stream()
                        .mapToLong(PositionStore.Stored::skipped)
                        .sum());
    }

    @Test
    void takesATrickleInFewPollsAndFewWrites() {
        var wait = Duration.ofMillis(300);
        var interval = Duration.ofMillis(400);
        try (var fold = log.start(projection, Phase.FOLLOWING, log::connect, wait, interval)) {
            log.write("first");
            eventually("it follows", log::isFolded);
            long polls = projection.batches();
            long flushes = fold.status().flushes();
            long began = System.nanoTime();
            for (int i = 0; i < TRICKLE; i++) {
                log.write("w");
            }
            eventually("all is folded", log::isFolded);
            long milliseconds = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);

            assertTrue(
                    fold.status().flushes() - flushes <= 2 + milliseconds / interval.toMillis(),
                    "written " + (fold.status().flushes() - flushes) + " times in " + milliseconds + " ms");
            assertTrue(
                    projection.batches() - polls <= FoldedLog.CONSUMERS * (2 + milliseconds / wait.toMillis()),
                    "read in " + (projection.batches() - polls) + " batches in " + milliseconds + " ms");
        }

        assertEquals(TRICKLE, log.tally().get("w"));
    }

    @Test
    void writesALoneRecordAtOnceHoweverFarApartWritesMayBe() {
        var anHour = Duration.ofHours(1);
        try (var _ = log.start(projection, Phase.FOLLOWING, log::connect, Duration.ofMillis(50), anHour)) {
            log.write("alone");
            eventually("it is folded", () -> log.tally().containsKey("alone"));
        }
    }

    @Test
    void losesAndDoublesNothingWhenCommitsFailOrTheirOutcomeIsNotKnown() {
        var expected = new TreeMap<String, Long>();
        var commits = new AtomicInteger();
        var connections = log.committing(connection -> {
            switch (commits.incrementAndGet() % 5) {
                case 2 -> throw new SQLException("Lost before the commit");
                case 4 -> {
                    connection.commit();
                    throw new SQLException("Lost after the commit");
                }
                default -> connection.commit();
            }
        });

        try (var fold = log.start(projection, Phase.FOLLOWING, connections)) {
            write(log, expected, 40, "w");
            eventually("all is folded", log::isFolded);
            eventually("it goes on by itself", () -> fold.status().failure().isEmpty());
        }

        assertEquals(expected, log.tally());
        assertTrue(commits.get() > 5, "too few commits to have failed");
    }

    @Test
    void losesAndDoublesNothingWhenTheDatabaseDropsItsConnections() {
        var expected = new TreeMap<String, Long>();

        try (var fold = log.follow(projection)) {
            for (int i = 0; i < 5; i++) {
                write(log, expected, 10, "w");
                log.disconnect();
            }
            eventually("all is folded", log::isFolded);
            assertTrue(fold.status().flushes() > 0);
        }

        assertEquals(expected, log.tally());
    }

    @Test
    void continuesExactlyWhereACrashedReplicaWasCommitted() {
        var expected = new TreeMap<String, Long>();
        for (int i = 0; i < 3; i++) {
            var crashing = log.follow(new TallyProjection());
            write(log, expected, 10, "w");
            eventually("something is folded", () -> crashing.status().folded() > 0);
            crashing.crash();
        }

        try (var fold = log.follow(projection)) {
            eventually("all is folded", log::isFolded);
            assertTrue(fold.status().healthy());
        }

        assertEquals(expected, log.tally());
    }

    @Test
    void sharesPartitionsAmongReplicasThatComeAndGo() {
        var expected = new TreeMap<String, Long>();
        var first = log.follow(new TallyProjection());
        write(log, expected, 20, "w");
        var second = log.follow(new TallyProjection());
        write(log, expected, 20, "w");
        eventually(
                "both have partitions",
                () -> !first.status().reached().isEmpty()
                        && !second.status().reached().isEmpty()
                        && first.status().reached().size()
                                        + second.status().reached().size()
                                == FoldedLog.PARTITIONS);
        write(log, expected, 20, "w");
        first.crash();
        write(log, expected, 20, "w");
        eventually("all is folded", log::isFolded);
        second.close();

        assertEquals(expected, log.tally());
    }

    @Test
    void writesNothingOnceAnotherHasClaimedItsPartition() {
        var expected = new TreeMap<String, Long>();

        try (var fold = log.follow(projection)) {
            write(log, expected, 5, "w");
            eventually("all is folded", log::isFolded);
            log.execute("update position set epoch = epoch + 1 where partition = 2");
            write(log, expected, 5, "w");
            eventually("all is folded", log::isFolded);
            eventually("it has claimed anew", () -> fold.status().failure().isEmpty());
        }

        assertEquals(expected, log.tally());
    }

    @Test
    void anAdvanceUnderAnOldEpochIsRefused() throws SQLException {
        var partition = new TopicPartition(log.topic, 0);
        try (var connection = log.connect()) {
            var mine = PositionStore.claim(connection, 1, List.of(partition)).get(partition);
            var others = PositionStore.claim(connection, 1, List.of(partition)).get(partition);
            assertEquals(mine.epoch() + 1, others.epoch());

            assertThrows(
                    PartitionLostException.class,
                    () -> PositionStore.advance(
                            connection,
                            1,
                            List.of(new PositionStore.Advance(partition, mine.epoch(), 5, new TreeMap<>(), 0))));
            assertEquals(0, log.positions().get(partition).next());
        }
    }

    @Test
    void stopsAPartitionAtARecordItCannotReadAndGoesOnWithTheOthers() {
        log.write(0, "counted", "before");
        log.write(0, "counted", "poison");
        log.write(0, "counted", "after");
        log.write(1, "counted", "bug");
        log.writeNaked(2);
        log.write(3, "counted", "elsewhere");

        try (var fold = log.follow(projection)) {
            eventually(
                    "three partitions stand still",
                    () -> fold.status().stopped().size() == 3);
            eventually("the others are folded", () -> log.tally().containsKey("elsewhere"));
            log.write(3, "counted", "later");
            eventually("the others go on", () -> log.tally().containsKey("later"));
            assertFalse(fold.status().healthy());
            var poisoned = fold.status().stopped().stream()
                    .filter(stopped -> stopped.partition() == 0)
                    .findFirst()
                    .orElseThrow();
            assertEquals("event-2", poisoned.event().orElseThrow());
            assertEquals(2, poisoned.offset());
        }

        assertEquals(Map.of("before", 1L, "elsewhere", 1L, "later", 1L), log.tally());
        assertEquals(2, log.positions().get(new TopicPartition(log.topic, 0)).next());
    }

    @Test
    void stopsAPartitionWhoseNextRecordsAreLostAndGoesOnWithTheOthers() {
        for (int partition = 0; partition < FoldedLog.PARTITIONS; partition++) {
            log.write(partition, "counted", "before");
        }
        try (var _ = log.follow(new TallyProjection())) {
            eventually("all is folded", log::isFolded);
        }
        var lost = new TopicPartition(log.topic, 2);
        long reached = log.positions().get(lost).next();
        log.write(2, "counted", "lost");
        log.truncate(2);
        log.write(2, "counted", "after");
        // Of another partition the same is lost after it was folded, which is no harm.
        log.truncate(1);

        try (var fold = log.follow(projection)) {
            eventually("it stands still", () -> !fold.status().stopped().isEmpty());
            for (int word = 0; word < 3; word++) {
                var written = "later" + word;
                for (int partition = 0; partition < FoldedLog.PARTITIONS; partition++) {
                    log.write(partition, "counted", written);
                }
                eventually("the others go on", () -> log.tally().getOrDefault(written, 0L) == 3);
            }
            var stopped = fold.status().stopped();
            assertEquals(1, stopped.size());
            assertEquals(2, stopped.getFirst().partition());
            assertEquals(reached, stopped.getFirst().offset());
            assertTrue(
                    stopped.getFirst().reason().startsWith("The partition has offsets " + (reached + 2) + " to "),
                    stopped.getFirst().reason());
            assertEquals(FoldedLog.PARTITIONS, fold.status().reached().size());
            assertFalse(fold.status().healthy());
        }

        assertEquals(Map.of("before", 4L, "later0", 3L, "later1", 3L, "later2", 3L), log.tally());
        assertEquals(reached, log.positions().get(lost).next());
    }

    @Test
    void losesAndDoublesNothingWhenTwoGroupsFoldTheSamePositions() {
        var expected = new TreeMap<String, Long>();

        try (var first = log.follow(new TallyProjection());
                var second = log.followAs(log.topic + "-other", projection)) {
            eventually(
                    "both have all partitions",
                    () -> first.status().reached().size() == FoldedLog.PARTITIONS
                            && second.status().reached().size() == FoldedLog.PARTITIONS);
            for (int i = 0; i < 5; i++) {
                write(log, expected, 10, "w");
                eventually("all is folded", log::isFolded);
            }
        }

        assertEquals(expected, log.tally());
    }

    @Test
    void gathersUpToItsTargetAndNotBeyondAndWritesOnce() {
        var expected = new TreeMap<String, Long>();
        write(log, expected, 50, "w");
        var target = log.ends();
        log.write("beyond", "beyond", "beyond", "beyond");

        try (var fold = log.start(projection, new Phase(true, target), log::connect)) {
            eventually("the target is reached", () -> target.entrySet().stream()
                    .allMatch(end -> log.positions().get(end.getKey()).next() == end.getValue()));
            assertEquals(expected, log.tally());
            assertTrue(projection.writes() <= 2, "written " + projection.writes() + " times");

            fold.phase(new Phase(false, log.ends()));
            eventually("the rest is folded", log::isFolded);
            fold.phase(Phase.FOLLOWING);
            log.write("beyond");
            eventually("it follows", log::isFolded);
        }

        expected.put("beyond", 5L);
        assertEquals(expected, log.tally());
    }

    @Test
    void writesWhatItGatheredWhenMemoryIsFull() {
        var words = new HashMap<String, Long>();
        for (int i = 0; i < 50; i++) {
            log.write("w" + i);
            words.put("w" + i, 1L);
        }
        var target = new HashMap<>(log.ends());
        target.replaceAll((partition, end) -> end + 1_000);
        var settings = new FoldSettings(
                log.topic,
                1,
                java.util.Set.of(log.topic),
                1,
                log::connect,
                Map.of(
                        "bootstrap.servers",
                        org.reciprocity.backends.Backends.kafka().bootstrapServers()),
                Duration.ofMillis(50),
                Duration.ofMillis(30),
                1_000,
                10);

        try (var fold = FoldGroup.start(settings, projection, new Phase(true, target))) {
            eventually("some of it is written", () -> fold.status().flushes() > 0);
        }

        assertEquals(words, log.tally());
    }
}
