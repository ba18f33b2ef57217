package org.reciprocity.reporting.tabular;

import java.util.List;

/** An answer of figures, which can be written as their rows. */
public interface TabularFigures extends TabularAnswer {

    /** Its rows, in order. */
    List<FigureRow> rows();

    @Override
    default List<Parquet.Column> columns() {
        return RowFiles.COLUMNS;
    }

    @Override
    default List<List<Object>> cells() {
        return rows().stream().map(FigureRow::cells).toList();
    }
}
