package org.reciprocity.ledger;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.reciprocity.ledger.Town.created;
import static org.reciprocity.ledger.Town.get;
import static org.reciprocity.ledger.Town.post;
import static org.reciprocity.ledger.Town.refused;

import java.util.ArrayList;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** An agency leaves a community: nothing of it is open then, and it sees its own history alone from then on. */
@LedgerTest
class DepartureTest {
    private static final String END = "{\"reason\":\"contract-over\"}";

    /** What a leaver may read still of what it made: exchanges, what proves them, and transfers. */
    private static final Set<String> HISTORY =
            Set.of("GET /exchanges/{id}", "GET /exchanges/{id}/receipt", "GET /transfers/{id}");

    private static String end(Town town) {
        return "/communities/" + town.community + "/agencies/" + town.partner + "/end";
    }

    @Test
    void isRefusedWhileSomethingIsOwed() {
        var town = Town.founded();
        var person = town.participant();
        var spent = Town.id(created(
                "/exchanges",
                town.leadToken,
                town.exchange("redemption", town.partner, person.toString(), 30)
                        .replaceFirst(
                                "\\{",
                                "{\"confirmations\":[{\"participantId\":\"" + person + "\",\"how\":\"party\"}],")));
        refused(409, "redemptions-owed", post(end(town), town.leadToken, END));
        created("/exchanges/" + spent + "/reversal", town.leadToken, "{\"reason\":\"other\"}");

        town.issue(town.partner, 60);
        refused(409, "balance-left", post(end(town), town.leadToken, END));
        var account =
                "/accounts/" + town.account(town.partner, "agency").get("id").textValue();
        Town.replaced(account + "/closure", account, town.leadToken, "{\"reason\":\"left\"}");

        assertEquals(
                "contract-over",
                created(end(town), town.leadToken, END).get("reason").textValue());
        assertTrue(town.invariants().get("holds").booleanValue());
    }

    @Test
    void isRefusedWhileSomethingIsOpen() {
        var town = Town.founded();
        var person = town.participant();
        var hold = Town.id(created("/holds", town.leadToken, Stall.hold(town, person, 30, "")));
        refused(409, "holds-open", post(end(town), town.leadToken, END));
        created("/holds/" + hold + "/release", town.leadToken, "{\"reason\":\"other\"}");
        var offer = Stall.opened(town, "service", 30, "");
        refused(409, "offers-open", post(end(town), town.leadToken, END));
        created("/redemption-offers/" + offer + "/withdrawal", town.leadToken, "{\"reason\":\"over\"}");
        var waiting = Town.id(created(
                "/exchanges", town.leadToken, town.exchange("contribution", person, town.partner.toString(), 30)));
        refused(409, "account-has-exchanges", post(end(town), town.leadToken, END));
        created("/exchanges/" + waiting + "/cancellation", town.leadToken, "{\"reason\":\"other\"}");
        var programme = town.programme(town.partnerToken, true);
        var file = "/cases/" + Town.id(created("/cases", town.leadToken, CaseResourceTest.referral(person, programme)));
        refused(409, "cases-open", post(end(town), town.leadToken, END));
        created(file + "/decision", town.leadToken, "{\"decision\":\"accepted\"}");
        refused(409, "cases-open", post(end(town), town.leadToken, END));
        created(file + "/closure", town.leadToken, "{\"outcome\":\"withdrawn\"}");

        refused(403, "not-the-lead", post(end(town), town.partnerToken, END));
        refused(403, "role-missing", post(end(town), Tokens.of(town.lead, "broker"), END));
        var path = end(town);
        refused(
                409,
                "lead-stays",
                post(path.replace(town.partner.toString(), town.lead.toString()), town.leadToken, END));
        refused(
                404,
                "not-found",
                post(path.replace(town.partner.toString(), UUID.randomUUID().toString()), town.leadToken, END));
        refused(
                412,
                "precondition-failed",
                given().auth()
                        .oauth2(town.leadToken)
                        .contentType("application/json")
                        .header("If-Match", "\"1\"")
                        .body(END)
                        .post(path));
        assertEquals(201, post(path, town.leadToken, END).statusCode());
        refused(404, "not-found", post(path, town.leadToken, END));
    }

    @Test
    void leavesTheAgencyItsOwnHistoryAndLetsItComeBack() {
        var town = Town.founded();
        var a = town.participant(town.partnerToken);
        var b = town.participant(town.partnerToken);
        var theirs = Town.id(created("/exchanges", town.partnerToken, town.service(a, b, 60)));
        var ours = Town.id(created("/exchanges", town.leadToken, town.service(a, b, 30)));
        var account =
                "/accounts/" + town.account(town.partner, "agency").get("id").textValue();
        var community = "/communities/" + town.community;
        created(end(town), town.leadToken, END);

        assertEquals(
                theirs.toString(),
                get("/exchanges/" + theirs, town.partnerToken).get("id").textValue());
        assertEquals(0, get(account, town.partnerToken).get("balanceMinutes").intValue());
        for (var hidden : Set.of(
                community,
                community + "/agencies",
                "/exchanges/" + ours,
                "/participants/" + a,
                "/participants?communityId=" + town.community,
                "/exchanges?communityId=" + town.community)) {
            refused(404, "not-found", given().auth().oauth2(town.partnerToken).get(hidden));
        }
        refused(
                404,
                "not-found",
                post("/exchanges/" + theirs + "/reversal", town.partnerToken, "{\"reason\":\"other\"}"));
        refused(404, "not-found", post("/exchanges", town.partnerToken, town.service(a, b, 60)));
        assertEquals(
                1, get(community + "/agencies", town.leadToken).get("items").size());
        refused(404, "not-found", given().auth().oauth2(town.leadToken).get(community + "/agencies/" + town.partner));
        refused(
                404,
                "not-found",
                post("/exchanges", town.leadToken, town.exchange("contribution", a, town.partner.toString(), 30)));
        created("/exchanges", town.leadToken, town.service(a, b, 10));

        created(
                community + "/agencies",
                town.leadToken,
                "{\"agencyId\":\"" + town.partner + "\",\"roles\":[\"partner\",\"redeemer\"]}");
        assertEquals(
                ours.toString(),
                get("/exchanges/" + ours, town.partnerToken).get("id").textValue());
        assertEquals(
                account,
                "/accounts/" + town.account(town.partner, "agency").get("id").textValue());
        created("/exchanges", town.partnerToken, town.service(a, b, 60));
        assertTrue(town.invariants().get("holds").booleanValue());
    }

    /** Its own account is closed for ever, and what it redeems goes to another. */
    @Test
    void letsAPartnerThatComesBackRedeem() {
        var town = Town.founded();
        var person = town.participant();
        var account =
                "/accounts/" + town.account(town.partner, "agency").get("id").textValue();
        Town.replaced(account + "/closure", account, town.leadToken, "{\"reason\":\"left\"}");
        created(end(town), town.leadToken, END);
        created(
                "/communities/" + town.community + "/agencies",
                town.leadToken,
                "{\"agencyId\":\"" + town.partner + "\",\"roles\":[\"redeemer\"]}");

        Stall.bought(town, Stall.opened(town, "service", 30, ""), person, 30);
        var hold = Town.id(created("/holds", town.leadToken, Stall.hold(town, person, 15, "")));
        created("/holds/" + hold + "/capture", town.partnerToken, "{\"minutes\":15}");
        assertEquals(
                45,
                town.account(town.partner, "redemption").get("balanceMinutes").longValue());
        assertTrue(town.invariants().get("holds").booleanValue());
    }

    /** The partner makes everything that there is, leaves, and asks for all of it at every address. */
    @Test
    void hidesEverythingElseThatTheAgencyMade() {
        var town = Town.founded();
        created(
                "/communities/" + town.community + "/agencies",
                town.leadToken,
                "{\"agencyId\":\"" + town.lead + "\",\"roles\":[\"redeemer\"]}");
        var known = Things.of(/* town= */ town.turned(), /* led= */ town);
        created(
                "/cases/" + known.byName().get("cases") + "/decision",
                town.leadToken,
                "{\"decision\":\"declined\",\"reason\":\"no-place\"}");
        var hold = Town.id(created("/holds", town.partnerToken, Stall.hold(town.turned(), id(known), 30, "")));
        created(end(town), town.leadToken, END);
        created( // It was there to send to.
                "/communities/" + known.byName().get("sentTo") + "/agencies/" + town.partner + "/end",
                Tokens.of(UUID.fromString(known.byName().get("sentToLead")), "steward"),
                END);

        long before = Book.number("select count(*) from event");
        var wrong = new ArrayList<String>();
        for (var operation : Described.operations()) {
            var body = operation.example() == null ? "x" : known.body(operation).toString();
            var answer = operation
                    .with(known.path(operation))
                    .query(known.query(operation))
                    .header("If-Match", "\"1\"")
                    .send(town.partnerToken, body);
            boolean told = known.byName().entrySet().stream()
                    .filter(thing -> !thing.getValue().equals(town.partner.toString()))
                    .anyMatch(thing -> answer.body().contains(thing.getValue()));
            boolean right = operation.changes()
                    ? answer.statusCode() >= 400
                    : answer.statusCode() >= 400 || !told || HISTORY.contains(operation.toString());
            if (!right) {
                wrong.add(operation + " -> " + answer.statusCode() + " " + answer.body());
            }
        }
        refused(404, "not-found", given().auth().oauth2(town.partnerToken).get("/holds/" + hold));
        refused(404, "not-found", post("/holds/" + hold + "/release", town.partnerToken, "{\"reason\":\"other\"}"));
        assertTrue(wrong.isEmpty(), () -> String.join("\n", wrong));
        assertEquals(before, Book.number("select count(*) from event"), "something was changed");
        assertFalse(get("/changes?limit=500", town.partnerToken).toString().contains(town.community.toString()));
    }

    private static UUID id(Things known) {
        return UUID.fromString(known.byName().get("participantId"));
    }
}
