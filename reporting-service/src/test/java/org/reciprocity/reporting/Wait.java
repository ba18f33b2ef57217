package org.reciprocity.reporting;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waits for conditions. */
public final class Wait {
    private static final Duration LONGEST = Duration.ofMinutes(2);

    private Wait() {}

    /** Until the condition holds; fails when it does not for two minutes, which is long even on a loaded machine. */
    public static void until(Callable<Boolean> condition) {
        long end = System.nanoTime() + LONGEST.toNanos();
        while (true) {
            try {
                if (condition.call()) {
                    return;
                }
                if (System.nanoTime() > end) {
                    throw new AssertionError("What was waited for did not happen");
                }
                new CountDownLatch(1).await(20, TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("Interrupted", e);
            } catch (AssertionError | RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }
    }
}
