package org.reciprocity.ledger;

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
            select count(*)::text || ' rows, ' || md5(coalesce(string_agg(md5(t::text), '' order by md5(t::text)), ''))
              from "%s" t where %s = '%s'
            """;

    private WholeBook() {}

    /** By table, how many rows it has of the community, and a digest of them. */
    static Map<String, String> of(UUID community) {
        var book = new TreeMap<String, String>();
        Book.rows(TABLES)
                .forEach(
                        row -> book.put((String) row[0], Book.text(ROWS.formatted(row[0], "community_id", community))));
        book.put("event", Book.text(ROWS.formatted("event", "chain", community)));
        book.put("community", Book.text(ROWS.formatted("community", "id", community)));
        return book;
    }
}
