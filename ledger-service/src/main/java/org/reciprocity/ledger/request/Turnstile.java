package org.reciprocity.ledger.request;

import java.util.ArrayDeque;

/** Lets few of many go on at once, in the order in which they came. */
final class Turnstile {
    private final ArrayDeque<Runnable> queue = new ArrayDeque<>();
    private int places;

    Turnstile(int places) {
        this.places = places;
    }

    /** Begins it as soon as there is a place, which it has until it {@link #leave}s. */
    void enter(Runnable one) {
        synchronized (queue) {
            if (places == 0) {
                queue.add(one);
                return;
            }
            places--;
        }
        one.run();
    }

    /** Passes a place on. */
    void leave() {
        Runnable next;
        synchronized (queue) {
            next = queue.poll();
            if (next == null) {
                places++;
                return;
            }
        }
        next.run();
    }
}
