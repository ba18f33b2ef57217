package org.reciprocity.local.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.reciprocity.local.issuer.TokenRequest;
import org.reciprocity.local.play.PlayException;
import org.reciprocity.local.system.Service;
import org.reciprocity.local.system.Terminal;

/**
 * A ledger service as it is installed, with a community of its own, that is driven over REST: PostgreSQL with
 * {@code fsync} and {@code synchronous_commit}, the relay to Kafka running, an Idempotency-Key with every request.
 */
final class LedgerUnderLoad implements AutoCloseable {
    private static final String PEER = "peer";
    private static final String NO_LIMIT = "-Dreciprocity.rate-limit.requests-per-second=1000000000";
    private static final String NO_LIMIT_AT_ONCE = "-Dreciprocity.rate-limit.burst=1000000000";
    private static final int BODIES = 4096;
    private static final String OCCURRED = "2026-05-04T10:00:00Z";
    private static final Duration DRAINED_WITHIN = Duration.ofMinutes(10);

    private final BenchSystem bench;
    private final Terminal terminal;
    private final UUID agency = UUID.randomUUID();
    private final UUID community = UUID.randomUUID();
    private final List<UUID> people = new ArrayList<>();
    private final AtomicLong keys = new AtomicLong();
    private String token;

    private LedgerUnderLoad(BenchSystem bench, Terminal terminal) {
        this.bench = bench;
        this.terminal = terminal;
    }

    /**
     * Starts everything and registers participants without narrow limits.
     *
     * @param heap the service's heap
     */
    static LedgerUnderLoad start(Terminal terminal, int participants, String heap) throws IOException, SQLException {
        var bench = BenchSystem.start(terminal);
        var load = new LedgerUnderLoad(bench, terminal);
        load.requireDurable();
        bench.startLedger(heap, List.of(NO_LIMIT, NO_LIMIT_AT_ONCE));
        load.found(participants);
        terminal.line(
                "fdatasync takes %d microseconds here (median).".formatted(Disk.syncMicroseconds(bench.folder())));
        return load;
    }

    private void requireDurable() throws SQLException {
        try (var connection = database("postgres");
                var rows = connection
                        .createStatement()
                        .executeQuery("select current_setting('fsync'), current_setting('synchronous_commit')")) {
            rows.next();
            if (!"on".equals(rows.getString(1)) || !"on".equals(rows.getString(2))) {
                throw new PlayException("PostgreSQL runs with fsync=" + rows.getString(1) + " and synchronous_commit="
                        + rows.getString(2));
            }
        }
    }

    private void found(int participants) throws IOException {
        token = bench.system()
                .issuer()
                .token(new TokenRequest(
                        "bench", Optional.of(agency), List.of("agency", "broker", "steward"), Duration.ofHours(12)));
        try (var wire = wire(operator())) {
            made(wire, "/agencies", "{\"id\":\"%s\",\"code\":\"bench\",\"name\":\"Bench\"}".formatted(agency));
            made(wire, "/communities", """
                    {"id":"%s","code":"bench","name":"Bench","timeZone":"UTC","leadAgencyId":"%s",
                     "policy":{"participantFloorMinutes":-100000000,"participantCeilingMinutes":100000000}}
                    """.formatted(community, agency));
        }
        try (var wire = wire(token)) {
            for (int i = 0; i < participants; i++) {
                var person = UUID.randomUUID();
                made(
                        wire,
                        "/participants",
                        "{\"id\":\"%s\",\"communityId\":\"%s\",\"kind\":\"person\"}".formatted(person, community));
                people.add(person);
            }
        }
    }

    private void made(Wire wire, String path, String body) throws IOException {
        var answer = wire.post(path, key(), body.getBytes(StandardCharsets.UTF_8));
        if (answer.status() != 201) {
            throw new PlayException("POST " + path + " was answered with " + answer.status() + " " + answer.body());
        }
    }

    private Wire wire(String as) throws IOException {
        return new Wire(address(), "Authorization: Bearer " + as + "\r\n");
    }

    private URI address() {
        return bench.system().address(Service.LEDGER);
    }

    private String key() {
        return "bench-" + keys.incrementAndGet();
    }

    /** The participants, as they were registered. */
    List<UUID> people() {
        return people;
    }

    /** The community. */
    UUID community() {
        return community;
    }

    /** The agency that records. */
    UUID agency() {
        return agency;
    }

    /**
     * A client that records one exchange a request; it settles at once.
     *
     * @param hot whether one participant gives in all
     */
    Clients.Work singly(boolean hot) throws IOException {
        var random = RandomGenerator.getDefault();
        var bodies = new byte[BODIES][];
        for (int i = 0; i < BODIES; i++) {
            bodies[i] = exchange(random, hot).getBytes(StandardCharsets.UTF_8);
        }
        var wire = wire(token);
        return new Clients.Work() {
            private int next = random.nextInt(BODIES);

            @Override
            public int once() throws IOException {
                next = (next + 1) % BODIES;
                var answer = wire.post("/exchanges", key(), bodies[next]);
                if (answer.status() != 201 || !answer.body().contains("\"state\":\"settled\"")) {
                    throw new PlayException("An exchange was answered with " + answer.status() + " " + answer.body());
                }
                return 1;
            }

            @Override
            public void close() throws IOException {
                wire.close();
            }
        };
    }

    /** A client that sends batches of so many. */
    Clients.Work batches(int size) throws IOException {
        var random = RandomGenerator.getDefault();
        var bodies = new byte[8][];
        for (int i = 0; i < bodies.length; i++) {
            var items = new ArrayList<String>(size);
            for (int j = 0; j < size; j++) {
                items.add(exchange(random, false));
            }
            bodies[i] = ("[" + String.join(",", items) + "]").getBytes(StandardCharsets.UTF_8);
        }
        var wire = wire(token);
        return new Clients.Work() {
            private int next;

            @Override
            public int once() throws IOException {
                next = (next + 1) % bodies.length;
                var answer = wire.post("/exchanges/batch", key(), bodies[next]);
                int settled = answer.body().split("\"state\":\"settled\"", -1).length - 1;
                if (answer.status() != 200 || settled != size) {
                    throw new PlayException(
                            "A batch was answered with " + answer.status() + " and " + settled + " settled");
                }
                return settled;
            }

            @Override
            public void close() throws IOException {
                wire.close();
            }
        };
    }

    private String exchange(RandomGenerator random, boolean hot) {
        int provider = hot ? 0 : random.nextInt(people.size());
        int receiver = (provider + 1 + random.nextInt(people.size() - 1)) % people.size();
        return ("{\"communityId\":\"%s\",\"kind\":\"service\",\"occurredAt\":\"" + OCCURRED
                        + "\",\"legs\":[{\"providerId\":\"%s\",\"receiverId\":\"%s\",\"minutes\":%d}],"
                        + "\"confirmations\":[{\"participantId\":\"%s\",\"how\":\"party\"},"
                        + "{\"participantId\":\"%s\",\"how\":\"party\"}]}")
                .formatted(
                        community,
                        people.get(provider),
                        people.get(receiver),
                        1 + random.nextInt(90),
                        people.get(provider),
                        people.get(receiver));
    }

    /** Asks the ledger to check its book. */
    void askForCheck() throws IOException {
        try (var wire = wire(operator())) {
            var answer = wire.post("/self-check", key(), new byte[0]);
            if (answer.status() != 202) {
                throw new PlayException("POST /self-check was answered with " + answer.status() + " " + answer.body());
            }
        }
    }

    private String operator() {
        return bench.system()
                .issuer()
                .token(new TokenRequest("bench", Optional.empty(), List.of("operator"), Duration.ofHours(12)));
    }

    /** Waits until the relay has sent all, so that it takes nothing from what is measured next. */
    void drained() throws SQLException, InterruptedException {
        long begun = System.nanoTime();
        try (var connection = database(Service.LEDGER.shortName());
                var question = connection.prepareStatement(
                        "select (select count(*) from pending), (select sequence - sent from log_head)")) {
            while (true) {
                try (var rows = question.executeQuery()) {
                    rows.next();
                    if (rows.getLong(1) == 0 && rows.getLong(2) == 0) {
                        break;
                    }
                }
                if (System.nanoTime() - begun > DRAINED_WITHIN.toNanos()) {
                    throw new PlayException(
                            "The relay did not send all within " + DRAINED_WITHIN.toMinutes() + " minutes");
                }
                Thread.sleep(20);
            }
        }
    }

    /** A connection to one of the server's databases. */
    Connection database(String name) throws SQLException {
        return DriverManager.getConnection(bench.jdbcUrl(name), "postgres", "postgres");
    }

    /** The same transfers in SQL alone, over as many accounts. */
    TransferFunction peer() throws SQLException {
        try (var connection = database("postgres")) {
            connection.createStatement().execute("create database " + PEER);
        }
        return new TransferFunction(bench.jdbcUrl(PEER), people.size());
    }

    /** Whether the book is right after all that. */
    void check() throws SQLException {
        try (var connection = database(Service.LEDGER.shortName());
                var rows = connection.createStatement().executeQuery("""
                        select (select sum(balance) from account),
                               (select count(*) from account a where a.balance <>
                                   coalesce((select sum(p.minutes) from posting p
                                             where p.community_id = a.community_id and p.account_id = a.id), 0))
                        """)) {
            rows.next();
            if (rows.getLong(1) != 0 || rows.getLong(2) != 0) {
                throw new PlayException("The book is not right: the balances sum to " + rows.getLong(1) + ", and "
                        + rows.getLong(2) + " are not the sum of their postings");
            }
        }
        terminal.line("The book is right: balances sum to zero, and each is the sum of its postings.");
    }

    @Override
    public void close() {
        bench.close();
    }
}
