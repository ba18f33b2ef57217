package org.reciprocity.reporting.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.util.Iterator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * JSON that is the same text wherever it says the same: names in order, no white space, numbers in full and without trailing zeros.
 */
public final class CanonicalJson {
    private final SortedMap<String, JsonNode> fields = new TreeMap<>();

    private CanonicalJson() {}

    /** An object without fields. */
    public static CanonicalJson object() {
        return new CanonicalJson();
    }

    /** With a field as well: JSON as it is, a list of what is written as text, a number, or what is written as text; none if it is null. */
    public CanonicalJson with(String name, Object value) {
        if (value != null) {
            fields.put(name, node(value));
        }
        return this;
    }

    private static JsonNode node(Object value) {
        var nodes = JsonNodeFactory.instance;
        return switch (value) {
            case JsonNode json -> json;
            case Integer number -> nodes.numberNode(number);
            case BigDecimal number -> nodes.numberNode(number);
            case List<?> list -> {
                var array = nodes.arrayNode();
                list.forEach(item -> array.add(item.toString()));
                yield array;
            }
            default -> nodes.textNode(value.toString());
        };
    }

    /** The text. */
    public String text() {
        var text = new StringBuilder();
        object(fields, text);
        return text.toString();
    }

    /** The text of a list of codes. */
    public static String list(List<String> codes) {
        var text = new StringBuilder();
        append(node(codes), text);
        return text.toString();
    }

    private static void append(JsonNode json, StringBuilder text) {
        if (json.isObject()) {
            var sorted = new TreeMap<String, JsonNode>();
            json.properties().forEach(field -> sorted.put(field.getKey(), field.getValue()));
            object(sorted, text);
        } else if (json.isArray()) {
            text.append('[');
            separated(json.iterator(), text, item -> append(item, text));
            text.append(']');
        } else if (json.isNumber()) {
            var number = json.decimalValue().stripTrailingZeros();
            text.append(number.signum() == 0 ? "0" : number.toPlainString());
        } else {
            text.append(json);
        }
    }

    private static void object(SortedMap<String, JsonNode> fields, StringBuilder text) {
        text.append('{');
        separated(fields.entrySet().iterator(), text, field -> {
            text.append(JsonNodeFactory.instance.textNode(field.getKey())).append(':');
            append(field.getValue(), text);
        });
        text.append('}');
    }

    private static <T> void separated(Iterator<T> items, StringBuilder text, Consumer<T> append) {
        while (items.hasNext()) {
            append.accept(items.next());
            if (items.hasNext()) {
                text.append(',');
            }
        }
    }
}
