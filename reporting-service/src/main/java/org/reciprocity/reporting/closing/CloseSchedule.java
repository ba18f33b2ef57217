package org.reciprocity.reporting.closing;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;
import org.reciprocity.reporting.access.Caller;
import org.reciprocity.reporting.edition.EditionStore;
import org.reciprocity.reporting.generation.ReportingSettings;
import org.reciprocity.reporting.place.Place;
import org.reciprocity.reporting.place.Places;
import org.reciprocity.reporting.problem.Problem;
import org.reciprocity.reporting.problem.ProblemException;
import org.reciprocity.reporting.snapshot.Snapshots;

/** Looks from time to time whether a day or a month has ended in a community, and has it closed. Several replicas close it once. */
@ApplicationScoped
class CloseSchedule {
    private static final Logger LOG = Logger.getLogger(CloseSchedule.class);
    private static final String SINCE = "select min(created_at) from generation";

    private final ReportingSettings settings;
    private final Vertx vertx;
    private final Pool pool;
    private final Snapshots snapshots;
    private final EditionStore editions;
    private final Cutter cutter;
    private final AtomicBoolean looking = new AtomicBoolean();
    private long timer;

    CloseSchedule(
            ReportingSettings settings,
            Vertx vertx,
            Pool pool,
            Snapshots snapshots,
            EditionStore editions,
            Cutter cutter) {
        this.settings = settings;
        this.vertx = vertx;
        this.pool = pool;
        this.snapshots = snapshots;
        this.editions = editions;
        this.cutter = cutter;
    }

    void start(@Observes StartupEvent event) {
        timer = vertx.setPeriodic(settings.closeLook().toMillis(), id -> look());
    }

    void stop(@Observes ShutdownEvent event) {
        vertx.cancelTimer(timer);
    }

    private void look() {
        if (looking.compareAndSet(false, true)) {
            closeWhatIsDue(Instant.now())
                    .onTermination()
                    .invoke(() -> looking.set(false))
                    .subscribe()
                    .with(cut -> LOG.debugf("looked for what is due cut=%d", cut), CloseSchedule::warn);
        }
    }

    private static void warn(Throwable failure) {
        if (failure instanceof ProblemException refused && refused.problem() == Problem.NO_GENERATION) {
            LOG.debug("nothing is closed while no generation is live");
        } else {
            LOG.warnf("nothing closed reason=%s", failure.getClass().getSimpleName());
            LOG.debug("nothing closed", failure);
        }
    }

    /** Closes what is due at a time; how much that was. */
    Uni<Integer> closeWhatIsDue(Instant now) {
        return pool.query(SINCE).execute().chain(rows -> {
            var since = rows.iterator().next().getOffsetDateTime(0);
            if (since == null) {
                return Uni.createFrom().item(0);
            }
            return snapshots
                    .live(snapshot -> Places.communities(snapshot, new Caller.View(true, Optional.empty())))
                    .chain(places -> Multi.createFrom()
                            .iterable(places)
                            .onItem()
                            .transformToUniAndConcatenate(place -> close(place, now, since.toInstant()))
                            .collect()
                            .with(java.util.stream.Collectors.summingInt(Integer::intValue)));
        });
    }

    private Uni<Integer> close(Place place, Instant now, Instant since) {
        return editions.latest(place.community())
                .chain(latest -> Multi.createFrom()
                        .iterable(Due.of(now, place.zone(), since, settings.editionDelay(), latest))
                        .onItem()
                        .transformToUniAndConcatenate(
                                due -> cutter.cut(place.community(), due.kind(), due.day(), Optional.empty()))
                        .filter(Optional::isPresent)
                        .collect()
                        .asList())
                .map(java.util.List::size)
                .onFailure(ProblemException.class)
                .recoverWithItem(failure -> {
                    LOG.warnf("not closed community=%s reason=%s", place.community(), failure.getMessage());
                    return 0;
                });
    }
}
