package org.reciprocity.ledger;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.reciprocity.ledger.Town.created;
import static org.reciprocity.ledger.Town.get;
import static org.reciprocity.ledger.Town.id;
import static org.reciprocity.ledger.Town.json;
import static org.reciprocity.ledger.Town.post;
import static org.reciprocity.ledger.Town.refused;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** The book's check of itself, on a book that somebody changes behind its back. */
@LedgerTest
@Order(LedgerTest.WHOLE_BOOK)
class SelfCheckTest {

    @Test
    void namesTheAccountWhoseBalanceIsNotTheSumOfItsPostingsUntilItIsRepaired() {
        var town = Town.founded();
        var a = town.participant();
        created("/exchanges", town.leadToken, town.service(a, town.participant(), 60));
        var account = town.account(a, "participant").get("id").textValue();
        Book.sequenced();
        assertEquals(List.of(), of(town, checked()));
        assertTrue(told("/q/health/group/book", 200).contains("\"UP\""));

        Book.change("update account set balance = balance + 1 where id = '" + account + "'");
        try {
            var findings = of(town, checked());
            assertEquals(List.of("balance", "sum"), kinds(findings));
            var balance = one(findings, "balance");
            assertEquals(account, balance.get("accountId").textValue());
            assertEquals(61, balance.get("stored").intValue());
            assertEquals(60, balance.get("counted").intValue());
            assertEquals(1, one(findings, "sum").get("stored").intValue());
            Book.eventually("health is red and names the account", () -> told("/q/health/group/book", 503)
                    .contains("balance account=" + account));
            assertTrue(metric("reciprocity_book_findings") >= 2);
        } finally {
            Book.change("update account set balance = balance - 1 where id = '" + account + "'");
        }
        assertEquals(List.of(), of(town, checked()));
        Book.eventually(
                "health is green again",
                () -> !given().get("/q/health/group/book").asString().contains(account));
    }

    @Test
    void findsAPostingThatWasChangedOrTakenAway() {
        var town = Town.founded();
        var a = town.participant();
        var b = town.participant();
        created("/exchanges", town.leadToken, town.service(a, b, 60));
        created("/exchanges", town.leadToken, town.service(a, b, 30));
        var account = town.account(a, "participant").get("id").textValue();
        checked();
        var first = "account_id = '" + account + "' and number = 1";

        Book.change("update posting set minutes = minutes + 5 where " + first);
        try {
            var findings = of(town, checked());
            assertEquals(List.of("balance", "event", "postings"), kinds(findings));
            assertEquals(account, findings.getFirst().get("accountId").textValue());
        } finally {
            Book.change("update posting set minutes = minutes - 5 where " + first);
        }
        assertEquals(List.of(), of(town, checked()), "repaired");

        Book.change("update posting set number = 100 where " + first);
        try {
            assertEquals(List.of("postings"), kinds(of(town, checked())));
        } finally {
            Book.change("update posting set number = 1 where account_id = '" + account + "' and number = 100");
        }
        assertEquals(List.of(), of(town, checked()), "repaired");
    }

    @Test
    void namesTheExchangeOfWhichEventAndPostingsDisagreeThoughTheBalancesAreTheirSum() {
        var town = Town.founded();
        var a = town.participant();
        var b = town.participant();
        created("/exchanges", town.leadToken, town.service(a, b, 30));
        var changed = id(created("/exchanges", town.leadToken, town.service(a, b, 60)));
        created("/exchanges", town.leadToken, town.service(b, a, 10));
        var giver = town.account(a, "participant").get("id").textValue();
        var receiver = town.account(b, "participant").get("id").textValue();
        Book.sequenced();

        // First of events that no check has seen, then of some that all are right.
        for (int turn = 0; turn < 2; turn++) {
            give(giver, changed, 5);
            give(receiver, changed, -5);
            try {
                var findings = of(town, checked());
                assertEquals(List.of("event", "event"), kinds(findings));
                assertEquals(
                        Set.of(giver, receiver),
                        findings.stream()
                                .map(finding -> finding.get("accountId").textValue())
                                .collect(Collectors.toSet()));
                for (var finding : findings) {
                    int sign = finding.get("accountId").textValue().equals(giver) ? 1 : -1;
                    assertEquals(changed.toString(), finding.get("exchangeId").textValue());
                    assertEquals(65 * sign, finding.get("stored").intValue());
                    assertEquals(60 * sign, finding.get("counted").intValue());
                    assertEquals("[\"minutes\"]", finding.get("differs").toString());
                    assertEquals(
                            Book.number(
                                    "select l.sequence from event e join log_entry l on l.event = e.id where e.stream = '"
                                            + changed + "'"),
                            finding.get("sequence").longValue());
                }
                Book.eventually("health is red and names account and exchange", () -> told("/q/health/group/book", 503)
                        .contains("event account=" + giver + " community=" + town.community + " exchange=" + changed));
            } finally {
                give(giver, changed, -5);
                give(receiver, changed, 5);
            }
            assertEquals(List.of(), of(town, checked()), "repaired");
        }
    }

    @Test
    void findsAPostingOfAnotherKindOrTimeThanItsEventSays() {
        var town = Town.founded();
        var a = town.participant();
        var b = town.participant();
        var settled = id(created("/exchanges", town.leadToken, town.service(a, b, 60)));
        var reversed = id(created("/exchanges", town.leadToken, town.service(a, b, 30)));
        created("/exchanges/" + reversed + "/reversal", town.leadToken, "{\"reason\":\"other\"}");
        var account = town.account(a, "participant").get("id").textValue();
        Book.sequenced();
        assertEquals(List.of(), of(town, checked()));

        // Of both at once: what was posted when one settled, and when the other was reversed.
        var where = " where account_id = '%s' and (exchange_id = '%s' or exchange_id = '%s' and reversal)"
                .formatted(account, settled, reversed);
        var both = Set.of(settled, reversed);
        differs(town, where, both, "kind = 'grant'", "kind = 'service'", "kind");
        for (var time :
                Map.of("occurred_at", "occurredAt", "recorded_at", "recordedAt").entrySet()) {
            for (var by : List.of("1 microsecond", "1 year")) {
                var set = time.getKey() + " = " + time.getKey() + " %s interval '" + by + "'";
                differs(town, where, both, set.formatted("+"), set.formatted("-"), time.getValue());
            }
        }
        var all = "update posting set kind = %s, minutes = minutes %s 1, recorded_at = recorded_at %s interval '1 day'"
                + " where account_id = '" + account + "' and number = 1";
        Book.change(all.formatted("'grant'", "+", "+"));
        try {
            assertEquals(
                    "[\"minutes\",\"kind\",\"recordedAt\"]",
                    one(of(town, checked()), "event").get("differs").toString());
        } finally {
            Book.change(all.formatted("'service'", "-", "-"));
        }
        assertEquals(List.of(), of(town, checked()), "repaired");
    }

    private static void differs(
            Town town, String where, Set<UUID> exchanges, String change, String repair, String expected) {
        var stored = Book.rows("select exchange_id, minutes from posting" + where).stream()
                .collect(Collectors.toMap(row -> (UUID) row[0], row -> (Long) row[1]));
        assertEquals(
                exchanges.size(),
                Book.number("with changed as (update posting set " + change + where
                        + " returning 1) select count(*) from changed"));
        try {
            var findings = of(town, checked());
            assertEquals(
                    exchanges,
                    findings.stream()
                            .map(finding -> finding.get("exchangeId").textValue())
                            .map(UUID::fromString)
                            .collect(Collectors.toSet()),
                    change);
            assertEquals(exchanges.size(), findings.size(), change);
            for (var finding : findings) {
                assertEquals("event", finding.get("kind").textValue(), change);
                assertEquals("[\"" + expected + "\"]", finding.get("differs").toString());
                assertEquals(finding.get("counted"), finding.get("stored"));
                assertEquals(
                        stored.get(UUID.fromString(finding.get("exchangeId").textValue())),
                        finding.get("stored").longValue());
            }
        } finally {
            Book.change("update posting set " + repair + where);
        }
        assertEquals(List.of(), of(town, checked()), () -> "repaired: " + change);
    }

    /** Lets the account have been given so many minutes more, from a posting on. */
    private static void give(String account, UUID exchange, int minutes) {
        Book.change("""
                update posting p set balance = p.balance + %d, minutes = p.minutes + case when p.number = x.number then %d else 0 end
                  from posting x
                 where x.account_id = '%s' and x.exchange_id = '%s' and p.account_id = x.account_id and p.number >= x.number
                """.formatted(minutes, minutes, account, exchange));
        Book.change("update account set balance = balance + %d where id = '%s'".formatted(minutes, account));
    }

    @Test
    void namesAPostingThatNoEventTellsOfAndOneThatIsGone() {
        var town = Town.founded();
        var a = town.participant();
        var b = town.participant();
        created("/exchanges", town.leadToken, town.service(a, b, 60));
        var last = id(created("/exchanges", town.leadToken, town.service(a, b, 45)));
        var accounts = List.of(
                town.account(a, "participant").get("id").textValue(),
                town.account(b, "participant").get("id").textValue());
        Book.sequenced();
        assertEquals(List.of(), of(town, checked()));

        var invented = UUID.randomUUID();
        accounts.forEach(account -> add(account, invented, accounts.indexOf(account) == 0 ? 20 : -20));
        try {
            var findings = of(town, checked());
            assertEquals(List.of("event", "event"), kinds(findings));
            for (var finding : findings) {
                assertEquals(invented.toString(), finding.get("exchangeId").textValue());
                assertTrue(accounts.contains(finding.get("accountId").textValue()));
                assertEquals(20, Math.abs(finding.get("stored").intValue()));
                assertFalse(finding.has("sequence"));
                assertFalse(finding.has("counted"));
            }
        } finally {
            accounts.forEach(account -> take(account, invented));
        }
        assertEquals(List.of(), of(town, checked()), "repaired");

        Book.change("create table taken as select * from posting where exchange_id = '" + last + "'");
        accounts.forEach(account -> take(account, last));
        try {
            var findings = of(town, checked());
            assertEquals(List.of("event", "event", "event", "event"), kinds(findings), findings::toString);
            var missing = findings.stream()
                    .filter(finding -> finding.has("exchangeId"))
                    .toList();
            assertEquals(2, missing.size());
            for (var finding : missing) {
                assertEquals(last.toString(), finding.get("exchangeId").textValue());
                assertEquals(45, Math.abs(finding.get("counted").intValue()));
                assertFalse(finding.has("stored"));
            }
            findings.stream().filter(finding -> !finding.has("exchangeId")).forEach(fewer -> {
                assertEquals(1, fewer.get("stored").intValue());
                assertEquals(2, fewer.get("counted").intValue());
            });
        } finally {
            Book.change("""
                    with back as (insert into posting select * from taken returning account_id, minutes)
                    update account a set balance = a.balance + back.minutes, entries = a.entries + 1
                      from back where a.id = back.account_id
                    """);
            Book.change("drop table taken");
        }
        assertEquals(List.of(), of(town, checked()), "repaired");
    }

    /** A posting more, and all that goes with it. */
    private static void add(String account, UUID exchange, int minutes) {
        Book.change("""
                with moved as (
                    update account set balance = balance + %d, entries = entries + 1 where id = '%s'
                    returning community_id, id, balance, entries)
                insert into posting (community_id, account_id, number, exchange_id, kind, minutes, balance, occurred_at, recorded_at,
                                     reversal)
                select community_id, id, entries, '%s', 'service', %d, balance, now(), now(), false from moved
                """.formatted(minutes, account, exchange, minutes));
    }

    private static void take(String account, UUID exchange) {
        Book.change("""
                with gone as (delete from posting where account_id = '%s' and exchange_id = '%s' returning account_id, minutes)
                update account a set balance = a.balance - gone.minutes, entries = a.entries - 1
                  from gone where a.id = gone.account_id
                """.formatted(account, exchange));
    }

    @Test
    void findsCreditThatIsReservedForNothing() {
        var town = Town.founded();
        var account = town.account(town.participant(), "participant").get("id").textValue();
        Book.change("update account set reserved = 7 where id = '" + account + "'");
        try {
            var findings = of(town, checked());
            assertEquals(List.of("reserved"), kinds(findings));
            assertEquals(account, findings.getFirst().get("accountId").textValue());
            assertEquals(7, findings.getFirst().get("stored").intValue());
        } finally {
            Book.change("update account set reserved = 0 where id = '" + account + "'");
        }
        assertEquals(List.of(), of(town, checked()));
    }

    @Test
    void namesTheSequenceOfAnEventOfWhichOneByteWasFlipped() {
        var town = Town.founded();
        var exchange =
                id(created("/exchanges", town.leadToken, town.service(town.participant(), town.participant(), 60)));
        Book.sequenced();
        assertEquals(List.of(), of(town, checked()), "it is looked at, and right");
        var settled = Book.rows(
                        "select l.sequence, e.id from event e join log_entry l on l.event = e.id where e.stream = '"
                                + exchange + "' and e.type like '%settled%'")
                .getFirst();
        var flip = "update event set body = replace(body, '\"minutes\":%d', '\"minutes\":%d') where id = " + settled[1];

        Book.change(flip.formatted(60, 61));
        try {
            var findings = of(town, checked());
            assertEquals(List.of("link"), kinds(findings));
            assertEquals(settled[0], findings.getFirst().get("sequence").longValue());
            assertEquals("changed", findings.getFirst().get("fault").textValue());
            assertFalse(findings.getFirst().has("accountId"));
            Book.eventually("health is red and names the sequence", () -> told("/q/health/group/book", 503)
                    .contains("sequence=" + settled[0]));
        } finally {
            Book.change(flip.formatted(61, 60));
        }
        assertEquals(List.of(), of(town, checked()));
    }

    @Test
    void looksOnlyAtWhatHasComeSinceAndAtSomeAgain() {
        var town = Town.founded();
        checked();
        created("/exchanges", town.leadToken, town.service(town.participant(), town.participant(), 60));
        Book.sequenced();
        long head = Book.number("select sequence from log_head");
        var check = checked();
        assertTrue(check.get("throughSequence").longValue() >= head);
        assertEquals(
                0,
                Book.number("select count(*) from account a left join account_mark m on m.account_id = a.id"
                        + " where a.entries <> coalesce(m.entries, 0) or a.balance <> coalesce(m.minutes, 0)"),
                "all that moved is noted as right");
        assertTrue(Book.number("select compared_through from self_check") >= head);
        assertEquals(
                0,
                Book.number(
                        "select count(*) from account a left join event_mark m on m.account_id = a.id and m.walk = 'first'"
                                + " and m.lap = (select compared_lap from self_check) where a.entries <> coalesce(m.entries, 0)"),
                "as many postings as events tell");
        assertTrue(check.get("accounts").longValue() >= Book.number("select count(*) from account") - 1);
    }

    @Test
    void isForOperators() {
        var town = Town.founded();
        refused(403, "role-missing", given().auth().oauth2(town.leadToken).get("/self-check"));
        refused(403, "role-missing", post("/self-check", town.leadToken, ""));
        var key = UUID.randomUUID().toString();
        var first = post("/self-check", Tokens.operator(), key, "");
        assertEquals(202, first.statusCode(), first::asString);
        var again = post("/self-check", Tokens.operator(), key, "");
        assertEquals("true", again.header("Idempotency-Replayed"));
        assertEquals(first.asString(), again.asString());
    }

    /** What a check found that began after now. */
    static JsonNode checked() {
        var asked = post("/self-check", Tokens.operator(), "");
        assertEquals(202, asked.statusCode(), asked::asString);
        var at = Instant.parse(json(asked).get("askedAt").textValue());
        Book.eventually("a check has ended", () -> {
            var check = get("/self-check", Tokens.operator());
            return !check.get("running").booleanValue()
                    && check.has("endedAt")
                    && Instant.parse(check.get("beganAt").textValue()).isAfter(at);
        });
        return get("/self-check", Tokens.operator());
    }

    /** Only what is about this town: other tests change other books meanwhile. */
    static List<JsonNode> of(Town town, JsonNode check) {
        return StreamSupport.stream(check.get("findings").spliterator(), false)
                .filter(finding -> finding.get("communityId").textValue().equals(town.community.toString()))
                .toList();
    }

    private static JsonNode one(List<JsonNode> findings, String kind) {
        return findings.stream()
                .filter(finding -> finding.get("kind").textValue().equals(kind))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> kinds(List<JsonNode> findings) {
        return findings.stream()
                .map(finding -> finding.get("kind").textValue())
                .sorted()
                .toList();
    }

    private static String told(String path, int status) {
        var response = given().get(path);
        return response.statusCode() == status ? response.asString() : "";
    }

    private static double metric(String name) {
        return given().get("/q/metrics")
                .asString()
                .lines()
                .filter(line -> line.startsWith(name))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .max()
                .orElseThrow();
    }
}
