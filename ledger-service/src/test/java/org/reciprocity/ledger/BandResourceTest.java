package org.reciprocity.ledger;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.reciprocity.ledger.Town.created;
import static org.reciprocity.ledger.Town.get;
import static org.reciprocity.ledger.Town.id;
import static org.reciprocity.ledger.Town.json;
import static org.reciprocity.ledger.Town.refused;

import io.restassured.response.Response;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What people tell of themselves, the consent it needs, and how it goes with it. */
@LedgerTest
class BandResourceTest {
    static final String ALL =
            "{\"age\":\"65-74\",\"disability\":\"limited-a-little\",\"ethnicity\":\"mixed\",\"deprivation\":\"quintile-2\"}";

    static Response put(UUID participant, String token, String version, String body) {
        var request =
                given().auth().oauth2(token).contentType("application/json").body(body);
        return (version == null ? request : request.header("If-Match", "\"" + version + "\""))
                .put("/participants/" + participant + "/bands");
    }

    static String consent(UUID participant) {
        return StandingResourceTest.consent(participant).replace("share-with-school", "equality-monitoring");
    }

    /** Consents and tells, for the first time. */
    static UUID told(Town town, UUID participant, String body) {
        var consent = id(created("/consents", town.leadToken, consent(participant)));
        var put = put(participant, town.leadToken, "0", body);
        assertEquals(200, put.statusCode(), put::asString);
        return consent;
    }

    private static String path(UUID participant) {
        return "/participants/" + participant + "/bands";
    }

    /** What is told of bands that somebody of the lead tells or clears. */
    private static String body(UUID agency, String bands) {
        return "{\"bands\":" + bands + ",\"agency\":\"" + agency + "\"}";
    }

    private static List<String> bodies(UUID participant) {
        return Book.rows("select body from event where key = '" + participant
                        + "' and type = 'org.reciprocity.participant-banded.v1' order by version")
                .stream()
                .map(row -> (String) row[0])
                .toList();
    }

    @Test
    void keepsWhatWasToldAsAWholeAndTellsItInAnEvent() {
        var kept = "select count(*) from answered where key like '%bands%' or body like '%65-74%'";
        long before = Book.number(kept); // refusals of other tests name the codes
        var town = Town.founded();
        var ana = town.participant(town.partnerToken);
        var none = given().auth().oauth2(town.partnerToken).get(path(ana));
        assertEquals("\"0\"", none.header("ETag"));
        assertEquals("no-store", none.header("Cache-Control"));
        assertEquals("{}", json(none).get("bands").toString());

        created("/consents", town.partnerToken, consent(ana));
        var put = put(ana, town.partnerToken, "0", ALL);
        assertEquals(200, put.statusCode(), put::asString);
        assertEquals("\"1\"", put.header("ETag"));
        var shown = get(path(ana), town.leadToken);
        assertEquals(json(put), shown);
        assertEquals(ALL, shown.get("bands").toString());
        assertEquals(town.partner.toString(), shown.get("agencyId").textValue());

        assertEquals("\"1\"", put(ana, town.leadToken, "1", ALL).header("ETag"), "nothing new is no event");
        refused(428, "precondition-required", put(ana, town.leadToken, null, ALL));
        refused(412, "precondition-failed", put(ana, town.leadToken, "0", ALL));
        assertEquals(
                "\"2\"",
                put(ana, town.leadToken, "1", "{\"age\":\"75-and-over\"}").header("ETag"));
        assertEquals("\"3\"", put(ana, town.leadToken, "2", "{}").header("ETag"));
        assertEquals(
                List.of(body(town.partner, ALL), body(town.lead, "{\"age\":\"75-and-over\"}"), body(town.lead, "{}")),
                bodies(ana));
        assertEquals(
                1, get("/participants/" + ana, town.leadToken).get("version").intValue());
        assertEquals(before, Book.number(kept));
    }

    @Test
    void takesCodesOfClosedListsAndRepeatsNoOther() {
        var town = Town.founded();
        var ana = town.participant();
        created("/consents", town.leadToken, consent(ana));
        var born = refused(422, "invalid-field", put(ana, town.leadToken, "0", "{\"age\":\"1951-03-14\"}"));
        assertTrue(born.toString().contains("45-64, 65-74, 75-and-over"), born::toString);
        assertFalse(born.toString().contains("1951"), born::toString);
        for (var wrong : List.of(
                "{\"disability\":\"asthma\"}",
                "{\"ethnicity\":\"martian\"}",
                "{\"deprivation\":\"prefer-not-to-say\"}",
                "{\"deprivation\":\"quintile-6\"}")) {
            refused(422, "invalid-field", put(ana, town.leadToken, "0", wrong));
        }
        refused(400, "malformed-request", put(ana, town.leadToken, "0", "{\"religion\":\"none\"}"));
        assertEquals(List.of(), bodies(ana));
    }

    @Test
    void needsAPersonsConsentThatIsInForceAndTheOperatorsWord() {
        var town = Town.founded();
        var ana = town.participant();
        var missing = refused(409, "consent-missing", put(ana, town.leadToken, "0", ALL));
        assertEquals("equality-monitoring", missing.get("purpose").textValue());
        assertFalse(missing.toString().contains("65-74"), missing::toString);
        created(
                "/consents",
                town.leadToken,
                consent(ana).replace("\"givenOn\"", "\"expiresOn\":\"2026-04-30\",\"givenOn\""));
        created("/consents", town.leadToken, StandingResourceTest.consent(ana));
        refused(409, "consent-missing", put(ana, town.leadToken, "0", ALL));
        var household = id(created("/participants", town.leadToken, """
                {"communityId":"%s","kind":"household","size":3}
                """.formatted(town.community)));
        created("/consents", town.leadToken, consent(household));
        refused(422, "not-a-person", put(household, town.leadToken, "0", ALL));

        created("/communities", Tokens.operator(), """
                {"id":"%s","code":"%s","name":"A town","timeZone":"Europe/London","leadAgencyId":"%s"}
                """.formatted(LedgerBackends.WITHOUT_BANDS, Town.code(), town.lead));
        var there = id(created("/participants", town.leadToken, """
                {"communityId":"%s","kind":"person"}
                """.formatted(LedgerBackends.WITHOUT_BANDS)));
        created("/consents", town.leadToken, consent(there));
        refused(409, "bands-off", put(there, town.leadToken, "0", ALL));
        assertEquals(200, put(there, town.leadToken, "0", "{}").statusCode());
    }

    @Test
    void goesWithTheConsentThatIsWithdrawn() {
        var town = Town.founded();
        var ana = town.participant();
        var other = id(created("/consents", town.leadToken, StandingResourceTest.consent(ana)));
        var consent = told(town, ana, ALL);
        created("/consents/" + other + "/withdrawal", town.leadToken, StandingResourceTest.WITHDRAWAL);
        assertEquals(ALL, get(path(ana), town.leadToken).get("bands").toString());

        created("/consents/" + consent + "/withdrawal", town.leadToken, StandingResourceTest.WITHDRAWAL);
        var cleared = get(path(ana), town.leadToken);
        assertEquals("{}", cleared.get("bands").toString());
        assertFalse(cleared.has("agencyId"));
        assertEquals(2, cleared.get("version").intValue());
        assertEquals(List.of(body(town.lead, ALL), body(town.lead, "{}")), bodies(ana));
        refused(409, "consent-missing", put(ana, town.leadToken, "2", ALL));
        created("/consents", town.leadToken, consent(ana));
        assertEquals("\"3\"", put(ana, town.leadToken, "2", ALL).header("ETag"));
    }

    @Test
    void staysWhenAnOldConsentIsWithdrawnWhileAnotherIsInForce() {
        var town = Town.founded();
        var ana = town.participant();
        var old = id(created(
                "/consents",
                town.leadToken,
                consent(ana).replace("\"givenOn\"", "\"expiresOn\":\"2026-04-30\",\"givenOn\"")));
        told(town, ana, ALL);
        created(
                "/consents/" + old + "/withdrawal",
                town.leadToken,
                StandingResourceTest.WITHDRAWAL.replace("2026-05-01", "2026-04-15"));
        assertEquals(ALL, get(path(ana), town.leadToken).get("bands").toString());
    }

    @Test
    void goesWithTheConsentThatExpires() {
        var town = Town.founded();
        var ana = town.participant();
        var consent = id(created(
                "/consents",
                town.leadToken,
                consent(ana)
                        .replace(
                                "\"givenOn\"",
                                "\"expiresOn\":\""
                                        + LocalDate.now(ZoneOffset.UTC).plusDays(2) + "\",\"givenOn\"")));
        assertEquals(200, put(ana, town.leadToken, "0", ALL).statusCode());
        Book.change("update consent set expires_on = '2026-05-01' where id = '" + consent + "'");
        Book.eventually(
                "they are cleared",
                () -> get(path(ana), town.leadToken).get("bands").isEmpty());
        assertEquals(List.of(body(town.lead, ALL), "{\"bands\":{}}"), bodies(ana));
    }

    @Test
    void goesWithThePersonWhoIsErased() {
        var town = Town.founded();
        var ana = town.participant();
        told(town, ana, ALL);
        created("/participants/" + ana + "/erasure", town.leadToken, ErasureTest.REQUESTED);
        assertEquals(List.of(body(town.lead, ALL), body(town.lead, "{}")), bodies(ana));
        assertEquals(0, Book.number("select count(*) from participant_bands where participant_id = '" + ana + "'"));
        refused(410, "participant-erased", given().auth().oauth2(town.leadToken).get(path(ana)));
        refused(410, "participant-erased", put(ana, town.leadToken, "2", ALL));
    }

    @Test
    void isForTheAgencyThatAskedAndTheLeadAlone() {
        var town = Town.founded();
        var ours = town.participant(town.partnerToken);
        var theirs = town.participant();
        var programme = town.programme(town.partnerToken, true);
        created("/enrolments", town.leadToken, VisibilityTest.enrolment(theirs, programme));
        told(town, ours, ALL);
        told(town, theirs, "{\"age\":\"16-24\"}");
        refused(403, "not-yours", given().auth().oauth2(town.partnerToken).get(path(theirs)));
        refused(403, "not-yours", put(theirs, town.partnerToken, "1", ALL));
        refused(
                403,
                "role-missing",
                given().auth().oauth2(Tokens.of(town.lead, "analyst")).get(path(ours)));
        refused(403, "role-missing", given().auth().oauth2(Tokens.operator()).get(path(ours)));
        Book.sequenced();
        var seen = ChangesTest.follow(town.partnerToken, 0, 500).toString();
        assertTrue(seen.contains("65-74"), "its own are told to it");
        assertFalse(seen.contains("16-24"), "those of others are not");
        assertTrue(ChangesTest.follow(town.leadToken, 0, 500).toString().contains("16-24"));
    }
}
