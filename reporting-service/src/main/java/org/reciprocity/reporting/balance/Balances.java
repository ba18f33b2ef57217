package org.reciprocity.reporting.balance;

import io.smallrye.mutiny.Uni;
import java.util.Comparator;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.reciprocity.reporting.place.Place;
import org.reciprocity.reporting.snapshot.Snapshot;

/** Balances, each the sum of its postings in the log. */
public final class Balances {
    private static final String BALANCES = """
            select i.id, sum(b.minutes)::bigint from balance b join ident i on i.number = b.account
            where b.community = $1 group by 1
            """;

    private Balances() {}

    /** The balances of a community in minutes, by account; an account without postings is not in it. */
    public static Uni<SortedMap<UUID, Long>> of(Snapshot snapshot, Place place) {
        return snapshot.query(BALANCES, place.communityKey()).map(rows -> {
            var minutes = new TreeMap<UUID, Long>(Comparator.comparing(UUID::toString));
            for (var row : rows) {
                minutes.put(row.getUUID(0), row.getLong(1));
            }
            return minutes;
        });
    }
}
