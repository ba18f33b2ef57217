package org.reciprocity.reporting.generation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reciprocity.backends.Backends;
import org.reciprocity.reporting.RandomStory;
import org.reciprocity.reporting.Story;
import org.reciprocity.reporting.TestLog;
import org.reciprocity.reporting.Wait;
import org.reciprocity.reporting.health.LogCheck;

/** The life of generations, on a real broker and a real database. */
class GenerationKeeperTest {
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

    private Map<String, Long> minutesGiven(List<String> lines) {
        var minutes = new TreeMap<String, Long>();
        for (var line : lines) {
            var fields = line.split("\\|", -1);
            if (fields[0].equals("figure")
                    && fields[2].equals("-")
                    && fields[4].equals("hours-given")
                    && fields[3].matches("[0-9]{4}-[0-9]{2}")) {
                var text = fields[5].replaceAll(".*;minutes=(-?[0-9]+);.*", "$1");
                minutes.put(fields[1] + " " + fields[3], Long.valueOf(text));
            }
        }
        return minutes;
    }

    private static String figure(List<String> lines, int community, String period, String code) {
        var start = "figure|%s|-|%s|%s|".formatted(RandomStory.code(community), period, code);
        return lines.stream()
                .filter(line -> line.startsWith(start))
                .map(line -> line.substring(start.length()).replaceAll(" .*", ""))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void agreesWithANaiveReckoning() throws Exception {
        ledger.write(story.registry());
        var keeper = replicas.start();
        log.write(40);
        log.awaitLive(1);
        log.awaitEnds(keeper, 1);

        var lines = replicas.lines(1);

        var expected = new TreeMap<>(story.minutesGiven());
        var shown = new TreeMap<>(minutesGiven(lines));
        expected.values().removeIf(minutes -> minutes == 0);
        shown.values().removeIf(minutes -> minutes == 0);
        assertEquals(expected, shown);
        for (int community = 0; community < 2; community++) {
            assertEquals(String.valueOf(story.both(community).size()), figure(lines, community, "all", "both"));
        }
        var balances = new TreeMap<String, Long>();
        story.balances().forEach((account, minutes) -> balances.put(account.toString(), minutes));
        var folded = new TreeMap<String, Long>();
        lines.stream()
                .filter(line -> line.startsWith("balance|"))
                .map(line -> line.split("\\|", -1))
                .forEach(fields -> {
                    if (!fields[3].equals("0")) {
                        folded.put(fields[2], Long.valueOf(fields[3]));
                    }
                });
        assertEquals(balances, folded);
    }

    @Test
    void aRebuildWhileWritingGoesLiveByItselfAndEqualsTheOneThatFollowed() throws Exception {
        ledger.write(story.registry());
        log.write(20);
        var keeper = replicas.start();
        log.awaitLive(1);
        var writing = new AtomicBoolean(true);
        try (var writer = Executors.newSingleThreadExecutor()) {
            var written = writer.submit(() -> {
                while (writing.get()) {
                    log.write(1);
                    LockSupport.parkNanos(10_000_000);
                }
            });
            long second = KeptLog.begin(keeper);
            log.awaitLive(second);
            assertEquals("previous", replicas.state(1));
            writing.set(false);
            written.get();

            log.awaitEnds(keeper, 1);
            log.awaitEnds(keeper, second);
            assertEquals(replicas.lines(1), replicas.lines(second));
            long third = KeptLog.begin(keeper);
            log.awaitLive(third);
            assertEquals("dropped", replicas.state(1));
            log.awaitEnds(keeper, third);
            assertEquals(replicas.lines(second), replicas.lines(third));
        }
    }

    @Test
    void replicasShareThePartitionsAndAgreeThoughOneIsLost() throws Exception {
        ledger.write(story.registry());
        log.write(30);
        var first = replicas.start();
        log.awaitLive(1);
        log.awaitEnds(first, 1);
        var second = replicas.start(200);
        long rebuilt = KeptLog.begin(second);
        Wait.until(() -> first.folds().containsKey(rebuilt)
                && second.folds().containsKey(rebuilt)
                && !first.folds().get(rebuilt).reached().isEmpty()
                && !second.folds().get(rebuilt).reached().isEmpty());
        first.close();
        log.awaitLive(rebuilt);
        log.write(5);
        log.awaitEnds(second, rebuilt);
        log.awaitEnds(second, 1);

        assertEquals(replicas.lines(1), replicas.lines(rebuilt));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void replicasThatShareARebuildAgreeThoughOneIsKilledInTheMiddleOfAWrite(int count) throws Exception {
        var registry = story.registry();
        ledger.write(registry);
        var first = replicas.start();
        log.awaitLive(1);
        first.close();
        long rebuilt = replicas.begin();
        var processes = new ArrayList<KeeperProcess>();
        try {
            try (var _ = replicas.holdUnfinished(rebuilt)) {
                for (int i = 0; i < count; i++) {
                    processes.add(replicas.startProcess(50));
                }
                Wait.until(() -> processes.stream().allMatch(process -> process.partitions(rebuilt) > 0)
                        && processes.stream()
                                        .mapToInt(process -> process.partitions(rebuilt))
                                        .sum()
                                == 12
                        && replicas.records(rebuilt) == registry.size());
                killOneInTheMiddle(rebuilt, processes);
                assertEquals("building", replicas.state(rebuilt));
            }
            Wait.until(() -> !replicas.state(rebuilt).equals("building"));
            assertEquals("live", replicas.state(rebuilt), replicas.reason(rebuilt));
        } finally {
            processes.forEach(KeeperProcess::close);
        }

        var keeper = replicas.start();
        log.awaitEnds(keeper, 1);
        var followed = replicas.lines(1);
        long undisturbed = KeptLog.begin(keeper);
        log.awaitLive(undisturbed);
        log.awaitEnds(keeper, rebuilt);
        assertEquals(replicas.lines(undisturbed), replicas.lines(rebuilt));
        assertEquals(followed, replicas.lines(rebuilt));
    }

    /** Lets one write of what is folded through, and kills a replica that has folded more than is written, while it writes. */
    private void killOneInTheMiddle(long rebuilt, List<KeeperProcess> processes) throws Exception {
        long before = replicas.records(rebuilt);
        var folded =
                processes.stream().collect(Collectors.toMap(process -> process, process -> process.records(rebuilt)));
        try (var queue = Executors.newSingleThreadExecutor()) {
            Future<Connection> next;
            try (var _ = replicas.holdTable(rebuilt, "pair")) {
                log.write(30);
                replicas.aimAtTheEnds(rebuilt);
                Wait.until(() -> replicas.waiting(rebuilt, "pair", "RowExclusiveLock") > 0
                        && processes.stream().allMatch(process -> process.records(rebuilt) > folded.get(process)));
                // Who waits is served in turn: the writes that wait now, then this, then all others.
                next = queue.submit(() -> replicas.holdTable(rebuilt, "pair"));
                Wait.until(() -> replicas.waiting(rebuilt, "pair", "ExclusiveLock") > 0);
            }
            try (var _ = next.get()) {
                assertTrue(replicas.records(rebuilt) > before, "some of it is written");
                Wait.until(() -> replicas.waiting(rebuilt, "pair", "RowExclusiveLock") > 0);
                var killed = processes.stream()
                        .max(Comparator.comparingLong(process -> process.records(rebuilt) - folded.get(process)))
                        .orElseThrow();
                assertTrue(killed.isAlive());
                killed.close();
                assertTrue(replicas.records(rebuilt) < before + 30 * 22, "not all of it is written");
            }
        }
    }

    @Test
    void oneRebuildAtATime() throws Exception {
        var keeper = replicas.start();
        log.awaitLive(1);
        ledger.write(story.registry());
        ledger.leaveOut();
        ledger.write(story.ledgerEvent());
        log.awaitEnds(keeper, 1);
        var point = replicas.point(1);
        // One that lacks a record waits for it for a while.
        long second = KeptLog.begin(keeper);

        assertEquals(new Asked.Running(second), keeper.rebuild());
        assertEquals(new Asked.Running(second), keeper.rebuild(Replicas.at(point)));
    }

    @Test
    void aRecordThatCannotBeReadStopsItsPartitionAndFailsARebuild() throws Exception {
        ledger.write(story.registry());
        log.write(5);
        var keeper = replicas.start();
        log.awaitLive(1);
        log.awaitEnds(keeper, 1);
        var before = replicas.lines(1);
        ledger.write(TestLog.Entry.of(
                TestLog.MATCHES, "match-fulfilled.v1", RandomStory.community(0), Story.id(7), "{\"match\":1}"));
        Wait.until(() -> !keeper.folds().get(1L).stopped().isEmpty());

        long second = KeptLog.begin(keeper);
        Wait.until(() -> replicas.state(second).equals("failed"));

        assertTrue(replicas.reason(second).contains("reciprocity.matches.v1"), replicas.reason(second));
        assertEquals("live", replicas.state(1));
        assertEquals(before, replicas.lines(1));
        assertEquals(HealthCheckResponse.Status.DOWN, LogCheck.of(keeper).getStatus());
        // The log before the record can be folded to, and beyond it cannot.
        var point = replicas.point(1);
        long pinned = replicas.pin(keeper, point);
        assertEquals("pinned", replicas.state(pinned), replicas.reason(pinned));
        assertEquals(before, replicas.lines(pinned));
        var stopped = keeper.folds().get(1L).stopped().getFirst();
        var marks = new TreeMap<TopicPartition, Map<String, Long>>(LogPoint.ORDER);
        marks.putAll(point.marks());
        var there = new TopicPartition(stopped.topic(), stopped.partition());
        var writers = new TreeMap<>(point.writers(there));
        writers.put("ledger", ledger.sequence());
        marks.put(there, writers);
        long beyond = replicas.pin(keeper, LogPoint.of(marks));
        assertEquals("failed", replicas.state(beyond));
        assertTrue(replicas.reason(beyond).contains("reciprocity.matches.v1"), replicas.reason(beyond));
        assertEquals("live", replicas.state(1));
        assertEquals(before, replicas.lines(1));
        ledger.write(story.ledgerEvent());
        Wait.until(() -> !before.equals(replicas.lines(1)));
    }

    @Test
    void typesThatAreNotKnownAreSkippedAndCounted() throws Exception {
        ledger.write(story.registry());
        ledger.write(TestLog.Entry.of(
                TestLog.EXCHANGES, "exchange-celebrated.v1", RandomStory.community(0), Story.id(7), "cake"));
        var keeper = replicas.start();
        log.awaitLive(1);
        log.awaitEnds(keeper, 1);

        assertEquals(1, keeper.folds().get(1L).skipped());
        long second = KeptLog.begin(keeper);
        log.awaitLive(second);
    }

    @Test
    void aRebuildThatLacksARecordDoesNotGoLive() throws Exception {
        ledger.write(story.registry());
        var keeper = replicas.start();
        log.awaitLive(1);
        ledger.leaveOut();
        ledger.write(story.ledgerEvent());
        log.awaitEnds(keeper, 1);

        long second = KeptLog.begin(keeper);
        Wait.until(() -> replicas.state(second).equals("failed"));

        assertTrue(replicas.reason(second).startsWith("1 records are missing"), replicas.reason(second));
        assertEquals("live", replicas.state(1));
        long pinned = replicas.pin(keeper, replicas.point(1));
        assertEquals("failed", replicas.state(pinned));
        assertEquals("1 records of ledger are missing below the point", replicas.reason(pinned));
    }

    @Test
    void aTopicTruncatedAtItsStartIsNoticed() throws Exception {
        ledger.write(story.registry());
        log.write(3);
        var keeper = replicas.start();
        log.awaitLive(1);
        replicas.truncate();

        Wait.until(() -> !keeper.status().truncated().isEmpty());
        assertEquals(
                Map.of(replicas.prefix + TestLog.EXCHANGES + "-0", 2L),
                keeper.status().truncated());
        long second = KeptLog.begin(keeper);

        assertEquals("failed", replicas.state(second));
        assertTrue(replicas.reason(second).contains("has lost its first records"), replicas.reason(second));
        assertEquals("live", replicas.state(1));
        assertEquals(HealthCheckResponse.Status.DOWN, LogCheck.of(keeper).getStatus());
        assertEquals(
                new Asked.NotRetained(new TopicPartition(replicas.prefix + TestLog.EXCHANGES, 0), 2),
                keeper.rebuild(Replicas.at(replicas.point(1))));
        assertEquals(String.valueOf(second), replicas.count());
    }

    @Test
    void aRebuildWhoseTopicIsTruncatedBeforeItIsFoldedFails() throws Exception {
        ledger.write(story.registry());
        log.write(3);
        try (var topics = new LogTopics(
                        TestLog.topics(replicas.prefix),
                        Map.of("bootstrap.servers", Backends.kafka().bootstrapServers()));
                var connection = replicas.connect()) {
            connection.setAutoCommit(false);
            var described = topics.describe();
            GenerationStore.create(
                    connection,
                    RuleVersion.CURRENT,
                    described,
                    topics.ends(LogTopics.partitions(described)),
                    Optional.empty());
            connection.commit();
        }
        replicas.truncate();

        replicas.start();

        Wait.until(() -> replicas.state(1).equals("failed"));
        assertTrue(replicas.reason(1).contains("has lost its first records"), replicas.reason(1));
    }

    @Test
    void anotherTopicOfTheSameNameIsNotFolded() throws Exception {
        ledger.write(story.registry());
        log.write(2);
        var keeper = replicas.start();
        log.awaitLive(1);
        log.awaitEnds(keeper, 1);
        var before = replicas.lines(1);
        var outcomes = replicas.prefix + TestLog.OUTCOMES;
        try (var admin =
                Admin.create(Map.of("bootstrap.servers", Backends.kafka().bootstrapServers()))) {
            admin.deleteTopics(List.of(outcomes)).all().get();
            Wait.until(() -> isGone(admin, outcomes));
        }
        TestLog.create(TestLog.topics(replicas.prefix), 3);

        Wait.until(() -> keeper.status().changed().containsKey(1L));

        assertTrue(keeper.status().changed().get(1L).contains("is not the one that was folded"));
        assertEquals(before, replicas.lines(1));
    }

    private static boolean isGone(Admin admin, String topic) throws InterruptedException, ExecutionException {
        return !admin.listTopics().names().get().contains(topic);
    }
}
