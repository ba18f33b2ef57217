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
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.TopicPartition;
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
    private final LogEnds logEnds;
    private final Map<Awaited, Map<TopicPartition, Long>> ends = new ConcurrentHashMap<>();
    private final Map<UUID, String> failures = new ConcurrentHashMap<>();
    private final AtomicReference<Optional<String>> failure = new AtomicReference<>(Optional.empty());
    private final AtomicBoolean looking = new AtomicBoolean();
    private long timer;

    CloseSchedule(
            ReportingSettings settings,
            Vertx vertx,
            Pool pool,
            Snapshots snapshots,
            EditionStore editions,
            Cutter cutter,
            LogEnds logEnds) {
        this.settings = settings;
        this.vertx = vertx;
        this.pool = pool;
        this.snapshots = snapshots;
        this.editions = editions;
        this.cutter = cutter;
        this.logEnds = logEnds;
    }

    /** What is due in all communities of a time zone at the same moment. */
    private record Awaited(Due due, ZoneId zone) {}

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
                    .with(
                            cut -> {
                                failure.set(Optional.empty());
                                LOG.debugf("looked for what is due cut=%d", cut);
                            },
                            this::warn);
        }
    }

    private static boolean isNoGeneration(Throwable failure) {
        return failure instanceof ProblemException refused && refused.problem() == Problem.NO_GENERATION;
    }

    /** By community, the class of what kept it from being closed at the last look. */
    Map<UUID, String> failures() {
        return Map.copyOf(failures);
    }

    /** The class of what kept the last look from succeeding. */
    Optional<String> failure() {
        return failure.get();
    }

    private void warn(Throwable failure) {
        if (isNoGeneration(failure)) {
            LOG.debug("nothing is closed while no generation is live");
        } else {
            this.failure.set(Optional.of(failure.getClass().getSimpleName()));
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
            var seen = ConcurrentHashMap.<Awaited>newKeySet();
            return snapshots
                    .live(snapshot -> Places.communities(snapshot, new Caller.View(true, Optional.empty())))
                    .chain(places -> Multi.createFrom()
                            .iterable(places)
                            .onItem()
                            .transformToUniAndConcatenate(place -> close(place, now, since.toInstant(), seen))
                            .collect()
                            .with(java.util.stream.Collectors.summingInt(Integer::intValue)))
                    .invoke(() -> ends.keySet().retainAll(seen));
        });
    }

    private Uni<Integer> close(Place place, Instant now, Instant since, Set<Awaited> seen) {
        return editions.latest(place.community())
                .chain(latest -> Multi.createFrom()
                        .iterable(Due.of(now, place.zone(), since, settings.editionDelay(), latest))
                        .onItem()
                        .transformToUniAndConcatenate(due -> cut(place, due, seen))
                        .filter(Cutter.Cut.Done.class::isInstance)
                        .collect()
                        .asList())
                .map(java.util.List::size)
                .invoke(() -> failures.remove(place.community()))
                .onFailure(failure -> !isNoGeneration(failure))
                .recoverWithItem(failure -> {
                    var cause = failure.getClass().getSimpleName();
                    failures.put(place.community(), cause);
                    LOG.warnf("not closed community=%s reason=%s", place.community(), cause);
                    LOG.debug("not closed", failure);
                    return 0;
                });
    }

    /** Cuts what is due, once as much is folded as the log had when it was first seen to be due. */
    private Uni<Cutter.Cut> cut(Place place, Due due, Set<Awaited> seen) {
        var awaited = new Awaited(due, place.zone());
        seen.add(awaited);
        var known = ends.get(awaited);
        var until = known != null ? Uni.createFrom().item(known) : logEnds.now().invoke(now -> ends.put(awaited, now));
        return until.chain(folded -> cutter.cut(place.community(), due.kind(), due.day(), Optional.empty(), folded));
    }
}
