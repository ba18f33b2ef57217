package org.reciprocity.reporting.disclosure;

import java.util.List;

/**
 * A number of a table.
 *
 * @param key which it is: unique in the table; cells are taken in the order of their keys where nothing else decides
 * @param quantity what it counts
 * @param exact the number, not below zero
 * @param sides who minutes are made of, as givers and as receivers; empty for a count
 * @param standing whether it may be published, or what has become of it already
 */
public record Cell(String key, Quantity quantity, long exact, List<Contributors> sides, Standing standing) {

    /** What may still be done with a cell. */
    public enum Standing {
        /** It is decided now. */
        OPEN,
        /** An earlier edition told it. */
        TOLD,
        /** An earlier edition withheld it, and so do all later ones that publish it while it is the same. */
        WITHHELD,
        /** No edition tells it, but it follows from others: what is in no programme. */
        REMAINDER,
        /** No edition tells it, but it follows from two: by how much a number has grown, or shrunk. Nobody knows that it has. */
        DIFFERENCE
    }

    /** Copies the sides. */
    public Cell {
        if (exact < 0) {
            throw new IllegalArgumentException("a cell below zero");
        }
        sides = List.copyOf(sides);
    }

    /** A count that may be published. */
    public static Cell count(String key, long exact) {
        return new Cell(key, Quantity.COUNT, exact, List.of(), Standing.OPEN);
    }

    /** Minutes that may be published. */
    public static Cell minutes(String key, long exact, Contributors givers, Contributors receivers) {
        return new Cell(key, Quantity.MINUTES, exact, List.of(givers, receivers), Standing.OPEN);
    }

    /** The same with another standing. */
    public Cell standing(Standing other) {
        return new Cell(key, quantity, exact, sides, other);
    }

    /** Whether no edition tells it. */
    boolean isDerived() {
        return standing == Standing.REMAINDER || standing == Standing.DIFFERENCE;
    }

    /** Whether it tells too much of somebody. */
    boolean isSensitive(ProtectionLevel level) {
        return switch (quantity) {
            case COUNT -> exact > 0 && exact <= Quantity.FEW;
            case MINUTES -> exact > 0 && !sides.stream().allMatch(side -> side.isSafe(level));
        };
    }
}
