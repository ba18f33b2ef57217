package org.reciprocity.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reciprocity.local.system.DataFolder;
import org.reciprocity.local.system.LocalSystem;
import org.reciprocity.local.system.Ports;
import org.reciprocity.local.system.Service;
import org.reciprocity.local.system.Terminal;

/** Fifty equal requests under one key, in the midst of which the packaged ledger is killed. */
class SameKeyIT {
    private static final Path ROOT = Path.of(System.getProperty("reciprocity.root"));
    private static final int EQUAL = 50;
    private static final int MINUTES = 7;

    @TempDir
    Path folder;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final Terminal terminal = new Terminal(new PrintStream(said, true, StandardCharsets.UTF_8), false);
    private final ConcurrentLinkedQueue<String> obituaries = new ConcurrentLinkedQueue<>();
    private final AtomicInteger sent = new AtomicInteger();
    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicInteger taken = new AtomicInteger();
    private DataFolder data;
    private LocalSystem system;
    private Neighbours street;
    private Neighbours.Database ledger;
    private long recorded;

    @BeforeEach
    void start() {
        data = DataFolder.take(folder.resolve("data"));
        system = new LocalSystem(ROOT, Ports.free(Map.of()), data, terminal, obituaries::add);
        system.startServers();
        system.startServices(List.of(Service.LEDGER), List.of("-Xmx384m", "-XX:TieredStopAtLevel=1"));
        street = new Neighbours(system);
        ledger = street.database("ledger");
    }

    @AfterEach
    void stop() {
        ledger.close();
        street.close();
        system.close();
        data.close();
        System.out.println(said.toString(StandardCharsets.UTF_8));
    }

    @Test
    void haveOneEffectAndOneAnswerThoughTheLedgerIsKilledWithinTheirTransaction() {
        var account = ledger.column("select id from account where owner_id = '" + street.giver + "'")
                .getFirst();
        try (var holder = street.database("ledger")) {
            int fresh = round(
                    () -> {
                        holder.change("begin");
                        holder.change("select from account where id = '" + account + "' for update");
                    },
                    () -> ledger.number("select count(*) from pg_stat_activity where datname = 'ledger'"
                                            + " and wait_event_type = 'Lock' and query like '%account%'")
                                    > 0
                            && sent.get() == EQUAL,
                    () -> holder.change("rollback"));
            assertEquals(1, fresh, "it was not done before");
        }
    }

    /** It waits for a standby that there is not: what it has committed is kept, and nobody was told. */
    @Test
    void haveOneEffectAndOneAnswerThoughTheLedgerIsKilledBetweenItsCommitAndItsAnswer() {
        ledger.change("create table waits (a int)");
        try (var other = street.database("ledger");
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var over = new AtomicBoolean();
            int fresh = round(
                    () -> {
                        ledger.change("alter system set synchronous_standby_names = 'nobody'");
                        ledger.change("select pg_reload_conf()");
                        var unused = threads.submit(() -> {
                            while (!over.get()) {
                                other.change("insert into waits values (1)");
                            }
                        });
                        Waits.eventually(
                                "commits wait",
                                () -> ledger.number("select count(*) from pg_stat_activity"
                                                + " where wait_event = 'SyncRep' and query like 'insert into waits%'")
                                        == 1);
                    },
                    () -> ledger.number("select count(*) from pg_stat_activity a join pg_locks l on l.pid = a.pid"
                                    + " where a.wait_event = 'SyncRep' and l.relation = 'posting'::regclass")
                            > 0,
                    () -> {
                        over.set(true);
                        ledger.change("alter system reset synchronous_standby_names");
                        ledger.change("select pg_reload_conf()");
                    });
            assertEquals(0, fresh, "it was done, though nobody was told");
        }
    }

    @Test
    void haveOneEffectAndOneAnswerThoughTheLedgerIsKilledAtARandomMoment() {
        long seed = Long.getLong("reciprocity.seed", System.nanoTime());
        int times = Integer.getInteger("reciprocity.kills", 2);
        terminal.line("seed " + seed + ", " + times + " times (reciprocity.seed, reciprocity.kills)");
        var random = new Random(seed);
        for (int i = 0; i < times; i++) {
            int sends = 1 + random.nextInt(EQUAL);
            int fresh = round(() -> {}, () -> sent.get() >= sends, () -> {});
            terminal.line("killed after " + sends + " were sent: " + (fresh == 0 ? "it was done" : "it was not"));
            int answers = 1 + random.nextInt(EQUAL);
            fresh = round(() -> {}, () -> taken.get() > 0 && answered.get() >= answers, () -> {});
            assertEquals(0, fresh, "somebody had been told");
        }
    }

    /**
     * Sends all, kills the ledger when it is time, starts it and sends all again; and holds the book against what must have come
     * of it.
     *
     * @param before what is done first
     * @param killedWhen when it is time
     * @param after what is done before the ledger is started again
     * @return how many of the second time were not answered from before: one, if nothing was done the first time, or none
     */
    private int round(Runnable before, BooleanSupplier killedWhen, Runnable after) {
        var key = UUID.randomUUID().toString();
        var body = street.exchange(MINUTES);
        sent.set(0);
        answered.set(0);
        taken.set(0);
        before.run();
        List<HttpResponse<String>> first = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = all(threads, () -> once(key, body));
            Waits.eventually("it is time", killedWhen);
            system.service(Service.LEDGER).kill();
            after.run();
            for (var one : running) {
                one.get().ifPresent(first::add);
            }
            system.service(Service.LEDGER).start();
            system.service(Service.LEDGER).awaitReady();
            List<HttpResponse<String>> second = new ArrayList<>();
            for (var one : all(threads, () -> untilTaken(key, body))) {
                second.add(one.get());
            }
            recorded += MINUTES;
            return held(key, first, second);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private int held(String key, List<HttpResponse<String>> first, List<HttpResponse<String>> second) {
        var accepted =
                first.stream().filter(answer -> answer.statusCode() == 201).toList();
        first.stream().filter(answer -> answer.statusCode() != 201).forEach(answer -> {
            assertTrue(List.of(409, 503).contains(answer.statusCode()), answer::body);
            assertTrue(answer.body().matches(".*/problems/(request-in-progress|busy|unavailable).*"), answer::body);
        });
        var texts = Stream.concat(accepted.stream(), second.stream())
                .map(answer -> answer.body() + answer.headers().firstValue("Location"))
                .distinct()
                .toList();
        assertEquals(1, texts.size(), texts::toString);
        var exchange = Neighbours.json(second.getFirst().body()).path("id").textValue();
        assertEquals(EQUAL, second.size());
        int fresh = fresh(second);
        assertTrue(fresh(accepted) + fresh <= 1, "at most one is the first to be answered");
        assertEquals(recorded, street.balance(street.giver));
        assertEquals(-recorded, street.balance(street.receiver));
        assertEquals(recorded / MINUTES, ledger.number("select count(*) from exchange"));
        assertEquals(1, ledger.number("select count(*) from event where stream = '" + exchange + "'"));
        assertEquals(2, ledger.number("select count(*) from posting where exchange_id = '" + exchange + "'"));
        assertEquals(1, ledger.number("select count(*) from answered where key = '" + key + "'"));
        assertTrue(street.invariantsHold());
        var other = street.post(Service.LEDGER, street.token, "/exchanges", key, street.exchange(MINUTES + 1));
        assertEquals(422, other.statusCode(), other::body);
        assertTrue(other.body().contains("/problems/idempotency-key-reused"), other::body);
        assertEquals(recorded, street.balance(street.giver));
        assertEquals(List.of(), List.copyOf(obituaries));
        return fresh;
    }

    private static int fresh(List<HttpResponse<String>> answers) {
        return (int) answers.stream()
                .filter(answer ->
                        answer.headers().firstValue("Idempotency-Replayed").isEmpty())
                .count();
    }

    private static <T> List<Future<T>> all(ExecutorService threads, Callable<T> request) {
        var start = new CountDownLatch(1);
        var running = new ArrayList<Future<T>>();
        for (int i = 0; i < EQUAL; i++) {
            running.add(threads.submit(() -> {
                start.await();
                return request.call();
            }));
        }
        start.countDown();
        return running;
    }

    /** The answer, where there was one before the ledger was killed. */
    private Optional<HttpResponse<String>> once(String key, String body) {
        try {
            sent.incrementAndGet();
            var answer = street.post(Service.LEDGER, street.token, "/exchanges", key, body);
            if (answer.statusCode() == 201) {
                taken.incrementAndGet();
            }
            answered.incrementAndGet();
            return Optional.of(answer);
        } catch (UncheckedIOException e) {
            return Optional.empty();
        }
    }

    /** As a client does: it comes again while it is told that the first is under way, or to come later. */
    private HttpResponse<String> untilTaken(String key, String body) {
        var last = new ArrayList<HttpResponse<String>>();
        Waits.eventually("it is taken", () -> {
            last.clear();
            last.add(street.post(Service.LEDGER, street.token, "/exchanges", key, body));
            int status = last.getFirst().statusCode();
            assertTrue(List.of(201, 409, 503).contains(status), last.getFirst()::body);
            return status == 201;
        });
        return last.getFirst();
    }
}
