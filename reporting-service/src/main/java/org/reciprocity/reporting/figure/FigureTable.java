package org.reciprocity.reporting.figure;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.reciprocity.reporting.snapshot.AsOf;

/** All figures of a place and period at once. */
record FigureTable(
        UUID community,
        @JsonInclude(JsonInclude.Include.NON_NULL) UUID programme,
        String period,
        List<Row> figures,
        AsOf asOf) {

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
