package org.reciprocity.reporting.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reciprocity.reporting.TestServers;
import org.reciprocity.reporting.Wait;

/** What analysts can do by SQL: read documented views, and nothing else. */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
class AnalystViewsTest {
    private static final Path DOCS = Path.of("..", "docs");

    @Inject
    DataSource database;

    private interface Work {
        void with(Connection connection) throws SQLException, IOException;
    }

    private void asAnalyst(Work work) throws SQLException, IOException {
        try (var connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try (var statement = connection.createStatement()) {
                statement.execute("set local role reciprocity_analyst");
            }
            try {
                work.with(connection);
            } finally {
                connection.rollback();
            }
        }
    }

    private static List<String> column(Connection connection, String sql) throws SQLException {
        var values = new ArrayList<String>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select 1 from public.edition",
                "select 1 from public.edition_table",
                "select 1 from public.release",
                "select 1 from public.released_number",
                "select 1 from public.generation",
                "delete from analyst.figure",
                "update analyst.figure set name = 'x'",
                "create table analyst.mine (a int)"
            })
    void theRoleReadsViewsAndNothingElse(String sql) throws Exception {
        asAnalyst(connection -> {
            try (var statement = connection.createStatement()) {
                var refused = assertThrows(SQLException.class, () -> statement.execute(sql));
                assertEquals("42501", refused.getSQLState(), sql);
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"pair", "hours", "balance", "ident"})
    void theRoleDoesNotReadAGenerationsTables(String table) throws Exception {
        String live;
        try (var connection = database.getConnection()) {
            var query = "select id from generation where state = 'live'";
            Wait.until(() -> !column(connection, query).isEmpty());
            live = column(connection, query).getFirst();
            assertEquals(
                    1,
                    column(connection, "select count(*) from g" + live + "." + table)
                            .size(),
                    "its owner reads it");
        }
        theRoleReadsViewsAndNothingElse("select 1 from g" + live + "." + table);
        asAnalyst(connection -> {
            try (var statement = connection.createStatement()) {
                statement.execute("set local search_path to g" + live);
                var refused = assertThrows(SQLException.class, () -> statement.execute("select 1 from " + table));
                assertTrue(List.of("42501", "42P01").contains(refused.getSQLState()), refused.getSQLState());
            }
        });
    }

    @Test
    void theRoleStartsReadOnly() throws Exception {
        try (var connection = database.getConnection()) {
            assertEquals(
                    List.of("default_transaction_read_only=on"),
                    column(
                            connection,
                            "select unnest(setconfig) from pg_db_role_setting where setrole = 'reciprocity_analyst'::regrole"));
        }
    }

    @Test
    void everyViewAndColumnHasACommentAndStandsInTheReference() throws Exception {
        var page = Files.readString(DOCS.resolve("reference/analyst-views.md"));
        asAnalyst(connection -> {
            var views = column(
                    connection, "select table_name from information_schema.views where table_schema = 'analyst'");
            assertEquals(new TreeSet<>(List.of("edition", "figure", "latest", "number")), new TreeSet<>(views));
            for (var view : views) {
                assertTrue(page.contains("## `analyst." + view + "`"), view);
                assertEquals(
                        1,
                        column(
                                        connection,
                                        "select 1 where obj_description('analyst." + view + "'::regclass) is not null")
                                .size(),
                        view);
            }
            var columns = column(connection, """
                    select a.attname || case when col_description(a.attrelid, a.attnum) is null then ' has no comment' else '' end
                    from pg_attribute a where a.attnum > 0 and a.attrelid in
                        ('analyst.edition'::regclass, 'analyst.figure'::regclass, 'analyst.number'::regclass)
                    """);
            for (var column : columns) {
                assertTrue(page.contains("| `" + column + "` |"), column);
            }
        });
    }

    @Test
    void theCatalogueIsThere() throws Exception {
        org.reciprocity.reporting.Wait.until(() -> {
            try (var connection = database.getConnection()) {
                return !column(connection, "select figure from analyst.figure").isEmpty();
            }
        });
        asAnalyst(connection -> assertTrue(
                column(connection, "select figure from analyst.figure").contains("hours-given")));
    }

    @Test
    void theTenQuestionsCanBeAsked() throws Exception {
        var page = Files.readString(DOCS.resolve("how-to/ask-ten-questions.md"));
        var blocks = Pattern.compile("```sql\n(.*?)```", Pattern.DOTALL)
                .matcher(page)
                .results()
                .map(block -> block.group(1))
                .toList();
        assertEquals(10, blocks.size());
        asAnalyst(connection -> {
            for (var sql : blocks) {
                try (var statement = connection.createStatement();
                        var rows = statement.executeQuery(sql)) {
                    assertTrue(rows.getMetaData().getColumnCount() > 1, sql);
                }
            }
        });
    }
}
