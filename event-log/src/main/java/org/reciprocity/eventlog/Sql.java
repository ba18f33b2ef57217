package org.reciprocity.eventlog;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;
import org.hibernate.reactive.mutiny.impl.MutinySessionImpl;

/**
 * Plain SQL inside a transaction that somebody else opened, with {@code $1}-style parameters. One statement at a time: the
 * next may start only when the one before has ended.
 */
public interface Sql {

    /** Runs a query; a row is an array of its columns, as the Vert.x PostgreSQL client types them. */
    Uni<List<Object[]>> select(String sql, Object... parameters);

    /** Runs a statement and answers with the number of rows it touched. */
    Uni<Integer> update(String sql, Object... parameters);

    /** On a connection of the Vert.x client. */
    static Sql of(SqlClient client) {
        return new Sql() {
            @Override
            public Uni<List<Object[]>> select(String sql, Object... parameters) {
                return client.preparedQuery(sql).execute(Tuple.wrap(parameters)).map(rows -> {
                    var result = new ArrayList<Object[]>(rows.size());
                    for (var row : rows) {
                        result.add(columns(row));
                    }
                    return result;
                });
            }

            @Override
            public Uni<Integer> update(String sql, Object... parameters) {
                return client.preparedQuery(sql).execute(Tuple.wrap(parameters)).map(rows -> rows.rowCount());
            }

            private static Object[] columns(Row row) {
                var columns = new Object[row.size()];
                for (int i = 0; i < columns.length; i++) {
                    columns[i] = row.getValue(i);
                }
                return columns;
            }
        };
    }

    /**
     * On the connection of a Hibernate Reactive session, and so in its transaction. Entities changed in the session are
     * written when it is flushed, which the caller asks for where the order matters.
     */
    static Sql of(Mutiny.Session session) {
        var connection = ((MutinySessionImpl) session).getReactiveConnection();
        return new Sql() {
            @Override
            public Uni<List<Object[]>> select(String sql, Object... parameters) {
                return Uni.createFrom()
                        .completionStage(() -> connection.select(sql, parameters))
                        .map(rows -> {
                            var result = new ArrayList<Object[]>(rows.size());
                            rows.forEachRemaining(result::add);
                            return result;
                        });
            }

            @Override
            public Uni<Integer> update(String sql, Object... parameters) {
                return Uni.createFrom().completionStage(() -> connection.update(sql, parameters));
            }
        };
    }
}
