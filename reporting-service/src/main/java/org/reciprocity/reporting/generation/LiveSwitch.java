package org.reciprocity.reporting.generation;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;
import org.reciprocity.eventlog.fold.PositionStore;

/**
 * Lets another generation take the place of the live one, which is held meanwhile: one that was built, or the previous one again. The
 * other must have folded all that the live one has, so that no figure goes back in time.
 */
final class LiveSwitch {
    private static final Logger LOG = Logger.getLogger(LiveSwitch.class);
    private static final Duration CATCH_UP = Duration.ofSeconds(3);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

    /** Offsets: a generation this far behind comes level within moments. */
    static final long NEAR = 20_000;

    private final int ruleVersion;
    private final KeeperDatabase database;
    private final BooleanSupplier closed;

    /**
     * Of one replica.
     *
     * @param ruleVersion the rules by which it folds and answers
     * @param closed whether the keeper is closed
     */
    LiveSwitch(int ruleVersion, KeeperDatabase database, BooleanSupplier closed) {
        this.ruleVersion = ruleVersion;
        this.database = database;
        this.closed = closed;
    }

    /** What came of asking to make one live again. */
    sealed interface Switching {

        /**
         * It is live.
         *
         * @param left the one that was live until then; none if this one was live already
         * @param version this one's version afterwards
         */
        record Done(long id, OptionalLong left, int version) implements Switching {}

        /** There is none of this number. */
        record Unknown() implements Switching {}

        /** It is in another state than the caller has read. */
        record Changed(Generation.State state) implements Switching {}

        /** It was never live. */
        record NeverLive(Generation.State state) implements Switching {}

        /** Its tables are gone. */
        record Gone(Generation.State state) implements Switching {}

        /** It was folded by rules that this release does not answer by. */
        record OfOtherRelease(int ruleVersion) implements Switching {}

        /** It lacks so many offsets that the live one has folded. */
        record Behind(long offsets) implements Switching {}

        /** The key was used to make another one live. */
        record KeyReused(long id) implements Switching {}
    }

    /**
     * Makes the previous one the live one again, and the live one the previous one; the one that is live stays so. Each key does so once,
     * and is answered the same ever after.
     */
    Switching again(long id, OptionalInt version, String key) throws SQLException {
        try (var own = database.connect()) {
            GenerationStore.hold(own);
            var before = SwitchStore.find(own, key);
            if (before.isPresent()) {
                return before.get().id() == id
                        ? before.get()
                        : new Switching.KeyReused(before.get().id());
            }
            var found = GenerationStore.find(own, id);
            if (found.isEmpty()) {
                return new Switching.Unknown();
            }
            var generation = found.get();
            if (version.isPresent() && version.getAsInt() != generation.version()) {
                return new Switching.Changed(generation.state());
            }
            var switching =
                    switch (generation.state()) {
                        case BUILDING, PINNED -> new Switching.NeverLive(generation.state());
                        case FAILED, DROPPED -> new Switching.Gone(generation.state());
                        case LIVE -> new Switching.Done(id, OptionalLong.empty(), generation.version());
                        case PREVIOUS -> again(own, generation);
                    };
            if (switching instanceof Switching.Done done) {
                SwitchStore.write(own, key, done);
                own.commit();
            }
            return switching;
        }
    }

    private Switching again(Connection connection, Generation previous) throws SQLException {
        if (previous.ruleVersion() != ruleVersion) {
            return new Switching.OfOtherRelease(previous.ruleVersion());
        }
        var live = live(connection);
        if (live.isPresent()) {
            long id = live.get().id();
            if (behind(connection, previous.id(), id) > NEAR || !catchesUp(connection, previous.id(), id)) {
                return new Switching.Behind(behind(connection, previous.id(), id));
            }
            GenerationStore.setPrevious(connection, id);
        }
        GenerationStore.setLiveAgain(connection, previous.id());
        LOG.infof(
                "generation live again generation=%d previous=%d",
                previous.id(), live.map(Generation::id).orElse(0L));
        return new Switching.Done(
                previous.id(),
                live.map(Generation::id).map(OptionalLong::of).orElseGet(OptionalLong::empty),
                previous.version() + 1);
    }

    /** The one that is live. */
    static Optional<Generation> live(Connection connection) throws SQLException {
        return GenerationStore.present(connection).stream()
                .filter(generation -> generation.state() == Generation.State.LIVE)
                .findFirst();
    }

    private static long behind(Connection connection, long id, long live) throws SQLException {
        var positions = PositionStore.read(connection, id);
        return PositionStore.read(connection, live).entrySet().stream()
                .mapToLong(position -> Math.max(0, position.getValue().next() - next(positions, position.getKey())))
                .sum();
    }

    private static long next(Map<TopicPartition, PositionStore.Stored> positions, TopicPartition partition) {
        var stored = positions.get(partition);
        return stored == null ? 0 : stored.next();
    }

    /** Holds the live one where it is until the transaction ends, and waits a moment for the other to come as far. */
    boolean catchesUp(Connection connection, long id, long live) throws SQLException {
        var held = PositionStore.readAndHold(connection, live);
        long until = System.nanoTime() + CATCH_UP.toNanos();
        while (!closed.getAsBoolean() && !Thread.currentThread().isInterrupted() && System.nanoTime() < until) {
            var positions = PositionStore.read(connection, id);
            if (held.entrySet().stream()
                    .allMatch(position -> positions.containsKey(position.getKey())
                            && next(positions, position.getKey())
                                    >= position.getValue().next())) {
                return true;
            }
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
        }
        return false;
    }
}
