package org.reciprocity.reporting.figure;

import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A contract that pays on a figure.
 *
 * @param contract the contract
 * @param code its code
 * @param counterFigure what the contract sets against the figure
 */
@Schema(name = "FigurePayer", description = "A contract that pays on the figure, and what it sets against it")
record Payer(UUID contract, String code, CounterFigure counterFigure) {

    /** Those that pay on a figure. */
    static List<Payer> of(Figure figure, Function<Figure, FigureValue> values, Beside beside) {
        return beside.payers(figure.code()).stream()
                .map(paid -> new Payer(
                        paid.contract(), paid.code(), CounterFigure.shown(paid.counterFigure(), values, beside)))
                .toList();
    }
}
