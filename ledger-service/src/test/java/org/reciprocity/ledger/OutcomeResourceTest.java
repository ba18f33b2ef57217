package org.reciprocity.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.reciprocity.ledger.Town.created;
import static org.reciprocity.ledger.Town.get;
import static org.reciprocity.ledger.Town.id;
import static org.reciprocity.ledger.Town.post;
import static org.reciprocity.ledger.Town.refused;

import org.junit.jupiter.api.Test;

@LedgerTest
class OutcomeResourceTest {

    @Test
    void recordsAScoreOfAParticipant() {
        var town = Town.founded();
        var participant = town.participant();
        var programme = town.programme();
        var body = VisibilityTest.measure(participant, programme);

        var measure = created("/measures", town.leadToken, body);

        assertEquals("19.98", measure.get("score").asText());
        assertEquals(measure, get("/measures/" + id(measure), town.leadToken));
        refused(
                409,
                "id-in-use",
                post("/measures", town.leadToken, body.replaceFirst("\\{", "{\"id\":\"" + id(measure) + "\",")));
        refused(422, "in-the-future", post("/measures", town.leadToken, body.replace("2026-04-10", "2199-04-10")));
        refused(422, "invalid-field", post("/measures", town.leadToken, body.replaceFirst("\\{", "{\"groupSize\":3,")));
    }

    @Test
    void recordsAGroupsScoreForTheProgrammesAgencyAndTheLead() {
        var town = Town.founded();
        var programme = town.programme();
        var group = VisibilityTest.measure(programme, programme)
                .replaceFirst("\"participantId\":\"[^\"]+\"", "\"groupSize\":24");

        assertEquals(
                24, created("/measures", town.leadToken, group).get("groupSize").intValue());
        refused(403, "not-yours", post("/measures", town.partnerToken, group));
    }

    @Test
    void recordsUseOfServicesBeforeAndAfter() {
        var town = Town.founded();
        var participant = town.participant();
        var programme = town.programme();
        var body = VisibilityTest.use(participant, programme);

        var use = created("/service-uses", town.leadToken, body);

        assertEquals(9, use.at("/before/count").intValue());
        assertEquals(use, get("/service-uses/" + id(use), town.leadToken));
        refused(
                422,
                "invalid-field",
                post("/service-uses", town.leadToken, body.replace("\"days\":182", "\"days\":0")));
        refused(404, "not-found", post("/service-uses", town.partnerToken, body));
    }
}
