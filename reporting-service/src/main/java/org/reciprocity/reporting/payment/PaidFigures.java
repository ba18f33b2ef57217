package org.reciprocity.reporting.payment;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.reciprocity.reporting.snapshot.Snapshot;

/** Reads which figures are paid on. */
public final class PaidFigures {
    private static final String CONTRACTS = """
            select id, code, array(select json_array_elements_text(body::json -> 'programmes')::uuid order by 1), starts,
                   least(ends, ended_on), body::json ->> 'paidOn', body::json ->> 'counterFigure'
            from contract where community = $1 and body is not null order by code, id
            """;

    private PaidFigures() {}

    /** Those of a community's contracts, by code. */
    public static Uni<List<PaidFigure>> read(Snapshot snapshot, UUID community) {
        return snapshot.query(CONTRACTS, community).map(PaidFigures::of);
    }

    /** Of rows of id, code, programmes, first day, last day, figure and counter-figure. */
    public static List<PaidFigure> of(RowSet<Row> rows) {
        var paid = new ArrayList<PaidFigure>();
        for (var row : rows) {
            paid.add(new PaidFigure(
                    row.getUUID(0),
                    row.getString(1),
                    Arrays.asList(row.getArrayOfUUIDs(2)),
                    row.getLocalDate(3),
                    row.getLocalDate(4),
                    row.getString(5),
                    row.getString(6)));
        }
        return paid;
    }
}
