package org.reciprocity.ledger;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.reciprocity.ledger.Town.created;
import static org.reciprocity.ledger.Town.get;
import static org.reciprocity.ledger.Town.json;
import static org.reciprocity.ledger.Town.post;
import static org.reciprocity.ledger.Town.refused;

import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Personal details over HTTP, and how they are kept. */
@LedgerTest
class DetailsTest {
    static final String ALL = """
            {"name":"Ana Example","knownAs":"Annie","dateOfBirth":"1951-03-14","address":["1 Example Street","Cardiff"],
             "postcode":"CF10 1AA","phone":"+44 29 2018 0000","email":"ana@example.org",
             "emergencyContact":"Ben, 029 2018 0001","accessNeeds":"a ramp","notes":"rings the bell twice"}
            """;

    static Response put(UUID participant, String token, String version, String body) {
        var request =
                given().auth().oauth2(token).contentType("application/json").body(body);
        return (version == null ? request : request.header("If-Match", "\"" + version + "\""))
                .put("/participants/" + participant + "/details");
    }

    private static Response show(UUID participant, String token) {
        return given().auth().oauth2(token).get("/participants/" + participant + "/details");
    }

    @Test
    void showsWhatWasPutAndKeepsNoneOfItInTheClear() {
        var town = Town.founded();
        var ana = town.participant(town.partnerToken);
        var none = show(ana, town.partnerToken);
        assertEquals("\"0\"", none.header("ETag"));
        assertNull(json(none).get("details"));

        var put = put(ana, town.partnerToken, "0", ALL);
        assertEquals(200, put.statusCode(), put::asString);
        assertEquals("\"1\"", put.header("ETag"));
        assertFalse(put.asString().contains("Ana"), put::asString);
        var shown = show(ana, town.leadToken);
        assertEquals("no-store", shown.header("Cache-Control"));
        assertEquals("Ana Example", json(shown).at("/details/name").textValue());
        assertEquals("1951-03-14", json(shown).at("/details/dateOfBirth").textValue());
        assertEquals("Cardiff", json(shown).at("/details/address/1").textValue());
        assertEquals(10, json(shown).get("details").size());

        var sealed =
                Book.text("select encode(sealed, 'escape') from person_details where participant_id = '" + ana + "'");
        assertFalse(sealed.contains("Ana") || sealed.contains("Example"), sealed);
        assertEquals(
                0,
                Book.number("select count(*) from answered where key like '%details%' or body like '%Ana Example%'"));
        assertEquals(1, Book.number("select count(*) from event where stream = '" + ana + "'"));
    }

    @Test
    void replacesThemAsAWholeWhenTheReaderHasSeenThem() {
        var town = Town.founded();
        var ana = town.participant();
        refused(428, "precondition-required", put(ana, town.leadToken, null, ALL));
        refused(412, "precondition-failed", put(ana, town.leadToken, "1", ALL));
        assertEquals(200, put(ana, town.leadToken, "0", ALL).statusCode());
        refused(412, "precondition-failed", put(ana, town.leadToken, "0", "{}"));
        assertEquals(
                200, put(ana, town.leadToken, "1", "{\"name\":\"Ana Jones\"}").statusCode());
        var shown = get("/participants/" + ana + "/details", town.leadToken);
        assertEquals("{\"name\":\"Ana Jones\"}", shown.get("details").toString());
        assertEquals(2, shown.get("version").intValue());
    }

    @Test
    void letsOneOfManyWhoReadTheSameWrite() throws Exception {
        var town = Town.founded();
        var ana = town.participant();
        var statuses = AtOnce.run(IntStream.range(0, 10)
                .<Callable<Integer>>mapToObj(i -> () -> put(ana, town.leadToken, "0", "{\"name\":\"Ana " + i + "\"}")
                        .statusCode())
                .toList());
        assertEquals(1, statuses.stream().filter(status -> status == 200).count(), statuses::toString);
        assertEquals(9, statuses.stream().filter(status -> status == 412).count(), statuses::toString);
        assertEquals(1, Keys.number("select count(*) from person_key where person = '" + ana + "'"));
    }

    @Test
    void showsThemToWhoSeesTheParticipantAndLetsItsAgencyWrite() {
        var town = Town.founded();
        var ana = town.participant();
        put(ana, town.leadToken, "0", ALL);
        refused(404, "not-found", show(ana, town.partnerToken));
        refused(404, "not-found", put(ana, town.partnerToken, "1", ALL));
        created("/enrolments", town.leadToken, VisibilityTest.enrolment(ana, town.programme(town.partnerToken, true)));
        assertEquals(200, show(ana, town.partnerToken).statusCode());
        refused(403, "not-yours", put(ana, town.partnerToken, "1", "{}"));
        refused(403, "not-yours", post("/participants/" + ana + "/details/key", town.partnerToken, ""));
        refused(403, "role-missing", show(ana, Tokens.operator()));
        refused(403, "role-missing", show(ana, Tokens.of(town.lead, "analyst")));
    }

    @Test
    void givesAPersonAnotherKeyAndDestroysTheOneBefore() {
        var town = Town.founded();
        var ana = town.participant();
        refused(404, "not-found", post("/participants/" + ana + "/details/key", town.leadToken, ""));
        put(ana, town.leadToken, "0", ALL);
        var before = Book.text(SEALED.formatted(ana));
        var renewed = post("/participants/" + ana + "/details/key", town.leadToken, "");
        assertEquals(200, renewed.statusCode(), renewed::asString);

        assertFalse(before.equals(Book.text(SEALED.formatted(ana))));
        assertEquals(List.of("2"), keys(ana));
        var shown = get("/participants/" + ana + "/details", town.leadToken);
        assertEquals("Ana Example", shown.at("/details/name").textValue());
        assertEquals(2, shown.get("version").intValue());
    }

    @Test
    void givesAnotherKeyOnceHoweverOftenItIsAskedUnderOneIdempotencyKey() {
        var town = Town.founded();
        var ana = town.participant();
        put(ana, town.leadToken, "0", ALL);
        var path = "/participants/" + ana + "/details/key";
        var first = post(path, town.leadToken, "rotate-" + ana, "");
        assertEquals(200, first.statusCode(), first::asString);
        assertFalse(first.asString().contains("Ana"), first::asString);
        for (int i = 0; i < 3; i++) {
            var again = post(path, town.leadToken, "rotate-" + ana, "");
            assertEquals("true", again.header("Idempotency-Replayed"));
            assertEquals(first.header("ETag"), again.header("ETag"));
            assertArrayEquals(first.asByteArray(), again.asByteArray());
        }
        assertEquals(List.of("2"), keys(ana));
        assertEquals(
                "Ana Example",
                get("/participants/" + ana + "/details", town.leadToken)
                        .at("/details/name")
                        .textValue());
        refused(422, "idempotency-key-reused", post("/participants", town.leadToken, "rotate-" + ana, """
                {"communityId":"%s","kind":"person"}
                """.formatted(
                        town.community)));
    }

    @Test
    void givesNoOtherKeyToWhatHasChangedSinceItWasRead() {
        var town = Town.founded();
        var ana = town.participant();
        put(ana, town.leadToken, "0", ALL);
        put(ana, town.leadToken, "1", "{}");
        refused(
                412,
                "precondition-failed",
                given().auth()
                        .oauth2(town.leadToken)
                        .header("If-Match", "\"1\"")
                        .post("/participants/" + ana + "/details/key"));
        assertEquals(List.of("1"), keys(ana));
    }

    private static List<String> keys(UUID person) {
        return Keys.rows("select number::text from person_key where person = '" + person + "'").stream()
                .map(row -> (String) row[0])
                .toList();
    }

    private static final String SEALED = "select encode(sealed, 'hex') from person_details where participant_id = '%s'";

    @Test
    void opensNoRowThatWasMovedPutBackOrChanged() {
        var town = Town.founded();
        var ana = town.participant();
        var ben = town.participant();
        put(ana, town.leadToken, "0", ALL);
        put(ben, town.leadToken, "0", "{\"name\":\"Ben\"}");
        var old = Book.text(SEALED.formatted(ana));
        put(ana, town.leadToken, "1", "{}");
        for (var bytes : List.of(old, Book.text(SEALED.formatted(ben)), "00")) {
            Book.change("update person_details set sealed = decode('" + bytes + "', 'hex') where participant_id = '"
                    + ana + "'");
            refused(503, "keys-unavailable", show(ana, town.leadToken));
        }
    }

    @Test
    void refusesDetailsAloneWhileTheKeysAreAwayAndComesBackByItself() {
        var town = Town.founded();
        var ana = town.participant();
        var ben = town.participant();
        put(ana, town.leadToken, "0", ALL);
        LedgerBackends.keysCable.cut();
        try {
            var begun = Instant.now();
            var away = show(ana, town.leadToken);
            refused(503, "keys-unavailable", away);
            assertEquals("2", away.header("Retry-After"));
            refused(503, "keys-unavailable", put(ben, town.leadToken, "0", ALL));
            refused(503, "keys-unavailable", post("/key-rotations", Tokens.operator(), ""));
            assertTrue(Duration.between(begun, Instant.now()).toSeconds() < 10);
            created("/exchanges", town.leadToken, town.service(ana, ben, 60));
            assertEquals(200, given().get("/q/health/ready").statusCode());
            assertEquals(503, given().get("/q/health/group/keys").statusCode());
            assertEquals(0, Book.number("select count(*) from person_details where participant_id = '" + ben + "'"));
        } finally {
            LedgerBackends.keysCable.mend();
        }
        assertEquals(200, show(ana, town.leadToken).statusCode());
        assertEquals(200, put(ben, town.leadToken, "0", ALL).statusCode());
        Book.eventually(
                "what is to be done with keys gets done again",
                () -> given().get("/q/health/group/keys").statusCode() == 200);
    }
}
