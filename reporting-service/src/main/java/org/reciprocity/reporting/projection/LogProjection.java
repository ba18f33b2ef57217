package org.reciprocity.reporting.projection;

import static org.reciprocity.reporting.projection.SumTable.ident;
import static org.reciprocity.reporting.projection.SumTable.number;
import static org.reciprocity.reporting.projection.SumTable.term;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.reciprocity.eventlog.fold.BatchReader;
import org.reciprocity.eventlog.fold.Projection;

/**
 * One generation's projection of the four topics. Sums of exchanges, balances and matches, and facts of the registry and of
 * outcomes, gathered here and written together.
 *
 * <p>Until the generation's tables have their keys, everything that waits is copied as a part of its own; after that it is added to
 * the rows that are there.
 */
public final class LogProjection implements Projection {

    /** Identifiers are remembered between writes, up to this many. */
    private static final int REMEMBERED = 2_000_000;

    private final long generation;

    final Idents idents = new Idents();
    final Terms terms = new Terms();
    final Facts facts = new Facts();

    final SumTable pair = new SumTable(
            "pair",
            List.of(
                    ident("community"),
                    ident("programme"),
                    number("bucket"),
                    number("kind"),
                    number("nature"),
                    ident("giver"),
                    ident("receiver")),
            List.of("minutes", "legs"));
    final SumTable hours = new SumTable(
            "hours",
            List.of(
                    ident("community"),
                    ident("programme"),
                    number("bucket"),
                    number("kind"),
                    term("skill"),
                    term("provider_role"),
                    term("receiver_role")),
            List.of("minutes", "legs", "received"));
    final SumTable exchange = new SumTable(
            "exchange",
            List.of(ident("community"), ident("programme"), number("bucket"), number("kind")),
            List.of("settled", "reversed", "sessions", "late"));
    final SumTable balance =
            new SumTable("balance", List.of(ident("community"), ident("account")), List.of("minutes", "postings"));
    final SumTable match = new SumTable(
            "match",
            List.of(ident("community"), number("bucket"), term("event"), term("detail")),
            List.of("events", "minutes"));
    final SumTable decision = new SumTable(
            "decision",
            List.of(ident("community"), ident("programme"), number("bucket"), term("decision")),
            List.of("exchanges", "minutes"));
    final SumTable word = new SumTable(
            "word",
            List.of(ident("community"), ident("programme"), number("bucket"), term("how")),
            List.of("exchanges", "minutes", "self_recorded"));

    final SumTable attendance = new SumTable(
            "attendance",
            List.of(ident("community"), number("bucket"), number("gave"), ident("person")),
            List.of("minutes"));

    private final List<SumTable> tables = List.of(pair, hours, exchange, balance, match, decision, word, attendance);
    private boolean keyed;

    /** Of the generation of that number, whose schema the connections of {@link #write} have in their search path. */
    public LogProjection(long generation) {
        this.generation = generation;
    }

    @Override
    public BatchReader reader() {
        return new LogReader(this);
    }

    @Override
    public long keys() {
        return tables().mapToLong(table -> table.sums.size()).sum() + facts.size();
    }

    private Stream<SumTable> tables() {
        return tables.stream();
    }

    @Override
    public void write(Connection connection) throws SQLException {
        IdentTable.number(connection, generation, idents);
        if (keyed || isKeyed(connection)) {
            for (var table : tables) {
                table.merge(connection, idents, terms);
            }
            PairSheets.count(connection, pair.sums, idents);
        } else {
            int part = nextPart(connection);
            for (var table : tables) {
                table.copy(connection, idents, terms, part);
            }
        }
        for (var gone : facts.gone().entrySet()) {
            remove(connection, gone.getKey(), gone.getValue());
        }
        for (var rows : facts.rows().entrySet()) {
            write(connection, rows.getKey(), rows.getValue().values());
        }
    }

    /** Counts an event of matching. */
    void count(UUID community, int bucket, String event, String detail, long minutes) {
        var sums = match.sums;
        sums.key[0] = idents.of(community.getMostSignificantBits(), community.getLeastSignificantBits()) + 1;
        sums.key[1] = bucket;
        sums.key[2] = terms.of(event);
        sums.key[3] = terms.of(detail);
        int entry = sums.entry();
        sums.add(entry, 0, 1);
        sums.add(entry, 1, minutes);
    }

    /** Whether the tables have keys; nobody can give them any before this transaction ends. */
    private boolean isKeyed(Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement("select keyed from generation where id = ? for share")) {
            statement.setLong(1, generation);
            try (var rows = statement.executeQuery()) {
                if (!rows.next()) {
                    throw new SQLException("There is no generation " + generation);
                }
                keyed = rows.getBoolean(1);
                return keyed;
            }
        }
    }

    private static int nextPart(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("select nextval('part_number')")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private static void remove(Connection connection, Fact fact, Iterable<List<Object>> keys) throws SQLException {
        try (var statement = connection.prepareStatement(fact.removal())) {
            for (var key : keys) {
                for (int i = 0; i < key.size(); i++) {
                    statement.setObject(i + 1, key.get(i));
                }
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    private static void write(Connection connection, Fact fact, Iterable<Object[]> rows) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(fact.staging());
            try (var copy = new CopyRows(connection, fact.copy())) {
                for (var row : rows) {
                    for (var column : row) {
                        copy.add(column);
                    }
                    copy.end();
                }
                copy.finish();
            }
            statement.execute(fact.merge());
        }
    }

    @Override
    public void written() {
        forget();
        if (idents.size() > REMEMBERED) {
            idents.clear();
        }
    }

    @Override
    public void drop() {
        forget();
        idents.clear();
    }

    private void forget() {
        tables().forEach(table -> table.sums.clear());
        facts.clear();
    }
}
