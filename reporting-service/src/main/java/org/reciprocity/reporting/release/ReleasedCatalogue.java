package org.reciprocity.reporting.release;

import java.util.Arrays;
import java.util.List;
import org.reciprocity.reporting.figure.CatalogueEntry;
import org.reciprocity.reporting.figure.Figure;

/**
 * What figures are, as a release was published with.
 *
 * @param figures every figure of the catalogue, in its order
 * @param asReleased false of a release from before its catalogue was kept, which has a later one
 */
record ReleasedCatalogue(List<CatalogueEntry> figures, boolean asReleased) {
    /** What is said beside figures that are not as they were released. */
    static final String LATER =
            "This edition was released before its catalogue was kept: the definitions are of a later one.";

    /** That of now, with what analysts are told to beware of. */
    static ReleasedCatalogue present() {
        return new ReleasedCatalogue(
                Arrays.stream(Figure.values()).map(ReleasedCatalogue::present).toList(), true);
    }

    private static CatalogueEntry present(Figure figure) {
        return CatalogueEntry.of(figure).withCaveat(ReleasedFigure.caveat(figure.code(), figure.caveat()));
    }

    /** A figure as the release has it; as it is now, if the release knows nothing of it. */
    CatalogueEntry of(Figure figure) {
        return figures.stream()
                .filter(entry -> entry.code().equals(figure.code()))
                .findFirst()
                .orElseGet(() -> present(figure));
    }
}
