package org.reciprocity.reporting.figure;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.reciprocity.reporting.network.Network;
import org.reciprocity.reporting.network.Ties;

/** Reads who gave time to whom: service from participant to participant. */
final class NetworkReader {
    private static final String LAST = "select max(bucket) from pair where community = $1 and kind in (1, 2, 3)";
    private static final String TIES = "select giver, receiver, sum(minutes)::bigint from pair" + Reading.WHERE
            + "and kind = 1 and giver <> 0 group by 1, 2 having sum(minutes) > 0";
    private static final String FIRST_SERVICE =
            "select giver, receiver, min(bucket) from (select giver, receiver, bucket"
                    + " from pair" + Reading.WHERE
                    + "and kind = 1 and giver <> 0 group by 1, 2, 3 having sum(minutes) > 0)"
                    + " as services group by 1, 2";
    private static final String AGENCIES = """
            select i.number, p.agency from participant p join ident i on i.id = p.id
            where p.community = $1 and p.agency is not null
            """;

    private NetworkReader() {}

    /** The twelve months to the period's end. */
    record Window(LocalDate from, LocalDate to) {

        @Override
        public String toString() {
            return from + "/" + to;
        }
    }

    /** The window; to the end of the last month in which anything was exchanged, where the period has no end. */
    static Uni<Optional<Window>> window(Reading reading) {
        return end(reading).map(end -> end.map(to -> new Window(to.minusMonths(12), to)));
    }

    private static Uni<Optional<LocalDate>> end(Reading reading) {
        if (reading.period().to().isPresent()) {
            return Uni.createFrom().item(reading.period().to());
        }
        return reading.snapshot()
                .pairs(reading.place().communityKey())
                .chain(known -> known.map(pairs -> Uni.createFrom().item(PairSums.last(pairs.all())))
                        .orElseGet(() -> reading.snapshot()
                                .query(LAST, reading.place().communityKey())
                                .map(rows -> Reading.first(rows, row -> row.getInteger(0)))))
                .map(found ->
                        found.map(last -> reading.month(last).plusMonths(1).atDay(1)));
    }

    /** The network of a window. */
    static Uni<Network> network(Reading reading, Persons persons, Window window) {
        int from = Span.border(reading.place(), window.from());
        int to = Span.border(reading.place(), window.to());
        return reading.given(
                "network", from, to, persons, blocks -> network(PairSums.ties(blocks), persons), () -> reading.between(
                                TIES, from, to)
                        .map(rows -> network(ties(rows), persons)));
    }

    private static Network network(List<PairSums.Tie> pairs, Persons persons) {
        var ties = new Ties.Collector();
        for (var pair : pairs) {
            ties.add(persons.number(pair.giver()), persons.number(pair.receiver()), pair.value());
        }
        return new Network(ties.collect());
    }

    private static List<PairSums.Tie> ties(RowSet<Row> rows) {
        return Reading.list(rows, row -> new PairSums.Tie(row.getInteger(0), row.getInteger(1), row.getLong(2)));
    }

    /** Ties whose first service lies in the period. */
    static Uni<PeriodFacts.NewTies> newTies(Reading reading, Persons persons) {
        int to = reading.span().to();
        return reading.given(
                        "first services",
                        Integer.MIN_VALUE,
                        to,
                        persons,
                        blocks -> firsts(PairSums.firstServices(blocks), persons),
                        () -> reading.between(FIRST_SERVICE, Integer.MIN_VALUE, to)
                                .map(rows -> firsts(firstServices(rows), persons)))
                .map(firsts -> {
                    long ties = firsts.tailMap(reading.span().from()).values().stream()
                            .mapToLong(Long::longValue)
                            .sum();
                    return new PeriodFacts.NewTies(ties, months(reading, firsts));
                });
    }

    private static List<PairSums.Tie> firstServices(RowSet<Row> rows) {
        return Reading.list(rows, row -> new PairSums.Tie(row.getInteger(0), row.getInteger(1), row.getInteger(2)));
    }

    /** By bucket, how many pairs of persons had their first service in it. */
    private static SortedMap<Integer, Long> firsts(List<PairSums.Tie> services, Persons persons) {
        var firsts = new HashMap<Long, Integer>();
        for (var service : services) {
            int giver = persons.number(service.giver());
            int receiver = persons.number(service.receiver());
            if (giver != receiver) {
                firsts.merge((long) giver << 32 | receiver, (int) service.value(), Math::min);
            }
        }
        var pairs = new TreeMap<Integer, Long>();
        firsts.values().forEach(first -> pairs.merge(first, 1L, Long::sum));
        return pairs;
    }

    /** How many months the period has; of one without a beginning or an end those from the first to the last with a new tie. */
    private static long months(Reading reading, SortedMap<Integer, Long> firsts) {
        if (firsts.isEmpty()) {
            return 0;
        }
        var from = reading.period().from().map(YearMonth::from).orElseGet(() -> reading.month(firsts.firstKey()));
        var to = reading.period().to().map(YearMonth::from).orElseGet(() -> reading.month(firsts.lastKey())
                .plusMonths(1));
        return ChronoUnit.MONTHS.between(from, to);
    }

    /** By participant, which agency registered it. */
    static Uni<Map<Integer, UUID>> agencies(Reading reading, Persons persons) {
        return reading.snapshot().query(AGENCIES, reading.community()).map(rows -> {
            Map<Integer, UUID> agencies = new HashMap<>();
            for (var row : rows) {
                // Of linked ids the agency with the lowest id, so that it is the same however they are read.
                agencies.merge(
                        persons.number(row.getInteger(0)),
                        row.getUUID(1),
                        (one, other) -> one.toString().compareTo(other.toString()) <= 0 ? one : other);
            }
            return agencies;
        });
    }
}
