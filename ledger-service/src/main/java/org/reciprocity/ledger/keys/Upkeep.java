package org.reciprocity.ledger.keys;

import io.quarkus.arc.All;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import org.jboss.logging.Logger;
import org.reciprocity.eventlog.Sweep;

/**
 * Looks after the keys, on a thread of its own: makes the schema of their database, opens it for requests, destroys the
 * keys of who was erased, and wraps keys anew. All of it goes on after a failure, and is done again where it has been done. Tasks
 * take turns, and none is kept up by another that fails.
 */
@ApplicationScoped
public class Upkeep {
    private static final Logger LOG = Logger.getLogger(Upkeep.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final KeysDatabase database;
    private final List<UpkeepTask> tasks;
    private final Sweep sweep;
    private final Set<String> failing = new ConcurrentSkipListSet<>();

    Upkeep(KeysDatabase database, @All List<UpkeepTask> tasks, KeySettings settings) {
        this.database = database;
        this.tasks = tasks;
        this.sweep = new Sweep("keys-upkeep", settings.upkeep(), this::round, this::failed);
    }

    void start(@Observes StartupEvent started) {
        sweep.start(Duration.ZERO);
    }

    void stop(@Observes ShutdownEvent stopped) throws InterruptedException {
        if (!sweep.close(PATIENCE)) {
            sweep.abort();
        }
    }

    /** Says that there is something to do. */
    public void wake() {
        sweep.wake();
    }

    /** The tasks that failed when they were last run. */
    Set<String> failing() {
        return Set.copyOf(failing);
    }

    private boolean round() {
        if (!database.isOpen()) {
            database.migrate();
            tasks.forEach(UpkeepTask::beforeOpening);
            database.open();
            LOG.info("keys=open");
        }
        boolean more = false;
        for (var task : tasks) {
            more |= ran(task);
        }
        return more;
    }

    /** Runs a task, and says whether it has more to do at once: one that failed has not. */
    private boolean ran(UpkeepTask task) {
        try {
            boolean more = task.run();
            if (failing.remove(task.name())) {
                LOG.infof("keys=upkeep-goes-on task=%s", task.name());
            }
            return more;
        } catch (RuntimeException failure) {
            if (failing.add(task.name())) {
                LOG.warnf("keys=upkeep-failed task=%s cause=%s", task.name(), causes(failure));
            }
            return false;
        }
    }

    private void failed(Throwable failure) {
        LOG.warnf("keys=upkeep-failed cause=%s", causes(failure));
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
