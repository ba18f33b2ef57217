package org.reciprocity.ledger;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.reciprocity.ledger.Town.created;
import static org.reciprocity.ledger.Town.get;
import static org.reciprocity.ledger.Town.id;
import static org.reciprocity.ledger.Town.refused;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.restassured.response.Response;
import java.io.IOException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Two axes of time: what had happened by one time, as it was known at another. */
@LedgerTest
class AsOfTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Instant MARCH = Instant.parse("2026-03-01T00:00:00Z");

    @Test
    void tellsWhatHadHappenedAsItWasKnown() {
        var town = Town.founded();
        var a = town.participant();
        var b = town.participant();
        var account = "/accounts/" + town.account(a, "participant").get("id").textValue();
        created("/exchanges", town.leadToken, at(town.service(a, b, 60), MARCH.plus(Duration.ofDays(60))));
        Book.sequenced();
        long before = head();
        var late = id(created("/exchanges", town.leadToken, at(town.service(a, b, 30), MARCH)));
        Book.sequenced();
        long after = head();
        created("/exchanges/" + late + "/reversal", town.leadToken, "{\"reason\":\"did-not-happen\"}");
        Book.sequenced();
        long reversed = head();

        assertEquals(0, balance(town, account + "?at=2026-04-01T00:00:00Z&knownAt=" + before));
        assertEquals(30, balance(town, account + "?at=2026-04-01T00:00:00Z&knownAt=" + after));
        assertEquals(0, balance(town, account + "?at=2026-04-01T00:00:00Z&knownAt=" + reversed));
        assertEquals(60, balance(town, account + "?knownAt=" + before));
        assertEquals(90, balance(town, account + "?knownAt=" + after));
        assertEquals(
                30, balance(town, account + "?at=2026-03-01T00:00:00Z&knownAt=" + after), "at the very time counts");
        assertEquals(0, balance(town, account + "?at=2026-02-28T23:59:59.999999Z&knownAt=" + after));
        var now = get(account + "?at=2026-03-31T23:00:00-01:00", town.leadToken);
        assertEquals(0, now.get("balanceMinutes").longValue());
        assertEquals(2, now.get("postings").longValue());
        assertTrue(now.at("/asOf/sequence").longValue() >= reversed);
        assertFalse(now.at("/asOf/settled").booleanValue());

        var statement = get(account + "/statement?knownAt=" + after, town.leadToken);
        assertEquals(List.of("90", "60"), statement.get("items").findValuesAsText("balanceMinutes"));
        assertEquals(after, statement.at("/asOf/sequence").longValue());
        assertTrue(statement.at("/asOf/settled").booleanValue());
        var page = given().auth().oauth2(town.leadToken).get(account + "/statement?at=2026-06-01T00:00:00Z&limit=2");
        assertEquals(List.of(60, 90), page.path("items.balanceMinutes"));
        var link = page.header("Link");
        var rest = given().urlEncodingEnabled(false)
                .auth()
                .oauth2(town.leadToken)
                .get(link.substring(1, link.indexOf('>')));
        assertEquals(List.of(60), rest.path("items.balanceMinutes"));
        assertEquals((Integer) page.path("asOf.sequence"), rest.path("asOf.sequence"));
    }

    @Test
    void refusesTimesThatNobodyKnowsOf() {
        var town = Town.founded();
        var account =
                "/accounts/" + town.account(town.community, "pot").get("id").textValue();
        for (var path : List.of(account, account + "/statement")) {
            var refusal = refused(422, "not-known-yet", ask(town, path + "?knownAt=2199-01-01T00:00:00Z"));
            assertEquals("knownAt", refusal.get("field").textValue());
            refused(422, "not-known-yet", ask(town, path + "?knownAt=999999999999"));
            for (var nonsense : List.of("knownAt=0", "knownAt=soon", "at=1042", "at=0000-01-01T00:00:00Z")) {
                refused(400, "malformed-request", ask(town, path + "?" + nonsense));
            }
        }
        assertEquals(0, balance(town, account + "?at=2199-01-01T00:00:00Z"));
    }

    @Test
    void agreesWithANaiveRecomputationAtRandomPoints() throws IOException {
        var random = new Random(20260504);
        var town = Town.founded("{\"participantFloorMinutes\":-100000,\"participantCeilingMinutes\":100000}");
        town.issue(town.community, 600);
        var people = new ArrayList<UUID>();
        for (int i = 0; i < 4; i++) {
            people.add(town.participant());
        }
        var settled = new ArrayList<UUID>();
        for (int step = 0; step < 120; step++) {
            if (!settled.isEmpty() && random.nextInt(4) == 0) {
                var exchange = settled.remove(random.nextInt(settled.size()));
                created("/exchanges/" + exchange + "/reversal", town.leadToken, "{\"reason\":\"other\"}");
            } else {
                var provider = people.get(random.nextInt(people.size()));
                var receiver = people.get((people.indexOf(provider) + 1 + random.nextInt(3)) % people.size());
                var when = MARCH.plus(Duration.ofHours(random.nextInt(24 * 40)));
                settled.add(id(created(
                        "/exchanges",
                        town.leadToken,
                        at(town.service(provider, receiver, 1 + random.nextInt(120)), when))));
            }
        }
        Book.sequenced();
        var moves = moves(town);
        var log = log();
        long head = log.getLast().sequence();
        var accounts = new HashMap<UUID, String>();
        for (var person : people) {
            accounts.put(person, town.account(person, "participant").get("id").textValue());
        }
        for (int i = 0; i < 250; i++) {
            var person = people.get(random.nextInt(people.size()));
            var at = MARCH.plus(Duration.ofHours(random.nextInt(24 * 44) - 48));
            boolean byTime = random.nextBoolean();
            var move = moves.get(random.nextInt(moves.size()));
            var knownAt = move.recorded().plusNanos(1_000L * (random.nextInt(3) - 1));
            long known = byTime ? naivePosition(log, knownAt) : move.sequence() + random.nextInt(3) - 1;
            known = Math.min(known, head);
            long through = known;
            long expected = moves.stream()
                    .filter(some ->
                            some.sequence() <= through && !some.occurred().isAfter(at))
                    .mapToLong(some -> some.minutes().getOrDefault(accounts.get(person), 0L))
                    .sum();
            var query = "?at=" + at + "&knownAt=" + (byTime ? knownAt : Long.toString(known));
            var account = "/accounts/" + accounts.get(person);
            var answer = get(account + query, town.leadToken);
            assertEquals(expected, answer.get("balanceMinutes").longValue(), query);
            assertEquals(through, answer.at("/asOf/sequence").longValue(), query);
            if (i % 5 == 0) {
                var lines = get(account + "/statement" + query, town.leadToken).get("items");
                assertEquals(
                        expected,
                        lines.isEmpty() ? 0 : lines.get(0).get("balanceMinutes").longValue(),
                        query);
            }
        }
        assertTrue(town.invariants().get("holds").booleanValue());
    }

    @Test
    void knowsPostingsInTheOrderOfTheLogThoughManyAreMadeAtOnce() {
        var town = Town.founded("{\"participantFloorMinutes\":-100000,\"participantCeilingMinutes\":100000}");
        var a = town.participant();
        var b = town.participant();
        AtOnce.run(IntStream.range(0, 100)
                .<Callable<UUID>>mapToObj(i -> () -> id(created(
                        "/exchanges", town.leadToken, town.service(i % 2 == 0 ? a : b, i % 2 == 0 ? b : a, 1 + i))))
                .toList());
        Book.sequenced();
        assertEquals(0, Book.number("""
                select count(*)
                  from (select l.sequence, lag(l.sequence) over (partition by p.account_id order by p.number) as before
                          from posting p
                          join event e on e.stream = p.exchange_id and e.type like '%settled%'
                          join log_entry l on l.event = e.id
                         where p.community_id = 'COMMUNITY') as ordered
                 where before > sequence
                """.replace("COMMUNITY", town.community.toString())));
    }

    private static String at(String body, Instant occurred) {
        return body.replace("2026-05-04T10:00:00Z", occurred.toString());
    }

    private static long balance(Town town, String path) {
        return get(path, town.leadToken).get("balanceMinutes").longValue();
    }

    private static Response ask(Town town, String path) {
        return given().auth().oauth2(town.leadToken).get(path);
    }

    private static long head() {
        return Book.number("select sequence from log_head");
    }

    /** What moved minutes, as the log tells. */
    private record Move(long sequence, Instant occurred, Instant recorded, Map<String, Long> minutes) {}

    private static List<Move> moves(Town town) throws IOException {
        var moves = new ArrayList<Move>();
        for (var row :
                Book.rows("select l.sequence, e.recorded_at, e.body from event e join log_entry l on l.event = e.id"
                        + " where e.chain = '" + town.community + "' and e.body like '%\"postings\"%'")) {
            var body = JSON.readTree((String) row[2]);
            var minutes = new HashMap<String, Long>();
            body.get("postings")
                    .properties()
                    .forEach(posting ->
                            minutes.put(posting.getKey(), posting.getValue().longValue()));
            moves.add(new Move(
                    (Long) row[0],
                    Instant.parse(body.get("occurredAt").textValue()),
                    ((Timestamp) row[1]).toInstant(),
                    minutes));
        }
        return moves;
    }

    /** An event in the log. */
    private record Entry(long sequence, Instant recorded) {}

    private static List<Entry> log() {
        return Book.rows("select l.sequence, e.recorded_at from event e join log_entry l on l.event = e.id order by 1")
                .stream()
                .map(row -> new Entry((Long) row[0], ((Timestamp) row[1]).toInstant()))
                .toList();
    }

    /** The last before the first that was recorded later. */
    private static long naivePosition(List<Entry> log, Instant time) {
        return log.stream()
                .filter(entry -> entry.recorded().isAfter(time))
                .mapToLong(entry -> entry.sequence() - 1)
                .findFirst()
                .orElse(log.getLast().sequence());
    }
}
