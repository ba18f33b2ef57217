package org.reciprocity.reporting.release;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.reciprocity.reporting.release.ReleasedEditions.AGENCY;
import static org.reciprocity.reporting.release.ReleasedEditions.KITCHEN;
import static org.reciprocity.reporting.release.ReleasedEditions.analyst;
import static org.reciprocity.reporting.release.ReleasedEditions.first;
import static org.reciprocity.reporting.release.ReleasedEditions.restatedFirst;
import static org.reciprocity.reporting.release.ReleasedEditions.restatedSecond;
import static org.reciprocity.reporting.release.ReleasedEditions.second;
import static org.reciprocity.reporting.release.ReleasesOverHttpTest.accepting;
import static org.reciprocity.reporting.release.ReleasesOverHttpTest.unzipped;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import javax.sql.DataSource;
import org.duckdb.DuckDBDriver;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reciprocity.reporting.TestServers;
import org.reciprocity.reporting.Tokens;

/** A release can be read alone, with the words of its time. */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
class ReleaseTakenAwayTest {
    @TempDir
    Path folder;

    @Inject
    DataSource database;

    @BeforeEach
    void play() {
        ReleasedEditions.play();
    }

    private void write(String sql) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            assertTrue(statement.executeUpdate(sql) > 0, sql);
        }
    }

    private String text(String sql) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            assertTrue(rows.next(), sql);
            return rows.getString(1);
        }
    }

    private static String file(int edition, String name) throws IOException {
        return new String(
                unzipped(analyst("/releases/" + edition).asByteArray()).get(name), StandardCharsets.UTF_8);
    }

    @Test
    void aReleaseKeepsTheDefinitionsThatItWasPublishedWith() throws Exception {
        var ofActive = " where edition = " + first + " and figure = 'active'";
        var definition = text("select definition from release_figure" + ofActive);
        // As if other rules had published it.
        write("update release_figure set definition = 'Who came.', formula = 'came', caveat = 'Once.', rule_version = 1"
                + ofActive);
        try {
            assertTrue(file(first, "figures.csv").contains(",Who came.,came,participants,Once.,"));
            assertFalse(file(second, "figures.csv").contains("Who came."));
            analyst("/releases/" + first + "/book?period=2025-03")
                    .then()
                    .body(containsString("<dd>Who came.</dd>"))
                    .body(containsString("<dd>came</dd>"))
                    .body(containsString("<dt>Beware</dt><dd>Once.</dd>"));
            analyst("/releases/" + second + "/book?period=2025-03").then().body(not(containsString("Who came.")));
            analyst("/figures/active?communityId=RELEASES&period=2025-03&asOf=" + first)
                    .then()
                    .body("caveats", hasItem("Once."));
            assertEquals("Who came.", text("select definition from analyst.edition_figure" + ofActive));
            assertEquals(definition, text("select definition from analyst.figure where figure = 'active'"));
        } finally {
            write(
                    "update release_figure o set definition = n.definition, formula = n.formula, caveat = n.caveat, rule_version = n.rule_version"
                            + " from release_figure n where o.edition = " + first + " and n.edition = " + second
                            + " and o.figure = 'active' and n.figure = 'active'");
        }
        assertEquals(definition, text("select definition from release_figure" + ofActive));
    }

    @Test
    void aReleaseFromBeforeItsCatalogueWasKeptSaysSo() throws Exception {
        analyst("/releases/" + first + "/book?period=2025-03")
                .then()
                .body(not(containsString(ReleasedCatalogue.LATER)));
        assertFalse(file(first, "datapackage.json").contains(ReleasedCatalogue.LATER));
        write("update release_figure set as_released = false where edition = " + first);
        try {
            assertTrue(file(first, "datapackage.json").contains(ReleasedCatalogue.LATER));
            analyst("/releases/" + first + "/book?period=2025-03").then().body(containsString(ReleasedCatalogue.LATER));
            assertEquals("f", text("select distinct as_released from analyst.edition_figure where edition = " + first));
        } finally {
            write("update release_figure set as_released = true where edition = " + first);
        }
    }

    @Test
    void everyTableOfAPackageLeadsToAnotherThatIsInIt() throws Exception {
        for (var edition : List.of(second, restatedFirst, restatedSecond)) {
            var files = unzipped(analyst("/releases/" + edition).asByteArray());
            for (var name : files.keySet()) {
                Files.write(folder.resolve(name), files.get(name));
            }
            try (var duck = new DuckDBDriver().connect("jdbc:duckdb:", new Properties());
                    var statement = duck.createStatement();
                    var result = statement.executeQuery("""
                            with n as (select * from read_csv('%1$s/numbers.csv', all_varchar = true)),
                                r as (select * from read_csv('%1$s/restatements.csv', all_varchar = true)),
                                p as (select * from read_csv('%1$s/programmes.csv', all_varchar = true)),
                                f as (select * from read_csv('%1$s/figures.csv', all_varchar = true))
                            select (select count(*) from n join p using (programme)),
                                (select count(*) from n anti join p using (programme) where n.programme is not null),
                                (select count(*) from r anti join p using (programme) where r.programme is not null),
                                (select count(*) from r anti join f using (figure)),
                                (select count(*) from p where code is null or name is null or community_code is null),
                                (select count(*) from r)
                            """.formatted(folder))) {
                assertTrue(result.next());
                assertTrue(result.getLong(1) > 0);
                for (int column = 2; column <= 5; column++) {
                    assertEquals(0, result.getLong(column), "column " + column);
                }
                assertEquals(edition == restatedSecond, result.getLong(6) > 0);
            }
        }
    }

    @Test
    void everyFieldOfAPackageSaysWhatItIs() throws Exception {
        var tables = new HashSet<String>();
        for (JsonNode resource :
                new ObjectMapper().readTree(file(second, "datapackage.json")).get("resources")) {
            tables.add(resource.get("name").asText());
            var said = new HashSet<String>();
            for (JsonNode field : resource.get("schema").get("fields")) {
                var what = field.path("description").asText();
                assertTrue(what.length() > 5 && said.add(what), field.toString());
            }
            for (JsonNode key : resource.get("schema").path("foreignKeys")) {
                var table = key.get("reference").get("resource").asText();
                assertTrue(List.of("figures", "programmes").contains(table), table);
            }
        }
        assertEquals(
                new HashSet<>(List.of("numbers", "numbers-parquet", "figures", "programmes", "restatements")), tables);
        assertTrue(file(second, "figures.csv").contains("org.reciprocity.exchange-settled.v1"));
    }

    @Test
    void filesAndViewsAreJoinedByTheIdOfTheProgramme() throws Exception {
        assertTrue(file(restatedSecond, "programmes.csv").contains("\r\n" + KITCHEN + ",KITCHEN,"));
        for (var view : List.of("number", "latest", "restatement", "programme")) {
            assertEquals(
                    KITCHEN.toString(),
                    text("select distinct programme from analyst." + view
                            + " where programme_code = 'KITCHEN' and edition = " + restatedSecond),
                    view);
        }
        assertEquals(
                "0", text("select count(*) from analyst.number where (programme is null) <> (programme_code is null)"));
    }

    @Test
    void restatementsAreAnsweredAsCsvAndParquetAndSayWhatTheyWereMadeFrom() throws Exception {
        for (var path : List.of("/releases/" + restatedSecond, "/editions/" + restatedSecond)) {
            var token = path.startsWith("/editions") ? Tokens.steward(AGENCY) : Tokens.analyst(AGENCY);
            var restatements = path + "/restatements";
            var json = accepting(restatements, "application/json", token);
            json.then().statusCode(200).body("asOf.edition", equalTo(restatedSecond));
            var csv = accepting(restatements, "text/csv", token);
            csv.then().statusCode(200).contentType(startsWith("text/csv"));
            var parquet = accepting(restatements, "application/vnd.apache.parquet", token);
            parquet.then().statusCode(200).contentType("application/vnd.apache.parquet");

            for (var answer : List.of(csv, parquet)) {
                var asOf = new JsonPath(answer.header("Reciprocity-As-Of"));
                assertEquals(json.jsonPath().getMap("asOf.through"), asOf.getMap("through"));
                assertEquals(restatedSecond, asOf.getInt("edition"));
            }
            var tables = List.of(
                    "read_csv('" + Files.write(folder.resolve("r.csv"), csv.asByteArray()) + "', header = true)",
                    "read_parquet('" + Files.write(folder.resolve("r.parquet"), parquet.asByteArray()) + "')");
            try (var duck = new DuckDBDriver().connect("jdbc:duckdb:", new Properties());
                    var statement = duck.createStatement()) {
                for (var table : tables) {
                    try (var row = statement.executeQuery(
                            "select count(*), max(after - before) filter (where figure = 'hours-given' and"
                                    + " period = '2025-03' and programme is null), min(earlier), count(distinct programme) from "
                                    + table)) {
                        assertTrue(row.next());
                        assertEquals(json.jsonPath().getList("restated").size(), row.getInt(1), table);
                        assertEquals(40, row.getDouble(2), table);
                        assertEquals(restatedFirst, row.getInt(3), table);
                        assertEquals(1, row.getInt(4), table);
                    }
                }
            }
            accepting(restatements, "application/xml", token).then().statusCode(406);
        }
        assertEquals(
                accepting("/releases/" + restatedSecond + "/restatements", "text/csv", Tokens.analyst(AGENCY))
                        .asString(),
                file(restatedSecond, "restatements.csv"));
    }
}
