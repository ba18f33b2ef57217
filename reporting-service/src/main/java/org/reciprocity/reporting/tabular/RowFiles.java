package org.reciprocity.reporting.tabular;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.reciprocity.reporting.tabular.Parquet.Column;

/** Rows of figures as files. */
public final class RowFiles {
    /** Their columns. */
    public static final List<Column> COLUMNS =
            FigureRow.COLUMNS.stream().map(name -> new Column(name, type(name))).toList();

    private RowFiles() {}

    private static Parquet.Type type(String column) {
        return switch (column) {
            case "edition", "generation", "rule_version" -> Parquet.Type.WHOLE;
            case "value" -> Parquet.Type.NUMBER;
            default -> Parquet.Type.TEXT;
        };
    }

    /** As CSV. */
    public static void csv(OutputStream out, List<FigureRow> rows) throws IOException {
        Csv.write(out, FigureRow.COLUMNS, rows.stream().map(FigureRow::cells).toList());
    }

    /** As Parquet. */
    public static void parquet(OutputStream out, List<FigureRow> rows) throws IOException {
        Parquet.write(out, COLUMNS, rows.stream().map(FigureRow::cells).toList());
    }
}
