package org.reciprocity.matching.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The files that writers and readers of events agree by. */
public final class Contracts {
    private static final Path FOLDER =
            Path.of(System.getProperty("reciprocity.root", "..")).resolve("docs/contracts");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    private Contracts() {}

    /** What a body breaks of its type's schema. */
    public static String breaches(String type, String body) {
        var errors = SCHEMAS.getSchema(schema(type)).validate(body, InputFormat.JSON);
        return errors.isEmpty() ? "" : type + " " + errors;
    }

    private static JsonNode schema(String type) {
        try {
            return JSON.readTree(Files.readString(FOLDER.resolve("schemas/" + type + ".json")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The bodies of the examples, by file name. */
    public static Map<String, byte[]> examples() {
        var examples = new TreeMap<String, byte[]>();
        try (var files = Files.list(FOLDER.resolve("examples"))) {
            for (var file : files.toList()) {
                examples.put(file.getFileName().toString(), Files.readAllBytes(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return examples;
    }

    /** The type that an example's file name is of, such as {@code exchange-settled.v1} for its second one. */
    public static String typeOf(String file) {
        return file.replaceFirst("(-[0-9]+)?\\.json$", "");
    }

    /** The types on a channel, such as {@code outcomes}, by what is written of the topics. */
    public static Set<String> typesOn(String channel) {
        try {
            var all = Files.readString(FOLDER.resolve("asyncapi.yaml"));
            var from = all.indexOf("\n  " + channel + ":\n    address:");
            var until = Pattern.compile("\n(  )?[a-z]+:\n")
                    .matcher(all)
                    .results()
                    .mapToInt(MatchResult::start)
                    .filter(start -> start > from)
                    .min()
                    .orElseThrow();
            return Pattern.compile("#/components/messages/([a-z0-9.-]+)")
                    .matcher(all.substring(from, until))
                    .results()
                    .map(found -> found.group(1))
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
