package org.reciprocity.reporting.figure;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.reciprocity.reporting.place.Place;
import org.reciprocity.reporting.snapshot.AsOf;
import org.reciprocity.reporting.tabular.FigureRow;
import org.reciprocity.reporting.tabular.TabularFigures;

/** All figures of a place and period at once. */
record FigureTable(
        UUID community,
        @JsonInclude(JsonInclude.Include.NON_NULL) UUID programme,
        String period,
        List<Row> figures,
        AsOf asOf)
        implements TabularFigures {

    /** Every figure of the catalogue, in its order. */
    static FigureTable of(Place place, Period period, Function<Figure, FigureValue> values, AsOf asOf, Beside beside) {
        return new FigureTable(
                place.community(),
                place.programme().orElse(null),
                period.code(),
                Arrays.stream(Figure.values())
                        .map(figure -> Row.of(figure, values, beside))
                        .toList(),
                asOf);
    }

    @Override
    public List<FigureRow> rows() {
        var rows = FigureRows.of(community, programme, period, asOf);
        return figures.stream().flatMap(row -> rows.of(row.line()).stream()).toList();
    }

    /** A figure in the table. */
    record Row(
            String figure,
            String name,
            BigDecimal value,
            String unit,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, Object> parts,
            @JsonInclude(JsonInclude.Include.NON_NULL) String reason,
            List<String> caveats,

            @Schema(description = "Where its definition is to be read")
            String definition,

            @Schema(description = "The figure to read it with; with its value where a contract pays on the figure")
            CounterFigure counterFigure,

            @Schema(
                    description =
                            "The contracts that pay on it in the period, each with what it sets against the figure")
            List<Payer> paidOn) {

        static Row of(Figure figure, Function<Figure, FigureValue> values, Beside beside) {
            var value = values.apply(figure);
            return new Row(
                    figure.code(),
                    figure.title(),
                    value.value().orElse(null),
                    figure.unit().code(),
                    value.parts(),
                    value.reason().orElse(null),
                    value.caveats(),
                    Beside.definition(figure.code()),
                    CounterFigure.of(figure, values, beside),
                    Payer.of(figure, values, beside));
        }

        FigureRows.Line line() {
            return new FigureRows.Line(
                    figure,
                    value,
                    unit,
                    parts,
                    reason,
                    caveats,
                    FigureAnswer.codes(paidOn),
                    FigureAnswer.against(counterFigure, paidOn));
        }
    }
}
