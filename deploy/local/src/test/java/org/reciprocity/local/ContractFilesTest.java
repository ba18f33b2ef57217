package org.reciprocity.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The files of {@code docs/contracts} hold together: topics, schemas, examples and the rule on personal data. */
class ContractFilesTest {

    private static final Path CONTRACTS =
            Path.of(System.getProperty("reciprocity.root", "../..")).resolve("docs/contracts");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private static final Pattern EXAMPLE = Pattern.compile("(.+\\.v[1-9][0-9]*)(-[0-9]+)?\\.json");
    private static final String PREFIX = "org.reciprocity.";

    /** Names under which a direct identifier, free text or a client's own reference would travel. */
    private static final Set<String> PERSONAL = Set.of(
            "address",
            "comment",
            "contact",
            "dateOfBirth",
            "description",
            "displayName",
            "email",
            "externalRef",
            "firstName",
            "fullName",
            "lastName",
            "name",
            "note",
            "notes",
            "phone",
            "postcode",
            "text");

    /** Where {@code name} is an organisation's, a place's or a scheme's, or what a formula calls its input. */
    private static final Set<String> NAMED =
            Set.of("agency-registered.v1", "community-founded.v1", "programme-opened.v1", "claim-registered.v1");

    @Test
    void everyMessageHasASchemaAndEverySchemaAMessage() {
        var messages = asyncapi().at("/components/messages");

        assertEquals(new TreeSet<>(schemas().keySet()), names(messages));
        for (var message : messages.properties()) {
            assertEquals(
                    PREFIX + message.getKey(), message.getValue().get("name").asText());
            assertEquals(
                    "./schemas/" + message.getKey() + ".json",
                    message.getValue().at("/payload/schema/$ref").asText());
        }
    }

    @Test
    void everyMessageIsOnOneChannelAndItsWriterIsNamed() {
        var channels = asyncapi().get("channels");
        var seen = new ArrayList<String>();
        var writers = new TreeMap<String, String>();
        for (var channel : channels.properties()) {
            writers.put(
                    channel.getValue().get("address").asText(),
                    channel.getValue().get("x-written-by").asText());
            for (var message : channel.getValue().get("messages").properties()) {
                seen.add(message.getKey());
                assertEquals(
                        "#/components/messages/" + message.getKey(),
                        message.getValue().get("$ref").asText());
            }
        }

        assertEquals(
                List.copyOf(new TreeSet<>(schemas().keySet())),
                seen.stream().sorted().toList());
        assertEquals(
                Map.of(
                        "reciprocity.registry.v1", "ledger",
                        "reciprocity.exchanges.v1", "ledger",
                        "reciprocity.outcomes.v1", "ledger",
                        "reciprocity.matches.v1", "matching"),
                writers);
    }

    @Test
    void everyOperationNamesMessagesOfItsChannel() {
        var document = asyncapi();
        for (var operation : document.get("operations").properties()) {
            var channel = operation.getValue().at("/channel/$ref").asText();
            var expected = names(at(document, channel).get("messages"));
            var actual = new TreeSet<String>();
            for (var message : operation.getValue().get("messages")) {
                var reference = message.get("$ref").asText();
                assertTrue(reference.startsWith(channel + "/messages/"), operation.getKey() + ": " + reference);
                actual.add(reference.substring((channel + "/messages/").length()));
            }
            assertEquals(expected, actual, operation.getKey());
            assertFalse(
                    at(document, operation.getValue().at("/bindings/$ref").asText())
                            .isMissingNode(),
                    operation.getKey());
        }
    }

    @Test
    void everySchemaIsValidAndSaysWhichTypeItIsOf() {
        var meta = REGISTRY.getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));
        schemas().forEach((type, schema) -> {
            assertEquals(List.of(), meta.validate(schema), type);
            assertEquals("urn:reciprocity:schema:" + type, schema.get("$id").asText());
            assertEquals(PREFIX + type, schema.get("title").asText());
        });
    }

    @Test
    void everySchemaHasAnExampleAndEveryExampleIsValid() {
        var schemas = schemas();
        var examples = examples();

        assertEquals(schemas.keySet(), examples.keySet());
        examples.forEach((type, files) -> {
            var schema = schema(schemas.get(type));
            files.forEach((file, body) -> assertEquals(List.of(), schema.validate(body), file));
        });
    }

    @Test
    void everyExampleIsListedWithItsMessage() {
        var messages = asyncapi().at("/components/messages");
        examples().forEach((type, files) -> {
            var listed = new TreeSet<String>();
            messages.get(type).get("x-examples").forEach(node -> listed.add(node.asText()));
            var present = new TreeSet<String>();
            files.keySet().forEach(file -> present.add("./examples/" + file));
            assertEquals(present, listed, type);
        });
    }

    @Test
    void everyExampleIsWrittenAsOnTheWire() {
        var schemas = schemas();
        examples()
                .forEach((type, files) -> files.forEach((file, body) -> {
                    assertEquals(
                            body.toString(),
                            read(CONTRACTS.resolve("examples").resolve(file)).stripTrailing(),
                            file);
                    var order = List.copyOf(fieldNames(schemas.get(type).get("properties")));
                    var given = fieldNames(body);
                    assertEquals(order.stream().filter(given::contains).toList(), given, file);
                }));
    }

    @Test
    void noRequiredFieldMayBeMissing() {
        var schemas = schemas();
        examples()
                .forEach((type, files) -> files.forEach((file, body) -> {
                    for (var required : schemas.get(type).get("required")) {
                        var lacking = (ObjectNode) body.deepCopy();
                        lacking.remove(required.asText());
                        assertFalse(
                                schema(schemas.get(type)).validate(lacking).isEmpty(), file + " without " + required);
                    }
                }));
    }

    @Test
    void noSchemaHasAPropertyForPersonalData() {
        schemas().forEach((type, schema) -> {
            for (var property : propertyNames(schema)) {
                if (!(property.equals("name") && NAMED.contains(type))) {
                    assertFalse(PERSONAL.contains(property), type + " has a property " + property);
                }
            }
        });
    }

    @Test
    void noSchemaLetsPersonalDataInAsAnUnknownField() {
        var schemas = schemas();
        examples()
                .forEach((type, files) -> files.forEach((file, body) -> {
                    for (var name : PERSONAL) {
                        if (name.equals("name") && NAMED.contains(type)) {
                            continue;
                        }
                        for (int place = 0; place < objects(body).size(); place++) {
                            var copy = body.deepCopy();
                            objects(copy).get(place).put(name, 1);
                            assertFalse(
                                    schema(schemas.get(type)).validate(copy).isEmpty(),
                                    file + " with " + name + " in object " + place);
                        }
                    }
                }));
    }

    @Test
    void aSchemaWhoseSubjectIsAPersonIsClosed() {
        schemas().forEach((type, schema) -> {
            if (schema.get("properties").has("participant")) {
                assertTrue(schema.path("additionalProperties").isBoolean(), type);
                assertFalse(schema.get("additionalProperties").asBoolean(), type);
            }
        });
    }

    @Test
    void everyOtherSchemaTakesAnAddedField() {
        var schemas = schemas();
        examples().forEach((type, files) -> {
            if (!schemas.get(type).has("additionalProperties")) {
                files.forEach((file, body) -> {
                    var extended = (ObjectNode) body.deepCopy();
                    extended.put("addedLater", true);
                    assertEquals(List.of(), schema(schemas.get(type)).validate(extended), file);
                });
            }
        });
    }

    @Test
    void theReferenceHasEveryTypeWithItsKeyAndItsFields() {
        var reference = read(CONTRACTS.resolve("../reference/events.md"));
        var messages = asyncapi().at("/components/messages");
        schemas().forEach((type, schema) -> {
            var key = messages.get(type).at("/bindings/kafka/key/description").asText();
            var required = new TreeSet<String>();
            schema.get("required").forEach(field -> required.add(field.asText()));
            var fields = new ArrayList<String>();
            for (var field : fieldNames(schema.get("properties"))) {
                fields.add("`" + field + "`" + (required.contains(field) ? "" : "?"));
            }
            var line = "| [" + type + "](../contracts/schemas/" + type + ".json) | "
                    + key.replaceFirst("The id of the (.*)\\.", "$1") + " | " + String.join(", ", fields) + " | ";
            assertTrue(reference.contains(line), "docs/reference/events.md lacks: " + line);
        });
    }

    @Test
    void postingsSumToZero() {
        examples()
                .forEach((type, files) -> files.forEach((file, body) -> {
                    long sum = 0;
                    for (var minutes : body.path("postings")) {
                        sum += minutes.asLong();
                    }
                    assertEquals(0, sum, file);
                }));
    }

    private static Schema schema(JsonNode schema) {
        return REGISTRY.getSchema(schema);
    }

    private static JsonNode asyncapi() {
        try {
            // What is written twice is two things, of which a reader knows one.
            return new YAMLMapper()
                    .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
                    .readTree(read(CONTRACTS.resolve("asyncapi.yaml")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The schemas by type. */
    private static Map<String, JsonNode> schemas() {
        var schemas = new TreeMap<String, JsonNode>();
        for (var file : files("schemas")) {
            schemas.put(file.substring(0, file.length() - ".json".length()), parse("schemas/" + file));
        }
        return schemas;
    }

    /** The examples by type and file. */
    private static Map<String, Map<String, JsonNode>> examples() {
        var examples = new TreeMap<String, Map<String, JsonNode>>();
        for (var file : files("examples")) {
            var name = EXAMPLE.matcher(file);
            assertTrue(name.matches(), file);
            examples.computeIfAbsent(name.group(1), type -> new HashMap<>()).put(file, parse("examples/" + file));
        }
        return examples;
    }

    private static List<String> files(String folder) {
        try (var files = Files.list(CONTRACTS.resolve(folder))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode parse(String file) {
        try {
            return JSON.readTree(read(CONTRACTS.resolve(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(file, e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode at(JsonNode document, String reference) {
        assertTrue(reference.startsWith("#/"), reference);
        return document.at(reference.substring(1));
    }

    private static Set<String> names(JsonNode object) {
        return new TreeSet<>(fieldNames(object));
    }

    private static List<String> fieldNames(JsonNode object) {
        return object.properties().stream().map(Map.Entry::getKey).toList();
    }

    /** The names of all properties that a schema declares, at any depth. */
    private static Set<String> propertyNames(JsonNode schema) {
        var names = new TreeSet<String>();
        for (var entry : schema.properties()) {
            if (entry.getKey().equals("properties")) {
                names.addAll(fieldNames(entry.getValue()));
            }
        }
        for (var child : schema) {
            names.addAll(propertyNames(child));
        }
        return names;
    }

    /** An object and all objects within it, outermost first. */
    private static List<ObjectNode> objects(JsonNode node) {
        var objects = new ArrayList<ObjectNode>();
        if (node instanceof ObjectNode object) {
            objects.add(object);
        }
        for (var child : node) {
            objects.addAll(objects(child));
        }
        return objects;
    }
}
