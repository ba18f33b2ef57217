package org.reciprocity.ledger.keys;

import io.quarkus.arc.All;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import org.jboss.logging.Logger;
import org.reciprocity.eventlog.Sweep;

/**
 * Looks after the keys, on a thread of its own: makes the schema of their database, opens it for requests, destroys the
 * keys of who was erased, and wraps keys anew. All of it goes on after a failure, and is done again where it has been done.
 */
@ApplicationScoped
public class Upkeep {
    private static final Logger LOG = Logger.getLogger(Upkeep.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final KeysDatabase database;
    private final List<UpkeepTask> tasks;
    private final Sweep sweep;
    private boolean failing;

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

    private boolean round() {
        if (!database.isOpen()) {
            database.migrate();
            tasks.forEach(UpkeepTask::beforeOpening);
            database.open();
        }
        tasks.forEach(UpkeepTask::run);
        if (failing) {
            LOG.info("keys=upkeep-goes-on");
            failing = false;
        }
        return false;
    }

    private void failed(Throwable failure) {
        LOG.warnf("keys=upkeep-failed cause=%s", causes(failure));
        failing = true;
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
