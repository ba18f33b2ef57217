package org.reciprocity.reporting.generation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertLinesMatch;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.reciprocity.eventlog.fold.FoldStatus;
import org.reciprocity.eventlog.fold.PositionStore;
import org.reciprocity.reporting.TestLog;
import org.reciprocity.reporting.Wait;
import org.reciprocity.reporting.health.LogCheck;

/** A backup of the database is older than the log; what was said since is lost with the database, and figures are not. */
class RestoredDatabaseTest {
    private static final FoldStatus NONE = new FoldStatus(Map.of(), 0, 0, 0, 0, List.of(), Optional.empty());

    @RegisterExtension
    final KeptLog log = new KeptLog();

    @Test
    void aBackupOlderThanTheLogIsFollowedFromWhereItWasWithoutGapOrDouble() throws Exception {
        var replicas = log.replicas();
        log.ledger().write(log.story.registry());
        var keeper = replicas.start();
        log.write(20);
        log.awaitLive(1);
        log.awaitEnds(keeper, 1);
        replicas.backUp();
        long kept = replicas.records(1);

        var later = replicas.start();
        log.write(20);
        log.awaitEnds(later, 1);
        var lines = replicas.lines(1);
        assertTrue(replicas.records(1) > kept);
        replicas.restore();
        assertEquals(kept, replicas.records(1));
        assertNotEquals(lines, replicas.lines(1));

        var restored = replicas.start();
        log.awaitEnds(restored, 1);
        assertEquals(lines, replicas.lines(1));
        log.write(5);
        long rebuilt = KeptLog.begin(restored);
        log.awaitLive(rebuilt);
        log.awaitEnds(restored, 1);
        log.awaitEnds(restored, rebuilt);
        assertEquals(replicas.lines(rebuilt), replicas.lines(1));
    }

    @Test
    void aBackupOlderThanTheFirstRecordsOfAPartitionStandsStillThereAndFollowsTheOthers() throws Exception {
        var replicas = log.replicas();
        log.ledger().write(log.story.registry());
        var keeper = replicas.start();
        log.awaitLive(1);
        log.awaitEnds(keeper, 1);
        var lost = new TopicPartition(replicas.prefix + TestLog.EXCHANGES, 0);
        replicas.backUp();
        log.write(20);
        long first = end(replicas, lost);
        Replicas.truncate(lost, first);
        replicas.restore();

        var restored = replicas.start();
        Wait.until(() -> !restored.status().truncated().isEmpty()
                && !restored.folds().getOrDefault(1L, NONE).stopped().isEmpty());
        log.write(5);
        Wait.until(() -> othersAreAtTheEnds(replicas, lost));

        var health = LogCheck.of(restored);
        assertEquals(HealthCheckResponse.Status.DOWN, health.getStatus());
        var said = health.getData().orElseThrow();
        // Its end is that of when it was last looked at, which is again whenever threads share out their partitions.
        assertLinesMatch(
                List.of("stopped at offset 0: The partition has offsets " + first
                        + " to \\d+, and records from 0 on were not folded"),
                List.of(said.get("generation 1, " + lost).toString()));
        assertEquals(
                1,
                restored.folds().get(1L).stopped().size(),
                restored.folds().get(1L).stopped()::toString);
        assertEquals(
                "has lost its first records: it begins at offset " + first + "; no rebuild can succeed",
                said.get(lost.toString()));
    }

    private static long end(Replicas replicas, TopicPartition partition) {
        var settings = replicas.settings(200);
        try (var topics = new LogTopics(settings.topics(), settings.kafka())) {
            return topics.ends(Set.of(partition)).get(partition);
        }
    }

    private static boolean othersAreAtTheEnds(Replicas replicas, TopicPartition lost) throws SQLException {
        var settings = replicas.settings(200);
        try (var topics = new LogTopics(settings.topics(), settings.kafka());
                var connection = replicas.connect()) {
            var positions = PositionStore.read(connection, 1);
            var ends = topics.ends(positions.keySet());
            return positions.entrySet().stream()
                    .allMatch(position -> position.getKey().equals(lost)
                            || position.getValue().next() >= ends.get(position.getKey()));
        }
    }
}
