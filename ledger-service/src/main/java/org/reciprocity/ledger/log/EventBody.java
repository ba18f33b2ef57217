package org.reciprocity.ledger.log;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.UUID;

/**
 * The body of an event while it is written: compact JSON whose fields keep the order they are put in. What is null is left
 * out.
 */
public final class EventBody {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final ObjectNode node;

    private EventBody(ObjectNode node) {
        this.node = node;
    }

    /** An empty body. */
    public static EventBody object() {
        return new EventBody(JsonNodeFactory.instance.objectNode());
    }

    /** Reads a body that was stored; decimal numbers as they are written. */
    public static JsonNode read(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A stored event is not JSON", e);
        }
    }

    /** Puts a text. */
    public EventBody put(String field, String value) {
        if (value != null) {
            node.put(field, value);
        }
        return this;
    }

    /** Puts an id. */
    public EventBody put(String field, UUID value) {
        return put(field, value == null ? null : value.toString());
    }

    /** Puts a time. */
    public EventBody put(String field, Instant value) {
        return put(field, value == null ? null : value.toString());
    }

    /** Puts a day. */
    public EventBody put(String field, LocalDate value) {
        return put(field, value == null ? null : value.toString());
    }

    /** Puts a number. */
    public EventBody put(String field, Integer value) {
        if (value != null) {
            node.put(field, value.intValue());
        }
        return this;
    }

    /** Puts a number. */
    public EventBody put(String field, Long value) {
        if (value != null) {
            node.put(field, value.longValue());
        }
        return this;
    }

    /** Puts a yes or no. */
    public EventBody put(String field, boolean value) {
        node.put(field, value);
        return this;
    }

    /** Puts a yes or no. */
    public EventBody put(String field, Boolean value) {
        if (value != null) {
            node.put(field, value.booleanValue());
        }
        return this;
    }

    /** Puts a list of texts. */
    public EventBody put(String field, Collection<String> values) {
        ArrayNode array = node.putArray(field);
        values.forEach(array::add);
        return this;
    }

    /** Puts any JSON. */
    public EventBody put(String field, JsonNode value) {
        if (value != null) {
            node.set(field, value);
        }
        return this;
    }

    /** The node under construction. */
    public ObjectNode node() {
        return node;
    }

    /** Compact JSON. */
    public String json() {
        return node.toString();
    }
}
