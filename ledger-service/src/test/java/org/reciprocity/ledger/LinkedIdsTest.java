package org.reciprocity.ledger;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.reciprocity.ledger.Town.created;
import static org.reciprocity.ledger.Town.get;
import static org.reciprocity.ledger.Town.id;
import static org.reciprocity.ledger.Town.post;
import static org.reciprocity.ledger.Town.refused;

import org.junit.jupiter.api.Test;

/** Who has two ids is one person: what nobody may do in their own matter they may not do under the other id. */
@LedgerTest
class LinkedIdsTest {
    private static final String CONFIRMS = "{\"participantId\":\"%s\",\"how\":\"%s\"}";
    private static final String OTHER = "{\"reason\":\"other\"}";

    @Test
    void letsNobodyGiveTimeToThemselfButMoveTheirOwnCredit() {
        var town = Town.founded();
        var one = town.participant();
        var other = town.participant();
        var waiting = id(created("/exchanges", town.leadToken, town.proposal(one, other, 60)));
        created("/exchanges/" + waiting + "/confirmations", town.leadToken, CONFIRMS.formatted(one, "party"));
        LinkResourceTest.link(town, one, other);

        refused(422, "same-party", post("/exchanges", town.leadToken, town.service(one, other, 60)));
        refused(
                422,
                "same-party",
                post("/exchanges/" + waiting + "/confirmations", town.leadToken, CONFIRMS.formatted(other, "party")));
        assertEquals(0, town.balance(one));

        var gift = town.exchange("gift", one, other.toString(), 10)
                .stripTrailing()
                .replaceFirst("}$", ",\"confirmations\":[" + CONFIRMS.formatted(other, "party") + "]}");
        assertEquals(
                "settled",
                created("/exchanges", town.leadToken, gift).get("state").textValue());
        assertEquals(10, town.balance(one));
    }

    @Test
    void keepsABrokerOutOfWhatTheyHaveAPartInUnderAnotherId() {
        var pair = TransferTest.Pair.agreed();
        var town = pair.from();
        var self = town.participant();
        var alias = town.participant();
        var neighbour = town.participant();
        LinkResourceTest.link(town, self, alias);
        var steward = Tokens.bearer(town.lead, self, "steward");

        var waiting = "/exchanges/" + id(created("/exchanges", town.leadToken, town.proposal(alias, neighbour, 60)));
        refused(
                422,
                "self-confirmation",
                post(waiting + "/confirmations", steward, CONFIRMS.formatted(neighbour, "on-behalf")));
        created(waiting + "/dispute", town.leadToken, "{\"participantId\":\"" + neighbour + "\",\"reason\":\"other\"}");
        refused(
                422,
                "self-confirmation",
                post(waiting + "/resolution", steward, "{\"outcome\":\"settled\",\"minutes\":[60]}"));
        var settled = "/exchanges/" + id(created("/exchanges", town.leadToken, town.service(alias, neighbour, 60)));
        refused(422, "self-confirmation", post(settled + "/reversal", steward, OTHER));
        refused(
                422,
                "self-confirmation",
                post("/exchanges", steward, town.exchange("grant", alias, town.community.toString(), 60)));
        var transfer = "/transfers/" + id(created("/transfers", town.leadToken, pair.body(alias, null, 30)));
        refused(422, "self-confirmation", post(transfer + "/reversal", steward, "{\"reason\":\"wrong-minutes\"}"));
        var account =
                "/accounts/" + town.account(alias, "participant").get("id").textValue();
        refused(
                422,
                "self-confirmation",
                given().auth()
                        .oauth2(steward)
                        .contentType("application/json")
                        .header("If-Match", "\"1\"")
                        .body("{\"floorMinutes\":-60000,\"ceilingMinutes\":60000}")
                        .put(account + "/limits"));
        refused(
                422,
                "self-confirmation",
                post("/participants/" + alias + "/erasure", steward, "{\"reason\":\"requested\"}"));
        refused(
                422,
                "self-confirmation",
                post("/holds", steward, Stall.hold(town, alias, 30, "").replace("party", "on-behalf")));
        refused(
                422,
                "self-confirmation",
                post("/transfers", steward, pair.body(alias, null, 30).replace("party", "on-behalf")));
        refused(
                422,
                "self-confirmation",
                post("/participants/" + self + "/links/" + alias + "/removal", steward, LinkResourceTest.REMOVAL));
        assertEquals(30, town.balance(alias));
        assertTrue(town.invariants().get("holds").booleanValue());

        var unlinked = post(
                "/participants/" + self + "/links/" + alias + "/removal", town.leadToken, LinkResourceTest.REMOVAL);
        assertEquals(201, unlinked.statusCode(), unlinked::asString);
        created(settled + "/reversal", steward, OTHER);
    }

    @Test
    void countsDutyThatIsServedUnderTheOtherId() {
        var town = Town.founded();
        var referred = town.participant();
        var alias = town.participant();
        var stranger = town.participant();
        var file = id(created("/cases", town.leadToken, CaseResourceTest.referral(referred, town.programme())));
        var served = CaseResourceTest.naming(file, town.service(alias, stranger, 45));

        refused(422, "case-of-another", post("/exchanges", town.leadToken, served));
        LinkResourceTest.link(town, referred, alias);
        created("/exchanges", town.leadToken, served);
        created("/exchanges", town.leadToken, CaseResourceTest.naming(file, town.service(referred, stranger, 15)));
        assertEquals(
                60,
                get("/cases/" + file, town.leadToken).get("dutyServedMinutes").intValue());
    }
}
