package org.reciprocity.reporting.disclosure;

import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedSet;

/**
 * What is told of a table, and what is not.
 *
 * @param table the table
 * @param withheld the cells that are not told, by their place in the table
 * @param exposed the keys of cells that earlier editions have given away, whatever is withheld now: none, unless the level of protection
 *     was raised since
 */
public record Decision(Table table, Set<Integer> withheld, SortedSet<String> exposed) {

    /** Copies the set of the withheld. */
    public Decision {
        withheld = Set.copyOf(withheld);
    }

    /** Whether a cell is told. */
    public boolean isTold(String key) {
        int place = table.place(key);
        return !table.cells().get(place).isDerived() && !withheld.contains(place);
    }

    /** A cell as it is published: a count to the nearest 5, minutes as hours; nothing where it is withheld. */
    public OptionalLong published(String key) {
        var cell = table.cell(key);
        return isTold(key) ? OptionalLong.of(cell.quantity().published(cell.exact())) : OptionalLong.empty();
    }
}
