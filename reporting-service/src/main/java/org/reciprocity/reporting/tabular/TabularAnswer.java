package org.reciprocity.reporting.tabular;

import org.reciprocity.reporting.snapshot.AsOf;

/** An answer that can be written as a table, and says what it was made from. */
public interface TabularAnswer extends Tabular {

    /** What it was made from. */
    AsOf asOf();
}
