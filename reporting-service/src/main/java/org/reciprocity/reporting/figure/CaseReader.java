package org.reciprocity.reporting.figure;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads cases. */
final class CaseReader {
    private static final String CASES = """
            select c.participant, coalesce(i.number, 0), c.referred_at, c.accepted, c.duty_minutes, c.people_harmed, c.outcome
            from case_file c left join ident i on i.id = c.participant
            where c.community = $1 and ($2::uuid is null or c.programme = $2) and c.referred_at >= $3 and c.referred_at < $4
            order by c.id
            """;

    private CaseReader() {}

    /** Those whose referral lies in the period. */
    static Uni<List<PeriodFacts.CaseFile>> cases(Reading reading, Persons persons) {
        return reading.snapshot()
                .query(
                        CASES,
                        reading.community(),
                        reading.place().programme().orElse(null),
                        reading.seconds(reading.period().from(), Long.MIN_VALUE),
                        reading.seconds(reading.period().to(), Long.MAX_VALUE))
                .map(rows -> Reading.list(rows, row -> file(reading, row, persons)));
    }

    private static PeriodFacts.CaseFile file(Reading reading, Row row, Persons persons) {
        var id = row.getUUID(0);
        var duty = row.getLong(4);
        var harmed = row.getInteger(5);
        return new PeriodFacts.CaseFile(
                persons.person(id),
                persons.number(id, row.getInteger(1)),
                YearMonth.from(Instant.ofEpochSecond(row.getLong(2))
                        .atZone(reading.place().zone())),
                Optional.ofNullable(row.getBoolean(3)),
                duty == null ? OptionalLong.empty() : OptionalLong.of(duty),
                harmed == null ? OptionalLong.empty() : OptionalLong.of(harmed),
                Optional.ofNullable(row.getString(6)));
    }
}
