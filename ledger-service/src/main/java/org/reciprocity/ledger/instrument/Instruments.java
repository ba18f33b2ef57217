package org.reciprocity.ledger.instrument;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.reciprocity.eventlog.Sql;
import org.reciprocity.ledger.request.Json;

/**
 * The instruments that scores are taken on: the built-in ones, which are data of this service, and those that a community has
 * registered beside them. A code is found whatever the case of its letters.
 */
@ApplicationScoped
public class Instruments {
    private static final String RESOURCE = "/instruments/built-in.json";

    /** The columns of an instrument of a community, for {@link #instrument(Object[], int)}. */
    static final String COLUMNS = """
            i.code, i.title, i.minimum::text, i.maximum::text, i.step::text, i.better, i.cut_off::text, i.cut_off_side, i.licence
            """;

    private static final String FIND =
            "select " + COLUMNS + " from instrument i where i.community_id = $1 and lower(i.code) = lower($2)";

    private final Map<String, Instrument> builtIn;

    /** Reads the built-in ones. */
    public Instruments() {
        var read = new LinkedHashMap<String, Instrument>();
        try (var resource = Instruments.class.getResourceAsStream(RESOURCE)) {
            Json.mapper().readTree(resource).forEach(json -> {
                var instrument = instrument(json);
                read.put(key(instrument.code()), instrument);
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        builtIn = java.util.Collections.unmodifiableMap(read);
    }

    /** The built-in ones, in the order in which they are listed. */
    public List<Instrument> builtIn() {
        return List.copyOf(builtIn.values());
    }

    /** A built-in one. */
    public Optional<Instrument> builtIn(String code) {
        return Optional.ofNullable(builtIn.get(key(code)));
    }

    /** The one that a community has of that code. */
    public Uni<Optional<Instrument>> find(Sql sql, UUID community, String code) {
        var known = builtIn(code);
        return known.isPresent()
                ? Uni.createFrom().item(known)
                : sql.select(FIND, community, code)
                        .map(rows -> rows.stream().findFirst().map(row -> instrument(row, 0)));
    }

    /** The instrument whose columns begin at a place of a row. */
    static Instrument instrument(Object[] row, int from) {
        return new Instrument(
                (String) row[from],
                (String) row[from + 1],
                new BigDecimal((String) row[from + 2]),
                new BigDecimal((String) row[from + 3]),
                row[from + 4] == null ? null : new BigDecimal((String) row[from + 4]),
                Instrument.Better.of((String) row[from + 5]),
                row[from + 6] == null
                        ? null
                        : new Instrument.CutOff(
                                new BigDecimal((String) row[from + 6]), Instrument.Side.of((String) row[from + 7])),
                (String) row[from + 8],
                null,
                List.of());
    }

    private static Instrument instrument(JsonNode json) {
        var items = json.get("items");
        var conversion = new ArrayList<BigDecimal>();
        StreamSupport.stream(json.path("conversion").spliterator(), false)
                .map(JsonNode::decimalValue)
                .forEach(conversion::add);
        return new Instrument(
                json.get("code").textValue(),
                json.get("title").textValue(),
                json.get("minimum").decimalValue(),
                json.get("maximum").decimalValue(),
                json.has("step") ? json.get("step").decimalValue() : null,
                Instrument.Better.of(json.get("better").textValue()),
                json.has("cutOff")
                        ? new Instrument.CutOff(
                                json.get("cutOff").decimalValue(),
                                Instrument.Side.of(json.get("cutOffSide").textValue()))
                        : null,
                json.get("licence").textValue(),
                items == null
                        ? null
                        : new Instrument.Items(
                                items.get("count").intValue(),
                                items.get("minimum").intValue(),
                                items.get("maximum").intValue()),
                List.copyOf(conversion));
    }

    private static String key(String code) {
        return code.toLowerCase(Locale.ROOT);
    }
}
