package org.reciprocity.reporting.projection;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** Rows on their way into PostgreSQL by {@code COPY ... FROM STDIN} in its text format. */
final class CopyRows implements AutoCloseable {
    private static final int FULL = 60_000;

    private final CopyIn copy;
    private byte[] buffer = new byte[65_536];
    private int used;
    private boolean begun;

    /** Begins a copy. */
    CopyRows(Connection connection, String statement) throws SQLException {
        copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(statement);
    }

    private void separate() {
        if (begun) {
            put((byte) '\t');
        }
        begun = true;
    }

    private void put(byte value) {
        if (used == buffer.length) {
            buffer = Arrays.copyOf(buffer, buffer.length * 2);
        }
        buffer[used++] = value;
    }

    void add(long value) {
        separate();
        if (value < 0) {
            put((byte) '-');
        }
        int from = used;
        long rest = value;
        do {
            put((byte) ('0' + Math.abs(rest % 10)));
            rest /= 10;
        } while (rest != 0);
        for (int left = from, right = used - 1; left < right; left++, right--) {
            byte swapped = buffer[left];
            buffer[left] = buffer[right];
            buffer[right] = swapped;
        }
    }

    void add(Object value) {
        separate();
        if (value == null) {
            put((byte) '\\');
            put((byte) 'N');
            return;
        }
        for (byte character : value.toString().getBytes(StandardCharsets.UTF_8)) {
            switch (character) {
                case '\\' -> put((byte) '\\');
                case '\t', '\n', '\r' -> {
                    put((byte) '\\');
                    put((byte) (character == '\t' ? 't' : character == '\n' ? 'n' : 'r'));
                    continue;
                }
                default -> {
                    // As it is.
                }
            }
            put(character);
        }
    }

    void end() throws SQLException {
        put((byte) '\n');
        begun = false;
        if (used > FULL) {
            send();
        }
    }

    private void send() throws SQLException {
        copy.writeToCopy(buffer, 0, used);
        used = 0;
    }

    /** Ends the copy; all rows are in the table then. */
    void finish() throws SQLException {
        send();
        copy.endCopy();
    }

    /** Gives up a copy that was not finished. */
    @Override
    public void close() throws SQLException {
        if (copy.isActive()) {
            copy.cancelCopy();
        }
    }
}
