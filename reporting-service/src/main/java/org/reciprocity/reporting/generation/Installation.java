package org.reciprocity.reporting.generation;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;

/**
 * The installation that a database was made for. Its consumer groups have its id in their names, so that another installation on the
 * same Kafka shares no partitions with it. A copy of the database has the same id.
 *
 * @param id eight hexadecimal digits
 * @param firstGeneration the first generation whose group has the id in its name; those before keep the names they had
 */
record Installation(String id, long firstGeneration) {
    private static final String SERVICE = "reporting";

    /** As a database says. */
    static Installation read(Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement("select id, first_generation from installation");
                var rows = statement.executeQuery()) {
            if (!rows.next()) {
                throw new IllegalStateException("The database does not say which installation it is of");
            }
            return new Installation(rows.getString(1).substring(0, 8).toLowerCase(Locale.ROOT), rows.getLong(2));
        }
    }

    /** The consumer group that folds a generation; what is set goes before what the database says. */
    String group(Optional<String> set, long generation) {
        var prefix = set.orElse(generation < firstGeneration ? SERVICE : SERVICE + "-" + id);
        return prefix + "-g" + generation;
    }
}
