package org.reciprocity.eventlog.simulation;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.reciprocity.eventlog.FoldPosition;
import org.reciprocity.eventlog.FoldPositions;
import org.reciprocity.eventlog.relay.SequencedEvent;

/**
 * A consumer that counts and adds up, in memory, and stores that with its positions now and then; it crashes, and it is given
 * again what it has had.
 */
final class SimulatedFold {
    static final String WRITER = "simulated";

    private final World world;
    private final Broker broker;

    private Map<UUID, Long> storedSums = new HashMap<>();
    private FoldPositions storedPositions = new FoldPositions();

    private Map<UUID, Long> sums = new HashMap<>();
    private FoldPositions positions = new FoldPositions();
    private final int[] fetchFrom = new int[Broker.PARTITIONS];

    SimulatedFold(World world, Broker broker) {
        this.world = world;
        this.broker = broker;
        restart();
    }

    void step() {
        if (world.fails()) {
            restart();
        } else if (world.chance(0.2)) {
            store();
        } else {
            read(world.random.nextInt(Broker.PARTITIONS), 1 + world.random.nextInt(6));
        }
    }

    /** Reads whatever there is and stores it. */
    void drain() {
        for (int partition = 0; partition < Broker.PARTITIONS; partition++) {
            read(partition, Integer.MAX_VALUE);
        }
        store();
    }

    Map<UUID, Long> sums() {
        return storedSums;
    }

    FoldPositions positions() {
        return storedPositions;
    }

    private void read(int partition, int atMost) {
        boolean uncommitted = world.has(Mutation.READS_UNCOMMITTED);
        int end = uncommitted ? broker.end(partition) : broker.committedEnd(partition);
        int to = (int) Math.min(end, (long) fetchFrom[partition] + atMost);
        for (int offset = fetchFrom[partition]; offset < to; offset++) {
            if (uncommitted) {
                var event = broker.partitions.get(partition).get(offset).event();
                if (event != null) {
                    fold(partition, offset, event);
                }
            } else {
                int at = offset;
                broker.committed(partition, offset).ifPresent(event -> fold(partition, at, event));
            }
        }
        fetchFrom[partition] = Math.max(fetchFrom[partition], to);
        if (world.fails()) {
            fetchFrom[partition] = world.random.nextInt(fetchFrom[partition] + 1);
        }
    }

    private void fold(int partition, int offset, SequencedEvent event) {
        if (positions.accept(Broker.TOPIC, partition, WRITER, event.sequence(), offset)
                || world.has(Mutation.FOLDS_DUPLICATES)) {
            sums.merge(event.stream(), event.version(), Long::sum);
        }
    }

    private void store() {
        storedSums = new HashMap<>(sums);
        storedPositions = copy(positions);
    }

    private void restart() {
        sums = new HashMap<>(storedSums);
        positions = copy(storedPositions);
        for (int partition = 0; partition < Broker.PARTITIONS; partition++) {
            fetchFrom[partition] = (int) (long) positions
                    .position(Broker.TOPIC, partition)
                    .map(FoldPosition::next)
                    .orElse(0L);
        }
    }

    private static FoldPositions copy(FoldPositions positions) {
        var copy = new FoldPositions();
        positions
                .all()
                .forEach((partition, position) -> copy.assign(
                        partition.topic(), partition.partition(), new FoldPosition(position.next(), position.marks())));
        return copy;
    }
}
