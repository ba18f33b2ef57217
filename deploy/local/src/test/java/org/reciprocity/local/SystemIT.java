package org.reciprocity.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reciprocity.local.issuer.TokenRequest;
import org.reciprocity.local.play.Demonstration;
import org.reciprocity.local.play.Proof;
import org.reciprocity.local.scenario.ScenarioFile;
import org.reciprocity.local.system.DataFolder;
import org.reciprocity.local.system.LocalSystem;
import org.reciprocity.local.system.Ports;
import org.reciprocity.local.system.Service;
import org.reciprocity.local.system.ServiceProcess;
import org.reciprocity.local.system.Terminal;

/** The packaged services on a real PostgreSQL and a real broker: a small street's weeks, calmly and with mishaps. */
class SystemIT {
    private static final Path ROOT = Path.of(System.getProperty("reciprocity.root"));

    /** The weeks take more than these; what is due later might not happen, and the test would say so. */
    private static final int ANSWERS = 700;

    private static Proof.Result calm;

    @TempDir
    Path folder;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final Terminal terminal = new Terminal(new PrintStream(said, true, StandardCharsets.UTF_8), false);
    private final ConcurrentLinkedQueue<String> obituaries = new ConcurrentLinkedQueue<>();
    private final AtomicLong accounted = new AtomicLong();

    /** What the run said stands in the test's own output, for when something failed. */
    @AfterEach
    void show() {
        System.out.println(said.toString(StandardCharsets.UTF_8));
    }

    /** A system that is played to. */
    private record Stage(LocalSystem system, Demonstration demonstration) {}

    /** What goes wrong, and after which answer. */
    private record Mishap(int after, Consumer<Stage> what) {}

    /** Each service is killed so often, each time after another answer; the seed is printed with what the run said. */
    private List<Mishap> kills(long seed, int times) {
        var random = new Random(seed);
        return Arrays.stream(Service.values())
                .flatMap(service -> random.ints(50, ANSWERS - 50)
                        .distinct()
                        .limit(times)
                        .mapToObj(after -> new Mishap(after, stage -> {
                            killAndStart(stage.system().service(service));
                            account(stage, service, "killed after " + after + " answers");
                        })))
                .toList();
    }

    /** All that a service took since its last account, it has to know still, whatever it took before or others did. */
    private void account(Stage stage, Service service, String what) {
        var kept = stage.demonstration().sendAgain(service);
        terminal.line("The %s service, %s, has the %d calls that it took since the last time"
                .formatted(service.shortName(), what, kept.calls()));
        assertEquals(List.of(), kept.lost(), () -> service.shortName() + ", " + what);
        accounted.addAndGet(kept.calls());
    }

    @Test
    void losesNothingAndDoublesNothingWhenEachServiceIsKilledAtRandomMoments() {
        long seed = Long.getLong("reciprocity.seed", System.nanoTime());
        int times = Integer.getInteger("reciprocity.kills", 2);
        terminal.line(
                "seed " + seed + ", each service is killed " + times + " times (reciprocity.seed, reciprocity.kills)");

        assertSame(calm(), play("killed", kills(seed, times)));
    }

    @Test
    void losesNothingAndDoublesNothingWhenPostgresCrashesAndKafkaGoesAway() {
        long away = Long.getLong("reciprocity.away", 0);
        terminal.line("Kafka is away for " + away + " seconds, and PostgreSQL for half of that (reciprocity.away)");
        assertSame(
                calm(),
                play(
                        "cut off",
                        List.of(
                                new Mishap(200, stage -> stage.system()
                                        .withoutPostgresUntil(() -> Waits.stayAway(away / 2))),
                                new Mishap(450, stage -> stage.system().withoutKafkaUntil(() -> {
                                    awaitBacklog(stage.system());
                                    Waits.stayAway(away);
                                })),
                                new Mishap(700, stage -> stage.system()
                                        .withoutPostgresUntil(() -> Waits.stayAway(away / 2))))));
    }

    private static void assertSame(Proof.Result calm, Proof.Result rough) {
        assertEquals(List.of(), rough.differences());
        assertEquals(calm.digest(), rough.digest());
        assertEquals(rough.digest(), rough.rebuildDigest());
        assertEquals(calm.events(), rough.events());
    }

    /** The same weeks undisturbed, played once for all tests. */
    private Proof.Result calm() {
        if (calm == null) {
            calm = play("calm", List.of());
            assertEquals(List.of(), calm.differences());
            assertTrue(calm.exchanges() > 300, () -> "exchanges: " + calm.exchanges());
            assertTrue(calm.matches() > 5, () -> "matches: " + calm.matches());
        }
        return calm;
    }

    /** Plays the small street; after so many answers something goes wrong in the midst of the others' calls. */
    private Proof.Result play(String name, List<Mishap> mishaps) {
        var scenario = ScenarioFile.read(ROOT.resolve("deploy/local/scenarios/small.yaml"));
        var futures = new ConcurrentLinkedQueue<Future<?>>();
        var stage = new AtomicReference<Stage>();
        try (var aside = Executors.newVirtualThreadPerTaskExecutor();
                var data = DataFolder.take(folder.resolve(name));
                var system = new LocalSystem(ROOT, Ports.free(Map.of()), data, terminal, obituaries::add)) {
            system.start();
            try (var demonstration = new Demonstration(system, terminal, answers -> mishaps.stream()
                    .filter(mishap -> mishap.after() == answers)
                    .forEach(mishap -> {
                        terminal.line(name + " after " + answers + " answers");
                        futures.add(aside.submit(() -> mishap.what().accept(stage.get())));
                    }))) {
                stage.set(new Stage(system, demonstration));
                accounted.set(0);
                var expectations = demonstration.play(List.of(scenario));
                for (var future : futures) {
                    future.get(10, TimeUnit.MINUTES);
                }
                for (var service : Service.values()) {
                    account(stage.get(), service, name + " and played to the end");
                }
                assertEquals(demonstration.calls(), accounted.get(), "every call is accounted for, once");
                var result = demonstration.prove(expectations);
                assertEquals(mishaps.size(), futures.size());
                assertEquals(List.of(), List.copyOf(obituaries));
                return result;
            }
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new IllegalStateException(name + " failed", e);
        }
    }

    /** Without Kafka the ledger goes on recording, and its log falls behind. */
    private static void awaitBacklog(LocalSystem system) {
        var token = system.issuer()
                .token(new TokenRequest("test", Optional.empty(), List.of("operator"), Duration.ofHours(1)));
        var request = HttpRequest.newBuilder(system.address(Service.LEDGER).resolve("/log"))
                .header("Authorization", "Bearer " + token)
                .build();
        try (var http = HttpClient.newHttpClient()) {
            long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
            while (!http.send(request, HttpResponse.BodyHandlers.ofString())
                    .body()
                    .matches("(?s).*\"backlog\":\\s*[1-9].*")) {
                assertTrue(System.nanoTime() < deadline, "nothing was recorded without Kafka");
                LockSupport.parkNanos(20_000_000);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** One after the other, where the same service is killed again before it has started: it would be started twice. */
    private static void killAndStart(ServiceProcess process) {
        try {
            synchronized (process) {
                process.kill();
                process.start();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
