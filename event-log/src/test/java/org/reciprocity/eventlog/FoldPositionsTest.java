package org.reciprocity.eventlog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.reciprocity.eventlog.FoldPosition.Mark;

class FoldPositionsTest {

    @Test
    void foldsARecordOnce() {
        var position = new FoldPosition();

        assertTrue(position.accept("ledger", 3, 0));
        assertFalse(position.accept("ledger", 3, 0));
        assertFalse(position.accept("ledger", 2, 1));
        assertTrue(position.accept("ledger", 7, 2));

        assertEquals(3, position.next());
        assertEquals(new Mark(7, 2), position.mark("ledger"));
    }

    @Test
    void keepsTheWritersOfAPartitionApart() {
        var position = new FoldPosition();

        assertTrue(position.accept("ledger", 5, 0));
        assertTrue(position.accept("matching", 1, 1));
        assertFalse(position.accept("ledger", 5, 2));

        assertEquals(Map.of("ledger", new Mark(5, 1), "matching", new Mark(1, 1)), position.marks());
        assertEquals(new Mark(0, 0), position.mark("nobody"));
    }

    @Test
    void goesOnFromWhereItWasStored() {
        var before = new FoldPosition();
        assertTrue(before.accept("ledger", 4, 10));

        var after = new FoldPosition(before.next(), before.marks());

        assertEquals(11, after.next());
        assertFalse(after.accept("ledger", 4, 10));
        assertTrue(after.accept("ledger", 5, 11));
        assertEquals(new Mark(5, 2), after.mark("ledger"));
    }

    @Test
    void movesPastMarkersAndNeverBack() {
        var position = new FoldPosition(8, Map.of());

        position.reached(12);
        position.reached(9);

        assertEquals(12, position.next());
    }

    @Test
    void refusesAPartitionThatIsNotTheOneItKnew() {
        var position = new FoldPosition(100, Map.of("ledger", new Mark(40, 40)));

        assertThrows(IllegalStateException.class, () -> position.accept("ledger", 41, 3));
    }

    @Test
    void knowsWhetherAnythingIsMissing() {
        var positions = new FoldPositions();

        assertTrue(positions.accept("t", 0, "ledger", 1, 0));
        assertTrue(positions.accept("t", 1, "ledger", 3, 0));
        assertEquals(1, positions.missing("ledger"));
        assertTrue(positions.accept("t", 2, "ledger", 2, 0));

        assertEquals(0, positions.missing("ledger"));
        assertEquals(3, positions.highest("ledger"));
        assertEquals(3, positions.records("ledger"));
        assertEquals(0, positions.missing("matching"));
    }

    @Test
    void forgetsAPartitionThatSomebodyElseFolds() {
        var positions = new FoldPositions();
        positions.assign("t", 0, new FoldPosition(5, Map.of("ledger", new Mark(9, 5))));

        positions.revoke("t", 0);

        assertTrue(positions.position("t", 0).isEmpty());
        assertEquals(0, positions.highest("ledger"));
    }
}
