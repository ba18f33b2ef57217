package org.reciprocity.reporting.tabular;

import java.util.List;
import org.reciprocity.reporting.snapshot.AsOf;

/** An answer of figures, which can be written as their rows. */
public interface TabularFigures extends Tabular {

    /** Its rows, in order. */
    List<FigureRow> rows();

    /** What it was made from. */
    AsOf asOf();

    @Override
    default List<Parquet.Column> columns() {
        return RowFiles.COLUMNS;
    }

    @Override
    default List<List<Object>> cells() {
        return rows().stream().map(FigureRow::cells).toList();
    }
}
