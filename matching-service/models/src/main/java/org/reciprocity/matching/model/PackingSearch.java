package org.reciprocity.matching.model;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * A good choice of disjoint cycles to start an exact search from. It begins with the cycles through those who are in the
 * fewest, then lets those who are left over push into cycles that cost nobody else their place, or as few as possible, for a
 * fixed number of steps. Chance is a fixed sequence, so that it always ends in the same place.
 */
final class PackingSearch {
    private static final int STEPS_FOR_EACH = 200;
    private static final int NONE = -1;

    private final List<int[]> cycles;
    private final int[][] cyclesOf;
    private final int[] in;
    private long chance = 1;
    private int served;

    private PackingSearch(int people, List<int[]> cycles) {
        this.cycles = cycles;
        this.cyclesOf = new int[people][];
        this.in = new int[people];
        var counts = new int[people];
        cycles.forEach(cycle -> {
            for (int person : cycle) {
                counts[person]++;
            }
        });
        for (int person = 0; person < people; person++) {
            cyclesOf[person] = new int[counts[person]];
            in[person] = NONE;
        }
        for (int number = 0; number < cycles.size(); number++) {
            for (int person : cycles.get(number)) {
                cyclesOf[person][--counts[person]] = number;
            }
        }
    }

    /** The numbers of the cycles chosen. */
    static BitSet from(int people, List<int[]> cycles) {
        var search = new PackingSearch(people, cycles);
        search.begin();
        return search.improved();
    }

    private void begin() {
        var order = new ArrayList<Integer>();
        for (int person = 0; person < in.length; person++) {
            order.add(person);
        }
        order.sort((one, other) -> Integer.compare(cyclesOf[one].length, cyclesOf[other].length));
        order.forEach(this::takeFree);
    }

    /** Takes the longest cycle of somebody whose people are all free. */
    private void takeFree(int person) {
        int best = NONE;
        if (in[person] == NONE) {
            for (int number : cyclesOf[person]) {
                if (displaced(number) == 0 && (best == NONE || cycles.get(number).length > cycles.get(best).length)) {
                    best = number;
                }
            }
        }
        if (best != NONE) {
            take(best);
        }
    }

    private BitSet improved() {
        var best = chosen();
        int mostServed = served;
        var open = new ArrayList<Integer>();
        for (int step = 0; step < STEPS_FOR_EACH * in.length && served < in.length; step++) {
            if (open.isEmpty()) {
                for (int person = 0; person < in.length; person++) {
                    if (in[person] == NONE && cyclesOf[person].length > 0) {
                        open.add(person);
                    }
                }
                if (open.isEmpty()) {
                    break;
                }
            }
            push(open.remove(below(open.size())));
            if (served > mostServed) {
                mostServed = served;
                best = chosen();
            }
        }
        return best;
    }

    /** Puts somebody into the cycle that displaces the fewest for those whom it serves, and finds others for the displaced. */
    private void push(int person) {
        if (in[person] != NONE) {
            return;
        }
        int best = NONE;
        int bestLoss = Integer.MAX_VALUE;
        int equals = 0;
        for (int number : cyclesOf[person]) {
            int loss = displaced(number) - cycles.get(number).length;
            equals = loss == bestLoss ? equals + 1 : 1;
            if (loss < bestLoss || (loss == bestLoss && below(equals) == 0)) {
                best = number;
                bestLoss = loss;
            }
        }
        if (bestLoss > 1 || (bestLoss == 1 && below(8) > 0)) {
            return;
        }
        var freed = new ArrayList<Integer>();
        for (int member : cycles.get(best)) {
            int other = in[member];
            if (other != NONE) {
                for (int one : cycles.get(other)) {
                    in[one] = NONE;
                    served--;
                    freed.add(one);
                }
            }
        }
        take(best);
        freed.forEach(this::takeFree);
    }

    /** How many would lose their place by a cycle. */
    private int displaced(int number) {
        int displaced = 0;
        var cycle = cycles.get(number);
        for (int i = 0; i < cycle.length; i++) {
            int other = in[cycle[i]];
            boolean counted = other == NONE;
            for (int j = 0; j < i && !counted; j++) {
                counted = in[cycle[j]] == other;
            }
            displaced += counted ? 0 : cycles.get(other).length;
        }
        return displaced;
    }

    private void take(int number) {
        for (int member : cycles.get(number)) {
            in[member] = number;
            served++;
        }
    }

    private BitSet chosen() {
        var chosen = new BitSet();
        for (int number : in) {
            if (number != NONE) {
                chosen.set(number);
            }
        }
        return chosen;
    }

    private int below(int bound) {
        chance += 0x9e3779b97f4a7c15L;
        return (int) Long.remainderUnsigned(Mix.of(chance), bound);
    }
}
