package org.reciprocity.local.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Acts that can be done at the same time, gathered and then done: their order cannot change what comes of them. */
final class Batch {
    private static final int MOST = 400;

    private final Book book;
    private final Desk desk;
    private final List<Act> acts = new ArrayList<>();

    Batch(Book book, Desk desk) {
        this.book = book;
        this.desk = desk;
    }

    /** Adds an act that moves no credit. */
    void add(Act act) {
        acts.add(act);
        if (acts.size() >= MOST) {
            flush();
        }
    }

    /** Adds an act that moves credit, unless that would break a limit. */
    boolean addIfItFits(Act act, Map<Account, Long> moves) {
        if (!book.fitsAfter(moves)) {
            return false;
        }
        addAlways(act, moves);
        return true;
    }

    /** Adds an act that moves credit whatever the limits say, as a reversal does. */
    void addAlways(Act act, Map<Account, Long> moves) {
        if (!book.fitsBesides(moves)) {
            flush();
        }
        book.note(moves);
        add(act);
    }

    /** Does what has been gathered. */
    void flush() {
        if (!acts.isEmpty()) {
            desk.together(List.copyOf(acts));
            acts.clear();
        }
        book.settle();
    }
}
