package org.reciprocity.reporting.figure;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.reciprocity.reporting.place.Place;
import org.reciprocity.reporting.snapshot.AsOf;
import org.reciprocity.reporting.tabular.FigureRow;
import org.reciprocity.reporting.tabular.Tabular;

/** All figures of a place and period at once. */
record FigureTable(
        UUID community,
        @JsonInclude(JsonInclude.Include.NON_NULL) UUID programme,
        String period,
        List<Row> figures,
        AsOf asOf)
        implements Tabular {

    /** Every figure of the catalogue, in its order. */
    static FigureTable of(Place place, Period period, Function<Figure, FigureValue> values, AsOf asOf) {
        return new FigureTable(
                place.community(),
                place.programme().orElse(null),
                period.code(),
                Arrays.stream(Figure.values())
                        .map(figure -> Row.of(figure, values.apply(figure)))
                        .toList(),
                asOf);
    }

    @Override
    public List<FigureRow> rows() {
        var rows = FigureRows.of(community, programme, period, asOf);
        return figures.stream()
                .flatMap(row -> rows.of(row.figure(), row.value(), row.unit(), row.parts(), row.reason()).stream())
                .toList();
    }

    /** A figure in the table. */
    record Row(
            String figure,
            String name,
            BigDecimal value,
            String unit,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, Object> parts,
            @JsonInclude(JsonInclude.Include.NON_NULL) String reason,
            List<String> caveats) {

        static Row of(Figure figure, FigureValue value) {
            return new Row(
                    figure.code(),
                    figure.title(),
                    value.value().orElse(null),
                    figure.unit().code(),
                    value.parts(),
                    value.reason().orElse(null),
                    value.caveats());
        }
    }
}
