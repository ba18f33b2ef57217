package org.reciprocity.reporting.release;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.reciprocity.reporting.snapshot.Snapshot;

/** Keeps the programmes with each release, so that one that is taken away can be read alone. */
@ApplicationScoped
class ReleasedProgrammes {
    private static final String PRESENT =
            "select id, code, name from programme where community = $1 and code is not null order by code, id";
    private static final String INSERT =
            "insert into release_programme (edition, programme, code, name) values ($1, $2, $3, $4)";
    /** Those that only numbers know. */
    private static final String INSERT_OTHERS = """
            insert into release_programme (edition, programme)
            select distinct edition, programme from released_number
            where edition = $1 and programme <> '00000000-0000-0000-0000-000000000000' on conflict do nothing
            """;

    private static final String KEPT =
            "select programme, code, name from release_programme where edition = $1 order by code, programme";

    private final Pool pool;

    ReleasedProgrammes(Pool pool) {
        this.pool = pool;
    }

    /** Those of a community at present. */
    static Uni<List<ReleasedProgramme>> present(Snapshot snapshot, UUID community) {
        return snapshot.query(PRESENT, community).map(ReleasedProgrammes::list);
    }

    /** Keeps them with a release whose numbers are written, in the same transaction. */
    static Uni<Void> keep(SqlConnection connection, long edition, List<ReleasedProgramme> programmes) {
        var batch = programmes.stream()
                .map(one -> Tuple.of(edition, one.id(), one.code(), one.name()))
                .toList();
        Uni<Void> known = batch.isEmpty()
                ? Uni.createFrom().voidItem()
                : connection.preparedQuery(INSERT).executeBatch(batch).replaceWithVoid();
        return known.chain(() -> connection.preparedQuery(INSERT_OTHERS).execute(Tuple.of(edition)))
                .replaceWithVoid();
    }

    /** Those of a release. */
    Uni<List<ReleasedProgramme>> of(long edition) {
        return pool.preparedQuery(KEPT).execute(Tuple.of(edition)).map(ReleasedProgrammes::list);
    }

    private static List<ReleasedProgramme> list(RowSet<Row> rows) {
        var programmes = new ArrayList<ReleasedProgramme>(rows.size());
        rows.forEach(row -> programmes.add(new ReleasedProgramme(row.getUUID(0), row.getString(1), row.getString(2))));
        return programmes;
    }
}
