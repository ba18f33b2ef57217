package org.reciprocity.ledger;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.reciprocity.ledger.Town.created;
import static org.reciprocity.ledger.Town.get;
import static org.reciprocity.ledger.Town.id;
import static org.reciprocity.ledger.Town.post;
import static org.reciprocity.ledger.Town.refused;
import static org.reciprocity.ledger.Town.replace;
import static org.reciprocity.ledger.Town.replaced;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Consents, clearances and training: what stands of a participant, and until when. */
@LedgerTest
class StandingResourceTest {
    static final String WITHDRAWAL = "{\"withdrawnBy\":\"participant\",\"withdrawnOn\":\"2026-05-01\"}";
    static final String BY_SUPPORTER =
            "{\"withdrawnBy\":\"supporter\",\"authority\":\"parent\",\"withdrawnOn\":\"2026-05-01\"}";
    static final String DECISION =
            "{\"outcome\":\"cleared-with-conditions\",\"decidedOn\":\"2026-04-02\",\"expiresOn\":\"2199-04-01\"}";
    static final String OTHER = "{\"reason\":\"other\"}";

    @Test
    void keepsOneConsentToAPurposeUntilItIsWithdrawnOrExpires() {
        var town = Town.founded();
        var person = town.participant();
        var consent = created("/consents", town.leadToken, consent(person));
        var path = "/consents/" + id(consent);

        assertEquals("current", consent.get("state").textValue());
        assertEquals(consent, get(path, town.leadToken));
        refused(409, "consent-in-force", post("/consents", town.leadToken, consent(person)));
        created("/consents", town.leadToken, consent(person).replace("share-with-school", "research"));
        var withdrawn = created(path + "/withdrawal", town.leadToken, BY_SUPPORTER);
        assertEquals("withdrawn", withdrawn.get("state").textValue());
        assertEquals("supporter", withdrawn.get("withdrawnBy").textValue());
        assertEquals(2, withdrawn.get("version").intValue());
        refused(409, "already-withdrawn", post(path + "/withdrawal", town.leadToken, WITHDRAWAL));
        var brief = created(
                "/consents",
                town.leadToken,
                consent(person).replace("\"givenOn\"", "\"expiresOn\":\"2026-04-30\",\"givenOn\""));
        assertEquals("expired", brief.get("state").textValue());
        var again = created("/consents", town.leadToken, consent(person));

        var list = "/consents?communityId=" + town.community + "&participantId=" + person;
        assertEquals(4, ids(list, town.leadToken).size());
        assertEquals(List.of(id(brief).toString()), ids(list + "&state=expired", town.leadToken));
        assertEquals(List.of(id(consent).toString()), ids(list + "&state=withdrawn", town.leadToken));
        assertEquals(
                List.of(id(again).toString()), ids(list + "&state=current&purpose=share-with-school", town.leadToken));
        refused(400, "malformed-request", given().auth().oauth2(town.leadToken).get(list + "&state=open"));
        refused(400, "malformed-request", given().auth().oauth2(town.leadToken).get(list + "&purpose=a b"));
        precondition(path + "/withdrawal", town, WITHDRAWAL);
    }

    @Test
    void takesASupportersWordByTheirAuthority() {
        var town = Town.founded();
        var person = town.participant();
        var supporter = town.participant();
        var body = consent(person)
                .replace(
                        "\"participant\"",
                        "\"supporter\",\"supporterId\":\"" + supporter + "\",\"authority\":\"parent\"");
        var consent = created("/consents", town.leadToken, body);

        assertEquals(supporter.toString(), consent.get("supporterId").textValue());
        assertEquals("parent", consent.get("authority").textValue());
        refused(
                422,
                "own-supporter",
                post("/consents", town.leadToken, body.replace(supporter.toString(), person.toString())));
        refused(422, "invalid-field", post("/consents", town.leadToken, body.replace(",\"authority\":\"parent\"", "")));
        refused(
                422,
                "invalid-field",
                post("/consents", town.leadToken, body.replace("\"supporter\"", "\"participant\"")));
        refused(
                404,
                "not-found",
                post(
                        "/consents",
                        town.leadToken,
                        body.replace(supporter.toString(), UUID.randomUUID().toString())));
        refused(
                422,
                "supporter-of-another-community",
                post(
                        "/consents",
                        town.leadToken,
                        body.replace(
                                supporter.toString(),
                                Town.foundedBy(town).participant().toString())));
        refused(422, "in-the-future", post("/consents", town.leadToken, body.replace("2026-04-01", "2199-04-01")));
        refused(
                422,
                "ends-before-it-begins",
                post(
                        "/consents",
                        town.leadToken,
                        consent(person).replace("\"givenOn\"", "\"expiresOn\":\"2026-03-31\",\"givenOn\"")));
        refused(
                422,
                "ends-before-it-begins",
                post(
                        "/consents/" + id(consent) + "/withdrawal",
                        town.leadToken,
                        WITHDRAWAL.replace("2026-05-01", "2026-03-31")));
    }

    @Test
    void followsAClearanceFromPendingToItsOutcome() {
        var town = Town.founded();
        var person = town.participant();
        var pending = created("/clearances", town.leadToken, clearance(person));
        var path = "/clearances/" + id(pending);

        assertEquals("pending", pending.get("outcome").textValue());
        assertEquals(town.lead.toString(), pending.get("reviewerAgencyId").textValue());
        assertNull(pending.get("decidedOn"));
        var decided = created(path + "/decision", town.leadToken, DECISION);
        assertEquals("cleared-with-conditions", decided.get("outcome").textValue());
        assertEquals("current", decided.get("state").textValue());
        assertEquals(decided, get(path, town.leadToken));
        precondition(path + "/decision", town, DECISION);
        refused(428, "precondition-required", post(path + "/decision", town.leadToken, DECISION));
        var expired = replaced(path + "/decision", path, town.leadToken, DECISION.replace("2199-04-01", "2026-04-30"));
        assertEquals("expired", expired.get("state").textValue());
        var list = "/clearances?communityId=" + town.community + "&setting=school";
        assertEquals(List.of(id(pending).toString()), ids(list + "&state=expired", town.leadToken));
        assertEquals(List.of(), ids(list + "&state=current&participantId=" + person, town.leadToken));
        assertEquals(List.of(id(pending).toString()), ids(list + "&from=2026-04-30&to=2026-05-31", town.leadToken));
        assertEquals(List.of(), ids(list + "&from=2026-05-01", town.leadToken));
        assertEquals(List.of(), ids(list + "&to=2026-03-31", town.leadToken));
        var withdrawn = created(path + "/withdrawal", town.leadToken, OTHER);
        assertEquals("withdrawn", withdrawn.get("state").textValue());
        refused(409, "already-withdrawn", post(path + "/withdrawal", town.leadToken, OTHER));
        refused(409, "already-withdrawn", replace(path + "/decision", path, town.leadToken, DECISION));
        refused(422, "invalid-field", post(path + "/withdrawal", town.leadToken, "{\"reason\":\"theft\"}"));
    }

    @Test
    void refusesClearancesThatCannotBe() {
        var town = Town.founded();
        var body = clearance(town.participant());
        var path = "/clearances";
        refused(422, "invalid-field", post(path, town.leadToken, body.replace("pending", "cleared")));
        var unknown = refused(
                404,
                "not-found",
                post(
                        path,
                        town.leadToken,
                        body.replace("\"role\"", "\"reviewerAgencyId\":\"" + UUID.randomUUID() + "\",\"role\"")));
        assertEquals("reviewerAgencyId", unknown.get("field").textValue());
        var decided = DECISION.replaceFirst("\\{", body.replace("\"outcome\":\"pending\"}", ""));
        refused(422, "in-the-future", post(path, town.leadToken, decided.replace("2026-04-02", "2199-01-01")));
        refused(422, "ends-before-it-begins", post(path, town.leadToken, decided.replace("2199-04-01", "2026-04-01")));
        var clearance = created(path, town.leadToken, decided);
        refused(
                409,
                "id-in-use",
                post(path, town.leadToken, decided.replaceFirst("\\{", "{\"id\":\"" + id(clearance) + "\",")));
    }

    @Test
    void keepsClearancesToBrokersAndStewardsWhoSeeTheParticipant() {
        var town = Town.founded();
        var person = town.participant();
        created(
                "/enrolments",
                town.leadToken,
                VisibilityTest.enrolment(person, town.programme(town.partnerToken, true)));
        var path = "/clearances/" + id(created("/clearances", town.leadToken, clearance(person)));

        refused(
                403,
                "role-missing",
                given().auth().oauth2(Tokens.of(town.lead, "agency")).get(path));
        assertEquals("pending", get(path, town.partnerToken).get("outcome").textValue());
        refused(403, "not-yours", post(path + "/decision", town.partnerToken, DECISION));
        refused(403, "not-yours", post(path + "/withdrawal", town.partnerToken, OTHER));
        var theirs = town.participant();
        var hidden = "/clearances/" + id(created("/clearances", town.leadToken, clearance(theirs)));
        refused(404, "not-found", given().auth().oauth2(town.partnerToken).get(hidden));
        assertEquals(
                1,
                ids("/clearances?communityId=" + town.community, town.partnerToken)
                        .size());
        assertEquals(
                2,
                ids("/clearances?communityId=" + town.community, town.leadToken).size());
    }

    @Test
    void recordsTrainingThatExpiresAndIsWithdrawnByWhoRecordedIt() {
        var town = Town.founded();
        var person = town.participant(town.partnerToken);
        var training = created("/training", town.leadToken, training(person));
        var path = "/training/" + id(training);

        assertEquals("current", training.get("state").textValue());
        assertEquals(training, get(path, town.partnerToken));
        refused(403, "not-yours", post(path + "/withdrawal", town.partnerToken, OTHER));
        precondition(path + "/withdrawal", town, OTHER);
        var withdrawn = created(path + "/withdrawal", town.leadToken, OTHER);
        assertEquals("withdrawn", withdrawn.get("state").textValue());
        refused(409, "already-withdrawn", post(path + "/withdrawal", town.leadToken, OTHER));
        var expired = created("/training", town.partnerToken, training(person).replace("2199-03-31", "2026-04-01"));
        assertEquals("expired", expired.get("state").textValue());
        refused(
                422,
                "in-the-future",
                post("/training", town.leadToken, training(person).replace("2026-04-01", "2199-03-01")));
        refused(
                422,
                "ends-before-it-begins",
                post("/training", town.leadToken, training(person).replace("2199-03-31", "2026-03-31")));
        refused(
                409,
                "id-in-use",
                post(
                        "/training",
                        town.leadToken,
                        training(person).replaceFirst("\\{", "{\"id\":\"" + id(training) + "\",")));
        var list = "/training?communityId=" + town.community + "&course=safeguarding-1&participantId=" + person;
        assertEquals(List.of(id(expired).toString(), id(training).toString()), ids(list, town.partnerToken));
        assertEquals(List.of(id(expired).toString()), ids(list + "&limit=1", town.leadToken));
        assertEquals(List.of(), ids(list + "&state=current", town.leadToken));
    }

    private static void precondition(String path, Town town, String body) {
        refused(
                412,
                "precondition-failed",
                given().auth()
                        .oauth2(town.leadToken)
                        .contentType("application/json")
                        .header("If-Match", "\"9\"")
                        .body(body)
                        .post(path));
    }

    private static List<String> ids(String list, String token) {
        return get(list, token).get("items").findValuesAsText("id");
    }

    static String consent(UUID participant) {
        return "{\"participantId\":\"" + participant
                + "\",\"purpose\":\"share-with-school\",\"givenBy\":\"participant\",\"givenOn\":\"2026-04-01\"}";
    }

    static String clearance(UUID participant) {
        return "{\"participantId\":\"" + participant
                + "\",\"role\":\"volunteer\",\"setting\":\"school\",\"outcome\":\"pending\"}";
    }

    static String training(UUID participant) {
        return "{\"participantId\":\"" + participant
                + "\",\"course\":\"safeguarding-1\",\"completedOn\":\"2026-04-01\",\"expiresOn\":\"2199-03-31\"}";
    }

    /** Everything that can happen to them. */
    static void play(Town town, UUID participant) {
        var consent = id(created("/consents", town.leadToken, consent(participant)));
        created("/consents/" + consent + "/withdrawal", town.leadToken, BY_SUPPORTER);
        var clearance = id(created("/clearances", town.leadToken, clearance(participant)));
        created("/clearances/" + clearance + "/decision", town.leadToken, DECISION);
        created("/clearances/" + clearance + "/withdrawal", town.leadToken, OTHER);
        var training = id(created("/training", town.leadToken, training(participant)));
        created("/training/" + training + "/withdrawal", town.leadToken, OTHER);
    }
}
