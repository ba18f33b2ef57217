package org.reciprocity.ledger.exchange;

import io.smallrye.mutiny.Uni;
import java.util.UUID;
import org.reciprocity.eventlog.Sql;
import org.reciprocity.ledger.problem.Problem;
import org.reciprocity.ledger.security.Caller;

/** Who may see an exchange, for those who tell something else about it than what it is. */
public final class ExchangeSight {
    private ExchangeSight() {}

    /** The community of an exchange that the caller may see. */
    public static Uni<UUID> community(Sql sql, Caller caller, UUID exchange) {
        return sql.select(ExchangeSql.FIND, exchange, caller.agencyOrNone())
                .map(rows -> rows.stream().findFirst().map(row -> (UUID) row[0]).orElseThrow(() -> Problem.notFound(
                                "exchange")
                        .exception()));
    }
}
