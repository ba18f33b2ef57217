package org.reciprocity.reporting.disclosure;

import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedSet;

/**
 * What is told of a table, and what is not.
 *
 * @param table the table
 * @param withheld the cells that are not told, by their place in the table
 * @param silent the cells of which it is not even said that they are withheld, since somebody could be found out whatever else is
 *     withheld; to those who read them the whole part of the table is
 * @param exposed the keys of cells that earlier editions have given away, whatever is withheld now: none, unless the level of protection
 *     was raised since
 */
public record Decision(Table table, Set<Integer> withheld, Set<Integer> silent, SortedSet<String> exposed) {

    /** Copies the sets. */
    public Decision {
        withheld = Set.copyOf(withheld);
        silent = Set.copyOf(silent);
    }

    /** Whether a cell is told. */
    public boolean isTold(String key) {
        int place = table.place(key);
        return !table.cells().get(place).isDerived() && !withheld.contains(place) && !silent.contains(place);
    }

    /** Whether it is not even said of a cell that it is withheld. */
    public boolean isSilent(String key) {
        return silent.contains(table.place(key));
    }

    /** A cell as it is published: a count to the nearest 5, minutes as hours; nothing where it is withheld. */
    public OptionalLong published(String key) {
        var cell = table.cell(key);
        return isTold(key) ? OptionalLong.of(cell.quantity().published(cell.exact())) : OptionalLong.empty();
    }
}
