package org.reciprocity.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reciprocity.local.system.DataFolder;
import org.reciprocity.local.system.LocalSystem;
import org.reciprocity.local.system.Ports;
import org.reciprocity.local.system.Service;
import org.reciprocity.local.system.Terminal;

/** Clients that go on writing while Kafka, and then PostgreSQL, is away. */
class LoadDuringOutageIT {
    private static final Path ROOT = Path.of(System.getProperty("reciprocity.root"));
    private static final int CLIENTS = 8;

    /** So many answers at least come while something is away. */
    private static final int ANSWERS = 200;

    @TempDir
    Path folder;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final Terminal terminal = new Terminal(new PrintStream(said, true, StandardCharsets.UTF_8), false);
    private final ConcurrentLinkedQueue<String> obituaries = new ConcurrentLinkedQueue<>();
    private final AtomicLong recorded = new AtomicLong();
    private final AtomicLong toldToComeAgain = new AtomicLong();
    private final AtomicBoolean over = new AtomicBoolean();

    @Test
    void goesOnOrSaysWhenToComeAgainAndComesBackByItself() throws Exception {
        long away = Long.getLong("reciprocity.away", 0);
        terminal.line("Kafka is away for " + away + " seconds, and PostgreSQL for half of that (reciprocity.away)");
        try (var data = DataFolder.take(folder.resolve("data"));
                var system = new LocalSystem(ROOT, Ports.free(Map.of()), data, terminal, obituaries::add)) {
            system.startServers();
            system.startServices(
                    List.of(Service.LEDGER, Service.MATCHING, Service.REPORTING),
                    List.of("-Xmx384m", "-XX:TieredStopAtLevel=1"));
            try (var street = new Neighbours(system);
                    var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                List<Future<?>> clients = new ArrayList<>();
                for (int i = 0; i < CLIENTS; i++) {
                    clients.add(threads.submit(() -> write(street)));
                }
                try {
                    more("before anything is away", recorded);
                    system.withoutKafkaUntil(() -> {
                        more("they are recorded without Kafka", recorded);
                        Waits.stayAway(away);
                        more("and still are", recorded);
                    });
                    more("with Kafka", recorded);
                    system.withoutPostgresUntil(() -> {
                        more("they are told to come again without PostgreSQL", toldToComeAgain);
                        Waits.stayAway(away / 2);
                        more("and still are", toldToComeAgain);
                    });
                    more("with PostgreSQL", recorded);
                } finally {
                    over.set(true);
                    ended(clients);
                }
                agreed(street);
            }
        }
    }

    /** Nothing is half-done: what was answered is there, once, in the book, in its log, and in what reporting read of it. */
    private void agreed(Neighbours street) {
        assertEquals(List.of(), List.copyOf(obituaries), "nobody had to be started again");
        assertEquals(recorded.get(), street.balance(street.giver));
        assertEquals(-recorded.get(), street.balance(street.receiver));
        try (var ledger = street.database("ledger")) {
            assertEquals(recorded.get(), ledger.number("select count(*) from exchange"));
            assertEquals(2 * recorded.get(), ledger.number("select count(*) from posting"));
            assertEquals(
                    recorded.get(), ledger.number("select count(*) from event where type like '%exchange-settled%'"));
        }
        assertTrue(street.invariantsHold());
        street.allIsKnown();
        long sum = 0;
        for (var account : street.get(Service.REPORTING, street.token, "/balances?communityId=" + street.community)
                .path("items")) {
            sum += Math.abs(account.path("balanceMinutes").longValue());
        }
        assertEquals(2 * recorded.get(), sum, "each arrived, and once");
        terminal.line(recorded + " were recorded, " + toldToComeAgain + " times somebody was told to come again");
        System.out.println(said.toString(StandardCharsets.UTF_8));
    }

    /** One after the other, each under a key of its own, until it is taken. */
    private void write(Neighbours street) {
        var body = street.exchange(1);
        while (!over.get()) {
            var key = UUID.randomUUID().toString();
            while (!taken(street, key, body)) {
                LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
            }
            recorded.incrementAndGet();
        }
    }

    private boolean taken(Neighbours street, String key, String body) {
        var answer = street.post(Service.LEDGER, street.token, "/exchanges", key, body);
        if (answer.statusCode() == 201) {
            return true;
        }
        if (answer.statusCode() == 409 && answer.body().contains("/problems/request-in-progress")) {
            return false; // The database does still what it was asked before.
        }
        assertEquals(503, answer.statusCode(), answer::body);
        assertTrue(
                answer.headers().firstValue("Retry-After").orElse("").matches("[1-9][0-9]*"),
                () -> answer.headers() + answer.body());
        assertEquals(
                "application/problem+json",
                answer.headers().firstValue("Content-Type").orElse(""));
        toldToComeAgain.incrementAndGet();
        return false;
    }

    private static void more(String what, AtomicLong count) {
        long wanted = count.get() + ANSWERS;
        Waits.eventually(what, () -> count.get() >= wanted);
    }

    private static void ended(List<Future<?>> clients) throws InterruptedException {
        for (var client : clients) {
            try {
                client.get();
            } catch (ExecutionException e) {
                throw new AssertionError("a client was refused", e.getCause());
            }
        }
    }
}
