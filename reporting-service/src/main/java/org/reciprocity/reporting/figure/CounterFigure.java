package org.reciprocity.reporting.figure;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.reciprocity.reporting.payment.PaidFigure;

/**
 * The figure to read another with: a number that is used as a target stops measuring.
 *
 * @param figure its code
 * @param name how people call it
 * @param definition where its definition is to be read
 * @param value its value, where the other is paid on
 * @param unit what that counts
 * @param reason why there is none
 * @param caveats what to beware of
 * @param payers the codes of the contracts that pay on this one, too
 */
@Schema(description = "The figure to read another with; with its value where the other is paid on")
record CounterFigure(
        String figure,
        @JsonInclude(JsonInclude.Include.NON_NULL) String name,
        @JsonInclude(JsonInclude.Include.NON_NULL) String definition,
        @JsonInclude(JsonInclude.Include.NON_NULL) BigDecimal value,
        @JsonInclude(JsonInclude.Include.NON_NULL) String unit,
        @JsonInclude(JsonInclude.Include.NON_NULL) String reason,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> caveats,
        @JsonIgnore List<String> payers) {
    private static final String UNKNOWN = "There is no figure of this code.";

    /** By name only. */
    static CounterFigure named(String code) {
        var figure = Figure.of(code);
        return new CounterFigure(
                code,
                figure.map(Figure::title).orElse(null),
                figure.map(known -> Beside.definition(known.code())).orElse(null),
                null,
                null,
                null,
                List.of(),
                List.of());
    }

    /** With its value. */
    static CounterFigure shown(String code, Function<Figure, FigureValue> values, Beside beside) {
        var named = named(code);
        Optional<Figure> figure = Figure.of(code);
        if (figure.isEmpty()) {
            return new CounterFigure(code, null, null, null, null, UNKNOWN, List.of(), List.of());
        }
        var value = values.apply(figure.get());
        return new CounterFigure(
                code,
                named.name(),
                named.definition(),
                value.value().orElse(null),
                figure.get().unit().code(),
                value.reason().orElse(null),
                value.caveats(),
                beside.payers(code).stream().map(PaidFigure::code).toList());
    }

    /** As a line of a table. */
    FigureRows.Line line() {
        var against = Figure.of(figure).map(Figure::counterFigure).map(List::of).orElse(List.of());
        return new FigureRows.Line(figure, value, unit, Map.of(), reason, caveats, payers, against);
    }

    /** Of a figure of the catalogue: with its value where a contract pays on the figure. */
    static CounterFigure of(Figure figure, Function<Figure, FigureValue> values, Beside beside) {
        return beside.payers(figure.code()).isEmpty()
                ? named(figure.counterFigure())
                : shown(figure.counterFigure(), values, beside);
    }
}
