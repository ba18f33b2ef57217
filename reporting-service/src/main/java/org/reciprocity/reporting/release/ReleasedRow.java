package org.reciprocity.reporting.release;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.reciprocity.reporting.figure.Beside;
import org.reciprocity.reporting.figure.Controls;
import org.reciprocity.reporting.figure.Figure;
import org.reciprocity.reporting.figure.Period;
import org.reciprocity.reporting.payment.PaidFigure;

/**
 * A number of a release with what stands beside it, since a row of a table is read alone.
 *
 * @param number the number
 * @param caveats what to beware of, in one text
 * @param counterFigure the codes of the figures to read it with, in one text; none of a figure that is no longer in the catalogue
 * @param paidOn the codes of the contracts that pay on the figure, in one text
 */
record ReleasedRow(
        ReleasedNumber number, Optional<String> caveats, Optional<String> counterFigure, Optional<String> paidOn) {

    private record Place(Optional<UUID> programme, String period) {}

    private record Name(Place place, String figure) {}

    /** The numbers of a release, each with what stands beside it as of the edition. */
    static List<ReleasedRow> of(List<ReleasedNumber> numbers, List<PaidFigure> paid) {
        var parts = new HashMap<Name, Map<String, Object>>();
        for (var number : numbers) {
            var named = parts.computeIfAbsent(name(number), name -> new TreeMap<>());
            number.value().ifPresent((BigDecimal value) -> named.put(number.part(), value));
        }
        var beside = new HashMap<Place, Beside>();
        return numbers.stream()
                .map(number -> {
                    var name = name(number);
                    return of(
                            number,
                            parts.get(name),
                            beside.computeIfAbsent(name.place(), place -> beside(paid, place)));
                })
                .toList();
    }

    private static Name name(ReleasedNumber number) {
        return new Name(new Place(number.programme(), number.period()), number.figure());
    }

    private static Beside beside(List<PaidFigure> paid, Place place) {
        return Beside.of(paid, place.programme(), Period.parse(place.period()).orElseThrow());
    }

    private static ReleasedRow of(ReleasedNumber number, Map<String, Object> parts, Beside beside) {
        return Figure.of(number.figure())
                .map(figure -> new ReleasedRow(
                        number,
                        Optional.of(String.join(
                                        Beside.BETWEEN,
                                        Controls.caveats(
                                                ReleasedFigures.caveats(figure, parts),
                                                Controls.uncontrolled(figure, parts),
                                                number.part())))
                                .filter(text -> !text.isEmpty()),
                        Optional.of(beside.counterFigures(figure)),
                        beside.paidOn(figure.code())))
                .orElseGet(() -> new ReleasedRow(number, Optional.empty(), Optional.empty(), Optional.empty()));
    }
}
