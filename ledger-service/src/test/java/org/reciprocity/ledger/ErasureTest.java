package org.reciprocity.ledger;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.reciprocity.ledger.Town.created;
import static org.reciprocity.ledger.Town.get;
import static org.reciprocity.ledger.Town.id;
import static org.reciprocity.ledger.Town.post;
import static org.reciprocity.ledger.Town.refused;

import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.reciprocity.ledger.person.Restoration;

/** Erasing a person, with both databases up, with one away in between, and after a restore. */
@LedgerTest
class ErasureTest {
    static final String REQUESTED = "{\"reason\":\"requested\"}";
    private static final String KEYS_OF = "select count(*) from person_key where person = '%s'";

    @Inject
    Restoration restoration;

    private static String erasure(UUID participant) {
        return "/participants/" + participant + "/erasure";
    }

    private static void keyDestroyed(Town town, UUID participant) {
        Book.eventually("the key is destroyed", () -> get(erasure(participant), town.leadToken)
                .has("keyDestroyedAt"));
        assertEquals(0, Keys.number(KEYS_OF.formatted(participant)));
    }

    @Test
    void settlesTheAccountForgetsThePersonAndLeavesTheBook() {
        var town = Town.founded();
        var ana = id(created("/participants", town.partnerToken, """
                {"communityId":"%s","kind":"person","externalRef":"P-7"}
                """.formatted(town.community)));
        var ben = town.participant();
        DetailsTest.put(ana, town.partnerToken, "0", DetailsTest.ALL);
        var settled = id(created("/exchanges", town.leadToken, town.service(ben, ana, 180)));
        var waiting = id(created("/exchanges", town.leadToken, town.proposal(ana, ben, 30)));
        var before = get("/exchanges/" + settled, town.leadToken);

        var erased = created(erasure(ana), town.partnerToken, REQUESTED);
        assertEquals("requested", erased.get("reason").textValue());
        keyDestroyed(town, ana);

        assertEquals(0, Book.number("select count(*) from person_details where participant_id = '" + ana + "'"));
        assertNull(Book.text("select external_ref from participant where id = '" + ana + "'"));
        assertEquals(before, get("/exchanges/" + settled, town.leadToken));
        assertEquals(
                "cancelled",
                get("/exchanges/" + waiting, town.leadToken).get("state").textValue());
        var account = town.account(ana, "participant");
        assertEquals(0, account.get("balanceMinutes").longValue());
        assertEquals("closed", account.get("status").textValue());
        assertEquals(
                -180, town.account(town.community, "pot").get("balanceMinutes").longValue());
        assertEquals(180, town.balance(ben));
        assertTrue(town.invariants().get("holds").booleanValue());
        Book.sequenced();
        assertTrue(get("/communities/" + town.community + "/audit", town.leadToken)
                .get("intact")
                .booleanValue());
        assertEquals(
                "{\"agency\":\"" + town.partner + "\"}",
                Book.text("select body from event where stream = '" + ana
                        + "' and type = 'org.reciprocity.participant-erased.v1'"));
    }

    @Test
    void answersGoneToWhoSawThePersonAndNotFoundToOthers() {
        var town = Town.founded();
        var programme = town.programme();
        var ana = town.participant();
        var ben = town.participant();
        created(erasure(ana), town.leadToken, REQUESTED);

        for (var path : List.of("", "/details", "/record")) {
            refused(
                    410,
                    "participant-erased",
                    given().auth().oauth2(town.leadToken).get("/participants/" + ana + path));
            refused(404, "not-found", given().auth().oauth2(town.partnerToken).get("/participants/" + ana + path));
        }
        refused(410, "participant-erased", DetailsTest.put(ana, town.leadToken, "0", DetailsTest.ALL));
        refused(
                410,
                "participant-erased",
                post("/enrolments", town.leadToken, VisibilityTest.enrolment(ana, programme)));
        refused(410, "participant-erased", post("/cases", town.leadToken, CaseResourceTest.referral(ana, programme)));
        refused(404, "not-found", post("/exchanges", town.leadToken, town.service(ana, ben, 60)));
        refused(404, "not-found", post("/exchanges", town.leadToken, town.proposal(ben, ana, 60)));
        assertEquals(
                List.of(ben.toString()),
                get("/participants?communityId=" + town.community, town.leadToken)
                        .get("items")
                        .findValuesAsText("id"));
        refused(409, "id-in-use", post("/participants", town.leadToken, """
                        {"id":"%s","communityId":"%s","kind":"person"}
                        """.formatted(ana, town.community)));
    }

    /** Every table that knows a participant and a reference; a new one has to be thought of where references are deleted. */
    @Test
    void forgetsEveryReferenceAndLink() {
        var town = Town.founded();
        var ana = town.participant();
        var programme = town.programme();
        created("/enrolments", town.leadToken, VisibilityTest.enrolment(ana, programme));
        created("/measures", town.leadToken, VisibilityTest.measure(ana, programme));
        created("/service-uses", town.leadToken, VisibilityTest.use(ana, programme));
        created(
                "/follow-ups",
                town.leadToken,
                FollowUpRulesTest.followUp(ana, programme, "participants", "no", "2026-05-01"));
        var file = id(created("/cases", town.leadToken, CaseResourceTest.referral(ana, programme)));
        created("/cases/" + file + "/decision", town.leadToken, "{\"decision\":\"accepted\"}");
        created("/cases/" + file + "/support", town.leadToken, CaseResourceTest.SUPPORT);
        created("/consents", town.leadToken, StandingResourceTest.consent(ana));
        created("/clearances", town.leadToken, StandingResourceTest.clearance(ana));
        created("/training", town.leadToken, StandingResourceTest.training(ana));
        var hold = id(created("/holds", town.leadToken, Stall.hold(town, ana, 60, "")));
        created("/holds/" + hold + "/release", town.leadToken, "{\"reason\":\"other\"}");
        LinkResourceTest.link(town, ana, town.participant());
        var tables = Book.rows("""
                select a.table_name::text from information_schema.columns a
                join information_schema.columns b on b.table_name = a.table_name and b.table_schema = a.table_schema
                where a.table_schema = 'public' and a.column_name = 'participant_id' and b.column_name = 'external_ref'
                """).stream().map(row -> (String) row[0]).toList();
        for (var table : tables) {
            var of = " where participant_id = '" + ana + "'";
            assertTrue(Book.number("select count(*) from " + table + of) > 0, table);
            assertEquals(
                    2,
                    Book.number("select count(*) from pg_trigger where tgrelid = '" + table
                            + "'::regclass and tgname in ('reference_is_spent', 'reference_was_spent')"),
                    "its references stay taken: " + table);
            Book.change("update " + table + " set external_ref = 'ref-" + ana + "'" + of);
        }
        created(erasure(ana), town.leadToken, REQUESTED);
        for (var table : tables) {
            assertEquals(
                    0, Book.number("select count(*) from " + table + " where external_ref = 'ref-" + ana + "'"), table);
        }
        assertEquals(0, Book.number("select count(*) from participant_link where '" + ana + "' in (one, other)"));
        assertEquals(0, Book.number("select count(*) from participant_class where participant_id = '" + ana + "'"));
        assertEquals(0, Book.number("select count(*) from identity_digest where participant_id = '" + ana + "'"));
    }

    @Test
    void forgetsTheReferencesOfTransfersOnEitherSide() {
        for (boolean sends : List.of(true, false)) {
            var pair = TransferTest.Pair.agreed();
            var sender = pair.from().participant();
            var recipient = pair.to().participant(pair.token());
            var reference = "M-" + sender;
            var body = pair.body(sender, recipient, 60).replaceFirst("\\{", "{\"externalRef\":\"" + reference + "\",");
            assertEquals(
                    201,
                    post("/transfers", pair.token(), reference + "-key", body).statusCode());
            var others = id(created(
                    "/transfers",
                    pair.token(),
                    pair.body(pair.from().participant(), null, 5)
                            .replaceFirst("\\{", "{\"externalRef\":\"N-" + sender + "\",")));

            created(erasure(sends ? sender : recipient), sends ? pair.token() : pair.to().leadToken, REQUESTED);

            assertEquals(0, Book.number("select count(*) from transfer where external_ref = '" + reference + "'"));
            assertEquals("N-" + sender, Book.text("select external_ref from transfer where id = '" + others + "'"));
            assertEquals(0, kept(reference));
            refused(422, "idempotency-key-reused", post("/transfers", pair.token(), reference + "-key", body));
        }
    }

    /** Answers that are kept under keys, in which a text stands. */
    private static long kept(String text) {
        return Book.number("select count(*) from answered where strpos(body, '" + text + "') > 0");
    }

    @Test
    void keepsNothingOfRequestsAboutThePersonUnderTheirKeys() {
        var town = Town.founded();
        var reference = "P-" + UUID.randomUUID();
        var registration = "{\"communityId\":\"%s\",\"kind\":\"person\",\"externalRef\":\"%s\"}"
                .formatted(town.community, reference);
        var registered = post("/participants", town.leadToken, reference, registration);
        var ana = id(Town.json(registered));
        var ben = town.participant();
        var identity = LinkResourceTest.identity("Ana Example", "1990-01-31", null);
        var nameless = LinkResourceTest.identity("'", "1990-01-31", null);
        var path = "/participants/" + ana + "/identity";
        assertEquals(
                200, post(path, town.leadToken, "identity-" + ana, identity).statusCode());
        refused(422, "invalid-field", post(path, town.leadToken, "nameless-" + ana, nameless));
        post("/participants/" + ben + "/identity", town.leadToken, "identity-" + ben, identity);
        var consent = StandingResourceTest.consent(ana);
        assertEquals(
                201,
                post("/consents", town.leadToken, "consent-" + ana, consent).statusCode());
        assertEquals(0, kept(reference), "an answer is kept without it");
        var again = post("/participants", town.leadToken, "again-" + reference, registration);
        assertEquals(
                "/participants/" + ana,
                refused(409, "external-ref-in-use", again).get("existing").textValue());

        assertEquals(
                201,
                post(erasure(ana), town.leadToken, "erasure-" + ana, REQUESTED).statusCode());

        for (var key : List.of(reference, "identity-" + ana, "nameless-" + ana, "consent-" + ana)) {
            assertEquals(
                    "0 {}",
                    Book.text("select octet_length(fingerprint) || ' ' || body from answered where client = '"
                            + town.lead + "' and key = '" + key + "'"),
                    key);
        }
        refused(422, "idempotency-key-reused", post(path, town.leadToken, "identity-" + ana, identity));
        refused(422, "idempotency-key-reused", post("/participants", town.leadToken, reference, registration));
        refused(
                409,
                "external-ref-of-erased",
                post("/participants", town.leadToken, "again-" + reference, registration));
        assertEquals(
                "true",
                post(erasure(ana), town.leadToken, "erasure-" + ana, REQUESTED).header("Idempotency-Replayed"));
        assertEquals(
                "true",
                post("/participants/" + ben + "/identity", town.leadToken, "identity-" + ben, identity)
                        .header("Idempotency-Replayed"),
                "what is about others stays");
    }

    /** What a reference was given to is told as long as it is there, and not by what was kept before. */
    @Test
    void leadsFromNoReferenceToThePersonByARefusalOfBefore() {
        var town = Town.founded();
        var registration = "{\"communityId\":\"%s\",\"kind\":\"person\"}".formatted(town.community);
        var ana = id(created("/participants", town.leadToken, SpentReferenceTest.with("R-1", registration)));
        var requests = new LinkedHashMap<String, String>();
        requests.put("/participants", SpentReferenceTest.with("R-1", registration));
        SpentReferenceTest.bodies(town, town.participant()).forEach((path, body) -> {
            requests.put(path, SpentReferenceTest.with("R-1", body.apply(ana)));
            var made = id(created(path, town.leadToken, requests.get(path)));
            if (path.equals("/holds")) {
                created(path + "/" + made + "/release", town.leadToken, "{\"reason\":\"other\"}");
            }
            if (path.equals("/measures")) {
                created(path + "/" + made + "/withdraw", town.leadToken, "{\"reason\":\"duplicate\"}");
            }
        });
        requests.put("/exchanges/batch?atomic=true", "[" + requests.get("/exchanges") + "]");
        var keys = "before-" + ana;
        requests.forEach((path, body) -> {
            var before = post(path, town.leadToken, keys + path, body);
            assertTrue(before.asString().contains("\"existing\":\"/"), before::asString);
        });

        created(erasure(ana), town.leadToken, REQUESTED);

        requests.forEach((path, body) -> {
            var after = post(path, town.leadToken, keys + path, body);
            assertTrue(after.statusCode() >= 400, after::asString);
            assertNull(after.header("Idempotency-Replayed"), path);
            assertFalse(after.asString().contains("existing"), after::asString);
        });
    }

    @Test
    void waitsForWhatIsHeldToBeReleased() {
        var town = Town.founded();
        var ana = town.participant();
        var hold = id(created("/holds", town.leadToken, Stall.hold(town, ana, 60, "")));
        refused(409, "account-has-holds", post(erasure(ana), town.leadToken, REQUESTED));
        assertEquals(
                hold.toString(),
                get("/participants/" + ana + "/record", town.leadToken)
                        .at("/holds/0/id")
                        .textValue());
        created("/holds/" + hold + "/release", town.leadToken, "{\"reason\":\"other\"}");
        created(erasure(ana), town.leadToken, REQUESTED);
    }

    @Test
    void erasesTwiceAsOnce() {
        var town = Town.founded();
        var ana = town.participant();
        var first = created(erasure(ana), town.leadToken, REQUESTED);
        keyDestroyed(town, ana);
        var again = created(erasure(ana), town.leadToken, "{\"reason\":\"no-longer-needed\"}");
        assertEquals("requested", again.get("reason").textValue());
        assertEquals(first.get("erasedAt"), again.get("erasedAt"));
        assertEquals(
                1,
                Book.number("select count(*) from event where stream = '" + ana
                        + "' and type = 'org.reciprocity.participant-erased.v1'"));
    }

    @Test
    void isForTheAgencyThatRegisteredAndForTheLead() {
        var town = Town.founded();
        var ana = town.participant();
        created("/enrolments", town.leadToken, VisibilityTest.enrolment(ana, town.programme(town.partnerToken, true)));
        refused(403, "not-yours", post(erasure(ana), town.partnerToken, REQUESTED));
        refused(403, "not-yours", given().auth().oauth2(town.partnerToken).get(erasure(ana)));
        refused(403, "not-yours", given().auth().oauth2(town.partnerToken).get("/participants/" + ana + "/record"));
        refused(403, "role-missing", post(erasure(ana), Tokens.of(town.lead, "agency", "broker"), REQUESTED));
        refused(404, "not-found", given().auth().oauth2(town.leadToken).get(erasure(ana)));
    }

    @Test
    void destroysTheKeyLaterWhenItsDatabaseIsAway() {
        var town = Town.founded();
        var ana = town.participant();
        DetailsTest.put(ana, town.leadToken, "0", DetailsTest.ALL);
        LedgerBackends.keysCable.cut();
        try {
            created(erasure(ana), town.leadToken, REQUESTED);
            assertEquals(0, Book.number("select count(*) from person_details where participant_id = '" + ana + "'"));
            assertEquals(1, Keys.number(KEYS_OF.formatted(ana)));
            assertFalse(get(erasure(ana), town.leadToken).has("keyDestroyedAt"));
            refused(410, "participant-erased", DetailsTest.put(ana, town.leadToken, "1", DetailsTest.ALL));
        } finally {
            LedgerBackends.keysCable.mend();
        }
        keyDestroyed(town, ana);
    }

    @Test
    void makesNoKeyAgainForWhoIsErased() {
        var town = Town.founded();
        var ana = town.participant();
        created(erasure(ana), town.leadToken, REQUESTED);
        keyDestroyed(town, ana);
        Book.change("update participant set erased_at = null where id = '" + ana + "'");
        try {
            refused(410, "participant-erased", DetailsTest.put(ana, town.leadToken, "0", DetailsTest.ALL));
        } finally {
            Book.change("update participant set erased_at = clock_timestamp() where id = '" + ana + "'");
        }
        assertEquals(0, Keys.number(KEYS_OF.formatted(ana)));
    }

    /** Both databases are put back behind the erasure, as a restore of both does. Kafka alone knows of it then. */
    @Test
    void erasesAgainWhatARestoreBringsBack() {
        var town = Town.founded();
        var ana = town.participant();
        var ben = town.participant();
        DetailsTest.put(ana, town.leadToken, "0", DetailsTest.ALL);
        DetailsTest.put(ben, town.leadToken, "0", DetailsTest.ALL);
        var of = " where participant_id = '" + ana + "'";
        Book.change("create table kept as select * from person_details" + of);
        Keys.change("create table kept as select * from person_key where person = '" + ana + "'");
        created(erasure(ana), town.leadToken, REQUESTED);
        keyDestroyed(town, ana);
        Book.sequenced();
        Book.eventually(
                "it is in Kafka",
                () -> get("/log", Tokens.operator()).get("backlog").longValue() == 0);

        Book.change("delete from erasure" + of);
        Book.change("update participant set erased_at = null where id = '" + ana + "'");
        Book.change("insert into person_details select * from kept");
        Book.change("drop table kept");
        Keys.change("update holder set destroyed_at = null where id = '" + ana + "'");
        Keys.change("insert into person_key select * from kept");
        Keys.change("drop table kept");
        assertEquals(
                "Ana Example",
                get("/participants/" + ana + "/details", town.leadToken)
                        .at("/details/name")
                        .textValue(),
                "it is back");

        assertTrue(restoration.eraseAgain() >= 1);

        refused(
                410,
                "participant-erased",
                given().auth().oauth2(town.leadToken).get("/participants/" + ana + "/details"));
        assertEquals(0, Book.number("select count(*) from person_details" + of));
        assertEquals(0, Keys.number(KEYS_OF.formatted(ana)));
        assertEquals("restored", get(erasure(ana), town.leadToken).get("reason").textValue());
        assertEquals(
                "Ana Example",
                get("/participants/" + ben + "/details", town.leadToken)
                        .at("/details/name")
                        .textValue());
    }
}
