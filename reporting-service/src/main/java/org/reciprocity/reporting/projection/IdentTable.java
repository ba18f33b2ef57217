package org.reciprocity.reporting.projection;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The table {@code ident}: the numbers that the database knows identifiers by, the same for all replicas. */
final class IdentTable {
    private static final int FEW = 5_000;

    private static final String IS_KEYED = "select to_regclass('ident_id') is not null";
    private static final String FIND = "select id, number from ident where id = any(?::uuid[])";
    private static final String STAGE = """
            create temp table staged_ident (local int not null, id uuid not null) on commit drop
            """;
    private static final String INSERT_STAGED = """
            insert into ident (number, id)
            select nextval('ident_number')::int, missing.id from (
                select s.id from staged_ident s left join ident i on i.id = s.id where i.id is null order by s.id) as missing
            on conflict (id) do nothing
            """;
    private static final String FIND_STAGED =
            "select s.local, i.number from staged_ident s join ident i on i.id = s.id";
    private static final String INSERT = """
            insert into ident (number, id)
            select nextval('ident_number')::int, id from (select unnest(?::uuid[]) as id order by 1) as missing
            on conflict (id) do nothing
            """;

    private IdentTable() {}

    /** Gives every identifier its number, known ones theirs and new ones a new one, in the caller's transaction. */
    static void number(Connection connection, long generation, Idents idents) throws SQLException {
        var missing = new ArrayList<Integer>();
        for (int local = 0; local < idents.size(); local++) {
            if (idents.number(local) == 0) {
                missing.add(local);
            }
        }
        if (missing.isEmpty()) {
            return;
        }
        if (!isKeyed(connection)) {
            hold(connection, generation);
            if (!isKeyed(connection)) {
                copyAll(connection, idents);
                return;
            }
        }
        if (missing.size() <= FEW) {
            number(connection, idents, missing);
        } else {
            numberMany(connection, idents, missing);
        }
    }

    private static boolean isKeyed(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(IS_KEYED)) {
            rows.next();
            return rows.getBoolean(1);
        }
    }

    /** Lets one replica after the other be the first. */
    private static void hold(Connection connection, long generation) throws SQLException {
        try (var statement = connection.prepareStatement("select pg_advisory_xact_lock(hashtext('ident'), ?)")) {
            statement.setInt(1, Math.toIntExact(generation));
            statement.execute();
        }
    }

    /** The first to come numbers as it likes. */
    private static void copyAll(Connection connection, Idents idents) throws SQLException {
        try (var rows = new CopyRows(connection, "copy ident (number, id) from stdin")) {
            for (int local = 0; local < idents.size(); local++) {
                idents.number(local, local + 1);
                rows.add(local + 1);
                rows.add(idents.ident(local));
                rows.end();
            }
            rows.finish();
        }
        try (var statement = connection.createStatement()) {
            statement.execute("select setval('ident_number', " + idents.size() + ")");
            statement.execute("alter table ident add primary key (number)");
            statement.execute("create unique index ident_id on ident (id)");
        }
    }

    private static void numberMany(Connection connection, Idents idents, List<Integer> missing) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(STAGE);
            try (var rows = new CopyRows(connection, "copy staged_ident (local, id) from stdin")) {
                for (int local : missing) {
                    rows.add(local);
                    rows.add(idents.ident(local));
                    rows.end();
                }
                rows.finish();
            }
            statement.executeUpdate(INSERT_STAGED);
            int found = 0;
            statement.setFetchSize(FEW);
            try (var rows = statement.executeQuery(FIND_STAGED)) {
                while (rows.next()) {
                    idents.number(rows.getInt(1), rows.getInt(2));
                    found++;
                }
            }
            mustBeAll(missing.size() - found);
        }
    }

    private static void mustBeAll(int without) {
        if (without != 0) {
            throw new IllegalStateException(without + " identifiers got no number");
        }
    }

    private static void number(Connection connection, Idents idents, List<Integer> missing) throws SQLException {
        var locals = new HashMap<UUID, Integer>();
        for (int local : missing) {
            locals.put(idents.ident(local), local);
        }
        find(connection, idents, locals);
        if (locals.isEmpty()) {
            return;
        }
        try (var statement = connection.prepareStatement(INSERT)) {
            statement.setArray(
                    1, connection.createArrayOf("uuid", locals.keySet().toArray()));
            statement.executeUpdate();
        }
        find(connection, idents, locals);
        mustBeAll(locals.size());
    }

    private static void find(Connection connection, Idents idents, Map<UUID, Integer> locals) throws SQLException {
        try (var statement = connection.prepareStatement(FIND)) {
            var wanted = locals.keySet().toArray();
            Arrays.sort(wanted);
            statement.setArray(1, connection.createArrayOf("uuid", wanted));
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    idents.number(locals.remove((UUID) rows.getObject(1)), rows.getInt(2));
                }
            }
        }
    }
}
