package org.reciprocity.reporting.closing;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** When a generation has folded as much as an edition needs. */
class LogEndsTest {
    private static final TopicPartition ONE = new TopicPartition("exchanges", 0);
    private static final TopicPartition OTHER = new TopicPartition("exchanges", 1);

    @Test
    void everyPartitionHasToBeAtItsEnd() {
        var ends = Map.of(ONE, 7L, OTHER, 3L);

        assertTrue(LogEnds.areFolded(ends, Map.of(ONE, 7L, OTHER, 3L)));
        assertTrue(LogEnds.areFolded(ends, Map.of(ONE, 9L, OTHER, 3L)));
        assertFalse(LogEnds.areFolded(ends, Map.of(ONE, 9L, OTHER, 2L)));
        assertFalse(LogEnds.areFolded(ends, Map.of(ONE, 9L)));
    }

    @Test
    void aPartitionWithoutRecordsIsAtItsEnd() {
        assertTrue(LogEnds.areFolded(Map.of(ONE, 0L), Map.of(ONE, 0L)));
    }
}
