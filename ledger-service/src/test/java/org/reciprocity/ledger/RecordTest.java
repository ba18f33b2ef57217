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

import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.reciprocity.backends.Backends;

/** The record of all that is held of a person. */
@LedgerTest
class RecordTest {
    /** Tables that hold something of a participant, and where in the record it is told; what follows from them besides. */
    private static final Set<String> TOLD = Set.of(
            "person_details",
            "participant",
            "account",
            "posting",
            "enrolment",
            "exchange_party",
            "case_file",
            "case_support",
            "measure",
            "service_use",
            "follow_up",
            "hold",
            "ticket",
            "identity_digest",
            "participant_link",
            "consent",
            "clearance",
            "training",
            "participant_bands");

    /** What the record need not tell: the view is told as agencies, the class follows from the links, and of the erased nothing else is held. */
    private static final Set<String> NOT_TOLD = Set.of("participant_sight", "participant_class", "erasure");

    @Test
    void tellsAllThatIsHeld() {
        var town = Town.founded();
        var ana = id(created("/participants", town.leadToken, """
                {"communityId":"%s","kind":"person","area":"riverside","externalRef":"P-8"}
                """.formatted(town.community)));
        var ben = town.participant();
        var programme = town.programme();
        DetailsTest.put(ana, town.leadToken, "0", DetailsTest.ALL);
        created("/enrolments", town.leadToken, VisibilityTest.enrolment(ana, programme));
        created("/measures", town.leadToken, VisibilityTest.measure(ana, programme));
        created("/service-uses", town.leadToken, VisibilityTest.use(ana, programme));
        created(
                "/follow-ups",
                town.leadToken,
                FollowUpRulesTest.followUp(ana, programme, "participants", "no", "2026-05-01"));
        CaseResourceTest.play(town, ana, programme);
        created("/consents", town.leadToken, StandingResourceTest.consent(ana));
        created("/clearances", town.leadToken, StandingResourceTest.clearance(ana));
        created("/training", town.leadToken, StandingResourceTest.training(ana));
        BandResourceTest.told(town, ana, BandResourceTest.ALL);
        LinkResourceTest.link(town, ana, town.participant());
        var exchange = id(created("/exchanges", town.leadToken, town.service(ana, ben, 60)));
        created("/exchanges", town.leadToken, town.service(ben, town.participant(), 60));

        var answer = given().auth().oauth2(town.leadToken).get("/participants/" + ana + "/record");
        assertEquals(200, answer.statusCode(), answer::asString);
        assertEquals("no-store", answer.header("Cache-Control"));
        var record = json(answer);
        assertEquals("P-8", record.at("/participant/externalRef").textValue());
        assertEquals("riverside", record.at("/participant/area").textValue());
        assertEquals(
                town.lead.toString(),
                record.at("/participant/agenciesThatSeeIt/0").textValue());
        assertEquals(
                "participant-registered.v1",
                record.at("/participant/events/0/type").textValue());
        assertEquals("Ana Example", record.at("/personalDetails/details/name").textValue());
        assertEquals(60, record.at("/accounts/0/balanceMinutes").intValue());
        assertEquals(60, record.at("/postings/0/minutes").intValue());
        assertEquals(
                programme.toString(), record.at("/enrolments/0/programmeId").textValue());
        assertEquals(List.of(exchange.toString()), record.get("exchanges").findValuesAsText("id"));
        assertEquals(
                "exchange-settled.v1", record.at("/exchanges/0/events/0/type").textValue());
        assertTrue(record.get("cases").size() >= 1, record::toString);
        assertEquals(19.98, record.at("/measures/0/score").doubleValue());
        assertEquals(0, record.get("caseSupport").size());
        assertEquals(2, record.get("consents").size());
        assertEquals("65-74", record.at("/bands/0/age").textValue());
        assertEquals("65-74", record.at("/bands/0/events/0/body/bands/age").textValue());
        for (var section : List.of("bands", "clearances", "training", "links")) {
            assertEquals(1, record.get(section).size(), section);
            assertTrue(record.at("/" + section + "/0/events/0/body").isObject(), section);
        }
        assertEquals(9, record.at("/serviceUses/0/before/count").intValue());
        assertEquals(22, record.at("/measures/0/raw").intValue());
        assertEquals("no", record.at("/followUps/0/outcome").textValue());
        assertEquals(
                "follow-up-recorded.v1", record.at("/followUps/0/events/0/type").textValue());
    }

    @Test
    void tellsOfTransfersOnWhicheverSideThePersonIs() {
        var pair = TransferTest.Pair.agreed();
        var sender = pair.from().participant();
        var recipient = pair.to().participant(pair.token());
        var sent = created(
                "/transfers",
                pair.token(),
                pair.body(sender, recipient, 60).replaceFirst("\\{", "{\"externalRef\":\"M-" + sender + "\","));
        for (var one : List.of(
                get("/participants/" + sender + "/record", pair.token()),
                get("/participants/" + recipient + "/record", pair.token()))) {
            var transfer = one.at("/transfers/0");
            assertEquals(sent.get("id"), transfer.get("id"), one::toString);
            assertEquals(60, transfer.get("minutes").intValue());
            assertEquals("M-" + sender, transfer.get("externalRef").textValue());
            assertEquals(sent.get("toExchangeId"), transfer.get("toExchangeId"));
            assertEquals(1, one.get("transfers").size());
        }
        assertEquals(
                0,
                get("/participants/" + pair.from().participant() + "/record", pair.token())
                        .get("transfers")
                        .size());
    }

    /** A mother who confirms for her son, and a broker who proposes and decides with a token of his own. */
    @Test
    void tellsWhatWasDoneForOthersByWhoHasNoPartInIt() {
        var town = Town.founded();
        var mother = town.participant();
        var son = town.participant();
        var broker = town.participant();
        var helper = town.participant();
        var brokers = Tokens.bearer(town.lead, broker, "broker", "agency");
        var exchange = id(created("/exchanges", brokers, town.proposal(helper, son, 60)));
        created("/exchanges/" + exchange + "/confirmations", town.leadToken, """
                {"participantId":"%s","how":"on-behalf","actorId":"%s","authority":"parent"}
                """.formatted(son, mother));
        created("/exchanges/" + exchange + "/dispute", town.leadToken, """
                {"participantId":"%s","reason":"minutes"}
                """.formatted(helper));
        created("/exchanges/" + exchange + "/resolution", brokers, "{\"outcome\":\"settled\",\"minutes\":[30]}");
        var given = id(created("/exchanges", town.leadToken, """
                {"communityId":"%s","kind":"service","occurredAt":"2026-05-04T10:00:00Z",
                 "legs":[{"providerId":"%s","receiverId":"%s","minutes":60}],
                 "confirmations":[{"participantId":"%s","how":"on-behalf","actorId":"%s","authority":"parent"}]}
                """.formatted(town.community, helper, son, son, mother)));
        created("/exchanges", town.leadToken, town.service(helper, son, 60));

        var hers = get("/participants/" + mother + "/record", town.leadToken);
        assertEquals(0, hers.get("exchanges").size());
        var acts = hers.get("actedIn");
        assertEquals(List.of(exchange.toString(), given.toString()), acts.findValuesAsText("id"));
        assertEquals("exchange-confirmed.v1", acts.at("/0/type").textValue());
        for (int i = 0; i < 2; i++) {
            assertEquals(
                    son.toString(), acts.at("/" + i + "/acts/0/participant").textValue());
            assertEquals("parent", acts.at("/" + i + "/acts/0/authority").textValue());
            assertEquals(1, acts.at("/" + i + "/acts").size());
        }
        assertFalse(acts.toString().contains(helper.toString()), "who else is in it is not hers to be told");
        var his = get("/participants/" + broker + "/record", town.leadToken).get("actedIn");
        assertEquals(
                List.of("exchange-proposed.v1", "exchange-resolved.v1"),
                his.findValuesAsText("type").stream().distinct().toList());
        assertTrue(his.at("/0/recordedByOwnToken").booleanValue(), his::toString);
        for (var party : List.of(son, helper)) {
            var record = get("/participants/" + party + "/record", town.leadToken);
            assertEquals(0, record.get("actedIn").size());
            assertEquals(3, record.get("exchanges").size());
        }
        assertTrue(plan(mother).contains("event_acting_for_others"), () -> plan(mother));
    }

    /** How the database finds what somebody did for others, where it need not be quick by reading a small table as a whole. */
    private static String plan(UUID participant) {
        try (var connection = Backends.postgres().connect(LedgerBackends.DATABASE);
                var statement = connection.createStatement()) {
            statement.execute("set enable_seqscan = off");
            var plan = new StringBuilder();
            try (var rows = statement.executeQuery("""
                    explain select id from event
                    where (body like '%%"actor":"%%' or body like '%%"bearer":"%%')
                      and acting_for_others(body) @> array['%s']::uuid[]
                    """.formatted(participant))) {
                while (rows.next()) {
                    plan.append(rows.getString(1)).append('\n');
                }
            }
            return plan.toString();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void isAsLongAsItIs() {
        var town = Town.founded();
        var ana = town.participant();
        var ben = town.participant();
        var exchanges = IntStream.range(0, 450)
                .mapToObj(i -> UUID.randomUUID().toString())
                .collect(Collectors.toCollection(TreeSet::new));
        for (var id : exchanges) {
            created(
                    "/exchanges",
                    town.leadToken,
                    town.service(ana, ben, 1).replaceFirst("\\{", "{\"id\":\"" + id + "\","));
        }
        var record = get("/participants/" + ana + "/record", town.leadToken);
        assertEquals(
                exchanges,
                record.get("exchanges")
                        .valueStream()
                        .map(one -> one.get("id").textValue())
                        .collect(Collectors.toCollection(TreeSet::new)));
        assertEquals(450, record.get("exchanges").size());
        assertEquals(450, record.get("postings").size());
        assertEquals(0, record.get("cases").size());
        assertEquals(0, record.at("/personalDetails/version").intValue());
    }

    @Test
    void isWholeOrRefused() {
        var town = Town.founded();
        var ana = town.participant();
        DetailsTest.put(ana, town.leadToken, "0", DetailsTest.ALL);
        LedgerBackends.keysCable.cut();
        try {
            refused(
                    503,
                    "keys-unavailable",
                    given().auth().oauth2(town.leadToken).get("/participants/" + ana + "/record"));
        } finally {
            LedgerBackends.keysCable.mend();
        }
        assertEquals(
                "Ana Example",
                get("/participants/" + ana + "/record", town.leadToken)
                        .at("/personalDetails/details/name")
                        .textValue());
    }

    /** A new table that names a participant has to be told, or said here to need no telling. */
    @Test
    void knowsEveryTableThatNamesAParticipant() {
        var tables = Book.rows("""
                select distinct c.table_name::text from information_schema.columns c
                where c.table_schema = 'public'
                  and c.column_name in ('participant_id', 'supporter_id', 'bearer_id', 'party_id', 'owner_id', 'person_id', 'subject_id', 'one', 'other')
                """).stream().map(row -> (String) row[0]).collect(Collectors.toCollection(TreeSet::new));
        tables.removeAll(TOLD);
        tables.removeAll(NOT_TOLD);
        assertEquals(new TreeSet<String>(), tables);
    }
}
