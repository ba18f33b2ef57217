package org.reciprocity.reporting.saving;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.reciprocity.reporting.appraisal.Appraisal;
import org.reciprocity.reporting.appraisal.Assumption;
import org.reciprocity.reporting.appraisal.Assumptions;
import org.reciprocity.reporting.appraisal.BenefitLine;
import org.reciprocity.reporting.appraisal.CostLine;
import org.reciprocity.reporting.appraisal.Deflators;
import org.reciprocity.reporting.appraisal.DiscountSchedule;
import org.reciprocity.reporting.appraisal.ReferenceData;

/** Everything that an appraisal was computed from. */
@Schema(name = "AppraisalInputs", description = "Everything that it was computed from")
record Inputs(
        List<Benefit> benefits, List<Cost> costs, List<Index> deflators, Schedule schedule, Optimism usualOptimism) {
    private static final Set<Assumption> OF_BENEFITS = EnumSet.range(Assumption.PEOPLE, Assumption.UNIT_VALUE_FACTOR);
    private static final Set<Assumption> OF_COSTS = EnumSet.of(Assumption.AMOUNT, Assumption.OPTIMISM);

    /** An assumption, and how far it may be from it. */
    @Schema(name = "AppraisalAssumption")
    record Value(
            BigDecimal central,
            @JsonInclude(JsonInclude.Include.NON_NULL) BigDecimal low,
            @JsonInclude(JsonInclude.Include.NON_NULL) BigDecimal high) {}

    /** A unit cost as it was published. */
    @Schema(name = "AppraisalUnitCost")
    record Price(
            UUID id,
            String code,
            String title,
            BigInteger amount,
            String currency,
            int priceYear,
            String source,
            List<String> inclusions,
            UUID payer,
            int grade) {}

    /** What part of a benefit an agency gains. */
    @Schema(name = "AppraisalShare")
    record Share(
            @Schema(description = "Nobody: the part that no agency is named for")
            UUID agency,

            BigDecimal share) {}

    /** A benefit. */
    @Schema(name = "AppraisalBenefit")
    record Benefit(
            String line,
            Map<String, Value> assumptions,
            UUID unitCostId,
            Price unitCost,
            boolean controlled,

            @Schema(description = "The evidence of the effect, 1 to 5 (best)")
            int maryland,

            boolean health,
            int years,
            List<Share> shares,

            @Schema(
                    description =
                            "stated, or the kind and code of what was recorded; it is shown and not computed with")
            String effectFrom) {}

    /** A cost. */
    @Schema(name = "AppraisalCost")
    record Cost(
            String line,
            UUID agency,
            int year,
            String currency,
            int priceYear,
            boolean inKind,

            @Schema(description = "Whether it was recorded, rather than stated")
            boolean recorded,

            Map<String, Value> assumptions) {}

    /** An index of prices that was used. */
    @Schema(name = "AppraisalDeflator")
    record Index(String currency, int year, BigDecimal index, String source) {}

    /** The schedule of discounting. */
    @Schema(name = "AppraisalSchedule")
    record Schedule(String code, List<Band> general, List<Band> health, String source) {}

    /** A rate and the years it is for. */
    @Schema(name = "AppraisalRate")
    record Band(int from, int to, BigDecimal rate) {
        static List<Band> of(List<DiscountSchedule.Band> bands) {
            return bands.stream()
                    .map(band -> new Band(band.from(), band.to(), band.rate()))
                    .toList();
        }
    }

    /** What is usually taken off for optimism, by grade. */
    @Schema(name = "AppraisalUsualOptimism")
    record Optimism(Map<Integer, BigDecimal> byGrade, String source) {}

    static Inputs of(Appraisal appraisal, Deflators deflators) {
        var optimism = new TreeMap<Integer, BigDecimal>();
        for (int grade = 1; grade <= 6; grade++) {
            int of = grade;
            ReferenceData.optimism(grade).ifPresent(usual -> optimism.put(of, usual));
        }
        return new Inputs(
                appraisal.benefits().stream().map(Inputs::benefit).toList(),
                appraisal.costs().stream().map(Inputs::cost).toList(),
                indices(appraisal, deflators),
                ReferenceData.schedule(appraisal.schedule())
                        .map(schedule -> new Schedule(
                                schedule.code(),
                                Band.of(schedule.general()),
                                Band.of(schedule.health()),
                                schedule.source()))
                        .orElse(null),
                new Optimism(optimism, ReferenceData.OPTIMISM_SOURCE));
    }

    private static Benefit benefit(BenefitLine line) {
        var shares = new ArrayList<Share>();
        line.shares()
                .forEach(share ->
                        shares.add(new Share(share.agency(), share.share().decimal(6))));
        if (!line.unattributed().isZero()) {
            shares.add(new Share(null, line.unattributed().decimal(6)));
        }
        return new Benefit(
                line.line(),
                values(line.assumptions(), OF_BENEFITS),
                line.unitCostId(),
                line.unitCost()
                        .map(cost -> new Price(
                                cost.id(),
                                cost.code(),
                                cost.title(),
                                cost.amount(),
                                cost.currency(),
                                cost.priceYear(),
                                cost.source(),
                                cost.inclusions(),
                                cost.payer(),
                                cost.grade()))
                        .orElse(null),
                line.controlled(),
                line.maryland(),
                line.health(),
                line.years(),
                shares,
                line.effectFrom());
    }

    private static Cost cost(CostLine line) {
        return new Cost(
                line.line(),
                line.agency(),
                line.year(),
                line.currency(),
                line.priceYear(),
                line.inKind(),
                line.recorded(),
                values(line.assumptions(), OF_COSTS));
    }

    private static Map<String, Value> values(Assumptions assumptions, Set<Assumption> which) {
        var values = new LinkedHashMap<String, Value>();
        for (var assumption : which) {
            values.put(
                    assumption.field(),
                    new Value(
                            assumptions.of(assumption),
                            assumptions.low().get(assumption),
                            assumptions.high().get(assumption)));
        }
        return values;
    }

    /** Those that were needed: of the years of prices that are not the one asked for, and of that one. */
    private static List<Index> indices(Appraisal appraisal, Deflators deflators) {
        var years = new TreeSet<Integer>();
        appraisal.benefits().forEach(line -> line.unitCost().ifPresent(cost -> years.add(cost.priceYear())));
        appraisal.costs().forEach(cost -> years.add(cost.priceYear()));
        years.remove(appraisal.priceYear());
        var used = new ArrayList<Index>();
        if (!years.isEmpty()) {
            years.add(appraisal.priceYear());
            for (int year : years) {
                deflators
                        .index(appraisal.currency(), year)
                        .ifPresent(index ->
                                used.add(new Index(appraisal.currency(), year, index.value(), index.source())));
            }
        }
        return used;
    }
}
