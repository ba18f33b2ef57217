package org.reciprocity.reporting.generation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.reciprocity.reporting.RandomStory;
import org.reciprocity.reporting.TestLog;
import org.reciprocity.reporting.Wait;

/** Generations that are folded to a point of the log, on a real broker and a real database. */
class PinnedGenerationsTest {
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

    @Test
    void aGenerationFoldedToAPointEqualsTheLiveOneThereAndStaysThere() throws Exception {
        ledger.write(story.registry());
        log.write(15);
        ledger.abort(story.ledgerEvent());
        var keeper = replicas.start();
        log.awaitLive(1);
        log.awaitEnds(keeper, 1);
        var then = replicas.lines(1);
        var point = replicas.point(1);
        ledger.abort(story.ledgerEvent());
        log.write(10);
        log.awaitEnds(keeper, 1);

        long pinned = replicas.pin(keeper, point);

        assertEquals("pinned", replicas.state(pinned), replicas.reason(pinned));
        assertEquals(then, replicas.lines(pinned));
        assertEquals(point, replicas.point(pinned));
        assertEquals("live", replicas.state(1));
        var positions = replicas.positions(pinned);
        Wait.until(() -> !keeper.folds().containsKey(pinned));
        log.write(3);
        long next = KeptLog.begin(keeper);
        log.awaitLive(next);
        log.awaitEnds(keeper, next);
        assertEquals("previous", replicas.state(1));
        assertEquals("pinned", replicas.state(pinned));
        assertEquals(positions, replicas.positions(pinned));
        assertEquals(then, replicas.lines(pinned));
        assertEquals(new Asked.There(pinned), keeper.rebuild(Replicas.at(point)));
    }

    @Test
    void threeReplicasShareThePartitionsOfAPointAndAgreeThoughOneIsLost() throws Exception {
        ledger.write(story.registry());
        log.write(30);
        var first = replicas.start(200);
        log.awaitLive(1);
        log.awaitEnds(first, 1);
        var then = replicas.lines(1);
        var point = replicas.point(1);
        log.write(5);
        var keepers = List.of(first, replicas.start(200), replicas.start(200));
        long pinned = assertInstanceOf(Asked.Begun.class, keepers.getLast().rebuild(Replicas.at(point)))
                .id();
        // While the row is shared nobody can finish, though all can write: the loss is in the middle.
        try (var _ = replicas.holdUnfinished(pinned)) {
            Wait.until(() -> keepers.stream().allMatch(keeper -> keeper.folds().containsKey(pinned))
                    && keepers.stream()
                                    .flatMap(keeper -> keeper.folds().get(pinned).reached().keySet().stream())
                                    .distinct()
                                    .count()
                            == 12);
            var lost = keepers.stream()
                    .max(Comparator.comparingInt(
                            keeper -> keeper.folds().get(pinned).reached().size()))
                    .orElseThrow();
            lost.close();
            assertEquals("building", replicas.state(pinned));
        }
        Wait.until(() -> !replicas.state(pinned).equals("building"));

        assertEquals("pinned", replicas.state(pinned), replicas.reason(pinned));
        assertEquals(then, replicas.lines(pinned));
        assertEquals("live", replicas.state(1));
    }

    @Test
    void aPointWhoseReplicaIsKilledWhileItFoldsIsTakenOverByAnotherAndHasTheSameFigures() throws Exception {
        ledger.write(story.registry());
        log.write(30);
        var first = replicas.start();
        log.awaitLive(1);
        log.awaitEnds(first, 1);
        var then = replicas.lines(1);
        var point = replicas.point(1);
        log.write(5);
        first.close();
        long pinned = replicas.begin(point);
        // While the row is shared nobody can finish, though all can write: the kill is in the middle.
        try (var _ = replicas.holdUnfinished(pinned)) {
            try (var killed = replicas.startProcess(200)) {
                Wait.until(() -> replicas.records(pinned) > 0);
                assertTrue(killed.isAlive());
            }
            assertEquals("building", replicas.state(pinned));
            replicas.start(200);
        }
        Wait.until(() -> !replicas.state(pinned).equals("building"));

        assertEquals("pinned", replicas.state(pinned), replicas.reason(pinned));
        assertEquals(point, replicas.point(pinned));
        assertEquals(then, replicas.lines(pinned));
        assertEquals("live", replicas.state(1));
    }

    @Test
    void aPointThatIsNoneOfTheLogBeginsNothing() throws Exception {
        ledger.write(story.registry());
        log.write(10);
        var keeper = replicas.start();
        log.awaitLive(1);
        log.awaitEnds(keeper, 1);
        var before = replicas.count();
        var exchanges = replicas.point(1).marks().entrySet().stream()
                .filter(marks -> marks.getKey().topic().endsWith(TestLog.EXCHANGES))
                .sorted(Comparator.comparing(marks -> marks.getValue().get("ledger")))
                .toList();
        var lowest = exchanges.getFirst();
        var highest = exchanges.getLast();

        var beyond = LogPoint.of(Map.of(highest.getKey(), Map.of("ledger", ledger.sequence() + 1)));
        assertEquals(
                new Asked.NotOfTheLog(new Borders.Fault.BeyondEnd(
                        highest.getKey(), "ledger", highest.getValue().get("ledger"))),
                keeper.rebuild(Replicas.at(beyond)));
        // A sequence that another partition has.
        long elsewhere = lowest.getValue().get("ledger");
        assertEquals(
                new Asked.NotOfTheLog(new Borders.Fault.NotThere(highest.getKey(), "ledger", elsewhere)),
                keeper.rebuild(Replicas.at(LogPoint.of(Map.of(highest.getKey(), Map.of("ledger", elsewhere))))));
        assertEquals(
                new Asked.NotOfTheLog(new Borders.Fault.NotThere(highest.getKey(), "nobody", 1)),
                keeper.rebuild(Replicas.at(LogPoint.of(Map.of(highest.getKey(), Map.of("nobody", 1L))))));
        var partition = new TopicPartition(highest.getKey().topic(), 3);
        assertEquals(
                new Asked.UnknownPartition(partition),
                keeper.rebuild(Replicas.at(LogPoint.of(Map.of(partition, Map.of("ledger", 1L))))));
        assertEquals(
                new Asked.UnknownClose(7),
                keeper.rebuild(new WantedPoint(
                        replicas.point(1),
                        Optional.of(new WantedPoint.Closes(OptionalLong.of(7), LocalDate.of(2026, 5, 31))))));
        assertEquals(before, replicas.count());
    }

    @Test
    void soManyPointsAsMayBeAndNoMoreUntilOneIsDropped() throws Exception {
        ledger.write(story.registry());
        var keeper = replicas.start();
        log.awaitLive(1);
        log.awaitEnds(keeper, 1);
        long nothing = replicas.pin(keeper, LogPoint.of(Map.of()));
        long some = replicas.pin(keeper, replicas.point(1));
        assertEquals("pinned", replicas.state(nothing), replicas.reason(nothing));
        assertEquals("pinned", replicas.state(some), replicas.reason(some));
        log.write(1);
        log.awaitEnds(keeper, 1);

        assertEquals(new Asked.TooMany(2), keeper.rebuild(Replicas.at(replicas.point(1))));
        assertEquals(
                new PinnedGenerations.Dropping.NotPinned(Generation.State.LIVE), keeper.drop(1, OptionalInt.empty()));
        assertEquals(
                new PinnedGenerations.Dropping.Changed(Generation.State.PINNED), keeper.drop(some, OptionalInt.of(1)));
        assertEquals(new PinnedGenerations.Dropping.Unknown(), keeper.drop(99, OptionalInt.empty()));
        assertEquals("pinned", replicas.state(some));
        assertEquals(new PinnedGenerations.Dropping.Gone(), keeper.drop(some, OptionalInt.of(2)));
        assertEquals("dropped", replicas.state(some));
        assertEquals(new PinnedGenerations.Dropping.Gone(), keeper.drop(some, OptionalInt.empty()));
        long more = replicas.pin(keeper, replicas.point(1));
        assertEquals("pinned", replicas.state(more), replicas.reason(more));
    }

    @Test
    void oneThatIsBeingBuiltIsDroppedAndTheOthersGoOn() throws Exception {
        ledger.write(story.registry());
        log.write(2);
        var keeper = replicas.start();
        log.awaitLive(1);
        log.awaitEnds(keeper, 1);
        long id = assertInstanceOf(Asked.Begun.class, keeper.rebuild(Replicas.at(replicas.point(1))))
                .id();
        Wait.until(() -> keeper.folds().containsKey(id));

        assertEquals(new PinnedGenerations.Dropping.Gone(), keeper.drop(id, OptionalInt.empty()));

        Wait.until(() -> !keeper.folds().containsKey(id));
        assertEquals("dropped", replicas.state(id));
        log.write(1);
        log.awaitEnds(keeper, 1);
        assertEquals(Optional.empty(), keeper.status().failure());
        long again = replicas.pin(keeper, replicas.point(1));
        assertEquals("pinned", replicas.state(again), replicas.reason(again));
    }

    @Test
    void withoutClosesItKnowsThoseThatKnowNothingFromAfterThePoint() throws Exception {
        ledger.write(story.registry());
        var keeper = replicas.start();
        log.awaitLive(1);
        log.awaitEnds(keeper, 1);
        var point = replicas.point(1);
        close("2026-05-01", point);
        close("2026-05-02", point);
        ledger.write(story.ledgerEvent());
        log.awaitEnds(keeper, 1);
        close("2026-05-03", replicas.point(1));

        long id = assertInstanceOf(Asked.Begun.class, keeper.rebuild(new WantedPoint(point, Optional.empty())))
                .id();

        try (var connection = replicas.connect()) {
            connection.setAutoCommit(false);
            var pin =
                    GenerationStore.holdOne(connection, id).orElseThrow().pin().orElseThrow();
            assertEquals(2, pin.lastClose());
            assertEquals(Optional.empty(), pin.today());
            // When the record after the point was recorded.
            assertEquals(Instant.parse("2026-05-10T12:00:00Z"), pin.moment());
            assertEquals(Map.of("ledger", ledger.sequence() - 1), pin.least());
        }
        Wait.until(() -> !replicas.state(id).equals("building"));
        assertEquals("pinned", replicas.state(id), replicas.reason(id));
    }

    private void close(String day, LogPoint point) throws SQLException, JsonProcessingException {
        try (var connection = replicas.connect();
                var statement = connection.prepareStatement("""
                        insert into edition (community, series, kind, day, generation, rule_version, as_of)
                        values (?, 'closes', 'daily', ?::date, 1, 1, ?::json)
                        """)) {
            statement.setObject(1, RandomStory.community(0));
            statement.setString(2, day);
            statement.setString(3, new ObjectMapper().writeValueAsString(Map.of("through", point.through())));
            statement.executeUpdate();
        }
    }
}
