package org.reciprocity.reporting.figure;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.reciprocity.reporting.band.BandAxis;
import org.reciprocity.reporting.generation.RuleVersion;

/** A figure as the catalogue describes it. */
public record CatalogueEntry(
        String code,
        String name,
        String definition,
        String formula,
        String unit,
        int ruleVersion,
        List<String> sourceEvents,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> bands,
        @JsonInclude(JsonInclude.Include.NON_NULL) String caveat,
        String counterFigure) {

    /** The same with something else to beware of. */
    public CatalogueEntry withCaveat(Optional<String> other) {
        return new CatalogueEntry(
                code,
                name,
                definition,
                formula,
                unit,
                ruleVersion,
                sourceEvents,
                bands,
                other.orElse(null),
                counterFigure);
    }

    /** Of a figure. */
    public static CatalogueEntry of(Figure figure) {
        return new CatalogueEntry(
                figure.code(),
                figure.title(),
                figure.definition(),
                figure.formula(),
                figure.unit().code(),
                RuleVersion.CURRENT,
                figure.sourceEvents(),
                figure.hasBands()
                        ? Arrays.stream(BandAxis.values()).map(BandAxis::code).toList()
                        : List.of(),
                figure.caveat().orElse(null),
                figure.counterFigure());
    }
}
