package org.reciprocity.reporting.generation;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;
import org.reciprocity.eventlog.fold.PositionStore;

/** Begins and drops generations that are folded to a point of the log. */
final class PinnedGenerations {
    private static final Logger LOG = Logger.getLogger(PinnedGenerations.class);

    private final KeeperSettings settings;
    private final KeeperDatabase database;
    private final LogTopics topics;

    PinnedGenerations(KeeperSettings settings, KeeperDatabase database, LogTopics topics) {
        this.settings = settings;
        this.database = database;
        this.topics = topics;
    }

    /** What came of asking to drop one. */
    sealed interface Dropping {

        /** Its tables are gone. */
        record Gone() implements Dropping {}

        /** There is none of this number. */
        record Unknown() implements Dropping {}

        /** It is not folded to a point. */
        record NotPinned(Generation.State state) implements Dropping {}

        /** It is in another state than the caller has read. */
        record Changed(Generation.State state) implements Dropping {}
    }

    /** Begins one, if its point is of the log; otherwise changes nothing. */
    Asked begin(WantedPoint wanted) throws SQLException {
        var described = topics.describe();
        if (described.isEmpty()) {
            return new Asked.NoTopics();
        }
        var partitions = LogTopics.partitions(described);
        for (var partition : wanted.point().marks().keySet()) {
            if (!partitions.contains(partition)) {
                return new Asked.UnknownPartition(partition);
            }
        }
        for (var first : topics.beginnings(partitions).entrySet()) {
            if (first.getValue() > 0) {
                return new Asked.NotRetained(first.getKey(), first.getValue());
            }
        }
        Borders borders;
        try (var finder = new PointFinder(settings.kafka())) {
            borders = finder.find(wanted.point(), topics.ends(partitions));
        }
        try (var own = database.connect()) {
            var known = known(own);
            var fault = borders.fault(known);
            if (fault.isPresent()) {
                return new Asked.NotOfTheLog(fault.get());
            }
            var refused = closesRefused(own, wanted);
            if (refused.isPresent()) {
                return refused.get();
            }
            // Before anything is held, since it may look through years of closes.
            var pin = pin(own, wanted, borders, known);
            GenerationStore.hold(own);
            var asked = refusal(own, wanted);
            if (asked.isPresent()) {
                return asked.get();
            }
            long id =
                    GenerationStore.create(own, settings.ruleVersion(), described, borders.offsets(), Optional.of(pin));
            own.commit();
            LOG.infof(
                    "generation to a point begun generation=%d ruleVersion=%d offsets=%d",
                    id,
                    settings.ruleVersion(),
                    borders.offsets().values().stream()
                            .mapToLong(Long::longValue)
                            .sum());
            return new Asked.Begun(id);
        }
    }

    private static Optional<Asked> closesRefused(Connection connection, WantedPoint wanted) throws SQLException {
        var last = wanted.closes().map(WantedPoint.Closes::last);
        if (last.isEmpty() || last.get().isEmpty()) {
            return Optional.empty();
        }
        long id = last.get().getAsLong();
        return PinStore.isClose(connection, id) ? Optional.empty() : Optional.of(new Asked.UnknownClose(id));
    }

    private Optional<Asked> refusal(Connection connection, WantedPoint wanted) throws SQLException {
        var there = PinStore.find(connection, settings.ruleVersion(), wanted);
        if (there.isPresent()) {
            return Optional.of(new Asked.There(there.getAsLong()));
        }
        for (var generation : GenerationStore.present(connection)) {
            if (generation.state() == Generation.State.BUILDING && generation.ruleVersion() == settings.ruleVersion()) {
                return Optional.of(new Asked.Running(generation.id()));
            }
        }
        return PinStore.count(connection) < settings.mostPinned()
                ? Optional.empty()
                : Optional.of(new Asked.TooMany(settings.mostPinned()));
    }

    private static Pin pin(
            Connection connection, WantedPoint wanted, Borders borders, Map<TopicPartition, Map<String, Long>> known)
            throws SQLException {
        var closes = wanted.closes();
        long lastClose =
                closes.isPresent() ? closes.get().last().orElse(0) : PinStore.lastClose(connection, wanted.point());
        return new Pin(
                wanted.point(),
                lastClose,
                closes.map(WantedPoint.Closes::today),
                borders.until().orElseGet(Instant::now),
                borders.least(known));
    }

    /** What the generations that are there have folded of each writer. */
    private static Map<TopicPartition, Map<String, Long>> known(Connection connection) throws SQLException {
        var known = new HashMap<TopicPartition, Map<String, Long>>();
        for (var generation : GenerationStore.present(connection)) {
            PositionStore.read(connection, generation.id()).forEach((partition, stored) -> stored.marks()
                    .forEach((writer, mark) -> known.computeIfAbsent(partition, p -> new HashMap<>())
                            .merge(writer, mark.highest(), Math::max)));
        }
        return known;
    }

    /** Drops one, ready or not; again is the same as once. */
    Dropping drop(long id, OptionalInt version) throws SQLException {
        try (var own = database.connect()) {
            var found = GenerationStore.holdOne(own, id);
            if (found.isEmpty()) {
                return new Dropping.Unknown();
            }
            var state = found.get().state();
            if (found.get().pin().isEmpty()) {
                return new Dropping.NotPinned(state);
            }
            if (version.isPresent() && version.getAsInt() != found.get().version()) {
                return new Dropping.Changed(state);
            }
            switch (state) {
                case BUILDING, PINNED -> {
                    GenerationStore.drop(own, id);
                    own.commit();
                    LOG.infof("generation dropped generation=%d", id);
                }
                case LIVE, PREVIOUS, FAILED, DROPPED -> {
                    // Its tables are gone already; and a pinned one is never live.
                }
            }
            return new Dropping.Gone();
        }
    }
}
