package org.reciprocity.ledger;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.reciprocity.ledger.Town.created;
import static org.reciprocity.ledger.Town.get;
import static org.reciprocity.ledger.Town.id;
import static org.reciprocity.ledger.Town.refused;

import io.restassured.RestAssured;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reciprocity.ledger.exchange.Exchange;

/** The whole book as hledger reads it. */
@LedgerTest
class JournalTest {
    private static final boolean EXPECTED =
            Boolean.parseBoolean(System.getenv().getOrDefault("RECIPROCITY_EXPECT_HLEDGER", "false"));

    @TempDir
    Path folder;

    private static void needsHledger() {
        boolean installed = Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(at -> Files.isExecutable(Path.of(at).resolve("hledger")));
        assertTrue(installed || !EXPECTED, "hledger is expected here, and is not on the path");
        assumeTrue(installed, "hledger is not installed");
    }

    @Test
    void balancesLikeTheApiInHledger() throws Exception {
        needsHledger();
        var busy = new BusyTown();
        var file = Files.writeString(folder.resolve("book.journal"), journal(busy.town));

        hledger(file, "check");
        hledger(file, "check", "--strict");
        assertEquals(balances(busy), read(hledger(file, "balance", "--flat", "--empty", "-O", "csv")));
        for (var reversed : busy.reversed) {
            var of = hledger(file, "print", "code:" + reversed);
            assertTrue(of.contains("reversal:wrong-minutes"), of);
            assertEquals(
                    2,
                    Pattern.compile("^2026-05-04 \\*", Pattern.MULTILINE)
                            .matcher(of)
                            .results()
                            .count(),
                    of);
        }
        var free = hledger(file, "print", "code:" + busy.creditFree);
        assertTrue(free.contains("minutes:75") && !free.contains("    "), free);
        var kinds = hledger(file, "tags", "kind", "--values");
        for (var kind : Exchange.Kind.values()) {
            assertTrue(kinds.lines().toList().contains(kind.wire()), () -> kind + " in " + kinds);
        }
    }

    @Test
    void bringsForwardWhatAPeriodBeginsWith() throws Exception {
        needsHledger();
        var town = Town.founded();
        var a = town.participant();
        var b = town.participant();
        for (var day : List.of("2026-03-31", "2026-04-01", "2026-04-30", "2026-05-01")) {
            created(
                    "/exchanges",
                    town.leadToken,
                    town.service(a, b, 10).replace("2026-05-04T10:00:00Z", day + "T12:00:00Z"));
        }
        var mistake = id(created(
                "/exchanges",
                town.leadToken,
                town.service(a, b, 5).replace("2026-05-04T10:00:00Z", "2026-02-01T12:00:00Z")));
        created("/exchanges/" + mistake + "/reversal", town.leadToken, "{\"reason\":\"did-not-happen\"}");
        Book.sequenced();
        var april = "?from=2026-04-01T00:00:00%2B01:00&to=2026-05-01T00:00:00%2B01:00";
        var text = journal(town, april);

        assertTrue(text.contains("; It begins with what occurred at 2026-03-31T23:00:00Z."), text);
        assertTrue(text.endsWith("; The end: 3 transactions.\n"), text);
        assertTrue(text.contains("2026-04-01 * opening balances"), text);
        var file = Files.writeString(folder.resolve("april.journal"), text);
        hledger(file, "check", "--strict");
        assertEquals(
                Map.of("participant:" + a, 30L, "participant:" + b, -30L),
                read(hledger(file, "balance", "--flat", "-O", "csv")));
        assertEquals(
                Map.of("participant:" + a, 20L, "participant:" + b, -20L),
                read(hledger(file, "balance", "--flat", "-O", "csv", "not:tag:kind=opening")));
        var account = town.account(a, "participant").get("id").textValue();
        assertEquals(
                30,
                get("/accounts/" + account + "?at=2026-04-30T22:59:59Z", town.leadToken)
                        .get("balanceMinutes")
                        .longValue());
        assertTrue(journal(town, "?to=2026-02-01T00:00:00Z").endsWith("; The end: 0 transactions.\n"));
        var unclear = given().auth()
                .oauth2(town.leadToken)
                .get("/communities/" + town.community + "/journal?from=2026-04-01");
        refused(400, "malformed-request", unclear);
    }

    /** What hledger prints: account and balance. */
    private static Map<String, Long> read(String csv) {
        var balances = new TreeMap<String, Long>();
        csv.lines().skip(1).map(line -> line.replace("\"", "").split(",")).forEach(cells -> {
            if (!cells[0].equals("total")) {
                balances.put(cells[0], Long.valueOf(cells[1].replace(" min", "")));
            } else {
                assertEquals("0", cells[1]);
            }
        });
        return balances;
    }

    private static Map<String, Long> balances(BusyTown busy) {
        var balances = new TreeMap<String, Long>();
        for (var account : busy.accounts()) {
            if (get("/accounts/" + account.get("id").textValue() + "/statement", busy.town.leadToken)
                            .get("items")
                            .size()
                    > 0) {
                balances.put(name(account), account.get("balanceMinutes").longValue());
            }
        }
        return balances;
    }

    private static String name(com.fasterxml.jackson.databind.JsonNode account) {
        return account.get("kind").textValue() + ":" + account.get("ownerId").textValue();
    }

    private String hledger(Path journal, String... arguments) throws IOException, InterruptedException {
        var command = Stream.concat(Stream.of("hledger", "-f", journal.toString()), Stream.of(arguments))
                .toList();
        var output = folder.resolve("output");
        var process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS), "hledger does not end");
        var text = Files.readString(output);
        assertEquals(0, process.exitValue(), text);
        return text;
    }

    @Test
    void tellsEveryAccountAndEveryMoveOnce() {
        var busy = new BusyTown();
        var text = journal(busy.town);
        var sums = new HashMap<String, Long>();
        Pattern.compile("^ {4}(\\S+) {2}(-?\\d+) min$", Pattern.MULTILINE)
                .matcher(text)
                .results()
                .forEach(posting -> sums.merge(posting.group(1), Long.valueOf(posting.group(2)), Long::sum));

        assertEquals(balances(busy), new TreeMap<>(sums));
        assertEquals(
                busy.accounts().stream()
                        .map(account -> "account " + name(account) + "  ; id:"
                                + account.get("id").textValue())
                        .sorted()
                        .toList(),
                text.lines()
                        .filter(line -> line.startsWith("account "))
                        .map(line -> line.replaceFirst(", sequence:\\d+$", ""))
                        .sorted()
                        .toList());
        int moves = busy.settled.size() + busy.reversed.size();
        assertTrue(text.endsWith("; The end: " + moves + " transactions.\n"), text);
        assertFalse(text.contains("A town"), "no names but codes");
    }

    @Test
    void countsDaysWhereTheCommunityIs() {
        var town = Town.founded();
        var a = town.participant();
        var b = town.participant();
        created(
                "/exchanges",
                town.leadToken,
                town.service(a, b, 60).replace("2026-05-04T10:00:00Z", "2026-05-31T23:30:00Z"));
        Book.sequenced();
        assertTrue(journal(town).contains("\n2026-06-01 * ("), "half past midnight in London");
    }

    @Test
    void isCutOffRatherThanToldWithAHole() {
        var town = Town.founded();
        var a = town.participant();
        created("/exchanges", town.leadToken, town.service(a, town.participant(), 60));
        Book.sequenced();
        var account = town.account(a, "participant").get("id").textValue();
        var other = UUID.randomUUID();
        Book.change("update account set id = '" + other + "' where id = '" + account + "'");
        try (var client = HttpClient.newHttpClient()) {
            for (var export : List.of("/journal", "/valueflows")) {
                var request = HttpRequest.newBuilder(URI.create(
                                "http://localhost:" + RestAssured.port + "/communities/" + town.community + export))
                        .header("Authorization", "Bearer " + town.leadToken)
                        .build();
                assertThrows(IOException.class, () -> client.send(request, HttpResponse.BodyHandlers.ofString()));
            }
        } finally {
            Book.change("update account set id = '" + account + "' where id = '" + other + "'");
        }
        assertTrue(journal(town).contains("; The end: 1 transactions."));
    }

    @Test
    void isForTheLeadsStewardAndForOperators() {
        var town = Town.founded();
        for (var export : List.of("/journal", "/valueflows")) {
            var path = "/communities/" + town.community + export;
            assertEquals(200, given().auth().oauth2(Tokens.operator()).get(path).statusCode());
            refused(
                    403,
                    "not-the-lead",
                    given().auth().oauth2(town.partnerToken).get(path));
            refused(
                    403,
                    "role-missing",
                    given().auth()
                            .oauth2(Tokens.of(town.lead, "agency", "broker"))
                            .get(path));
        }
    }

    private static String journal(Town town) {
        return journal(town, "");
    }

    private static String journal(Town town, String period) {
        var response = given().urlEncodingEnabled(false)
                .auth()
                .oauth2(town.leadToken)
                .get("/communities/" + town.community + "/journal" + period);
        assertEquals(200, response.statusCode(), response::asString);
        assertTrue(response.contentType().startsWith("text/plain"), response::contentType);
        return response.asString();
    }
}
