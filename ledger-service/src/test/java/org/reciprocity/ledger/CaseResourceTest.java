package org.reciprocity.ledger;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.reciprocity.ledger.Town.created;
import static org.reciprocity.ledger.Town.get;
import static org.reciprocity.ledger.Town.id;
import static org.reciprocity.ledger.Town.post;
import static org.reciprocity.ledger.Town.refused;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@LedgerTest
class CaseResourceTest {
    static final String AGREEMENT = "{\"dutyMinutes\":1200,\"training\":[\"mediation\"],\"peopleHarmed\":2}";
    static final String SUPPORT =
            "{\"from\":\"2026-04-01\",\"to\":\"2026-04-30\",\"unit\":\"home-visit\",\"quantity\":4,"
                    + "\"unitCost\":{\"currency\":\"GBP\",\"pence\":4850},"
                    + "\"counterfactualUnitCost\":{\"currency\":\"GBP\",\"pence\":9700}}";

    @Test
    void followsACaseFromReferralToCompletion() {
        var town = Town.founded();
        var person = town.participant(town.partnerToken);
        var programme = town.programme();
        var referred = created("/cases", town.partnerToken, referral(person, programme));
        var path = "/cases/" + id(referred);

        assertEquals("referred", referred.get("state").textValue());
        assertEquals(town.partner.toString(), referred.get("agencyId").textValue());
        refused(403, "not-yours", post(path + "/decision", town.partnerToken, "{\"decision\":\"accepted\"}"));
        assertEquals(
                "accepted",
                created(path + "/decision", town.leadToken, "{\"decision\":\"accepted\"}")
                        .get("state")
                        .textValue());
        refused(409, "case-answered", post(path + "/decision", town.leadToken, "{\"decision\":\"accepted\"}"));
        var agreed = created(path + "/agreement", town.leadToken, AGREEMENT);
        assertEquals("agreed", agreed.get("state").textValue());
        assertEquals(1200, agreed.at("/agreement/dutyMinutes").longValue());
        refused(428, "precondition-required", post(path + "/agreement", town.leadToken, AGREEMENT));
        assertEquals(agreed, get(path, town.leadToken));
        created(path + "/support", town.leadToken, SUPPORT);
        var closed = created(path + "/closure", town.leadToken, "{\"outcome\":\"completed\"}");

        assertEquals("completed", closed.get("state").textValue());
        assertEquals(5, closed.get("version").intValue());
        assertEquals(2, closed.at("/agreement/peopleHarmed").intValue());
        assertEquals(9700, closed.at("/support/0/counterfactualUnitCost/pence").longValue());
        assertEquals(closed, get(path, town.leadToken));
        assertEquals(closed, get(path, town.partnerToken));
        refused(409, "case-closed", post(path + "/support", town.leadToken, SUPPORT));
        refused(
                412,
                "precondition-failed",
                given().auth()
                        .oauth2(town.leadToken)
                        .contentType("application/json")
                        .header("If-Match", "\"1\"")
                        .body("{\"outcome\":\"withdrawn\"}")
                        .post(path + "/closure"));
    }

    @Test
    void letsTheProgrammesAgencySeeWhomItWasReferredUnlessItDeclines() {
        var town = Town.founded();
        var programme = town.programme(town.partnerToken, true);
        var person = town.participant();
        refused(404, "not-found", given().auth().oauth2(town.partnerToken).get("/participants/" + person));

        var file = id(created("/cases", town.leadToken, referral(person, programme)));

        assertEquals(
                person.toString(),
                get("/participants/" + person, town.partnerToken).get("id").textValue());
        assertEquals(
                List.of(person.toString()),
                get("/participants?communityId=" + town.community, town.partnerToken)
                        .get("items")
                        .findValuesAsText("id"));
        refused(
                422,
                "invalid-field",
                post("/cases/" + file + "/decision", town.partnerToken, "{\"decision\":\"declined\"}"));
        var declined = created(
                "/cases/" + file + "/decision",
                town.partnerToken,
                "{\"decision\":\"declined\",\"reason\":\"no-place\"}");
        assertEquals("no-place", declined.get("declinedFor").textValue());
        refused(404, "not-found", given().auth().oauth2(town.partnerToken).get("/participants/" + person));
        assertEquals(declined, get("/cases/" + file, town.partnerToken));
    }

    @Test
    void keepsACaseBetweenThoseItConcerns() {
        var town = Town.founded();
        var third = Town.agency();
        created(
                "/communities/" + town.community + "/agencies",
                town.leadToken,
                "{\"agencyId\":\"" + third + "\",\"roles\":[\"partner\"]}");
        var thirdToken = Tokens.of(third, "agency", "broker");
        var person = town.participant(thirdToken);
        var programme = town.programme();
        var file = id(created("/cases", town.leadToken, referral(person, programme)));

        refused(404, "not-found", given().auth().oauth2(thirdToken).get("/cases/" + file));
        refused(404, "not-found", post("/cases", town.partnerToken, referral(person, programme)));
        assertEquals(
                0,
                get("/cases?communityId=" + town.community, thirdToken)
                        .get("items")
                        .size());
    }

    @Test
    void listsCasesNewestFirstByProgrammeParticipantAndState() {
        var town = Town.founded();
        var programme = town.programme();
        var one = town.participant();
        var two = town.participant();
        var first = id(created("/cases", town.leadToken, referral(one, programme)));
        var second = id(created("/cases", town.leadToken, referral(two, programme)));
        created("/cases/" + second + "/closure", town.leadToken, "{\"outcome\":\"withdrawn\"}");
        var list = "/cases?communityId=" + town.community;

        assertEquals(List.of(second.toString(), first.toString()), ids(town, list));
        assertEquals(List.of(second.toString()), ids(town, list + "&limit=1"));
        assertEquals(List.of(first.toString()), ids(town, list + "&state=referred"));
        assertEquals(List.of(second.toString()), ids(town, list + "&participantId=" + two));
        assertEquals(List.of(), ids(town, list + "&programmeId=" + town.programme()));
        refused(400, "malformed-request", given().auth().oauth2(town.leadToken).get(list + "&state=open"));
        var between = get("/cases/" + second, town.leadToken).get("recordedAt").textValue();
        assertEquals(List.of(second.toString()), ids(town, list + "&from=" + between));
        assertEquals(List.of(first.toString()), ids(town, list + "&to=" + between));
        refused(400, "malformed-request", given().auth().oauth2(town.leadToken).get(list + "&from=2026-01-01"));
    }

    @Test
    void takesAReferenceOnceAndKeepsItToItself() {
        var town = Town.founded();
        var body = referral(town.participant(), town.programme()).replaceFirst("\\{", "{\"externalRef\":\"R-1\",");
        var file = created("/cases", town.leadToken, body);

        assertNull(file.get("externalRef"));
        assertEquals(
                "/cases/" + id(file),
                refused(409, "external-ref-in-use", post("/cases", town.leadToken, body))
                        .get("existing")
                        .textValue());
        refused(
                409,
                "id-in-use",
                post(
                        "/cases",
                        town.leadToken,
                        body.replace("R-1", "R-2").replaceFirst("\\{", "{\"id\":\"" + id(file) + "\",")));
    }

    @Test
    void saysOfAReferralWhetherAFailureElsewhereCausedIt() {
        var town = Town.founded();
        var programme = town.programme();
        var person = town.participant();
        var marked = referral(person, programme).replaceFirst("\\{", "{\"failureElsewhere\":true,");
        refused(400, "malformed-request", post("/cases", town.leadToken, marked.replace("true", "\"perhaps\"")));
        var file = created("/cases", town.leadToken, marked);
        assertTrue(file.get("failureElsewhere").booleanValue());
        assertEquals(file, get("/cases/" + id(file), town.leadToken));
        assertTrue(created("/cases/" + id(file) + "/closure", town.leadToken, "{\"outcome\":\"withdrawn\"}")
                .get("failureElsewhere")
                .booleanValue());
        assertFalse(created("/cases", town.leadToken, referral(person, programme))
                .get("failureElsewhere")
                .booleanValue());
    }

    @Test
    void datesAReferralAndTheMonthsOfItsFollowUps() {
        var town = Town.founded();
        var programme = town.programme();
        var person = town.participant();
        var dated = referral(person, programme).replaceFirst("\\{", "{\"referredOn\":\"2026-04-20\",");
        var refusal = refused(
                422, "in-the-future", post("/cases", town.leadToken, dated.replace("2026-04-20", "2199-04-20")));
        assertEquals("referredOn", refusal.get("field").textValue());
        refused(400, "malformed-request", post("/cases", town.leadToken, dated.replace("2026-04-20", "yesterday")));
        var file = created("/cases", town.leadToken, dated);
        assertEquals("2026-04-20", file.get("referredOn").textValue());
        assertEquals(file, get("/cases/" + id(file), town.leadToken));
        assertFalse(
                created("/cases", town.leadToken, referral(person, programme)).has("referredOn"));

        var list = "/cases?communityId=" + town.community;
        var told = List.of(id(file).toString());
        assertEquals(told, ids(town, list + "&from=2026-04-19T23:00:00Z&to=2026-04-20T23:00:00Z"));
        assertEquals(List.of(), ids(town, list + "&to=2026-04-19T23:00:00Z"));
        assertEquals(List.of(), ids(town, list + "&from=2026-04-19T23:00:01Z&to=2026-05-20T00:00:00Z"));

        created("/enrolments", town.leadToken, VisibilityTest.enrolment(person, programme));
        var followUp = "{\"caseId\":\"" + id(file) + "\",\"arm\":\"participants\",\"windowMonths\":1,"
                + "\"event\":\"re-offended\",\"outcome\":\"no\",\"observedOn\":\"2026-05-19\"}";
        var early = refused(422, "window-open", post("/follow-ups", town.leadToken, followUp));
        assertEquals("2026-05-20", early.get("over").textValue());
        created("/follow-ups", town.leadToken, followUp.replace("2026-05-19", "2026-05-20"));
    }

    @Test
    void countsTimeAsDutyServedAndNoCredit() {
        var town = Town.founded();
        var person = town.participant();
        var file = id(created("/cases", town.leadToken, referral(person, town.programme())));
        for (var kind : List.of("grant", "gift", "redemption", "issuance")) {
            var body = town.exchange(kind, person, town.participant().toString(), 120);
            assertEquals(
                    "caseId",
                    refused(422, "invalid-field", post("/exchanges", town.leadToken, naming(file, body)))
                            .at("/errors/0/field")
                            .textValue(),
                    kind);
        }
        var served = naming(file, town.service(person, town.participant(), 60));
        created("/exchanges", town.leadToken, served);
        assertEquals(60, duty(town, file));

        var before = id(created("/exchanges", town.leadToken, served));
        Book.change("update exchange set kind = 'grant' where id = '" + before + "'");
        assertEquals(60, duty(town, file), "a grant that was let through before");
        assertEquals(
                60,
                get("/cases?communityId=" + town.community, town.leadToken)
                        .at("/items/0/dutyServedMinutes")
                        .intValue());
    }

    static String naming(UUID file, String exchange) {
        return exchange.replaceFirst("\"kind\"", "\"caseId\":\"" + file + "\",\"kind\"");
    }

    private static int duty(Town town, UUID file) {
        return get("/cases/" + file, town.leadToken).get("dutyServedMinutes").intValue();
    }

    @Test
    void tellsSupportOfOneDayAndUnitApart() {
        var town = Town.founded();
        var path = "/cases/" + accepted(town);
        created(path + "/support", town.leadToken, SUPPORT);
        var support = created(path + "/support", town.leadToken, SUPPORT).get("support");
        assertEquals(2, support.size());
        assertNotEquals(support.at("/0/id").textValue(), support.at("/1/id").textValue());
    }

    /** It is money: what is sent again under another key is not counted a second time. */
    @Test
    void recordsSupportOnceForAnIdAndForAReference() {
        var town = Town.founded();
        var file = "/cases/" + accepted(town);
        var other = "/cases/" + accepted(town);
        var id = UUID.randomUUID();
        var body = SUPPORT.replaceFirst("\\{", "{\"id\":\"" + id + "\",\"externalRef\":\"V-1\",");
        var recorded = created(file + "/support", town.leadToken, body);
        assertEquals(id.toString(), recorded.at("/support/0/id").textValue());
        refused(409, "id-in-use", post(file + "/support", town.leadToken, body));
        refused(409, "id-in-use", post(other + "/support", town.leadToken, body));
        for (var path : List.of(file, other)) {
            var again = refused(
                    409,
                    "external-ref-in-use",
                    post(path + "/support", town.leadToken, SUPPORT.replaceFirst("\\{", "{\"externalRef\":\"V-1\",")));
            assertEquals(file, again.get("existing").textValue());
        }
        assertEquals(1, get(file, town.leadToken).get("support").size());
        assertEquals(0, get(other, town.leadToken).get("support").size());
        refused(409, "id-in-use", post("/cases", town.leadToken, """
                {"id":"%s",%s""".formatted(
                        file.substring(7),
                        referral(town.participant(), town.programme()).substring(1))));
        refused(
                409,
                "id-in-use",
                post(other + "/support", town.leadToken, body.replace(id.toString(), file.substring(7))));
    }

    @Test
    void takesNoReferenceOfSupportToWhoIsErased() {
        var town = Town.founded();
        var file = "/cases/" + accepted(town);
        var body = SUPPORT.replaceFirst("\\{", "{\"externalRef\":\"V-1\",");
        created(file + "/support", town.leadToken, body);
        var person = get(file, town.leadToken).get("participantId").textValue();
        created("/participants/" + person + "/erasure", town.leadToken, "{\"reason\":\"requested\"}");
        refused(410, "participant-erased", post(file + "/support", town.leadToken, body.replace("V-1", "V-2")));
        created(file + "/support", town.leadToken, SUPPORT);
        var again = refused(
                409, "external-ref-of-erased", post("/cases/" + accepted(town) + "/support", town.leadToken, body));
        assertFalse(again.has("existing"));
    }

    @Test
    void refusesSupportThatCannotBeCounted() {
        var town = Town.founded();
        var path = "/cases/" + accepted(town) + "/support";

        refused(422, "ends-before-it-begins", post(path, town.leadToken, SUPPORT.replace("2026-04-30", "2026-03-31")));
        refused(422, "in-the-future", post(path, town.leadToken, SUPPORT.replace("2026-04-30", "2199-04-30")));
        refused(422, "support-in-two-currencies", post(path, town.leadToken, SUPPORT.replaceFirst("GBP", "EUR")));
        refused(422, "invalid-field", post(path, town.leadToken, SUPPORT.replace("GBP", "JPY")));
        refused(422, "invalid-field", post(path, town.leadToken, SUPPORT.replace("GBP", "ZZZ")));
        refused(
                422,
                "other-community",
                post(
                        "/cases",
                        town.leadToken,
                        referral(town.participant(), Town.foundedBy(town).programme())));
    }

    private static List<String> ids(Town town, String list) {
        return get(list, town.leadToken).get("items").findValuesAsText("id");
    }

    /** A case that has been accepted. */
    static UUID accepted(Town town) {
        var file = id(created("/cases", town.leadToken, referral(town.participant(), town.programme())));
        created("/cases/" + file + "/decision", town.leadToken, "{\"decision\":\"accepted\"}");
        return file;
    }

    /** Everything that can happen in a case. */
    static void play(Town town, UUID participant, UUID programme) {
        var declined = id(created("/cases", town.leadToken, referral(participant, programme)));
        created(
                "/cases/" + declined + "/decision",
                town.leadToken,
                "{\"decision\":\"declined\",\"reason\":\"no-place\"}");
        var file = accepted(town);
        created("/cases/" + file + "/agreement", town.leadToken, AGREEMENT);
        created("/cases/" + file + "/support", town.leadToken, SUPPORT);
        created("/cases/" + file + "/closure", town.leadToken, "{\"outcome\":\"breached\"}");
    }

    static String referral(UUID participant, UUID programme) {
        return "{\"participantId\":\"" + participant + "\",\"programmeId\":\"" + programme
                + "\",\"reason\":\"youth-court\",\"couldGive\":[\"jury-duty\"]}";
    }
}
