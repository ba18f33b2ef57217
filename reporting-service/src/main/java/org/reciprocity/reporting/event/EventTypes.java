package org.reciprocity.reporting.event;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.reciprocity.eventlog.fold.UnreadableRecordException;

/**
 * The wire names that these rules know. A new one here means a new rule version: what was folded without it would lack it.
 */
public final class EventTypes {

    /** A settled exchange, read by {@link ExchangeScanner}. */
    public static final String EXCHANGE_SETTLED = "org.reciprocity.exchange-settled.v1";

    /** A reversed exchange, read by {@link ExchangeScanner}. */
    public static final String EXCHANGE_REVERSED = "org.reciprocity.exchange-reversed.v1";

    /** Known, and nothing that a figure is made of. */
    private static final Set<String> WITHOUT_FIGURES = Set.of(
            "org.reciprocity.account-limits-set.v1",
            "org.reciprocity.account-status-set.v1",
            "org.reciprocity.transfer-limit-set.v1",
            "org.reciprocity.exchange-proposed.v1",
            "org.reciprocity.exchange-confirmed.v1",
            "org.reciprocity.exchange-cancelled.v1",
            "org.reciprocity.exchange-lapsed.v1",
            "org.reciprocity.community-policy-set.v1",
            "org.reciprocity.redemption-offer-opened.v1",
            "org.reciprocity.redemption-offer-stock-set.v1",
            "org.reciprocity.redemption-offer-withdrawn.v1",
            "org.reciprocity.hold-placed.v1",
            "org.reciprocity.hold-captured.v1",
            "org.reciprocity.hold-released.v1",
            "org.reciprocity.hold-expired.v1",
            "org.reciprocity.ticket-issued.v1",
            "org.reciprocity.ticket-used.v1",
            "org.reciprocity.ticket-voided.v1",
            "org.reciprocity.consent-given.v1",
            "org.reciprocity.consent-withdrawn.v1",
            "org.reciprocity.clearance-recorded.v1",
            "org.reciprocity.clearance-withdrawn.v1",
            "org.reciprocity.training-completed.v1",
            "org.reciprocity.request-lapsed.v1",
            "org.reciprocity.matching-policy-set.v1",
            "org.reciprocity.session-planned.v1",
            "org.reciprocity.session-held.v1",
            "org.reciprocity.session-missed.v1",
            "org.reciprocity.session-cancelled.v1",
            "org.reciprocity.training-withdrawn.v1",
            "org.reciprocity.instrument-registered.v1");

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .addModule(new JavaTimeModule())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();

    private static final Map<String, ObjectReader> READERS = readers();

    private EventTypes() {}

    private static Map<String, ObjectReader> readers() {
        var readers = new HashMap<String, ObjectReader>();
        for (var topic : Event.class.getPermittedSubclasses()) {
            for (var type : topic.getPermittedSubclasses()) {
                readers.put("org.reciprocity." + kebab(type.getSimpleName()) + ".v1", MAPPER.readerFor(type));
            }
        }
        return Map.copyOf(readers);
    }

    private static String kebab(String name) {
        return name.replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(java.util.Locale.ROOT);
    }

    /** Whether a figure is made of events of this type, read one by one. */
    public static boolean isRead(String type) {
        return READERS.containsKey(type);
    }

    /** Whether the type is known and no figure is made of it. */
    public static boolean isWithoutFigures(String type) {
        return WITHOUT_FIGURES.contains(type);
    }

    /** The types that are known. */
    public static Set<String> known() {
        var known = new java.util.TreeSet<>(READERS.keySet());
        known.addAll(WITHOUT_FIGURES);
        known.add(EXCHANGE_SETTLED);
        known.add(EXCHANGE_REVERSED);
        return known;
    }

    /** Reads the body of a type for which {@link #isRead} holds. */
    public static Event read(String type, byte[] bytes, int offset, int length) throws UnreadableRecordException {
        try {
            Event event = READERS.get(type).readValue(bytes, offset, length);
            if (event == null) {
                throw new UnreadableRecordException("The body of " + type + " is null");
            }
            return event;
        } catch (IOException e) {
            throw new UnreadableRecordException("The body of " + type + " is not as the contract has it", e);
        }
    }
}
