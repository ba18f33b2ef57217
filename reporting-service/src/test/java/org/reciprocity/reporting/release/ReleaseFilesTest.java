package org.reciprocity.reporting.release;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.reciprocity.reporting.release.ReleasedEditions.AGENCY;
import static org.reciprocity.reporting.release.ReleasedEditions.COMMUNITY;
import static org.reciprocity.reporting.release.ReleasedEditions.analyst;
import static org.reciprocity.reporting.release.ReleasedEditions.second;
import static org.reciprocity.reporting.release.ReleasesOverHttpTest.accepting;
import static org.reciprocity.reporting.release.ReleasesOverHttpTest.unzipped;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;
import org.duckdb.DuckDBDriver;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reciprocity.reporting.HttpWorld;
import org.reciprocity.reporting.TestServers;
import org.reciprocity.reporting.Tokens;
import org.reciprocity.reporting.generation.RuleVersion;

/** What analysts take away: tables as CSV and Parquet, whole releases, and the book of figures. */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
class ReleaseFilesTest {
    @TempDir
    Path folder;

    @BeforeEach
    void play() {
        ReleasedEditions.play();
    }

    @Test
    void aTableIsAnsweredAsCsvToWhoeverAcceptsIt() {
        var path = "/figures/table?communityId=RELEASES&period=2025-04";
        var lines = accepting(path, "text/csv", Tokens.analyst(AGENCY))
                .then()
                .statusCode(200)
                .contentType(startsWith("text/csv"))
                .extract()
                .asString()
                .split("\r\n");

        assertEquals(
                "edition,community,programme,period,figure,part,value,unit,state,reason,text,caveats,definition,counter_figure,"
                        + "paid_on,generation,rule_version",
                lines[0]);
        assertTrue(
                Arrays.stream(lines)
                        .anyMatch(line -> line.startsWith(second + "," + COMMUNITY
                                + ",,2025-04,hours-given,,,hours,withheld,\"" + Telling.TOO_FEW
                                + "\",,,/figures/hours-given/definition,hours-received | both,gardens-2025,")),
                lines[1]);
        accepting(path, "text/csv", Tokens.steward(AGENCY))
                .then()
                .body(containsString("," + COMMUNITY + ",,2025-04,hours-given,,20,hours,told,"))
                .body(containsString(",hours-given,minutesByKind/service,1200,,told,"));
        accepting("/figures/active?communityId=RELEASES&period=2025-03", "text/csv", Tokens.analyst(AGENCY))
                .then()
                .statusCode(200)
                .body(containsString(",2025-03,active,,40,participants,told,"));
        accepting(path, "application/xml", Tokens.analyst(AGENCY))
                .then()
                .statusCode(406)
                .body("type", equalTo("/problems/not-acceptable"));
    }

    @Test
    void aTableSaysWhatItWasMadeFrom() {
        var path = "/figures/active?communityId=RELEASES&period=2025-03";
        for (var token : List.of(Tokens.analyst(AGENCY), Tokens.steward(AGENCY))) {
            var answer = accepting(path, "text/csv", token);
            var asOf = HttpWorld.get(path, token).jsonPath();
            var header = new JsonPath(answer.header("Reciprocity-As-Of"));

            assertEquals(asOf.getMap("asOf.through"), header.getMap("through"));
            assertEquals(asOf.<Object>get("asOf.edition"), header.<Object>get("edition"));
            assertEquals(asOf.getInt("asOf.generation"), header.getInt("generation"));
            assertTrue(
                    answer.asString()
                            .lines()
                            .skip(1)
                            .allMatch(line -> line.endsWith(
                                    "," + asOf.getInt("asOf.generation") + "," + asOf.getInt("asOf.ruleVersion"))),
                    answer.asString());
        }
    }

    @Test
    void wordsStandInATableWhereThereIsNoNumber() {
        accepting(
                        "/figures/table?communityId=RELEASES&programmeId=GARDENS&period=2025-03",
                        "text/csv",
                        Tokens.steward(AGENCY))
                .then()
                .statusCode(200)
                .body(containsString(",cell-difference,programmes/GARDENS/observed,,,told,,not-observed/users,"));
    }

    @Test
    void aFigureThatIsPaidOnIsNotAloneInATable() {
        var rows = accepting(
                        "/figures/hours-given?communityId=RELEASES&programmeId=GARDENS&period=2025-03",
                        "text/csv",
                        Tokens.analyst(AGENCY))
                .asString();

        assertTrue(rows.contains(",2025-03,hours-given,,40,hours,told,,,,"), rows);
        assertTrue(rows.contains(",hours-received | both,gardens-2025,"), rows);
        assertTrue(rows.contains(",2025-03,both,,40,participants,told,"), rows);
        assertTrue(rows.contains(",2025-03,hours-received,,,hours,withheld,"), rows);
        analyst("/releases/" + second + "/book?period=2025-03&programmeId=GARDENS")
                .then()
                .body(containsString(
                        "Paid on</dt><dd>by contract gardens-2025, which sets against it: <a href=\"#both\">"))
                .body(containsString("</a>: 40 participants"));
    }

    @Test
    void caveatsStandBesideTheNumbersInEveryFile() throws Exception {
        var files = unzipped(analyst("/releases/" + second).asByteArray());
        var caveat = "A time bank aims at generalised reciprocity; r alone understates it.";
        for (var name : List.of("numbers.csv", "numbers.parquet")) {
            Files.write(folder.resolve(name), files.get(name));
        }
        accepting("/figures/reciprocity?communityId=RELEASES&period=2025-03", "text/csv", Tokens.analyst(AGENCY))
                .then()
                .body(containsString("," + caveat + ","));
        try (var duck = new DuckDBDriver().connect("jdbc:duckdb:", new Properties());
                var statement = duck.createStatement();
                var result = statement.executeQuery("""
                        select (select count(*) from read_csv('%1$s/numbers.csv', all_varchar = true)
                                where figure = 'reciprocity' and caveats = '%2$s'),
                            (select count(*) from read_parquet('%1$s/numbers.parquet')
                             where figure = 'reciprocity' and caveats = '%2$s'),
                            (select count(*) from read_parquet('%1$s/numbers.parquet') where figure = 'reciprocity'),
                            (select count(*) from read_parquet('%1$s/numbers.parquet')
                             where paid_on = 'gardens-2025' and figure = 'hours-given' and counter_figure = 'hours-received | both')
                        """.formatted(folder, caveat))) {
            assertTrue(result.next());
            assertTrue(result.getLong(3) > 0);
            assertEquals(result.getLong(3), result.getLong(1));
            assertEquals(result.getLong(3), result.getLong(2));
            assertTrue(result.getLong(4) > 0);
        }
    }

    @Test
    void aTableIsAnsweredAsParquetThatDuckDbReads() throws Exception {
        var bytes = accepting(
                        "/figures/table?communityId=RELEASES&period=2025-03",
                        "application/vnd.apache.parquet",
                        Tokens.analyst(AGENCY))
                .then()
                .statusCode(200)
                .contentType("application/vnd.apache.parquet")
                .extract()
                .asByteArray();
        var file = Files.write(folder.resolve("table.parquet"), bytes);

        try (var duck = new DuckDBDriver().connect("jdbc:duckdb:", new Properties());
                var statement = duck.createStatement();
                var result = statement.executeQuery("select edition, value, state from read_parquet('" + file
                        + "') where figure = 'hours-given' and part = ''")) {
            assertTrue(result.next());
            assertEquals(second, result.getLong(1));
            assertEquals(40.0, result.getDouble(2));
            assertEquals("told", result.getString(3));
        }
    }

    @Test
    void theCatalogueIsAnsweredAsCsvAndAsParquetToo() throws Exception {
        var token = Tokens.analyst(AGENCY);
        var listed = accepting("/figures", "application/json", token);
        listed.then().statusCode(200).body("[0].code", equalTo("hours-given"));
        var codes = listed.jsonPath().getList("code", String.class);
        var csv = accepting("/figures", "text/csv", token)
                .then()
                .statusCode(200)
                .contentType(startsWith("text/csv"))
                .extract()
                .asByteArray();
        var parquet = accepting("/figures", "application/vnd.apache.parquet", token)
                .then()
                .statusCode(200)
                .contentType("application/vnd.apache.parquet")
                .extract()
                .asByteArray();

        var text = new String(csv, StandardCharsets.UTF_8);
        assertTrue(
                text.startsWith(
                        "figure,name,definition,formula,unit,caveat,counter_figure,rule_version,source_events,bands\r\n"
                                + "hours-given,Hours given,"),
                text);
        var tables = List.of(
                "read_csv('" + Files.write(folder.resolve("catalogue.csv"), csv) + "', header = true)",
                "read_parquet('" + Files.write(folder.resolve("catalogue.parquet"), parquet) + "')");
        try (var duck = new DuckDBDriver().connect("jdbc:duckdb:", new Properties());
                var statement = duck.createStatement()) {
            for (var table : tables) {
                var found = new ArrayList<String>();
                try (var rows = statement.executeQuery("select figure from " + table)) {
                    while (rows.next()) {
                        found.add(rows.getString(1));
                    }
                }
                assertEquals(codes, found, table);
                try (var row = statement.executeQuery("select formula, rule_version, source_events, bands, caveat from "
                        + table + " where figure = 'enrolled'")) {
                    assertTrue(row.next());
                    assertEquals("count(distinct participant)", row.getString(1));
                    assertEquals(RuleVersion.CURRENT, row.getLong(2));
                    assertTrue(row.getString(3).contains("org.reciprocity.enrolment-ended.v1 "), row.getString(3));
                    assertEquals("age disability ethnicity deprivation", row.getString(4));
                    assertNull(row.getString(5));
                }
            }
        }
        accepting("/figures", "application/xml", token).then().statusCode(406);
        given().accept("text/csv").get("/figures").then().statusCode(401);
    }

    @Test
    void aWholeReleaseIsADataPackage() throws Exception {
        var zip = analyst("/releases/" + second);
        zip.then().statusCode(200).contentType("application/zip");
        var files = unzipped(zip.asByteArray());
        var description = new ObjectMapper().readTree(files.get("datapackage.json"));

        assertEquals(
                List.of(),
                SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(
                                Files.readString(Path.of("src/test/resources/data-package-requirements.schema.json")))
                        .validate(new String(files.get("datapackage.json"), StandardCharsets.UTF_8), InputFormat.JSON));
        for (JsonNode resource : description.get("resources")) {
            var bytes = files.get(resource.get("path").asText());
            assertEquals(bytes.length, resource.get("bytes").asInt());
            assertEquals(
                    "sha256:"
                            + HexFormat.of()
                                    .formatHex(
                                            MessageDigest.getInstance("SHA-256").digest(bytes)),
                    resource.get("hash").asText());
            if (resource.get("format").asText().equals("csv")) {
                var names = new ArrayList<String>();
                resource.get("schema")
                        .get("fields")
                        .forEach(field -> names.add(field.get("name").asText()));
                assertEquals(
                        String.join(",", names),
                        new String(bytes, StandardCharsets.UTF_8)
                                .lines()
                                .findFirst()
                                .orElseThrow());
            }
        }
        assertArrayEquals(zip.asByteArray(), analyst("/releases/" + second).asByteArray());
    }

    @Test
    void theFilesOfAReleaseHaveTheSameNumbersToDuckDb() throws Exception {
        var files = unzipped(analyst("/releases/" + second).asByteArray());
        for (var name : List.of("numbers.csv", "numbers.parquet", "figures.csv")) {
            Files.write(folder.resolve(name), files.get(name));
        }
        try (var duck = new DuckDBDriver().connect("jdbc:duckdb:", new Properties());
                var statement = duck.createStatement();
                var result = statement.executeQuery("""
                        select (select count(*) from read_csv('%1$s/numbers.csv', all_varchar = true)),
                            (select count(*) from read_parquet('%1$s/numbers.parquet')),
                            (select sum(value::double) from read_csv('%1$s/numbers.csv', all_varchar = true)),
                            (select sum(value) from read_parquet('%1$s/numbers.parquet')),
                            (select count(*) from read_csv('%1$s/numbers.csv', all_varchar = true) n
                             anti join read_csv('%1$s/figures.csv', all_varchar = true) f on n.figure = f.figure)
                        """.formatted(folder))) {
            assertTrue(result.next());
            assertTrue(result.getLong(1) > 100);
            assertEquals(result.getLong(1), result.getLong(2));
            assertEquals(result.getDouble(3), result.getDouble(4), 1e-6);
            assertEquals(0, result.getLong(5));
        }
    }

    @Test
    void theFigureBookNeedsNothingElseAndTellsNothingExact() {
        var page = analyst("/releases/" + second + "/book?period=2025-03")
                .then()
                .statusCode(200)
                .contentType(startsWith("text/html"))
                .body(containsString("<section id=\"hours-given\">"))
                .body(containsString("<div class=\"value\">40 hours</div>"))
                .body(containsString("as of edition " + second))
                .body(not(containsString("src=")))
                .body(not(containsString("http")))
                .extract()
                .asString();

        Pattern.compile("href=\"#([^\"]+)\"")
                .matcher(page)
                .results()
                .forEach(link -> assertTrue(page.contains("<section id=\"" + link.group(1) + "\">"), link.group(1)));
        analyst("/releases/" + second + "/book?period=2025-04&programmeId=VISITS")
                .then()
                .statusCode(200)
                .body(containsString(Telling.TOO_FEW));
        assertEquals(
                HttpWorld.get("/releases/" + second + "/book?period=2025-03", Tokens.steward(AGENCY))
                        .asString(),
                page);
    }
}
