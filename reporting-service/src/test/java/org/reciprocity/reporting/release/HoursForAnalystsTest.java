package org.reciprocity.reporting.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.duckdb.DuckDBDriver;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reciprocity.reporting.HttpWorld;
import org.reciprocity.reporting.Story;
import org.reciprocity.reporting.Story.Leg;
import org.reciprocity.reporting.TestLog;
import org.reciprocity.reporting.TestServers;
import org.reciprocity.reporting.Tokens;

/** Which hours analysts are told, beside those that stewards see. */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
class HoursForAnalystsTest {
    private static final AtomicBoolean PLAYED = new AtomicBoolean();
    private static final UUID AGENCY = Story.id(13_010);
    private static final UUID PLANNERS = Story.id(13_009);
    private static long next = 13_700;
    private static int planned;

    @Inject
    DataSource database;

    @TempDir
    Path folder;

    @BeforeEach
    void play() {
        if (PLAYED.getAndSet(true)) {
            return;
        }
        HttpWorld.ledger(planning().toArray(TestLog.Entry[]::new));
        HttpWorld.awaitFolded();
        planned = ReleasesOverHttpTest.release(AGENCY, "PLANNERS", "2025-03", "hours-for-analysts");
    }

    private static Response analyst(String path) {
        return HttpWorld.get(path, Tokens.analyst(AGENCY));
    }

    /** Twenty plan in a session that ten more attend; thirty serve each other, half of them as neighbours; twenty spend an hour. */
    private static List<TestLog.Entry> planning() {
        var entries = new ArrayList<TestLog.Entry>();
        entries.add(Story.agency(AGENCY, "PLANNER"));
        entries.add(Story.community(PLANNERS, "PLANNERS", "Europe/London", AGENCY));
        var session = new ArrayList<String>();
        for (int i = 0; i < 30; i++) {
            var planner = planner(i);
            entries.add(Story.participant(PLANNERS, planner, AGENCY));
            var leg = new Leg(planner, planner((i + 1) % 30), 60, i % 2 == 0 ? "neighbour" : "member");
            entries.add(Story.settled(PLANNERS, Story.id(next++), "service", null, "2025-03-11T10:00:00Z", leg));
            session.add(
                    i < 20
                            ? "{\"provider\":\"%s\",\"receiver\":\"%s\",\"minutes\":60}".formatted(planner, PLANNERS)
                            : "{\"provider\":\"%s\",\"receiver\":\"%s\",\"minutes\":90}".formatted(PLANNERS, planner));
            if (i < 20) {
                entries.add(Story.settled(
                        PLANNERS,
                        Story.id(next++),
                        "redemption",
                        null,
                        "2025-03-20T10:00:00Z",
                        Leg.of(AGENCY, planner, 60)));
            }
        }
        entries.add(TestLog.Entry.of(
                TestLog.EXCHANGES,
                "exchange-settled.v1",
                PLANNERS,
                Story.id(next++),
                "{\"kind\":\"codesign\",\"occurredAt\":\"2025-03-04T13:00:00Z\",\"session\":true,\"legs\":["
                        + String.join(",", session) + "],\"postings\":{}}"));
        return entries;
    }

    private static UUID planner(int number) {
        return Story.id(13_300 + number);
    }

    private static JsonPath planned(String figure, String token) {
        return HttpWorld.get("/figures/" + figure + "?communityId=PLANNERS&period=2025-03", token)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    @Test
    void whatIsPlannedInASessionIsCodesignToAnalystsAsItIsToStewards() {
        var exact = planned("hours-given", Tokens.steward(AGENCY));
        var told = planned("hours-given", Tokens.analyst(AGENCY));
        Map<String, Integer> kinds = exact.getMap("parts.minutesByKind");
        Map<String, Integer> flows = exact.getMap("parts.minutesByFlow");
        Map<String, Object> parts = told.getMap("parts");

        assertEquals(Map.of("service", 1800, "codesign", 1200), kinds);
        kinds.forEach((kind, minutes) -> assertEquals(minutes / 60, parts.get("kind/" + kind), kind));
        assertEquals(Set.of("neighbour", "peer-to-peer", "user-to-common"), flows.keySet());
        assertEquals(flows.get("neighbour") / 60, parts.get("flow/neighbour"));
        assertEquals(flows.get("peer-to-peer") / 60, parts.get("flow/peer-to-peer"));
        assertEquals(
                Set.of("kind/service", "kind/codesign", "flow/neighbour", "flow/peer-to-peer", "per-active"),
                parts.keySet());
        for (var figure : List.of("hours-given", "hours-codesign", "hours-received", "hours-redeemed")) {
            assertEquals(
                    planned(figure, Tokens.steward(AGENCY)).getInt("value"),
                    planned(figure, Tokens.analyst(AGENCY)).getInt("value"),
                    figure);
        }
    }

    @Test
    void mutualSupportIsMadeOfHoursThatAreTold() {
        assertEquals(
                planned("profile-mutual-support", Tokens.steward(AGENCY)).getFloat("value"),
                planned("profile-mutual-support", Tokens.analyst(AGENCY)).getFloat("value"));
    }

    @Test
    void hoursAreToldOnEveryPathThatAnalystsHave() throws Exception {
        var told = List.of(
                "hours-codesign,,20",
                "hours-given,,50",
                "hours-given,flow/neighbour,15",
                "hours-given,flow/peer-to-peer,15",
                "hours-given,kind/codesign,20",
                "hours-given,kind/service,30",
                "hours-received,,45",
                "hours-redeemed,,20");
        var csv = ReleasesOverHttpTest.accepting(
                        "/figures/table?communityId=PLANNERS&period=2025-03", "text/csv", Tokens.analyst(AGENCY))
                .asString();
        var files =
                ReleasesOverHttpTest.unzipped(analyst("/releases/" + planned).asByteArray());
        var numbers = new String(files.get("numbers.csv"), StandardCharsets.UTF_8);
        var book = analyst("/releases/" + planned + "/book?period=2025-03").asString();
        for (var line : told) {
            assertTrue(csv.contains(",2025-03," + line + (line.contains(",,") ? ",hours,told," : ",,told,")), line);
            assertTrue(numbers.contains(",2025-03," + line + ",hours,told,"), line);
            assertTrue(book.contains("<section id=\"" + line.substring(0, line.indexOf(',')) + "\">"), line);
        }
        assertTrue(book.contains("<div class=\"value\">45 hours</div>"));
        assertTrue(book.contains("flow/neighbour"));
        assertFalse(csv.contains("one-to-one") || csv.contains("in-sessions"));
        var parquet = Files.write(folder.resolve("hours.parquet"), files.get("numbers.parquet"));
        try (var duck = new DuckDBDriver().connect("jdbc:duckdb:", new Properties());
                var connection = database.getConnection()) {
            assertEquals(told, hours(duck, "read_parquet('" + parquet + "') where true"));
            assertEquals(told, hours(connection, "analyst.latest where community_code = 'PLANNERS'"));
        }
    }

    /** Which hours are told of March, but per active participant. */
    private static List<String> hours(Connection connection, String from) throws SQLException {
        var lines = new ArrayList<String>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("select figure, part, cast(value as int) from " + from
                        + " and period = '2025-03' and figure in ('hours-given', 'hours-codesign', 'hours-received',"
                        + " 'hours-redeemed') and part <> 'per-active' and state = 'told'")) {
            while (rows.next()) {
                lines.add(rows.getString(1) + "," + rows.getString(2) + "," + rows.getInt(3));
            }
        }
        lines.sort(Comparator.naturalOrder());
        return lines;
    }
}
