package org.reciprocity.reporting.generation;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;
import org.reciprocity.eventlog.fold.FoldGroup;
import org.reciprocity.eventlog.fold.FoldSettings;
import org.reciprocity.eventlog.fold.FoldStatus;
import org.reciprocity.eventlog.fold.Phase;
import org.reciprocity.eventlog.fold.PositionStore;
import org.reciprocity.reporting.projection.LogProjection;

/**
 * One replica's part in keeping the generations: it folds those of its rule version, leads a building one through its stages, and
 * makes it the live one. Replicas agree by the table {@code generation} alone; whichever comes first takes a step, in one transaction.
 *
 * <p>The stages of a generation that is being built are {@link BuildStages}.
 */
public final class GenerationKeeper implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(GenerationKeeper.class);
    private static final Duration MEASURE_EVERY = Duration.ofSeconds(2);
    private static final Duration SOON = Duration.ofMillis(50);

    private final KeeperSettings settings;
    private final LogTopics topics;
    private final KeeperDatabase database;
    private final LiveSwitch switches;
    private final BuildStages stages;
    private final PinnedGenerations pinned;
    private final Thread thread;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Map<Long, FoldGroup> folds = new ConcurrentHashMap<>();
    private volatile Map<String, LogTopics.Topic> known = Map.of();
    private volatile KeeperStatus status = KeeperStatus.starting();
    private Map<String, Long> truncated = Map.of();
    private volatile Optional<Double> lag = Optional.empty();
    private Optional<Installation> installation = Optional.empty();
    private long described;
    private long measured;
    private Optional<Long> lagging = Optional.empty();
    private boolean began;
    private boolean building;

    private GenerationKeeper(KeeperSettings settings) {
        this.settings = settings;
        topics = new LogTopics(settings.topics(), settings.kafka());
        database = new KeeperDatabase(settings);
        switches = new LiveSwitch(settings.ruleVersion(), database, () -> closed.getCount() == 0);
        stages = new BuildStages(database, topics, this::stop, switches);
        pinned = new PinnedGenerations(settings, database, topics);
        thread = Thread.ofPlatform().name("generations").daemon().unstarted(this::keep);
    }

    /** Starts. It goes on through outages of PostgreSQL and Kafka by itself until it is closed. */
    public static GenerationKeeper start(KeeperSettings settings) {
        var keeper = new GenerationKeeper(settings);
        keeper.thread.start();
        return keeper;
    }

    /** How it stands; never waits. */
    public KeeperStatus status() {
        return status;
    }

    /** How the folds of this replica stand, by generation; never waits. */
    public Map<Long, FoldStatus> folds() {
        var statuses = new TreeMap<Long, FoldStatus>();
        folds.forEach((id, fold) -> statuses.put(id, fold.status()));
        return statuses;
    }

    /** Records between the generation that answers and the committed ends, as they were last looked up. */
    public Optional<Double> lag() {
        return lag;
    }

    private void measureLag(Optional<Long> generation) throws SQLException {
        if (generation.isEmpty()) {
            lag = Optional.empty();
        } else if (!generation.equals(lagging) || System.nanoTime() - measured > MEASURE_EVERY.toNanos()) {
            lagging = generation;
            measured = System.nanoTime();
            var ends = topics.ends(LogTopics.partitions(known));
            var positions = database.inTransaction(connection -> PositionStore.read(connection, generation.get()));
            lag = Optional.of(positions.entrySet().stream()
                    .mapToDouble(position -> Math.max(
                            0,
                            ends.getOrDefault(position.getKey(), 0L)
                                    - position.getValue().next()))
                    .sum());
        }
    }

    /** The topics, as Kafka has them. */
    public LogTopics topics() {
        return topics;
    }

    /** The topics as they were described last; empty while one of them does not exist. */
    public Map<String, LogTopics.Topic> known() {
        return known;
    }

    /** Begins a new generation at the first offsets, unless one is being built. Waits for PostgreSQL and Kafka. */
    public Asked rebuild() throws SQLException {
        var topicsNow = topics.describe();
        if (topicsNow.isEmpty()) {
            return new Asked.NoTopics();
        }
        try (var own = database.connect()) {
            GenerationStore.hold(own);
            for (var generation : GenerationStore.present(own)) {
                if (generation.state() == Generation.State.BUILDING
                        && generation.ruleVersion() == settings.ruleVersion()) {
                    return new Asked.Running(generation.id());
                }
            }
            long id = create(own, topicsNow);
            own.commit();
            return new Asked.Begun(id);
        }
    }

    /**
     * Begins a generation that is folded to a point of the log and stays there, unless the point is none of the log, there are as many
     * as may be, or one is being built. Waits for PostgreSQL and Kafka.
     */
    public Asked rebuild(WantedPoint wanted) throws SQLException {
        return pinned.begin(wanted);
    }

    /** Drops a generation that is folded to a point, if it is in the state of this version, where one is named. */
    PinnedGenerations.Dropping drop(long id, OptionalInt version) throws SQLException {
        return pinned.drop(id, version);
    }

    /** Makes the generation that was live before the live one again. */
    LiveSwitch.Switching liveAgain(long id, OptionalInt version, String key) throws SQLException {
        return switches.again(id, version, key);
    }

    private long create(Connection connection, Map<String, LogTopics.Topic> described) throws SQLException {
        var partitions = LogTopics.partitions(described);
        var truncated = topics.beginnings(partitions).entrySet().stream()
                .filter(first -> first.getValue() > 0)
                .findFirst();
        var target = topics.ends(partitions);
        long id = GenerationStore.create(connection, settings.ruleVersion(), described, target, Optional.empty());
        LOG.infof(
                "generation begun generation=%d ruleVersion=%d offsets=%d",
                id,
                settings.ruleVersion(),
                target.values().stream().mapToLong(Long::longValue).sum());
        if (truncated.isPresent()) {
            BuildStages.fail(
                    connection,
                    id,
                    truncated.get().getKey() + " has lost its first records: it begins at offset "
                            + truncated.get().getValue());
        }
        return id;
    }

    private void keep() {
        while (closed.getCount() > 0) {
            try {
                look();
            } catch (SQLException | KafkaException | IllegalStateException e) {
                status = status.withFailure(e.getClass().getSimpleName() + ": " + e.getMessage());
                LOG.warnf("generations not looked after reason=%s", e.getMessage());
                LOG.debug("generations not looked after", e);
            }
            pause(building && settings.look().compareTo(SOON) > 0 ? SOON : settings.look());
        }
        folds.values().forEach(FoldGroup::close);
        folds.clear();
        database.close();
    }

    private void pause(Duration time) {
        try {
            if (closed.await(time.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            closed.countDown();
        }
    }

    private void look() throws SQLException {
        if (known.isEmpty()
                || System.nanoTime() - described > settings.describe().toNanos()) {
            known = topics.describe();
            noticeTruncation();
            described = System.nanoTime();
        }
        if (known.isEmpty()) {
            status = KeeperStatus.starting();
            return;
        }
        var present = database.inTransaction(GenerationStore::present);
        var mine = present.stream()
                .filter(generation -> generation.ruleVersion() == settings.ruleVersion())
                .toList();
        if (!began && mine.stream().allMatch(generation -> generation.pin().isPresent())) {
            began = !(rebuild() instanceof Asked.Running);
            return;
        }
        began = true;
        var changed = new TreeMap<Long, String>();
        for (var generation : mine) {
            keep(generation).ifPresent(change -> changed.put(generation.id(), change));
        }
        folds.keySet().stream()
                .filter(id -> mine.stream().noneMatch(generation -> generation.id() == id) || changed.containsKey(id))
                .toList()
                .forEach(this::stop);
        var live = last(mine, Generation.State.LIVE);
        var previous = live.isPresent() ? Optional.<Long>empty() : last(mine, Generation.State.PREVIOUS);
        measureLag(live.or(() -> previous));
        status = new KeeperStatus(
                true,
                live,
                previous.filter(id -> lag.isPresent() && lag.get() <= LiveSwitch.NEAR),
                changed,
                truncated,
                Optional.empty());
        sweep();
        building = mine.stream().anyMatch(generation -> generation.state() == Generation.State.BUILDING);
        for (var generation : mine) {
            if (generation.state() == Generation.State.BUILDING && !changed.containsKey(generation.id())) {
                stages.advance(generation, folds.get(generation.id()).status());
            }
        }
    }

    /** Removes tables that were dropped, as soon as nobody reads them any more. */
    private void sweep() throws SQLException {
        for (long id : database.inTransaction(GenerationStore::dropped)) {
            if (database.inTransaction(connection -> GenerationStore.sweep(connection, id))) {
                LOG.infof("generation's tables removed generation=%d", id);
            }
        }
    }

    private static Optional<Long> last(List<Generation> generations, Generation.State state) {
        return generations.stream()
                .filter(generation -> generation.state() == state)
                .map(Generation::id)
                .max(Long::compare);
    }

    /** A topic that was truncated is as good as it was for what follows it, and no good for a rebuild. */
    private void noticeTruncation() {
        var now = new TreeMap<String, Long>();
        topics.beginnings(LogTopics.partitions(known)).forEach((partition, first) -> {
            if (first > 0) {
                now.put(partition.toString(), first);
            }
        });
        now.forEach((partition, first) -> {
            if (!truncated.containsKey(partition)) {
                LOG.errorf("topic truncated partition=%s first=%d", partition, first);
            }
        });
        truncated = now;
    }

    private void stop(long id) {
        var fold = folds.remove(id);
        if (fold != null) {
            fold.close();
        }
    }

    /** Folds a generation as its row says; answers with what has changed about the topics, if anything has. */
    private Optional<String> keep(Generation generation) throws SQLException {
        var change = database.inTransaction(connection -> {
            var stored = PositionStore.read(connection, generation.id());
            var gone = changed(stored);
            return gone.isPresent() ? gone : lost(connection, generation, stored);
        });
        if (change.isPresent()) {
            if (generation.state() == Generation.State.BUILDING) {
                stop(generation.id());
                database.inTransaction(connection -> {
                    BuildStages.fail(connection, generation.id(), change.get());
                    return true;
                });
            }
            return change;
        }
        var phase = phase(generation);
        var fold = folds.get(generation.id());
        if (fold == null) {
            var group = group(generation.id());
            LOG.infof("generation folded here generation=%d group=%s", generation.id(), group);
            folds.put(
                    generation.id(),
                    FoldGroup.start(foldSettings(generation, group), new LogProjection(generation.id()), phase));
        } else if (!fold.phase().equals(phase)) {
            fold.phase(phase);
        }
        return Optional.empty();
    }

    /** A generation that is being built and has not come past a partition's first records when those are lost cannot be built. */
    private Optional<String> lost(
            Connection connection, Generation generation, Map<TopicPartition, PositionStore.Stored> stored)
            throws SQLException {
        if (truncated.isEmpty() || generation.state() != Generation.State.BUILDING) {
            return Optional.empty();
        }
        var progress = GenerationStore.progress(connection, generation.id());
        return stored.entrySet().stream()
                .filter(position -> Math.max(position.getValue().next(), progress.getOrDefault(position.getKey(), 0L))
                        < truncated.getOrDefault(position.getKey().toString(), 0L))
                .findFirst()
                .map(position -> position.getKey() + " has lost its first records: it begins at offset "
                        + truncated.get(position.getKey().toString()));
    }

    private Optional<String> changed(Map<TopicPartition, PositionStore.Stored> stored) {
        for (var topic : known.entrySet()) {
            var positions = stored.entrySet().stream()
                    .filter(position -> position.getKey().topic().equals(topic.getKey()))
                    .toList();
            if (positions.size() != topic.getValue().partitions()) {
                return Optional.of("The topic " + topic.getKey() + " has "
                        + topic.getValue().partitions() + " partitions and had " + positions.size());
            }
            for (var position : positions) {
                if (!position.getValue().topicId().equals(topic.getValue().id())) {
                    return Optional.of("The topic " + topic.getKey() + " is not the one that was folded");
                }
            }
        }
        return Optional.empty();
    }

    private Phase phase(Generation generation) throws SQLException {
        if (generation.state() != Generation.State.BUILDING || generation.complete()) {
            return Phase.FOLLOWING;
        }
        return new Phase(
                !generation.keyed(),
                database.inTransaction(connection -> GenerationStore.target(connection, generation.id())));
    }

    private String group(long generation) throws SQLException {
        if (installation.isEmpty()) {
            installation = Optional.of(database.inTransaction(Installation::read));
        }
        return installation.get().group(settings.consumerGroup(), generation);
    }

    private FoldSettings foldSettings(Generation generation, String group) {
        return new FoldSettings(
                group,
                generation.id(),
                settings.topics(),
                settings.consumers(),
                settings.database(generation.schema() + ",public"),
                settings.kafka(),
                settings.fetchWait(),
                settings.flushInterval(),
                settings.flushKeys(),
                settings.gatherKeys());
    }

    /** Ends the folds after a last flush. */
    @Override
    public void close() {
        closed.countDown();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        topics.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
