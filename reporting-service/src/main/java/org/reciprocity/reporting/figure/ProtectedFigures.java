package org.reciprocity.reporting.figure;

import io.smallrye.mutiny.Uni;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.reciprocity.reporting.band.BandAxis;
import org.reciprocity.reporting.place.Place;
import org.reciprocity.reporting.snapshot.AsOf;

/** Figures under disclosure control, as editions tell them. */
public interface ProtectedFigures {

    /**
     * What an edition tells of a place and period.
     *
     * @param asOf what is told
     * @param values by figure
     * @param beside what stands beside them, as of the edition
     */
    record Told(AsOf asOf, Map<Figure, FigureValue> values, Beside beside) {

        /** What is told to who asks for one band, or none. */
        Told by(Optional<BandAxis> wanted) {
            var by = new EnumMap<Figure, FigureValue>(Figure.class);
            values.forEach((figure, value) -> by.put(figure, BandRules.told(figure, value, wanted)));
            return new Told(asOf.without(name -> BandRules.isOfOther(name, wanted)), by, beside);
        }

        /** What a figure was made from, and those whose values stand beside it. */
        AsOf beside(Figure figure) {
            return asOf.of(beside.shown(figure).stream().map(Figure::code).collect(Collectors.toSet()));
        }

        /** A figure. */
        public FigureValue value(Figure figure) {
            return values.getOrDefault(figure, FigureValue.none("The edition does not have this figure."));
        }
    }

    /**
     * What is told of a place and period.
     *
     * @param asOf the number of an edition; the latest without it
     */
    Uni<Told> told(Place place, Period period, Optional<String> asOf);
}
