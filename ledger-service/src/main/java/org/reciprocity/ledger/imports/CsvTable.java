package org.reciprocity.ledger.imports;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.reciprocity.ledger.problem.Problem;
import org.reciprocity.ledger.problem.ProblemException;
import org.reciprocity.ledger.problem.ProblemType;

/**
 * A CSV file (RFC 4180) as spreadsheets write it: in UTF-8 with or without a byte order mark, divided by commas, semicolons or
 * tabs, its lines ended by CR LF or LF, texts in quotes with line breaks in them, empty lines at the end.
 *
 * @param rows those in which something stands
 */
record CsvTable(List<Row> rows) {
    /** The most lines of a file. */
    static final int MOST = 10_000;

    private static final char BYTE_ORDER_MARK = '\ufeff';
    private static final char NO_BREAK_SPACE = '\u00a0';
    private static final List<Character> DELIMITERS = List.of(',', ';', '\t');

    /**
     * A line.
     *
     * @param line its number in the file, the first of them if a text in it has several
     * @param cells what stands in it, by column; a column without anything is not there
     * @param tooMany whether something stands beyond the last column
     */
    record Row(long line, Map<String, String> cells, boolean tooMany) {

        String cell(String column) {
            return cells.get(column);
        }
    }

    /**
     * Reads a file.
     *
     * @param columns those it may have
     * @param needed those it has to have
     */
    static CsvTable read(byte[] file, List<String> columns, Set<String> needed) {
        var text = text(file);
        if (text.isBlank()) {
            throw unreadable("It is empty: the first line names the columns.", 1);
        }
        int first = 1;
        char delimiter = delimiter(text);
        if (text.startsWith("sep=")) {
            int end = text.indexOf('\n');
            text = end < 0 ? "" : text.substring(end + 1);
            first = 2;
        }
        var format = CSVFormat.RFC4180
                .builder()
                .setDelimiter(delimiter)
                .setIgnoreEmptyLines(false)
                .get();
        try (var parser = CSVParser.parse(new StringReader(text), format)) {
            return read(parser, first, columns, needed);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static CsvTable read(CSVParser parser, int first, List<String> columns, Set<String> needed) {
        var records = parser.iterator();
        var header = header(next(records, parser, first), first, columns, needed);
        var rows = new ArrayList<Row>();
        while (true) {
            long line = first + parser.getCurrentLineNumber();
            var line1 = next(records, parser, first);
            if (line1 == null) {
                return new CsvTable(rows);
            }
            var cells = new LinkedHashMap<String, String>();
            boolean tooMany = false;
            for (int i = 0; i < line1.size(); i++) {
                var cell = clean(line1.get(i));
                if (!cell.isEmpty()) {
                    var column = i < header.size() ? header.get(i) : "";
                    tooMany |= column.isEmpty();
                    cells.put(column, cell);
                }
            }
            if (!cells.isEmpty()) {
                if (rows.size() == MOST) {
                    throw Problem.of(ProblemType.TOO_LARGE, "A file has at most " + MOST + " lines; divide it.")
                            .exception();
                }
                rows.add(new Row(line, cells, tooMany));
            }
        }
    }

    /** Null at the end. */
    private static CSVRecord next(java.util.Iterator<CSVRecord> records, CSVParser parser, int first) {
        long line = first + parser.getCurrentLineNumber();
        try {
            return records.hasNext() ? records.next() : null;
        } catch (UncheckedIOException e) {
            throw unreadable("A quotation mark is missing, or stands in the middle of a text.", line);
        }
    }

    private static List<String> header(CSVRecord names, int line, List<String> columns, Set<String> needed) {
        var header = new ArrayList<String>();
        for (var name : names == null ? List.<String>of() : names.toList()) {
            header.add(clean(name).toLowerCase(Locale.ROOT).replaceAll("[ _-]+", "_"));
        }
        var seen = new HashSet<String>();
        for (int i = 0; i < header.size(); i++) {
            var name = header.get(i);
            if (!name.isEmpty() && !columns.contains(name)) {
                throw unreadable(
                        "Column " + (i + 1) + " is none of " + String.join(", ", columns)
                                + ". Take it out: what is not asked for is not sent.",
                        line);
            }
            if (!name.isEmpty() && !seen.add(name)) {
                throw unreadable("The column " + name + " is there twice.", line);
            }
        }
        for (var name : columns) {
            if (needed.contains(name) && !seen.contains(name)) {
                throw unreadable("The column " + name + " is missing.", line);
            }
        }
        return header;
    }

    private static String text(byte[] file) {
        try {
            var text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(file))
                    .toString();
            return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw Problem.of(ProblemType.UNREADABLE_CSV, "It is not UTF-8. In Excel, save it as \"CSV UTF-8\".")
                    .exception();
        }
    }

    /** What Excel says in a first line of its own, or what the first line has most of. */
    private static char delimiter(String text) {
        if (text.startsWith("sep=") && text.length() > 4) {
            char said = text.charAt(4);
            return DELIMITERS.contains(said) ? said : ',';
        }
        int end = text.indexOf('\n');
        var header = end < 0 ? text : text.substring(0, end);
        char most = ',';
        for (char one : DELIMITERS) {
            if (count(header, one) > count(header, most)) {
                most = one;
            }
        }
        return most;
    }

    private static long count(String text, char one) {
        return text.chars().filter(c -> c == one).count();
    }

    private static String clean(String cell) {
        return cell.replace(NO_BREAK_SPACE, ' ').strip();
    }

    private static ProblemException unreadable(String detail, long line) {
        return Problem.of(ProblemType.UNREADABLE_CSV, detail)
                .with("line", com.fasterxml.jackson.databind.node.LongNode.valueOf(line))
                .exception();
    }
}
