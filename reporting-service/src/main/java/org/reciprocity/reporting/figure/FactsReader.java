package org.reciprocity.reporting.figure;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.reciprocity.reporting.measure.Score;
import org.reciprocity.reporting.measure.ServiceUse;
import org.reciprocity.reporting.network.Network;
import org.reciprocity.reporting.network.Ties;
import org.reciprocity.reporting.place.Place;
import org.reciprocity.reporting.projection.Buckets;
import org.reciprocity.reporting.projection.Kind;
import org.reciprocity.reporting.snapshot.Snapshot;

/** Reads what figures are computed from: the sums between two borders, added up by the database. */
final class FactsReader {
    private static final String WHERE =
            " where community = $1 and ($2::int is null or programme = $2) and bucket >= $3 and bucket < $4 ";
    private static final String HOURS = "select kind, skill, provider_role, receiver_role, sum(minutes)::bigint,"
            + " sum(legs)::bigint, sum(received)::bigint from hours" + WHERE
            + "group by 1, 2, 3, 4 order by 1, 2, 3, 4";
    private static final String EXCHANGES =
            "select kind, sum(settled)::bigint, sum(reversed)::bigint from exchange" + WHERE + "group by 1 order by 1";
    // Kinds 1 to 3 are hours; only of the first, service, is the receiver a participant.
    private static final String PEOPLE = "select person, sum(given)::bigint, sum(given_legs)::bigint,"
            + " sum(received_legs)::bigint, sum(plain)::bigint from (select giver as person, minutes as given,"
            + " legs as given_legs, 0 as received_legs, legs * (1 - professional) as plain from pair" + WHERE
            + "and kind in (1, 2, 3) and giver <> 0 union all select receiver, 0, 0, legs, legs * (1 - professional) from pair"
            + WHERE
            + "and kind = 1) as sides group by 1 having sum(given_legs) > 0 or sum(received_legs) > 0 order by 1";
    // The last day of an enrolment is inside.
    private static final String ENROLLED = """
            select e.participant, min(coalesce(i.number, 0)) from enrolment e left join ident i on i.id = e.participant
            where e.community = $1 and ($2::uuid is null or e.programme = $2) and e.arm = 'participants'
              and (e.ends is null or e.ends >= e.starts)
              and ($4::date is null or e.starts < $4) and ($3::date is null or e.ends is null or e.ends >= $3)
            group by 1 order by 1
            """;
    private static final String LAST = "select max(bucket) from pair where community = $1";
    private static final String TIES = "select giver, receiver, sum(minutes)::bigint from pair" + WHERE
            + "and kind = 1 and giver <> 0 group by 1, 2 having sum(minutes) > 0";
    private static final String MATCHES = """
            select event, detail, sum(events)::bigint, sum(minutes)::bigint from match
            where community = $1 and bucket >= $2 and bucket < $3 group by 1, 2 order by 1, 2
            """;
    private static final String REQUESTS = """
            select count(*), count(*) filter (where fulfilled > 0) from (
                select sum(made) as made, sum(bucket) as bucket, sum(fulfilled) as fulfilled
                from request where community = $1 group by request) as r
            where made > 0 and bucket >= $2::int and bucket < $3::int
            """;
    private static final String SCORES = """
            select measure, participant, instrument, wave, arm, score, measured_on from score
            where community = $1 and ($2::uuid is null or programme = $2) and ($3::date is null or measured_on < $3)
            order by measure
            """;
    private static final String USES = """
            select type, arm, coalesce(group_size, 1)::bigint, before_count, before_days, after_count, after_days
            from service_use
            where community = $1 and ($2::uuid is null or programme = $2) and bucket >= $3 and bucket < $4 order by id
            """;

    private final Snapshot snapshot;
    private final Place place;
    private final Period period;
    private final int from;
    private final int to;

    private List<PeriodFacts.Hours> hours = List.of();
    private Map<Kind, PeriodFacts.Exchanges> exchanges = Map.of();
    private List<PeriodFacts.Person> people = List.of();
    private List<Integer> enrolled = List.of();
    private Optional<String> window = Optional.empty();
    private Network network = new Network(new Ties.Collector().collect());
    private Optional<SortedMap<String, SortedMap<String, PeriodFacts.Matches>>> matches = Optional.empty();
    private Optional<PeriodFacts.Requests> requests = Optional.empty();
    private List<Score> scores = List.of();
    private List<ServiceUse> uses = List.of();

    private FactsReader(Snapshot snapshot, Place place, Period period) {
        this.snapshot = snapshot;
        this.place = place;
        this.period = period;
        var span = Span.of(place, period);
        from = span.from();
        to = span.to();
    }

    /** Reads what the figures need. */
    static Uni<PeriodFacts> read(Snapshot snapshot, Place place, Period period, Set<Figure> figures) {
        var sources = EnumSet.noneOf(Source.class);
        figures.forEach(figure -> sources.addAll(figure.sources()));
        var reader = new FactsReader(snapshot, place, period);
        var reading = Uni.createFrom().voidItem();
        for (var source : sources) {
            reading = reading.chain(() -> reader.read(source));
        }
        return reading.map(nothing -> reader.facts());
    }

    private PeriodFacts facts() {
        return new PeriodFacts(
                period.from(), window, hours, exchanges, people, enrolled, network, matches, requests, scores, uses);
    }

    private Uni<Void> read(Source source) {
        return switch (source) {
            case HOURS ->
                sums(HOURS)
                        .invoke(rows -> hours = list(
                                rows,
                                row -> new PeriodFacts.Hours(
                                        Kind.of(row.getInteger(0)),
                                        row.getString(1),
                                        row.getString(2),
                                        row.getString(3),
                                        row.getLong(4),
                                        row.getLong(5),
                                        row.getLong(6))))
                        .replaceWithVoid();
            case EXCHANGES ->
                sums(EXCHANGES).invoke(rows -> exchanges = exchanges(rows)).replaceWithVoid();
            case PEOPLE ->
                sums(PEOPLE)
                        .invoke(rows -> people = list(
                                rows,
                                row -> new PeriodFacts.Person(
                                        row.getInteger(0),
                                        row.getLong(1),
                                        row.getLong(2),
                                        row.getLong(3),
                                        row.getLong(4))))
                        .replaceWithVoid();
            case ENROLLED ->
                snapshot.query(
                                ENROLLED,
                                place.community(),
                                place.programme().orElse(null),
                                period.from().orElse(null),
                                period.to().orElse(null))
                        .invoke(rows -> enrolled = list(rows, row -> row.getInteger(1)))
                        .replaceWithVoid();
            case TIES -> windowEnd().chain(this::ties);
            case MATCHES -> place.programme().isPresent() ? Uni.createFrom().voidItem() : matches();
            case REQUESTS -> place.programme().isPresent() ? Uni.createFrom().voidItem() : requests();
            case SCORES ->
                snapshot.query(
                                SCORES,
                                place.community(),
                                place.programme().orElse(null),
                                period.to().orElse(null))
                        .invoke(rows -> scores = list(rows, FactsReader::score))
                        .replaceWithVoid();
            case USES ->
                snapshot.query(USES, place.community(), place.programme().orElse(null), from, to)
                        .invoke(rows -> uses = list(
                                rows,
                                row -> new ServiceUse(
                                        row.getString(0),
                                        row.getString(1),
                                        row.getLong(2),
                                        row.getLong(3),
                                        row.getLong(4),
                                        row.getLong(5),
                                        row.getLong(6))))
                        .replaceWithVoid();
        };
    }

    private Uni<RowSet<Row>> sums(String sql) {
        return snapshot.query(sql, place.communityKey(), place.programmeKey().orElse(null), from, to);
    }

    private static <T> List<T> list(RowSet<Row> rows, Function<Row, T> item) {
        var items = new ArrayList<T>(rows.size());
        for (var row : rows) {
            items.add(item.apply(row));
        }
        return items;
    }

    private static Map<Kind, PeriodFacts.Exchanges> exchanges(RowSet<Row> rows) {
        var counts = new EnumMap<Kind, PeriodFacts.Exchanges>(Kind.class);
        for (var row : rows) {
            counts.put(Kind.of(row.getInteger(0)), new PeriodFacts.Exchanges(row.getLong(1), row.getLong(2)));
        }
        return counts;
    }

    /** The day after the window's last: the period's end, or that of the last month in which anything was exchanged. */
    private Uni<Optional<LocalDate>> windowEnd() {
        if (period.to().isPresent()) {
            return Uni.createFrom().item(period.to());
        }
        return snapshot.query(LAST, place.communityKey()).map(rows -> {
            var last = rows.iterator().next().getInteger(0);
            return last == null
                    ? Optional.empty()
                    : Optional.of(YearMonth.from(Buckets.time(last).atZone(place.zone()))
                            .plusMonths(1)
                            .atDay(1));
        });
    }

    private Uni<Void> ties(Optional<LocalDate> end) {
        if (end.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        var start = end.get().minusMonths(12);
        window = Optional.of(start + "/" + end.get());
        return snapshot.query(
                        TIES,
                        place.communityKey(),
                        place.programmeKey().orElse(null),
                        Span.border(place, start),
                        Span.border(place, end.get()))
                .invoke(rows -> {
                    var ties = new Ties.Collector();
                    for (var row : rows) {
                        ties.add(row.getInteger(0), row.getInteger(1), row.getLong(2));
                    }
                    network = new Network(ties.collect());
                })
                .replaceWithVoid();
    }

    private Uni<Void> matches() {
        return snapshot.query(MATCHES, place.communityKey(), from, to)
                .invoke(rows -> {
                    var counts = new TreeMap<String, SortedMap<String, PeriodFacts.Matches>>();
                    for (var row : rows) {
                        counts.computeIfAbsent(row.getString(0), event -> new TreeMap<>())
                                .put(row.getString(1), new PeriodFacts.Matches(row.getLong(2), row.getLong(3)));
                    }
                    matches = Optional.of(counts);
                })
                .replaceWithVoid();
    }

    private Uni<Void> requests() {
        return snapshot.query(REQUESTS, place.communityKey(), from, to)
                .invoke(rows -> {
                    var row = rows.iterator().next();
                    requests = Optional.of(new PeriodFacts.Requests(row.getLong(0), row.getLong(1)));
                })
                .replaceWithVoid();
    }

    private static Score score(Row row) {
        return new Score(
                row.getUUID(0),
                Optional.ofNullable(row.getUUID(1)),
                row.getString(2),
                row.getInteger(3),
                row.getString(4),
                row.getBigDecimal(5),
                row.getLocalDate(6));
    }
}
