package org.reciprocity.reporting.saving;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.reciprocity.reporting.appraisal.Amounts;
import org.reciprocity.reporting.appraisal.Appraised;
import org.reciprocity.reporting.appraisal.Flows;
import org.reciprocity.reporting.appraisal.Horizon;
import org.reciprocity.reporting.appraisal.Sensitivity;

/** What an appraisal comes to. */
@Schema(name = "AppraisalResult", description = "What the appraisal comes to over the horizon")
record Result(
        @Schema(description = "The agency that decides to pay")
        Money.Side payer,

        @Schema(description = "All other agencies") Money.Side partners,
        @Schema(description = "All agencies that are named") Money.Side system,
        @Schema(description = "What no agency is named for") Money.Side unattributed,

        @Schema(description = "The system, and what no agency is named for")
        Money.Side withUnattributed,

        List<OfAgency> byAgency,
        List<OfYear> byYear,

        @Schema(description = "Who gains how much by whose money; several payers in proportion to what they pay")
        List<Flow> flows,

        @Schema(description = "The same over every horizon") List<OfHorizon> horizons,

        @Schema(
                description =
                        "Each assumption low, central and high, all others central; what moves the answer most first")
        List<Varied> sensitivity) {

    /** An agency's account. */
    @Schema(name = "AppraisalAgency")
    record OfAgency(
            UUID agency,
            @JsonInclude(JsonInclude.Include.NON_NULL) String code,
            Money.Side account) {}

    /** What an agency pays and gains in a year. */
    @Schema(name = "AppraisalAgencyYear")
    record OfYear(
            @Schema(description = "None: the part that no agency is named for")
            UUID agency,

            @Schema(description = "Years after the base year")
            int year,

            @Schema(description = "The financial year, by its first calendar year")
            int financialYear,

            Money.Both cost,
            Money.Both benefit,
            Money.Both cashable) {}

    /** A gain by somebody's money. */
    @Schema(name = "AppraisalFlow")
    record Flow(
            UUID payer,

            @Schema(description = "None: the part that no agency is named for")
            UUID gainer,

            BigInteger undiscounted,
            BigInteger discounted) {}

    /** The answer over a horizon. */
    @Schema(name = "AppraisalHorizon")
    record OfHorizon(String horizon, Money.Side payer, Money.Side system) {}

    /** What the answer would be. */
    @Schema(name = "AppraisalAnswerIf")
    record If(
            BigDecimal value,

            @Schema(description = "Left to the system, discounted")
            BigInteger net,

            BigInteger cashableNet,
            BigInteger payerNet,

            @Schema(description = "Of the system, discounted")
            BigDecimal systemReturn,

            BigDecimal payerReturn) {
        static If of(Sensitivity.Answer answer) {
            return new If(
                    answer.value(),
                    answer.net(),
                    answer.cashableNet(),
                    answer.payerNet(),
                    answer.systemReturn().orElse(null),
                    answer.payerReturn().orElse(null));
        }
    }

    /** An assumption that is varied. */
    @Schema(name = "AppraisalSensitivity")
    record Varied(
            String line,

            @Schema(description = "Of a cost, years after the base year") @JsonInclude(JsonInclude.Include.NON_NULL)
            Integer year,

            String assumption,

            @Schema(description = "How far what is left to the system moves")
            BigInteger swing,

            If low,
            If central,
            If high) {}

    static Result of(Appraised appraised, Horizon horizon, Map<UUID, String> agencies) {
        return new Result(
                Money.Side.of(appraised.payer(horizon)),
                Money.Side.of(appraised.partners(horizon)),
                Money.Side.of(appraised.system(horizon)),
                Money.Side.of(appraised.unattributed(horizon)),
                Money.Side.of(appraised.withUnattributed(horizon)),
                appraised.byAgency(horizon).entrySet().stream()
                        .map(of -> new OfAgency(of.getKey(), agencies.get(of.getKey()), Money.Side.of(of.getValue())))
                        .toList(),
                years(appraised, horizon),
                Flows.of(appraised, horizon).stream()
                        .map(flow -> new Flow(
                                flow.payer(),
                                flow.gainer().orElse(null),
                                flow.gain().undiscounted(),
                                flow.gain().discounted()))
                        .toList(),
                Arrays.stream(Horizon.values())
                        .map(each -> new OfHorizon(
                                each.code(),
                                Money.Side.of(appraised.payer(each)),
                                Money.Side.of(appraised.system(each))))
                        .toList(),
                Sensitivity.of(appraised, horizon).stream()
                        .map(varied -> new Varied(
                                varied.line(),
                                varied.year().orElse(null),
                                varied.assumption().field(),
                                varied.swing(),
                                If.of(varied.low()),
                                If.of(varied.central()),
                                If.of(varied.high())))
                        .toList());
    }

    private record AgencyYear(String agency, int year) implements Comparable<AgencyYear> {
        @Override
        public int compareTo(AgencyYear other) {
            // Nobody, whose id is empty, comes last.
            int byNobody = Boolean.compare(agency.isEmpty(), other.agency.isEmpty());
            int byAgency = byNobody != 0 ? byNobody : agency.compareTo(other.agency);
            return byAgency != 0 ? byAgency : Integer.compare(year, other.year);
        }
    }

    private record Sums(Amounts cost, Amounts benefit, Amounts cashable) {
        Sums plus(Sums other) {
            return new Sums(cost.plus(other.cost), benefit.plus(other.benefit), cashable.plus(other.cashable));
        }
    }

    private static List<OfYear> years(Appraised appraised, Horizon horizon) {
        var sums = new TreeMap<AgencyYear, Sums>();
        for (var cost : appraised.costs()) {
            sums.merge(
                    new AgencyYear(cost.agency().toString(), cost.year()),
                    new Sums(cost.cost(), Amounts.ZERO, Amounts.ZERO),
                    Sums::plus);
        }
        for (var benefit : appraised.benefits()) {
            sums.merge(
                    new AgencyYear(benefit.agency().map(UUID::toString).orElse(""), benefit.year()),
                    new Sums(Amounts.ZERO, benefit.benefit(), benefit.cashable()),
                    Sums::plus);
        }
        var years = new ArrayList<OfYear>();
        sums.forEach((of, sum) -> {
            if (of.year() <= horizon.lastYear()) {
                years.add(new OfYear(
                        Optional.of(of.agency())
                                .filter(id -> !id.isEmpty())
                                .map(UUID::fromString)
                                .orElse(null),
                        of.year(),
                        appraised.appraisal().baseYear() + of.year(),
                        Money.Both.of(sum.cost()),
                        Money.Both.of(sum.benefit()),
                        Money.Both.of(sum.cashable())));
            }
        });
        return years;
    }
}
