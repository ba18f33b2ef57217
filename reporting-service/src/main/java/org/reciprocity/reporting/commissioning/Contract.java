package org.reciprocity.reporting.commissioning;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A contract as it was let.
 *
 * @param id its id
 * @param code its code
 * @param commissioner the agency that commissions
 * @param programmes by which programmes it is fulfilled
 * @param providers the agencies that fulfil it
 * @param from its first day
 * @param to its last day, as it was agreed
 * @param endedOn the day on which it ended, if it did
 * @param endReason why
 * @param domains what it is for, and by what that was agreed to be measured
 * @param paidOn the figure that is paid on
 * @param counterFigure the figure that would show if the paid one was reached at the expense of what was meant
 */
record Contract(
        UUID id,
        String code,
        UUID commissioner,
        List<UUID> programmes,
        List<UUID> providers,
        LocalDate from,
        LocalDate to,
        Optional<LocalDate> endedOn,
        Optional<String> endReason,
        List<Domain> domains,
        String paidOn,
        String counterFigure) {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    /**
     * An outcome domain.
     *
     * @param domain which
     * @param kind whether it is measured by a figure, an instrument, a service's use, or an event that is followed up
     * @param measuredBy the code of that
     * @param target what was agreed to be reached, if anything was
     * @param atMost whether the target is not to be exceeded, rather than to be reached
     */
    record Domain(String domain, Kind kind, String measuredBy, Optional<BigDecimal> target, boolean atMost) {}

    /** By what a domain is measured. */
    enum Kind {
        /** A figure of the catalogue. */
        FIGURE("figure"),
        /** The change of an instrument's score. */
        INSTRUMENT("instrument"),
        /** The change of a service's use. */
        SERVICE_USE("service-use"),
        /** The rate of an event. */
        FOLLOW_UP("follow-up");

        private final String code;

        Kind(String code) {
            this.code = code;
        }

        String code() {
            return code;
        }

        static Kind of(String code) {
            for (var kind : values()) {
                if (kind.code.equals(code)) {
                    return kind;
                }
            }
            throw new IllegalStateException("a contract is measured by what no contract can be measured by");
        }
    }

    /** Of its body, and how it ended. */
    static Contract of(UUID id, String body, Optional<LocalDate> endedOn, Optional<String> endReason) {
        try {
            var json = MAPPER.readTree(body);
            var domains = new ArrayList<Domain>();
            for (var domain : json.path("domains")) {
                domains.add(new Domain(
                        domain.path("domain").textValue(),
                        Kind.of(domain.path("measuredBy").path("kind").textValue()),
                        domain.path("measuredBy").path("code").textValue(),
                        Optional.of(domain.path("target"))
                                .filter(JsonNode::isNumber)
                                .map(JsonNode::decimalValue),
                        "at-most".equals(domain.path("direction").textValue())));
            }
            return new Contract(
                    id,
                    json.path("code").textValue(),
                    UUID.fromString(json.path("commissioner").textValue()),
                    ids(json.path("programmes")),
                    ids(json.path("providers")),
                    LocalDate.parse(json.path("from").textValue()),
                    LocalDate.parse(json.path("to").textValue()),
                    endedOn,
                    endReason,
                    domains,
                    json.path("paidOn").textValue(),
                    json.path("counterFigure").textValue());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<UUID> ids(JsonNode json) {
        var ids = new ArrayList<UUID>();
        json.forEach(id -> ids.add(UUID.fromString(id.textValue())));
        return ids;
    }

    /** Its last day, as it came. */
    LocalDate lastDay() {
        return endedOn.filter(day -> day.isBefore(to)).orElse(to);
    }
}
