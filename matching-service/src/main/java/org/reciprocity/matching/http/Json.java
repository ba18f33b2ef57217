package org.reciprocity.matching.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * JSON as this service takes it and gives it. It takes exactly what an operation asks for: an unknown or a doubled field,
 * a number as a string, a fraction, a NUL or half a surrogate pair is refused rather than guessed at.
 */
public final class Json {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .addModule(new SimpleModule()
                    .addDeserializer(Instant.class, new StrictInstant())
                    .addDeserializer(UUID.class, new StrictId())
                    .addDeserializer(String.class, new StrictText()))
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.USE_DEFAULTS))
            .withCoercionConfig(
                    LogicalType.DateTime, config -> config.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail))
            .build();

    private Json() {}

    /**
     * Reads a body.
     *
     * @throws MalformedJsonException when it is not what {@code type} takes
     */
    public static <T> T read(byte[] body, Class<T> type) {
        var text = text(body);
        try {
            T value = MAPPER.readValue(text, type);
            if (value == null) {
                throw new MalformedJsonException("The body is null; a JSON object is needed.");
            }
            return value;
        } catch (UnrecognizedPropertyException e) {
            throw new MalformedJsonException("There is no field " + path(e) + " here.");
        } catch (JsonMappingException e) {
            var path = path(e);
            throw new MalformedJsonException(
                    path.isEmpty()
                            ? "The body is not the JSON object that is needed here."
                            : "The value of " + path + " is not of the kind that is needed there.");
        } catch (JsonProcessingException e) {
            throw new MalformedJsonException("The body is not JSON" + at(e.getLocation()) + ".");
        }
    }

    /** Writes an answer or an event's body, compact, without nulls, in the order of declaration. */
    public static String write(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JacksonException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** ISO 8601 with an offset, and nothing else: the library's own takes digits for seconds since 1970. */
    private static final class StrictInstant extends StdScalarDeserializer<Instant> {
        private static final int FIRST_YEAR = 1900;
        private static final int LAST_YEAR = 2999;

        StrictInstant() {
            super(Instant.class);
        }

        @Override
        public Instant deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            if (parser.currentToken() != JsonToken.VALUE_STRING) {
                return (Instant) context.handleUnexpectedToken(Instant.class, parser);
            }
            try {
                var time = OffsetDateTime.parse(parser.getText());
                if (time.getYear() < FIRST_YEAR || time.getYear() > LAST_YEAR) {
                    return (Instant) context.handleWeirdStringValue(Instant.class, parser.getText(), "no such year");
                }
                return time.toInstant().truncatedTo(ChronoUnit.MICROS);
            } catch (DateTimeException _) {
                return (Instant) context.handleWeirdStringValue(Instant.class, parser.getText(), "not an instant");
            }
        }
    }

    /** An id in full, and nothing else: the library's own takes base64 and nothing at all as well. */
    private static final class StrictId extends StdScalarDeserializer<UUID> {
        StrictId() {
            super(UUID.class);
        }

        @Override
        public UUID deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            if (parser.currentToken() != JsonToken.VALUE_STRING) {
                return (UUID) context.handleUnexpectedToken(UUID.class, parser);
            }
            var id = Ids.parse(parser.getText());
            return id.isPresent()
                    ? id.get()
                    : (UUID) context.handleWeirdStringValue(UUID.class, parser.getText(), "not an id");
        }
    }

    /** A text that can be kept as it is: without control characters and halves of surrogate pairs. */
    private static final class StrictText extends StdScalarDeserializer<String> {
        StrictText() {
            super(String.class);
        }

        @Override
        public String deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            if (parser.currentToken() != JsonToken.VALUE_STRING) {
                return (String) context.handleUnexpectedToken(String.class, parser);
            }
            var text = parser.getText();
            boolean keepable = text.codePoints()
                    .noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE);
            return keepable
                    ? text
                    : (String) context.handleWeirdStringValue(String.class, "", "a character that cannot be kept");
        }
    }

    private static String text(byte[] body) {
        if (body == null || body.length == 0) {
            throw new MalformedJsonException("The body is empty; a JSON object is needed.");
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
        } catch (CharacterCodingException _) {
            throw new MalformedJsonException("The body is not UTF-8.");
        }
    }

    private static String path(JsonMappingException e) {
        return e.getPath().stream()
                .map(reference -> reference.getFieldName() == null
                        ? "[" + reference.getIndex() + "]"
                        : readable(reference.getFieldName()))
                .collect(Collectors.joining("."))
                .replace(".[", "[");
    }

    /** A field's name as the client wrote it, as far as it can be repeated without harm. */
    private static String readable(String name) {
        var plain = name.replaceAll("[^A-Za-z0-9_-]", "?");
        return plain.length() > 40 ? plain.substring(0, 40) : plain;
    }

    private static String at(JsonLocation location) {
        return location == null ? "" : " (line %d, column %d)".formatted(location.getLineNr(), location.getColumnNr());
    }
}
