package org.reciprocity.reporting.claim;

import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.reciprocity.reporting.place.Place;
import org.reciprocity.reporting.snapshot.Snapshot;

/** Reads claims that communities registered. */
final class ClaimReader {
    private static final String OF_COMMUNITY = "select id, body from claim where community = $1 order by code, id";
    private static final String COMMUNITY = "select community from claim where id = $1 and body is not null";

    private ClaimReader() {}

    /** Those of a community, by code. */
    static Uni<List<Claim>> of(Snapshot snapshot, Place community) {
        return snapshot.query(OF_COMMUNITY, community.community()).map(rows -> {
            var claims = new ArrayList<Claim>();
            rows.forEach(row -> claims.add(Claims.registered(row.getUUID(0), row.getString(1))));
            return claims;
        });
    }

    /** Which community registered one. */
    static Uni<Optional<UUID>> community(Snapshot snapshot, UUID claim) {
        return snapshot.query(COMMUNITY, claim)
                .map(rows -> rows.size() == 0
                        ? Optional.empty()
                        : Optional.of(rows.iterator().next().getUUID(0)));
    }
}
