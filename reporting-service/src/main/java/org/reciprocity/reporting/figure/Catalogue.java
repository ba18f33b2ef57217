package org.reciprocity.reporting.figure;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.List;
import org.reciprocity.reporting.tabular.Parquet;
import org.reciprocity.reporting.tabular.Tabular;

/** All figures as they are described, in their order. As JSON it is the list alone. */
public record Catalogue(@JsonValue List<CatalogueEntry> figures) implements Tabular {
    private static final List<Parquet.Column> COLUMNS = List.of(
            text("figure"),
            text("name"),
            text("definition"),
            text("formula"),
            text("unit"),
            text("caveat"),
            text("counter_figure"),
            new Parquet.Column("rule_version", Parquet.Type.WHOLE),
            text("source_events"),
            text("bands"));

    /** Of this release. */
    static Catalogue present() {
        return new Catalogue(
                Arrays.stream(Figure.values()).map(CatalogueEntry::of).toList());
    }

    private static Parquet.Column text(String name) {
        return new Parquet.Column(name, Parquet.Type.TEXT);
    }

    @Override
    public List<Parquet.Column> columns() {
        return COLUMNS;
    }

    @Override
    public List<List<Object>> cells() {
        return figures.stream().map(Catalogue::cells).toList();
    }

    /** Several events, or bands, stand in one cell with spaces between. */
    private static List<Object> cells(CatalogueEntry entry) {
        return Arrays.asList(
                entry.code(),
                entry.name(),
                entry.definition(),
                entry.formula(),
                entry.unit(),
                entry.caveat(),
                entry.counterFigure(),
                (long) entry.ruleVersion(),
                String.join(" ", entry.sourceEvents()),
                entry.bands().isEmpty() ? null : String.join(" ", entry.bands()));
    }
}
