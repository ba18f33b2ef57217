package org.reciprocity.local.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.reciprocity.local.issuer.TokenRequest;
import org.reciprocity.local.play.PlayException;
import org.reciprocity.local.system.Service;
import org.reciprocity.local.system.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * How long it takes to read any figure from a log of a million exchanges, beside a row read by its key from the same PostgreSQL and
 * the smallest answer of the same service, in turns; and how soon an exchange is in a figure while the log grows.
 */
@Command(
        name = "reading",
        description = "Every figure from a generated log, one after the other, and how soon an exchange is in one.",
        mixinStandardHelpOptions = true)
public final class ReadingBench implements Callable<Integer> {
    private static final Duration RELEASED_WITHIN = Duration.ofMinutes(5);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);
    private static final int SLOWEST = 10;
    private static final int MINUTES_AN_HOUR = 60;
    private static final String LAST_MONTH = "2026-03";
    private static final String SMALL = "/q/health/live";
    private static final String ONE_ROW = "select rule_version from generation where id = ?";

    @Option(
            names = "--exchanges",
            paramLabel = "N",
            defaultValue = "1000000",
            description = "settled exchanges in the log (${DEFAULT-VALUE})")
    private long exchanges;

    @Option(
            names = "--communities",
            paramLabel = "N",
            defaultValue = "1",
            description = "communities they are spread over; the first is asked (${DEFAULT-VALUE})")
    private int communities;

    @Option(
            names = "--participants",
            paramLabel = "N",
            defaultValue = "5000",
            description = "participants of all communities (${DEFAULT-VALUE})")
    private int participants;

    @Option(names = "--partitions", paramLabel = "N", defaultValue = "4", description = "(${DEFAULT-VALUE})")
    private int partitions;

    @Option(names = "--clients", paramLabel = "N", defaultValue = "2", description = "(${DEFAULT-VALUE})")
    private int clients;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "15",
            description = "how often every question is asked, after as many to warm up (${DEFAULT-VALUE})")
    private int rounds;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "1000",
            description = "exchanges a second while the log is followed (${DEFAULT-VALUE})")
    private int rate;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "30",
            description = "how long the log is followed (${DEFAULT-VALUE})")
    private int seconds;

    @Option(
            names = "--heap",
            paramLabel = "SIZE",
            defaultValue = "1g",
            description = "the reporting service's heap (${DEFAULT-VALUE})")
    private String heap;

    @Option(
            names = "--jvm",
            paramLabel = "OPTION",
            description = "a further option of the reporting service's JVM, such as one that starts a recording")
    private List<String> jvm = List.of();

    private BenchSystem bench;
    private Terminal terminal;
    private GeneratedLog log;
    private String steward;
    private String analyst;

    @Override
    public Integer call() throws Exception {
        terminal = Terminal.ofThisProgram();
        JsonNode result;
        try (var started = BenchSystem.start(terminal)) {
            bench = started;
            log = new GeneratedLog(bench.system().bootstrapServers(), participants, communities);
            try (var writer = log.open(partitions)) {
                log.write(writer, exchanges, terminal);
                writer.commit();
                bench.startReporting(heap, jvm);
                steward = token("steward");
                analyst = token("analyst");
                result = measure(writer);
            }
        }
        terminal.line(result.toString());
        return result.path("exact").asBoolean() ? 0 : 1;
    }

    private String token(String role) {
        return bench.system()
                .issuer()
                .token(new TokenRequest(
                        "bench", Optional.of(GeneratedLog.agency()), List.of(role), Duration.ofHours(12)));
    }

    private JsonNode measure(LogWriter writer) throws Exception {
        var community = log.community(0).toString();
        var tables = Questions.tables(community, log.programme(0));
        List<Questions.Question> figures;
        try (var wire = wire(steward)) {
            figures = Questions.figures(wire, community, log.programme(0));
        }
        release(community);
        terminal.line(
                "%,d questions: every figure of a community and of a programme, each of a month, a quarter, a year and all; %d clients, each without a pause, over a connection that stays open."
                        .formatted(figures.size(), clients));
        for (int round = 0; round < rounds; round++) {
            asked(figures, steward, round);
            asked(tables, steward, round);
            asked(tables, analyst, round);
        }
        var asked = new ArrayList<Asked>();
        var exact = new Latencies();
        var told = new Latencies();
        var small = new Latencies();
        var rows = new Latencies();
        for (int round = 0; round < rounds; round++) {
            asked.addAll(asked(figures, steward, rounds + round));
            asked(tables, steward, round).forEach(one -> exact.add(one.nanos()));
            asked(tables, analyst, round).forEach(one -> told.add(one.nanos()));
            asked(Collections.nCopies(figures.size(), new Questions.Question("", "", SMALL)), steward, round)
                    .forEach(one -> small.add(one.nanos()));
            rows.add(rows(figures.size()));
        }
        terminal.line("%-36s %10s %10s %10s".formatted("milliseconds", "p50", "p99", "max"));
        var all = new Latencies();
        asked.forEach(one -> all.add(one.nanos()));
        line("any figure", all);
        by(asked, Questions.Question::family).forEach(this::line);
        line("all figures at once, exact", exact);
        line("all figures at once, of an edition", told);
        line("the service's smallest answer", small);
        line("one row by its key", rows);
        terminal.line("The slowest, of all places and periods:");
        var slowest = by(asked, Questions.Question::figure).entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.comparingDouble((Latencies times) -> times.millis(99))
                        .reversed()))
                .limit(SLOWEST)
                .toList();
        slowest.forEach(entry -> line(entry.getKey(), entry.getValue()));
        var followed = follow(writer, community, figures);
        return new ObjectMapper()
                .createObjectNode()
                .put("bench", "reading")
                .put("p99Millis", all.rounded(99))
                .put("p50Millis", all.rounded(50))
                .put("worstFigure", slowest.getFirst().getKey())
                .put("worstFigureP99Millis", slowest.getFirst().getValue().rounded(99))
                .put("allFiguresP99Millis", exact.rounded(99))
                .put("editionP99Millis", told.rounded(99))
                .put("peer", "one row by its key")
                .put("peerP99Millis", rows.rounded(99))
                .put("smallestAnswerP99Millis", small.rounded(99))
                .put("visibleP99Millis", followed.visible().rounded(99))
                .put("whileFollowingP99Millis", followed.read().rounded(99))
                .put("exact", followed.exact())
                .put("exchanges", exchanges)
                .put("communities", communities)
                .put("clients", clients)
                .put("rounds", rounds);
    }

    private void line(String name, Latencies times) {
        terminal.line("%-36s %s".formatted(name, times.columns()));
    }

    /** A question that was answered. */
    private record Asked(Questions.Question question, long nanos) {}

    private static Map<String, Latencies> by(
            List<Asked> asked, java.util.function.Function<Questions.Question, String> sort) {
        var times = new TreeMap<String, Latencies>();
        asked.forEach(one -> times.computeIfAbsent(sort.apply(one.question()), name -> new Latencies())
                .add(one.nanos()));
        return times;
    }

    /** Asks every question once, in an order of its own each round, shared out among the clients. */
    private List<Asked> asked(List<Questions.Question> questions, String token, int round) throws Exception {
        var order = new ArrayList<>(questions);
        Collections.shuffle(order, new Random(round));
        var next = new AtomicInteger();
        return together(clients, () -> {
                    var mine = new ArrayList<Asked>();
                    try (var wire = wire(token)) {
                        for (int i = next.getAndIncrement(); i < order.size(); i = next.getAndIncrement()) {
                            mine.add(new Asked(
                                    order.get(i),
                                    Questions.ask(wire, order.get(i).path())));
                        }
                    }
                    return mine;
                })
                .stream()
                .flatMap(List::stream)
                .toList();
    }

    private Latencies rows(int count) throws Exception {
        var all = new Latencies();
        together(clients, () -> {
                    var mine = new Latencies();
                    try (var connection = DriverManager.getConnection(
                                    bench.jdbcUrl(Service.REPORTING.shortName()), "postgres", "postgres");
                            var statement = connection.prepareStatement(ONE_ROW)) {
                        for (int i = 0; i < count / clients; i++) {
                            long started = System.nanoTime();
                            statement.setLong(1, 1);
                            try (var rows = statement.executeQuery()) {
                                if (!rows.next()) {
                                    throw new PlayException("There is no first generation");
                                }
                            }
                            mine.add(System.nanoTime() - started);
                        }
                    }
                    return mine;
                })
                .forEach(all::add);
        return all;
    }

    private static <T> List<T> together(int count, Callable<T> work) throws Exception {
        try (var threads = Executors.newFixedThreadPool(count)) {
            var running = new ArrayList<Future<T>>();
            for (int i = 0; i < count; i++) {
                running.add(threads.submit(work));
            }
            var done = new ArrayList<T>();
            for (var one : running) {
                done.add(one.get());
            }
            return done;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    private Wire wire(String token) throws java.io.IOException {
        return new Wire(bench.system().address(Service.REPORTING), "Authorization: Bearer " + token + "\r\n");
    }

    /** Cuts an edition of the year and waits until analysts may see it. */
    private void release(String community) throws Exception {
        try (var wire = wire(steward);
                var theirs = wire(analyst)) {
            var body = "{\"communityId\":\"" + community + "\",\"through\":\"" + LAST_MONTH + "\"}";
            terminal.line("Cutting an edition of the year, and waiting until it is released.");
            var cut = wire.post("/editions", "bench", LogWriter.bytes(body));
            if (cut.status() != 201) {
                throw new PlayException("POST /editions was answered with " + cut.status() + " " + cut.body());
            }
            var path = Questions.tables(community, log.programme(0)).getFirst().path();
            long deadline = System.nanoTime() + RELEASED_WITHIN.toNanos();
            for (var answer = theirs.get(path); answer.status() != 200; answer = theirs.get(path)) {
                if (System.nanoTime() > deadline) {
                    throw new PlayException("No edition was released within " + RELEASED_WITHIN.toMinutes()
                            + " minutes: " + answer.status() + " " + answer.body());
                }
                Thread.sleep(BETWEEN_LOOKS);
            }
        }
    }

    /** How soon exchanges were visible, how long reading took meanwhile, and whether the figure came to all of them. */
    private record Followed(Latencies visible, Latencies read, boolean exact) {}

    private Followed follow(LogWriter writer, String community, List<Questions.Question> figures) throws Exception {
        terminal.line(
                "%,d exchanges a second for %d s, while one client looks at the hours given and one asks everything."
                        .formatted(rate, seconds));
        var path = "/figures/hours-given?communityId=" + community + "&period=all";
        var followed = new FollowedLog(writer, log, 0);
        var read = new ArrayList<Asked>();
        var over = new AtomicBoolean();
        try (var threads = Executors.newFixedThreadPool(2);
                var looking = wire(steward);
                var reading = wire(steward)) {
            var watcher = threads.submit(() -> {
                try {
                    followed.watch(looking, path);
                } finally {
                    over.set(true);
                }
                return null;
            });
            var reader = threads.submit(() -> {
                var order = new ArrayList<>(figures);
                Collections.shuffle(order, new Random(1));
                for (int i = 0; !over.get(); i++) {
                    var question = order.get(i % order.size());
                    read.add(new Asked(question, Questions.ask(reading, question.path())));
                }
                return null;
            });
            followed.write(rate, Duration.ofSeconds(seconds));
            watcher.get();
            reader.get();
        }
        var times = new Latencies();
        read.forEach(one -> times.add(one.nanos()));
        line("from acknowledged to visible", followed.visible());
        line("any figure meanwhile", times);
        var slowest = new HashMap<>(by(read, Questions.Question::figure))
                .entrySet().stream()
                        .max(Map.Entry.comparingByValue(Comparator.comparingDouble((Latencies one) -> one.millis(99))))
                        .orElseThrow();
        line("the slowest meanwhile, " + slowest.getKey(), slowest.getValue());
        try (var wire = wire(steward)) {
            var hours = Questions.json(wire, path).path("value").decimalValue();
            var written = BigDecimal.valueOf(log.minutes(0))
                    .divide(BigDecimal.valueOf(MINUTES_AN_HOUR), 6, RoundingMode.HALF_EVEN);
            boolean exact = hours.compareTo(written) == 0;
            if (!exact) {
                terminal.line("NOT EXACT: %s hours, of %s".formatted(hours.toPlainString(), written.toPlainString()));
            }
            return new Followed(followed.visible(), times, exact);
        }
    }
}
