package org.reciprocity.reporting.saving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.reciprocity.reporting.Story;
import org.reciprocity.reporting.appraisal.Appraisal;
import org.reciprocity.reporting.appraisal.Deflators;
import org.reciprocity.reporting.appraisal.Examples;
import org.reciprocity.reporting.appraisal.Horizon;
import org.reciprocity.reporting.snapshot.AsOf;
import org.reciprocity.reporting.tabular.Csv;

/** The workbook that is shipped computes Birmingham anew, and is the one that would be written today. */
class WorkedExampleTest {
    static final UUID COMMUNITY = Story.id(920);

    private static final Path SHIPPED =
            Path.of(System.getProperty("reciprocity.root"), "docs", "programmes", "birmingham-total-place.xlsx");

    /** What the service exports of an appraisal, without a service. */
    static String export(Appraisal appraisal, Deflators deflators, Horizon horizon) throws IOException {
        var answer = answer(appraisal, deflators, horizon);
        var out = new ByteArrayOutputStream();
        Csv.write(out, AppraisalCsv.columns(), AppraisalCsv.rows(answer));
        return out.toString(StandardCharsets.UTF_8);
    }

    private static AppraisalAnswer answer(Appraisal appraisal, Deflators deflators, Horizon horizon) {
        return AppraisalAnswer.of(
                appraisal,
                horizon,
                new AppraisalAnswer.Read(
                        COMMUNITY,
                        new SavingReader.Read(Map.of(), Map.of(), deflators, Map.of(), Map.of()),
                        new AsOf(null, 1, 6, Map.of(), List.of(), null),
                        true),
                Optional.empty());
    }

    /** Run with RECIPROCITY_WRITE_WORKBOOK=true to write it anew. */
    @Test
    void theShippedWorkbookIsTheOneThatWouldBeWrittenToday() throws IOException {
        try (var today = RecomputingWorkbook.of(export(Examples.birmingham(), Deflators.none(), Horizon.ALL))) {
            if (Boolean.parseBoolean(System.getenv("RECIPROCITY_WRITE_WORKBOOK"))) {
                assertEquals(0, today.evaluate());
                try (var out = Files.newOutputStream(SHIPPED)) {
                    today.write(out);
                }
            }
            try (var in = Files.newInputStream(SHIPPED);
                    var shipped = RecomputingWorkbook.read(in)) {
                assertEquals(today.cells(), shipped.cells(), "the workbook is stale");
            }
        }
    }

    @Test
    void theShippedWorkbookHasBirminghamsReturns() throws IOException {
        try (var in = Files.newInputStream(SHIPPED);
                var shipped = RecomputingWorkbook.read(in)) {
            assertEquals(0, shipped.evaluate());
            assertEquals(Optional.of(1.0), shipped.result("payer", "return"));
            assertEquals(Optional.of(4.0), shipped.result("system", "return"));
            assertEquals(Optional.of(30_000_000.0), shipped.result("partners", "net"));
            assertEquals(Optional.of(3.864734), shipped.result("system", "return discounted"));
            assertEquals(Optional.of(1.0), shipped.result("system", "payback"));
            assertEquals(Optional.empty(), shipped.result("payer", "payback"));
            assertEquals(Optional.of(0.0), shipped.result("difference from the service", "cost"));
        }
    }

    @Test
    void aWorkbookThatIsGivenAnotherExportComputesThat() throws IOException {
        var appraisal = Examples.everything();
        var deflators = Examples.deflators();
        var answer = answer(appraisal, deflators, Horizon.ALL);
        try (var workbook = RecomputingWorkbook.of(export(Examples.birmingham(), Deflators.none(), Horizon.ALL))) {
            workbook.paste(export(appraisal, deflators, Horizon.ALL));
            assertEquals(0, workbook.evaluate());
            assertSame(workbook, answer.result());
            assertTrue(answer.result().unattributed().benefit().undiscounted().signum() > 0);
        }
    }

    /** The accounts that a workbook computed are those of an answer. */
    static void assertSame(RecomputingWorkbook workbook, Result result) {
        assertEquals(Optional.of(0.0), workbook.result("difference from the service", "cost"));
        assertSame(workbook, "payer", result.payer());
        assertSame(workbook, "partners", result.partners());
        assertSame(workbook, "system", result.system());
        assertSame(workbook, "unattributed", result.unattributed());
        for (var horizon : result.horizons()) {
            if (!horizon.horizon().equals("all")) {
                assertEquals(
                        Optional.ofNullable(horizon.system().returned().discounted())
                                .map(BigDecimal::doubleValue),
                        workbook.horizon(horizon.horizon()),
                        horizon.horizon());
            }
        }
    }

    private static void assertSame(RecomputingWorkbook workbook, String who, Money.Side side) {
        assertSame(workbook, who, "cost", side.cost());
        assertSame(workbook, who, "benefit", side.benefit());
        assertSame(workbook, who, "cashable", side.cashable());
        assertSame(workbook, who, "net", side.net());
        assertEquals(
                Optional.ofNullable(side.returned().undiscounted()).map(BigDecimal::doubleValue),
                workbook.result(who, "return"),
                who);
        assertEquals(
                Optional.ofNullable(side.returned().discounted()).map(BigDecimal::doubleValue),
                workbook.result(who, "return discounted"),
                who);
        if (who.equals("payer") || who.equals("system")) {
            assertEquals(
                    Optional.ofNullable(side.payback()).map(Integer::doubleValue),
                    workbook.result(who, "payback"),
                    who);
        }
    }

    private static void assertSame(RecomputingWorkbook workbook, String who, String what, Money.Both amounts) {
        assertEquals(Optional.of(amounts.undiscounted().doubleValue()), workbook.result(who, what), who + " " + what);
        assertEquals(
                Optional.of(amounts.discounted().doubleValue()),
                workbook.result(who, what + " discounted"),
                who + " " + what);
    }
}
