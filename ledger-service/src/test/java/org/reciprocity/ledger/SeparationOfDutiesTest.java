package org.reciprocity.ledger;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.reciprocity.ledger.AccountResourceTest.act;
import static org.reciprocity.ledger.Town.created;
import static org.reciprocity.ledger.Town.get;
import static org.reciprocity.ledger.Town.id;
import static org.reciprocity.ledger.Town.post;
import static org.reciprocity.ledger.Town.refused;

import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose word an agency brings, and what the own token of a member, a broker or a steward does not do. */
@LedgerTest
class SeparationOfDutiesTest {

    /** What somebody who is a participant may try by a token of their own. */
    private static final class Somebody {
        private final TransferTest.Pair pair = TransferTest.Pair.agreed();
        private final Town town = pair.from();
        private final UUID self = town.participant();
        private final UUID other = town.participant();
        private final UUID third = town.participant();

        private String token(String... roles) {
            return Tokens.bearer(town.lead, self, roles);
        }

        private Response hold(UUID participant, String how, String... roles) {
            return post(
                    "/holds",
                    token(roles),
                    Stall.hold(town, participant, 60, "").replace("party", how));
        }

        private UUID held() {
            return id(created("/holds", town.leadToken, Stall.hold(town, other, 60, "")));
        }

        private Response send(UUID sender, UUID recipient, String how, String... roles) {
            return post(
                    "/transfers", token(roles), pair.body(sender, recipient, 30).replace("party", how));
        }

        private Response takeBack(UUID sender, String... roles) {
            var transfer = id(created("/transfers", town.leadToken, pair.body(sender, null, 30)));
            return post("/transfers/" + transfer + "/reversal", token(roles), "{\"reason\":\"wrong-minutes\"}");
        }

        private String account() {
            return "/accounts/" + town.account(self, "participant").get("id").textValue();
        }

        private Response limits() {
            return given().auth()
                    .oauth2(token("steward"))
                    .contentType("application/json")
                    .header("If-Match", "\"1\"")
                    .body("{\"floorMinutes\":-60000,\"ceilingMinutes\":60000}")
                    .put(account() + "/limits");
        }

        private Response change(String what) {
            return act(account() + what, token("steward"), 1, "{\"reason\":\"moved-away\"}");
        }

        private Response correct(String what) {
            var exchange = id(created(
                    "/exchanges",
                    town.leadToken,
                    what.equals("reversal") ? town.service(other, third, 30) : town.proposal(other, third, 30)));
            return post("/exchanges/" + exchange + "/" + what, token("agency"), "{\"reason\":\"other\"}");
        }

        private Response tries(String what) {
            return switch (what) {
                case "hold another's credit" -> hold(other, "party", "agency");
                case "hold another's credit as a steward" -> hold(other, "party", "agency", "steward");
                case "hold one's own credit on one's own behalf" -> hold(self, "on-behalf", "broker");
                case "release another's hold" ->
                    post("/holds/" + held() + "/release", token("agency"), "{\"reason\":\"other\"}");
                case "capture another's hold" ->
                    post("/holds/" + held() + "/capture", token("agency"), "{\"minutes\":60}");
                case "send another's credit" -> send(other, null, "party", "agency");
                case "send another's credit as a broker" -> send(other, null, "party", "broker");
                case "send one's own credit on one's own behalf" -> send(self, null, "on-behalf", "broker");
                case "take back what one sent" -> takeBack(self, "steward");
                case "take back what another sent" -> takeBack(other, "agency");
                case "widen one's own limits" -> limits();
                case "suspend one's own account" -> change("/suspension");
                case "close one's own account" -> change("/closure");
                case "erase oneself" ->
                    post("/participants/" + self + "/erasure", token("steward"), "{\"reason\":\"requested\"}");
                case "reverse what others did" -> correct("reversal");
                case "cancel what others did" -> correct("cancellation");
                default -> throw new IllegalArgumentException(what);
            };
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            hold another's credit                      | 422 | not-the-bearers
            hold another's credit as a steward         | 422 | not-the-bearers
            hold one's own credit on one's own behalf  | 422 | self-confirmation
            release another's hold                     | 404 | not-found
            capture another's hold                     | 404 | not-found
            send another's credit                      | 422 | not-the-bearers
            send another's credit as a broker          | 422 | not-the-bearers
            send one's own credit on one's own behalf  | 422 | self-confirmation
            take back what one sent                    | 422 | self-confirmation
            take back what another sent                | 403 | closed-to-own-tokens
            widen one's own limits                     | 422 | self-confirmation
            suspend one's own account                  | 422 | self-confirmation
            close one's own account                    | 422 | self-confirmation
            erase oneself                              | 422 | self-confirmation
            reverse what others did                    | 404 | not-found
            cancel what others did                     | 404 | not-found
            """)
    void refusesByAnOwnToken(String what, int status, String type) {
        var somebody = new Somebody();
        refused(status, type, somebody.tries(what));
        assertEquals(
                "open",
                get(somebody.account(), somebody.town.leadToken).get("status").textValue());
        assertTrue(somebody.town.invariants().get("holds").booleanValue());
    }

    @Test
    void letsAMemberSpendTheirOwnCreditByTheirOwnToken() {
        var somebody = new Somebody();
        var town = somebody.town;
        var till = Tokens.bearer(town.partner, somebody.self, "agency");
        var hold = id(created("/holds", till, Stall.hold(town, somebody.self, 60, "")));
        created("/holds/" + hold + "/capture", town.partnerToken, "{\"minutes\":60}");
        var sent = somebody.send(somebody.self, null, "party", "agency");
        assertEquals(201, sent.statusCode(), sent::asString);
        assertEquals(-90, town.balance(somebody.self));
    }

    @ParameterizedTest
    @ValueSource(strings = {"parent", "guardian", "appointee", "deputy", "attorney", "carer"})
    void letsNobodyCallThemselvesAnothersSupporterByTheirOwnToken(String authority) {
        var town = Town.founded();
        var carol = town.participant();
        var bob = town.participant();
        var self = town.participant();
        var eve = Tokens.bearer(town.lead, self, "agency");
        var broker = Tokens.bearer(town.lead, self, "broker");
        for (var named : new UUID[] {self, town.participant()}) {
            var word = "{\"participantId\":\"%s\",\"how\":\"on-behalf\",\"actorId\":\"" + named + "\",\"authority\":\""
                    + authority + "\"}";
            var both = word.formatted(bob) + "," + word.formatted(carol);
            var attack = town.proposal(bob, carol, 60)
                    .stripTrailing()
                    .replaceFirst("}$", ",\"confirmations\":[" + both + "]}");
            refused(422, "not-the-bearers", post("/exchanges", eve, attack));
            var waiting = "/exchanges/" + id(created("/exchanges", town.leadToken, town.proposal(bob, carol, 60)));
            for (var party : new UUID[] {bob, carol}) {
                refused(404, "not-found", post(waiting + "/confirmations", eve, word.formatted(party)));
                refused(422, "not-the-bearers", post(waiting + "/confirmations", broker, word.formatted(party)));
            }
        }
        assertEquals(0, town.balance(carol));
        assertEquals(0, town.balance(bob));
    }

    @Test
    void takesNoSupporterOfAnotherCommunity() {
        var town = Town.founded();
        var bob = town.participant();
        var elsewhere = Town.foundedBy(town).participant();
        var exchange = id(created("/exchanges", town.leadToken, town.proposal(town.participant(), bob, 60)));
        var word =
                "{\"participantId\":\"" + bob + "\",\"how\":\"on-behalf\",\"actorId\":\"%s\",\"authority\":\"carer\"}";
        var path = "/exchanges/" + exchange + "/confirmations";
        var refusal = post(path, town.leadToken, word.formatted(elsewhere));
        refused(404, "not-found", refusal);
        assertEquals(
                post(path, town.leadToken, word.formatted(UUID.randomUUID())).asString(), refusal.asString());
        created(path, town.leadToken, word.formatted(town.participant()));
    }

    @Test
    void letsNobodyClearThemselves() {
        var town = Town.founded();
        var self = town.participant();
        var own = Tokens.bearer(town.lead, self, "steward");
        refused(422, "self-confirmation", post("/clearances", own, StandingResourceTest.clearance(self)));
        var path = "/clearances/" + id(created("/clearances", town.leadToken, StandingResourceTest.clearance(self)));
        refused(422, "self-confirmation", act(path + "/decision", own, 1, StandingResourceTest.DECISION));
        refused(422, "self-confirmation", act(path + "/withdrawal", own, 1, "{\"reason\":\"other\"}"));
        assertEquals(1, get(path, town.leadToken).get("version").intValue());
    }

    @Test
    void takesTheWordOfThoseWhomAnAgencySees() {
        var town = Town.founded();
        var ours = town.participant(town.partnerToken);
        var theirs = town.participant();

        for (var how : new String[] {"party", "on-behalf"}) {
            var both = town.service(ours, theirs, 60).replace("\"party\"", "\"" + how + "\"");
            refused(422, "not-heard", post("/exchanges", town.partnerToken, both));
            var items = Town.json(post("/exchanges/batch", town.partnerToken, "[" + both + "]"));
            assertEquals("/problems/not-heard", items.at("/0/problem/type").textValue(), items::toString);
            var imported = given().auth()
                    .oauth2(town.partnerToken)
                    .contentType("text/csv")
                    .queryParam("communityId", town.community)
                    .body("date,kind,provider,receiver,minutes,confirmed\n2026-05-04,service,%s,%s,60,%s\n"
                            .formatted(ours, theirs, how)
                            .getBytes(StandardCharsets.UTF_8))
                    .post("/imports/exchanges");
            assertEquals("2 - not-heard", Imports.told(Town.json(imported).get("errors")), imported::asString);
        }
        var exchange = "/exchanges/" + id(created("/exchanges", town.partnerToken, town.proposal(ours, theirs, 60)));
        var word = "{\"participantId\":\"%s\",\"how\":\"%s\"}";
        created(exchange + "/confirmations", town.partnerToken, word.formatted(ours, "party"));
        for (var how : new String[] {"party", "on-behalf"}) {
            refused(
                    422,
                    "not-heard",
                    post(exchange + "/confirmations", town.partnerToken, word.formatted(theirs, how)));
        }
        refused(
                422,
                "not-heard",
                post(
                        exchange + "/dispute",
                        town.partnerToken,
                        "{\"participantId\":\"" + theirs + "\",\"reason\":\"other\"}"));
        assertEquals(0, town.balance(theirs));
        var own = Tokens.bearer(town.lead, theirs, "agency");
        assertEquals(
                "settled",
                created(exchange + "/confirmations", own, word.formatted(theirs, "party"))
                        .get("state")
                        .textValue());
        assertEquals(-60, town.balance(theirs));
    }

    @Test
    void doesNotTakeTheWordOfWhoPaysFromWhoIsPaid() {
        var town = Town.founded();
        for (var member : new UUID[] {town.participant(), town.participant(town.partnerToken)}) {
            var lunch = town.exchange("redemption", town.partner, member.toString(), 30);
            var word = "{\"participantId\":\"" + member + "\",\"how\":\"party\"}";
            var said = lunch.stripTrailing().replaceFirst("}$", ",\"confirmations\":[" + word + "]}");
            refused(422, "word-by-who-is-paid", post("/exchanges", town.partnerToken, said));
            refused(422, "word-by-who-is-paid", post("/holds", town.partnerToken, Stall.hold(town, member, 30, "")));
            var waiting = created("/exchanges", town.partnerToken, lunch);
            assertEquals("proposed", waiting.get("state").textValue());
            var confirmations = "/exchanges/" + id(waiting) + "/confirmations";
            refused(422, "word-by-who-is-paid", post(confirmations, town.partnerToken, word));
            assertEquals(0, town.balance(member));

            created(confirmations, town.leadToken, word);
            created("/exchanges", Tokens.bearer(town.partner, member, "agency"), said);
            assertEquals(-60, town.balance(member));
        }
        assertTrue(town.invariants().get("holds").booleanValue());
    }
}
