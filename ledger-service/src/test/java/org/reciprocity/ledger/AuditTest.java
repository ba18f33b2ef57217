package org.reciprocity.ledger;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.reciprocity.ledger.Town.created;
import static org.reciprocity.ledger.Town.get;
import static org.reciprocity.ledger.Town.id;
import static org.reciprocity.ledger.Town.refused;

import org.junit.jupiter.api.Test;

@LedgerTest
class AuditTest {

    @Test
    void namesTheSequenceOfWhichOneByteWasFlippedInTheStore() {
        var town = Town.founded();
        var a = town.participant();
        var b = town.participant();
        var exchange = id(created("/exchanges", town.leadToken, town.service(a, b, 60)));
        created("/exchanges", town.leadToken, town.service(b, a, 30));
        Book.sequenced();
        var audit = "/communities/" + town.community + "/audit";
        var before = get(audit, town.partnerToken);
        assertTrue(before.get("intact").booleanValue(), before::toString);
        assertEquals(
                Book.number("select count(*) from event where chain = '" + town.community + "'"),
                before.get("links").longValue());
        assertFalse(before.has("badLink"));
        var settled = Book.rows(
                        "select l.sequence, e.id from event e join log_entry l on l.event = e.id where e.stream = '"
                                + exchange + "' and e.type like '%settled%'")
                .getFirst();

        var flip = "update event set body = replace(body, '\"minutes\":60', '\"minutes\":%s') where id = " + settled[1];
        Book.change(flip.formatted("61"));
        try {
            assertEquals(
                    1, Book.number("select count(*) from event where id = " + settled[1] + " and body like '%61%'"));
            var after = get(audit, Tokens.operator());
            assertFalse(after.get("intact").booleanValue());
            assertEquals(settled[0], after.at("/badLink/sequence").longValue());
            assertEquals("changed", after.at("/badLink/fault").textValue());
            var until = get(audit + "?from=2&to=" + ((Long) settled[0] - 1), town.leadToken);
            assertTrue(until.get("intact").booleanValue());
            assertEquals((Long) settled[0] - 1, until.get("to").longValue());
            var from = get(audit + "?from=" + ((Long) settled[0] + 1), town.leadToken);
            assertTrue(from.get("intact").booleanValue(), "what comes after it follows its link as it is stored");
        } finally {
            Book.change(flip.replace("\"minutes\":60", "\"minutes\":61").formatted("60"));
        }
        assertEquals(before, get(audit + "?to=" + before.get("to"), town.leadToken));
    }

    @Test
    void auditsARangeThatReachesBeyondTheLog() {
        var town = Town.founded();
        Book.sequenced();
        var audit = "/communities/" + town.community + "/audit";
        long head = get(audit, town.leadToken).get("to").longValue();
        var beyond = get(audit + "?from=" + (head + 1_000_000), town.leadToken);
        assertTrue(beyond.get("intact").booleanValue());
        assertEquals(0, beyond.get("links").longValue());
        assertFalse(beyond.has("next"));
        var part = get(audit + "?from=1&to=" + (head - 1), town.leadToken);
        assertFalse(part.has("next"), "what was asked for is done");
    }

    @Test
    void isForStewardsAndOperators() {
        var town = Town.founded();
        var audit = "/communities/" + town.community + "/audit";
        refused(
                403,
                "role-missing",
                given().auth().oauth2(Tokens.of(town.lead, "agency", "broker")).get(audit));
        for (var nonsense : new String[] {"from=0", "from=-1", "to=x", "from=3&to=2", "to=99999999999999999999"}) {
            refused(
                    400,
                    "malformed-request",
                    given().auth().oauth2(town.leadToken).get(audit + "?" + nonsense));
        }
    }
}
