package org.reciprocity.ledger.imports;

import java.util.HashMap;
import java.util.Map;

/** The references of a file, each of which stands for one thing. */
final class References {
    private final Map<String, Long> lineOf = new HashMap<>();

    /** Takes a line's reference, if it has one; that another line has it too is wrong. */
    void note(Draft draft, CsvTable.Row row) {
        var reference = row.cell("reference");
        if (reference != null && lineOf.putIfAbsent(reference, row.line()) != null) {
            draft.wrong(row, "reference", "once only; it stands in line " + lineOf.get(reference) + " too");
        }
    }
}
