package org.reciprocity.reporting.saving;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.reciprocity.reporting.appraisal.Appraisal;
import org.reciprocity.reporting.appraisal.Appraised;
import org.reciprocity.reporting.appraisal.Assumption;
import org.reciprocity.reporting.appraisal.Assumptions;
import org.reciprocity.reporting.appraisal.BenefitLine;
import org.reciprocity.reporting.appraisal.BenefitYear;
import org.reciprocity.reporting.appraisal.CostLine;
import org.reciprocity.reporting.appraisal.CostYear;
import org.reciprocity.reporting.appraisal.Horizon;
import org.reciprocity.reporting.arithmetic.Rational;

/**
 * An appraisal as one table: every input, every cost and benefit by line, agency and year with all its factors, and what they add up to. A
 * spreadsheet can compute the second and the third from the first.
 */
final class AppraisalCsv {
    private static final int FACTOR_DECIMALS = 15;

    /** The columns, in order. */
    enum Column {
        RECORD("record"),
        LINE("line"),
        AGENCY("agency"),
        YEAR("year"),
        FINANCIAL_YEAR("financialYear"),
        NAME("name"),
        VALUE("value"),
        LOW("low"),
        HIGH("high"),
        UNIT("unit"),
        SOURCE("source"),
        FROM("from"),
        TO("to"),
        PEOPLE("people"),
        ENGAGED("engaged"),
        EFFECT("effect"),
        DEADWEIGHT("deadweight"),
        OPTIMISM("optimism"),
        UNIT_COST("unitCost"),
        INDEX_TO("indexTo"),
        INDEX_FROM("indexFrom"),
        UNIT_VALUE_FACTOR("unitValueFactor"),
        SHARE("share"),
        DROP_OFF("dropOff"),
        CASHABILITY("cashability"),
        HEALTH("health"),
        AMOUNT("amount"),
        DISCOUNT_FACTOR("discountFactor"),
        UNDISCOUNTED("undiscounted"),
        DISCOUNTED("discounted"),
        CASHABLE_UNDISCOUNTED("cashableUndiscounted"),
        CASHABLE_DISCOUNTED("cashableDiscounted");

        private final String title;

        Column(String title) {
            this.title = title;
        }

        String title() {
            return title;
        }
    }

    private final List<List<Object>> rows = new ArrayList<>();
    private final AppraisalAnswer answer;

    private AppraisalCsv(AppraisalAnswer answer) {
        this.answer = answer;
    }

    static List<String> columns() {
        return Arrays.stream(Column.values()).map(Column::title).toList();
    }

    static List<List<Object>> rows(AppraisalAnswer answer) {
        var csv = new AppraisalCsv(answer);
        csv.question();
        csv.inputs();
        answer.obstacles().forEach(obstacle -> csv.row("obstacle")
                .with(Column.NAME, obstacle.code())
                .with(Column.SOURCE, obstacle.detail())
                .end());
        answer.flags().forEach(flag -> csv.row("flag")
                .with(Column.LINE, flag.line())
                .with(Column.NAME, flag.code())
                .with(Column.SOURCE, flag.meaning())
                .end());
        if (answer.appraised() != null) {
            csv.years(answer.appraised());
            csv.totals(answer.result());
        }
        csv.recorded();
        return csv.rows;
    }

    /** A row that is being filled. */
    private final class Row {
        private final Map<Column, Object> cells = new EnumMap<>(Column.class);

        Row with(Column column, Object value) {
            if (value != null) {
                cells.put(column, value);
            }
            return this;
        }

        void end() {
            var row = new ArrayList<Object>();
            for (var column : Column.values()) {
                row.add(cells.get(column));
            }
            rows.add(row);
        }
    }

    private Row row(String record) {
        return new Row().with(Column.RECORD, record);
    }

    private void question() {
        name("id", answer.id());
        name("code", answer.code());
        name("community", answer.community());
        name("programme", answer.programme());
        name("payer", answer.payer());
        name("horizon", answer.horizon());
        name("currency", answer.currency());
        name("priceYear", answer.priceYear());
        name("baseYear", answer.baseYear());
        name("schedule", answer.schedule());
    }

    private void name(String name, Object value) {
        row("appraisal").with(Column.NAME, name).with(Column.VALUE, value).end();
    }

    private void inputs() {
        var inputs = answer.inputs();
        if (inputs.schedule() != null) {
            rates("general", inputs.schedule().general(), inputs.schedule().source());
            rates("health", inputs.schedule().health(), inputs.schedule().source());
        }
        inputs.deflators().forEach(index -> row("deflator")
                .with(Column.NAME, index.currency())
                .with(Column.FINANCIAL_YEAR, index.year())
                .with(Column.VALUE, index.index())
                .with(Column.SOURCE, index.source())
                .end());
        inputs.usualOptimism().byGrade().forEach((grade, share) -> row("usual-optimism")
                .with(Column.NAME, "grade " + grade)
                .with(Column.VALUE, share)
                .with(Column.SOURCE, inputs.usualOptimism().source())
                .end());
        for (var line : inputs.benefits()) {
            assumptions(line.line(), null, line.assumptions());
            assumption(line.line(), "controlled", line.controlled());
            assumption(line.line(), "maryland", line.maryland());
            assumption(line.line(), "health", line.health());
            assumption(line.line(), "years", line.years());
            assumption(line.line(), "effectFrom", line.effectFrom());
            line.shares().forEach(share -> row("share")
                    .with(Column.LINE, line.line())
                    .with(Column.AGENCY, share.agency() == null ? "unattributed" : share.agency())
                    .with(Column.VALUE, share.share())
                    .end());
            if (line.unitCost() != null) {
                row("unit-cost")
                        .with(Column.LINE, line.line())
                        .with(Column.AGENCY, line.unitCost().payer())
                        .with(Column.FINANCIAL_YEAR, line.unitCost().priceYear())
                        .with(
                                Column.NAME,
                                line.unitCost().code() + ", grade "
                                        + line.unitCost().grade())
                        .with(Column.VALUE, line.unitCost().amount())
                        .with(Column.UNIT, line.unitCost().currency())
                        .with(Column.SOURCE, line.unitCost().source())
                        .end();
            }
        }
        inputs.costs().forEach(line -> assumptions(line.line(), line.year(), line.assumptions()));
    }

    private void rates(String effects, List<Inputs.Band> bands, String source) {
        bands.forEach(band -> row("rate")
                .with(Column.NAME, effects)
                .with(Column.FROM, band.from())
                .with(Column.TO, band.to())
                .with(Column.VALUE, band.rate())
                .with(Column.SOURCE, source)
                .end());
    }

    private void assumptions(String line, Integer financialYear, Map<String, Inputs.Value> values) {
        values.forEach((field, value) -> row("assumption")
                .with(Column.LINE, line)
                .with(Column.FINANCIAL_YEAR, financialYear)
                .with(Column.NAME, field)
                .with(Column.VALUE, value.central())
                .with(Column.LOW, value.low())
                .with(Column.HIGH, value.high())
                .end());
    }

    private void assumption(String line, String name, Object value) {
        row("assumption")
                .with(Column.LINE, line)
                .with(Column.NAME, name)
                .with(Column.VALUE, value)
                .end();
    }

    private void years(Appraised appraised) {
        int last = Horizon.of(answer.horizon()).orElseThrow().lastYear();
        for (var benefit : appraised.benefits()) {
            if (benefit.year() <= last) {
                benefit(appraised.appraisal().benefits().get(benefit.position()), benefit);
            }
        }
        for (int i = 0; i < appraised.costs().size(); i++) {
            if (appraised.costs().get(i).year() <= last) {
                cost(appraised.appraisal().costs().get(i), appraised.costs().get(i));
            }
        }
    }

    private void benefit(BenefitLine line, BenefitYear of) {
        var price = line.unitCost().orElseThrow();
        var row = row("benefit")
                .with(Column.LINE, line.line())
                .with(Column.AGENCY, of.agency().<Object>map(id -> id).orElse("unattributed"))
                .with(Column.YEAR, of.year())
                .with(Column.FINANCIAL_YEAR, answer.baseYear() + of.year())
                .with(Column.PEOPLE, value(line.assumptions(), Assumption.PEOPLE))
                .with(Column.ENGAGED, value(line.assumptions(), Assumption.ENGAGED))
                .with(Column.EFFECT, value(line.assumptions(), Assumption.EFFECT))
                .with(
                        Column.DEADWEIGHT,
                        line.isControlled() ? BigDecimal.ZERO : value(line.assumptions(), Assumption.DEADWEIGHT))
                .with(Column.OPTIMISM, value(line.assumptions(), Assumption.OPTIMISM))
                .with(Column.UNIT_COST, price.amount())
                .with(Column.UNIT_VALUE_FACTOR, value(line.assumptions(), Assumption.UNIT_VALUE_FACTOR))
                .with(Column.SHARE, of.share().decimal(6))
                .with(Column.DROP_OFF, value(line.assumptions(), Assumption.DROP_OFF))
                .with(Column.CASHABILITY, value(line.assumptions(), Assumption.CASHABILITY))
                .with(Column.HEALTH, line.health() ? "health" : "general")
                .with(Column.DISCOUNT_FACTOR, factor(of.discountFactor()))
                .with(Column.UNDISCOUNTED, of.benefit().undiscounted())
                .with(Column.DISCOUNTED, of.benefit().discounted())
                .with(Column.CASHABLE_UNDISCOUNTED, of.cashable().undiscounted())
                .with(Column.CASHABLE_DISCOUNTED, of.cashable().discounted());
        indices(row, price.priceYear()).end();
    }

    private void cost(CostLine line, CostYear of) {
        var row = row("cost")
                .with(Column.LINE, line.line())
                .with(Column.AGENCY, line.agency())
                .with(Column.YEAR, of.year())
                .with(Column.FINANCIAL_YEAR, line.year())
                .with(Column.NAME, (line.recorded() ? "recorded" : "stated") + (line.inKind() ? ", in kind" : ""))
                .with(Column.AMOUNT, value(line.assumptions(), Assumption.AMOUNT))
                .with(Column.OPTIMISM, value(line.assumptions(), Assumption.OPTIMISM))
                .with(Column.HEALTH, "general")
                .with(Column.DISCOUNT_FACTOR, factor(of.discountFactor()))
                .with(Column.UNDISCOUNTED, of.cost().undiscounted())
                .with(Column.DISCOUNTED, of.cost().discounted());
        indices(row, line.priceYear()).end();
    }

    private Row indices(Row row, int priceYear) {
        Appraisal question = answer.question();
        boolean same = priceYear == question.priceYear();
        return row.with(Column.INDEX_TO, same ? BigDecimal.ONE : index(question.priceYear()))
                .with(Column.INDEX_FROM, same ? BigDecimal.ONE : index(priceYear));
    }

    private BigDecimal index(int year) {
        return answer.inputs().deflators().stream()
                .filter(index -> index.year() == year)
                .findFirst()
                .orElseThrow()
                .index();
    }

    private static BigDecimal value(Assumptions assumptions, Assumption assumption) {
        return assumptions.of(assumption);
    }

    private static BigDecimal factor(Rational factor) {
        return factor.decimal(FACTOR_DECIMALS);
    }

    private void totals(Result result) {
        side("payer", result.payer());
        side("partners", result.partners());
        side("system", result.system());
        side("unattributed", result.unattributed());
        side("withUnattributed", result.withUnattributed());
        result.byAgency().forEach(of -> side(of.agency().toString(), of.account()));
        result.flows().forEach(flow -> row("flow")
                .with(Column.AGENCY, flow.payer())
                .with(Column.NAME, flow.gainer() == null ? "unattributed" : flow.gainer())
                .with(Column.UNDISCOUNTED, flow.undiscounted())
                .with(Column.DISCOUNTED, flow.discounted())
                .end());
    }

    private void side(String who, Money.Side side) {
        amounts(who + ".cost", side.cost());
        amounts(who + ".inKind", side.inKind());
        amounts(who + ".benefit", side.benefit());
        amounts(who + ".cashable", side.cashable());
        amounts(who + ".uncontrolled", side.uncontrolled());
        amounts(who + ".net", side.net());
        returned(who + ".return", side.returned());
        returned(who + ".cashableReturn", side.cashableReturn());
        row("total")
                .with(Column.NAME, who + ".payback")
                .with(Column.VALUE, side.payback())
                .with(Column.UNIT, "year")
                .end();
    }

    private void amounts(String name, Money.Both amounts) {
        row("total")
                .with(Column.NAME, name)
                .with(Column.UNDISCOUNTED, amounts.undiscounted())
                .with(Column.DISCOUNTED, amounts.discounted())
                .end();
    }

    private void returned(String name, Money.Return returned) {
        row("total")
                .with(Column.NAME, name)
                .with(Column.UNDISCOUNTED, returned.undiscounted())
                .with(Column.DISCOUNTED, returned.discounted())
                .end();
    }

    private void recorded() {
        if (answer.recorded() != null) {
            answer.recorded().entries().forEach(entry -> row("recorded-" + entry.kind())
                    .with(Column.LINE, entry.item())
                    .with(Column.AGENCY, entry.agency())
                    .with(Column.FINANCIAL_YEAR, entry.year())
                    .with(Column.AMOUNT, entry.amount())
                    .with(Column.UNIT, entry.currency() + " of " + entry.priceYear())
                    .with(Column.UNDISCOUNTED, entry.inPrices())
                    .end());
        }
    }
}
