package org.reciprocity.ledger.keys;

import io.quarkus.arc.All;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Looks after the keys, on a thread of its own: makes the schema of their database, opens it for requests, destroys the
 * keys of who was erased, and wraps keys anew. All of it goes on after a failure, and is done again where it has been done.
 */
@ApplicationScoped
public class Upkeep {
    private static final Logger LOG = Logger.getLogger(Upkeep.class);

    private final KeysDatabase database;
    private final List<UpkeepTask> tasks;
    private final long pause;
    private final Semaphore woken = new Semaphore(0);
    private volatile boolean stopping;
    private Thread thread;
    private boolean failing;

    Upkeep(KeysDatabase database, @All List<UpkeepTask> tasks, KeySettings settings) {
        this.database = database;
        this.tasks = tasks;
        this.pause = settings.upkeep().toMillis();
    }

    void start(@Observes StartupEvent started) {
        thread = Thread.ofVirtual().name("keys-upkeep").start(this::loop);
    }

    void stop(@Observes ShutdownEvent stopped) throws InterruptedException {
        stopping = true;
        wake();
        if (thread != null && !thread.join(java.time.Duration.ofSeconds(10))) {
            thread.interrupt();
        }
    }

    /** Says that there is something to do. */
    public void wake() {
        woken.release();
    }

    private void loop() {
        try {
            while (!stopping) {
                round();
                if (woken.tryAcquire(pause, TimeUnit.MILLISECONDS)) {
                    woken.drainPermits();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A failure is told once, and again after it had gone well in between. */
    private void round() {
        try {
            if (!database.isOpen()) {
                database.migrate();
                tasks.forEach(UpkeepTask::beforeOpening);
                database.open();
            }
            tasks.forEach(UpkeepTask::run);
            if (failing) {
                LOG.info("keys=upkeep-goes-on");
            }
            failing = false;
        } catch (RuntimeException e) {
            if (!failing && !stopping) {
                LOG.warnf("keys=upkeep-failed cause=%s", causes(e));
            }
            failing = true;
        }
    }

    /** Classes only: messages of a database quote values. */
    private static String causes(Throwable failure) {
        var causes = new StringBuilder();
        for (var cause = failure; cause != null && causes.length() < 500; cause = cause.getCause()) {
            causes.append(causes.isEmpty() ? "" : "<").append(cause.getClass().getName());
        }
        return causes.toString();
    }
}
