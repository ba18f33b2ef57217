package org.reciprocity.reporting.disclosure;

import java.util.List;

/**
 * How small and how large each number of a table has been seen to be possible. Every solution of a linear program is a case that nobody
 * can rule out, and tells so of all numbers at once; most need no program of their own.
 */
final class Evidence {
    private final Table table;
    private final Knowledge knowledge;
    private final double[] low;
    private final double[] high;

    Evidence(Table table, Knowledge knowledge) {
        this.table = table;
        this.knowledge = knowledge;
        low = table.cells().stream().mapToDouble(Cell::exact).toArray();
        high = low.clone();
    }

    /** Looks at these numbers together. */
    void gather(Solver.Attack attack, List<Integer> places) {
        extreme(attack, places, true);
        extreme(attack, places, false);
    }

    /** How small, or how large, some numbers can be together. */
    double extreme(Solver.Attack attack, List<Integer> places, boolean largest) {
        var possible = attack.extreme(places, largest);
        for (int place = 0; place < possible.length; place++) {
            low[place] = Math.min(low[place], possible[place]);
            high[place] = Math.max(high[place], possible[place]);
        }
        return places.stream().mapToDouble(place -> possible[place]).sum();
    }

    /** Whether a number is uncertain enough. */
    boolean isUncertain(Solver.Attack attack, int place) {
        if (isSeen(place)) {
            return true;
        }
        extreme(attack, List.of(place), true);
        if (isSeen(place)) {
            return true;
        }
        extreme(attack, List.of(place), false);
        return isSeen(place);
    }

    private boolean isSeen(int place) {
        return knowledge.isUncertain(table.cells().get(place), low[place], high[place]);
    }

    double low(int place) {
        return low[place];
    }

    double high(int place) {
        return high[place];
    }
}
