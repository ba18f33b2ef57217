package org.reciprocity.reporting.figure;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.SortedSet;
import java.util.StringJoiner;
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
            union select distinct bucket from service_use u
            where community = $2 and not exists (select from withdrawn w where w.id = u.id)
            """;
    private static final String MONTHS = """
            select distinct extract(year from measured_on)::int, extract(month from measured_on)::int
            from score s where community = $1 and not exists (select from withdrawn w where w.id = s.measure)
            union
            select distinct extract(year from observed_on)::int, extract(month from observed_on)::int
            from follow_up f where community = $1 and not exists (select from withdrawn w where w.id = f.id)
            union
            select distinct extract(year from day)::int, extract(month from day)::int
            from (select coalesce(referred_on, (to_timestamp(referred_at) at time zone $2)::date) as day
                  from case_file where community = $1 and referred_at is not null
                  union all
                  select (to_timestamp(coalesce(occurred_at, disputed_at)) at time zone $2)::date
                  from dispute where community = $1 and reason is not null
                  union all select ends from support where community = $1) as days
            """;
    private static final String YEARS = """
            select distinct year from cost c
            where community = $1 and not exists (select from withdrawn w where w.id = c.id)
            union select distinct year from benefit b
            where community = $1 and not exists (select from withdrawn w where w.id = b.id)
            """;
    private static final String AMOUNTS = """
            select 'cost', coalesce(programme::text, '-'), agency, year, currency, price_year, grade, coalesce(item, '-'),
                   'in-kind=' || in_kind || ' preventive=' || preventive, count(*), sum(amount)::bigint
            from cost x where community = $1 and not exists (select from withdrawn w where w.id = x.id)
            group by 2, 3, 4, 5, 6, 7, 8, 9
            union all
            select 'benefit', coalesce(programme::text, '-'), agency, year, currency, price_year, grade, coalesce(item, '-'),
                   'cashable=' || cashable, count(*), sum(amount)::bigint
            from benefit x where community = $1 and not exists (select from withdrawn w where w.id = x.id)
            group by 2, 3, 4, 5, 6, 7, 8, 9
            order by 1, 2, 3, 4, 5, 6, 7, 8, 9
            """;

    private FigureLines() {}

    /** The months that anything counts in, and the longer periods around them; of money, years. What was withdrawn makes none. */
    public static Uni<SortedSet<Period>> periods(Snapshot snapshot, Place community) {
        return snapshot.query(BUCKETS, community.communityKey(), community.community())
                .chain(buckets -> snapshot.query(
                                MONTHS, community.community(), community.zone().getId())
                        .chain(months -> snapshot.query(YEARS, community.community())
                                .map(years -> {
                                    var periods = new TreeSet<Period>();
                                    periods.add(new Period.All());
                                    for (var row : buckets) {
                                        periods.addAll(Period.around(YearMonth.from(
                                                Buckets.time(row.getInteger(0)).atZone(community.zone()))));
                                    }
                                    for (var row : months) {
                                        periods.addAll(
                                                Period.around(YearMonth.of(row.getInteger(0), row.getInteger(1))));
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
                        period -> FactsReader.read(snapshot, place, period, EnumSet.allOf(Figure.class), true)
                                .map(facts -> lines(place, period, facts)))
                .invoke(some -> some.forEach(lines))
                .collect()
                .with(java.util.stream.Collectors.summingInt(List::size));
    }

    /**
     * What was borne and gained in a community, as figures do not tell it: {@code cost|community|programme|agency|year|...}, a line for
     * each programme, agency, year, currency, price year, grade, item and kind, with how many were recorded and their sum.
     */
    public static Uni<List<String>> amounts(Snapshot snapshot, Place community) {
        return snapshot.query(AMOUNTS, community.community())
                .map(rows -> Reading.list(rows, row -> amount(row, community.communityCode())));
    }

    private static String amount(Row row, String community) {
        var line = new StringJoiner("|").add(row.getString(0)).add(community);
        for (int i = 1; i < row.size(); i++) {
            line.add(String.valueOf(row.getValue(i)));
        }
        return line.toString();
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
                        BandRules.value(figure, facts).canonical()))
                .toList();
    }
}
