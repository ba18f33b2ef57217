package org.reciprocity.reporting.figure;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Month;
import java.util.List;
import java.util.Optional;
import org.reciprocity.reporting.measure.FollowUp;
import org.reciprocity.reporting.measure.Score;
import org.reciprocity.reporting.measure.ServiceUse;

/** Reads what changed and what it cost whom, without what was withdrawn. Linked ids are one person. */
final class OutcomeReader {
    private static final String SCORES = """
            select measure, programme, participant, instrument, wave, arm, score, measured_on, better, beyond_cut_off from score
            where community = $1 and ($2::uuid is null or programme = $2) and ($3::date is null or measured_on < $3)
                and not exists (select from withdrawn w where w.id = score.measure)
            order by measure
            """;
    private static final String USES = """
            select id, participant, type, arm, coalesce(group_size, 1)::bigint, bucket, before_count, before_days, after_count,
                after_days
            from service_use
            where community = $1 and ($2::uuid is null or programme = $2) and bucket >= $3 and bucket < $4
                and not exists (select from withdrawn w where w.id = service_use.id)
            order by id
            """;
    private static final String FOLLOW_UPS = """
            select f.id, coalesce(f.participant, c.participant), f.case_id, f.event, f.window_months, f.arm, f.outcome, f.yes,
                f.no, f.lost, f.observed_on
            from follow_up f left join case_file c on c.id = f.case_id
            where f.community = $1 and ($2::uuid is null or f.programme = $2)
                and ($3::date is null or f.observed_on >= $3) and ($4::date is null or f.observed_on < $4)
                and not exists (select from withdrawn w where w.id = f.id)
            order by f.id
            """;
    private static final String COSTS = money("cost", "preventive", "in_kind");
    private static final String BENEFITS = money("benefit", "cashable", "false");

    private OutcomeReader() {}

    private static String money(String table, String marked, String inKind) {
        return "select coalesce(a.code, m.agency::text), m.year, m.currency, m.price_year, m." + marked + ", "
                + (inKind.equals("false") ? inKind : "m." + inKind) + ", sum(m.amount) from " + table
                + " m left join agency a on a.id = m.agency where m.community = $1"
                + " and ($2::uuid is null or m.programme = $2) and ($3::int is null or m.year between $3 and $4)"
                + " and not exists (select from withdrawn w where w.id = m.id)"
                + " group by 1, 2, 3, 4, 5, 6 order by 1, 2, 3, 4, 5, 6";
    }

    /** Scores up to the period's end. */
    static Uni<List<Score>> scores(Reading reading, Persons persons) {
        return reading.snapshot()
                .query(
                        SCORES,
                        reading.community(),
                        reading.place().programme().orElse(null),
                        reading.period().to().orElse(null))
                .map(rows -> Reading.list(
                        rows,
                        row -> new Score(
                                row.getUUID(0),
                                row.getUUID(1),
                                Optional.ofNullable(row.getUUID(2)).map(persons::person),
                                row.getString(3),
                                row.getInteger(4),
                                row.getString(5),
                                row.getBigDecimal(6),
                                row.getLocalDate(7),
                                Optional.ofNullable(row.getString(8)),
                                Optional.ofNullable(row.getBoolean(9)))));
    }

    /** Uses that were recorded in the period. */
    static Uni<List<ServiceUse>> uses(Reading reading, Persons persons) {
        return reading.snapshot()
                .query(
                        USES,
                        reading.community(),
                        reading.place().programme().orElse(null),
                        reading.span().from(),
                        reading.span().to())
                .map(rows -> Reading.list(
                        rows,
                        row -> new ServiceUse(
                                row.getUUID(0),
                                Optional.ofNullable(row.getUUID(1)).map(persons::person),
                                row.getString(2),
                                row.getString(3),
                                row.getLong(4),
                                row.getLong(5),
                                row.getLong(6),
                                row.getLong(7),
                                row.getLong(8),
                                row.getLong(9))));
    }

    /** Follow-ups observed in the period, of a case as of the person whose it is. */
    static Uni<List<FollowUp>> followUps(Reading reading, Persons persons) {
        return reading.snapshot()
                .query(
                        FOLLOW_UPS,
                        reading.community(),
                        reading.place().programme().orElse(null),
                        reading.period().from().orElse(null),
                        reading.period().to().orElse(null))
                .map(rows -> Reading.list(rows, row -> followUp(row, persons)));
    }

    private static FollowUp followUp(Row row, Persons persons) {
        var outcome = Optional.ofNullable(row.getString(6));
        return new FollowUp(
                row.getUUID(0),
                Optional.ofNullable(row.getUUID(1)).map(persons::person).or(() -> Optional.ofNullable(row.getUUID(2))),
                row.getString(3),
                row.getInteger(4),
                row.getString(5),
                count(outcome, "yes", row, 7),
                count(outcome, "no", row, 8),
                count(outcome, "lost", row, 9),
                row.getLocalDate(10));
    }

    private static long count(Optional<String> outcome, String which, Row row, int column) {
        return outcome.map(own -> own.equals(which) ? 1L : 0L)
                .orElseGet(() -> Optional.ofNullable(row.getLong(column)).orElse(0L));
    }

    /** Financial years in a row, by their first calendar years; both null of all there are. */
    private record Years(Integer first, Integer last) {}

    /** Whether money falls in the period: it has a financial year, and neither month nor quarter. */
    static boolean isByFinancialYear(Period period) {
        return years(period).isPresent();
    }

    /** The financial years that a period is made of; none where it is not made of whole ones. */
    private static Optional<Years> years(Period period) {
        return switch (period) {
            case Period.All _ -> Optional.of(new Years(null, null));
            case Period.FinancialYear(var year) -> Optional.of(new Years(year, year));
            case Period.Until(var whole, var _) -> years(whole);
            case Period.Months(var first, var last) ->
                first.getMonth() == Month.APRIL && last.getMonth() == Month.MARCH && last.isAfter(first)
                        ? Optional.of(new Years(first.getYear(), last.getYear() - 1))
                        : Optional.empty();
            case Period.Month _, Period.Quarter _ -> Optional.empty();
        };
    }

    /** Costs of the period's financial years. */
    static Uni<List<PeriodFacts.Money>> costs(Reading reading) {
        return money(reading, COSTS);
    }

    /** Benefits of the period's financial years. */
    static Uni<List<PeriodFacts.Money>> benefits(Reading reading) {
        return money(reading, BENEFITS);
    }

    private static Uni<List<PeriodFacts.Money>> money(Reading reading, String sql) {
        var years = years(reading.period());
        if (years.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        return reading.snapshot()
                .query(
                        sql,
                        reading.community(),
                        reading.place().programme().orElse(null),
                        years.get().first(),
                        years.get().last())
                .map(rows -> Reading.list(
                        rows,
                        row -> new PeriodFacts.Money(
                                row.getString(0),
                                row.getInteger(1),
                                row.getString(2),
                                row.getInteger(3),
                                row.getBoolean(4),
                                row.getBoolean(5),
                                row.getBigDecimal(6).toBigIntegerExact())));
    }
}
