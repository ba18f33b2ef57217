package org.reciprocity.matching.round;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.reciprocity.eventlog.Sweep;
import org.reciprocity.matching.command.Reading;
import org.reciprocity.matching.round.RoundJobs.Taken;
import org.reciprocity.matching.round.RoundRun.LostException;

/**
 * Carries out the rounds that are asked for or scheduled, one after another. Every replica looks for them; who takes one holds
 * it by a lease that it renews, and where it dies another takes it after that. A round that was taken and never ended a few
 * times is given up. One that cannot be carried out now is left for a while, and the next comes first.
 */
@ApplicationScoped
public class RoundWorker {
    private static final Logger LOG = Logger.getLogger(RoundWorker.class);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration ONE_ROUND = Duration.ofMinutes(15);

    private final RoundSchedules schedules;
    private final RoundRun run;
    private final Reading reading;
    private final RoundSettings settings;
    private final UUID worker = UUID.randomUUID();
    private final Sweep taking;
    private final Sweep keeping;

    /** What it is at. A round that it took and is not at, for whatever failed, is another's when the lease is over. */
    private volatile UUID current;

    RoundWorker(RoundSchedules schedules, RoundRun run, Reading reading, RoundSettings settings) {
        this.schedules = schedules;
        this.run = run;
        this.reading = reading;
        this.settings = settings;
        this.taking = new Sweep("rounds", settings.look(), this::take, e -> LOG.warnf(e, "rounds=troubled"));
        this.keeping = new Sweep(
                "round-leases", settings.lease().dividedBy(3), this::keep, e -> LOG.warnf(e, "round-leases=troubled"));
    }

    void start(@Observes StartupEvent started) {
        taking.start(settings.look());
        keeping.start(settings.lease().dividedBy(3));
    }

    /** A round that runs goes on elsewhere when its lease is over. */
    void stop(@Observes ShutdownEvent stopping) throws InterruptedException {
        keeping.close(Duration.ZERO);
        taking.close(PATIENCE);
        keeping.close(PATIENCE);
    }

    /** To be called after the commit of a transaction that asked for a round. */
    void wake() {
        taking.wake();
    }

    private boolean take() {
        return await(schedules.askForOne()) || next();
    }

    private boolean keep() {
        var round = current;
        if (round != null) {
            await(RoundJobs.keep(reading.sql(), round, worker, settings.lease()));
        }
        return false;
    }

    /** Takes a round and carries it out; false where none is due now. */
    private boolean next() {
        var taken = await(RoundJobs.take(reading.sql(), worker, settings.lease()));
        if (taken.isEmpty()) {
            return false;
        }
        current = taken.get().wish().id();
        try {
            carryOut(taken.get());
        } finally {
            current = null;
        }
        return true;
    }

    private void carryOut(Taken job) {
        var id = job.wish().id();
        if (job.attempts() > RoundJobs.MOST_ATTEMPTS) {
            LOG.errorf("round=given-up id=%s attempts=%d", id, job.attempts() - 1);
            await(RoundJobs.failed(reading.sql(), id, worker, "interrupted"));
            return;
        }
        try {
            switch (run.run(job, worker).await().atMost(ONE_ROUND)) {
                case DONE -> LOG.debugf("round=done id=%s", id);
                case FEED_LATE ->
                    await(
                            job.scheduled()
                                    ? RoundJobs.giveBack(reading.sql(), id, worker, settings.again())
                                    : RoundJobs.failed(reading.sql(), id, worker, "feed-late"));
                case HELD_UP -> await(RoundJobs.giveBack(reading.sql(), id, worker, settings.again()));
            }
        } catch (LostException e) {
            LOG.infof("round=lost id=%s", id);
        } catch (RuntimeException e) {
            LOG.errorf(e, "round=failed id=%s", id);
            await(RoundJobs.failed(reading.sql(), id, worker, "internal-error"));
        }
    }

    private static <T> T await(Uni<T> work) {
        return work.await().atMost(PATIENCE);
    }
}
