package org.reciprocity.ledger;

import static io.restassured.RestAssured.given;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.restassured.RestAssured;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Everything that the service says it can be asked, by its own description: what is added is found here by itself. */
final class Described {
    static final ObjectMapper JSON = new ObjectMapper();

    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    private Described() {}

    /**
     * One operation.
     *
     * @param method its method
     * @param path its path, with the names of parameters in braces
     * @param inPath the names of its path parameters
     * @param query the names of its query parameters
     * @param media the media types of its body; empty without one
     * @param example a JSON body that it takes, with every field that there is; null where it takes none
     */
    record Operation(
            String method, String path, List<String> inPath, List<String> query, List<String> media, JsonNode example) {

        /** The collection that a path parameter picks from, by the segment before it. */
        String collection(String parameter) {
            var before = path.substring(0, path.indexOf("{" + parameter + "}") - 1);
            return before.substring(before.lastIndexOf('/') + 1);
        }

        boolean changes() {
            return !method.equals("GET");
        }

        Sent with(Map<String, String> inPathValues) {
            var filled = path;
            for (var parameter : inPathValues.entrySet()) {
                filled = filled.replace("{" + parameter.getKey() + "}", escaped(parameter.getValue()));
            }
            return new Sent(method, filled, media.isEmpty() ? null : media.getFirst(), Map.of());
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    /**
     * A request to send.
     *
     * @param method its method
     * @param target its path and query
     * @param media the media type of its body; null without one
     * @param headers more headers
     */
    record Sent(String method, String target, String media, Map<String, String> headers) {

        Sent query(Map<String, String> parameters) {
            var query = parameters.entrySet().stream()
                    .map(entry -> entry.getKey() + "=" + escaped(entry.getValue()))
                    .collect(Collectors.joining("&"));
            return new Sent(method, query.isEmpty() ? target : target + "?" + query, media, headers);
        }

        Sent header(String name, String value) {
            var more = new LinkedHashMap<>(headers);
            more.put(name, value);
            return new Sent(method, target, media, more);
        }

        HttpResponse<String> send(String token, String body) {
            var request = HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + target))
                    .timeout(Duration.ofSeconds(60));
            if (token != null) {
                request.header("Authorization", "Bearer " + token);
            }
            if (media != null) {
                request.header("Content-Type", media);
            }
            headers.forEach(request::header);
            var publisher = media == null || body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body);
            try {
                return HTTP.send(request.method(method, publisher).build(), HttpResponse.BodyHandlers.ofString());
            } catch (IOException e) {
                throw new UncheckedIOException(this + " " + body + ": " + e, e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    private static String escaped(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }

    static List<Operation> operations() {
        var description = description();
        var operations = new ArrayList<Operation>();
        description.get("paths").properties().forEach(path -> path.getValue()
                .properties()
                .forEach(operation -> operations.add(operation(
                        description,
                        operation.getKey().toUpperCase(Locale.ROOT),
                        path.getKey(),
                        operation.getValue()))));
        return operations;
    }

    private static JsonNode description() {
        try {
            return JSON.readTree(given().get("/openapi?format=json").asByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Operation operation(JsonNode description, String method, String path, JsonNode operation) {
        var inPath = new ArrayList<String>();
        var query = new ArrayList<String>();
        for (var parameter : operation.path("parameters")) {
            var name = parameter.get("name").textValue();
            switch (parameter.get("in").textValue()) {
                case "path" -> inPath.add(name);
                case "query" -> query.add(name);
                default -> {
                    // Headers are the same everywhere.
                }
            }
        }
        var content = operation.at("/requestBody/content");
        var media = new ArrayList<String>();
        content.fieldNames().forEachRemaining(media::add);
        var json = content.at("/application~1json/schema");
        // A list of things is tried where one of them is.
        boolean one = !json.isMissingNode() && !type(resolve(description, json)).equals("array");
        return new Operation(method, path, inPath, query, media, one ? example(description, json, 0) : null);
    }

    /** The schema's own example, and something for the fields that it leaves out. */
    private static JsonNode example(JsonNode description, JsonNode schema, int depth) {
        var resolved = resolve(description, schema);
        var given = firstExample(resolved);
        var properties = resolved.path("properties");
        if (properties.isObject() && depth < 6) {
            var object = given instanceof ObjectNode own ? own.deepCopy() : JsonNodeFactory.instance.objectNode();
            properties.properties().forEach(property -> {
                if (!object.has(property.getKey())) {
                    object.set(property.getKey(), example(description, property.getValue(), depth + 1));
                }
            });
            return object;
        }
        return given != null ? given : value(description, resolved, depth);
    }

    private static JsonNode value(JsonNode description, JsonNode schema, int depth) {
        var nodes = JsonNodeFactory.instance;
        if (schema.has("enum")) {
            return schema.get("enum").get(0);
        }
        return switch (type(schema)) {
            case "integer", "number" ->
                nodes.numberNode(Math.min(
                        Math.max(1, schema.path("minimum").asLong(1)),
                        schema.path("maximum").asLong(Long.MAX_VALUE)));
            case "boolean" -> nodes.booleanNode(true);
            case "array" -> {
                var array = nodes.arrayNode();
                if (depth < 6) {
                    array.add(example(description, schema.path("items"), depth + 1));
                }
                yield array;
            }
            case "object" -> nodes.objectNode();
            default ->
                switch (schema.path("format").asText()) {
                    case "uuid" -> nodes.textNode("00000000-0000-4000-8000-000000000000");
                    case "date-time" -> nodes.textNode("2026-05-04T10:00:00Z");
                    case "date" -> nodes.textNode("2026-05-04");
                    default -> nodes.textNode("x");
                };
        };
    }

    private static String type(JsonNode schema) {
        var type = schema.path("type");
        return type.isArray() ? type.get(0).asText() : type.asText("object");
    }

    private static JsonNode resolve(JsonNode description, JsonNode schema) {
        var one = schema.has("$ref")
                ? description.at(schema.get("$ref").textValue().substring(1))
                : schema;
        if (one.has("allOf")) {
            return resolve(description, one.get("allOf").get(0));
        }
        return one.has("oneOf") ? resolve(description, one.get("oneOf").get(0)) : one;
    }

    private static JsonNode firstExample(JsonNode schema) {
        var example = schema.has("examples") ? schema.get("examples").get(0) : schema.get("example");
        if (example != null && example.isTextual() && example.textValue().startsWith("{")) {
            try {
                return JSON.readTree(example.textValue());
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("An example is no JSON: " + example, e);
            }
        }
        return example;
    }
}
