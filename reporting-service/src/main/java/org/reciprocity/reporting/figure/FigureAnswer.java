package org.reciprocity.reporting.figure;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.reciprocity.reporting.place.Place;
import org.reciprocity.reporting.snapshot.AsOf;
import org.reciprocity.reporting.tabular.FigureRow;
import org.reciprocity.reporting.tabular.TabularFigures;

/** A figure as it is answered. */
@Schema(
        description =
                "A figure: its value, what it is made of, what to beware of, what to read it with, and what it was made from",
        examples = FigureAnswer.EXAMPLE)
record FigureAnswer(
        String figure,
        UUID community,
        @JsonInclude(JsonInclude.Include.NON_NULL) UUID programme,
        String period,
        BigDecimal value,
        String unit,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, Object> parts,
        @JsonInclude(JsonInclude.Include.NON_NULL) String reason,
        List<String> caveats,

        @Schema(description = "Where its definition is to be read")
        String definition,

        @Schema(description = "The figure to read it with; with its value where a contract pays on the figure")
        CounterFigure counterFigure,

        @Schema(description = "The contracts that pay on it in the period, each with what it sets against the figure")
        List<Payer> paidOn,

        AsOf asOf)
        implements TabularFigures {

    static final String EXAMPLE = """
            {"figure":"both-share","community":"01997c10-0000-7000-8000-00000000c001","period":"2026",
            "value":0.412500,"unit":"ratio","parts":{"active":80,"both":33},"caveats":[],
            "definition":"/figures/both-share/definition",
            "counterFigure":{"figure":"active","name":"Active participants","definition":"/figures/active/definition",
            "value":80,"unit":"participants"},
            "paidOn":[{"contract":"01997c10-0000-7000-8000-000000003009","code":"day-care-2026","counterFigure":{
            "figure":"hours-given","name":"Hours given","definition":"/figures/hours-given/definition","value":1210.5,"unit":"hours"}}],
            "asOf":{"generation":3,"ruleVersion":3,"through":{"reciprocity.exchanges.v1":{"0":{"ledger":4711}}},"suppressed":[]}}
            """;

    static FigureAnswer of(
            Figure figure, Place place, Period period, Function<Figure, FigureValue> values, AsOf asOf, Beside beside) {
        var value = values.apply(figure);
        return new FigureAnswer(
                figure.code(),
                place.community(),
                place.programme().orElse(null),
                period.code(),
                value.value().orElse(null),
                figure.unit().code(),
                value.parts(),
                value.reason().orElse(null),
                value.caveats(),
                Beside.definition(figure.code()),
                CounterFigure.of(figure, values, beside),
                Payer.of(figure, values, beside),
                asOf);
    }

    /** Its own rows; and a row of each figure that is set against it, where it is paid on: it is never alone. */
    @Override
    public List<FigureRow> rows() {
        var writing = FigureRows.of(community, programme, period, asOf);
        var rows = new ArrayList<>(writing.of(new FigureRows.Line(
                figure, value, unit, parts, reason, caveats, codes(paidOn), against(counterFigure, paidOn))));
        if (!paidOn.isEmpty()) {
            var counters = new TreeMap<String, CounterFigure>();
            Stream.concat(Stream.of(counterFigure), paidOn.stream().map(Payer::counterFigure))
                    .filter(counter -> !counter.figure().equals(figure))
                    .forEach(counter -> counters.put(counter.figure(), counter));
            counters.values()
                    .forEach(counter -> rows.add(writing.of(counter.line()).getFirst()));
        }
        return rows;
    }

    /** The codes of contracts. */
    static List<String> codes(List<Payer> payers) {
        return payers.stream().map(Payer::code).toList();
    }

    /** The codes of the figures to read one with. */
    static List<String> against(CounterFigure counter, List<Payer> payers) {
        return Stream.concat(Stream.of(counter), payers.stream().map(Payer::counterFigure))
                .map(CounterFigure::figure)
                .distinct()
                .toList();
    }
}
