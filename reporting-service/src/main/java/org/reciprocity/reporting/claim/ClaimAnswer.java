package org.reciprocity.reporting.claim;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.reciprocity.reporting.arithmetic.Ratio;
import org.reciprocity.reporting.arithmetic.Rational;
import org.reciprocity.reporting.snapshot.AsOf;

/** A claim as it is answered: what was stated beside what its formula comes to, computed for this answer. */
@Schema(
        description = "A claim: what was stated, what its formula comes to, and what to beware of",
        examples = ClaimAnswer.EXAMPLE)
record ClaimAnswer(
        @Schema(description = "Of a claim that a community registered") @JsonInclude(JsonInclude.Include.NON_NULL)
        UUID id,

        @JsonInclude(JsonInclude.Include.NON_NULL) UUID community,

        @Schema(description = "The kind of programme it is about") @JsonInclude(JsonInclude.Include.NON_NULL)
        String programme,

        String code,
        String title,

        @Schema(description = "The number as it was stated; none where it only follows from others")
        BigDecimal stated,

        @Schema(description = "What the formula comes to, with at most six decimals; none if it comes to nothing")
        BigDecimal value,

        @Schema(description = "The same as a fraction, where six decimals do not say all of it")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        String exactly,

        String unit,

        @Schema(description = "Whether the formula comes to what was stated, as exactly as it was stated")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        Boolean computes,

        @JsonInclude(JsonInclude.Include.NON_NULL) String reason,

        @Schema(description = "To how many decimals it was stated; below zero for tens and hundreds")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        Integer rounding,

        String formula,
        List<Input> inputs,
        String source,

        @Schema(
                description =
                        "By what it was found out: no-effect, before-and-after, comparison, randomised, not-stated")
        String evidence,

        List<Raised> flags,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Reading> readings,
        @JsonInclude(JsonInclude.Include.NON_NULL) AsOf asOf) {

    static final String EXAMPLE = """
            {"programme":"learning-to-lead","code":"learning-to-lead-hours",
            "title":"Hours a year if each of 681,573 pupils gave one hour in each of 39 school weeks",
            "stated":26581347,"value":26581347,"unit":"hours","computes":true,"formula":"pupils * hoursAWeek * weeks",
            "inputs":[{"name":"pupils","value":681573,"unit":"people","source":"As quoted","assumed":"everybody"},
            {"name":"hoursAWeek","value":1,"unit":"hours","source":"As quoted"},
            {"name":"weeks","value":39,"unit":"weeks","source":"As quoted"}],
            "source":"As quoted","evidence":"no-effect",
            "flags":[{"code":"potential","meaning":"It is what would come about if everybody took part. Nobody recorded it."}]}
            """;

    /** What it is made of. */
    @Schema(name = "ClaimInput")
    record Input(
            String name,
            BigDecimal value,
            @JsonInclude(JsonInclude.Include.NON_NULL) String unit,
            String source,

            @Schema(description = "What was not stated and had to be assumed: frequency, everybody")
            @JsonInclude(JsonInclude.Include.NON_NULL)
            String assumed) {}

    /** What to beware of. */
    @Schema(name = "ClaimFlag")
    record Raised(
            String code,
            String meaning,

            @Schema(description = "The codes of the claims that say otherwise")
            @JsonInclude(JsonInclude.Include.NON_EMPTY)
            List<String> with) {}

    /** What it comes to when it is read otherwise. */
    @Schema(name = "ClaimReading")
    record Reading(String title, Map<String, BigDecimal> inputs, BigDecimal value) {}

    /** A claim beside others. */
    static ClaimAnswer of(Claim claim, Optional<UUID> community, Collection<Claim> others, Optional<AsOf> asOf) {
        var checked = ClaimRules.check(claim, others);
        return new ClaimAnswer(
                claim.id().orElse(null),
                claim.id().flatMap(id -> community).orElse(null),
                claim.programme().orElse(null),
                claim.code(),
                claim.title(),
                claim.stated().orElse(null),
                checked.value().map(ClaimAnswer::decimal).orElse(null),
                checked.value().flatMap(ClaimAnswer::fraction).orElse(null),
                claim.unit(),
                checked.computes().orElse(null),
                checked.reason().orElse(null),
                claim.rounding().orElse(null),
                claim.formula(),
                claim.inputs().stream()
                        .map(input -> new Input(
                                input.name(),
                                input.value(),
                                input.unit().orElse(null),
                                input.source(),
                                input.assumed().map(ClaimAnswer::code).orElse(null)))
                        .toList(),
                claim.source(),
                code(claim.evidence()),
                checked.flags().stream()
                        .map(flag -> new Raised(flag.code(), flag.meaning(), flag.with()))
                        .toList(),
                checked.readings().stream()
                        .map(reread -> new Reading(
                                reread.reading().title(),
                                reread.reading().inputs(),
                                reread.value().map(ClaimAnswer::decimal).orElse(null)))
                        .toList(),
                asOf.orElse(null));
    }

    private static String code(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static BigDecimal decimal(Rational value) {
        var decimal = value.decimal(Ratio.DECIMALS).stripTrailingZeros();
        return decimal.scale() < 0 ? decimal.setScale(0) : decimal;
    }

    private static Optional<String> fraction(Rational value) {
        return Rational.of(value.decimal(Ratio.DECIMALS)).equals(value)
                ? Optional.empty()
                : Optional.of(value.numerator() + "/" + value.denominator());
    }
}
