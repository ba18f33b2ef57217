package org.reciprocity.reporting.generation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.reciprocity.eventlog.FoldPosition;
import org.reciprocity.eventlog.fold.PositionStore;

/** Whether a point is one of the log, and what must be before it. */
class BordersTest {
    private static final TopicPartition FIRST = new TopicPartition("exchanges", 0);
    private static final TopicPartition SECOND = new TopicPartition("exchanges", 1);
    private static final Instant NOON = Instant.parse("2026-05-10T12:00:00Z");

    private static Optional<Border.Entry> record(long offset, String writer, long sequence) {
        return Optional.of(new Border.Entry(offset, writer, sequence, NOON.plusSeconds(sequence)));
    }

    private static LogPoint point(Map<TopicPartition, Map<String, Long>> marks) {
        return LogPoint.of(marks);
    }

    @Test
    void aPointAtRecordsOfTheLogHasNoFault() {
        var borders = new Borders(
                point(Map.of(FIRST, Map.of("ledger", 7L))),
                Map.of(
                        FIRST, new Border(5, record(4, "ledger", 7), record(5, "ledger", 9)),
                        SECOND, new Border(0, Optional.empty(), record(0, "ledger", 8))));

        assertEquals(Optional.empty(), borders.fault(Map.of()));
        assertEquals(Map.of(FIRST, 5L, SECOND, 0L), borders.offsets());
        assertEquals(Optional.of(NOON.plusSeconds(8)), borders.until());
    }

    @Test
    void aPointBetweenTheSequencesOfAPartitionIsNotThere() {
        var borders = new Borders(
                point(Map.of(FIRST, Map.of("ledger", 8L))),
                Map.of(FIRST, new Border(5, record(4, "ledger", 7), record(5, "ledger", 9))));

        assertEquals(Optional.of(new Borders.Fault.NotThere(FIRST, "ledger", 8)), borders.fault(Map.of()));
    }

    @Test
    void aPointAfterThePartitionsLastRecordIsBeyondTheEnd() {
        var borders = new Borders(
                point(Map.of(FIRST, Map.of("ledger", 8L))),
                Map.of(FIRST, new Border(5, record(4, "ledger", 7), Optional.empty())));

        assertEquals(Optional.of(new Borders.Fault.BeyondEnd(FIRST, "ledger", 7)), borders.fault(Map.of()));
        assertEquals(Optional.empty(), borders.until());
    }

    @Test
    void anotherWriterOfAPartitionIsBelievedAsFarAsItIsKnown() {
        var borders = new Borders(
                point(Map.of(FIRST, Map.of("ledger", 7L, "matching", 3L))),
                Map.of(FIRST, new Border(5, record(4, "ledger", 7), record(5, "ledger", 9))));

        assertEquals(Optional.of(new Borders.Fault.NotThere(FIRST, "matching", 3)), borders.fault(Map.of()));
        assertEquals(Optional.empty(), borders.fault(Map.of(FIRST, Map.of("matching", 4L))));
    }

    @Test
    void everySequenceBelowTheFirstOneAfterThePointIsBeforeIt() {
        // The first partition has 1 to 7 but for 6, which is the first after the point in the second.
        var borders = new Borders(
                point(Map.of(FIRST, Map.of("ledger", 7L), SECOND, Map.of("ledger", 3L))),
                Map.of(
                        FIRST, new Border(5, record(4, "ledger", 7), Optional.empty()),
                        SECOND, new Border(1, record(0, "ledger", 3), record(1, "ledger", 6))));

        assertEquals(Map.of("ledger", 5L), borders.least(Map.of()));
    }

    @Test
    void atTheEndOfTheLogAllThatAWriterWroteIsBeforeThePoint() {
        var borders = new Borders(
                point(Map.of(FIRST, Map.of("ledger", 7L))),
                Map.of(
                        FIRST, new Border(5, record(4, "ledger", 7), Optional.empty()),
                        SECOND, new Border(0, Optional.empty(), Optional.empty())));

        assertEquals(Map.of("ledger", 7L), borders.least(Map.of()));
    }

    @Test
    void whereAnotherWritersRecordComesNextNothingIsSaidOfWhatComesThen() {
        var borders = new Borders(
                point(Map.of(FIRST, Map.of("ledger", 7L), SECOND, Map.of("ledger", 2L))),
                Map.of(
                        FIRST, new Border(5, record(4, "ledger", 7), Optional.empty()),
                        SECOND, new Border(1, record(0, "ledger", 2), record(1, "matching", 1))));

        assertEquals(Map.of("ledger", 2L), borders.least(Map.of()));
    }

    private static SortedMap<TopicPartition, PositionStore.Stored> folded(long highest, long records) {
        var positions = new TreeMap<TopicPartition, PositionStore.Stored>(LogPoint.ORDER);
        positions.put(
                FIRST,
                new PositionStore.Stored(
                        "id", 1, 5, new TreeMap<>(Map.of("ledger", new FoldPosition.Mark(highest, records))), 0));
        return positions;
    }

    @Test
    void whatIsFoldedMustBeExactlyWhatIsBeforeThePoint() {
        var pin = new Pin(point(Map.of(FIRST, Map.of("ledger", 7L))), 0, Optional.empty(), NOON, Map.of("ledger", 5L));

        assertEquals(Optional.empty(), PointCheck.fault(pin, folded(7, 5)));
        assertEquals(Optional.empty(), PointCheck.fault(pin, folded(7, 7)));
        assertTrue(PointCheck.fault(pin, folded(6, 6)).orElseThrow().contains("does not end at the point"));
        assertTrue(PointCheck.fault(pin, folded(7, 4)).orElseThrow().startsWith("1 records of ledger are missing"));
        assertTrue(PointCheck.fault(pin, folded(7, 8)).orElseThrow().contains("more records"));
    }

    @Test
    void saysThePointAsAnAnswerDoes() {
        var point = point(Map.of(
                new TopicPartition("exchanges", 10),
                Map.of("ledger", 12L),
                new TopicPartition("exchanges", 9),
                Map.of("ledger", 11L),
                SECOND,
                Map.of()));

        assertEquals(
                "{exchanges={9={ledger=11}, 10={ledger=12}}}", point.through().toString());
        assertTrue(point.includes(new TopicPartition("exchanges", 9), "ledger", 11));
        assertFalse(point.includes(new TopicPartition("exchanges", 9), "ledger", 12));
        assertFalse(point.includes(SECOND, "ledger", 1));
    }
}
