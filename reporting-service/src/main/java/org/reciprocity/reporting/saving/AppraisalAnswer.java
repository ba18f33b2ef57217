package org.reciprocity.reporting.saving;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.reciprocity.reporting.appraisal.Appraisal;
import org.reciprocity.reporting.appraisal.Appraised;
import org.reciprocity.reporting.appraisal.Appraiser;
import org.reciprocity.reporting.appraisal.Assumption;
import org.reciprocity.reporting.appraisal.Horizon;
import org.reciprocity.reporting.figure.Figure;
import org.reciprocity.reporting.figure.FigureValue;
import org.reciprocity.reporting.snapshot.AsOf;

/** An appraisal as it is answered: who pays, who saves, and everything that was taken for given. */
@Schema(
        description = "Who pays and who saves over a horizon, with everything that it was computed from",
        examples = AppraisalAnswer.EXAMPLE)
record AppraisalAnswer(
        UUID id,
        UUID community,
        UUID programme,
        String code,
        UUID payer,
        String horizon,
        String currency,

        @Schema(description = "In which year's prices all amounts are")
        int priceYear,

        @Schema(description = "Year 0") int baseYear,
        String schedule,
        @Schema(description = "Whether it can be computed") boolean computed,

        @Schema(description = "Why it cannot") @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<InTheWay> obstacles,

        List<Raised> flags,

        @Schema(
                description =
                        "For stewards and operators: what was recorded of what effects are said to come from, of all periods; one for each"
                                + " window of an event")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        List<RecordedEffect> recordedEffects,

        @JsonInclude(JsonInclude.Include.NON_NULL) Result result,

        @Schema(description = "For stewards and operators") @JsonInclude(JsonInclude.Include.NON_NULL)
        RecordedAnswer recorded,

        Inputs inputs,
        AsOf asOf,
        @JsonIgnore Appraisal question,
        @JsonIgnore Appraised appraised) {

    static final String EXAMPLE = """
            {"id":"01997c10-0000-7000-8000-00000000300a","community":"01997c10-0000-7000-8000-00000000c001",
            "programme":"01997c10-0000-7000-8000-00000000d001","code":"parenting-2026",
            "payer":"01997c10-0000-7000-8000-00000000a001","horizon":"all","currency":"GBP","priceYear":2026,"baseYear":2026,
            "schedule":"hmt-standard-2022","computed":true,
            "flags":[{"code":"uncontrolled","line":"better-conduct","meaning":"Uncontrolled: the effect has no comparison."}],
            "result":{"payer":{"cost":{"undiscounted":10000000,"discounted":10000000},
            "benefit":{"undiscounted":10000000,"discounted":9661836},"net":{"undiscounted":0,"discounted":-338164},
            "return":{"undiscounted":1.000000,"discounted":0.966184},"payback":null,"caveats":["uncontrolled"]},
            "system":{"cost":{"undiscounted":10000000,"discounted":10000000},
            "benefit":{"undiscounted":40000000,"discounted":38647343},"net":{"undiscounted":30000000,"discounted":28647343},
            "return":{"undiscounted":4.000000,"discounted":3.864734},"payback":1,"caveats":["uncontrolled"]}},
            "asOf":{"generation":3,"ruleVersion":6,"through":{"reciprocity.outcomes.v1":{"0":{"ledger":4711}}},"suppressed":[]}}
            """;

    /** Something in the way. */
    @Schema(name = "AppraisalObstacle")
    record InTheWay(String code, String detail) {}

    /** What to beware of. */
    @Schema(name = "AppraisalFlag")
    record Raised(
            String code,
            @JsonInclude(JsonInclude.Include.NON_NULL) String line,
            String meaning) {}

    /** What an answer is made of, besides the question. */
    record Read(UUID community, SavingReader.Read of, AsOf asOf, boolean exact) {}

    /** What was recorded of what the effects are said to come from. */
    private static List<RecordedEffect> effects(Appraisal appraisal, Map<Figure, FigureValue> figures) {
        return appraisal.benefits().stream()
                .filter(line -> !line.isStatedOnly())
                .flatMap(line ->
                        RecordedEffect.of(
                                line.line(),
                                line.effectFrom(),
                                line.assumptions().of(Assumption.EFFECT),
                                figures)
                                .stream())
                .toList();
    }

    /**
     * The answer.
     *
     * @param figures the programme's, to hold effects against; of none, effects are held against nothing
     */
    static AppraisalAnswer of(
            Appraisal appraisal, Horizon horizon, Read read, Optional<Map<Figure, FigureValue>> figures) {
        var effects = figures.map(values -> effects(appraisal, values));
        var deflators = read.of().deflators();
        var outcome = Appraiser.appraise(appraisal, deflators);
        var appraised =
                switch (outcome) {
                    case Appraiser.Computed computed -> computed.appraised();
                    case Appraiser.NotComputed _ -> null;
                };
        var obstacles =
                switch (outcome) {
                    case Appraiser.Computed _ -> List.<InTheWay>of();
                    case Appraiser.NotComputed(var found) ->
                        found.stream()
                                .map(obstacle -> new InTheWay(obstacle.code().code(), obstacle.detail()))
                                .toList();
                };
        return new AppraisalAnswer(
                appraisal.id(),
                read.community(),
                appraisal.programme(),
                appraisal.code(),
                appraisal.payer(),
                horizon.code(),
                appraisal.currency(),
                appraisal.priceYear(),
                appraisal.baseYear(),
                appraisal.schedule(),
                appraised != null,
                obstacles,
                Stream.concat(
                                AppraisalFlag.of(appraisal).stream(),
                                effects.stream().flatMap(recorded -> AppraisalFlag.of(appraisal, recorded).stream()))
                        .map(flag -> new Raised(
                                flag.flag().code(), flag.line(), flag.flag().meaning()))
                        .toList(),
                effects.filter(some -> !some.isEmpty()).orElse(null),
                appraised == null ? null : Result.of(appraised, horizon, agencies(read)),
                read.exact()
                        ? RecordedAnswer.of(appraisal, deflators, read.of().recorded(appraisal.programme()))
                        : null,
                Inputs.of(appraisal, deflators),
                read.asOf(),
                appraisal,
                appraised);
    }

    private static Map<UUID, String> agencies(Read read) {
        return read.of().agencies();
    }
}
