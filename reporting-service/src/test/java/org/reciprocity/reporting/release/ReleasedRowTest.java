package org.reciprocity.reporting.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.reciprocity.reporting.figure.FigureValue;
import org.reciprocity.reporting.payment.PaidFigure;
import org.reciprocity.reporting.release.ReleasedNumber.State;

/** What stands beside a published number in its row. */
class ReleasedRowTest {
    private static final UUID GARDENS = new UUID(0, 1);
    private static final UUID VISITS = new UUID(0, 2);
    private static final List<PaidFigure> PAID = List.of(new PaidFigure(
            new UUID(0, 3),
            "gardens",
            List.of(GARDENS),
            LocalDate.of(2026, 4, 1),
            LocalDate.of(2026, 6, 30),
            "hours-given",
            "both"));

    private static ReleasedRow row(UUID programme, String period, String figure) {
        var number = new ReleasedNumber(
                Optional.ofNullable(programme),
                period,
                figure,
                "",
                Optional.empty(),
                "hours",
                State.WITHHELD,
                Optional.empty());
        return ReleasedRow.of(List.of(number), PAID).getFirst();
    }

    private static ReleasedNumber part(String part) {
        return new ReleasedNumber(
                Optional.empty(),
                "2026",
                "measure-change",
                part,
                Optional.of(BigDecimal.ONE),
                "points",
                State.TOLD,
                Optional.empty());
    }

    @Test
    void contractsPayOnFiguresOfTheirProgrammesAndMonths() {
        assertEquals(
                Optional.of("gardens"), row(GARDENS, "2026-05", "hours-given").paidOn());
        assertEquals(Optional.of("gardens"), row(null, "all", "hours-given").paidOn());
        assertEquals(
                Optional.of("hours-received | both"),
                row(GARDENS, "2026-Q2", "hours-given").counterFigure());
        assertEquals(Optional.empty(), row(VISITS, "2026-05", "hours-given").paidOn());
        assertEquals(Optional.empty(), row(GARDENS, "2026-07", "hours-given").paidOn());
        assertEquals(Optional.empty(), row(GARDENS, "2026-05", "active").paidOn());
        assertEquals(Optional.of("enrolled"), row(GARDENS, "2026-05", "active").counterFigure());
    }

    @Test
    void aFigureThatIsNoLongerInTheCatalogueStandsAlone() {
        assertEquals(Optional.empty(), row(GARDENS, "2026-05", "once-a-figure").counterFigure());
    }

    @Test
    void onlyWhatIsComparedWithNobodyIsUncontrolled() {
        var rows = ReleasedRow.of(
                List.of(
                        part(""),
                        part("PAM/participants/mean"),
                        part("PAM/differenceInDifferences/mean"),
                        part("UCLA-3/participants/mean")),
                List.of());

        assertTrue(rows.get(0).caveats().orElseThrow().contains(FigureValue.UNCONTROLLED));
        assertFalse(rows.get(1).caveats().orElse("").contains(FigureValue.UNCONTROLLED));
        assertFalse(rows.get(2).caveats().orElse("").contains(FigureValue.UNCONTROLLED));
        assertTrue(rows.get(3).caveats().orElseThrow().contains(FigureValue.UNCONTROLLED));
    }
}
