package org.reciprocity.ledger.request;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.deser.std.NumberDeserializers;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.function.Function;

/**
 * JSON as this service reads and writes it. Reading is strict: no unknown or doubled fields, no text where a number
 * belongs, no characters that the database or Kafka could not keep, no date that nobody means.
 */
public final class Json {
    private static final int MAX_DEPTH = 32;
    private static final int MAX_DIGITS = 32;
    private static final int MAX_SCALE = 100;
    private static final String WHOLE_SECOND = "0000-00-00T00:00:00Z";
    private static final int FIRST_YEAR = 1900;
    private static final int LAST_YEAR = 2199;

    private static final ObjectMapper MAPPER = mapper();

    private Json() {}

    /** The mapper for all requests and answers. */
    public static ObjectMapper mapper() {
        var factory = com.fasterxml.jackson.core.JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_DEPTH)
                        .maxNumberLength(MAX_DIGITS)
                        .build())
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
                .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                .build();
        return JsonMapper.builder(factory)
                .addModule(new JavaTimeModule())
                .addModule(new SimpleModule("strict")
                        .addDeserializer(BigDecimal.class, new Decimal())
                        .addDeserializer(String.class, new Text<>(String.class, text -> text))
                        .addDeserializer(UUID.class, new Text<>(UUID.class, Json::id))
                        .addDeserializer(Instant.class, new Text<>(Instant.class, Json::time))
                        .addDeserializer(LocalDate.class, new Text<>(LocalDate.class, Json::day)))
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .withCoercionConfigDefaults(coercion -> coercion.setAcceptBlankAsEmpty(false)
                        .setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail)
                        .setCoercion(CoercionInputShape.EmptyArray, CoercionAction.Fail))
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .defaultPropertyInclusion(
                        JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
                .build();
    }

    /** The value as compact JSON. */
    public static String write(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(
                    "An answer is not JSON: " + value.getClass().getSimpleName(), e);
        }
    }

    private static UUID id(String text) {
        return Ids.parse(text).orElseThrow(() -> new DateTimeException("not an id"));
    }

    private static Instant time(String text) {
        var time = isWholeSecond(text) ? wholeSecond(text) : OffsetDateTime.parse(text);
        return inRange(time).toInstant().truncatedTo(ChronoUnit.MICROS);
    }

    /** Of the form 2026-05-04T10:00:00Z, which most are; to parse any form takes twenty times as long. */
    private static boolean isWholeSecond(String text) {
        if (text.length() != WHOLE_SECOND.length()) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char form = WHOLE_SECOND.charAt(i);
            char c = text.charAt(i);
            if (form == '0' ? c < '0' || c > '9' : c != form) {
                return false;
            }
        }
        return true;
    }

    private static OffsetDateTime wholeSecond(String text) {
        return OffsetDateTime.of(
                number(text, 0, 4),
                number(text, 5, 7),
                number(text, 8, 10),
                number(text, 11, 13),
                number(text, 14, 16),
                number(text, 17, 19),
                0,
                ZoneOffset.UTC);
    }

    private static int number(String text, int from, int to) {
        return Integer.parseInt(text, from, to, 10);
    }

    /** The time, unless nobody could mean it. */
    static OffsetDateTime inRange(OffsetDateTime time) {
        year(time.getYear());
        return time;
    }

    private static LocalDate day(String text) {
        var day = LocalDate.parse(text);
        year(day.getYear());
        return day;
    }

    private static void year(int year) {
        if (year < FIRST_YEAR || year > LAST_YEAR) {
            throw new DateTimeException("not a year");
        }
    }

    /** Whether a text can be kept as it is: no NUL or other control character, no half of a surrogate pair. */
    public static boolean clean(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isISOControl(c)) {
                return false;
            }
            if (Character.isSurrogate(c)) {
                if (Character.isHighSurrogate(c)
                        && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1))) {
                    i++;
                } else {
                    return false;
                }
            }
        }
        return true;
    }

    /**
     * Reads a decimal number of an exponent that somebody could mean. Of one that nobody means neither the digits can be
     * counted nor the number be written out.
     */
    private static final class Decimal extends StdScalarDeserializer<BigDecimal> {

        Decimal() {
            super(BigDecimal.class);
        }

        @Override
        public BigDecimal deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            var number = NumberDeserializers.BigDecimalDeserializer.instance.deserialize(parser, context);
            if (number != null && (number.scale() > MAX_SCALE || number.scale() < -MAX_SCALE)) {
                throw MismatchedInputException.from(parser, handledType(), "an exponent that nobody means");
            }
            return number;
        }
    }

    /** Reads a value that is written as a text. */
    private static final class Text<T> extends StdScalarDeserializer<T> {
        private final transient Function<String, T> parse;

        Text(Class<T> type, Function<String, T> parse) {
            super(type);
            this.parse = parse;
        }

        @Override
        public T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            if (!parser.hasToken(com.fasterxml.jackson.core.JsonToken.VALUE_STRING)) {
                throw MismatchedInputException.from(parser, handledType(), "not a text");
            }
            var text = parser.getText();
            if (!clean(text)) {
                throw MismatchedInputException.from(parser, handledType(), "a character that cannot be kept");
            }
            try {
                return parse.apply(text);
            } catch (DateTimeException e) {
                throw (MismatchedInputException)
                        MismatchedInputException.from(parser, handledType(), "not of this form")
                                .initCause(e);
            }
        }
    }
}
