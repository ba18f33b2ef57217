package org.reciprocity.reporting.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.reciprocity.eventlog.fold.UnreadableRecordException;

/** Reads every example of the contract, and nothing that lacks what the reader needs. */
class ContractTest {
    private static final Path CONTRACTS = Path.of(System.getProperty("reciprocity.root"), "docs", "contracts");

    static List<Path> examples() throws IOException {
        try (var files = Files.list(CONTRACTS.resolve("examples"))) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        }
    }

    private static String type(Path example) {
        return "org.reciprocity."
                + example.getFileName().toString().replaceAll("\\.json$", "").replaceAll("(\\.v[0-9]+)-[0-9]+$", "$1");
    }

    /** Reads a body as a fold would, and answers with what was understood. */
    private static Object read(String type, byte[] body) throws UnreadableRecordException {
        var scanner = new ExchangeScanner();
        switch (type) {
            case EventTypes.EXCHANGE_SETTLED -> {
                scanner.settled(body, 0, body.length);
                return scanner.kind + scanner.legs + "/" + scanner.postings;
            }
            case EventTypes.EXCHANGE_REVERSED -> {
                scanner.reversed(body, 0, body.length);
                return scanner.kind + scanner.legs + "/" + scanner.postings;
            }
            default -> {
                if (EventTypes.isRead(type)) {
                    return EventTypes.read(type, body, 0, body.length);
                }
                assertTrue(EventTypes.isWithoutFigures(type), type + " is not known");
                return type;
            }
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void readsEveryExample(Path example) throws Exception {
        assertTrue(read(type(example), Files.readAllBytes(example)).toString().length() > 0);
    }

    @ParameterizedTest
    @MethodSource("examples")
    void skipsFieldsThatWereAddedLater(Path example) throws Exception {
        var mapper = new ObjectMapper();
        var body = (ObjectNode) mapper.readTree(Files.readString(example));
        var before = read(type(example), mapper.writeValueAsBytes(body));
        body.putObject("addedLater").putArray("list").add(1).addNull();

        assertEquals(before, read(type(example), mapper.writeValueAsBytes(body)));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void refusesABodyThatIsCut(Path example) throws Exception {
        var type = type(example);
        if (EventTypes.isWithoutFigures(type)) {
            return;
        }
        var text = Files.readString(example).strip();
        var cut = text.substring(0, text.length() - 1).getBytes(UTF_8);

        assertThrows(UnreadableRecordException.class, () -> read(type, cut));
        assertThrows(UnreadableRecordException.class, () -> read(type, "null".getBytes(UTF_8)));
        assertThrows(UnreadableRecordException.class, () -> read(type, new byte[0]));
    }

    /** What this reader needs and the contract requires. */
    static Stream<String[]> needed() throws IOException {
        var mapper = new ObjectMapper();
        var needed = Stream.<String[]>builder();
        for (var example : examples()) {
            var type = type(example);
            if (!EventTypes.isRead(type)) {
                continue;
            }
            var body = mapper.readTree(Files.readString(example));
            for (var field : (Iterable<String>) body::fieldNames) {
                var without = ((ObjectNode) body.deepCopy()).without(field);
                try {
                    read(type, mapper.writeValueAsBytes(without));
                } catch (UnreadableRecordException e) {
                    needed.add(new String[] {type, field});
                }
            }
        }
        return needed.build();
    }

    @ParameterizedTest
    @MethodSource("needed")
    void needsNothingThatTheContractDoesNotRequire(String type, String field) throws Exception {
        var schema = new ObjectMapper()
                .readTree(Files.readString(
                        CONTRACTS.resolve("schemas/" + type.substring("org.reciprocity.".length()) + ".json")));
        var required = new TreeSet<String>();
        schema.path("required").forEach(name -> required.add(name.asText()));

        assertTrue(required.contains(field), type + " need not have " + field);
    }

    @Test
    void knowsEveryTypeOfTheContract() throws IOException {
        try (var files = Files.list(CONTRACTS.resolve("schemas"))) {
            var types = new TreeSet<>(files.map(file ->
                            "org.reciprocity." + file.getFileName().toString().replaceAll("\\.json$", ""))
                    .toList());

            assertEquals(types, EventTypes.known());
        }
    }

    @Test
    void refusesValuesOfAnotherType() {
        var scored = """
                {"measure":"01997c10-0000-7000-8000-000000002001","instrument":"X","wave":"0","arm":"participants",\
                "score":1,"measuredOn":"2026-04-10"}""";
        assertThrows(
                UnreadableRecordException.class,
                () -> read("org.reciprocity.measure-scored.v1", scored.getBytes(UTF_8)));
        assertThrows(
                UnreadableRecordException.class,
                () -> read(
                        "org.reciprocity.match-accepted.v1",
                        "{\"side\":\"giver\",\"agreed\":\"yes\"}".getBytes(UTF_8)));
    }
}
