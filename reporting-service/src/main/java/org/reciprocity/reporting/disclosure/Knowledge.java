package org.reciprocity.reporting.disclosure;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** What everybody knows of each number of a table once some are withheld, and how much of it is too much. */
final class Knowledge {
    /** What solvers may be off by. */
    static final double TOLERANCE = 1e-6;

    private static final int FEASIBLE = 3;

    private final Table table;
    private final ProtectionLevel level;
    private final long most;

    Knowledge(Table table, ProtectionLevel level) {
        this.table = table;
        this.level = level;
        most = 1000 + 4 * table.cells().stream().mapToLong(Cell::exact).max().orElse(0);
    }

    Interval of(Cell cell, boolean withheld) {
        if (cell.standing() == Cell.Standing.DIFFERENCE) {
            return new Interval(-most, most);
        }
        if (!isUnknown(cell, withheld)) {
            return told(cell);
        }
        return cell.exact() == 0 ? new Interval(0, most) : cell.quantity().withheld(most);
    }

    private static Interval told(Cell cell) {
        return cell.isDerived()
                ? Interval.exactly(cell.exact())
                : cell.quantity().told(cell.exact());
    }

    List<Interval> of(Set<Integer> withheld) {
        return IntStream.range(0, table.cells().size())
                .mapToObj(place -> of(table.cells().get(place), withheld.contains(place)))
                .toList();
    }

    /** Whether it has to be uncertain: a count that is withheld, and whatever tells too much of somebody. */
    boolean mustBeUncertain(Cell cell, boolean withheld) {
        boolean hidden = withheld || cell.isDerived();
        return hidden && (cell.isSensitive(level) || (withheld && cell.quantity() == Quantity.COUNT));
    }

    /** Whether minutes have to be uncertain together with others that nobody is told. */
    boolean isHidden(Cell cell, boolean withheld) {
        return cell.quantity() == Quantity.MINUTES && cell.exact() > 0 && (withheld || cell.isDerived());
    }

    /**
     * Whether a cell stays uncertain enough between these bounds. A count of a few has to be so for somebody who guesses that it is a few: it
     * must not be shown to be 6 at least.
     */
    boolean isUncertain(Cell cell, double low, double high) {
        boolean isOfAFew = cell.quantity() == Quantity.COUNT
                && !cell.isDerived()
                && cell.exact() > 0
                && cell.exact() <= Quantity.FEW;
        return isUncertain(cell.quantity(), cell.exact(), low, isOfAFew ? Math.min(high, Quantity.FEW) : high);
    }

    /**
     * Whether a count of a few still can be three numbers for somebody who knows that it is a few, since nothing else around it is
     * withheld: by subtracting what is told, it must not be shown to be 6 at least.
     */
    boolean isOneOfAFew(int place, Set<Integer> withheld) {
        var cell = table.cells().get(place);
        if (cell.quantity() != Quantity.COUNT || cell.exact() > Quantity.FEW || !withheld.contains(place)) {
            return true;
        }
        return table.relationsOf(place).stream()
                .filter(Relation::equal)
                .allMatch(relation -> least(relation, place, withheld) <= Quantity.FEW - FEASIBLE + 1);
    }

    /** What a cell is at least by subtraction; nothing where another cell is not told either. */
    private long least(Relation relation, int place, Set<Integer> withheld) {
        boolean isTotal = relation.total().contains(place);
        long least = 0;
        for (int other : relation.cells()) {
            if (other == place) {
                continue;
            }
            var cell = table.cells().get(other);
            if (isUnknown(cell, withheld.contains(other))) {
                return 0;
            }
            var interval = told(cell);
            least += relation.total().contains(other) == isTotal ? -interval.high() : interval.low();
        }
        return least;
    }

    private static boolean isUnknown(Cell cell, boolean withheld) {
        if (!cell.isDerived()) {
            return withheld;
        }
        // That minutes are nothing is known from what they are of. That a count is has to follow from others.
        return cell.standing() == Cell.Standing.DIFFERENCE || cell.exact() > 0 || cell.quantity() == Quantity.COUNT;
    }

    /** Whether a number stays uncertain enough between these bounds: three counts, or p% of minutes on either side. */
    boolean isUncertain(Quantity quantity, long exact, double low, double high) {
        return switch (quantity) {
            case COUNT -> Math.floor(high + TOLERANCE) - Math.ceil(low - TOLERANCE) + 1 >= FEASIBLE;
            case MINUTES -> isUncertain(exact, exact, low, high);
        };
    }

    /** Whether minutes can be p% of an amount more, and as much less. */
    boolean isUncertain(long exact, long amount, double low, double high) {
        double margin = level.margin(amount);
        return high + TOLERANCE >= exact + margin && low - TOLERANCE <= exact - margin;
    }
}
