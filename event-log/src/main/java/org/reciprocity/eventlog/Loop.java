package org.reciprocity.eventlog;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.reciprocity.eventlog.relay.Progress;

/**
 * A thread of a relay: takes one step after another, waits where there is nothing to do, and after a failure tries again,
 * for as long as it takes.
 */
final class Loop {
    private static final Logger LOG = Logger.getLogger(Relay.class);
    private static final Duration FIRST_RETRY = Duration.ofMillis(100);
    private static final Duration LAST_RETRY = Duration.ofSeconds(2);
    private static final Duration REMIND = Duration.ofMinutes(1);

    /** A side that fails again within this time had not recovered. */
    private static final Duration STEADY = Duration.ofSeconds(5);

    private final String log;
    private final String side;
    private final Duration poll;
    private final Duration later;
    private final Duration gather;
    private final Supplier<Progress> step;
    private final Runnable failed;
    private final Runnable end;
    private final Thread thread;
    private volatile boolean closing;
    private volatile boolean woken;

    private String trouble = "";
    private long troubleSince;
    private long lastFailure;
    private long reminded;
    private int failures;

    /**
     * A loop that is not started yet.
     *
     * @param side names it in the log and among the threads
     * @param poll the wait after {@link Progress#IDLE}, unless woken
     * @param later the wait after {@link Progress#LATER}
     * @param gather the wait after {@link Progress#GATHERING}
     * @param failed called after a step that threw
     * @param end called when the loop is closed, by its own thread
     */
    Loop(
            String log,
            String side,
            Duration poll,
            Duration later,
            Duration gather,
            Supplier<Progress> step,
            Runnable failed,
            Runnable end) {
        this.log = log;
        this.side = side;
        this.poll = poll;
        this.later = later;
        this.gather = gather;
        this.step = step;
        this.failed = failed;
        this.end = end;
        this.thread =
                Thread.ofPlatform().daemon().name("relay-" + log + "-" + side).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** Says that there may be something to do. */
    void wake() {
        if (!woken) {
            woken = true;
            LockSupport.unpark(thread);
        }
    }

    /** Ends the loop after the step it is in, interrupts it when that takes long, and waits for it, within reason. */
    void close(Duration patience) {
        closing = true;
        LockSupport.unpark(thread);
        try {
            if (!thread.join(patience)) {
                thread.interrupt();
                if (!thread.join(patience)) {
                    LOG.warnf("relay log=%s side=%s state=abandoned", log, side);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!closing) {
            woken = false;
            try {
                var progress = step.get();
                recovered();
                switch (progress) {
                    case AGAIN -> {}
                    case GATHERING -> pause(gather, false);
                    case IDLE -> pause(poll, true);
                    case LATER -> pause(later, false);
                }
            } catch (RuntimeException | Error e) {
                // Whatever it was, this thread must not end, and the sides begin anew from what PostgreSQL and Kafka
                // say.
                if (!closing) {
                    report(e);
                }
                guarded(failed);
                pause(retry(), false);
            }
        }
        guarded(end);
    }

    private void guarded(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException e) {
            LOG.debugf(e, "relay log=%s side=%s state=cleaning", log, side);
        }
    }

    private void pause(Duration span, boolean wakeable) {
        long until = System.nanoTime() + span.toNanos();
        for (long left = span.toNanos(); left > 0 && !closing; left = until - System.nanoTime()) {
            if (wakeable && woken) {
                return;
            }
            LockSupport.parkNanos(this, left);
            if (Thread.interrupted()) {
                return;
            }
        }
    }

    private Duration retry() {
        failures++;
        var span = FIRST_RETRY.multipliedBy(1L << Math.min(failures - 1, 10));
        return span.compareTo(LAST_RETRY) < 0 ? span : LAST_RETRY;
    }

    /** One line for each new trouble, and a reminder now and then; the cause without what it was about. */
    private void report(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        var message = String.valueOf(root.getMessage());
        var cause = root.getClass().getSimpleName() + ": "
                + message.lines().findFirst().orElse("");
        long now = System.nanoTime();
        lastFailure = now;
        if (failures == 0) {
            troubleSince = now;
        }
        if (!cause.equals(trouble) || now - reminded > REMIND.toNanos()) {
            LOG.warnf(
                    "relay log=%s side=%s state=retrying doing=\"%s\" cause=\"%s\"", log, side, e.getMessage(), cause);
            trouble = cause;
            reminded = now;
        }
        LOG.debugf(e, "relay log=%s side=%s", log, side);
    }

    private void recovered() {
        if (failures > 0 && System.nanoTime() - lastFailure > STEADY.toNanos()) {
            LOG.infof(
                    "relay log=%s side=%s state=recovered seconds=%d failures=%d",
                    log, side, Duration.ofNanos(lastFailure - troubleSince).toSeconds(), failures);
            failures = 0;
            trouble = "";
        }
    }
}
