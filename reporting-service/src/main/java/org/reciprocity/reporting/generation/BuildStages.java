package org.reciprocity.reporting.generation;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;
import org.reciprocity.eventlog.fold.FoldStatus;
import org.reciprocity.eventlog.fold.PositionStore;

/**
 * Leads a generation that is being built through its stages. It folds into memory up to a target, the ends of the partitions when it
 * began, and copies; its tables get their keys; the records folded are counted against the writers' sequences; when nothing is missing and
 * little has come since, it follows the log; and when it is no longer behind the live one, it takes its place.
 *
 * <p>One that is folded to a point ends there: its target does not move, and when it has come to the point in every partition, and no
 * record that must be before it is missing, it is pinned.
 *
 * <p>Whichever replica comes first takes a step, in one transaction.
 */
final class BuildStages {
    private static final Logger LOG = Logger.getLogger(BuildStages.class);
    private static final int MOST_MISSES = 240;

    private final KeeperDatabase database;
    private final LogTopics topics;
    private final LongConsumer stop;
    private final LiveSwitch switches;

    /**
     * Of one replica.
     *
     * @param stop ends this replica's fold of a generation
     * @param switches how one takes the live one's place
     */
    BuildStages(KeeperDatabase database, LogTopics topics, LongConsumer stop, LiveSwitch switches) {
        this.database = database;
        this.topics = topics;
        this.stop = stop;
        this.switches = switches;
    }

    /** Takes the next step of a generation that is being built, if it is due. */
    void advance(Generation generation, FoldStatus fold) throws SQLException {
        long id = generation.id();
        if (!fold.stopped().isEmpty()) {
            var where = fold.stopped().getFirst();
            stop.accept(id);
            database.inTransaction(connection -> {
                fail(
                        connection,
                        id,
                        "%s-%d at offset %d: %s"
                                .formatted(where.topic(), where.partition(), where.offset(), where.reason()));
                return true;
            });
            return;
        }
        if (!generation.complete()) {
            database.inTransaction(connection -> {
                GenerationStore.reportProgress(connection, id, fold.reached());
                return true;
            });
            database.inTransaction(connection -> {
                complete(connection, id);
                return true;
            });
        } else {
            database.inTransaction(connection -> {
                takeOver(connection, id);
                return true;
            });
        }
    }

    private void complete(Connection connection, long id) throws SQLException {
        var held = GenerationStore.holdBuilding(connection, id);
        if (held.isEmpty() || held.get().complete()) {
            return;
        }
        var positions = PositionStore.read(connection, id);
        var target = GenerationStore.target(connection, id);
        boolean reached = target.entrySet().stream()
                .allMatch(end -> positions.get(end.getKey()).next() >= end.getValue());
        if (!reached) {
            return;
        }
        if (!held.get().keyed()) {
            long started = System.nanoTime();
            GenerationStore.setKeyed(connection, id);
            LOG.infof(
                    "generation keyed generation=%d milliseconds=%d",
                    id, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started));
        }
        if (held.get().pin().isPresent()) {
            pin(connection, id, held.get().pin().get(), positions);
            return;
        }
        var ends = topics.ends(positions.keySet());
        long missing = missing(positions);
        long behind = positions.entrySet().stream()
                .mapToLong(position ->
                        ends.get(position.getKey()) - position.getValue().next())
                .sum();
        if (missing == 0 && behind <= LiveSwitch.NEAR) {
            GenerationStore.setComplete(connection, id);
            return;
        }
        if (missing != 0) {
            if (held.get().targets() >= MOST_MISSES) {
                fail(connection, id, missing + " records are missing below the highest sequences");
                return;
            }
            GenerationStore.countMissed(connection, id);
        }
        GenerationStore.setTarget(connection, id, ends);
    }

    /** Ends a generation at its point, if that is where it is and nothing is missing below it. */
    private static void pin(
            Connection connection, long id, Pin pin, Map<TopicPartition, PositionStore.Stored> positions)
            throws SQLException {
        var fault = PointCheck.fault(pin, positions);
        if (fault.isPresent()) {
            fail(connection, id, fault.get());
            return;
        }
        GenerationStore.setPinned(connection, id);
        LOG.infof("generation pinned generation=%d", id);
    }

    /** How many records there must be that were not folded, since the sequences of a writer are dense. */
    private static long missing(Map<TopicPartition, PositionStore.Stored> positions) {
        var highest = new HashMap<String, Long>();
        var records = new HashMap<String, Long>();
        positions.values().forEach(position -> position.marks().forEach((writer, mark) -> {
            highest.merge(writer, mark.highest(), Math::max);
            records.merge(writer, mark.records(), Long::sum);
        }));
        return highest.entrySet().stream()
                .mapToLong(entry -> Math.abs(entry.getValue() - records.get(entry.getKey())))
                .sum();
    }

    /** Makes a complete generation the live one once it is no longer behind the present one, which is held meanwhile. */
    private void takeOver(Connection connection, long id) throws SQLException {
        GenerationStore.hold(connection);
        var present = GenerationStore.present(connection);
        if (GenerationStore.holdBuilding(connection, id).isEmpty()) {
            return;
        }
        var live = LiveSwitch.live(connection);
        if (live.isPresent() && !switches.catchesUp(connection, id, live.get().id())) {
            return;
        }
        for (var generation : present) {
            if (generation.state() == Generation.State.PREVIOUS) {
                stop.accept(generation.id());
                GenerationStore.drop(connection, generation.id());
            }
        }
        if (live.isPresent()) {
            GenerationStore.setPrevious(connection, live.get().id());
        }
        GenerationStore.setLive(connection, id);
        LOG.infof("generation live generation=%d", id);
    }

    static void fail(Connection connection, long id, String reason) throws SQLException {
        if (GenerationStore.fail(connection, id, reason)) {
            LOG.errorf("generation failed generation=%d reason=%s", id, reason);
        }
    }
}
