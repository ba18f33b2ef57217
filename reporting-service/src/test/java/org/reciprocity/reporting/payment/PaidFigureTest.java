package org.reciprocity.reporting.payment;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Of which places and periods a contract pays. */
class PaidFigureTest {
    private static final UUID GARDENS = new UUID(0, 1);
    private static final UUID VISITS = new UUID(0, 2);
    private static final PaidFigure PAID = new PaidFigure(
            new UUID(0, 3),
            "gardens",
            List.of(GARDENS),
            LocalDate.of(2026, 4, 1),
            LocalDate.of(2026, 6, 30),
            "hours-given",
            "both");

    private static boolean concerns(Optional<UUID> programme, String from, String to) {
        return PAID.concerns(programme, Optional.of(LocalDate.parse(from)), Optional.of(LocalDate.parse(to)));
    }

    @Test
    void itsProgrammesAndTheWholeCommunityAreConcerned() {
        assertTrue(PAID.concerns(Optional.of(GARDENS), Optional.empty(), Optional.empty()));
        assertTrue(PAID.concerns(Optional.empty(), Optional.empty(), Optional.empty()));
        assertFalse(PAID.concerns(Optional.of(VISITS), Optional.empty(), Optional.empty()));
    }

    @Test
    void periodsAreConcernedThatHaveOneOfItsDays() {
        assertTrue(concerns(Optional.empty(), "2026-03-01", "2026-04-02"));
        assertTrue(concerns(Optional.empty(), "2026-06-30", "2026-08-01"));
        assertFalse(concerns(Optional.empty(), "2026-03-01", "2026-04-01"));
        assertFalse(concerns(Optional.empty(), "2026-07-01", "2026-08-01"));
    }
}
