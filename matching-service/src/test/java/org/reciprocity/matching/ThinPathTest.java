package org.reciprocity.matching;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.reciprocity.matching.world.LedgerRecords;
import org.reciprocity.matching.world.Servers;
import org.reciprocity.matching.world.Town;

@QuarkusTest
@QuarkusTestResource(Servers.class)
class ThinPathTest {
    private static LedgerRecords ledger;

    @BeforeAll
    static void open() {
        ledger = new LedgerRecords("ledger");
    }

    @AfterAll
    static void close() {
        ledger.close();
    }

    @Test
    void proposesTheOneWhoOffersToTheOneWhoAsks() {
        var town = Town.found(ledger);
        var people = town.people(2);
        town.known();
        var offer = town.offer(people.get(0), "gardening", 120);
        var request = town.request(people.get(1), "gardening", 60);

        town.round()
                .body("proposals", hasSize(1))
                .body("proposals[0].offerId", equalTo(offer.toString()))
                .body("proposals[0].requestId", equalTo(request.toString()))
                .body("proposals[0].minutes", equalTo(60))
                .body("minutes", equalTo(60));
    }
}
