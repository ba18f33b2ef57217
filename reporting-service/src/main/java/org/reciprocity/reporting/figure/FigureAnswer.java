package org.reciprocity.reporting.figure;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.reciprocity.reporting.place.Place;
import org.reciprocity.reporting.snapshot.AsOf;
import org.reciprocity.reporting.tabular.FigureRow;
import org.reciprocity.reporting.tabular.Tabular;

/** A figure as it is answered. */
@Schema(
        description = "A figure: its value, what it is made of, what to beware of, and what it was made from",
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
        AsOf asOf)
        implements Tabular {

    static final String EXAMPLE = """
            {"figure":"both-share","community":"01997c10-0000-7000-8000-00000000c001","period":"2026",
            "value":0.412500,"unit":"ratio","parts":{"active":80,"both":33},"caveats":[],
            "asOf":{"generation":3,"ruleVersion":3,"through":{"reciprocity.exchanges.v1":{"0":{"ledger":4711}}},"suppressed":[]}}
            """;

    static FigureAnswer of(Figure figure, Place place, Period period, FigureValue value, AsOf asOf) {
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
                asOf);
    }

    @Override
    public List<FigureRow> rows() {
        return FigureRows.of(community, programme, period, asOf).of(figure, value, unit, parts, reason);
    }
}
