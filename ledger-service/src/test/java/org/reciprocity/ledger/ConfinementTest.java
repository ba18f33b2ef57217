package org.reciprocity.ledger;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.reciprocity.ledger.Town.created;
import static org.reciprocity.ledger.Town.get;
import static org.reciprocity.ledger.Town.id;
import static org.reciprocity.ledger.Town.post;
import static org.reciprocity.ledger.Town.refused;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a participant's own token reaches: what is theirs, of all the operations that there are. */
@LedgerTest
class ConfinementTest {
    /** What tells nothing of any participant. */
    private static final Set<String> EVERYBODYS = Set.of(
            "GET /communities/{id}",
            "GET /programmes",
            "GET /programmes/{id}",
            "GET /redemption-offers",
            "GET /redemption-offers/{id}",
            "GET /receipt-keys",
            "GET /receipt-keys/{kid}");

    @Test
    void reachesNothingOfOthersByAnyOperation() {
        var town = Town.founded();
        var others = Things.of(town);
        var own = Tokens.bearer(town.lead, town.participant(), "agency");
        var before = events();
        var wrong = new ArrayList<String>();
        for (var operation : Described.operations()) {
            var body =
                    operation.example() == null ? "x" : others.body(operation).toString();
            for (var query : queries(operation.query(), others)) {
                var path = others.path(operation);
                var answer = sent(operation, path, query, own, body);
                if (answer.statusCode() < 400 && !EVERYBODYS.contains(operation.toString())) {
                    wrong.add(operation + " " + query + " -> " + answer.statusCode() + " " + answer.body());
                }
                path.replaceAll((name, value) -> EveryAddressTest.UNKNOWN);
                var unknown = sent(operation, path, query, own, body);
                if (answer.statusCode() >= 400 && !answer.body().equals(unknown.body())) {
                    wrong.add(operation + " " + query + " -> " + answer.body() + ", and unknown " + unknown.body());
                }
            }
        }
        assertTrue(wrong.isEmpty(), () -> String.join("\n", wrong));
        assertEquals(before, events());
    }

    private static HttpResponse<String> sent(
            Described.Operation operation,
            Map<String, String> path,
            Map<String, String> query,
            String token,
            String body) {
        return operation.with(path).query(query).header("If-Match", "\"1\"").send(token, body);
    }

    /** Without whose things they are, and with every parameter that names somebody. */
    private static Set<Map<String, String>> queries(Iterable<String> parameters, Things others) {
        var community = new LinkedHashMap<String, String>();
        var named = new LinkedHashMap<String, String>();
        for (var parameter : parameters) {
            var value = others.byName().get(parameter);
            if (value != null) {
                named.put(parameter, value);
                if (parameter.equals("communityId")) {
                    community.put(parameter, value);
                }
            }
        }
        return named.equals(community) ? Set.of(named) : Set.of(community, named);
    }

    @Test
    void reachesWhatIsOnesOwn() {
        var town = Town.founded();
        var self = town.participant();
        var other = town.participant();
        var own = Tokens.bearer(town.lead, self, "agency");
        var settled = id(created("/exchanges", town.leadToken, town.service(self, other, 60)));
        var waiting = id(created("/exchanges", own, town.proposal(self, other, 30)));
        created("/exchanges", town.leadToken, town.service(town.participant(), other, 60));
        var hold = id(created("/holds", own, Stall.hold(town, self, 20, "")));
        var consent = id(created("/consents", own, StandingResourceTest.consent(self)));
        var transfer =
                id(created("/transfers", own, TransferTest.Pair.agreed(town).body(self, null, 5)));
        var account = town.account(self, "participant").get("id").textValue();
        for (var path : new String[] {
            "/participants/" + self,
            "/participants/" + self + "/details",
            "/accounts/" + account,
            "/accounts/" + account + "/statement",
            "/exchanges/" + settled,
            "/exchanges/" + settled + "/receipt",
            "/holds/" + hold,
            "/transfers/" + transfer,
            "/consents/" + consent
        }) {
            // A receipt whose events have no place in the log yet is 202.
            assertEquals(2, given().auth().oauth2(own).get(path).statusCode() / 100, path);
        }
        var community = "?communityId=" + town.community;
        assertEquals(
                3,
                get("/exchanges" + community + "&participantId=" + self, own)
                        .get("items")
                        .size());
        for (var list : new String[] {
            "/accounts|ownerId", "/holds|participantId", "/transfers|participantId", "/consents|participantId"
        }) {
            var parts = list.split("\\|", 2);
            assertEquals(
                    1,
                    get(parts[0] + community + "&" + parts[1] + "=" + self, own)
                            .get("items")
                            .size(),
                    list);
        }
        var word = "{\"participantId\":\"" + self + "\",\"how\":\"party\"}";
        created("/exchanges/" + waiting + "/confirmations", own, word);
        created("/exchanges/" + waiting + "/dispute", own, "{\"participantId\":\"" + self + "\",\"reason\":\"other\"}");
        created("/holds/" + hold + "/release", own, "{\"reason\":\"other\"}");
    }

    @Test
    void listsForNobodyButItself() {
        var town = Town.founded();
        var self = town.participant();
        var own = Tokens.bearer(town.lead, self, "agency");
        var list = "/exchanges?communityId=" + town.community;
        for (var whose : new String[] {
            "",
            "&participantId=" + town.participant(),
            "&participantId=" + self + "&participantId=" + town.participant()
        }) {
            refused(403, "closed-to-own-tokens", given().auth().oauth2(own).get(list + whose));
        }
        refused(404, "not-found", post("/consents", own, StandingResourceTest.consent(town.participant())));
        refused(
                422,
                "not-the-bearers",
                post("/exchanges", own, town.proposal(town.participant(), town.participant(), 30)));
        var broker = Tokens.bearer(town.lead, self, "broker");
        assertEquals(0, get(list, broker).get("items").size());
    }

    private static long events() {
        return Book.number("select count(*) from event");
    }
}
