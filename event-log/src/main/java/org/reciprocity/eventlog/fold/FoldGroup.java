package org.reciprocity.eventlog.fold;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;
import org.reciprocity.eventlog.FoldPosition;
import org.reciprocity.eventlog.kafka.NativeLz4;

/**
 * Folds topics into one projection with a few consumer threads, exactly once in effect.
 *
 * <p>Every thread reads its own partitions, and they fold what they read into the one projection in turn. A flush writes what the
 * projection gathered and all positions in one transaction. Whatever goes wrong, what is in memory is dropped, the partitions are
 * assigned anew, and the positions are read again: there is no other way back.
 */
public final class FoldGroup implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(FoldGroup.class);
    private static final long LITTLE = 100_000;
    private static final long LEAST_PATIENCE = TimeUnit.MILLISECONDS.toNanos(1);

    private final FoldSettings settings;
    private final Projection projection;
    private final List<Thread> threads = new ArrayList<>();
    private final List<FoldLoop> loops = new ArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final ReentrantLock lock = new ReentrantLock();

    private final Map<TopicPartition, Folded> assigned = new HashMap<>();
    private Connection connection;
    private volatile boolean dirty;
    private volatile long written;
    private long gathered;

    private final Map<TopicPartition, Long> reached = new ConcurrentHashMap<>();
    private final Map<TopicPartition, StoppedPartition> stopped = new ConcurrentHashMap<>();
    private final LongAdder foldedRecords = new LongAdder();
    private final LongAdder skippedRecords = new LongAdder();
    private final LongAdder duplicateRecords = new LongAdder();
    private final LongAdder flushes = new LongAdder();
    private volatile Phase phase;
    private final AtomicLong incarnation = new AtomicLong();
    private volatile boolean crashed;

    /** A partition of this replica, as far as it is folded into memory. */
    private static final class Folded {
        final long epoch;
        long next;
        long flushed;
        SortedMap<String, FoldPosition.Mark> marks;
        long skipped;

        Folded(PositionStore.Claimed claimed) {
            epoch = claimed.epoch();
            next = claimed.position().next();
            flushed = next;
            marks = claimed.position().marks();
            skipped = claimed.skipped();
        }
    }

    /** How far a thread has read in a partition since it last folded. */
    record Progress(TopicPartition partition, FoldPosition position, long skipped) {}

    private FoldGroup(FoldSettings settings, Projection projection, Phase phase) {
        this.settings = settings;
        this.projection = projection;
        this.phase = phase;
        written = System.nanoTime() - settings.flushInterval().toNanos();
    }

    /** Starts the threads. They go on through outages of PostgreSQL and Kafka by themselves until the group is closed. */
    public static FoldGroup start(FoldSettings settings, Projection projection, Phase phase) {
        LOG.debugf("fold starts group=%s native-lz4=%s", settings.group(), NativeLz4.isLoaded());
        var group = new FoldGroup(settings, projection, phase);
        for (int i = 0; i < settings.consumers(); i++) {
            var loop = new FoldLoop(group, settings, projection.reader());
            group.loops.add(loop);
            group.threads.add(Thread.ofPlatform()
                    .name(settings.group() + "-" + i)
                    .daemon()
                    .unstarted(loop));
        }
        group.threads.forEach(Thread::start);
        return group;
    }

    /** Changes what the fold does; it heeds that within a poll. */
    public void phase(Phase next) {
        phase = next;
    }

    /** What the fold does. */
    public Phase phase() {
        return phase;
    }

    /** How it stands; never waits. */
    public FoldStatus status() {
        var offsets = new TreeMap<TopicPartition, Long>(PartitionOrder.INSTANCE);
        offsets.putAll(reached);
        return new FoldStatus(
                offsets,
                foldedRecords.sum(),
                skippedRecords.sum(),
                duplicateRecords.sum(),
                flushes.sum(),
                List.copyOf(stopped.values()),
                loops.stream().map(FoldLoop::failure).flatMap(Optional::stream).findFirst());
    }

    /** Flushes, gives the partitions back and ends the threads. */
    @Override
    public void close() {
        end();
    }

    /** Ends the threads as a crash would: nothing more is written. */
    void crash() {
        crashed = true;
        end();
    }

    private void end() {
        closed.countDown();
        loops.forEach(FoldLoop::wake);
        boolean interrupted = false;
        for (var thread : threads) {
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException _) {
                    interrupted = true;
                }
            }
        }
        lock.lock();
        try {
            disconnect();
        } finally {
            lock.unlock();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    boolean isClosed() {
        return closed.getCount() == 0;
    }

    void pause(Duration time) {
        try {
            if (closed.await(time.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** Grows each time the memory is dropped; what was read before that must be read again. */
    long incarnation() {
        return incarnation.get();
    }

    /** Takes partitions over from whoever had them. */
    Map<TopicPartition, PositionStore.Claimed> claim(Collection<TopicPartition> partitions) throws SQLException {
        lock.lock();
        try {
            connect();
            try {
                var claimed = PositionStore.claim(connection, settings.generation(), partitions);
                connection.commit();
                claimed.forEach((partition, claim) -> {
                    assigned.put(partition, new Folded(claim));
                    reached.put(partition, claim.position().next());
                    stopped.remove(partition);
                });
                return claimed;
            } catch (SQLException | RuntimeException e) {
                disconnect();
                throw e;
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Gives partitions back, what was gathered being written first; unless it is little and was being gathered for one copy, since
     * reading it again is cheaper than a copy of its own.
     */
    void release(long before, Collection<TopicPartition> partitions) throws SQLException {
        lock.lock();
        try {
            if (before != incarnation.get()) {
                return;
            }
            if (dirty && phase.gathering() && gathered < LITTLE) {
                drop();
            } else {
                flush();
                partitions.forEach(this::forget);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Partitions are gone to somebody else, and with them what was gathered. */
    void lose(long before) {
        lock.lock();
        try {
            if (before == incarnation.get()) {
                drop();
            }
        } finally {
            lock.unlock();
        }
    }

    private void forget(TopicPartition partition) {
        assigned.remove(partition);
        reached.remove(partition);
        stopped.remove(partition);
    }

    /** A partition stands still from here on. */
    void stop(StoppedPartition where) {
        stopped.put(new TopicPartition(where.topic(), where.partition()), where);
        LOG.errorf(
                "fold stopped group=%s topic=%s partition=%d offset=%d event=%s reason=%s",
                settings.group(),
                where.topic(),
                where.partition(),
                where.offset(),
                where.event().orElse("unknown"),
                where.reason());
    }

    boolean isStopped(TopicPartition partition) {
        return stopped.containsKey(partition);
    }

    /**
     * Folds what a thread has read, and flushes when that is due.
     *
     * @return whether it was folded; it is not when the memory has been dropped since it was read
     */
    boolean fold(long before, BatchReader reader, List<Progress> progress, int records, int duplicates, int skipped)
            throws SQLException {
        lock.lock();
        try {
            if (before != incarnation.get()) {
                return false;
            }
            try {
                reader.fold();
                for (var moved : progress) {
                    var folded = assigned.get(moved.partition());
                    folded.next = moved.position().next();
                    folded.marks = moved.position().marks();
                    folded.skipped = moved.skipped();
                    reached.put(moved.partition(), folded.next);
                    dirty = dirty || folded.next != folded.flushed;
                }
                gathered += records;
                foldedRecords.add(records);
                duplicateRecords.add(duplicates);
                skippedRecords.add(skipped);
                if (dirty && isDue()) {
                    flush();
                }
                return true;
            } catch (SQLException | RuntimeException | Error e) {
                drop();
                throw e;
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean isDue() {
        var now = phase;
        if (now.gathering()) {
            return projection.keys() >= settings.gatherKeys()
                    || assigned.entrySet().stream()
                            .allMatch(entry ->
                                    isStopped(entry.getKey()) || entry.getValue().next >= now.stopAt(entry.getKey()));
        }
        return untilDue() <= 0 || projection.keys() >= settings.flushKeys();
    }

    /** Nanoseconds until a change may be written while following; a lone one, long after the last write, at once. */
    private long untilDue() {
        return written + settings.flushInterval().toNanos() - System.nanoTime();
    }

    /** How long a thread may wait for records before it has to look whether to flush. */
    Duration patience() {
        return dirty && !phase.gathering()
                ? Duration.ofNanos(Math.max(LEAST_PATIENCE, untilDue()))
                : settings.flushInterval();
    }

    private void flush() throws SQLException {
        if (!dirty || crashed) {
            return;
        }
        var advances = new ArrayList<PositionStore.Advance>();
        assigned.entrySet().stream()
                .filter(entry -> entry.getValue().next != entry.getValue().flushed)
                .sorted(Map.Entry.comparingByKey(PartitionOrder.INSTANCE))
                .forEach(entry -> advances.add(new PositionStore.Advance(
                        entry.getKey(),
                        entry.getValue().epoch,
                        entry.getValue().next,
                        entry.getValue().marks,
                        entry.getValue().skipped)));
        try {
            connect();
            PositionStore.advance(connection, settings.generation(), advances);
            projection.write(connection);
            connection.commit();
        } catch (SQLException | RuntimeException | Error e) {
            drop();
            throw e;
        }
        projection.written();
        written = System.nanoTime();
        assigned.values().forEach(folded -> folded.flushed = folded.next);
        dirty = false;
        gathered = 0;
        flushes.increment();
    }

    /** Forgets everything that is not committed: whether the last commit was is not known. */
    private void drop() {
        disconnect();
        projection.drop();
        assigned.clear();
        reached.clear();
        stopped.clear();
        dirty = false;
        gathered = 0;
        incarnation.incrementAndGet();
    }

    private void connect() throws SQLException {
        if (connection == null) {
            connection = settings.database().open();
            connection.setAutoCommit(false);
        }
    }

    private void disconnect() {
        if (connection == null) {
            return;
        }
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.debugf(e, "closing a connection group=%s", settings.group());
        } finally {
            connection = null;
        }
    }
}
