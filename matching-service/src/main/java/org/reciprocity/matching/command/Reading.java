package org.reciprocity.matching.command;

import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import org.reciprocity.eventlog.Sql;

/** Reads what was committed, each statement for itself. */
@ApplicationScoped
public class Reading {
    private final Sql sql;

    Reading(Pool pool) {
        this.sql = Sql.of(pool);
    }

    /** For one statement after another. */
    public Sql sql() {
        return sql;
    }
}
