package org.reciprocity.ledger;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.reciprocity.backends.Backends;

/** The database of keys of the service under test, behind its back. */
final class Keys {
    private Keys() {}

    static long number(String sql) {
        return (Long) rows(sql).getFirst()[0];
    }

    static List<Object[]> rows(String sql) {
        try (var connection = Backends.postgres().connect(LedgerBackends.KEYS_DATABASE);
                var statement = connection.createStatement();
                var found = statement.executeQuery(sql)) {
            var rows = new ArrayList<Object[]>();
            int columns = found.getMetaData().getColumnCount();
            while (found.next()) {
                var row = new Object[columns];
                for (int i = 0; i < columns; i++) {
                    row[i] = found.getObject(i + 1);
                }
                rows.add(row);
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    static void change(String sql) {
        try (var connection = Backends.postgres().connect(LedgerBackends.KEYS_DATABASE);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
