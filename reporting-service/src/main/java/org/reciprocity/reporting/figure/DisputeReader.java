package org.reciprocity.reporting.figure;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;

/** Reads disputes. */
final class DisputeReader {
    private static final String DISPUTES = """
            select reason, outcome, count(*) from dispute
            where community = $1 and ($2::uuid is null or programme = $2) and reason is not null
              and coalesce(occurred_at, disputed_at) >= $3 and coalesce(occurred_at, disputed_at) < $4
            group by 1, 2 order by 1, 2
            """;

    private DisputeReader() {}

    /** Those of exchanges that took place in the period; where that is not told, those recorded in it. */
    static Uni<List<PeriodFacts.Disputes>> disputes(Reading reading) {
        return reading.snapshot()
                .query(
                        DISPUTES,
                        reading.community(),
                        reading.place().programme().orElse(null),
                        reading.seconds(reading.period().from(), Long.MIN_VALUE),
                        reading.seconds(reading.period().to(), Long.MAX_VALUE))
                .map(rows -> Reading.list(
                        rows,
                        row -> new PeriodFacts.Disputes(
                                row.getString(0), Optional.ofNullable(row.getString(1)), row.getLong(2))));
    }
}
