package org.reciprocity.local.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.ortools.Loader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.reciprocity.local.bench.BareFlow.Optimum;
import org.reciprocity.local.system.Terminal;
import org.reciprocity.matching.model.RoundModel;
import org.reciprocity.matching.model.RoundModel.Field;
import org.reciprocity.matching.model.RoundModel.Solution;
import org.reciprocity.matching.model.RoundModels;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * How fast a round is solved, from offers, requests and scored pairs to what is proposed, beside OR-Tools called
 * directly on the same graph; and how long a large one takes.
 */
@Command(
        name = "matching",
        description = "Rounds, beside OR-Tools' min-cost flow called directly on the same graph.",
        mixinStandardHelpOptions = true)
public final class MatchingBench implements Callable<Integer> {
    private static final double MILLION = 1e6;
    private static final double MEBI = 1 << 20;

    @Option(
            names = "--size",
            paramLabel = "N",
            defaultValue = "2000",
            description = "offers, and as many requests (${DEFAULT-VALUE})")
    private int size;

    @Option(names = "--candidates", paramLabel = "N", defaultValue = "20", description = "a request (${DEFAULT-VALUE})")
    private int candidates;

    @Option(
            names = "--large",
            paramLabel = "N",
            defaultValue = "20000",
            description = "offers and requests of the one large round, or 0 (${DEFAULT-VALUE})")
    private int large;

    @Option(names = "--rounds", paramLabel = "N", defaultValue = "15", description = "(${DEFAULT-VALUE})")
    private int rounds;

    @Option(names = "--warm-up", paramLabel = "N", defaultValue = "6", description = "rounds (${DEFAULT-VALUE})")
    private int warmUp;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "(${DEFAULT-VALUE})")
    private long seed;

    private final Terminal terminal = Terminal.ofThisProgram();

    /** Milliseconds of each turn. */
    private record Turns(List<Double> ours, List<Double> theirs, List<Double> plain) {}

    @Override
    public Integer call() throws IOException {
        Loader.loadNativeLibraries();
        var round = RoundModels.ALL.getFirst();
        var field = MadeUpField.of(size, candidates, seed);
        terminal.line(
                "A round of %,d offers and %,d requests with %d candidates each, beside OR-Tools on the same graph: the same arcs,"
                        .formatted(size, size, candidates));
        terminal.line("minutes and costs (points, then ties); and beside it without ties. Milliseconds.");
        var theirs = BareFlow.withTies(field);
        var plain = BareFlow.withoutTies(field);
        boolean same = sameOptimum(optimum(round.solve(field)), theirs.solve(), plain.solve());
        var turns = turns(round, field, theirs, plain);
        double our = Rounds.median(turns.ours());
        double their = Rounds.median(turns.theirs());
        double without = Rounds.median(turns.plain());
        for (var model : RoundModels.ALL) {
            long started = System.nanoTime();
            var solution = model.solve(field);
            terminal.line("%-16s %,9d minutes, %,6d proposals, gap %d, in %,.0f ms"
                    .formatted(
                            model.code(),
                            solution.minutes(),
                            solution.assignments().size(),
                            solution.gap(),
                            since(started)));
        }
        var result = new ObjectMapper()
                .createObjectNode()
                .put("bench", "matching")
                .put("ratio", rounded(their / our))
                .put("sameOptimum", same)
                .put("milliseconds", rounded(our))
                .put("peer", "ortools-min-cost-flow")
                .put("peerMilliseconds", rounded(their))
                .put("ratioWithoutTies", rounded(without / our))
                .put("peerMillisecondsWithoutTies", rounded(without))
                .put("size", size)
                .put("candidates", candidates)
                .put("rounds", rounds);
        if (large > 0) {
            var big = MadeUpField.of(large, candidates, seed);
            heapPools().forEach(MemoryPoolMXBean::resetPeakUsage);
            long started = System.nanoTime();
            var solution = round.solve(big);
            double seconds = since(started) / 1000;
            double heap = heapPools().stream()
                            .mapToLong(pool -> pool.getPeakUsage().getUsed())
                            .sum()
                    / MEBI;
            boolean sameLarge =
                    sameOptimum(optimum(solution), BareFlow.withoutTies(big).solve());
            same &= sameLarge;
            terminal.line("A round of %,d offers and %,d requests: %.1f s, heap at most %.0f MiB, %s"
                    .formatted(large, large, seconds, heap, resident()));
            result.put("largeSize", large)
                    .put("largeSeconds", rounded(seconds))
                    .put("largePeakHeapMiB", Math.round(heap))
                    .put("largeSameOptimum", sameLarge);
        }
        terminal.line(result.toString());
        return same ? 0 : 1;
    }

    /** In turns; the one that goes first changes, so that neither always finds the caches as the other left them. */
    private Turns turns(RoundModel round, Field field, BareFlow theirs, BareFlow plain) {
        terminal.line("%-8s %10s %10s %8s %14s".formatted("round", "OR-Tools", "ours", "ratio", "without ties"));
        var turns = new Turns(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (int number = 1 - warmUp; number <= rounds; number++) {
            double their = number % 2 == 0 ? timed(theirs::solve) : 0;
            double our = timed(() -> round.solve(field));
            their = number % 2 == 0 ? their : timed(theirs::solve);
            double without = timed(plain::solve);
            terminal.line("%-8s %10.1f %10.1f %8.2f %14.1f"
                    .formatted(number < 1 ? "warm-up" : number, their, our, their / our, without));
            if (number >= 1) {
                turns.ours().add(our);
                turns.theirs().add(their);
                turns.plain().add(without);
            }
        }
        return turns;
    }

    private static double timed(Runnable work) {
        long started = System.nanoTime();
        work.run();
        return since(started);
    }

    private static double since(long started) {
        return (System.nanoTime() - started) / MILLION;
    }

    private static Optimum optimum(Solution solution) {
        return new Optimum(solution.minutes(), solution.score());
    }

    private boolean sameOptimum(Optimum first, Optimum... others) {
        for (var other : others) {
            if (!other.equals(first)) {
                terminal.line("DIFFERS: " + first + " and " + other);
                return false;
            }
        }
        return true;
    }

    private static List<MemoryPoolMXBean> heapPools() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .toList();
    }

    /** The most memory that this process ever had, the solver's own among it, where the system tells. */
    private static String resident() throws IOException {
        var status = Path.of("/proc/self/status");
        if (!Files.isReadable(status)) {
            return "the process's memory cannot be told here";
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .map(line ->
                        "the whole process at most " + Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024 + " MiB")
                .findFirst()
                .orElse("the process's memory cannot be told here");
    }

    private static double rounded(double value) {
        return Double.parseDouble(String.format(Locale.ROOT, "%.2f", value));
    }
}
