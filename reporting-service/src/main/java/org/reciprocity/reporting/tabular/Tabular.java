package org.reciprocity.reporting.tabular;

import java.util.List;

/** An answer that can be written as a table. */
public interface Tabular {

    /** Its columns. */
    List<Parquet.Column> columns();

    /** Its rows, in order; each has a value, or null, for each column. */
    List<? extends List<?>> cells();
}
