package org.reciprocity.reporting.projection;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.TreeSet;
import org.postgresql.PGConnection;

/** The table {@code pair_sheet}: how often the pairs of a community were changed, by sheet. */
final class PairSheets {
    private static final String COUNT = """
            insert into pair_sheet as s (community, sheet, version)
            select community, sheet, 1 from unnest(?::int[], ?::int[]) as u (community, sheet)
            on conflict (community, sheet) do update set version = s.version + 1
            """;

    private PairSheets() {}

    /** Counts a change of every sheet that something waits for, in the transaction that makes it and in the order of the key. */
    static void count(Connection connection, Sums pairs, Idents idents) throws SQLException {
        var changed = new TreeSet<Long>();
        for (int entry = 0; entry < pairs.size(); entry++) {
            int community = idents.number(pairs.key(entry, 0) - 1);
            changed.add((long) community << 32 | Buckets.sheet(pairs.key(entry, 2)));
        }
        if (changed.isEmpty()) {
            return;
        }
        var driver = connection.unwrap(PGConnection.class);
        try (var statement = connection.prepareStatement(COUNT)) {
            statement.setArray(
                    1,
                    driver.createArrayOf(
                            "int4",
                            changed.stream().mapToInt(key -> (int) (key >> 32)).toArray()));
            statement.setArray(
                    2,
                    driver.createArrayOf(
                            "int4", changed.stream().mapToInt(Long::intValue).toArray()));
            statement.executeUpdate();
        }
    }
}
