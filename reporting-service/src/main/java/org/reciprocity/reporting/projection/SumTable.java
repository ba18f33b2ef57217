package org.reciprocity.reporting.projection;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.postgresql.PGConnection;

/** A table of sums, and what waits in memory to be added to it. */
final class SumTable {
    private static final int CHUNK = 20_000;

    /** What a number of a key stands for. */
    enum Meaning {
        /** An identifier; 0 for none, otherwise one more than its local number. */
        IDENT,
        /** A code. */
        TERM,
        /** The number itself. */
        NUMBER
    }

    /** A column of the key. */
    record KeyColumn(String name, Meaning meaning) {}

    final Sums sums;

    private final List<KeyColumn> keys;
    private final String copy;
    private final String merge;
    private final int sumColumns;

    SumTable(String table, List<KeyColumn> keys, List<String> sumColumns) {
        this.keys = keys;
        this.sumColumns = sumColumns.size();
        sums = new Sums(keys.size(), sumColumns.size());
        var keyNames = keys.stream().map(KeyColumn::name).collect(Collectors.joining(", "));
        var all = keyNames + ", part, " + String.join(", ", sumColumns);
        copy = "copy " + table + " (" + all + ") from stdin";
        var arrays = Stream.concat(
                        keys.stream().map(key -> key.meaning() == Meaning.TERM ? "?::text[]" : "?::int[]"),
                        sumColumns.stream().map(sum -> "?::bigint[]"))
                .collect(Collectors.joining(", "));
        var given = keyNames + ", " + String.join(", ", sumColumns);
        merge = "insert into " + table + " as t (" + all + ") select " + keyNames + ", 0, "
                + String.join(", ", sumColumns) + " from unnest(" + arrays + ") as u (" + given + ") on conflict ("
                + keyNames + ", part) do update set "
                + sumColumns.stream()
                        .map(sum -> sum + " = t." + sum + " + excluded." + sum)
                        .collect(Collectors.joining(", "));
    }

    static KeyColumn ident(String name) {
        return new KeyColumn(name, Meaning.IDENT);
    }

    static KeyColumn term(String name) {
        return new KeyColumn(name, Meaning.TERM);
    }

    static KeyColumn number(String name) {
        return new KeyColumn(name, Meaning.NUMBER);
    }

    /** Copies all that waits as a part of its own. */
    void copy(Connection connection, Idents idents, Terms terms, int part) throws SQLException {
        if (sums.size() == 0) {
            return;
        }
        try (var rows = new CopyRows(connection, copy)) {
            for (int entry : RowOrder.of(sums, positions(idents, terms))) {
                for (int i = 0; i < keys.size(); i++) {
                    int number = sums.key(entry, i);
                    switch (keys.get(i).meaning()) {
                        case IDENT -> rows.add(number == 0 ? 0 : idents.number(number - 1));
                        case TERM -> rows.add(terms.text(number));
                        case NUMBER -> rows.add(number);
                    }
                }
                rows.add(part);
                for (int i = 0; i < sumColumns; i++) {
                    rows.add(sums.sum(entry, i));
                }
                rows.end();
            }
            rows.finish();
        }
    }

    private List<IntUnaryOperator> positions(Idents idents, Terms terms) {
        return keys.stream()
                .<IntUnaryOperator>map(key -> switch (key.meaning()) {
                    case IDENT -> number -> number == 0 ? 0 : idents.number(number - 1);
                    case TERM -> terms.positions();
                    case NUMBER -> IntUnaryOperator.identity();
                })
                .toList();
    }

    /** Adds all that waits to the rows that are there, in the order of the key, so that two replicas never wait crosswise. */
    void merge(Connection connection, Idents idents, Terms terms) throws SQLException {
        if (sums.size() == 0) {
            return;
        }
        var rows = new Object[sums.size()][];
        for (int entry = 0; entry < rows.length; entry++) {
            rows[entry] = row(entry, idents, terms);
        }
        Arrays.sort(rows, byKey());
        try (var statement = connection.prepareStatement(merge)) {
            for (int from = 0; from < rows.length; from += CHUNK) {
                int to = Math.min(rows.length, from + CHUNK);
                for (int column = 0; column < keys.size() + sumColumns; column++) {
                    statement.setArray(column + 1, array(connection, rows, from, to, column));
                }
                statement.executeUpdate();
            }
        }
    }

    private Object[] row(int entry, Idents idents, Terms terms) {
        var row = new Object[keys.size() + sumColumns];
        for (int i = 0; i < keys.size(); i++) {
            int number = sums.key(entry, i);
            row[i] = switch (keys.get(i).meaning()) {
                case IDENT -> number == 0 ? 0 : idents.number(number - 1);
                case TERM -> terms.text(number);
                case NUMBER -> number;
            };
        }
        for (int i = 0; i < sumColumns; i++) {
            row[keys.size() + i] = sums.sum(entry, i);
        }
        return row;
    }

    private Comparator<Object[]> byKey() {
        return (left, right) -> {
            for (int i = 0; i < keys.size(); i++) {
                int order = keys.get(i).meaning() == Meaning.TERM
                        ? ((String) left[i]).compareTo((String) right[i])
                        : Integer.compare((Integer) left[i], (Integer) right[i]);
                if (order != 0) {
                    return order;
                }
            }
            return 0;
        };
    }

    private java.sql.Array array(Connection connection, Object[][] rows, int from, int to, int column)
            throws SQLException {
        var driver = connection.unwrap(PGConnection.class);
        if (column >= keys.size()) {
            var sums = new long[to - from];
            for (int i = from; i < to; i++) {
                sums[i - from] = (Long) rows[i][column];
            }
            return driver.createArrayOf("int8", sums);
        }
        if (keys.get(column).meaning() == Meaning.TERM) {
            var terms = new String[to - from];
            for (int i = from; i < to; i++) {
                terms[i - from] = (String) rows[i][column];
            }
            return driver.createArrayOf("text", terms);
        }
        var numbers = new int[to - from];
        for (int i = from; i < to; i++) {
            numbers[i - from] = (Integer) rows[i][column];
        }
        return driver.createArrayOf("int4", numbers);
    }
}
