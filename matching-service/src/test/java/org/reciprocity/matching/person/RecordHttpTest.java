package org.reciprocity.matching.person;

import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.reciprocity.matching.world.Database;
import org.reciprocity.matching.world.LedgerRecords;
import org.reciprocity.matching.world.Servers;
import org.reciprocity.matching.world.Tokens;
import org.reciprocity.matching.world.Town;

/** The record of all that matching holds of a person. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class RecordHttpTest {
    /** Columns with an id that may be a participant's, and whose table the record tells. */
    private static final Set<String> TOLD = Set.of(
            "participant.id",
            "offer.participant",
            "request.participant",
            "match.giver",
            "match.receiver",
            "session.giver",
            "session.receiver",
            "calendar.participant",
            "reminder.subject",
            "enrolment.participant",
            "account.owner",
            "standing.participant",
            "tie.giver",
            "tie.receiver",
            "consent.participant",
            "clearance.participant",
            "same_person.participant",
            "same_person.same_as",
            "event.stream");

    /** What the record need not tell: answers that are kept to be sent again repeat what it tells. */
    private static final Set<String> NOT_TOLD = Set.of("idempotency.owner", "idempotency.about");

    /** Names of columns whose ids are of other things: those of the things themselves, of agencies, and of what is linked to. */
    private static final Set<String> OF_NOBODY = Set.of(
            "id",
            "community",
            "lead",
            "agency",
            "programme",
            "offer",
            "request",
            "match",
            "round",
            "exchange",
            "instead",
            "repeat_of",
            "worker",
            "chain",
            "event_id",
            "halted_event",
            "last_event");

    private static LedgerRecords ledger;

    @BeforeAll
    static void open() {
        ledger = new LedgerRecords();
    }

    @AfterAll
    static void close() {
        ledger.close();
    }

    @Test
    void tellsAllThatIsHeld() {
        var town = Town.found(ledger);
        var people = town.people(3);
        var ana = people.getFirst();
        var today = LocalDate.now(ZoneOffset.UTC);
        ledger.send(
                town.accountOf(ana, 6000),
                town.service(UUID.randomUUID(), ana, people.get(1), 30, null),
                town.service(UUID.randomUUID(), people.get(1), ana, 20, null),
                town.consent(UUID.randomUUID(), ana, "matching", today, null),
                town.clearance(UUID.randomUUID(), ana, "cleared", today.plusYears(1)),
                town.linked(ana, people.get(2), true));
        town.known();
        var offer = town.offer(ana, "gardening", 60);
        var request = town.request(ana, "lifts", 45);
        town.request(people.get(1), "gardening", 60);
        var proposal = town.proposal();
        town.accept(proposal, "giver").then().statusCode(201);
        town.accept(proposal, "receiver").then().statusCode(201);
        var session = new HashMap<String, Object>();
        session.put("proposalId", proposal.toString());
        session.put("startsAt", Instant.now().truncatedTo(ChronoUnit.SECONDS).plus(1, ChronoUnit.DAYS));
        session.put("minutes", 60);
        session.replaceAll((name, value) -> value instanceof Instant time ? time.toString() : value);
        town.broker().body(session).post("/sessions").then().statusCode(201);
        town.broker()
                .body(Map.of("communityId", town.community().toString(), "participantId", ana.toString()))
                .post("/calendars")
                .then()
                .statusCode(201);
        Database.update("""
                insert into reminder (id, agency, kind, community, subject, subject_at, next_at, recorded_at)
                values (gen_random_uuid(), ?, 'offer-lapsing', ?, ?, now(), now() + interval '1 day', now())
                """, town.lead(), town.community(), offer);

        var answer = Town.as(Tokens.of(town.lead(), "steward")).get("/participants/" + ana + "/record");
        answer.then().statusCode(200).header("Cache-Control", equalTo("no-store"));
        var record = Town.json(answer);
        assertEquals(ana.toString(), record.at("/participant/id").asText());
        assertEquals("riverside", record.at("/participant/area").asText());
        assertEquals(30, record.at("/participant/givenMinutes").asInt());
        assertEquals(20, record.at("/participant/receivedMinutes").asInt());
        assertEquals(offer.toString(), record.at("/offers/0/id").asText());
        assertEquals("offer-made.v1", record.at("/offers/0/events/0/type").asText());
        assertEquals("gardening", record.at("/offers/0/events/0/body/skill").asText());
        assertEquals(request.toString(), record.at("/requests/0/id").asText());
        assertEquals("not-yet", record.at("/requests/0/couldGive").asText());
        assertEquals(proposal.toString(), record.at("/proposals/0/id").asText());
        assertEquals("giver", record.at("/proposals/0/side").asText());
        assertEquals(
                people.get(1).toString(), record.at("/proposals/0/receiverId").asText());
        assertEquals(
                List.of("match-proposed.v1", "match-accepted.v1", "match-accepted.v1"),
                texts(record.at("/proposals/0/events"), "type"));
        assertEquals("planned", record.at("/sessions/0/state").asText());
        assertEquals("offer-lapsing", record.at("/reminders/0/kind").asText());
        assertEquals("open", record.at("/accounts/0/status").asText());
        assertEquals(
                List.of("20", "30"),
                texts(record.get("ties"), "minutes").stream().sorted().toList());
        assertEquals("matching", record.at("/consents/0/purpose").asText());
        assertEquals("cleared", record.at("/clearances/0/outcome").asText());
        assertEquals(people.get(2).toString(), record.at("/links/0/other").asText());
        for (var section : List.of("offers", "requests", "proposals", "sessions", "calendars", "reminders", "links")) {
            assertEquals(1, record.get(section).size(), section);
        }
        assertFalse(answer.asString().contains("digest"), "of a calendar's secret nothing is told");
    }

    @Test
    void tellsOfTheOtherSideWhatThatSideLetsThemKnow() {
        var town = Town.found(ledger);
        var people = town.people(2);
        town.known();
        town.offer(people.get(0), "gardening", 60);
        town.request(people.get(1), "gardening", 60);
        var proposal = town.proposal();
        var steward = Tokens.of(town.lead(), "steward");
        var giver = record(steward, people.get(0));
        assertFalse(giver.toString().contains(people.get(1).toString()), giver::toString);
        assertTrue(giver.at("/proposals/0/requestId").isMissingNode(), giver::toString);
        assertFalse(giver.get("proposals").toString().contains("score"), giver::toString);
        town.broker()
                .body(Map.of("side", "receiver", "reason", "risk-concern"))
                .post("/proposals/" + proposal + "/declines")
                .then()
                .statusCode(201);
        var declined = record(steward, people.get(0)).at("/proposals/0");
        assertEquals("receiver", declined.get("declinedBy").asText());
        assertFalse(declined.toString().contains("risk-concern"), declined::toString);
        assertEquals(
                "risk-concern",
                record(steward, people.get(1)).at("/proposals/0/declineReason").asText());
    }

    @Test
    void isAsLongAsItIs() {
        var town = Town.found(ledger);
        var ana = town.people(1).getFirst();
        town.known();
        Database.update("""
                insert into offer (id, community, participant, agency, skill, minutes, reach, withdrawn, version, recorded_at)
                select gen_random_uuid(), ?, ?, ?, 'gardening', 60, 'anywhere', false, 1, now() from generate_series(1, 450)
                """, town.community(), ana, town.lead());
        var offers = texts(record(Tokens.of(town.lead(), "steward"), ana).get("offers"), "id");
        assertEquals(450, offers.size());
        assertEquals(450, new TreeSet<>(offers).size());
    }

    @Test
    void isForStewardsOfWhoRegisteredThemOrLeads() {
        var town = Town.found(ledger);
        var partner = town.admit();
        var ana = town.person(partner, "riverside");
        var friend = town.admit();
        var programme = UUID.randomUUID();
        ledger.send(
                ledger.registry("programme-opened.v1", programme, town.community(), """
                        {"agency":"%s","code":"P","name":"P","design":"both","delivery":"both","earnsCredit":true,"risk":"low"}\
                        """.formatted(friend)),
                ledger.registry(
                        "participant-enrolled.v1", UUID.randomUUID(), town.community(), """
                        {"programme":"%s","participant":"%s","role":"member","arm":"participants","from":"2026-01-01"}\
                        """.formatted(programme, ana)));
        town.known();
        for (var agency : List.of(partner, town.lead())) {
            assertEquals(
                    ana.toString(),
                    record(Tokens.of(agency, "steward"), ana)
                            .at("/participant/id")
                            .asText());
        }
        refused(403, "role-missing", Tokens.of(partner, "broker", "agency"), ana);
        refused(403, "not-yours", Tokens.of(friend, "steward"), ana);
        refused(404, "not-found", Tokens.of(town.admit(), "steward"), ana);
        refused(404, "not-found", Tokens.of(partner, "steward"), UUID.randomUUID());
        town.policy(Map.of("consentPurpose", "matching"));
        refused(404, "not-found", Tokens.of(town.lead(), "steward"), ana);
        assertEquals(
                ana.toString(),
                record(Tokens.of(partner, "steward"), ana).at("/participant/id").asText());
        ledger.send(town.erasure(ana));
        town.known();
        refused(404, "not-found", Tokens.of(partner, "steward"), ana);
    }

    /** A new column that may hold a participant's id has to be told, or said here to need no telling. */
    @Test
    void knowsEveryColumnThatMayNameAParticipant() {
        var columns = Database.column("""
                select c.table_name || '.' || c.column_name from information_schema.columns c
                join information_schema.tables t using (table_schema, table_name)
                where c.table_schema = current_schema() and t.table_type = 'BASE TABLE' and c.udt_name in ('uuid', '_uuid')
                """).stream().map(String::valueOf).collect(Collectors.toCollection(TreeSet::new));
        assertTrue(columns.containsAll(TOLD), columns::toString);
        columns.removeAll(TOLD);
        columns.removeAll(NOT_TOLD);
        columns.removeIf(column -> OF_NOBODY.contains(column.substring(column.indexOf('.') + 1)));
        assertEquals(new TreeSet<String>(), columns);
    }

    private static JsonNode record(String token, UUID participant) {
        var answer = Town.as(token).get("/participants/" + participant + "/record");
        answer.then().statusCode(200);
        return Town.json(answer);
    }

    private static void refused(int status, String type, String token, UUID participant) {
        Town.as(token)
                .get("/participants/" + participant + "/record")
                .then()
                .statusCode(status)
                .body("type", equalTo("/problems/" + type));
    }

    private static List<String> texts(JsonNode items, String field) {
        return items.valueStream().map(item -> item.get(field).asText()).toList();
    }
}
