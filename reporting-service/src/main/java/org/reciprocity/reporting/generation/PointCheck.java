package org.reciprocity.reporting.generation;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;
import org.reciprocity.eventlog.fold.PositionStore;

/** Whether what is folded is exactly what is before a point. */
final class PointCheck {

    private PointCheck() {}

    /** What is wrong, in words for an operator; none when all is there and nothing else. */
    static Optional<String> fault(Pin pin, Map<TopicPartition, PositionStore.Stored> positions) {
        var records = new TreeMap<String, Long>();
        var highest = new TreeMap<String, Long>();
        for (var position : positions.entrySet()) {
            var marks = position.getValue().marks();
            var folded = new TreeMap<String, Long>();
            for (var mark : marks.entrySet()) {
                folded.put(mark.getKey(), mark.getValue().highest());
                records.merge(mark.getKey(), mark.getValue().records(), Long::sum);
                highest.merge(mark.getKey(), mark.getValue().highest(), Math::max);
            }
            if (!folded.equals(pin.point().writers(position.getKey()))) {
                return Optional.of(position.getKey() + " does not end at the point: it is folded to " + folded);
            }
        }
        for (var least : pin.least().entrySet()) {
            long missing = least.getValue() - records.getOrDefault(least.getKey(), 0L);
            if (missing > 0) {
                return Optional.of(missing + " records of " + least.getKey() + " are missing below the point");
            }
        }
        for (var writer : records.entrySet()) {
            if (writer.getValue() > highest.get(writer.getKey())) {
                return Optional.of("There are more records of " + writer.getKey() + " than sequences");
            }
        }
        return Optional.empty();
    }
}
