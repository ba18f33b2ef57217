package org.reciprocity.reporting.tabular;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import org.duckdb.DuckDBDriver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written here is read by DuckDB, as analysts read it. */
class ParquetTest {
    private static final List<Parquet.Column> COLUMNS = List.of(
            new Parquet.Column("edition", Parquet.Type.WHOLE),
            new Parquet.Column("value", Parquet.Type.NUMBER),
            new Parquet.Column("figure", Parquet.Type.TEXT));

    @TempDir
    Path folder;

    private List<List<Object>> read(List<List<Object>> rows) throws IOException, SQLException {
        var file = folder.resolve("rows.parquet");
        try (var out = Files.newOutputStream(file)) {
            Parquet.write(out, COLUMNS, rows);
        }
        var found = new ArrayList<List<Object>>();
        try (var duck = new DuckDBDriver().connect("jdbc:duckdb:", new Properties());
                var statement = duck.createStatement();
                var result =
                        statement.executeQuery("select edition, value, figure from read_parquet('" + file + "')")) {
            while (result.next()) {
                found.add(Arrays.asList(result.getObject(1), result.getObject(2), result.getObject(3)));
            }
        }
        return found;
    }

    @Test
    void duckDbReadsWholeNumbersNumbersAndText() throws Exception {
        var rows = List.<List<Object>>of(
                List.of(12L, new BigDecimal("0.25"), "both-share"),
                List.of(Long.MAX_VALUE, new BigDecimal("-5"), "ÿ€😀"));

        assertEquals(List.of(List.of(12L, 0.25, "both-share"), List.of(Long.MAX_VALUE, -5.0, "ÿ€😀")), read(rows));
    }

    @Test
    void duckDbReadsGapsWhereThereIsNothing() throws Exception {
        var rows = List.of(
                Arrays.<Object>asList(null, null, "a"),
                Arrays.<Object>asList(1L, null, null),
                Arrays.<Object>asList(null, BigDecimal.ONE, ""));

        assertEquals(
                List.of(Arrays.asList(null, null, "a"), Arrays.asList(1L, null, null), Arrays.asList(null, 1.0, "")),
                read(rows));
    }

    @Test
    void duckDbReadsNoRowsAndManyRows() throws Exception {
        assertEquals(List.of(), read(List.of()));

        var rows = new ArrayList<List<Object>>();
        for (long i = 0; i < 20_000; i++) {
            rows.add(Arrays.asList(i, i % 3 == 0 ? null : BigDecimal.valueOf(i), "figure-" + i % 7));
        }
        var found = read(rows);
        assertEquals(20_000, found.size());
        assertEquals(Arrays.asList(19_998L, null, "figure-6"), found.get(19_998));
        assertEquals(List.of(19_999L, 19_999.0, "figure-0"), found.get(19_999));
    }

    @Test
    void csvIsQuotedAsRfc4180HasIt() throws IOException {
        var out = new ByteArrayOutputStream();
        Csv.write(
                out,
                List.of("a", "b"),
                List.of(
                        Arrays.asList("plain", null),
                        List.of("with, comma", "with \"quotes\""),
                        List.of("two\r\nlines", new BigDecimal("1E+3"))));

        assertEquals(
                "a,b\r\nplain,\r\n\"with, comma\",\"with \"\"quotes\"\"\"\r\n\"two\r\nlines\",1000\r\n",
                out.toString(StandardCharsets.UTF_8));
    }
}
