package org.reciprocity.reporting.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.reciprocity.reporting.snapshot.AsOf;
import org.reciprocity.reporting.tabular.FigureRow;

/** What a row of a table says, which is read alone. */
class FigureRowsTest {
    private static final UUID COMMUNITY = new UUID(0, 1);

    private static Map<String, FigureRow> rows(
            String figure, Map<String, Object> parts, List<String> caveats, List<String> suppressed) {
        var rows = new TreeMap<String, FigureRow>();
        FigureRows.of(COMMUNITY, null, "2026", new AsOf(null, 7, 12, Map.of(), suppressed, null))
                .of(new FigureRows.Line(
                        figure,
                        BigDecimal.TWO,
                        "points",
                        parts,
                        null,
                        caveats,
                        List.of("a", "b"),
                        List.of("active", "both")))
                .forEach(row -> rows.put(row.part(), row));
        return rows;
    }

    @Test
    void wordsAreToldAsNumbersAre() {
        var rows = rows(
                "cell-difference",
                Map.of("declared", "both/users", "flags", List.of("one-way", "consultation-only"), "hours", 3L),
                List.of(),
                List.of());

        assertEquals("both/users", rows.get("declared").text());
        assertEquals("told", rows.get("declared").state());
        assertEquals("one-way | consultation-only", rows.get("flags").text());
        assertEquals(BigDecimal.valueOf(3), rows.get("hours").value());
        assertEquals(4, rows.size());
    }

    @Test
    void everyRowSaysWhatItWasMadeFromWhatItIsAndWhoPaysOnIt() {
        for (var row : rows("hours-given", Map.of("legs", 3L), List.of("Beware."), List.of("hours-given/kind/service"))
                .values()) {
            assertEquals(7, row.generation());
            assertEquals(12, row.ruleVersion());
            assertEquals("/figures/hours-given/definition", row.definition());
            assertEquals("active | both", row.counterFigure());
            assertEquals("a | b", row.paidOn());
            assertEquals("Beware.", row.caveats());
        }
    }

    @Test
    void whatIsComparedIsNotCalledUncontrolledBesideWhatIsNot() {
        var exact = rows(
                "measure-change",
                Map.of(
                        "byInstrument",
                        Map.of(
                                "PAM", Map.of("caveats", "small: fewer than 30 people", "mean", BigDecimal.ONE),
                                "UCLA-3", Map.of("caveats", FigureValue.UNCONTROLLED, "mean", BigDecimal.ONE))),
                List.of("Always.", FigureValue.UNCONTROLLED),
                List.of());
        assertEquals(
                "Always. | small: fewer than 30 people",
                exact.get("byInstrument/PAM/mean").caveats());
        assertEquals(
                "Always. | " + FigureValue.UNCONTROLLED,
                exact.get("byInstrument/UCLA-3/mean").caveats());

        var told = rows(
                "measure-change",
                Map.of(
                        "PAM/participants/mean", BigDecimal.ONE,
                        "PAM/differenceInDifferences/mean", BigDecimal.ONE,
                        "UCLA-3/participants/mean", BigDecimal.ONE),
                List.of("Always.", FigureValue.UNCONTROLLED),
                List.of());
        assertEquals("Always. | " + FigureValue.UNCONTROLLED, told.get("").caveats());
        assertEquals("Always.", told.get("PAM/participants/mean").caveats());
        assertEquals(
                "Always. | " + FigureValue.UNCONTROLLED,
                told.get("UCLA-3/participants/mean").caveats());
    }
}
