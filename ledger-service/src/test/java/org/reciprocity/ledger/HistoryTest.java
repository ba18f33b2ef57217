package org.reciprocity.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.reciprocity.ledger.AccountResourceTest.act;
import static org.reciprocity.ledger.Town.created;
import static org.reciprocity.ledger.Town.get;
import static org.reciprocity.ledger.Town.id;

import com.fasterxml.jackson.databind.JsonNode;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * A random history of everything that moves accounts, in pairs and in groups, backdated, taken back, held and captured, settled
 * and sent to another community; and then balances and statements at random points of both times, against what this test has noted for itself. A failure names the
 * seed, which {@code -Dreciprocity.seed} gives again.
 */
@LedgerTest
class HistoryTest {
    private static final Instant MARCH = Instant.parse("2026-03-01T00:00:00Z");
    private static final String EVERYONE = ",\"confirmations\":[{\"everyone\":true,\"how\":\"on-behalf\"}]";
    private static final String CLOSED = "{\"reason\":\"moved-away\",\"cancelWaiting\":true}";

    @Test
    void agreesWithWhatWasNotedAtRandomPointsOfBothTimes() {
        long seed = Long.getLong("reciprocity.seed", System.nanoTime());
        var history = new History(new Random(seed), "seed " + seed);
        for (int step = 0; step < 150; step++) {
            history.step();
        }
        Book.sequenced();
        var log = Log.read();
        for (int i = 0; i < 200; i++) {
            history.compare(log);
        }
        for (var town : List.of(history.town, history.other)) {
            var invariants = town.invariants();
            assertTrue(invariants.get("holds").booleanValue(), () -> history.seed + " " + invariants);
        }
        var check = SelfCheckTest.checked();
        for (var town : List.of(history.town, history.other)) {
            assertEquals(List.of(), SelfCheckTest.of(town, check), history.seed);
        }
        assertTrue(history.kinds.size() >= 9, () -> history.seed + " did no more than " + history.kinds);
    }

    /** What moved an account: known once the event of that exchange is. */
    private record Line(UUID exchange, boolean reversal, Instant occurred, long minutes) {}

    /** An exchange that may be taken back, and what it moved. */
    private record Done(UUID id, String reversal, Instant occurred, Map<UUID, Long> moved) {}

    /** Where in the log everything is. */
    private record Log(
            List<Long> sequences, List<Instant> recorded, Map<String, Long> settled, Map<String, Long> reversed) {

        static Log read() {
            var log = new Log(new ArrayList<>(), new ArrayList<>(), new HashMap<>(), new HashMap<>());
            for (var row : Book.rows("select l.sequence, e.recorded_at, e.stream::text, e.type from event e"
                    + " join log_entry l on l.event = e.id order by 1")) {
                log.sequences.add((Long) row[0]);
                log.recorded.add(((Timestamp) row[1]).toInstant());
                var type = (String) row[3];
                if (type.contains("exchange-settled")) {
                    log.settled.put((String) row[2], (Long) row[0]);
                } else if (type.contains("exchange-reversed")) {
                    log.reversed.put((String) row[2], (Long) row[0]);
                }
            }
            return log;
        }

        long of(Line line) {
            return (line.reversal() ? reversed : settled).get(line.exchange().toString());
        }

        /** The last before the first that was recorded later. */
        long at(Instant time) {
            for (int i = 0; i < sequences.size(); i++) {
                if (recorded.get(i).isAfter(time)) {
                    return sequences.get(i) - 1;
                }
            }
            return sequences.getLast();
        }

        Instant recordedAt(long sequence) {
            return recorded.get(sequences.indexOf(sequence));
        }
    }

    private static final class History {
        private final Random random;
        private final String seed;
        private final Town town =
                Town.founded("{\"participantFloorMinutes\":-100000,\"participantCeilingMinutes\":100000,"
                        + "\"potFloorMinutes\":-100000}");
        private final Town other = Town.foundedBy(town);
        private final List<UUID> people = new ArrayList<>();
        private final Map<UUID, UUID> accounts = new LinkedHashMap<>();
        private final Map<UUID, List<Line>> lines = new HashMap<>();
        private final Set<UUID> closed = new HashSet<>();
        private final List<Done> done = new ArrayList<>();
        private final Set<String> kinds = new HashSet<>();
        private final UUID friend = other.participant(town.leadToken);

        History(Random random, String seed) {
            this.random = random;
            this.seed = seed;
            account(town.community, "pot");
            account(town.lead, "agency");
            account(town.partner, "redemption");
            account(town.community, "issuance");
            limit(town, other);
            limit(other, town);
            account(other.community, "clearing");
            for (int i = 0; i < 4; i++) {
                join();
            }
            exchange("issuance", town.community, null, 500);
        }

        private static void limit(Town in, Town with) {
            var set = RestAssured.given()
                    .auth()
                    .oauth2(in.leadToken)
                    .contentType("application/json")
                    .header("If-Match", "\"0\"")
                    .body("{\"minutes\":100000}")
                    .put("/communities/" + in.community + "/transfer-limits/" + with.community);
            assertEquals(200, set.statusCode(), set::asString);
        }

        private UUID account(UUID owner, String kind) {
            var account = id(town.account(owner, kind));
            lines.put(account, new ArrayList<>());
            accounts.put(kind.equals("issuance") ? new UUID(0, 0) : owner, account);
            return account;
        }

        private void join() {
            var person = town.participant();
            people.add(person);
            account(person, "participant");
        }

        private Instant when() {
            return MARCH.plus(Duration.ofMinutes(random.nextInt(60 * 24 * 40)));
        }

        private UUID person() {
            return people.get(random.nextInt(people.size()));
        }

        void step() {
            int what = random.nextInt(100);
            int minutes = 1 + random.nextInt(120);
            if (what < 20 && !done.isEmpty()) {
                reverse(done.remove(random.nextInt(done.size())));
            } else if (what < 24 && people.size() > 2) {
                leave(people.remove(random.nextInt(people.size())));
                join();
            } else if (what < 34) {
                send(person(), minutes);
            } else if (what < 40) {
                exchange("grant", person(), town.community, minutes);
            } else if (what < 45) {
                exchange("issuance", town.lead, null, minutes);
            } else if (what < 53) {
                exchange("redemption", town.partner, person(), minutes);
            } else if (what < 62) {
                hold(person(), minutes);
            } else if (what < 71) {
                meet(minutes);
            } else if (what < 79) {
                exchange("contribution", person(), random.nextBoolean() ? town.community : town.lead, 1 + minutes % 20);
            } else {
                var provider = person();
                var receiver = person();
                if (!provider.equals(receiver)) {
                    exchange(random.nextInt(5) == 0 ? "gift" : "service", provider, receiver, minutes);
                }
            }
        }

        /** Every word that a kind may need is given, so that it settles at once; what is refused moved nothing. */
        private void exchange(String kind, UUID provider, UUID receiver, int minutes) {
            var occurred = when();
            var words = new ArrayList<String>();
            for (var party : receiver == null ? List.of(provider) : List.of(provider, receiver)) {
                if (people.contains(party) && !kind.equals("grant")) {
                    words.add("{\"participantId\":\"" + party + "\",\"how\":\"party\"}");
                }
            }
            var body = town.exchange(kind, provider, receiver == null ? null : receiver.toString(), minutes)
                    .replace("2026-05-04T10:00:00Z", occurred.toString())
                    .stripTrailing()
                    .replaceFirst(
                            "}$", words.isEmpty() ? "}" : ",\"confirmations\":[" + String.join(",", words) + "]}");
            var answer = Town.post("/exchanges", town.leadToken, body);
            if (answer.statusCode() != 201) {
                refusedByLimits(answer);
                return;
            }
            assertEquals("settled", answer.path("state"), () -> seed + " " + answer.asString());
            var exchange = id(Town.json(answer));
            var moved = Map.of(
                    accounts.get(provider), (long) minutes,
                    accounts.get(receiver == null ? new UUID(0, 0) : receiver), (long) -minutes);
            note(kind, exchange, false, occurred, moved);
            done.add(new Done(exchange, "/exchanges/" + exchange + "/reversal", occurred, moved));
        }

        /** Some of what is held is captured, all of it, or nothing. */
        private void hold(UUID person, int minutes) {
            var answer = Town.post("/holds", town.leadToken, Stall.hold(town, person, minutes, ""));
            if (answer.statusCode() != 201) {
                refusedByLimits(answer);
                return;
            }
            var hold = "/holds/" + id(Town.json(answer));
            if (random.nextInt(4) == 0) {
                created(hold + "/release", town.leadToken, "{\"reason\":\"other\"}");
                return;
            }
            int some = 1 + random.nextInt(minutes);
            var captured = created(hold + "/capture", town.leadToken, "{\"minutes\":" + some + "}");
            var exchange = UUID.fromString(captured.get("exchangeId").textValue());
            var occurred = Instant.parse(get("/exchanges/" + exchange, town.leadToken)
                    .get("occurredAt")
                    .textValue());
            var moved = Map.of(accounts.get(town.partner), (long) some, accounts.get(person), (long) -some);
            note("capture", exchange, false, occurred, moved);
            done.add(new Done(exchange, "/exchanges/" + exchange + "/reversal", occurred, moved));
        }

        /** One gives to all the others together: what they receive beyond that is the pot's. */
        private void meet(int minutes) {
            var occurred = when();
            var giver = person();
            var received = new LinkedHashMap<UUID, Integer>();
            people.stream().filter(one -> !one.equals(giver)).forEach(one -> received.put(one, minutes));
            var answer = Town.post(
                    "/exchanges",
                    town.leadToken,
                    town.session("service", giver, minutes, received, EVERYONE)
                            .replace("2026-05-04T10:00:00Z", occurred.toString()));
            if (answer.statusCode() != 201) {
                refusedByLimits(answer);
                return;
            }
            assertEquals("settled", answer.path("state"), () -> seed + " " + answer.asString());
            var exchange = id(Town.json(answer));
            var moved = new HashMap<UUID, Long>();
            moved.put(accounts.get(giver), (long) minutes);
            received.keySet().forEach(one -> moved.put(accounts.get(one), (long) -minutes));
            moved.put(accounts.get(town.community), (long) minutes * (received.size() - 1));
            moved.values().removeIf(moves -> moves == 0);
            note("session", exchange, false, occurred, moved);
            done.add(new Done(exchange, "/exchanges/" + exchange + "/reversal", occurred, moved));
        }

        private void refusedByLimits(Response answer) {
            assertTrue(
                    Set.of("/problems/insufficient-credit", "/problems/ceiling-reached")
                            .contains(Town.json(answer).get("type").textValue()),
                    () -> seed + " " + answer.asString());
        }

        private void send(UUID sender, int minutes) {
            var occurred = when();
            boolean out = random.nextBoolean();
            var answer = Town.post("/transfers", town.leadToken, """
                    {"fromParticipantId":"%s","toCommunityId":"%s","toParticipantId":"%s","minutes":%d,"how":"party",
                     "occurredAt":"%s"}
                    """.formatted(
                            out ? sender : friend,
                            out ? other.community : town.community,
                            out ? friend : sender,
                            minutes,
                            occurred));
            if (answer.statusCode() != 201) {
                refusedByLimits(answer);
                return;
            }
            var transfer = Town.json(answer);
            long gained = out ? -minutes : minutes;
            var moved = Map.of(accounts.get(sender), gained, accounts.get(other.community), -gained);
            var side = UUID.fromString(
                    transfer.get(out ? "fromExchangeId" : "toExchangeId").textValue());
            note("transfer", side, false, occurred, moved);
            done.add(new Done(side, "/transfers/" + id(transfer) + "/reversal", occurred, moved));
        }

        private void reverse(Done exchange) {
            created(exchange.reversal(), town.leadToken, "{\"reason\":\"other\"}");
            var back = new HashMap<UUID, Long>();
            exchange.moved()
                    .forEach((account, minutes) -> back.merge(
                            closed.contains(account) ? accounts.get(town.community) : account, -minutes, Long::sum));
            back.values().removeIf(minutes -> minutes == 0);
            note("reversal", exchange.id(), true, exchange.occurred(), back);
        }

        private void leave(UUID person) {
            var account = accounts.get(person);
            var closure = act("/accounts/" + account + "/closure", town.leadToken, 1, CLOSED);
            assertEquals(201, closure.statusCode(), () -> seed + " " + closure.asString());
            var view = Town.json(closure);
            long balance = lines.get(account).stream().mapToLong(Line::minutes).sum();
            assertEquals(balance, view.get("settledMinutes").longValue(), seed);
            if (balance != 0) {
                note(
                        "settlement",
                        UUID.fromString(view.get("settlementId").textValue()),
                        false,
                        Instant.parse(view.get("closedAt").textValue()),
                        Map.of(account, -balance, accounts.get(town.community), balance));
            }
            closed.add(account);
        }

        private void note(String kind, UUID exchange, boolean reversal, Instant occurred, Map<UUID, Long> moved) {
            kinds.add(kind);
            moved.forEach(
                    (account, minutes) -> lines.get(account).add(new Line(exchange, reversal, occurred, minutes)));
        }

        /** A balance and a statement at a random point, which is often the very time or sequence of something. */
        void compare(Log log) {
            var account = List.copyOf(lines.keySet()).get(random.nextInt(lines.size()));
            var all = lines.get(account);
            Instant at = null;
            if (random.nextInt(4) > 0) {
                at = all.isEmpty() || random.nextBoolean()
                        ? MARCH.plus(Duration.ofHours(random.nextInt(24 * 44) - 48))
                        : all.get(random.nextInt(all.size())).occurred().plusNanos(1_000L * (random.nextInt(3) - 1));
            }
            long near = all.isEmpty()
                    ? log.sequences().get(random.nextInt(log.sequences().size()))
                    : log.of(all.get(random.nextInt(all.size())));
            long known;
            String knownAt;
            if (random.nextBoolean()) {
                var time = log.recordedAt(near).plusNanos(1_000L * (random.nextInt(3) - 1));
                known = log.at(time);
                knownAt = time.toString();
            } else {
                known = Math.clamp(
                        near + random.nextInt(3) - 1, 1, log.sequences().getLast());
                knownAt = Long.toString(known);
            }
            var query = "?knownAt=" + knownAt + (at == null ? "" : "&at=" + at);
            var until = at;
            var counted = all.stream()
                    .filter(line -> log.of(line) <= known
                            && (until == null || !line.occurred().isAfter(until)))
                    .toList();
            var where = seed + " /accounts/" + account + query;
            var balance = get("/accounts/" + account + query, town.leadToken);
            assertEquals(
                    counted.stream().mapToLong(Line::minutes).sum(),
                    balance.get("balanceMinutes").longValue(),
                    where);
            assertEquals(counted.size(), balance.get("postings").longValue(), where);
            assertEquals(known, balance.at("/asOf/sequence").longValue(), where);
            var expected = new ArrayList<String>();
            long sum = 0;
            for (var line : counted) {
                sum += line.minutes();
                expected.addFirst(line.exchange() + " " + line.reversal() + " " + line.minutes() + " " + sum);
            }
            assertEquals(expected, statement("/accounts/" + account + "/statement" + query + "&limit=500"), where);
        }

        private List<String> statement(String path) {
            var told = new ArrayList<String>();
            for (JsonNode item : get(path, town.leadToken).get("items")) {
                told.add(item.get("exchangeId").textValue() + " "
                        + item.get("reversal").booleanValue() + " "
                        + item.get("minutes").longValue() + " "
                        + item.get("balanceMinutes").longValue());
            }
            return told;
        }
    }
}
