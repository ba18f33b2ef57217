package org.reciprocity.ledger.proof;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.reciprocity.eventlog.Sweep;

/** Looks every few seconds whether the book's check is due, runs it, and knows how the book stands. */
@ApplicationScoped
class SelfCheckLoop {
    private static final Logger LOG = Logger.getLogger(SelfCheck.class);
    private static final Duration LOOK = Duration.ofSeconds(5);

    /** After so many intervals without an end of a check something is wrong with the check. */
    private static final int LATE = 4;

    private final SelfCheck check;
    private final SelfCheckSettings settings;
    private final Sweep sweep;
    private final long started = System.nanoTime();
    private volatile Seen last;

    SelfCheckLoop(SelfCheck check, SelfCheckSettings settings) {
        this.check = check;
        this.settings = settings;
        this.sweep = new Sweep(
                "self-check",
                LOOK,
                this::look,
                e -> LOG.warnf("book=unchecked cause=%s", e.getClass().getName()));
    }

    /** What was seen, and when, in nanoseconds. */
    private record Seen(SelfCheck.Standing standing, long at) {}

    void start(@Observes StartupEvent event) {
        sweep.start(Duration.ZERO);
    }

    void stop(@Observes ShutdownEvent event) {
        sweep.abort();
    }

    /** Says that somebody asked for a check. */
    void wake() {
        sweep.wake();
    }

    private boolean look() {
        try {
            check.runWhenDue();
            last = new Seen(check.standing(), System.nanoTime());
            return false;
        } catch (RuntimeException e) {
            // The next look tries again; what is too long without an end turns the health red.
            LOG.debug("book=unchecked", e);
            throw e;
        }
    }

    /** How the book stood when this replica last looked. */
    Optional<SelfCheck.Standing> standing() {
        return Optional.ofNullable(last).map(Seen::standing);
    }

    /** How long ago a check ended, or this replica started. */
    Duration age() {
        var seen = last;
        var since = Duration.ofNanos(System.nanoTime() - (seen == null ? started : seen.at()));
        return seen == null || seen.standing().age().isEmpty()
                ? Duration.ofNanos(System.nanoTime() - started)
                : since.plus(seen.standing().age().get());
    }

    /** Whether no check has ended for too long. */
    boolean late() {
        return age().compareTo(settings.every().multipliedBy(LATE).plus(LOOK.multipliedBy(LATE))) > 0;
    }
}
