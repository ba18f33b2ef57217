package org.reciprocity.reporting.saving;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.reciprocity.reporting.appraisal.Appraisal;
import org.reciprocity.reporting.appraisal.Deflators;
import org.reciprocity.reporting.arithmetic.Rational;

/**
 * What agencies recorded of the programme. It stands beside what is modelled and is never added to it: what was hoped for and what was found
 * may be the same pound.
 */
@Schema(
        name = "RecordedMoney",
        description =
                "What agencies recorded of the programme, in the currency and prices of the appraisal where an index allows it."
                        + " Undiscounted, and never added to what is modelled")
record RecordedAnswer(
        List<Row> byAgencyAndYear,

        @Schema(description = "Sums of those in the appraisal's currency that could be brought to its prices")
        BigInteger costs,

        BigInteger benefits,
        BigInteger cashableBenefits,
        List<Entry> entries) {

    /** Sums of an agency and year, in the prices of the appraisal. */
    @Schema(name = "RecordedMoneyYear")
    record Row(
            UUID agency,
            int year,
            BigInteger costs,
            BigInteger inKind,
            BigInteger preventive,
            BigInteger benefits,
            BigInteger cashable) {}

    /** One record. */
    @Schema(name = "RecordedMoneyEntry")
    record Entry(
            UUID id,
            @Schema(description = "cost or benefit") String kind,
            UUID agency,
            int year,
            BigInteger amount,
            String currency,
            int priceYear,

            @Schema(description = "In the prices of the appraisal; none in another currency, or without an index")
            BigInteger inPrices,

            @JsonInclude(JsonInclude.Include.NON_NULL) Boolean inKind,
            @JsonInclude(JsonInclude.Include.NON_NULL) Boolean preventive,
            @JsonInclude(JsonInclude.Include.NON_NULL) Boolean cashable,
            int grade,
            @JsonInclude(JsonInclude.Include.NON_NULL) String item) {}

    private record AgencyYear(String agency, int year) implements Comparable<AgencyYear> {
        @Override
        public int compareTo(AgencyYear other) {
            int byAgency = agency.compareTo(other.agency);
            return byAgency != 0 ? byAgency : Integer.compare(year, other.year);
        }
    }

    static RecordedAnswer of(Appraisal appraisal, Deflators deflators, List<Recorded> recorded) {
        var entries = new ArrayList<Entry>();
        var rows = new TreeMap<AgencyYear, Row>();
        for (var one : recorded) {
            var inPrices = one.currency().equals(appraisal.currency())
                    ? deflators
                            .factor(one.currency(), one.priceYear(), appraisal.priceYear())
                            .map(factor -> Rational.of(one.amount()).roundedTimes(factor))
                            .orElse(null)
                    : null;
            entries.add(new Entry(
                    one.id(),
                    one.isCost() ? "cost" : "benefit",
                    one.agency(),
                    one.year(),
                    one.amount(),
                    one.currency(),
                    one.priceYear(),
                    inPrices,
                    one.isCost() ? one.inKind() : null,
                    one.isCost() ? one.preventive() : null,
                    one.isCost() ? null : one.cashable(),
                    one.grade(),
                    one.item().orElse(null)));
            if (inPrices != null) {
                rows.merge(
                        new AgencyYear(one.agency().toString(), one.year()), row(one, inPrices), RecordedAnswer::plus);
            }
        }
        var all = rows.values().stream()
                .reduce(RecordedAnswer::plus)
                .orElse(new Row(
                        null, 0, BigInteger.ZERO, BigInteger.ZERO, BigInteger.ZERO, BigInteger.ZERO, BigInteger.ZERO));
        return new RecordedAnswer(List.copyOf(rows.values()), all.costs(), all.benefits(), all.cashable(), entries);
    }

    private static Row row(Recorded one, BigInteger amount) {
        return new Row(
                one.agency(),
                one.year(),
                one.isCost() ? amount : BigInteger.ZERO,
                one.inKind() ? amount : BigInteger.ZERO,
                one.preventive() ? amount : BigInteger.ZERO,
                one.isCost() ? BigInteger.ZERO : amount,
                one.cashable() ? amount : BigInteger.ZERO);
    }

    private static Row plus(Row one, Row other) {
        return new Row(
                one.agency(),
                one.year(),
                one.costs().add(other.costs()),
                one.inKind().add(other.inKind()),
                one.preventive().add(other.preventive()),
                one.benefits().add(other.benefits()),
                one.cashable().add(other.cashable()));
    }
}
