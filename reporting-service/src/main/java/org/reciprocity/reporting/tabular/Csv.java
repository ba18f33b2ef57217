package org.reciprocity.reporting.tabular;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** CSV as RFC 4180 has it: CRLF, quotes where they are needed, a header. Nothing is an empty field. */
public final class Csv {
    /** What it is called over HTTP. */
    public static final String MEDIA_TYPE = "text/csv";

    private Csv() {}

    /** Writes a table. */
    public static void write(OutputStream out, List<String> columns, List<? extends List<?>> rows) throws IOException {
        var text = new StringBuilder();
        line(text, columns);
        for (var row : rows) {
            line(text, row);
        }
        out.write(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static void line(StringBuilder text, List<?> cells) {
        for (int i = 0; i < cells.size(); i++) {
            if (i > 0) {
                text.append(',');
            }
            text.append(quoted(cells.get(i)));
        }
        text.append("\r\n");
    }

    private static String quoted(Object cell) {
        var plain =
                switch (cell) {
                    case null -> "";
                    case BigDecimal number -> number.toPlainString();
                    default -> cell.toString();
                };
        return plain.chars().anyMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n')
                ? '"' + plain.replace("\"", "\"\"") + '"'
                : plain;
    }
}
