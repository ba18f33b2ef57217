package org.reciprocity.reporting.saving;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.util.CellReference;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/**
 * A workbook that computes an appraisal anew: an export is pasted into its first sheet, and formulas of the others make factors, lines,
 * accounts and payback of its inputs.
 */
final class RecomputingWorkbook implements AutoCloseable {
    /** So many rows of an export are looked at. */
    private static final int ROWS = 600;

    private static final int LAST_YEAR = 125;
    private static final List<String> HORIZONS = List.of("1", "3", "5", "10", "15");

    private final XSSFWorkbook workbook;

    private RecomputingWorkbook(XSSFWorkbook workbook) {
        this.workbook = workbook;
    }

    /** One with an export in it. */
    static RecomputingWorkbook of(String csv) {
        var workbook = new RecomputingWorkbook(new XSSFWorkbook());
        workbook.explain();
        workbook.workbook.createSheet("Export");
        workbook.paste(csv);
        workbook.schedule();
        workbook.lines();
        workbook.years();
        workbook.result();
        return workbook;
    }

    /** One that was written. */
    static RecomputingWorkbook read(InputStream in) {
        try {
            return new RecomputingWorkbook(new XSSFWorkbook(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void write(OutputStream out) throws IOException {
        workbook.write(out);
    }

    private void explain() {
        var sheet = workbook.createSheet("Read me");
        var lines = List.of(
                "Who pays, and who saves: an appraisal computed anew by a spreadsheet.",
                "1. GET /appraisals/{id}, with Accept: text/csv.",
                "2. Paste it into the sheet Export, its header in row 1. Up to " + ROWS + " rows are looked at.",
                "3. The sheet Result has the accounts, computed from the inputs of the export alone.",
                "The last row of Result says how far its lines are from those that the service computed: 0.",
                "Amounts are in whole minor units, rounded half-even for each line, agency and year.");
        for (int i = 0; i < lines.size(); i++) {
            text(sheet, i, 0, lines.get(i));
        }
    }

    /** Puts an export into the sheet for it, in the place of what is there. */
    void paste(String csv) {
        var sheet = workbook.getSheet("Export");
        for (int i = sheet.getLastRowNum(); i >= 0; i--) {
            if (sheet.getRow(i) != null) {
                sheet.removeRow(sheet.getRow(i));
            }
        }
        var rows = CsvText.rows(csv);
        for (int i = 0; i < rows.size(); i++) {
            for (int j = 0; j < rows.get(i).size(); j++) {
                var value = rows.get(i).get(j);
                if (value.matches("-?[0-9]{1,15}(\\.[0-9]+)?")) {
                    cell(sheet, i, j).setCellValue(Double.parseDouble(value));
                } else if (!value.isEmpty()) {
                    text(sheet, i, j, value);
                }
            }
        }
    }

    private void schedule() {
        var sheet = workbook.createSheet("Schedule");
        header(sheet, "year", "rate", "rate of health", "factor", "factor of health");
        for (int year = 0; year <= LAST_YEAR; year++) {
            int row = year + 1;
            cell(sheet, row, 0).setCellValue(year);
            for (int column : List.of(1, 2)) {
                var factor = column == 1 ? "D" : "E";
                if (year == 0) {
                    cell(sheet, row, column + 2).setCellValue(1);
                } else {
                    formula(
                            sheet,
                            row,
                            column,
                            "SUMIFS(%s,%s,\"rate\",%s,\"%s\",%s,\"<=\"&A%d,%s,\">=\"&A%d)"
                                    .formatted(
                                            all("value"),
                                            all("record"),
                                            all("name"),
                                            column == 1 ? "general" : "health",
                                            all("from"),
                                            row + 1,
                                            all("to"),
                                            row + 1));
                    formula(
                            sheet,
                            row,
                            column + 2,
                            "%s%d/(1+%s%d)".formatted(factor, row, column == 1 ? "B" : "C", row + 1));
                }
            }
        }
    }

    private void lines() {
        var sheet = workbook.createSheet("Lines");
        header(
                sheet,
                "record",
                "factor",
                "exact",
                "undiscounted",
                "discounted",
                "cashable undiscounted",
                "cashable discounted",
                "difference");
        for (int row = 1; row <= ROWS; row++) {
            int n = row + 1;
            formula(sheet, row, 0, "%s&\"\"".formatted(one("record", n)));
            formula(
                    sheet,
                    row,
                    1,
                    "IF(OR(A%d=\"benefit\",A%d=\"cost\"),INDEX(Schedule!$D$2:$E$%d,%s+1,IF(%s=\"health\",2,1)),0)"
                            .formatted(n, n, LAST_YEAR + 2, one("year", n), one("health", n)));
            formula(
                    sheet,
                    row,
                    2,
                    ("IF(A%d=\"benefit\",%s*%s*%s*(1-%s)*(1-%s)*%s*%s/%s*%s*%s*(1-%s)^(%s-1),"
                                    + "IF(A%d=\"cost\",%s*%s/%s*(1+%s),0))")
                            .formatted(
                                    n,
                                    one("people", n),
                                    one("engaged", n),
                                    one("effect", n),
                                    one("deadweight", n),
                                    one("optimism", n),
                                    one("unitCost", n),
                                    one("indexTo", n),
                                    one("indexFrom", n),
                                    one("unitValueFactor", n),
                                    one("share", n),
                                    one("dropOff", n),
                                    one("year", n),
                                    n,
                                    one("amount", n),
                                    one("indexTo", n),
                                    one("indexFrom", n),
                                    one("optimism", n)));
            var cashability = one("cashability", n);
            formula(sheet, row, 3, halfEven("C" + n));
            formula(sheet, row, 4, halfEven("(C%d*B%d)".formatted(n, n)));
            formula(sheet, row, 5, halfEven("(C%d*%s)".formatted(n, cashability)));
            formula(sheet, row, 6, halfEven("(C%d*B%d*%s)".formatted(n, n, cashability)));
            formula(
                    sheet,
                    row,
                    7,
                    "IF(OR(A%d=\"benefit\",A%d=\"cost\"),ABS(D%d-%s)+ABS(E%d-%s)+ABS(F%d-%s)+ABS(G%d-%s),0)"
                            .formatted(
                                    n,
                                    n,
                                    n,
                                    one("undiscounted", n),
                                    n,
                                    one("discounted", n),
                                    n,
                                    one("cashableUndiscounted", n),
                                    n,
                                    one("cashableDiscounted", n)));
        }
    }

    /** To the nearest whole number, of two to the even one; what is half up to a millionth counts as half. */
    private static String halfEven(String x) {
        return "IF(ABS(ABS(%s)-INT(ABS(%s))-0.5)<0.000001,2*ROUND(%s/2,0),ROUND(%s,0))".formatted(x, x, x, x);
    }

    private void years() {
        var sheet = workbook.createSheet("Years");
        header(
                sheet,
                "year",
                "system cost",
                "system net",
                "system cumulative",
                "system payback",
                "payer cost",
                "payer net",
                "payer cumulative",
                "payer payback");
        for (int year = 0; year <= LAST_YEAR; year++) {
            int row = year + 1;
            int n = row + 1;
            cell(sheet, row, 0).setCellValue(year);
            for (int i : List.of(0, 1)) {
                int at = 1 + 4 * i;
                var cost = CellReference.convertNumToColString(at);
                var net = CellReference.convertNumToColString(at + 1);
                var cumulative = CellReference.convertNumToColString(at + 2);
                var who = i == 0 ? "\"<>unattributed\"" : payer();
                formula(sheet, row, at, sum("E", "cost", who, "=", "A" + n));
                formula(sheet, row, at + 1, sum("E", "benefit", who, "=", "A" + n) + "-%s%d".formatted(cost, n));
                formula(sheet, row, at + 2, year == 0 ? net + n : "%s%d+%s%d".formatted(cumulative, n - 1, net, n));
                formula(
                        sheet,
                        row,
                        at + 3,
                        "IF(AND(SUM(%s$2:%s%d)>0,%s%d>=0),A%d,\"\")".formatted(cost, cost, n, cumulative, n, n));
            }
        }
    }

    private void result() {
        var sheet = workbook.createSheet("Result");
        header(
                sheet,
                "who",
                "cost",
                "cost discounted",
                "benefit",
                "benefit discounted",
                "cashable",
                "cashable discounted",
                "net",
                "net discounted",
                "return",
                "return discounted",
                "payback");
        account(sheet, 1, "payer", payer(), "I");
        account(sheet, 2, "system", "\"<>unattributed\"", "E");
        account(sheet, 3, "unattributed", "\"unattributed\"", null);
        text(sheet, 4, 0, "partners");
        for (int column = 1; column <= 8; column++) {
            var letter = CellReference.convertNumToColString(column);
            formula(sheet, 4, column, "%s3-%s2".formatted(letter, letter));
        }
        returns(sheet, 4);
        text(sheet, 6, 0, "system return discounted over");
        for (int i = 0; i < HORIZONS.size(); i++) {
            int n = 8 + i;
            cell(sheet, 7 + i, 0).setCellValue(Integer.parseInt(HORIZONS.get(i)));
            var named = "\"<>unattributed\"";
            formula(sheet, 7 + i, 1, sum("E", "cost", named, "<=", "A" + n));
            formula(sheet, 7 + i, 2, sum("E", "benefit", named, "<=", "A" + n));
            formula(sheet, 7 + i, 3, ratio("C" + n, "B" + n));
        }
        text(sheet, 13, 0, "difference from the service");
        formula(sheet, 13, 1, "SUM(Lines!$H$2:$H$%d)".formatted(ROWS + 1));
    }

    private void account(Sheet sheet, int row, String who, String agency, String payback) {
        text(sheet, row, 0, who);
        formula(sheet, row, 1, sum("D", "cost", agency, "<=", String.valueOf(LAST_YEAR)));
        formula(sheet, row, 2, sum("E", "cost", agency, "<=", String.valueOf(LAST_YEAR)));
        int column = 3;
        for (var of : List.of("D", "E", "F", "G")) {
            formula(sheet, row, column, sum(of, "benefit", agency, "<=", String.valueOf(LAST_YEAR)));
            column++;
        }
        formula(sheet, row, 7, "D%d-B%d".formatted(row + 1, row + 1));
        formula(sheet, row, 8, "E%d-C%d".formatted(row + 1, row + 1));
        returns(sheet, row);
        if (payback != null) {
            var range = "Years!$%s$2:$%s$%d".formatted(payback, payback, LAST_YEAR + 2);
            formula(sheet, row, 11, "IF(COUNT(%s)=0,\"\",MIN(%s))".formatted(range, range));
        }
    }

    private static void returns(Sheet sheet, int row) {
        int n = row + 1;
        formula(sheet, row, 9, ratio("D" + n, "B" + n));
        formula(sheet, row, 10, ratio("E" + n, "C" + n));
    }

    /** With six decimals; nothing where there is nothing below the line. */
    private static String ratio(String above, String below) {
        var millionths = "(%s/%s*1000000)".formatted(above, below);
        return "IF(%s=0,\"\",%s/1000000)".formatted(below, halfEven(millionths));
    }

    /** The sum of a column of lines, of a record and an agency, by a condition on the year. */
    private static String sum(String column, String record, String agency, String comparison, String year) {
        return "SUMIFS(Lines!$%s$2:$%s$%d,Lines!$A$2:$A$%d,\"%s\",%s,%s,%s,\"%s\"&%s)"
                .formatted(
                        column,
                        column,
                        ROWS + 1,
                        ROWS + 1,
                        record,
                        all("agency"),
                        agency,
                        all("year"),
                        comparison,
                        year);
    }

    private static String payer() {
        return "INDEX(%s,MATCH(\"payer\",%s,0))".formatted(all("value"), all("name"));
    }

    private static String letter(String column) {
        return CellReference.convertNumToColString(AppraisalCsv.columns().indexOf(column));
    }

    private static String all(String column) {
        return "Export!$%s$2:$%s$%d".formatted(letter(column), letter(column), ROWS + 1);
    }

    private static String one(String column, int row) {
        return "Export!%s%d".formatted(letter(column), row);
    }

    private static void header(Sheet sheet, String... names) {
        for (int i = 0; i < names.length; i++) {
            text(sheet, 0, i, names[i]);
        }
    }

    private static Cell cell(Sheet sheet, int row, int column) {
        var of = sheet.getRow(row) == null ? sheet.createRow(row) : sheet.getRow(row);
        return of.getCell(column, Row.MissingCellPolicy.CREATE_NULL_AS_BLANK);
    }

    private static void text(Sheet sheet, int row, int column, String text) {
        cell(sheet, row, column).setCellValue(text);
    }

    private static void formula(Sheet sheet, int row, int column, String formula) {
        cell(sheet, row, column).setCellFormula(formula);
    }

    /** Evaluates every formula of it; the number of those that are errors. */
    long evaluate() {
        workbook.getCreationHelper().createFormulaEvaluator().evaluateAll();
        long errors = 0;
        for (var sheet : workbook) {
            for (var row : sheet) {
                for (var cell : row) {
                    if (cell.getCellType() == CellType.FORMULA && cell.getCachedFormulaResultType() == CellType.ERROR) {
                        errors++;
                    }
                }
            }
        }
        return errors;
    }

    /** A number of the result, once it is evaluated; none where the cell is empty. */
    Optional<Double> result(String who, String column) {
        var sheet = workbook.getSheet("Result");
        for (var row : sheet) {
            if (row.getCell(0) != null
                    && row.getCell(0).getCellType() == CellType.STRING
                    && row.getCell(0).getStringCellValue().equals(who)) {
                for (var name : sheet.getRow(0)) {
                    if (name.getStringCellValue().equals(column)) {
                        return number(row.getCell(name.getColumnIndex()));
                    }
                }
            }
        }
        throw new AssertionError("no " + column + " of " + who);
    }

    /** What comes back to the system over so many years. */
    Optional<Double> horizon(String years) {
        return number(
                workbook.getSheet("Result").getRow(7 + HORIZONS.indexOf(years)).getCell(3));
    }

    private static Optional<Double> number(Cell cell) {
        return cell != null && cell.getCachedFormulaResultType() == CellType.NUMERIC
                ? Optional.of(cell.getNumericCellValue())
                : Optional.empty();
    }

    /** Every cell as it was written, to compare workbooks by. */
    List<String> cells() {
        var cells = new ArrayList<String>();
        for (var sheet : workbook) {
            for (var row : sheet) {
                for (var cell : row) {
                    var content =
                            switch (cell.getCellType()) {
                                case NUMERIC -> String.format(Locale.ROOT, "%s", cell.getNumericCellValue());
                                case STRING -> cell.getStringCellValue();
                                case FORMULA -> "=" + cell.getCellFormula();
                                case BLANK, BOOLEAN, ERROR, _NONE -> "";
                            };
                    if (!content.isEmpty()) {
                        cells.add(sheet.getSheetName() + "!" + cell.getAddress() + ": " + content);
                    }
                }
            }
        }
        return cells;
    }

    @Override
    public void close() {
        try {
            workbook.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
