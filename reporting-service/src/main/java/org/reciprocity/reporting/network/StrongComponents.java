package org.reciprocity.reporting.network;

import java.util.Arrays;

/**
 * Strongly connected components: the largest sets within which everybody's help reaches everybody. R. Tarjan, Depth-first
 * search and linear graph algorithms, SIAM Journal on Computing 1 (1972); with a stack of its own, since networks are deep.
 */
final class StrongComponents {
    private final Ties ties;
    private final int[] firstTie;
    private final int[] nextTie;
    private final int[] order;
    private final int[] lowest;
    private final int[] component;
    private final int[] open;
    private final int[] path;
    private int opened;
    private int deep;
    private int visited;
    private int components;

    private StrongComponents(Ties ties) {
        this.ties = ties;
        int n = ties.participants();
        firstTie = new int[n + 1];
        for (int tie = 0; tie < ties.count(); tie++) {
            firstTie[ties.giver(tie) + 1]++;
        }
        Arrays.setAll(firstTie, i -> i == 0 ? 0 : firstTie[i - 1] + firstTie[i]);
        nextTie = Arrays.copyOf(firstTie, n);
        order = new int[n];
        lowest = new int[n];
        component = new int[n];
        Arrays.fill(component, -1);
        open = new int[n];
        path = new int[n];
    }

    /** For each node the number of its component, from 0. */
    static int[] of(Ties ties) {
        var search = new StrongComponents(ties);
        for (int node = 0; node < ties.participants(); node++) {
            if (search.order[node] == 0) {
                search.from(node);
            }
        }
        return search.component;
    }

    private void from(int start) {
        enter(start);
        while (deep > 0) {
            int node = path[deep - 1];
            if (nextTie[node] < firstTie[node + 1]) {
                int other = ties.receiver(nextTie[node]++);
                if (order[other] == 0) {
                    enter(other);
                } else if (component[other] < 0) {
                    lowest[node] = Math.min(lowest[node], order[other]);
                }
            } else {
                leave(node);
            }
        }
    }

    private void enter(int node) {
        visited++;
        order[node] = visited;
        lowest[node] = visited;
        open[opened++] = node;
        path[deep++] = node;
    }

    private void leave(int node) {
        deep--;
        if (deep > 0) {
            int before = path[deep - 1];
            lowest[before] = Math.min(lowest[before], lowest[node]);
        }
        if (lowest[node] == order[node]) {
            int member;
            do {
                member = open[--opened];
                component[member] = components;
            } while (member != node);
            components++;
        }
    }
}
