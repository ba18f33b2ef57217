package org.reciprocity.ledger.appraisal;

import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.reciprocity.ledger.request.Decimals;
import org.reciprocity.ledger.request.Fields;

/** The lines of an appraisal over HTTP, in requests and in answers. */
public final class AppraisalBody {
    private AppraisalBody() {}

    /** A line of benefits. */
    @Schema(name = "AppraisalBenefit")
    public record BenefitLine(
            @Schema(description = "What the line is called; unique in the appraisal", examples = "gp-visits")
            @NotNull
            @Pattern(regexp = Fields.CODE, message = Fields.CODE_IS)
            String line,

            @Schema(description = "How many are reached", examples = "120")
            @NotNull
            @DecimalMin("0")
            @DecimalMax("1000000000")
            @Digits(integer = 10, fraction = 6)
            BigDecimal people,

            @Schema(description = "Which share of them takes part, from 0 to 1")
            @NotNull
            @DecimalMin("0")
            @DecimalMax("1")
            @Digits(integer = 1, fraction = 6)
            BigDecimal engaged,

            @Schema(description = "How many units one of them saves in a year; negative where it is worse than without")
            @NotNull
            @DecimalMin("-1000000")
            @DecimalMax("1000000")
            @Digits(integer = 7, fraction = 6)
            BigDecimal effect,

            @Schema(description = "Which share would have happened anyway, from 0 to 1")
            @NotNull
            @DecimalMin("0")
            @DecimalMax("1")
            @Digits(integer = 1, fraction = 6)
            BigDecimal deadweight,

            @Schema(description = "Which share is taken off for optimism, from 0 to 1")
            @NotNull
            @DecimalMin("0")
            @DecimalMax("1")
            @Digits(integer = 1, fraction = 6)
            BigDecimal optimism,

            @Schema(description = "The unit cost that one unit of the effect saves") @NotNull
            UUID unitCostId,

            @Schema(description = "Which share is lost from one year to the next, from 0 to 1")
            @NotNull
            @DecimalMin("0")
            @DecimalMax("1")
            @Digits(integer = 1, fraction = 6)
            BigDecimal dropOff,

            @Schema(description = "Which share can be taken out as money, from 0 to 1")
            @NotNull
            @DecimalMin("0")
            @DecimalMax("1")
            @Digits(integer = 1, fraction = 6)
            BigDecimal cashability,

            @Schema(description = "Whether the effect was measured against a comparison") @NotNull
            Boolean controlled,

            @Schema(
                    description =
                            "Strength of the evidence on the Maryland scale, up to 5; 1 has no comparison, so that a controlled effect has 2 or more")
            @NotNull
            @Min(1)
            @Max(5)
            Integer maryland,

            @Schema(
                    description =
                            "Whether it is an effect on health; only such a one is discounted by a health schedule")
            @NotNull
            Boolean health,

            @Schema(description = "How many years it lasts, from the year after the base year")
            @NotNull
            @Min(1)
            @Max(60)
            Integer years,

            @Schema(description = "Which agency gains which share; what is left of the whole is unattributed")
            @NotNull
            @Size(max = 50)
            List<@NotNull @Valid ShareOf> shares,

            @Schema(description = "What the effect was read from; left out where it is only stated") @Valid
            EvidenceOf effectFrom,

            @Schema(description = "Other values, at the lower end") @Valid
            VariedLine low,

            @Schema(description = "Other values, at the upper end") @Valid
            VariedLine high) {

        Appraisal.Benefit benefit() {
            return new Appraisal.Benefit(
                    line,
                    Decimals.plain(people),
                    Decimals.plain(engaged),
                    Decimals.plain(effect),
                    Decimals.plain(deadweight),
                    Decimals.plain(optimism),
                    unitCostId,
                    Decimals.plain(dropOff),
                    Decimals.plain(cashability),
                    controlled,
                    maryland,
                    health,
                    years,
                    shares.stream().map(ShareOf::part).toList(),
                    effectFrom == null ? null : new Appraisal.Evidence(effectFrom.kind(), effectFrom.code()),
                    VariedLine.varied(low),
                    VariedLine.varied(high));
        }

        static BenefitLine of(Appraisal.Benefit benefit) {
            return new BenefitLine(
                    benefit.line(),
                    benefit.people(),
                    benefit.engaged(),
                    benefit.effect(),
                    benefit.deadweight(),
                    benefit.optimism(),
                    benefit.unitCost(),
                    benefit.dropOff(),
                    benefit.cashability(),
                    benefit.controlled(),
                    benefit.maryland(),
                    benefit.health(),
                    benefit.years(),
                    benefit.shares().stream()
                            .map(share -> new ShareOf(share.agency(), share.share()))
                            .toList(),
                    benefit.effectFrom() == null
                            ? null
                            : new EvidenceOf(
                                    benefit.effectFrom().kind(),
                                    benefit.effectFrom().code()),
                    VariedLine.of(benefit.low()),
                    VariedLine.of(benefit.high()));
        }
    }

    /** An agency's share. */
    @Schema(name = "BenefitShare")
    public record ShareOf(
            @NotNull UUID agencyId,

            @NotNull @DecimalMin("0") @DecimalMax("1") @Digits(integer = 1, fraction = 6)
            BigDecimal share) {

        Appraisal.Share part() {
            return new Appraisal.Share(agencyId, Decimals.plain(share));
        }
    }

    /** What an effect was read from. */
    @Schema(name = "EffectFrom")
    public record EvidenceOf(
            @Schema(enumeration = {"service-use", "follow-up", "instrument"})
            @NotNull
            @Pattern(regexp = "service-use|follow-up|instrument", message = "service-use, follow-up or instrument")
            String kind,

            @Schema(description = "The service, the event or the instrument", examples = "gp-visit")
            @NotNull
            @Pattern(regexp = Fields.CODE, message = Fields.CODE_IS)
            String code) {}

    /** Other values of a line of benefits. */
    @Schema(name = "VariedBenefit")
    public record VariedLine(
            @DecimalMin("0") @DecimalMax("1000000000") @Digits(integer = 10, fraction = 6)
            BigDecimal people,

            @DecimalMin("0") @DecimalMax("1") @Digits(integer = 1, fraction = 6)
            BigDecimal engaged,

            @DecimalMin("-1000000") @DecimalMax("1000000") @Digits(integer = 7, fraction = 6)
            BigDecimal effect,

            @DecimalMin("0") @DecimalMax("1") @Digits(integer = 1, fraction = 6)
            BigDecimal deadweight,

            @DecimalMin("0") @DecimalMax("1") @Digits(integer = 1, fraction = 6)
            BigDecimal optimism,

            @DecimalMin("0") @DecimalMax("1") @Digits(integer = 1, fraction = 6)
            BigDecimal dropOff,

            @DecimalMin("0") @DecimalMax("1") @Digits(integer = 1, fraction = 6)
            BigDecimal cashability,

            @Schema(description = "By what the unit value is multiplied; 1 is as published")
            @DecimalMin("0")
            @DecimalMax("1000")
            @Digits(integer = 4, fraction = 6)
            BigDecimal unitValueFactor) {

        private static final Appraisal.Varied NOTHING =
                new Appraisal.Varied(null, null, null, null, null, null, null, null);

        /** Null where nothing varies. */
        static Appraisal.Varied varied(VariedLine line) {
            if (line == null) {
                return null;
            }
            var varied = new Appraisal.Varied(
                    Decimals.plain(line.people),
                    Decimals.plain(line.engaged),
                    Decimals.plain(line.effect),
                    Decimals.plain(line.deadweight),
                    Decimals.plain(line.optimism),
                    Decimals.plain(line.dropOff),
                    Decimals.plain(line.cashability),
                    Decimals.plain(line.unitValueFactor));
            return varied.equals(NOTHING) ? null : varied;
        }

        static VariedLine of(Appraisal.Varied varied) {
            return varied == null
                    ? null
                    : new VariedLine(
                            varied.people(),
                            varied.engaged(),
                            varied.effect(),
                            varied.deadweight(),
                            varied.optimism(),
                            varied.dropOff(),
                            varied.cashability(),
                            varied.unitValueFactor());
        }
    }

    /** A line of costs. */
    @Schema(name = "AppraisalCost")
    public record CostLine(
            @Schema(description = "What the line is called; unique in the appraisal", examples = "broker")
            @NotNull
            @Pattern(regexp = Fields.CODE, message = Fields.CODE_IS)
            String line,

            @Schema(description = "Who bears it") @NotNull UUID agencyId,

            @Schema(description = "The financial year, the base year or a later one", examples = "2026")
            @NotNull
            @Min(Fields.FIRST_YEAR)
            @Max(Fields.LAST_YEAR)
            Integer year,

            @Schema(description = "In whole minor units of the appraisal's currency, in prices of its price year")
            @NotNull
            @Min(1)
            @Max(Fields.MOST_MONEY)
            Long amount,

            @Schema(description = "What is added for optimism, as a share of the amount")
            @NotNull
            @DecimalMin("0")
            @DecimalMax("10")
            @Digits(integer = 2, fraction = 6)
            BigDecimal optimism,

            @Schema(description = "Other values, at the lower end") @Valid
            VariedCostLine low,

            @Schema(description = "Other values, at the upper end") @Valid
            VariedCostLine high) {

        Appraisal.Cost cost() {
            return new Appraisal.Cost(
                    line,
                    agencyId,
                    year,
                    amount,
                    Decimals.plain(optimism),
                    VariedCostLine.varied(low),
                    VariedCostLine.varied(high));
        }

        static CostLine of(Appraisal.Cost cost) {
            return new CostLine(
                    cost.line(),
                    cost.agency(),
                    cost.year(),
                    cost.amount(),
                    cost.optimism(),
                    VariedCostLine.of(cost.low()),
                    VariedCostLine.of(cost.high()));
        }
    }

    /** Other values of a line of costs. */
    @Schema(name = "VariedCost")
    public record VariedCostLine(
            @Min(1) @Max(Fields.MOST_MONEY) Long amount,

            @DecimalMin("0") @DecimalMax("10") @Digits(integer = 2, fraction = 6)
            BigDecimal optimism) {

        /** Null where nothing varies. */
        static Appraisal.VariedCost varied(VariedCostLine line) {
            return line == null || (line.amount == null && line.optimism == null)
                    ? null
                    : new Appraisal.VariedCost(line.amount, Decimals.plain(line.optimism));
        }

        static VariedCostLine of(Appraisal.VariedCost varied) {
            return varied == null ? null : new VariedCostLine(varied.amount(), varied.optimism());
        }
    }
}
