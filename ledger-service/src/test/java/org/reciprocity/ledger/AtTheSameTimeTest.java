package org.reciprocity.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.reciprocity.ledger.Town.created;
import static org.reciprocity.ledger.Town.get;
import static org.reciprocity.ledger.Town.id;
import static org.reciprocity.ledger.Town.post;
import static org.reciprocity.ledger.Town.refused;

import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.reciprocity.backends.Backends;

/** What is asked for twice at the same moment. */
@LedgerTest
class AtTheSameTimeTest {
    private static final int MANY = 500;

    @Test
    void letsOneOfTwoFirstDebitsUpToTheFloorThrough() {
        var town = Town.founded("{\"participantFloorMinutes\":-200}");
        for (int round = 0; round < 10; round++) {
            var payer = town.participant();
            var debits = Stream.of(town.participant(), town.participant())
                    .<Callable<Integer>>map(
                            giver -> () -> post("/exchanges", town.leadToken, town.service(giver, payer, 200))
                                    .statusCode())
                    .toList();

            assertEquals(List.of(201, 422), AtOnce.run(debits).stream().sorted().toList());
            assertEquals(-200, town.balance(payer));
        }
        assertTrue(town.invariants().get("holds").booleanValue());
    }

    @Test
    void reversesEachOfFiveHundredOnceThoughAllAreReversedTwiceAtOnce() {
        var town = Town.founded();
        var givers = people(town);
        var receivers = people(town);
        var settled = AtOnce.run(IntStream.range(0, MANY)
                .<Callable<UUID>>mapToObj(i -> () -> id(created(
                        "/exchanges",
                        town.leadToken,
                        town.service(givers.get(i % 50), receivers.get(i % 50), 1 + i % 60))))
                .toList());
        var twice = settled.stream()
                .flatMap(exchange -> Collections.nCopies(2, exchange).stream())
                .<Callable<Integer>>map(exchange -> () -> answered(
                        "/exchanges/" + exchange + "/reversal", town.leadToken, "{\"reason\":\"recorded-twice\"}"))
                .toList();

        var answers =
                AtOnce.run(twice).stream().collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));

        assertEquals(MANY, answers.get(201).intValue());
        assertEquals(MANY, answers.get(409).intValue());
        givers.forEach(one -> assertEquals(0, town.balance(one)));
        receivers.forEach(one -> assertEquals(0, town.balance(one)));
        assertEquals(
                MANY,
                Book.number("select count(*) from event where type like '%exchange-reversed%' and chain = '"
                        + town.community + "'"));
        var book = WholeBook.of(town.community);
        assertTrue(book.get("posting").startsWith(4 * MANY + " rows"), book::toString);
        assertEquals(
                0,
                Book.number(
                        "select count(*) from exchange where (state <> 'reversed' or version <> 2) and community_id = '"
                                + town.community + "'"));

        var refused = settled.stream()
                .flatMap(exchange -> Stream.of("reversal", "cancellation", "confirmations", "dispute")
                        .<Callable<Integer>>map(what -> () -> answered(
                                "/exchanges/" + exchange + "/" + what,
                                town.leadToken,
                                what.equals("confirmations")
                                        ? "{\"participantId\":\"" + givers.getFirst() + "\",\"how\":\"party\"}"
                                        : what.equals("dispute")
                                                ? "{\"participantId\":\"" + givers.getFirst()
                                                        + "\",\"reason\":\"other\"}"
                                                : "{\"reason\":\"other\"}")))
                .toList();
        var statuses = AtOnce.run(refused).stream().distinct().sorted().toList();
        assertTrue(List.of(409, 422).containsAll(statuses), statuses::toString);
        assertEquals(book, WholeBook.of(town.community), "a refused call changed something");
        assertTrue(town.invariants().get("holds").booleanValue());
    }

    @Test
    void recordsNothingOfSomebodyWhoIsErasedWhileItWaits() throws SQLException {
        var town = Town.founded();
        var programme = town.programme();
        var person = town.participant();
        var file = id(created("/cases", town.leadToken, CaseResourceTest.referral(person, programme)));
        var requests = Map.of(
                "/measures", VisibilityTest.measure(person, programme),
                "/measures/waves",
                        OutcomeRulesTest.wave(
                                programme, 0, "participants", "2026-04-10", OutcomeRulesTest.score(person, 22)),
                "/service-uses", VisibilityTest.use(person, programme),
                "/follow-ups",
                        "{\"caseId\":\"" + file + "\",\"arm\":\"participants\",\"windowMonths\":12,"
                                + "\"event\":\"re-offended\",\"outcome\":\"no\",\"observedOn\":\"2026-05-01\"}",
                "/enrolments", VisibilityTest.enrolment(person, programme));
        try (var connection = Backends.postgres().connect(LedgerBackends.DATABASE);
                var statement = connection.createStatement();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            connection.setAutoCommit(false);
            statement.execute("select pg_advisory_xact_lock(hashtextextended('outcomes:' || '" + programme + "', 0))");
            var answers = requests.entrySet().stream()
                    .map(request -> CompletableFuture.supplyAsync(
                            () -> post(request.getKey(), town.leadToken, request.getValue()), threads))
                    .toList();
            Book.eventually("all wait", () -> waiting() == requests.size());
            created("/participants/" + person + "/erasure", town.leadToken, "{\"reason\":\"requested\"}");
            connection.commit();
            answers.forEach(answer -> refused(410, "participant-erased", answer.join()));
        }
        assertEquals(
                0,
                Book.number("select count(*) from event where chain = '" + town.community
                        + "' and type ~ 'measure-scored|service-use|follow-up|participant-enrolled'"));
    }

    @Test
    void notesNothingOfSomebodyWhoseErasureHasBegun() throws SQLException {
        var town = Town.founded();
        var programme = town.programme();
        var person = town.participant();
        var account = town.account(person, "participant").get("id").textValue();
        var requests = Map.of(
                "/participants/" + person + "/identity",
                LinkResourceTest.identity("Jane Example", "1990-01-31", "ZZ99 9ZZ"),
                "/participants/" + person + "/links",
                "{\"participantId\":\"" + town.participant() + "\"}",
                "/cases",
                known(CaseResourceTest.referral(person, programme)),
                "/clearances",
                known(StandingResourceTest.clearance(person)),
                "/training",
                known(StandingResourceTest.training(person)),
                "/consents",
                known(StandingResourceTest.consent(person)),
                "/enrolments",
                known(VisibilityTest.enrolment(person, programme)));
        long keys = Book.number("select count(*) from answered");
        try (var connection = Backends.postgres().connect(LedgerBackends.DATABASE);
                var statement = connection.createStatement();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            connection.setAutoCommit(false);
            statement.execute("select 1 from account where id = '" + account + "' for update");
            var erasure = CompletableFuture.supplyAsync(
                    () -> post(
                            "/participants/" + person + "/erasure",
                            town.leadToken,
                            key(),
                            "{\"reason\":\"requested\"}"),
                    threads);
            Book.eventually("the erasure waits for the account", () -> waitingForAny() == 1);
            var answers = requests.entrySet().stream()
                    .map(request -> CompletableFuture.supplyAsync(
                            () -> post(request.getKey(), town.leadToken, key(), request.getValue()), threads))
                    .toList();
            Book.eventually("all wait for the erasure", () -> waitingForAny() == 1 + requests.size());
            connection.commit();
            assertEquals(201, erasure.join().statusCode());
            answers.forEach(answer -> refused(410, "participant-erased", answer.join()));
        }
        for (var table : List.of("identity_digest", "case_file", "clearance", "training", "consent", "enrolment")) {
            assertEquals(
                    0,
                    Book.number("select count(*) from " + table + " where participant_id = '" + person + "'"),
                    table);
        }
        assertEquals(0, Book.number("select count(*) from participant_link where '" + person + "' in (one, other)"));
        assertEquals(keys + 1, Book.number("select count(*) from answered"), "the erasure's answer");
    }

    /**
     * Somebody who leaves while a list is recorded that names them.
     *
     * @param proposal what of the list names them, and moves nothing yet
     * @param path by which they leave
     * @param reason why
     */
    private record Leaving(String proposal, String path, String reason) {}

    /** The list has looked up whom it names, and waits for a stranger's account; it locks no account of whom it only asks. */
    @Test
    void leavesNothingWaitingOfWhoLeavesWhileItIsRecorded() throws SQLException {
        var town = Town.founded();
        var giver = town.participant();
        var erased = town.participant();
        var closed = town.participant();
        var moved = town.participant();
        var account = town.account(moved, "participant").get("id").textValue();
        var leaving = List.of(
                new Leaving(
                        town.proposal(giver, erased, 30),
                        "/participants/" + erased + "/erasure",
                        "{\"reason\":\"requested\"}"),
                new Leaving(
                        town.proposal(closed, giver, 30),
                        closure(town, closed, "participant"),
                        "{\"reason\":\"moved-away\",\"cancelWaiting\":true}"),
                new Leaving(
                        town.exchange("contribution", giver, town.partner.toString(), 30),
                        closure(town, town.partner, "agency"),
                        "{\"reason\":\"funding-ended\",\"cancelWaiting\":true}"));
        for (var one : leaving) {
            var known = one.proposal().replaceFirst("\\{", "{\"externalRef\":\"of " + one.path() + "\",");
            try (var connection = Backends.postgres().connect(LedgerBackends.DATABASE);
                    var statement = connection.createStatement();
                    var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                connection.setAutoCommit(false);
                statement.execute("select 1 from account where id = '" + account + "' for update");
                var recorded = CompletableFuture.supplyAsync(
                        () -> post(
                                "/exchanges/batch?atomic=true",
                                town.leadToken,
                                "[" + town.service(moved, giver, 5) + "," + known + "]"),
                        threads);
                Book.eventually("the list waits for the account", () -> waitingForAny() == 1);
                var left = CompletableFuture.supplyAsync(
                        () -> AccountResourceTest.act(one.path(), town.leadToken, 1, one.reason()), threads);
                Book.eventually("who leaves waits for the list", () -> waitingForAny() == 2);
                connection.commit();
                assertEquals(201, left.join().statusCode(), one.path());
                var items = Town.json(recorded.join());
                assertEquals("proposed", items.at("/1/exchange/state").textValue(), items::toString);
                assertEquals(
                        "cancelled",
                        get("/exchanges/" + items.at("/1/exchange/id").textValue(), town.leadToken)
                                .get("state")
                                .textValue());
            }
        }
        assertEquals(
                0,
                Book.number("select count(*) from exchange where external_ref like 'of %" + erased + "%'"),
                "the references of who is erased are deleted");
        assertTrue(town.invariants().get("holds").booleanValue());
    }

    @Test
    void recordsNoExchangeOfWhoIsLeaving() throws SQLException {
        var town = Town.founded();
        var giver = town.participant();
        var free = ",\"programmeId\":\"" + town.programme(town.leadToken, false) + "\"}";
        for (boolean erased : List.of(true, false)) {
            var person = town.participant();
            var account = town.account(person, "participant").get("id").textValue();
            var proposal = known(town.proposal(giver, person, 30)).replace("member-1", "of " + person);
            var settled = town.service(person, giver, 30).stripTrailing().replaceFirst("}$", free);
            var moving = town.service(giver, person, 5);
            try (var connection = Backends.postgres().connect(LedgerBackends.DATABASE);
                    var statement = connection.createStatement();
                    var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                connection.setAutoCommit(false);
                statement.execute("select 1 from account where id = '" + account + "' for update");
                var leaving = CompletableFuture.supplyAsync(
                        () -> erased
                                ? post(
                                        "/participants/" + person + "/erasure",
                                        town.leadToken,
                                        "{\"reason\":\"requested\"}")
                                : AccountResourceTest.act(
                                        closure(town, person, "participant"),
                                        town.leadToken,
                                        1,
                                        "{\"reason\":\"moved-away\"}"),
                        threads);
                Book.eventually("who leaves waits for the account", () -> waitingForAny() == 1);
                var single = CompletableFuture.supplyAsync(
                        () -> post("/exchanges", town.leadToken, key(), proposal), threads);
                var list = CompletableFuture.supplyAsync(
                        () -> post(
                                "/exchanges/batch",
                                town.leadToken,
                                key(),
                                "[" + String.join(",", proposal, settled, moving) + "]"),
                        threads);
                var whole = CompletableFuture.supplyAsync(
                        () -> post("/exchanges/batch?atomic=true", town.leadToken, key(), "[" + settled + "]"),
                        threads);
                Book.eventually("all wait for who leaves", () -> waitingForAny() == 4);
                connection.commit();
                assertEquals(201, leaving.join().statusCode());
                int status = erased ? 404 : 422;
                var type = erased ? "not-found" : "account-closed";
                refused(status, type, single.join());
                var items = Town.json(list.join());
                for (int i = 0; i < 3; i++) {
                    assertEquals(
                            "/problems/" + type,
                            items.at("/" + i + "/problem/type").textValue(),
                            items::toString);
                }
                assertEquals(
                        "/problems/" + type,
                        refused(422, "batch-refused", whole.join())
                                .at("/problem/type")
                                .textValue());
            }
            assertEquals(0, Book.number("select count(*) from exchange_party where party_id = '" + person + "'"));
        }
    }

    /** The address by which an account is closed. */
    private static String closure(Town town, UUID owner, String kind) {
        return "/accounts/" + town.account(owner, kind).get("id").textValue() + "/closure";
    }

    /** The status that a request gets in the end: while the service is too busy it is sent again under its key, as the answer says. */
    private static int answered(String path, String token, String body) {
        var key = key();
        var response = post(path, token, key, body);
        while (response.statusCode() == 503) {
            refused(503, "unavailable", response);
            assertTrue(Integer.parseInt(response.header("Retry-After")) > 0);
            response = post(path, token, key, body);
        }
        return response.statusCode();
    }

    private static String key() {
        return UUID.randomUUID().toString();
    }

    /** The same with a reference by which its sender knows the person. */
    private static String known(String body) {
        return body.replaceFirst("}$", ",\"externalRef\":\"member-1\"}");
    }

    @Test
    void letsNobodySpendWithAPartnerWhoseRoleIsBeingTakenBack() throws SQLException {
        var town = Town.founded();
        var person = town.participant();
        var account = town.account(town.partner, "redemption").get("id").textValue();
        var requests = Map.of(
                "/holds", Stall.hold(town, person, 30, ""),
                "/redemption-offers", Stall.offer(town, "service", 30, ""),
                "/exchanges", town.exchange("redemption", town.partner, person.toString(), 30));
        try (var connection = Backends.postgres().connect(LedgerBackends.DATABASE);
                var statement = connection.createStatement();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            connection.setAutoCommit(false);
            statement.execute("select 1 from account where id = '" + account + "' for update");
            var removal = CompletableFuture.supplyAsync(
                    () -> post(
                            "/communities/" + town.community + "/agencies/" + town.partner + "/role-removal",
                            town.leadToken,
                            "{\"roles\":[\"redeemer\"]}"),
                    threads);
            Book.eventually("the removal waits for the account", () -> waitingForAny() == 1);
            var answers = requests.entrySet().stream()
                    .map(request -> CompletableFuture.supplyAsync(
                            () -> post(request.getKey(), town.leadToken, request.getValue()), threads))
                    .toList();
            Book.eventually("all wait for the removal", () -> waitingForAny() == 1 + requests.size());
            connection.commit();
            assertEquals(201, removal.join().statusCode());
            answers.forEach(answer -> refused(422, "not-a-redeemer", answer.join()));
        }
    }

    @Test
    void letsNobodyDealWithAnAgencyThatIsLeaving() throws SQLException {
        var town = Town.founded();
        var person = town.participant();
        var account = town.account(town.partner, "agency").get("id").textValue();
        var requests = Map.of(
                "/holds", Stall.hold(town, person, 30, ""),
                "/redemption-offers", Stall.offer(town, "service", 30, ""),
                "/exchanges", town.exchange("contribution", person, town.partner.toString(), 30));
        try (var connection = Backends.postgres().connect(LedgerBackends.DATABASE);
                var statement = connection.createStatement();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            connection.setAutoCommit(false);
            statement.execute("select 1 from account where id = '" + account + "' for update");
            var end = CompletableFuture.supplyAsync(
                    () -> post(
                            "/communities/" + town.community + "/agencies/" + town.partner + "/end",
                            town.leadToken,
                            "{\"reason\":\"other\"}"),
                    threads);
            Book.eventually("the end waits for the account", () -> waitingForAny() == 1);
            var answers = requests.entrySet().stream()
                    .map(request -> CompletableFuture.supplyAsync(
                            () -> post(request.getKey(), town.leadToken, request.getValue()), threads))
                    .toList();
            Book.eventually("all wait for the end", () -> waitingForAny() == 1 + requests.size());
            connection.commit();
            assertEquals(201, end.join().statusCode());
            answers.forEach(answer -> refused(404, "not-found", answer.join()));
        }
        assertEquals(
                0, town.account(town.partner, "agency").get("balanceMinutes").intValue());
    }

    @Test
    void linksNobodyWhileOutcomesAreRecorded() throws SQLException {
        var town = Town.founded();
        var one = town.participant();
        var other = town.participant();
        try (var connection = Backends.postgres().connect(LedgerBackends.DATABASE);
                var statement = connection.createStatement();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            connection.setAutoCommit(false);
            statement.execute("select pg_advisory_xact_lock_shared(hashtextextended('outcomes-people:' || '"
                    + town.community + "', 0))");
            var link = CompletableFuture.supplyAsync(() -> LinkResourceTest.link(town, one, other), threads);
            Book.eventually("it waits", () -> waiting() == 1);
            connection.commit();
            link.join();
        }
    }

    /** How many wait for an advisory lock. */
    private static long waiting() {
        return Book.number("select count(*) from pg_locks where locktype = 'advisory' and not granted");
    }

    /** How many wait for a row, or for whoever waits for one. */
    private static long waitingForAny() {
        return Book.number("select count(*) from pg_locks where not granted");
    }

    private static List<UUID> people(Town town) {
        return IntStream.range(0, 50).mapToObj(i -> town.participant()).toList();
    }
}
