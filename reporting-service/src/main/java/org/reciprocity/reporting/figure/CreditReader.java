package org.reciprocity.reporting.figure;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.reciprocity.reporting.arithmetic.Quantiles;
import org.reciprocity.reporting.arithmetic.Ratio;
import org.reciprocity.reporting.place.Place;
import org.reciprocity.reporting.projection.Kind;
import org.reciprocity.reporting.snapshot.AsOf;
import org.reciprocity.reporting.snapshot.Present;
import org.reciprocity.reporting.snapshot.Snapshot;

/** Reads what participants hold and what partners are owed. Credit is the community's, not a programme's. */
final class CreditReader {
    private static final int MINUTES_AN_HOUR_FOURFOLD = 240;

    private static final String BALANCES = """
            select a.owner, coalesce(sum(b.minutes), 0)::bigint from account a
            left join ident i on i.id = a.id
            left join balance b on b.community = $2 and b.account = i.number
            where a.community = $1 and a.kind = 'participant' group by 1 order by 1
            """;
    private static final String CLOSES = """
            select e.day, (b.figures -> 'outstanding' -> 'parts' ->> 'minutes')::bigint,
                   (b.figures -> 'balance-dispersion' ->> 'value')::numeric
            from edition e
            join edition_table t on t.edition = e.id and t.programme = '00000000-0000-0000-0000-000000000000' and t.period = 'all'
            join edition_body b on b.id = t.body
            where e.community = $1 and e.kind = 'daily'
              and ($2::date is null or e.day >= $2) and ($3::date is null or e.day < $3)
              and ($4::bigint is null or e.id <= $4)
            order by e.day
            """;
    // The transaction's time, so that all of an answer is of one moment.
    private static final String NOW = """
            select now(), max(id) from edition where community = $1 and kind = 'daily' and ($2::bigint is null or id <= $2)
            """;
    private static final String PARTNERS = """
            select a.id, coalesce(a.code, a.id::text), p.kind, p.bucket, sum(p.minutes)::bigint
            from pair p
            join ident i on i.number = case p.kind when 4 then p.giver else p.receiver end
            join agency a on a.id = i.id
            where p.community = $1 and p.kind in (2, 4, 8) and p.bucket < $2
            group by 1, 2, 3, 4 having sum(p.minutes) <> 0 order by 1, 3, 4
            """;

    private static final String AGENCIES =
            "select i.number, a.id, coalesce(a.code, a.id::text) from agency a join ident i on i.id = a.id";

    private CreditReader() {}

    /** What an agency gave or got in a bucket. */
    private record PartOf(UUID agency, String code, int kind, int bucket, long minutes) {}

    /** Balances at the period's end, and credit outstanding day by day. */
    static Uni<PeriodFacts.Credit> credit(Reading reading, Persons persons) {
        return reading.snapshot()
                .query(
                        CLOSES,
                        reading.community(),
                        reading.period().from().orElse(null),
                        reading.period().to().orElse(null),
                        lastClose(reading.snapshot()))
                .map(rows -> {
                    var closes = new ArrayList<PeriodFacts.Stock>();
                    for (var row : rows) {
                        // Closes under rules that had no such figure say nothing.
                        if (row.getLong(1) != null) {
                            closes.add(new PeriodFacts.Stock(
                                    Optional.of(row.getLocalDate(0)),
                                    row.getLong(1),
                                    Optional.ofNullable(row.getBigDecimal(2))));
                        }
                    }
                    return closes;
                })
                .chain(closes -> closes(reading.snapshot(), reading.place())
                        .chain(known -> isOver(reading, known)
                                ? Uni.createFrom().item(credit(closes))
                                : present(reading, persons).map(now -> {
                                    closes.add(now);
                                    return credit(closes);
                                })));
    }

    private static boolean isOver(Reading reading, AsOf.Closes closes) {
        return reading.period().to().filter(to -> !to.isAfter(closes.today())).isPresent();
    }

    /** What beside the log decides which closes are read, and whether the present is. */
    private static Uni<AsOf.Closes> closes(Snapshot snapshot, Place place) {
        return snapshot.query(NOW, place.community(), lastClose(snapshot)).map(rows -> {
            var row = rows.iterator().next();
            var day = snapshot.present()
                    .map(present -> present.day(place.zone()))
                    .orElseGet(
                            () -> LocalDate.ofInstant(row.getOffsetDateTime(0).toInstant(), place.zone()));
            return new AsOf.Closes(row.getLong(1), day);
        });
    }

    /** The last close that is known, where a generation stays at a point; otherwise all are. */
    private static Long lastClose(Snapshot snapshot) {
        return snapshot.present().map(Present::lastClose).orElse(null);
    }

    /** What stands beside figures of the present: with the closes where one of them is of credit. */
    static Uni<AsOf> asOf(Snapshot snapshot, Place place, Set<Figure> figures) {
        boolean ofCredit = place.programme().isEmpty()
                && figures.stream().anyMatch(figure -> figure.sources().contains(Source.CREDIT));
        return snapshot.asOf()
                .chain(asOf -> ofCredit
                        ? closes(snapshot, place).map(asOf::closes)
                        : Uni.createFrom().item(asOf));
    }

    private static PeriodFacts.Credit credit(List<PeriodFacts.Stock> stocks) {
        return new PeriodFacts.Credit(
                stocks.isEmpty() ? Optional.empty() : Optional.of(stocks.getLast()),
                stocks.stream().map(PeriodFacts.Stock::outstanding).toList());
    }

    private static Uni<PeriodFacts.Stock> present(Reading reading, Persons persons) {
        return reading.snapshot()
                .query(BALANCES, reading.community(), reading.place().communityKey())
                .map(rows -> {
                    var balances = new HashMap<UUID, Long>();
                    rows.forEach(row -> balances.merge(persons.person(row.getUUID(0)), row.getLong(1), Long::sum));
                    return stock(balances.values().stream()
                            .mapToLong(Long::longValue)
                            .toArray());
                });
    }

    /** What balances in minutes come to at present. */
    static PeriodFacts.Stock stock(long[] balances) {
        return new PeriodFacts.Stock(
                Optional.empty(),
                Arrays.stream(balances).filter(balance -> balance > 0).sum(),
                Quantiles.fourfoldRange(balances).map(range -> Ratio.hours(range, MINUTES_AN_HOUR_FOURFOLD)));
    }

    /** What partners accepted and were reimbursed, and what agencies got. */
    static Uni<List<PeriodFacts.Partner>> partners(Reading reading) {
        return parts(reading).map(parts -> {
            var partners = new TreeMap<String, PeriodFacts.Partner>();
            for (var part : parts) {
                boolean inPeriod = part.bucket() >= reading.span().from();
                var partner = partner(
                        part.code(), Kind.of(part.kind()), reading.month(part.bucket()), part.minutes(), inPeriod);
                partners.merge(part.agency().toString(), partner, CreditReader::together);
            }
            return List.copyOf(partners.values());
        });
    }

    private static Uni<List<PartOf>> parts(Reading reading) {
        return reading.snapshot().pairs(reading.place().communityKey()).chain(known -> known.map(pairs -> ofAgencies(
                        reading,
                        PairSums.parts(pairs.blocks(
                                Optional.empty(),
                                Integer.MIN_VALUE,
                                reading.span().to()))))
                .orElseGet(() -> reading.snapshot()
                        .query(
                                PARTNERS,
                                reading.place().communityKey(),
                                reading.span().to())
                        .map(rows -> Reading.list(
                                rows,
                                row -> new PartOf(
                                        row.getUUID(0),
                                        row.getString(1),
                                        row.getInteger(2),
                                        row.getInteger(3),
                                        row.getLong(4))))));
    }

    private static Uni<List<PartOf>> ofAgencies(Reading reading, List<PairSums.Part> parts) {
        if (parts.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        return reading.snapshot().query(AGENCIES).map(rows -> {
            var agencies = new HashMap<Integer, Row>();
            rows.forEach(row -> agencies.put(row.getInteger(0), row));
            return parts.stream()
                    .filter(part -> agencies.containsKey(part.number()))
                    .map(part -> new PartOf(
                            agencies.get(part.number()).getUUID(1),
                            agencies.get(part.number()).getString(2),
                            part.kind(),
                            part.bucket(),
                            part.minutes()))
                    .toList();
        });
    }

    private static PeriodFacts.Partner partner(
            String code, Kind kind, YearMonth month, long minutes, boolean inPeriod) {
        var redeemed = new TreeMap<YearMonth, Long>();
        if (kind == Kind.REDEMPTION) {
            redeemed.put(month, minutes);
        }
        return new PeriodFacts.Partner(
                code,
                redeemed,
                kind == Kind.RETIREMENT ? minutes : 0,
                kind == Kind.REDEMPTION && inPeriod ? minutes : 0,
                kind == Kind.CONTRIBUTION && inPeriod ? minutes : 0);
    }

    private static PeriodFacts.Partner together(PeriodFacts.Partner one, PeriodFacts.Partner other) {
        var redeemed = new TreeMap<>(one.redeemed());
        other.redeemed().forEach((month, minutes) -> redeemed.merge(month, minutes, Long::sum));
        return new PeriodFacts.Partner(
                one.code(),
                redeemed,
                one.retired() + other.retired(),
                one.taken() + other.taken(),
                one.contributed() + other.contributed());
    }
}
