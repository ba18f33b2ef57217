package org.reciprocity.reporting.figure;

import io.smallrye.mutiny.Uni;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.IntUnaryOperator;
import org.reciprocity.reporting.band.BandAxis;
import org.reciprocity.reporting.place.Place;
import org.reciprocity.reporting.snapshot.AsOf;
import org.reciprocity.reporting.snapshot.Snapshot;

/** All figures of a place and period. */
public final class FigureTables {

    private FigureTables() {}

    /** Reads and computes every figure of the catalogue, in its order. */
    public static Uni<Map<Figure, FigureValue>> read(Snapshot snapshot, Place place, Period period) {
        return read(snapshot, place, period, Optional.empty());
    }

    /** Reads and computes every figure, those that are told by bands by all bands that anybody told. */
    public static Uni<Map<Figure, FigureValue>> banded(Snapshot snapshot, Place place, Period period) {
        return all(snapshot, place, period, true, BandRules::value);
    }

    /** Reads and computes every figure, those that are told by bands by one or none. */
    static Uni<Map<Figure, FigureValue>> read(Snapshot snapshot, Place place, Period period, Optional<BandAxis> band) {
        return all(snapshot, place, period, band.isPresent(), (figure, facts) -> BandRules.asked(figure, facts, band));
    }

    private static Uni<Map<Figure, FigureValue>> all(
            Snapshot snapshot,
            Place place,
            Period period,
            boolean withBands,
            BiFunction<Figure, PeriodFacts, FigureValue> rule) {
        return FactsReader.read(snapshot, place, period, EnumSet.allOf(Figure.class), withBands)
                .map(facts -> {
                    Map<Figure, FigureValue> values = new EnumMap<>(Figure.class);
                    for (var figure : Figure.values()) {
                        values.put(figure, rule.apply(figure, facts));
                    }
                    return values;
                });
    }

    /** Reads and computes some figures. */
    public static Uni<Map<Figure, FigureValue>> read(
            Snapshot snapshot, Place place, Period period, Set<Figure> figures) {
        return FactsReader.read(
                        snapshot,
                        place,
                        period,
                        figures.isEmpty() ? EnumSet.noneOf(Figure.class) : EnumSet.copyOf(figures))
                .map(facts -> {
                    Map<Figure, FigureValue> values = new EnumMap<>(Figure.class);
                    for (var figure : figures) {
                        values.put(figure, FigureRules.value(figure, facts));
                    }
                    return values;
                });
    }

    /**
     * By figure of means and by part of it ({@code byInstrument/UCLA-3/participants}), a number for each of what the mean is of. The
     * same score or use has the same number in every period and place.
     */
    public static Uni<Map<String, Map<String, List<Long>>>> members(Snapshot snapshot, Place place, Period period) {
        return FactsReader.read(snapshot, place, period, EnumSet.of(Figure.MEASURE_CHANGE, Figure.SERVICE_USE_CHANGE))
                .map(facts -> {
                    Map<String, Map<String, List<Long>>> members = new TreeMap<>();
                    members.put(Figure.MEASURE_CHANGE.code(), OutcomeRules.members(facts));
                    members.put(Figure.SERVICE_USE_CHANGE.code(), FollowUpRules.members(facts));
                    members.values().removeIf(Map::isEmpty);
                    return members;
                });
    }

    /** What stands beside all figures of a place that are read now. */
    public static Uni<AsOf> asOf(Snapshot snapshot, Place place) {
        return CreditReader.asOf(snapshot, place, EnumSet.allOf(Figure.class));
    }

    /** Which numbers that the sums know people by are one person: a number of the person, of any of them. */
    public static Uni<IntUnaryOperator> persons(Snapshot snapshot, Place place) {
        return PeopleReader.persons(Reading.of(snapshot, place, new Period.All()))
                .map(persons -> persons::number);
    }
}
