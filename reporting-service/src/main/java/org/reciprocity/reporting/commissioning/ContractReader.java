package org.reciprocity.reporting.commissioning;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.reciprocity.reporting.place.Place;
import org.reciprocity.reporting.snapshot.Snapshot;

/** Reads contracts. */
final class ContractReader {
    private static final String CONTRACTS = """
            select id, body, ended_on, end_reason from contract where community = $1 and body is not null order by code, id
            """;
    private static final String PAGE = """
            select id, body, ended_on, end_reason from contract
            where community = $1 and body is not null
              and ($2::uuid is null or (code, id) > (select code, id from contract where community = $1 and id = $2))
            order by code, id limit $3
            """;
    private static final String COMMUNITY = "select community from contract where id = $1 and body is not null";
    private static final String AGENCIES = "select id, code from agency where code is not null";

    private ContractReader() {}

    /** Those of a community, by code. */
    static Uni<List<Contract>> of(Snapshot snapshot, Place community) {
        return snapshot.query(CONTRACTS, community.community()).map(rows -> {
            var contracts = new ArrayList<Contract>();
            rows.forEach(row -> contracts.add(contract(row)));
            return contracts;
        });
    }

    /** Those of a community after one, or from the first on where that is null, by code, so many at most. */
    static Uni<List<Contract>> page(Snapshot snapshot, Place community, UUID after, int most) {
        return snapshot.query(PAGE, community.community(), after, (long) most).map(rows -> {
            var contracts = new ArrayList<Contract>();
            rows.forEach(row -> contracts.add(contract(row)));
            return contracts;
        });
    }

    private static Contract contract(Row row) {
        return Contract.of(
                row.getUUID(0),
                row.getString(1),
                Optional.ofNullable(row.getLocalDate(2)),
                Optional.ofNullable(row.getString(3)));
    }

    /** Which community one is of. */
    static Uni<Optional<UUID>> community(Snapshot snapshot, UUID contract) {
        return snapshot.query(COMMUNITY, contract)
                .map(rows -> rows.size() == 0
                        ? Optional.empty()
                        : Optional.of(rows.iterator().next().getUUID(0)));
    }

    /** The codes of agencies. */
    static Uni<Map<UUID, String>> agencies(Snapshot snapshot) {
        return snapshot.query(AGENCIES).map(rows -> {
            var codes = new HashMap<UUID, String>();
            rows.forEach(row -> codes.put(row.getUUID(0), row.getString(1)));
            return codes;
        });
    }
}
