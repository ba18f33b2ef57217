package org.reciprocity.reporting.generation;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Optional;
import java.util.OptionalLong;

/** The table {@code generation_switch}: what operators asked to make live again. All in the caller's transaction. */
final class SwitchStore {
    private SwitchStore() {}

    /** What came of the request with this key. */
    static Optional<LiveSwitch.Switching.Done> find(Connection connection, String key) throws SQLException {
        try (var statement = connection.prepareStatement(
                "select generation, left_behind, version from generation_switch where request_key = ?")) {
            statement.setString(1, key);
            try (var rows = statement.executeQuery()) {
                if (!rows.next()) {
                    return Optional.empty();
                }
                long left = rows.getLong(2);
                var none = rows.wasNull();
                return Optional.of(new LiveSwitch.Switching.Done(
                        rows.getLong(1), none ? OptionalLong.empty() : OptionalLong.of(left), rows.getInt(3)));
            }
        }
    }

    /** Keeps what came of it. */
    static void write(Connection connection, String key, LiveSwitch.Switching.Done done) throws SQLException {
        try (var statement = connection.prepareStatement(
                "insert into generation_switch (request_key, generation, left_behind, version) values (?, ?, ?, ?)")) {
            statement.setString(1, key);
            statement.setLong(2, done.id());
            if (done.left().isPresent()) {
                statement.setLong(3, done.left().getAsLong());
            } else {
                statement.setNull(3, Types.BIGINT);
            }
            statement.setInt(4, done.version());
            statement.executeUpdate();
        }
    }
}
