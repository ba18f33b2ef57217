package org.reciprocity.reporting.cube;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.reciprocity.reporting.disclosure.Cell;
import org.reciprocity.reporting.disclosure.Decision;
import org.reciprocity.reporting.disclosure.Quantity;
import org.reciprocity.reporting.disclosure.Relation;

/**
 * The attack that needs no solver: whoever knows all cells of a sum but one subtracts. It is written apart from what decides, with
 * arithmetic of its own.
 */
final class Differencing {
    private static final long[] PERCENT = {AttackTest.PERCENT, 100};

    private Differencing() {}

    /** Tries every sum of which one cell is not told. Returns how many there were. */
    static long attack(Decision decision, String which) {
        long attacked = 0;
        for (var relation : decision.table().relations()) {
            if (!relation.equal()) {
                continue;
            }
            var unknown = new ArrayList<Integer>();
            relation.total().forEach(place -> collect(decision, place, unknown));
            relation.parts().forEach(place -> collect(decision, place, unknown));
            if (unknown.size() == 1) {
                attacked++;
                subtract(decision, relation, unknown.getFirst(), which);
            }
        }
        return attacked;
    }

    private static void collect(Decision decision, int place, List<Integer> found) {
        var cell = decision.table().cells().get(place);
        boolean unknown = cell.exact() > 0
                || cell.standing() == Cell.Standing.DIFFERENCE
                || (cell.standing() == Cell.Standing.REMAINDER && cell.quantity() == Quantity.COUNT)
                || decision.withheld().contains(place);
        if (unknown && !decision.isTold(cell.key())) {
            found.add(place);
        }
    }

    private static void subtract(Decision decision, Relation relation, int target, String which) {
        var cell = decision.table().cells().get(target);
        boolean total = relation.total().contains(target);
        // The cells on the target's side are taken away, those on the other side are added.
        long low = 0;
        long high = 0;
        for (int place : total ? relation.parts() : relation.total()) {
            low += bound(decision, place, false);
            high += bound(decision, place, true);
        }
        for (int place : total ? relation.total() : relation.parts()) {
            if (place != target) {
                low -= bound(decision, place, true);
                high -= bound(decision, place, false);
            }
        }
        boolean known = cell.standing() == Cell.Standing.OPEN || cell.standing() == Cell.Standing.WITHHELD;
        if (cell.standing() != Cell.Standing.DIFFERENCE) {
            low = Math.max(low, cell.quantity() == Quantity.COUNT && cell.exact() > 0 ? 1 : 0);
        }
        if (cell.quantity() == Quantity.COUNT && known) {
            long most = cell.exact() <= 7 ? Math.min(high, 7) : high;
            assertTrue(most - low >= 2, which + " count " + cell.key() + " in " + low + ".." + most);
        } else if (cell.quantity() == Quantity.MINUTES && isOfAFew(cell)) {
            assertTrue(
                    PERCENT[1] * (high - cell.exact()) >= PERCENT[0] * cell.exact()
                            && PERCENT[1] * (cell.exact() - low) >= PERCENT[0] * cell.exact(),
                    which + " minutes " + cell.key() + " in " + low + ".." + high);
        }
    }

    private static boolean isOfAFew(Cell cell) {
        // What goes to no participant has no receivers who could be found out.
        return cell.sides().stream()
                .filter(side -> side.total() > 0)
                .anyMatch(side -> side.count() < 3
                        || PERCENT[1] * (side.total() - side.largest() - side.second()) < PERCENT[0] * side.largest());
    }

    private static long bound(Decision decision, int place, boolean upper) {
        var cell = decision.table().cells().get(place);
        if (cell.exact() == 0) {
            return 0;
        }
        long published = decision.published(cell.key()).orElseThrow();
        return switch (cell.quantity()) {
            case COUNT -> upper ? published + 2 : Math.max(8, published - 2);
            case MINUTES -> upper ? 60 * published + 29 : Math.max(0, 60 * published - 30);
        };
    }
}
