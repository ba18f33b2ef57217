package org.reciprocity.reporting.balance;

import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.reciprocity.reporting.place.Place;
import org.reciprocity.reporting.snapshot.Snapshot;

/** Balances, each the sum of its postings in the log. */
public final class Balances {
    private static final UUID FIRST = new UUID(0, 0);
    private static final String PAGE = """
            select i.id, sum(b.minutes)::bigint from balance b join ident i on i.number = b.account
            where b.community = $1 and i.id > $2 group by 1 order by 1 limit $3
            """;

    /**
     * A balance.
     *
     * @param accountId the account
     * @param balanceMinutes the sum of its postings
     */
    public record Balance(UUID accountId, long balanceMinutes) {}

    private Balances() {}

    /** All balances of a community, by account; an account without postings is not among them. */
    public static Uni<List<Balance>> of(Snapshot snapshot, Place place) {
        return page(snapshot, place, FIRST, Integer.MAX_VALUE);
    }

    /** The balances of accounts after one, so many at most. */
    static Uni<List<Balance>> page(Snapshot snapshot, Place place, UUID after, int most) {
        return snapshot.query(PAGE, place.communityKey(), after, (long) most).map(rows -> {
            var balances = new ArrayList<Balance>(rows.size());
            for (var row : rows) {
                balances.add(new Balance(row.getUUID(0), row.getLong(1)));
            }
            return balances;
        });
    }

    /** The beginning of the first page. */
    static UUID first() {
        return FIRST;
    }
}
