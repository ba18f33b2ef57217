package org.reciprocity.reporting.release;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Reads what a release says otherwise than the one before it. */
@ApplicationScoped
class ReleasedRestatements {
    private static final UUID WHOLE = new UUID(0, 0);
    private static final String EARLIER = """
            select max(b.edition) from release r join release b on b.community = r.community and b.edition < r.edition
            where r.edition = $1
            """;
    private static final String RESTATED = """
            select programme, period, figure, part, unit, before, after, difference, state, late_entries, reason, caveats,
                   counter_figure, paid_on
            from released_restatement where edition = $1 order by programme, period, figure, part
            """;

    private final Pool pool;

    ReleasedRestatements(Pool pool) {
        this.pool = pool;
    }

    /** The number of the release before one, in its community. */
    Uni<Optional<Long>> before(long edition) {
        return pool.preparedQuery(EARLIER)
                .execute(Tuple.of(edition))
                .map(rows -> Optional.ofNullable(rows.iterator().next().getLong(0)));
    }

    /** Those of a release, the whole community's first. */
    Uni<List<ReleasedRestatement>> of(long edition) {
        return pool.preparedQuery(RESTATED).execute(Tuple.of(edition)).map(rows -> {
            var restated = new ArrayList<ReleasedRestatement>();
            rows.forEach(row -> restated.add(restatement(row)));
            return restated;
        });
    }

    private static ReleasedRestatement restatement(Row row) {
        var programme = row.getUUID(0);
        return new ReleasedRestatement(
                programme.equals(WHOLE) ? null : programme,
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getBigDecimal(5),
                row.getBigDecimal(6),
                row.getBigDecimal(7),
                row.getString(8),
                row.getBigDecimal(9),
                row.getString(10),
                row.getString(11),
                row.getString(12),
                row.getString(13));
    }
}
