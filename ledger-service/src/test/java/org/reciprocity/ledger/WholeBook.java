package org.reciprocity.ledger;

import java.util.ArrayList;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** All that the database has of a community, to be compared with what it has later. */
final class WholeBook {
    private static final String TABLES = """
            select c.table_name::text from information_schema.columns c
              join information_schema.tables t using (table_schema, table_name)
             where c.table_schema = 'public' and c.column_name = 'community_id' and t.table_type = 'BASE TABLE'
            """;

    private static final String ROWS = """
            select '%1$s', count(*)::text || ' rows, ' || md5(coalesce(string_agg(md5(t::text), '' order by md5(t::text)), ''))
              from "%1$s" t where %2$s = '%3$s'
            """;

    private WholeBook() {}

    /** By table, how many rows it has of the community, and a digest of them. */
    static Map<String, String> of(UUID community) {
        var parts = new ArrayList<String>();
        Book.rows(TABLES).forEach(row -> parts.add(ROWS.formatted(row[0], "community_id", community)));
        parts.add(ROWS.formatted("event", "chain", community));
        parts.add(ROWS.formatted("community", "id", community));
        // In one statement, since each is asked over a connection of its own.
        var book = new TreeMap<String, String>();
        Book.rows(String.join(" union all ", parts)).forEach(row -> book.put((String) row[0], (String) row[1]));
        return book;
    }
}
