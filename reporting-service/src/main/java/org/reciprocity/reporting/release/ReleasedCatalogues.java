package org.reciprocity.reporting.release;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.reciprocity.reporting.figure.CatalogueEntry;

/** Keeps the catalogue with each release, so that a number is read with the definition that it was published with. */
@ApplicationScoped
class ReleasedCatalogues {
    private static final String DEFINE = """
            insert into figure_definition
                (figure, name, definition, formula, unit, caveat, counter_figure, source_events, bands, rule_version)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            on conflict (figure) do update set name = excluded.name, definition = excluded.definition,
                formula = excluded.formula, unit = excluded.unit, caveat = excluded.caveat,
                counter_figure = excluded.counter_figure, source_events = excluded.source_events,
                bands = excluded.bands, rule_version = excluded.rule_version
            """;
    private static final String INSERT = """
            insert into release_figure
                (figure, name, definition, formula, unit, caveat, counter_figure, source_events, bands, rule_version, edition, place)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
            """;
    private static final String KEPT = """
            select figure, name, definition, formula, unit, rule_version, source_events, bands, caveat, counter_figure, as_released
            from release_figure where edition = $1 order by place
            """;

    private final Pool pool;

    ReleasedCatalogues(Pool pool) {
        this.pool = pool;
    }

    /** Writes the catalogue of now down for those who read by SQL. */
    Uni<Void> define() {
        return pool.preparedQuery(DEFINE)
                .executeBatch(ReleasedCatalogue.present().figures().stream()
                        .map(ReleasedCatalogues::tuple)
                        .toList())
                .replaceWithVoid();
    }

    /** Keeps that of now with a release, in the transaction that keeps the release. */
    static Uni<Void> keep(SqlConnection connection, long edition) {
        var batch = new ArrayList<Tuple>();
        for (var entry : ReleasedCatalogue.present().figures()) {
            batch.add(tuple(entry).addLong(edition).addInteger(batch.size()));
        }
        return connection.preparedQuery(INSERT).executeBatch(batch).replaceWithVoid();
    }

    private static Tuple tuple(CatalogueEntry entry) {
        return Tuple.tuple()
                .addString(entry.code())
                .addString(entry.name())
                .addString(entry.definition())
                .addString(entry.formula())
                .addString(entry.unit())
                .addString(entry.caveat())
                .addString(entry.counterFigure())
                .addArrayOfString(entry.sourceEvents().toArray(String[]::new))
                .addArrayOfString(entry.bands().toArray(String[]::new))
                .addInteger(entry.ruleVersion());
    }

    /** That of a release. */
    Uni<ReleasedCatalogue> of(long edition) {
        return pool.preparedQuery(KEPT).execute(Tuple.of(edition)).map(rows -> {
            var figures = new ArrayList<CatalogueEntry>(rows.size());
            boolean asReleased = true;
            for (var row : rows) {
                figures.add(entry(row));
                asReleased &= row.getBoolean(10);
            }
            // A replica of before may have released beside this one.
            return figures.isEmpty()
                    ? new ReleasedCatalogue(ReleasedCatalogue.present().figures(), false)
                    : new ReleasedCatalogue(List.copyOf(figures), asReleased);
        });
    }

    private static CatalogueEntry entry(Row row) {
        return new CatalogueEntry(
                row.getString(0),
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getInteger(5),
                Arrays.asList(row.getArrayOfStrings(6)),
                Arrays.asList(row.getArrayOfStrings(7)),
                row.getString(8),
                row.getString(9));
    }
}
