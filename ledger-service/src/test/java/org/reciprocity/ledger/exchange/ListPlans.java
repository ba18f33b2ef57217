package org.reciprocity.ledger.exchange;

import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Duration;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.reciprocity.ledger.request.Page;

/** Tells how the database would find a page of exchanges. */
public final class ListPlans {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private ListPlans() {}

    /** How many exchanges a page looks at. */
    public static int walk() {
        return ExchangeList.WALK;
    }

    /**
     * The plan of a page of the newest.
     *
     * @param generic whether it is made once for all values, as the server does for a statement that comes often
     */
    public static String of(
            Pool pool, boolean generic, UUID community, UUID agency, boolean leads, UUID party, String state) {
        var way = ExchangeList.Way.of(
                new ExchangeFilter(community, null, party, null, state, null, null, null, Page.of(null, null)));
        var execute = "explain (costs off) execute list('%s', '%s', %s, %d, 51, null, %s, null, %s, null, null, null)"
                .formatted(community, agency, leads, Long.MAX_VALUE, quoted(party), quoted(state));
        return pool.withConnection(connection -> connection
                        .query("set plan_cache_mode = " + (generic ? "force_generic_plan" : "force_custom_plan"))
                        .execute()
                        .chain(() -> connection
                                .query("prepare list(uuid, uuid, boolean, bigint, bigint, uuid, uuid, text, text,"
                                        + " timestamptz, timestamptz, text) as " + way.sql)
                                .execute())
                        .chain(() -> connection.query(execute).execute())
                        .call(() -> connection
                                .query("deallocate list; reset plan_cache_mode")
                                .execute())
                        .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                                .map((Row row) -> row.getString(0))
                                .collect(Collectors.joining("\n"))))
                .await()
                .atMost(PATIENCE);
    }

    private static String quoted(Object value) {
        return value == null ? "null" : "'" + value + "'";
    }
}
