package org.reciprocity.ledger;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.reciprocity.backends.Backends;

/** The database of the service under test, behind its back. */
public final class Book {
    private Book() {}

    /** Waits until everything committed has its sequence. */
    public static void sequenced() {
        eventually("everything has a sequence", () -> number("select count(*) from pending") == 0);
    }

    public static void eventually(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + 30_000_000_000L;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("Not within 30 seconds: " + what);
            }
            LockSupport.parkNanos(20_000_000);
        }
    }

    public static long number(String sql) {
        return (Long) rows(sql).getFirst()[0];
    }

    static String text(String sql) {
        return (String) rows(sql).getFirst()[0];
    }

    public static List<Object[]> rows(String sql) {
        try (var connection = Backends.postgres().connect(LedgerBackends.DATABASE);
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

    public static void change(String sql) {
        try (var connection = Backends.postgres().connect(LedgerBackends.DATABASE);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
