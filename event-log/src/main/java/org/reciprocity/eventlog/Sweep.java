package org.reciprocity.eventlog;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * A thread that looks, time and again, for what is due: it takes one step after another for as long as there is something to
 * do, and then waits until it looks again, or is woken. A step that throws is tried again after the same wait, for as long as it
 * takes: what is due stays due. The trouble is told once, and again only when a step has gone well in between.
 */
public final class Sweep {
    private final Duration every;
    private final BooleanSupplier step;
    private final Consumer<Throwable> trouble;
    private final Thread thread;
    private final Semaphore calls = new Semaphore(0);
    private volatile boolean closing;
    private Duration first = Duration.ZERO;
    private boolean troubled;

    /**
     * A sweep that is not started yet.
     *
     * @param name the thread's
     * @param every the wait from a look that found nothing due, or failed, to the next
     * @param step does some of what is due, and says whether to look again at once
     * @param trouble is told what a step threw, on the sweep's thread, unless the sweep is being closed
     */
    public Sweep(String name, Duration every, BooleanSupplier step, Consumer<Throwable> trouble) {
        this.every = every;
        this.step = step;
        this.trouble = trouble;
        this.thread = Thread.ofPlatform().daemon().name(name).unstarted(this::run);
    }

    /** Starts it; it looks for the first time after this wait, or when it is woken. */
    public void start(Duration wait) {
        first = wait;
        thread.start();
    }

    /** Says that there may be something to do. A step that runs is followed by another look. */
    public void wake() {
        calls.release();
    }

    /** Ends it after the step that it is in, and waits for that, but no longer than this; says whether it has ended. */
    public boolean close(Duration patience) throws InterruptedException {
        closing = true;
        calls.release();
        return thread.getState() == Thread.State.NEW || thread.join(patience);
    }

    /** Ends it in the midst of the step that it is in, and waits for nothing. */
    public void abort() {
        closing = true;
        thread.interrupt();
    }

    private void run() {
        pause(first);
        while (!closing) {
            look();
            pause(every);
        }
    }

    private void look() {
        try {
            boolean more = true;
            while (more && !closing) {
                more = step.getAsBoolean();
                troubled = false;
            }
        } catch (RuntimeException | Error e) {
            // Whatever it was, this thread must not end.
            if (!troubled && !closing) {
                trouble.accept(e);
            }
            troubled = true;
        }
    }

    /** Only closing ends the loop: whoever interrupts the thread otherwise makes it look. */
    private void pause(Duration span) {
        try {
            if (!closing && calls.tryAcquire(span.toNanos(), TimeUnit.NANOSECONDS)) {
                calls.drainPermits();
            }
        } catch (InterruptedException _) {
            // See above.
        }
    }
}
