package org.reciprocity.reporting.saving;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.reciprocity.reporting.appraisal.Appraisal;
import org.reciprocity.reporting.appraisal.Assumption;
import org.reciprocity.reporting.appraisal.Assumptions;
import org.reciprocity.reporting.appraisal.BenefitLine;
import org.reciprocity.reporting.appraisal.CostLine;
import org.reciprocity.reporting.appraisal.UnitCost;
import org.reciprocity.reporting.arithmetic.Rational;

/** An appraisal as the log has it. */
final class AppraisalBody {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final UUID programme;
    private final JsonNode json;

    private AppraisalBody(UUID programme, JsonNode json) {
        this.programme = programme;
        this.json = json;
    }

    static AppraisalBody of(UUID programme, String body) {
        try {
            return new AppraisalBody(programme, MAPPER.readTree(body));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    UUID programme() {
        return programme;
    }

    int baseYear() {
        return json.path("baseYear").intValue();
    }

    /** Whether it says what it costs, and does not take what was recorded. */
    boolean statesCosts() {
        return !json.path("costs").isEmpty();
    }

    /** The unit costs it names. */
    Set<UUID> unitCosts() {
        var named = new TreeSet<UUID>();
        json.path("benefits").forEach(line -> named.add(id(line, "unitCost")));
        return named;
    }

    /** The question it asks, with what the community published and the programme recorded. */
    Appraisal appraisal(Map<UUID, UnitCost> unitCosts, List<CostLine> recorded) {
        var benefits = new ArrayList<BenefitLine>();
        json.path("benefits").forEach(line -> benefits.add(benefit(line, unitCosts)));
        var costs = new ArrayList<CostLine>();
        json.path("costs").forEach(line -> costs.add(cost(line)));
        return new Appraisal(
                id(json, "appraisal"),
                json.path("code").textValue(),
                programme,
                id(json, "payer"),
                json.path("currency").textValue(),
                json.path("priceYear").intValue(),
                baseYear(),
                json.path("schedule").textValue(),
                benefits,
                statesCosts() ? costs : recorded);
    }

    private static BenefitLine benefit(JsonNode line, Map<UUID, UnitCost> unitCosts) {
        var unitCost = id(line, "unitCost");
        var shares = new ArrayList<BenefitLine.Share>();
        line.path("shares")
                .forEach(share -> shares.add(new BenefitLine.Share(
                        id(share, "agency"), Rational.of(share.path("share").decimalValue()))));
        return new BenefitLine(
                line.path("line").textValue(),
                assumptions(line),
                unitCost,
                Optional.ofNullable(unitCosts.get(unitCost)),
                line.path("controlled").booleanValue(),
                line.path("maryland").intValue(),
                line.path("health").booleanValue(),
                line.path("years").intValue(),
                shares,
                line.path("effectFrom").isObject()
                        ? line.path("effectFrom").path("kind").textValue() + ":"
                                + line.path("effectFrom").path("code").textValue()
                        : BenefitLine.STATED);
    }

    private CostLine cost(JsonNode line) {
        return new CostLine(
                line.path("line").textValue(),
                id(line, "agency"),
                line.path("year").intValue(),
                json.path("priceYear").intValue(),
                json.path("currency").textValue(),
                false,
                false,
                assumptions(line));
    }

    private static Assumptions assumptions(JsonNode line) {
        return new Assumptions(fields(line), fields(line.path("low")), fields(line.path("high")));
    }

    private static Map<Assumption, BigDecimal> fields(JsonNode of) {
        var values = new EnumMap<Assumption, BigDecimal>(Assumption.class);
        for (var assumption : Assumption.values()) {
            var value = of.path(assumption.field());
            if (value.isNumber()) {
                values.put(assumption, value.decimalValue());
            }
        }
        return values;
    }

    private static UUID id(JsonNode of, String field) {
        return UUID.fromString(of.path(field).textValue());
    }
}
