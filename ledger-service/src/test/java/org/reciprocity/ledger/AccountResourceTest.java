package org.reciprocity.ledger;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.reciprocity.ledger.Town.created;
import static org.reciprocity.ledger.Town.get;
import static org.reciprocity.ledger.Town.id;
import static org.reciprocity.ledger.Town.post;
import static org.reciprocity.ledger.Town.refused;

import com.fasterxml.jackson.databind.JsonNode;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.reciprocity.ledger.account.InvariantsPieces;
import org.reciprocity.ledger.exchange.Exchange;
import org.reciprocity.ledger.problem.ProblemException;
import org.reciprocity.ledger.problem.ProblemType;
import org.reciprocity.ledger.request.LongReads;

@LedgerTest
class AccountResourceTest {
    @Inject
    LongReads reads;

    @Test
    void tellsEveryPostingWithTheBalanceAfterIt() {
        var town = Town.founded();
        var a = town.participant();
        var b = town.participant();
        created("/exchanges", town.leadToken, town.service(a, b, 60));
        var second = Town.id(created("/exchanges", town.leadToken, town.service(b, a, 20)));
        created("/exchanges/" + second + "/reversal", town.leadToken, "{\"reason\":\"wrong-party\"}");
        var statement = "/accounts/" + town.account(a, "participant").get("id").textValue() + "/statement";

        var items = get(statement, town.leadToken).get("items");
        assertEquals(List.of("20", "-20", "60"), items.findValuesAsText("minutes"));
        assertEquals(List.of("60", "40", "60"), items.findValuesAsText("balanceMinutes"));
        assertEquals(List.of("true", "false", "false"), items.findValuesAsText("reversal"));
        assertEquals(second.toString(), items.get(0).get("exchangeId").textValue());
        assertEquals("2026-05-04T10:00:00Z", items.get(0).get("occurredAt").textValue());

        var page = given().auth().oauth2(town.leadToken).get(statement + "?limit=2");
        var link = page.header("Link");
        var rest = given().auth().oauth2(town.leadToken).get(link.substring(1, link.indexOf('>')));
        assertEquals(List.of(60), rest.path("items.minutes"));
        assertNull(rest.header("Link"));
    }

    @Test
    void showsOfAStatementTheKindAndThePeriodAskedFor() {
        var busy = new BusyTown();
        var town = busy.town;
        created(
                "/exchanges",
                town.leadToken,
                town.service(busy.a, busy.b, 12).replace("2026-05-04T10:00:00Z", "2025-11-04T10:00:00Z"));
        var statement =
                "/accounts/" + town.account(busy.a, "participant").get("id").textValue() + "/statement?limit=500";
        var all = get(statement, town.leadToken).get("items");
        for (var kind : Exchange.Kind.values()) {
            assertEquals(
                    all.valueStream()
                            .filter(line -> line.get("kind").textValue().equals(kind.wire()))
                            .toList(),
                    get(statement + "&kind=" + kind.wire(), town.leadToken)
                            .get("items")
                            .valueStream()
                            .toList());
        }
        var autumn = "&from=2025-10-01T00:00:00Z&to=2025-12-01T00:00:00Z";
        assertEquals(
                List.of("12"),
                get(statement + autumn, town.leadToken).get("items").findValuesAsText("minutes"));
        assertEquals(
                List.of("12"),
                get(statement + autumn + "&at=2026-12-01T00:00:00Z", town.leadToken)
                        .get("items")
                        .findValuesAsText("minutes"));
        assertEquals(
                List.of(),
                get(statement + autumn + "&kind=gift", town.leadToken)
                        .get("items")
                        .findValuesAsText("minutes"));
        for (var at : List.of("", "&at=2026-12-01T00:00:00Z")) {
            var path = statement.replace("limit=500", "limit=1") + at + "&kind=service&from=2026-01-01T00:00:00Z";
            var page = given().auth().oauth2(town.leadToken).get(path);
            var link = page.header("Link");
            var rest = given().urlEncodingEnabled(false)
                    .auth()
                    .oauth2(town.leadToken)
                    .get(link.substring(1, link.indexOf('>')).replace("limit=1", "limit=500"));
            assertEquals(
                    all.valueStream()
                            .filter(line -> line.get("kind").textValue().equals("service"))
                            .filter(line -> line.get("occurredAt").textValue().startsWith("2026"))
                            .map(line -> line.get("exchangeId").textValue())
                            .skip(1)
                            .toList(),
                    rest.path("items.exchangeId"));
        }
        for (var wrong : List.of("kind=loan", "from=2026-01-01", "to=soon")) {
            refused(
                    400,
                    "malformed-request",
                    given().auth().oauth2(town.leadToken).get(statement + "&" + wrong));
        }
    }

    @Test
    void setsLimitsForTheLeadAgainstTheVersionRead() {
        var town = Town.founded();
        var a = town.participant();
        var account = "/accounts/" + town.account(a, "participant").get("id").textValue();
        var limits = "{\"floorMinutes\":-30,\"ceilingMinutes\":90}";

        refused(428, "precondition-required", put(account, town.leadToken, null, limits));
        refused(412, "precondition-failed", put(account, town.leadToken, "\"2\"", limits));
        refused(403, "role-missing", put(account, Tokens.of(town.lead, "broker"), "\"1\"", limits));
        refused(
                422,
                "invalid-policy",
                put(account, town.leadToken, "\"1\"", "{\"floorMinutes\":1,\"ceilingMinutes\":2}"));
        refused(422, "invalid-policy", put(account, town.leadToken, "\"1\"", "{\"floorMinutes\":-30}"));
        var set = put(account, town.leadToken, "\"1\"", limits);
        assertEquals(200, set.statusCode());
        assertEquals("\"2\"", set.header("ETag"));
        assertEquals(-30, get(account, town.leadToken).get("floorMinutes").intValue());
        assertEquals(2, get(account, town.leadToken).get("version").intValue());

        var pot = "/accounts/" + town.account(town.community, "pot").get("id").textValue();
        refused(403, "not-the-lead", put(pot, town.partnerToken, "\"1\"", limits));
        var unlimited = put(pot, town.leadToken, "\"1\"", "{\"floorMinutes\":-600}");
        assertNull(Town.json(unlimited).get("ceilingMinutes"));
        var issuance = "/accounts/"
                + town.account(town.community, "issuance").get("id").textValue();
        refused(422, "limits-fixed", put(issuance, town.leadToken, "\"1\"", limits));
    }

    @Test
    void givesAccountsTheLimitsOfAPolicyThatChangesButForThoseOfTheirOwn() {
        var town = Town.founded();
        var follows = town.participant();
        var suspended = town.participant();
        var own = town.participant();
        var accounts = Stream.of(follows, suspended, own)
                .map(person -> "/accounts/"
                        + town.account(person, "participant").get("id").textValue())
                .toList();
        created("/exchanges", town.leadToken, town.service(follows, suspended, 200));
        given().auth()
                .oauth2(town.leadToken)
                .header("If-Match", "\"1\"")
                .contentType("application/json")
                .body("{\"reason\":\"agreement-broken\"}")
                .post(accounts.get(1) + "/suspension")
                .then()
                .statusCode(201);
        var limits = "{\"floorMinutes\":-30,\"ceilingMinutes\":90}";
        assertEquals(200, put(accounts.get(2), town.leadToken, "\"1\"", limits).statusCode());
        var community = "/communities/" + town.community;
        var policy = "{\"participantFloorMinutes\":-60,\"participantCeilingMinutes\":120}";
        var etag = "\"" + get(community, town.leadToken).get("version") + "\"";
        assertEquals(
                200,
                given().auth()
                        .oauth2(town.leadToken)
                        .header("If-Match", etag)
                        .contentType("application/json")
                        .body(policy)
                        .put(community + "/policy")
                        .statusCode());
        Book.eventually(
                "the accounts follow the policy",
                () -> get(accounts.get(0), town.leadToken).get("ceilingMinutes").intValue() == 120
                        && get(accounts.get(1), town.leadToken)
                                        .get("floorMinutes")
                                        .intValue()
                                == -60);

        var kept = get(accounts.get(2), town.leadToken);
        assertEquals("-30 90 false 2", shown(kept));
        assertEquals("-60 120 true 2", shown(get(accounts.get(0), town.leadToken)));
        assertEquals("-60 120 true 3", shown(get(accounts.get(1), town.leadToken)));
        assertEquals(
                "suspended", get(accounts.get(1), town.leadToken).get("status").textValue());
        assertEquals("-60 120 true 1", shown(town.account(town.participant(), "participant")));
        refused(422, "ceiling-reached", post("/exchanges", town.leadToken, town.service(follows, own, 1)));
        assertTrue(town.invariants().get("holds").booleanValue());
        assertEquals(0, town.invariants().get("outsideLimitsUnexplained").intValue());

        refused(
                422,
                "invalid-field",
                put(accounts.get(2), town.leadToken, "\"2\"", "{\"byPolicy\":true,\"floorMinutes\":-30}"));
        var pot = "/accounts/" + town.account(town.community, "pot").get("id").textValue();
        refused(422, "limits-not-by-policy", put(pot, town.leadToken, "\"1\"", "{\"byPolicy\":true}"));
        assertNull(get(pot, town.leadToken).get("limitsByPolicy"));
        assertEquals(
                "-60 120 true 3",
                shown(Town.json(put(accounts.get(2), town.leadToken, "\"2\"", "{\"byPolicy\":true}"))));
    }

    private static String shown(JsonNode account) {
        return String.join(
                " ",
                account.get("floorMinutes").asText(),
                account.get("ceilingMinutes").asText(),
                account.get("limitsByPolicy").asText(),
                account.get("version").asText());
    }

    @Test
    void allowsOnlyMovesTowardZeroOnceALimitPassesTheBalance() {
        var town = Town.founded();
        var a = town.participant();
        var b = town.participant();
        created("/exchanges", town.leadToken, town.service(a, b, 200));
        created("/exchanges", town.leadToken, town.service(a, b, 200));
        for (var person : List.of(a, b)) {
            var account =
                    "/accounts/" + town.account(person, "participant").get("id").textValue();
            assertEquals(
                    200,
                    put(account, town.leadToken, "\"1\"", "{\"floorMinutes\":-100,\"ceilingMinutes\":100}")
                            .statusCode());
        }

        refused(422, "insufficient-credit", post("/exchanges", town.leadToken, town.service(town.participant(), b, 1)));
        refused(422, "ceiling-reached", post("/exchanges", town.leadToken, town.service(a, town.participant(), 1)));
        created("/exchanges", town.leadToken, town.service(b, a, 50));
        assertEquals(350, town.balance(a));
        var invariants = town.invariants();
        assertEquals(2, invariants.get("outsideLimits").intValue());
        assertEquals(0, invariants.get("outsideLimitsUnexplained").intValue());
        assertTrue(invariants.get("holds").booleanValue());
    }

    @Test
    void explainsAnAccountOutsideItsLimitsOnlyByWhatCameAfterItKeptToThem() {
        var town = Town.founded();
        var a = town.participant();
        var b = town.participant();
        var account = town.account(b, "participant").get("id").textValue();
        var path = "/accounts/" + account;
        var wrong = id(created("/exchanges", town.leadToken, town.service(a, b, 30)));
        created("/exchanges/" + wrong + "/reversal", town.leadToken, "{\"reason\":\"wrong-minutes\"}");
        var limits = "{\"floorMinutes\":-100,\"ceilingMinutes\":100}";
        assertEquals(200, put(path, town.leadToken, "\"1\"", limits).statusCode());
        created("/exchanges", town.leadToken, town.service(a, b, 60));

        Book.change("update account set floor = -50 where id = '" + account + "'");
        var amiss = town.invariants();
        assertEquals(1, amiss.get("outsideLimits").intValue());
        assertEquals(1, amiss.get("outsideLimitsUnexplained").intValue());
        assertFalse(amiss.get("holds").booleanValue());

        created("/exchanges", town.leadToken, town.service(b, a, 5));
        assertEquals(1, town.invariants().get("outsideLimitsUnexplained").intValue());
        var later = id(created("/exchanges", town.leadToken, town.service(b, a, 20)));
        created("/exchanges/" + later + "/reversal", town.leadToken, "{\"reason\":\"wrong-minutes\"}");
        var explained = town.invariants();
        assertEquals(1, explained.get("outsideLimits").intValue());
        assertEquals(0, explained.get("outsideLimitsUnexplained").intValue());

        assertEquals(
                200,
                put(path, town.leadToken, "\"2\"", limits.replace("-100", "-50"))
                        .statusCode());
        assertTrue(town.invariants().get("holds").booleanValue());
    }

    @Test
    void suspendsAndReopensForTheLead() {
        var town = Town.founded();
        var a = town.participant(town.partnerToken);
        var account = "/accounts/" + town.account(a, "participant").get("id").textValue();
        var reason = "{\"reason\":\"agreement-broken\"}";

        refused(428, "precondition-required", post(account + "/suspension", town.leadToken, reason));
        refused(412, "precondition-failed", act(account + "/suspension", town.leadToken, 2, reason));
        refused(403, "role-missing", act(account + "/suspension", Tokens.of(town.lead, "agency"), 1, reason));
        refused(403, "not-the-lead", act(account + "/suspension", town.partnerToken, 1, reason));
        refused(409, "not-suspended", act(account + "/reopening", town.leadToken, 1, reason));
        var suspended = act(account + "/suspension", Tokens.of(town.lead, "broker"), 1, reason);
        assertEquals(201, suspended.statusCode(), suspended::asString);
        assertEquals("\"2\"", suspended.header("ETag"));
        assertEquals("suspended", suspended.path("status"));
        refused(422, "already-suspended", act(account + "/suspension", town.leadToken, 2, reason));

        assertEquals(201, act(account + "/reopening", town.leadToken, 2, reason).statusCode());
        assertEquals("open", get(account, town.partnerToken).get("status").textValue());
        for (var kind : List.of("pot", "issuance")) {
            var fixed = town.account(town.community, kind).get("id").textValue();
            refused(422, "status-fixed", act("/accounts/" + fixed + "/suspension", town.leadToken, 1, reason));
        }
    }

    static Response act(String path, String token, long version, String body) {
        return given().auth()
                .oauth2(token)
                .contentType("application/json")
                .header("If-Match", "\"" + version + "\"")
                .body(body)
                .post(path);
    }

    @Test
    void listsAccountsByOwnerAndKind() {
        var town = Town.founded();
        town.participant(town.partnerToken);
        var list = "/accounts?communityId=" + town.community;

        assertEquals(6, get(list, town.leadToken).get("items").size());
        assertEquals(5, get(list, town.partnerToken).get("items").size());
        assertEquals(1, get(list + "&kind=pot", town.partnerToken).get("items").size());
        assertEquals(
                2,
                get(list + "&ownerId=" + town.partner, town.leadToken)
                        .get("items")
                        .size());
        refused(400, "malformed-request", given().auth().oauth2(town.leadToken).get(list + "&kind=odd"));
        refused(400, "malformed-request", given().auth().oauth2(town.leadToken).get("/accounts"));
        var page = given().auth().oauth2(town.leadToken).get(list + "&limit=4");
        var link = page.header("Link");
        var rest = given().auth().oauth2(town.leadToken).get(link.substring(1, link.indexOf('>')));
        assertEquals(2, rest.jsonPath().getList("items").size());
    }

    @Test
    void checksTheInvariantsForStewardsAndOperators() {
        var town = Town.founded();
        town.issue(town.community, 60);
        var invariants = get("/communities/" + town.community + "/invariants", town.partnerToken);
        assertTrue(invariants.get("holds").booleanValue());
        assertEquals(0, invariants.get("sumMinutes").intValue());
        assertEquals(5, invariants.get("accounts").intValue());
        assertEquals(2, invariants.get("postings").intValue());
    }

    @Test
    void checksTheInvariantsPieceByPieceAndAsOfOneMoment() {
        var town = Town.founded();
        var a = town.participant();
        var b = town.participant();
        for (int i = 0; i < 6; i++) {
            created("/exchanges", town.leadToken, town.service(a, b, 10 + i));
        }
        var reversed = id(created("/exchanges", town.leadToken, town.service(b, a, 5)));
        created("/exchanges/" + reversed + "/reversal", town.leadToken, "{\"reason\":\"recorded-twice\"}");
        var whole = town.invariants();
        assertEquals(16, whole.get("postings").intValue());
        for (int piece : List.of(1, 3, 1_000)) {
            assertEquals(
                    whole.toString(), InvariantsPieces.check(reads, town.community, piece, () -> true), "by " + piece);
        }

        var between = new AtomicInteger();
        var meanwhile = InvariantsPieces.check(reads, town.community, 3, () -> {
            if (between.getAndIncrement() > 0) {
                created("/exchanges", town.leadToken, town.service(a, b, 1));
            }
            return true;
        });
        assertTrue(between.get() > 5, "it took several pieces");
        assertEquals(whole.toString(), meanwhile, "what is posted between the pieces is not of that moment");

        assertEquals(
                ProblemType.UNAVAILABLE,
                assertThrows(
                                ProblemException.class,
                                () -> InvariantsPieces.check(reads, town.community, 3, () -> between.get() == 0))
                        .problem()
                        .type());
    }

    @Test
    void tellsWhatIsWrongWithABook() {
        var town = Town.founded();
        var a = town.participant();
        var b = town.participant();
        created("/exchanges", town.leadToken, town.service(a, b, 10));
        created("/exchanges", town.leadToken, town.service(a, b, 10));
        var account = town.account(a, "participant").get("id").textValue();
        var first = "account_id = '" + account + "' and number = 1";

        Book.change("update posting set minutes = minutes + 5 where " + first);
        try {
            wrong(town, "balancesOffTheirPostings", "exchangesOffBalance");
        } finally {
            Book.change("update posting set minutes = minutes - 5 where " + first);
        }
        var second = "account_id = '" + account + "' and number = 2";
        var its = Book.text("select exchange_id::text from posting where " + second);
        Book.change("update posting set exchange_id = (select exchange_id from posting where " + first + ") where "
                + second);
        try {
            wrong(town, "exchangesOffBalance", "exchangesPostedTwice");
        } finally {
            Book.change("update posting set exchange_id = '" + its + "' where " + second);
        }
        Book.change("update posting set number = 3 where " + second);
        try {
            wrong(town, "balancesOffTheirPostings", "exchangesOffBalance");
        } finally {
            Book.change("update posting set number = 2 where account_id = '" + account + "' and number = 3");
        }
        assertTrue(town.invariants().get("holds").booleanValue());
    }

    private static void wrong(Town town, String... what) {
        var invariants = town.invariants();
        assertFalse(invariants.get("holds").booleanValue());
        for (var figure : List.of("balancesOffTheirPostings", "exchangesOffBalance", "exchangesPostedTwice")) {
            assertEquals(
                    List.of(what).contains(figure), invariants.get(figure).intValue() > 0, () -> figure + invariants);
        }
    }

    private static Response put(String account, String token, String ifMatch, String body) {
        var request =
                given().auth().oauth2(token).contentType("application/json").body(body);
        return (ifMatch == null ? request : request.header("If-Match", ifMatch)).put(account + "/limits");
    }
}
