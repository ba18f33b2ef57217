package org.reciprocity.reporting.release;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.mutiny.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.reciprocity.reporting.access.Caller;
import org.reciprocity.reporting.edition.Edition;
import org.reciprocity.reporting.edition.EditionStore;
import org.reciprocity.reporting.linear.GlopSolver;
import org.reciprocity.reporting.place.Places;
import org.reciprocity.reporting.problem.Problem;
import org.reciprocity.reporting.problem.ProblemException;
import org.reciprocity.reporting.snapshot.Snapshots;

/** Looks from time to time for editions that are not released yet, protects each together with those before it, and releases it. */
@ApplicationScoped
class Releaser {
    private static final Logger LOG = Logger.getLogger(Releaser.class);
    private static final Caller.View EVERYTHING = new Caller.View(true, Optional.empty());

    private final ReleaseSettings settings;
    private final Protection protection;
    private final ReleaseStore releases;
    private final ReleasedCatalogues catalogues;
    private final EditionStore editions;
    private final Snapshots snapshots;
    private final Vertx vertx;
    private final AtomicBoolean looking = new AtomicBoolean();
    private final AtomicBoolean defined = new AtomicBoolean();
    private final Map<UUID, String> failures = new ConcurrentHashMap<>();
    private final AtomicReference<Optional<String>> failure = new AtomicReference<>(Optional.empty());
    private long timer;

    Releaser(
            ReleaseSettings settings,
            Protection protection,
            ReleaseStore releases,
            ReleasedCatalogues catalogues,
            EditionStore editions,
            Snapshots snapshots,
            Vertx vertx) {
        this.settings = settings;
        this.protection = protection;
        this.releases = releases;
        this.catalogues = catalogues;
        this.editions = editions;
        this.snapshots = snapshots;
        this.vertx = vertx;
    }

    void start(@Observes StartupEvent event) {
        timer = vertx.setPeriodic(settings.look().toMillis(), id -> look());
    }

    void stop(@Observes ShutdownEvent event) {
        vertx.cancelTimer(timer);
    }

    private void look() {
        if (looking.compareAndSet(false, true)) {
            releaseWhatWaits()
                    .onTermination()
                    .invoke(() -> looking.set(false))
                    .subscribe()
                    .with(
                            count -> {
                                failure.set(Optional.empty());
                                LOG.debugf("looked for what waits released=%d", count);
                            },
                            this::warn);
        }
    }

    private void warn(Throwable failure) {
        if (isNoGeneration(failure)) {
            LOG.debug("nothing is released while no generation is live");
        } else {
            this.failure.set(Optional.of(failure.getClass().getSimpleName()));
            LOG.warnf("nothing released reason=%s", failure.getClass().getSimpleName());
            LOG.debug("nothing released", failure);
        }
    }

    /** By community, the edition that could not be released at the last look, and the class of what kept it. */
    Map<UUID, String> failures() {
        return Map.copyOf(failures);
    }

    /** The class of what kept the last look from succeeding. */
    Optional<String> failure() {
        return failure.get();
    }

    /**
     * Releases every edition that waits; how many. What keeps an edition keeps those after it in its community, which are protected
     * together with it, and no other community's.
     */
    Uni<Integer> releaseWhatWaits() {
        return define().chain(releases::waiting).chain(waiting -> {
            failures.keySet()
                    .retainAll(waiting.stream()
                            .map(ReleaseStore.Waiting::community)
                            .collect(Collectors.toSet()));
            var stopped = new HashSet<UUID>();
            return Multi.createFrom()
                    .iterable(waiting)
                    .onItem()
                    .transformToUniAndConcatenate(one -> stopped.contains(one.community())
                            ? Uni.createFrom().item(false)
                            : release(one.edition())
                                    .invoke(() -> failures.remove(one.community()))
                                    .onFailure(failure -> !isNoGeneration(failure))
                                    .recoverWithItem(failure -> {
                                        stopped.add(one.community());
                                        return noted(one, failure);
                                    }))
                    .filter(released -> released)
                    .collect()
                    .asList()
                    .map(List::size);
        });
    }

    private boolean noted(ReleaseStore.Waiting waiting, Throwable failure) {
        var cause = failure.getClass().getSimpleName();
        failures.put(waiting.community(), "edition " + waiting.edition() + ": " + cause);
        LOG.warnf(
                "edition not released community=%s edition=%d reason=%s",
                waiting.community(), waiting.edition(), cause);
        LOG.debug("edition not released", failure);
        return false;
    }

    private static boolean isNoGeneration(Throwable failure) {
        return failure instanceof ProblemException refused && refused.problem() == Problem.NO_GENERATION;
    }

    private Uni<Void> define() {
        if (defined.get()) {
            return Uni.createFrom().voidItem();
        }
        return catalogues.define().invoke(() -> defined.set(true));
    }

    private Uni<Boolean> release(long id) {
        return editions.one(id).map(Optional::orElseThrow).chain(edition -> before(edition)
                .chain(before -> editions.tables(edition)
                        .emitOn(Infrastructure.getDefaultWorkerPool())
                        .map(tables -> Release.of(before, tables, edition.day(), protection.level(), new GlopSolver())))
                .chain(release -> keep(edition, release)));
    }

    /** What was published before; the tables of one edition at a time are held. */
    private Uni<List<Release.Earlier>> before(Edition edition) {
        return releases.before(edition).chain(decided -> Multi.createFrom()
                .iterable(decided)
                .onItem()
                .transformToUniAndConcatenate(one -> editions.one(one.edition())
                        .map(Optional::orElseThrow)
                        .chain(editions::tables)
                        .emitOn(Infrastructure.getDefaultWorkerPool())
                        .map(tables -> Release.earlier(tables, one.told(), one.withheld())))
                .collect()
                .asList());
    }

    private Uni<Boolean> keep(Edition edition, Release release) {
        return snapshots
                .live(snapshot -> Places.community(
                                snapshot, EVERYTHING, edition.community().toString())
                        .chain(place -> ReleasedProgrammes.present(snapshot, place.community())
                                .map(programmes -> new Named(place.communityCode(), programmes))))
                .chain(named -> editions.paid(edition.id())
                        .chain(paid -> releases.keep(edition, named.community(), named.programmes(), release, paid)))
                .invoke(kept -> {
                    if (kept) {
                        LOG.infof(
                                "edition released community=%s edition=%d told=%d withheld=%d heldBack=%d",
                                edition.community(),
                                edition.id(),
                                release.told().size(),
                                release.withheld().size(),
                                release.heldBack().size());
                    }
                    if (!release.exposed().isEmpty()) {
                        LOG.warnf(
                                "earlier editions gave numbers away: was the level of protection raised, or are the rules stricter? edition=%d cells=%d",
                                edition.id(), release.exposed().size());
                    }
                });
    }

    private record Named(String community, List<ReleasedProgramme> programmes) {}
}
