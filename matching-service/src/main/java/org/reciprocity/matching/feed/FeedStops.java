package org.reciprocity.matching.feed;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.reciprocity.eventlog.FoldPositions.Partition;

/** The partitions that this replica folds no further, since it met a record there that it cannot read. */
@ApplicationScoped
public class FeedStops {
    private final Map<Partition, Stop> stops = new ConcurrentHashMap<>();

    void stop(Partition partition, Stop stop) {
        stops.put(partition, stop);
    }

    void clear(Partition partition) {
        stops.remove(partition);
    }

    /** The stop of a partition, if it is stopped. */
    Optional<Stop> of(Partition partition) {
        return Optional.ofNullable(stops.get(partition));
    }

    /** All of them, as they are now. */
    public Map<Partition, Stop> all() {
        return Map.copyOf(stops);
    }

    /**
     * Where and why.
     *
     * @param offset the record's offset
     * @param event the event's id, or none
     * @param reason what cannot be read of it
     */
    public record Stop(long offset, String event, String reason) {}
}
