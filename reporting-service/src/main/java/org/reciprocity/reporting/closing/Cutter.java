package org.reciprocity.reporting.closing;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;
import org.reciprocity.reporting.access.Caller;
import org.reciprocity.reporting.edition.Edition;
import org.reciprocity.reporting.edition.EditionStore;
import org.reciprocity.reporting.edition.EditionTable;
import org.reciprocity.reporting.figure.Figure;
import org.reciprocity.reporting.figure.FigureLines;
import org.reciprocity.reporting.figure.FigureTables;
import org.reciprocity.reporting.figure.FigureValue;
import org.reciprocity.reporting.figure.Period;
import org.reciprocity.reporting.figure.Span;
import org.reciprocity.reporting.payment.PaidFigure;
import org.reciprocity.reporting.payment.PaidFigures;
import org.reciprocity.reporting.place.Place;
import org.reciprocity.reporting.place.Places;
import org.reciprocity.reporting.snapshot.AsOf;
import org.reciprocity.reporting.snapshot.Snapshot;
import org.reciprocity.reporting.snapshot.Snapshots;

/** Cuts editions: reads every figure of a community at one moment, and keeps them together. */
@ApplicationScoped
class Cutter {
    private static final Logger LOG = Logger.getLogger(Cutter.class);
    private static final Caller.View EVERYTHING = new Caller.View(true, Optional.empty());

    private final Snapshots snapshots;
    private final EditionStore editions;

    Cutter(Snapshots snapshots, EditionStore editions) {
        this.snapshots = snapshots;
        this.editions = editions;
    }

    private record Read(AsOf asOf, List<EditionTable> tables, List<PaidFigure> paid) {}

    /** What came of cutting an edition. */
    sealed interface Cut {

        /** It is cut. */
        record Done(Edition edition) implements Cut {}

        /** There is one of the same kind and day, or for the same request, already. */
        record Already() implements Cut {}

        /** A partition is not folded as far as it has to be: it lags, or stands still. */
        record Behind() implements Cut {}
    }

    /**
     * Cuts an edition, if the generation that is read has folded everything before some ends of the log.
     *
     * @param ends the ends of the log as they were when the last period in it was over, or later
     */
    Uni<Cut> cut(
            UUID community, Edition.Kind kind, LocalDate day, Optional<String> key, Map<TopicPartition, Long> ends) {
        return snapshots
                .live(snapshot -> snapshot.offsets()
                        .chain(offsets -> LogEnds.areFolded(ends, offsets)
                                ? read(snapshot, community, kind, day).map(Optional::of)
                                : Uni.createFrom().item(Optional.<Read>empty())))
                .chain(found -> found.map(read -> keep(community, kind, day, key, read))
                        .orElseGet(() -> {
                            LOG.debugf(
                                    "edition not cut, the fold is behind community=%s kind=%s day=%s",
                                    community, kind.code(), day);
                            return Uni.createFrom().item(new Cut.Behind());
                        }));
    }

    private Uni<Cut> keep(UUID community, Edition.Kind kind, LocalDate day, Optional<String> key, Read read) {
        return editions.keep(community, kind, day, read.asOf(), key, read.tables(), read.paid())
                .invoke(kept -> kept.ifPresent(edition -> LOG.infof(
                        "edition cut community=%s kind=%s day=%s edition=%d",
                        community, kind.code(), day, edition.id())))
                .map(kept -> kept.<Cut>map(Cut.Done::new).orElseGet(Cut.Already::new));
    }

    private static Uni<Read> read(Snapshot snapshot, UUID community, Edition.Kind kind, LocalDate day) {
        return Places.community(snapshot, EVERYTHING, community.toString())
                .chain(place -> FigureLines.periods(snapshot, place)
                        .chain(all -> Places.programmes(snapshot, place).chain(programmes -> {
                            var places = new ArrayList<Place>();
                            places.add(place);
                            places.addAll(programmes);
                            return tables(snapshot, places, periods(all, kind, day));
                        })))
                .chain(tables -> PaidFigures.read(snapshot, community)
                        .chain(paid -> snapshot.asOf().map(asOf -> new Read(asOf, tables, paid))));
    }

    /** A close has the periods under way; an edition ends with its last day. */
    private static List<Period> periods(Iterable<Period> all, Edition.Kind kind, LocalDate day) {
        var end = day.plusDays(1);
        var periods = new ArrayList<Period>();
        for (var period : all) {
            if (kind.series() == Edition.Series.CLOSES) {
                periods.add(period);
            } else if (period.from().filter(from -> !from.isBefore(end)).isEmpty()) {
                periods.add(new Period.Until(period, end));
            }
        }
        return periods;
    }

    private static Uni<List<EditionTable>> tables(Snapshot snapshot, List<Place> places, List<Period> periods) {
        return Multi.createFrom()
                .iterable(places)
                .onItem()
                .transformToMultiAndConcatenate(place -> Multi.createFrom()
                        .iterable(periods)
                        .onItem()
                        .transformToUniAndConcatenate(period -> table(snapshot, place, period)))
                .collect()
                .asList();
    }

    private static Uni<EditionTable> table(Snapshot snapshot, Place place, Period period) {
        var span = Span.of(place, period);
        return FigureTables.banded(snapshot, place, period)
                .chain(values -> ContributorsReader.read(snapshot, place, span)
                        .chain(contributors -> ContributorsReader.entries(snapshot, place, span)
                                .chain(entries -> FigureTables.members(snapshot, place, period)
                                        .map(members -> new EditionTable(
                                                place.programme(),
                                                period.code(),
                                                entries,
                                                kept(values),
                                                contributors,
                                                members)))));
    }

    private static Map<String, EditionTable.Kept> kept(Map<Figure, FigureValue> values) {
        var kept = new TreeMap<String, EditionTable.Kept>();
        values.forEach((figure, value) -> kept.put(
                figure.code(),
                new EditionTable.Kept(
                        value.value().orElse(null), value.reason().orElse(null), value.parts(), value.caveats())));
        return kept;
    }
}
