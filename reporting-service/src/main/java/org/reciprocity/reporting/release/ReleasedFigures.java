package org.reciprocity.reporting.release;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.reciprocity.reporting.edition.EditionStore;
import org.reciprocity.reporting.figure.Beside;
import org.reciprocity.reporting.figure.Controls;
import org.reciprocity.reporting.figure.Figure;
import org.reciprocity.reporting.figure.FigureValue;
import org.reciprocity.reporting.figure.Period;
import org.reciprocity.reporting.figure.ProtectedFigures;
import org.reciprocity.reporting.place.Nearest;
import org.reciprocity.reporting.place.Place;
import org.reciprocity.reporting.problem.Problem;
import org.reciprocity.reporting.problem.ProblemException;
import org.reciprocity.reporting.snapshot.AsOf;

/** What analysts are told: the numbers of a release, looked up. */
@ApplicationScoped
class ReleasedFigures implements ProtectedFigures {
    private final ReleaseStore releases;
    private final ReleasedCatalogues catalogues;
    private final EditionStore editions;

    ReleasedFigures(ReleaseStore releases, ReleasedCatalogues catalogues, EditionStore editions) {
        this.releases = releases;
        this.catalogues = catalogues;
        this.editions = editions;
    }

    @Override
    public Uni<Told> told(Place place, Period period, Optional<String> asOf) {
        return edition(place, asOf).chain(edition -> Uni.combine()
                .all()
                .unis(
                        releases.numbers(edition, place.programme(), period.code()),
                        editions.one(edition).map(Optional::orElseThrow),
                        editions.paid(edition),
                        catalogues.of(edition))
                .asTuple()
                .chain(found -> found.getItem1().isEmpty()
                        ? unknown(edition, place, period)
                        : Uni.createFrom()
                                .item(told(
                                        found.getItem2().asOf(),
                                        found.getItem1(),
                                        Beside.of(found.getItem3(), place.programme(), period),
                                        found.getItem4()))));
    }

    /** The release that is asked for. */
    Uni<Long> edition(Place place, Optional<String> asOf) {
        if (asOf.filter(text -> !text.matches("[0-9]{1,18}")).isPresent()) {
            throw new ProblemException(
                    Problem.UNKNOWN_EDITION, "asOf is the number of a released edition; GET /releases lists them.");
        }
        return releases.edition(place.community(), asOf.map(Long::parseLong))
                .map(
                        found -> found.orElseThrow(
                                () -> asOf.isPresent()
                                        ? new ProblemException(
                                                Problem.UNKNOWN_EDITION,
                                                "asOf is the number of a released edition; GET /releases lists them.")
                                        : new ProblemException(
                                                Problem.NOTHING_RELEASED,
                                                "Analysts see editions, which are cut when a month is over, or when a steward asks for one.")));
    }

    private Uni<Told> unknown(long edition, Place place, Period period) {
        return releases.periods(edition, place.programme()).map(periods -> {
            throw new ProblemException(Problem.UNKNOWN_PERIOD, "The edition has nothing of this period.")
                    .with("nearest", Nearest.to(period.code(), periods));
        });
    }

    /** What stands beside the figure always, and that nothing is told to compare it with. */
    static List<String> caveats(Figure figure, Map<String, Object> parts) {
        return caveats(figure, ReleasedFigure.caveat(figure.code(), figure.caveat()), parts);
    }

    private static List<String> caveats(Figure figure, Optional<String> always, Map<String, Object> parts) {
        var caveats = new ArrayList<String>();
        always.ifPresent(caveats::add);
        if (!Controls.uncontrolled(figure, parts).isEmpty()) {
            caveats.add(FigureValue.UNCONTROLLED);
        }
        return List.copyOf(caveats);
    }

    private static Told told(AsOf asOf, List<ReleasedNumber> numbers, Beside beside, ReleasedCatalogue catalogue) {
        var parts = new EnumMap<Figure, TreeMap<String, Object>>(Figure.class);
        var withheld = new ArrayList<String>();
        for (var number : numbers) {
            Figure.of(number.figure()).ifPresent(figure -> {
                var named = parts.computeIfAbsent(figure, f -> new TreeMap<>());
                if (!number.part().isEmpty() && number.value().isPresent()) {
                    named.put(number.part(), number.value().get());
                }
            });
            if (number.state() == ReleasedNumber.State.WITHHELD) {
                withheld.add(number.part().isEmpty() ? number.figure() : number.figure() + "/" + number.part());
            }
        }
        Map<Figure, FigureValue> values = new EnumMap<>(Figure.class);
        for (var number : numbers) {
            if (number.part().isEmpty()) {
                Figure.of(number.figure())
                        .ifPresent(figure -> values.put(
                                figure,
                                new FigureValue(
                                        number.value(),
                                        number.reason(),
                                        parts.get(figure),
                                        caveats(
                                                figure,
                                                Optional.ofNullable(
                                                        catalogue.of(figure).caveat()),
                                                parts.get(figure)))));
            }
        }
        return new Told(
                new AsOf(asOf.edition(), asOf.generation(), asOf.ruleVersion(), asOf.through(), withheld, null),
                values,
                beside);
    }
}
