package org.reciprocity.reporting.generation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.mutiny.Uni;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.reciprocity.reporting.RandomStory;
import org.reciprocity.reporting.TestLog;
import org.reciprocity.reporting.Wait;
import org.reciprocity.reporting.digest.Digest;
import org.reciprocity.reporting.snapshot.Memories;
import org.reciprocity.reporting.snapshot.Snapshots;

/** The way back to the previous generation, on a real broker and a real database. */
class LiveSwitchTest {
    private static final long ROOM = 1_000_000;

    @RegisterExtension
    final KeptLog log = new KeptLog();

    private Replicas replicas;
    private TestLog ledger;
    private RandomStory story;

    @BeforeEach
    void look() {
        replicas = log.replicas();
        ledger = log.ledger();
        story = log.story;
    }

    private static LiveSwitch.Switching liveAgain(GenerationKeeper keeper, long id, String key) throws SQLException {
        return keeper.liveAgain(id, OptionalInt.empty(), key);
    }

    private static LiveSwitch.Switching.Done done(long id, long left, int version) {
        return new LiveSwitch.Switching.Done(id, OptionalLong.of(left), version);
    }

    /** Which generation this release answers from. */
    private long answering() {
        return replicas.snapshots(Memories.of(ROOM, 1))
                .live(snapshot -> Uni.createFrom().item(snapshot.generation()))
                .await()
                .indefinitely();
    }

    @Test
    void switchesBackAndForthWhileRecordsAreWrittenAndBothAreEqualAtTheEnd() throws Exception {
        ledger.write(story.registry());
        log.write(10);
        var keeper = replicas.start();
        log.awaitLive(1);
        long second = KeptLog.begin(keeper);
        log.awaitLive(second);
        var writing = new AtomicBoolean(true);
        try (var writer = Executors.newSingleThreadExecutor()) {
            var written = writer.submit(() -> {
                while (writing.get()) {
                    log.write(1);
                    LockSupport.parkNanos(10_000_000);
                }
            });
            for (int round = 0; round < 5; round++) {
                int version = 4 + 2 * round;
                assertEquals(done(1, second, version), liveAgain(keeper, 1, "back " + round));
                assertEquals("live", replicas.state(1));
                assertEquals("previous", replicas.state(second));
                assertEquals(1, answering());
                assertEquals(done(second, 1, version), liveAgain(keeper, second, "forth " + round));
                assertEquals(second, answering());
            }
            assertEquals(done(1, second, 14), liveAgain(keeper, 1, "back for good"));
            writing.set(false);
            written.get();
        }

        log.awaitEnds(keeper, 1);
        log.awaitEnds(keeper, second);
        assertEquals(replicas.lines(1), replicas.lines(second));
        assertEquals("2", replicas.count(), "nothing is rebuilt because somebody went back");
        // The next rebuild leaves the way back to the one it takes the place of.
        long third = KeptLog.begin(keeper);
        log.awaitLive(third);
        assertEquals("previous", replicas.state(1));
        assertEquals("dropped", replicas.state(second));
        log.awaitEnds(keeper, third);
        assertEquals(replicas.lines(1), replicas.lines(third));
    }

    @Test
    void anOlderReleaseDeployedAgainServesItsOwnGenerationAndMakesItLive() throws Exception {
        ledger.write(story.registry());
        log.write(10);
        var older = replicas.start();
        log.awaitLive(1);
        var newer = replicas.startOfRules(RuleVersion.CURRENT + 1);
        log.awaitLive(2);
        Wait.until(() ->
                older.status().live().isEmpty() && older.status().answers().equals(Optional.of(1L)));
        assertEquals(1, answering());
        older.close();
        log.write(10);
        log.awaitEnds(newer, 2);
        assertEquals(
                new LiveSwitch.Switching.OfOtherRelease(RuleVersion.CURRENT),
                liveAgain(newer, 1, "asked of the newer"));
        newer.close();
        log.write(5);

        var again = replicas.start();
        Wait.until(() -> again.status().answers().equals(Optional.of(1L)));
        log.awaitEnds(again, 1);
        assertEquals(1, answering());
        var figures = replicas.lines(1);
        assertEquals(done(1, 2, 4), liveAgain(again, 1, "asked of the older"));
        Wait.until(() -> again.status().live().equals(Optional.of(1L)));
        assertEquals("previous", replicas.state(2));
        assertEquals("2", replicas.count(), "a release that has a generation builds none");

        var newerAgain = replicas.startOfRules(RuleVersion.CURRENT + 1);
        log.awaitEnds(newerAgain, 2);
        assertEquals(figures, replicas.lines(2));
        assertEquals(figures, replicas.lines(1));
        Wait.until(() -> newerAgain.status().answers().equals(Optional.of(2L)));
        assertEquals(Optional.empty(), newerAgain.status().live());
    }

    /** What a reader was told: by which generation, at which point of the log, and what. */
    private record Answer(long generation, Map<String, Map<String, Map<String, Long>>> through, List<String> lines) {
        LogPoint point() {
            var marks = new TreeMap<TopicPartition, Map<String, Long>>(LogPoint.ORDER);
            through.forEach((topic, partitions) -> partitions.forEach((partition, writers) ->
                    marks.put(new TopicPartition(topic, Integer.parseInt(partition)), writers)));
            return LogPoint.of(marks);
        }
    }

    /** Asks whoever is live for everything there is, a part after the other. */
    private Uni<Answer> ask(Snapshots snapshots, Supplier<Uni<Void>> meanwhile) {
        return snapshots.live(snapshot -> {
            var lines = new ArrayList<String>();
            return snapshot.asOf().chain(asOf -> meanwhile
                    .get()
                    .chain(() -> Digest.of(snapshot, lines::add))
                    .map(digest -> new Answer(asOf.generation(), asOf.through(), lines)));
        });
    }

    @Test
    void whoAsksWhileGenerationsAreSwitchedAndDroppedIsAnsweredByOneWholeGeneration() throws Exception {
        ledger.write(story.registry());
        log.write(3);
        var keeper = replicas.start();
        log.awaitLive(1);
        var snapshots = replicas.snapshots(Memories.of(ROOM, 1));
        var asking = new AtomicBoolean(true);
        var answers = new ConcurrentLinkedQueue<Answer>();
        var latest = new ConcurrentHashMap<Long, Answer>();
        try (var threads = Executors.newFixedThreadPool(3)) {
            var done = new ArrayList<Future<?>>();
            done.add(threads.submit(() -> {
                for (int written = 0; written < 30 && asking.get(); written++) {
                    log.write(1);
                    LockSupport.parkNanos(100_000_000);
                }
            }));
            for (int reader = 0; reader < 2; reader++) {
                done.add(threads.submit(() -> {
                    while (asking.get()) {
                        var answer = ask(snapshots, () -> Uni.createFrom().voidItem())
                                .await()
                                .indefinitely();
                        answers.add(new Answer(
                                answer.generation(),
                                answer.through(),
                                List.of(
                                        String.valueOf(answer.lines().size()),
                                        String.valueOf(answer.lines().hashCode()))));
                        latest.put(answer.generation(), answer);
                    }
                }));
            }
            Wait.until(() -> latest.containsKey(1L));
            long second = KeptLog.begin(keeper);
            log.awaitLive(second);
            Wait.until(() -> latest.containsKey(second));
            assertInstanceOf(LiveSwitch.Switching.Done.class, liveAgain(keeper, 1, "back"));
            // The second is dropped soon after it was left.
            long third = KeptLog.begin(keeper);
            log.awaitLive(third);
            Wait.until(() -> latest.containsKey(third) && !replicas.hasTables(second));
            asking.set(false);
            for (var thread : done) {
                thread.get();
            }

            assertEquals(Set.of(1L, second, third), latest.keySet());
            var whole = new HashMap<Map<?, ?>, List<String>>();
            for (var answer : answers) {
                assertEquals(whole.computeIfAbsent(answer.through(), point -> answer.lines()), answer.lines());
            }
            for (var answer : latest.values()) {
                long pinned = replicas.pin(keeper, answer.point());
                assertEquals("pinned", replicas.state(pinned), replicas.reason(pinned));
                assertEquals(replicas.lines(pinned), answer.lines());
                assertEquals(new PinnedGenerations.Dropping.Gone(), keeper.drop(pinned, OptionalInt.empty()));
            }
        }
    }

    @Test
    void whoIsStillReadingAGenerationThatIsDroppedReadsItToTheEnd() throws Exception {
        ledger.write(story.registry());
        log.write(10);
        var keeper = replicas.start();
        log.awaitLive(1);
        log.awaitEnds(keeper, 1);
        var before = replicas.lines(1);
        var reached = new CountDownLatch(1);
        var on = new CompletableFuture<Void>();
        var answer = ask(replicas.snapshots(Memories.of(ROOM, 1)), () -> {
                    reached.countDown();
                    return Uni.createFrom().completionStage(on);
                })
                .subscribeAsCompletionStage();
        assertTrue(reached.await(30, TimeUnit.SECONDS));

        long second = KeptLog.begin(keeper);
        log.awaitLive(second);
        long third = KeptLog.begin(keeper);
        log.awaitLive(third);
        assertEquals("dropped", replicas.state(1));
        on.complete(null);

        assertEquals(before, answer.get(30, TimeUnit.SECONDS).lines());
        assertEquals(1, answer.get().generation());
        Wait.until(() -> !replicas.hasTables(1));
        assertEquals(third, answering());
    }

    @Test
    void oneThatLacksWhatTheLiveOneHasIsNotMadeLive() throws Exception {
        ledger.write(story.registry());
        log.write(2);
        var keeper = replicas.start();
        log.awaitLive(1);
        long second = KeptLog.begin(keeper);
        log.awaitLive(second);
        log.awaitEnds(keeper, 1);
        try (var connection = replicas.connect()) {
            connection.setAutoCommit(false);
            try (var statement = connection.createStatement()) {
                statement.execute("lock table g1.pair in exclusive mode");
            }
            log.write(2);
            log.awaitEnds(keeper, second);

            var refused = assertInstanceOf(LiveSwitch.Switching.Behind.class, liveAgain(keeper, 1, "too early"));
            assertTrue(refused.offsets() > 0, "behind " + refused.offsets());
            assertEquals("live", replicas.state(second));
        }

        log.awaitEnds(keeper, 1);
        assertEquals(done(1, second, 4), liveAgain(keeper, 1, "too early"));
        assertEquals(replicas.lines(1), replicas.lines(second));
    }

    @Test
    void whatWasNeverLiveOrIsGoneIsNotMadeLive() throws Exception {
        ledger.write(story.registry());
        var keeper = replicas.start();
        log.awaitLive(1);
        log.awaitEnds(keeper, 1);
        long pinned = replicas.pin(keeper, replicas.point(1));
        assertEquals(new LiveSwitch.Switching.NeverLive(Generation.State.PINNED), liveAgain(keeper, pinned, "a"));
        keeper.drop(pinned, OptionalInt.empty());
        assertEquals(new LiveSwitch.Switching.Gone(Generation.State.DROPPED), liveAgain(keeper, pinned, "a"));
        assertEquals(new LiveSwitch.Switching.Unknown(), liveAgain(keeper, 99, "a"));
        assertEquals(
                new LiveSwitch.Switching.Changed(Generation.State.LIVE), keeper.liveAgain(1, OptionalInt.of(1), "a"));
        assertEquals(
                new LiveSwitch.Switching.Done(1, OptionalLong.empty(), 2), keeper.liveAgain(1, OptionalInt.of(2), "a"));
        long second = KeptLog.begin(keeper);
        log.awaitLive(second);

        // The key has made sure already that the first is live, which it is no more.
        assertEquals(new LiveSwitch.Switching.Done(1, OptionalLong.empty(), 2), liveAgain(keeper, 1, "a"));
        assertEquals(new LiveSwitch.Switching.KeyReused(1), liveAgain(keeper, second, "a"));
        assertEquals("live", replicas.state(second));
    }
}
