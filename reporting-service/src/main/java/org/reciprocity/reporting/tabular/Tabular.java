package org.reciprocity.reporting.tabular;

import java.util.List;
import org.reciprocity.reporting.snapshot.AsOf;

/** An answer that can be written as rows. */
public interface Tabular {

    /** Its rows, in order. */
    List<FigureRow> rows();

    /** What it was made from. */
    AsOf asOf();
}
