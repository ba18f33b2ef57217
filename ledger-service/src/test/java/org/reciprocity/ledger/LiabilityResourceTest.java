package org.reciprocity.ledger;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.reciprocity.ledger.Town.created;
import static org.reciprocity.ledger.Town.get;
import static org.reciprocity.ledger.Town.id;
import static org.reciprocity.ledger.Town.post;
import static org.reciprocity.ledger.Town.refused;

import com.fasterxml.jackson.databind.JsonNode;
import io.restassured.response.Response;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

@LedgerTest
class LiabilityResourceTest {
    private static final ZoneId ZONE = ZoneId.of("Europe/London");

    @Test
    void tellsWhatIsOwedAndForHowLongAndEndsTheOldestFirst() {
        var town = issued();
        var person = town.participant();
        redeemed(town, person, 400, 40);
        redeemed(town, person, 100, 30);
        redeemed(town, person, 31, 20);
        var recent = redeemed(town, person, 30, 10);

        assertEquals("100 [10, 20, 30, 40]", told(town, town.leadToken, ""));
        assertEquals("100 [10, 20, 30, 40]", told(town, town.partnerToken, ""));
        var retired = created(path(town), town.leadToken, retirement(town, 50, "reimbursed"));
        assertEquals(50, retired.get("owedMinutes").longValue());
        assertEquals("50 [10, 20, 20, 0]", told(town, town.leadToken, ""));
        created("/exchanges/" + recent + "/reversal", town.leadToken, "{\"reason\":\"did-not-happen\"}");
        assertEquals("40 [0, 20, 20, 0]", told(town, town.leadToken, ""));
        created(path(town), town.leadToken, retirement(town, 40, "waived"));
        assertEquals("0 [0, 0, 0, 0]", told(town, town.leadToken, ""));

        var exchange = get("/exchanges/" + id(retired), town.leadToken);
        assertEquals("retirement", exchange.get("kind").textValue());
        assertEquals("reimbursed", exchange.get("manner").textValue());
        assertEquals(
                -510,
                town.account(town.community, "issuance").get("balanceMinutes").longValue());
        assertTrue(town.invariants().get("holds").booleanValue());
    }

    @Test
    void tellsWhatWasOwedAtATime() {
        var town = Town.founded();
        var person = town.participant();
        redeemed(town, person, 100, 30);
        redeemed(town, person, 10, 20);

        var then = Instant.now().minus(40, ChronoUnit.DAYS);
        assertEquals("30 [0, 30, 0, 0]", told(town, town.leadToken, "?at=" + then));
        assertEquals("0 [0, 0, 0, 0]", told(town, town.leadToken, "?at=2020-01-01T00:00:00Z"));
        refused(
                422,
                "not-known-yet",
                given().auth().oauth2(town.leadToken).get(liability(town) + "?at=2199-01-01T00:00:00Z"));
        refused(400, "malformed-request", given().auth().oauth2(town.leadToken).get(liability(town) + "?at=yesterday"));
    }

    @Test
    void showsAPartnerItsOwnOnly() {
        var town = Town.founded();
        var second = Town.agency();
        created(
                "/communities/" + town.community + "/agencies",
                town.leadToken,
                "{\"agencyId\":\"" + second + "\",\"roles\":[\"redeemer\"]}");

        assertEquals(2, get(liability(town), town.leadToken).get("items").size());
        var own = get(liability(town), Tokens.of(second, "agency")).get("items");
        assertEquals(1, own.size());
        assertEquals(second.toString(), own.get(0).get("agencyId").textValue());
    }

    @Test
    void endsNoMoreThanIsOwedHoweverManyAskAtOnce() {
        var town = issued();
        redeemed(town, town.participant(), 5, 100);
        var tasks = new ArrayList<Callable<Response>>();
        for (int i = 0; i < 10; i++) {
            tasks.add(() -> post(path(town), town.leadToken, retirement(town, 30, "reimbursed")));
        }
        var answers = AtOnce.run(tasks);

        assertEquals(
                3, answers.stream().filter(answer -> answer.statusCode() == 201).count());
        answers.stream()
                .filter(answer -> answer.statusCode() != 201)
                .forEach(answer -> refused(422, "more-than-owed", answer));
        assertEquals("10 [10, 0, 0, 0]", told(town, town.leadToken, ""));
        assertTrue(town.invariants().get("holds").booleanValue());
    }

    @Test
    void isEndedForAPartnerThatIsNoRedeemerAnyMore() {
        var town = issued();
        redeemed(town, town.participant(), 5, 100);
        Book.change("update admission set roles = '{partner}' where community_id = '" + town.community
                + "' and agency_id = '" + town.partner + "'");
        created(path(town), town.leadToken, retirement(town, 100, "reimbursed"));
        refused(422, "more-than-owed", post(path(town), town.leadToken, retirement(town, 1, "reimbursed")));
    }

    @Test
    void standsBelowZeroWhenWhatWasRetiredIsReversedUntilTheRetirementIs() {
        var town = issued();
        var spent = redeemed(town, town.participant(), 5, 60);
        var retired = id(created(path(town), town.leadToken, retirement(town, 60, "reimbursed")));
        created("/exchanges/" + spent + "/reversal", town.leadToken, "{\"reason\":\"did-not-happen\"}");

        assertEquals("-60 [0, 0, 0, 0]", told(town, town.leadToken, ""));
        var partner = "/communities/" + town.community + "/agencies/" + town.partner;
        refused(
                409,
                "owes-the-community",
                post(partner + "/role-removal", town.leadToken, "{\"roles\":[\"redeemer\"]}"));
        refused(409, "owes-the-community", post(partner + "/end", town.leadToken, "{\"reason\":\"contract-over\"}"));
        refused(422, "more-than-owed", post(path(town), town.leadToken, retirement(town, 1, "reimbursed")));

        created("/exchanges/" + retired + "/reversal", town.leadToken, "{\"reason\":\"other\"}");
        assertEquals("0 [0, 0, 0, 0]", told(town, town.leadToken, ""));
        created(partner + "/role-removal", town.leadToken, "{\"roles\":[\"redeemer\"]}");
        created(partner + "/end", town.leadToken, "{\"reason\":\"contract-over\"}");
        assertTrue(town.invariants().get("holds").booleanValue());
    }

    @Test
    void isPutRightForAPartnerThatHasLeft() {
        var town = issued();
        var person = town.participant();
        var spent = redeemed(town, person, 6, 60);
        redeemed(town, person, 5, 40);
        var retired = id(created(path(town), town.leadToken, retirement(town, 100, "reimbursed")));
        created(
                "/communities/" + town.community + "/agencies/" + town.partner + "/end",
                town.leadToken,
                "{\"reason\":\"contract-over\"}");

        created("/exchanges/" + spent + "/reversal", town.leadToken, "{\"reason\":\"did-not-happen\"}");
        assertEquals("-60 [0, 0, 0, 0]", told(town, town.leadToken, ""));
        created("/exchanges/" + retired + "/reversal", town.leadToken, "{\"reason\":\"wrong-minutes\"}");
        assertEquals("40 [40, 0, 0, 0]", told(town, town.leadToken, ""));
        created(path(town), town.leadToken, retirement(town, 40, "reimbursed"));
        assertEquals("0 [0, 0, 0, 0]", told(town, town.leadToken, ""));
        assertEquals(-40, town.balance(person));
        assertTrue(town.invariants().get("holds").booleanValue());
    }

    @Test
    void isEndedByAsMuchAsOneExchangeMoves() {
        var town = issued();
        redeemed(town, town.participant(), 5, 100);

        refused(422, "more-than-owed", post(path(town), town.leadToken, retirement(town, 2_016_000, "waived")));
        var refusal =
                refused(422, "invalid-field", post(path(town), town.leadToken, retirement(town, 2_016_001, "waived")));
        assertEquals("minutes", refusal.at("/errors/0/field").textValue());
    }

    @Test
    void isEndedByTheLeadForARedeemer() {
        var town = issued();
        redeemed(town, town.participant(), 5, 100);
        var body = retirement(town, 10, "reimbursed");

        refused(403, "not-the-lead", post(path(town), town.partnerToken, body));
        refused(403, "role-missing", post(path(town), Tokens.of(town.lead, "agency"), body));
        refused(
                422,
                "nothing-owed",
                post(path(town), town.leadToken, body.replace(town.partner.toString(), town.lead.toString())));
        refused(
                404,
                "not-found",
                post(
                        path(town),
                        town.leadToken,
                        body.replace(town.partner.toString(), UUID.randomUUID().toString())));
        var reference = body.replaceFirst("\\{", "{\"externalRef\":\"INV-1\",");
        var first = id(created(path(town), town.leadToken, reference));
        assertEquals(
                "/exchanges/" + first,
                refused(409, "external-ref-in-use", post(path(town), town.leadToken, reference))
                        .get("existing")
                        .textValue());
        refused(
                409,
                "id-in-use",
                post(path(town), town.leadToken, body.replaceFirst("\\{", "{\"id\":\"" + first + "\",")));
    }

    @Test
    void takesNoMoreOutOfBeingThanWasBroughtIntoIt() {
        var town = Town.founded();
        redeemed(town, town.participant(), 5, 100);

        refused(422, "ceiling-reached", post(path(town), town.leadToken, retirement(town, 30, "reimbursed")));
        town.issue(town.community, 30);
        created(path(town), town.leadToken, retirement(town, 30, "reimbursed"));
        assertEquals("70 [70, 0, 0, 0]", told(town, town.leadToken, ""));
    }

    private static Town issued() {
        var town = Town.founded();
        town.issue(town.community, 600);
        return town;
    }

    /** Total, and the four ages, of a town with one partner. */
    private static String told(Town town, String token, String query) {
        var told = get(liability(town) + query, token);
        var owed = told.get("items").get(0);
        assertEquals(told.get("totalMinutes"), owed.get("owedMinutes"));
        var age = owed.get("age");
        var ages = new ArrayList<Long>();
        for (var field : List.of("days0To30Minutes", "days31To90Minutes", "days91To365Minutes", "daysOver365Minutes")) {
            ages.add(age.get(field).longValue());
        }
        return told.get("totalMinutes").longValue() + " " + ages;
    }

    private static UUID redeemed(Town town, UUID person, int daysAgo, int minutes) {
        var at = LocalDate.now(ZONE)
                .minusDays(daysAgo)
                .atTime(12, 0)
                .atZone(ZONE)
                .toInstant();
        var occurredAt = at.isAfter(Instant.now()) ? Instant.now() : at;
        JsonNode exchange = created("/exchanges", town.leadToken, """
                {"communityId":"%s","kind":"redemption","occurredAt":"%s",
                 "legs":[{"providerId":"%s","receiverId":"%s","minutes":%d}],
                 "confirmations":[{"participantId":"%s","how":"party"}]}
                """.formatted(
                        town.community, occurredAt, town.partner, person, minutes, person));
        return id(exchange);
    }

    private static String liability(Town town) {
        return "/communities/" + town.community + "/liability";
    }

    static String path(Town town) {
        return "/communities/" + town.community + "/retirements";
    }

    static String retirement(Town town, int minutes, String manner) {
        return "{\"agencyId\":\"" + town.partner + "\",\"minutes\":" + minutes + ",\"manner\":\"" + manner + "\"}";
    }
}
