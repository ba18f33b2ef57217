package org.reciprocity.ledger;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.reciprocity.ledger.Town.created;
import static org.reciprocity.ledger.Town.get;
import static org.reciprocity.ledger.Town.id;
import static org.reciprocity.ledger.Town.json;
import static org.reciprocity.ledger.Town.refused;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

@LedgerTest
class ChangesTest {

    @Test
    void givesAnEventAsItIsOnKafka() {
        var town = Town.founded();
        long before = end();
        var participant = town.participant();
        Book.sequenced();

        var answer = get("/changes?after=" + before, town.leadToken);
        var registered = find(answer.get("items"), participant.toString());
        var stored = Book.rows("select l.sequence, e.event_id, e.body, e.recorded_at::text from event e"
                        + " join log_entry l on l.event = e.id where e.stream = '" + participant + "'")
                .getFirst();
        assertEquals(stored[0], registered.get("sequence").longValue());
        assertEquals(stored[1].toString(), registered.get("id").textValue());
        assertEquals(
                "org.reciprocity.participant-registered.v1",
                registered.get("type").textValue());
        assertEquals(town.community.toString(), registered.get("community").textValue());
        assertEquals(1, registered.get("streamVersion").intValue());
        assertEquals(stored[2], registered.get("data").toString());
        assertEquals(
                get("/participants/" + participant, town.leadToken).get("recordedAt"), registered.get("recordedAt"));
    }

    @Test
    void showsTheLeadAllOfItsCommunityAndAStrangerNothingOfIt() {
        var town = Town.founded();
        var participant = town.participant();
        CaseResourceTest.play(town, participant, town.programme());
        StandingResourceTest.play(town, participant);
        LinkResourceTest.play(town);
        created("/exchanges", town.leadToken, town.service(participant, town.participant(), 60));
        Book.sequenced();

        var all = Book.rows("select l.sequence from log_entry l join event e on e.id = l.event where e.chain = '"
                        + town.community + "' order by 1")
                .stream()
                .map(row -> (Long) row[0])
                .toList();
        assertEquals(all, sequences(follow(town.leadToken, 0, 500), event -> in(town, event)));
        var stranger = Tokens.of(Town.founded().lead, "agency", "broker", "steward");
        assertEquals(List.of(), sequences(follow(stranger, 0, 500), event -> in(town, event)));
        var clearances =
                Predicate.<JsonNode>not(event -> event.get("type").textValue().contains("clearance"));
        assertEquals(
                sequences(follow(town.leadToken, 0, 500), event -> in(town, event) && clearances.test(event)),
                sequences(follow(Tokens.of(town.lead, "agency"), 0, 500), event -> in(town, event)));
    }

    @Test
    void showsAPartnerWhatConcernsItAndNoMore() {
        var town = Town.founded();
        var ours = town.participant(town.partnerToken);
        var theirs = town.participant();
        var other = town.participant();
        var programme = town.programme(town.partnerToken, true);
        var foreign = town.programme();
        var enrolment = id(created("/enrolments", town.leadToken, VisibilityTest.enrolment(theirs, foreign)));
        var shared = id(created("/exchanges", town.leadToken, town.proposal(ours, theirs, 60)));
        var hidden = id(created("/exchanges", town.leadToken, town.proposal(theirs, other, 60)));
        var measure = id(created("/measures", town.leadToken, VisibilityTest.measure(theirs, foreign)));
        created("/measures/" + measure + "/withdraw", town.leadToken, "{\"reason\":\"entered-in-error\"}");
        var use = id(created("/service-uses", town.leadToken, VisibilityTest.use(ours, foreign)));
        created("/service-uses/" + use + "/withdraw", town.leadToken, "{\"reason\":\"duplicate\"}");
        var seenFollowUp = id(created(
                "/follow-ups",
                town.leadToken,
                FollowUpRulesTest.followUp(ours, foreign, "participants", "no", "2026-05-01")));
        var hiddenFollowUp = id(created(
                "/follow-ups",
                town.leadToken,
                FollowUpRulesTest.followUp(theirs, foreign, "participants", "no", "2026-05-01")));
        var instrument =
                id(created("/instruments", town.leadToken, InstrumentResourceTest.instrument(town, "belonging-5")));
        var consent = id(created("/consents", town.leadToken, StandingResourceTest.consent(theirs)));
        var training = id(created("/training", town.leadToken, StandingResourceTest.training(ours)));
        LinkResourceTest.link(town, ours, theirs);
        var offer = Stall.opened(town, "ticket", 60, "");
        var hold = id(created("/holds", town.leadToken, Stall.hold(town, theirs, 60, "")));
        var bought = Stall.bought(town, offer, theirs, 60);
        var file = id(created("/cases", town.leadToken, CaseResourceTest.referral(other, foreign)));
        Book.sequenced();

        var seen = follow(town.partnerToken, 0, 500);
        for (var id : List.of(
                town.lead, town.partner, town.community, ours, programme, foreign, shared, offer, hold, bought)) {
            assertTrue(subjects(seen).contains(id.toString()), id::toString);
        }
        for (var id : List.of(theirs, other, enrolment, hidden)) {
            assertFalse(subjects(seen).contains(id.toString()), id::toString);
        }
        var bodies = seen.toString();
        for (var id : List.of(use, training, seenFollowUp, instrument)) {
            assertTrue(bodies.contains(id.toString()), id::toString);
        }
        assertTrue(bodies.contains("outcome-withdrawn.v1"));
        for (var id : List.of(measure, consent, file, hiddenFollowUp)) {
            assertFalse(bodies.contains(id.toString()), id::toString);
        }
        assertTrue(bodies.contains("ticket-issued"));
        assertFalse(bodies.contains("participants-linked"));
        var accounts = List.of(
                town.account(ours, "participant"),
                town.account(town.community, "pot"),
                town.account(town.partner, "agency"));
        accounts.forEach(
                account -> assertTrue(subjects(seen).contains(account.get("id").textValue()), account::toString));
        assertFalse(subjects(seen)
                .contains(town.account(theirs, "participant").get("id").textValue()));

        created("/enrolments", town.leadToken, VisibilityTest.enrolment(theirs, programme));
        Book.sequenced();
        var now = follow(town.partnerToken, 0, 500);
        for (var id : List.of(theirs, enrolment, hidden)) {
            assertTrue(subjects(now).contains(id.toString()), id::toString);
        }
        assertTrue(now.toString().contains("participants-linked"));
        assertTrue(now.toString().contains(measure.toString()) && now.toString().contains(consent.toString()));
        assertFalse(now.toString().contains(file.toString()));
    }

    /** As {@code GET /communities/{id}/transfer-limits} does. */
    @Test
    void showsEveryAgencyOfACommunityItsLimitsForTransfers() {
        var pair = TransferTest.Pair.agreed();
        Book.sequenced();
        for (var token : List.of(pair.from().leadToken, pair.from().partnerToken)) {
            assertEquals(1, limits(follow(token, 0, 500), pair.from()));
        }
        assertEquals(0, limits(follow(pair.from().partnerToken, 0, 500), pair.to()));
        assertEquals(0, limits(follow(Tokens.of(Town.agency(), "agency"), 0, 500), pair.from()));
    }

    private static long limits(List<JsonNode> events, Town town) {
        return events.stream()
                .filter(event ->
                        in(town, event) && event.get("type").textValue().contains("transfer-limit-set"))
                .count();
    }

    @Test
    void tellsMoneyContractsAndClaimsToStewardsOfTheCommunityAlone() {
        var town = Town.founded();
        var programme = town.programme();
        var cost = id(created("/costs", town.leadToken, ValueResourceTest.cost(programme, town.lead)));
        created("/costs/" + cost + "/withdraw", town.leadToken, "{\"reason\":\"duplicate\"}");
        var unitCost = AppraisalResourceTest.unitCost(town, 2026, "GBP");
        var told = List.of(
                cost,
                id(created("/benefits", town.leadToken, ValueResourceTest.benefit(programme, town.lead))),
                unitCost,
                id(created("/deflators", town.leadToken, ValueResourceTest.deflator(town, 2026, "100"))),
                id(created("/appraisals", town.leadToken, AppraisalResourceTest.appraisal(town, programme, unitCost))),
                id(created("/contracts", town.leadToken, ContractResourceTest.contract(town, programme))),
                id(created("/claims", town.leadToken, ClaimResourceTest.claim(town))));
        Book.sequenced();

        for (var steward : List.of(town.leadToken, Tokens.of(town.partner, "steward"))) {
            var seen = follow(steward, 0, 500).toString();
            told.forEach(id -> assertTrue(seen.contains(id.toString()), id::toString));
            assertTrue(seen.contains("outcome-withdrawn"));
        }
        for (var other : List.of(
                Tokens.of(town.lead, "agency", "broker"),
                Tokens.of(town.partner, "agency"),
                Tokens.of(Town.founded().lead, "steward"))) {
            var seen = follow(other, 0, 500).toString();
            told.forEach(id -> assertFalse(seen.contains(id.toString()), id::toString));
            assertFalse(seen.contains("outcome-withdrawn"));
        }
    }

    @Test
    void movesOnOverWhatIsNotSeen() {
        var town = Town.founded();
        long before = end();
        var stranger = Tokens.of(Town.agency(), "agency");
        town.participant();
        Book.sequenced();

        var nothing = get("/changes?after=" + before, stranger);
        assertTrue(nothing.get("through").longValue() >= before + 3, nothing::toString);
        var later = get("/changes?after=" + nothing.get("through"), stranger);
        assertEquals(nothing.get("through"), later.get("through"));
        assertEquals(0, later.get("items").size());
        assertNull(given().auth()
                .oauth2(stranger)
                .get("/changes?after=" + nothing.get("through"))
                .header("Link"));
        var beyond = get("/changes?after=999999999", stranger);
        assertEquals(999_999_999, beyond.get("through").longValue());
        for (var bad : List.of("after=-1", "after=x", "limit=0", "limit=501", "after=9999999999999999999")) {
            refused(400, "malformed-request", given().auth().oauth2(stranger).get("/changes?" + bad));
        }
        refused(403, "role-missing", given().auth().oauth2(Tokens.operator()).get("/changes"));
    }

    @Test
    void losesNothingAndKeepsTheOrderWhileManyWrite() {
        long seed = System.nanoTime();
        var town = Town.founded();
        var a = town.participant();
        var b = town.participant(town.partnerToken);
        var programme = town.programme();
        long before = end();
        var writing = new AtomicBoolean(true);
        var followed = new ArrayList<JsonNode>();
        var follower = Thread.ofVirtual().start(() -> {
            var random = new Random(seed);
            long after = before;
            boolean last;
            do {
                last = !writing.get();
                long begin = after;
                after = read(followed, town.leadToken, begin, 1 + random.nextInt(20));
                last &= after == begin;
            } while (!last);
        });
        created("/measures", town.leadToken, VisibilityTest.measure(a, programme));
        var writes = new ArrayList<Callable<UUID>>();
        var random = new Random(seed);
        for (int i = 0; i < 200; i++) {
            int what = random.nextInt(4);
            int wave = i;
            writes.add(() -> switch (what) {
                case 0 -> town.participant();
                case 1 -> town.participant(town.partnerToken);
                case 2 -> id(created("/exchanges", town.leadToken, town.proposal(a, b, 60)));
                default ->
                    id(created(
                            "/measures",
                            town.leadToken,
                            VisibilityTest.measure(a, programme).replace("\"wave\":0", "\"wave\":" + (wave + 1))));
            });
        }
        AtOnce.run(writes);
        Book.sequenced();
        writing.set(false);
        try {
            follower.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }

        var expected = Book.rows("select l.sequence from log_entry l join event e on e.id = l.event where e.chain = '"
                        + town.community + "' and l.sequence > " + before + " order by 1")
                .stream()
                .map(row -> (Long) row[0])
                .toList();
        assertEquals(expected, sequences(followed, event -> in(town, event)), "seed " + seed);
    }

    /** Reads one page, and says through which sequence it is complete. */
    private static long read(List<JsonNode> into, String token, long after, int limit) {
        var page = get("/changes?after=" + after + "&limit=" + limit, token);
        page.get("items").forEach(into::add);
        assertTrue(page.get("items").size() <= limit);
        return page.get("through").longValue();
    }

    /** Follows the links from a sequence to the end. */
    static List<JsonNode> follow(String token, long after, int limit) {
        var items = new ArrayList<JsonNode>();
        var next = "/changes?after=" + after + "&limit=" + limit;
        while (next != null) {
            var page = given().auth().oauth2(token).get(next);
            assertEquals(200, page.statusCode(), page::asString);
            json(page).get("items").forEach(items::add);
            var link = page.header("Link");
            next = link == null ? null : link.substring(1, link.indexOf('>'));
        }
        return items;
    }

    private static boolean in(Town town, JsonNode event) {
        return event.get("community").textValue().equals(town.community.toString());
    }

    private static List<Long> sequences(List<JsonNode> events, Predicate<JsonNode> which) {
        return events.stream()
                .filter(which)
                .map(event -> event.get("sequence").longValue())
                .toList();
    }

    private static List<String> subjects(List<JsonNode> events) {
        return events.stream().map(event -> event.get("subject").textValue()).toList();
    }

    private static JsonNode find(JsonNode items, String subject) {
        for (var item : items) {
            if (item.get("subject").textValue().equals(subject)) {
                return item;
            }
        }
        throw new AssertionError("Nothing of " + subject + " in " + items);
    }

    private static long end() {
        Book.sequenced();
        return Book.number("select coalesce(max(sequence), 0) from log_entry");
    }
}
