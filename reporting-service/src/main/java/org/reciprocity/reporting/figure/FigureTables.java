package org.reciprocity.reporting.figure;

import io.smallrye.mutiny.Uni;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import org.reciprocity.reporting.place.Place;
import org.reciprocity.reporting.snapshot.Snapshot;

/** All figures of a place and period. */
public final class FigureTables {

    private FigureTables() {}

    /** Reads and computes every figure of the catalogue, in its order. */
    public static Uni<Map<Figure, FigureValue>> read(Snapshot snapshot, Place place, Period period) {
        return FactsReader.read(snapshot, place, period, EnumSet.allOf(Figure.class))
                .map(facts -> {
                    Map<Figure, FigureValue> values = new EnumMap<>(Figure.class);
                    for (var figure : Figure.values()) {
                        values.put(figure, FigureRules.value(figure, facts));
                    }
                    return values;
                });
    }

    /** Which numbers that the sums know people by are one person: a number of the person, of any of them. */
    public static Uni<IntUnaryOperator> persons(Snapshot snapshot, Place place) {
        return PeopleReader.persons(Reading.of(snapshot, place, new Period.All()))
                .map(persons -> persons::number);
    }
}
