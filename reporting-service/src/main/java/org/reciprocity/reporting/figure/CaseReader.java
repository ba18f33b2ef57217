package org.reciprocity.reporting.figure;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads cases. */
final class CaseReader {
    private static final String CASES = """
            select c.participant, coalesce(i.number, 0), c.accepted, c.duty_minutes, c.people_harmed, c.outcome, c.referred_on,
                   c.failure_elsewhere
            from case_file c left join ident i on i.id = c.participant
            where c.community = $1 and ($2::uuid is null or c.programme = $2)
              and case when c.referred_on is null then c.referred_at >= $3 and c.referred_at < $4
                       else c.referred_at is not null
                            and ($5::date is null or c.referred_on >= $5) and ($6::date is null or c.referred_on < $6) end
            order by c.id
            """;

    private static final String SUPPORT = """
            select unit, currency, unit_pence, otherwise_pence, sum(quantity)::bigint, count(distinct case_id) from support
            where community = $1 and ($2::uuid is null or programme = $2)
              and ($3::date is null or ends >= $3) and ($4::date is null or ends < $4)
            group by 1, 2, 3, 4 order by 1, 2, 3, 4
            """;

    private CaseReader() {}

    /** Support that ended in the period. */
    static Uni<List<PeriodFacts.Support>> support(Reading reading) {
        return reading.snapshot()
                .query(
                        SUPPORT,
                        reading.community(),
                        reading.place().programme().orElse(null),
                        reading.period().from().orElse(null),
                        reading.period().to().orElse(null))
                .map(rows -> Reading.list(
                        rows,
                        row -> new PeriodFacts.Support(
                                row.getString(0),
                                row.getString(1),
                                row.getLong(2),
                                row.getLong(3),
                                row.getLong(4),
                                row.getLong(5))));
    }

    /** Those whose referral lies in the period: by its day, or where that is not told, by when it was recorded. */
    static Uni<List<PeriodFacts.CaseFile>> cases(Reading reading, Persons persons) {
        return reading.snapshot()
                .query(
                        CASES,
                        reading.community(),
                        reading.place().programme().orElse(null),
                        reading.seconds(reading.period().from(), Long.MIN_VALUE),
                        reading.seconds(reading.period().to(), Long.MAX_VALUE),
                        reading.period().from().orElse(null),
                        reading.period().to().orElse(null))
                .map(rows -> Reading.list(rows, row -> file(row, persons)));
    }

    private static PeriodFacts.CaseFile file(Row row, Persons persons) {
        var id = row.getUUID(0);
        var duty = row.getLong(3);
        var harmed = row.getInteger(4);
        return new PeriodFacts.CaseFile(
                persons.person(id),
                persons.number(id, row.getInteger(1)),
                Optional.ofNullable(row.getBoolean(2)),
                duty == null ? OptionalLong.empty() : OptionalLong.of(duty),
                harmed == null ? OptionalLong.empty() : OptionalLong.of(harmed),
                Optional.ofNullable(row.getString(5)),
                Optional.ofNullable(row.getLocalDate(6)),
                Boolean.TRUE.equals(row.getBoolean(7)));
    }
}
