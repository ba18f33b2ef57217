package org.reciprocity.reporting.claim;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** Reads claims: those that the field is known by, from a file, and a community's own, from what was registered. */
final class Claims {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    /** Those that the field is known by, in the file's order. */
    static final List<Claim> KNOWN = known();

    private Claims() {}

    private static List<Claim> known() {
        try (InputStream in = Claims.class.getResourceAsStream("/claim/known-claims.json")) {
            var claims = new ArrayList<Claim>();
            for (var json : MAPPER.readTree(in)) {
                claims.add(claim(Optional.empty(), json));
            }
            return List.copyOf(claims);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A claim that a community registered, of its body. */
    static Claim registered(UUID id, String body) {
        try {
            return claim(Optional.of(id), MAPPER.readTree(body));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Claim claim(Optional<UUID> id, JsonNode json) {
        var inputs = new ArrayList<Claim.Input>();
        for (var input : json.path("inputs")) {
            inputs.add(new Claim.Input(
                    input.path("name").textValue(),
                    input.path("value").decimalValue(),
                    text(input, "unit"),
                    input.path("source").textValue(),
                    text(input, "assumed").map(code -> Claim.Assumed.valueOf(constant(code)))));
        }
        var readings = new ArrayList<Claim.Reading>();
        for (var reading : json.path("readings")) {
            var otherwise = new LinkedHashMap<String, BigDecimal>();
            reading.path("inputs")
                    .properties()
                    .forEach(input ->
                            otherwise.put(input.getKey(), input.getValue().decimalValue()));
            readings.add(new Claim.Reading(reading.path("title").textValue(), otherwise));
        }
        var flags = new ArrayList<String>();
        json.path("flags").forEach(flag -> flags.add(flag.textValue()));
        var code = json.path("code").textValue();
        return new Claim(
                id,
                code,
                json.path("title").textValue(),
                text(json, "programme"),
                text(json, "quantity").orElse(code),
                Optional.of(json.path("stated")).filter(JsonNode::isNumber).map(JsonNode::decimalValue),
                json.path("unit").textValue(),
                Optional.of(json.path("rounding")).filter(JsonNode::isInt).map(JsonNode::intValue),
                json.path("formula").textValue(),
                List.copyOf(inputs),
                json.path("source").textValue(),
                text(json, "evidence")
                        .map(found -> Claim.Evidence.valueOf(constant(found)))
                        .orElseGet(() -> evidence(id, flags)),
                List.copyOf(flags),
                List.copyOf(readings));
    }

    /** Where it is not said: a community registers a claim without its evidence, and may flag it. */
    private static Claim.Evidence evidence(Optional<UUID> id, List<String> flags) {
        if (flags.contains(Flag.UNCONTROLLED.code())) {
            return Claim.Evidence.BEFORE_AND_AFTER;
        }
        return id.isPresent() ? Claim.Evidence.NOT_STATED : Claim.Evidence.NO_EFFECT;
    }

    private static Optional<String> text(JsonNode json, String field) {
        return Optional.ofNullable(json.path(field).textValue());
    }

    private static String constant(String code) {
        return code.toUpperCase(Locale.ROOT).replace('-', '_');
    }
}
