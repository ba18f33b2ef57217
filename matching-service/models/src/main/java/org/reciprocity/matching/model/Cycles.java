package org.reciprocity.matching.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The cycles of 2 to 4 participants among links, each once, from its lowest participant on; the short ones first. */
final class Cycles {
    static final int LONGEST = 4;

    private final List<int[]> found = new ArrayList<>();
    private final int[][] next;
    private final int most;
    private long stepsLeft;
    private boolean all = true;

    private Cycles(Links links, int most, long steps) {
        this.next = new int[links.people()][];
        Arrays.setAll(next, links::from);
        this.most = most;
        this.stepsLeft = steps;
    }

    /**
     * Finds them.
     *
     * @param most how many are kept at most
     * @param steps how many links are followed at most
     */
    static Cycles of(Links links, int most, long steps) {
        var cycles = new Cycles(links, most, steps);
        for (int length = 2; length <= LONGEST; length++) {
            cycles.find(length);
        }
        return cycles;
    }

    List<int[]> found() {
        return found;
    }

    /** Whether none was left out. */
    boolean areAll() {
        return all;
    }

    private void find(int length) {
        var closes = new boolean[next.length];
        var path = new int[length];
        for (int lowest = 0; lowest < next.length && all; lowest++) {
            path[0] = lowest;
            for (int giver = lowest + 1; giver < next.length; giver++) {
                closes[giver] = Arrays.binarySearch(next[giver], lowest) >= 0;
            }
            follow(path, 1, closes);
        }
    }

    private void follow(int[] path, int length, boolean[] closes) {
        int last = path[length - 1];
        for (int person : next[last]) {
            if (person <= path[0] || contains(path, length, person)) {
                continue;
            }
            if (--stepsLeft < 0 || found.size() >= most) {
                all = false;
                return;
            }
            path[length] = person;
            if (length + 1 < path.length) {
                follow(path, length + 1, closes);
            } else if (closes[person]) {
                found.add(path.clone());
            }
        }
    }

    private static boolean contains(int[] path, int length, int person) {
        for (int i = 1; i < length; i++) {
            if (path[i] == person) {
                return true;
            }
        }
        return false;
    }
}
