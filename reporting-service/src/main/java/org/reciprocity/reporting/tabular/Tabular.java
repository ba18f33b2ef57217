package org.reciprocity.reporting.tabular;

import java.util.List;

/** An answer that can be written as rows. */
public interface Tabular {

    /** Its rows, in order. */
    List<FigureRow> rows();
}
