package org.reciprocity.local.play;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.function.LongSupplier;
import org.reciprocity.local.system.Terminal;

/** How far scenarios that are played side by side have come, and how fast. */
final class Pace {
    private final Terminal terminal;
    private final IntConsumer answered;
    private final LongSupplier calls;
    private final AtomicInteger answers = new AtomicInteger();
    private final AtomicInteger settled = new AtomicInteger();
    private final Map<String, Integer> weeksPlayed = new HashMap<>();
    private final int weeks;
    private long firstSettled;
    private long lastSettled;

    /**
     * @param weeks how many weeks all scenarios have together
     * @param answered told each number of acts that have been answered, once
     * @param calls how many calls have been answered
     */
    Pace(Terminal terminal, int weeks, IntConsumer answered, LongSupplier calls) {
        this.terminal = terminal;
        this.weeks = weeks;
        this.answered = answered;
        this.calls = calls;
    }

    void answered(int acts) {
        int now = answers.addAndGet(acts);
        for (int count = now - acts + 1; count <= now; count++) {
            answered.accept(count);
        }
    }

    void settled() {
        settled.incrementAndGet();
        synchronized (this) {
            lastSettled = System.nanoTime();
            if (firstSettled == 0) {
                firstSettled = lastSettled;
            }
        }
    }

    synchronized void played(String scenario, int weeksOfIt) {
        weeksPlayed.put(scenario, weeksOfIt);
        int done = weeksPlayed.values().stream().mapToInt(Integer::intValue).sum();
        terminal.bar(
                "playing",
                done,
                weeks,
                "%,d exchanges settled, %,.0f a second".formatted(settled.get(), perSecond(settled.get())));
    }

    private synchronized double perSecond(int count) {
        return count / Math.max(1e-9, (lastSettled - firstSettled) / 1e9);
    }

    /** Between the first exchange settled and the last, everything else that was called in that time included. */
    String summary() {
        return "%,d exchanges recorded and settled over REST, %,.0f a second; %,d acts in %,d calls in all"
                .formatted(settled.get(), perSecond(settled.get()), answers.get(), calls.getAsLong());
    }
}
