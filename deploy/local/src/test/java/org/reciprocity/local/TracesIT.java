package org.reciprocity.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reciprocity.local.system.DataFolder;
import org.reciprocity.local.system.LocalSystem;
import org.reciprocity.local.system.Ports;
import org.reciprocity.local.system.Service;
import org.reciprocity.local.system.Terminal;

/**
 * Looks for a person in all that a whole system leaves behind: every row of every database, Kafka's records, every file that
 * Kafka and PostgreSQL wrote, and every log.
 */
class TracesIT {
    private static final Path ROOT = Path.of(System.getProperty("reciprocity.root"));

    @TempDir
    Path folder;

    private final String letters = UUID.randomUUID().toString().substring(0, 8);

    /** A name that occurs nowhere else. */
    private final String name = "Zzyzx" + letters;

    /** A reference that an agency knows the person by. It is held until the erasure. */
    private final String reference = "Qwxyz" + letters;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final Terminal terminal = new Terminal(new PrintStream(said, true, StandardCharsets.UTF_8), false);
    private final ConcurrentLinkedQueue<String> obituaries = new ConcurrentLinkedQueue<>();
    private final UUID ana = UUID.randomUUID();
    private DataFolder data;
    private LocalSystem system;
    private Neighbours street;

    @BeforeEach
    void start() {
        data = DataFolder.take(folder.resolve("data"));
        system = new LocalSystem(ROOT, Ports.free(Map.of()), data, terminal, obituaries::add);
        system.start();
        street = new Neighbours(system);
    }

    @AfterEach
    void stop() {
        street.close();
        system.close();
        data.close();
        System.out.println(said.toString(StandardCharsets.UTF_8));
    }

    @Test
    void ofANameAreNowhereAndOfAReferenceOnlyUntilTheErasureWhileNoFigureMoves() throws IOException {
        street.register(ana, reference);
        put("/participants/" + ana + "/details", "0", """
                {"name":"%1$s","knownAs":"%1$s","address":["%1$s"],"emergencyContact":"%1$s","notes":"%1$s"}
                """.formatted(name));
        street.allIsKnown();
        matched();
        street.created(street.token, "/exchanges", street.exchange(ana, street.giver, 60));
        street.created(street.token, "/exchanges", street.exchange(street.giver, ana, 60));
        assertTrue(
                street.get(Service.LEDGER, street.token, "/participants/" + ana + "/details")
                        .toString()
                        .contains(name),
                "it is held");
        street.allIsKnown();
        var hours = hoursGiven();

        assertEquals(List.of(), traces(name).all());
        assertEquals(List.of(), traces(name).inFiles(""));
        assertFalse(traces(reference).all().isEmpty(), "it is held for its agency");

        street.created(street.token, "/participants/" + ana + "/erasure", "{\"reason\":\"requested\"}");
        Waits.eventually("the key is destroyed", () -> street.get(
                        Service.LEDGER, street.token, "/participants/" + ana + "/erasure")
                .has("keyDestroyedAt"));
        street.allIsKnown();

        assertEquals(List.of(), traces(name).all());
        assertEquals(List.of(), traces(name).inFiles(""));
        assertEquals(List.of(), traces(reference).all());
        assertEquals(List.of(), traces(reference).inFiles("kafka"));
        assertEquals(List.of(), traces(reference).inFiles("logs"));
        assertEquals(hours, hoursGiven(), "no figure has moved");
        var audit = street.get(Service.LEDGER, street.token, "/communities/" + street.community + "/audit");
        assertTrue(audit.path("intact").booleanValue(), audit::toString);
        assertTrue(street.invariantsHold());
        assertEquals(List.of(), List.copyOf(obituaries));
    }

    @Test
    void areFoundWhereverTheyAre() throws IOException {
        var databases = List.of("keys", "ledger", "matching", "reporting");
        for (var one : databases) {
            try (var database = street.database(one)) {
                database.change("create schema planted");
                database.change("create table planted.here as select '" + name + "'::bytea as what");
            }
        }
        Files.writeString(data.log("planted"), name);
        street.created(street.token, "/programmes", """
                {"communityId":"%s","code":"%s","name":"x","design":"both","delivery":"both","earnsCredit":true,"risk":"low"}
                """.formatted(street.community, name.toLowerCase(Locale.ROOT)));
        street.allIsKnown();

        assertEquals(
                databases.stream().map(one -> one + ": planted.here").toList(),
                traces(name).all());
        assertTrue(traces(name).inFiles("").stream().anyMatch(file -> file.startsWith("postgres/")));
        assertEquals(List.of("logs/planted.log"), traces(name).inFiles("logs"));
        var code = traces(name.toLowerCase(Locale.ROOT));
        assertTrue(code.all().contains("kafka: reciprocity.registry.v1"), code.all()::toString);
    }

    private Traces traces(String text) {
        return new Traces(system, data, text);
    }

    /** What is given, as matching knows it. */
    private void matched() {
        street.created(Service.MATCHING, street.token, "/offers", """
                {"communityId":"%s","participantId":"%s","skill":"shopping","minutes":120,"area":"riverside",
                 "maxDistance":"same-area","from":"2026-05-04T00:00:00Z"}
                """.formatted(street.community, ana));
    }

    private void put(String path, String version, String body) {
        var answer =
                street.send(street.request(Service.LEDGER, street.token, path, Map.of("If-Match", '"' + version + '"'))
                        .PUT(HttpRequest.BodyPublishers.ofString(body))
                        .build());
        assertEquals(200, answer.statusCode(), answer::body);
    }

    private JsonNode hoursGiven() {
        var hours = street.get(
                        Service.REPORTING,
                        street.token,
                        "/figures/hours-given?period=all&communityId=" + street.community)
                .path("value");
        assertTrue(hours.isNumber() && hours.asDouble() > 0, hours::toString);
        return hours;
    }
}
