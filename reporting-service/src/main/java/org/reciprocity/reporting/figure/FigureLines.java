package org.reciprocity.reporting.figure;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.reciprocity.reporting.place.Place;
import org.reciprocity.reporting.projection.Buckets;
import org.reciprocity.reporting.snapshot.Snapshot;

/** Every figure of a place as a line of text, for all periods that there is anything in. */
public final class FigureLines {
    private static final String BUCKETS = """
            select distinct bucket from pair where community = $1
            union select distinct bucket from hours where community = $1
            union select distinct bucket from exchange where community = $1
            union select distinct bucket from match where community = $1
            union select distinct bucket from service_use where community = $2
            """;
    private static final String MONTHS = """
            select distinct extract(year from measured_on)::int, extract(month from measured_on)::int
            from score where community = $1
            union
            select distinct extract(year from observed_on)::int, extract(month from observed_on)::int
            from follow_up where community = $1
            """;
    private static final String YEARS =
            "select distinct year from cost where community = $1 union select distinct year from benefit where community = $1";

    private FigureLines() {}

    /** The months that there is anything in, and the longer periods around them; of money, years. */
    public static Uni<SortedSet<Period>> periods(Snapshot snapshot, Place community) {
        return snapshot.query(BUCKETS, community.communityKey(), community.community())
                .chain(buckets -> snapshot.query(MONTHS, community.community()).chain(months -> snapshot.query(
                                YEARS, community.community())
                        .map(years -> {
                            var periods = new TreeSet<Period>();
                            periods.add(new Period.All());
                            for (var row : buckets) {
                                periods.addAll(Period.around(YearMonth.from(
                                        Buckets.time(row.getInteger(0)).atZone(community.zone()))));
                            }
                            for (var row : months) {
                                periods.addAll(Period.around(YearMonth.of(row.getInteger(0), row.getInteger(1))));
                            }
                            years.forEach(row -> periods.add(new Period.FinancialYear(row.getInteger(0))));
                            return periods;
                        })));
    }

    /**
     * Hands every figure of the place and of these periods over, in order, as {@code figure|community|programme|period|...}.
     *
     * @return how many
     */
    public static Uni<Integer> write(
            Snapshot snapshot, Place place, SortedSet<Period> periods, Consumer<String> lines) {
        return Multi.createFrom()
                .iterable(periods)
                .onItem()
                .transformToUniAndConcatenate(
                        period -> FactsReader.read(snapshot, place, period, EnumSet.allOf(Figure.class))
                                .map(facts -> lines(place, period, facts)))
                .invoke(some -> some.forEach(lines))
                .collect()
                .with(java.util.stream.Collectors.summingInt(List::size));
    }

    private static List<String> lines(Place place, Period period, PeriodFacts facts) {
        return Arrays.stream(Figure.values())
                .map(figure -> String.join(
                        "|",
                        "figure",
                        place.communityCode(),
                        place.programmeCode().orElse("-"),
                        period.code(),
                        figure.code(),
                        FigureRules.value(figure, facts).canonical()))
                .toList();
    }
}
