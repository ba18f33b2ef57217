package org.reciprocity.reporting.disclosure;

import java.util.ArrayList;
import java.util.List;

/**
 * What everybody knows about cells together: a total is the sum of its parts, or at most that.
 *
 * @param total the cells on the one side, by their place in the table; mostly one
 * @param parts the cells on the other
 * @param equal whether both sides are equal; else the total is at most the parts
 */
public record Relation(List<Integer> total, List<Integer> parts, boolean equal) {

    /** Copies the sides. */
    public Relation {
        total = List.copyOf(total);
        parts = List.copyOf(parts);
    }

    /** All its cells. */
    List<Integer> cells() {
        var cells = new ArrayList<Integer>(parts);
        cells.addAll(total);
        return cells;
    }
}
