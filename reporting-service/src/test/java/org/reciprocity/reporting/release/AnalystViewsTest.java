package org.reciprocity.reporting.release;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
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
                "select 1 from public.released_restatement",
                "select 1 from public.release_figure",
                "select 1 from public.release_programme",
                "select 1 from public.edition_contract",
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
            assertEquals(
                    new TreeSet<>(List.of(
                            "edition", "edition_figure", "figure", "latest", "number", "programme", "restatement")),
                    new TreeSet<>(views));
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
                        ('analyst.edition'::regclass, 'analyst.edition_figure'::regclass, 'analyst.figure'::regclass,
                         'analyst.number'::regclass, 'analyst.programme'::regclass, 'analyst.restatement'::regclass)
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

    /** What the ten questions come to of the community of {@link ReleasedEditions} whose late entries are restated, by question. */
    private static final List<List<String>> ANSWERS = List.of(
            List.of("RESTATED|-|0|40|false", "RESTATED|KITCHEN|0|40|false"),
            List.of("RESTATED|2025-Q1|1|told", "RESTATED|2025-Q2|0|told"),
            List.of(
                    "RESTATED|byReason|nobody-proposed|-|20|false",
                    "RESTATED|bySkill|lifts|20|20|false",
                    "RESTATED|bySkill|shopping|20|-|false",
                    "RESTATED|byWeekday|1-monday|-|20|false"),
            List.of("RESTATED|2025-03|40|20", "RESTATED|2025-04|0|0"),
            List.of("RESTATED|-|50|10|50", "RESTATED|KITCHEN|50|10|50"),
            List.of("RESTATED|2024|1|1", "RESTATED|2025|0.67|0.8"),
            // In 2025 a half gave alike: the Gini of 0.5 would say that no more than a half gave nothing.
            List.of("RESTATED|2024|0|told", "RESTATED|2025|-|withheld"),
            List.of(
                    "RESTATED|KITCHEN|2024|both/professionals|1|told|-",
                    "RESTATED|KITCHEN|2025|both/professionals|1|told|-",
                    "RESTATED|KITCHEN|all|both/professionals|1|told|-"),
            List.of(
                    "RESTATED|2024|0.5|told|-",
                    "RESTATED|2025|-|none|Nothing was requested and nobody was referred in the period.",
                    "RESTATED|all|0.5|told|-"),
            restated(
                    List.of("-", "KITCHEN"),
                    List.of(
                            "exchanges||40|80|40",
                            "exchanges|byKind/service|40|80|40",
                            "hours-given||40|80|40",
                            "hours-given|flow/peer-to-peer|40|80|40",
                            "hours-given|kind/service|40|80|40",
                            "hours-given|per-active|1|2|1",
                            "hours-received||40|80|40",
                            "hours-received|per-active|1|2|1",
                            "late-entries||40|80|40")));

    /**
     * Rows of March, of each place; hours received and flows are told of the whole community only. And of April, whose network has March
     * in it: 80 of 120 hours came back then, and 160 of 200 do now. No entry of April came late, so that no reason is told.
     */
    private static List<String> restated(List<String> places, List<String> numbers) {
        return places.stream()
                .flatMap(place -> Stream.concat(
                        numbers.stream()
                                .filter(number -> place.equals("-") || !number.matches("hours-received.*|.*flow/.*"))
                                .map(number -> "RESTATED|" + place + "|2025-03|" + number + "|40|late-entries|told"),
                        Stream.of("generalised-reciprocity", "weighted-reciprocity")
                                .map(figure -> "RESTATED|" + place + "|2025-04|" + figure
                                        + "||0.67|0.8|0.13|0|not-told|told")))
                .sorted()
                .toList();
    }

    @Test
    void theTenQuestionsAreAnsweredOfAKnownRelease() throws Exception {
        ReleasedEditions.play();
        var questions = questions();
        assertEquals(ANSWERS.size(), questions.size());
        asAnalyst(connection -> {
            var checks = new ArrayList<Executable>();
            for (int i = 0; i < questions.size(); i++) {
                var answer = rows(connection, questions.get(i)).stream()
                        .filter(row -> row.startsWith("RESTATED|"))
                        .sorted()
                        .toList();
                var expected = ANSWERS.get(i);
                var question = "question " + (i + 1);
                checks.add(() -> assertEquals(expected, answer, question));
            }
            assertAll(checks);
        });
    }

    @Test
    void aProgrammeThatIsAsDeclaredDoesNotDiffer() throws Exception {
        ReleasedEditions.play();
        asAnalyst(connection ->
                assertTrue(rows(connection, questions().get(7)).contains("RELEASES|GARDENS|all|both/users|0|told|-")));
    }

    @Test
    void whatOnlyTwoDidIsInNoAnswer() throws Exception {
        ReleasedEditions.play();
        asAnalyst(connection -> {
            var answer = rows(connection, questions().getFirst()).stream()
                    .filter(row -> row.startsWith("RELEASES|VISITS|"))
                    .toList();
            // Nobody received only; how many did both, two, is withheld.
            assertEquals(List.of("RELEASES|VISITS|0|-|true"), answer);
        });
    }

    @Test
    void numbersStandBesideWhoPaysOnThemAndWhatToBewareOf() throws Exception {
        ReleasedEditions.play();
        asAnalyst(connection -> {
            assertEquals(List.of("hours-given|hours-received \\| both|gardens-2025"), rows(connection, """
                            select distinct figure, replace(counter_figure, '|', '\\|'), paid_on from analyst.latest
                            where community_code = 'RELEASES' and paid_on is not null
                            """));
            assertEquals(
                    List.of("reciprocity|A time bank aims at generalised reciprocity; r alone understates it."),
                    rows(connection, """
                            select distinct figure, caveats from analyst.latest where community_code = 'RELEASES' and figure = 'reciprocity'
                            """));
        });
    }

    private static List<String> questions() throws IOException {
        return Pattern.compile("```sql\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(DOCS.resolve("how-to/ask-ten-questions.md")))
                .results()
                .map(block -> block.group(1))
                .toList();
    }

    /** The rows of an answer, their columns between bars; nothing is a dash, and a number has no zeros at its end. */
    private static List<String> rows(Connection connection, String sql) throws SQLException {
        var lines = new ArrayList<String>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            int columns = rows.getMetaData().getColumnCount();
            while (rows.next()) {
                var line = new StringJoiner("|");
                for (int i = 1; i <= columns; i++) {
                    line.add(
                            switch (rows.getObject(i)) {
                                case null -> "-";
                                case BigDecimal number ->
                                    number.stripTrailingZeros().toPlainString();
                                case Object other -> other.toString();
                            });
                }
                lines.add(line.toString());
            }
        }
        return lines;
    }
}
