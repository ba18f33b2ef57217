package org.reciprocity.local.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.reciprocity.local.play.Rebuilds;
import org.reciprocity.local.system.Service;
import org.reciprocity.local.system.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A year of Learning to Lead, an exchange for each pupil's hour, written to the topics and rebuilt to its hours. */
@Command(
        name = "learning-to-lead",
        description = "A year of 681,573 pupils' hours, generated and rebuilt: the hours have to be exact.",
        mixinStandardHelpOptions = true)
public final class LearningToLeadBench implements Callable<Integer> {
    /** What the rebuild of a whole year may take, and so of a part of it. */
    private static final int MARK_SECONDS = 120;

    private static final long ALL = (long) SchoolsLog.PUPILS * SchoolsLog.WEEKS;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--exchanges",
            paramLabel = "N",
            description = "of an hour each, week by week; the whole year, 26,581,347, by default")
    private long exchanges = ALL;

    @Option(names = "--partitions", paramLabel = "N", defaultValue = "4", description = "(${DEFAULT-VALUE})")
    private int partitions;

    @Option(
            names = "--heap",
            paramLabel = "SIZE",
            defaultValue = "1g",
            description = "the reporting service's heap (${DEFAULT-VALUE})")
    private String heap;

    @Override
    public Integer call() throws Exception {
        if (exchanges < 1 || exchanges > ALL) {
            throw new ParameterException(spec.commandLine(), "--exchanges is from 1 to %,d".formatted(ALL));
        }
        var terminal = Terminal.ofThisProgram();
        var log = new SchoolsLog();
        Measured measured;
        try (var bench = BenchSystem.start(terminal)) {
            measured = measure(bench, log, terminal);
        }
        boolean exact = measured.hours().compareTo(BigDecimal.valueOf(exchanges)) == 0;
        if (!exact) {
            terminal.line("NOT EXACT: %s hours, of %,d exchanges of an hour"
                    .formatted(measured.hours().toPlainString(), exchanges));
        }
        terminal.line(new ObjectMapper()
                .createObjectNode()
                .put("bench", "learning-to-lead")
                .put("hours", measured.hours().stripTrailingZeros())
                .put("exact", exact)
                .put("events", log.events())
                .put("seconds", Double.parseDouble(String.format(Locale.ROOT, "%.1f", measured.seconds())))
                .put("eventsPerSecond", Math.round(log.events() / measured.seconds()))
                .put("peakHeapMiB", Math.round(measured.peakMebibytes()))
                .put("markSeconds", MARK_SECONDS)
                .toString());
        boolean soon = measured.seconds() <= MARK_SECONDS;
        if (!soon) {
            System.err.println(
                    "TOO SLOW: %.1f seconds, beyond the mark of %d".formatted(measured.seconds(), MARK_SECONDS));
        }
        return exact && soon ? 0 : 1;
    }

    /** What the rebuilt figures came to, and what the rebuild took. */
    private record Measured(BigDecimal hours, double seconds, double peakMebibytes) {}

    private Measured measure(BenchSystem bench, SchoolsLog log, Terminal terminal) throws Exception {
        var system = bench.system();
        log.write(system.bootstrapServers(), exchanges, partitions, terminal);
        bench.startReporting(heap, List.of());
        double seconds;
        double peak;
        try (var rebuilds = new Rebuilds(system)) {
            try (var heapPeak = new HeapPeak(system.address(Service.REPORTING))) {
                long started = System.nanoTime();
                terminal.step("Rebuilding from the first offset until it is live", () -> rebuilds.recordsPerSecond(1));
                seconds = (System.nanoTime() - started) / 1e9;
                peak = heapPeak.mebibytes();
            }
            var hours = terminal.step(
                    "Adding up the hours of %,d schools"
                            .formatted(log.communities().size()),
                    () -> log.communities().stream()
                            .map(community -> rebuilds.figure("hours-given", community, log.agency()))
                            .reduce(BigDecimal.ZERO, BigDecimal::add));
            return new Measured(hours, seconds, peak);
        }
    }
}
