package org.reciprocity.local.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.reciprocity.local.play.Rebuilds;
import org.reciprocity.local.system.DataFolder;
import org.reciprocity.local.system.LocalSystem;
import org.reciprocity.local.system.Ports;
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
    /** It is ready when it has read the log once. */
    private static final Duration READ_WITHIN = Duration.ofMinutes(15);

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
        var root = Path.of(System.getProperty("reciprocity.root", ""))
                .toAbsolutePath()
                .normalize();
        var terminal = new Terminal(System.out, Boolean.getBoolean("reciprocity.terminal"));
        var folder = Files.createTempDirectory("reciprocity-bench-");
        var data = DataFolder.take(folder);
        var system = new LocalSystem(root, Ports.free(Map.of()), data, terminal, terminal::line);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            system.close();
            data.close();
            DataFolder.remove(folder);
        }));
        system.startServers();
        var log = new SchoolsLog();
        log.write(system.bootstrapServers(), exchanges, partitions, terminal);
        system.startServices(List.of(Service.REPORTING), List.of("-Xms" + heap, "-Xmx" + heap), READ_WITHIN);
        BigDecimal hours;
        double seconds;
        double peak;
        try (var rebuilds = new Rebuilds(system)) {
            terminal.step("Following the log to its end", () -> {
                rebuilds.awaitAllRead();
                return null;
            });
            try (var heapPeak = new HeapPeak(system.address(Service.REPORTING))) {
                long started = System.nanoTime();
                terminal.step("Rebuilding from the first offset until it is live", () -> rebuilds.recordsPerSecond(1));
                seconds = (System.nanoTime() - started) / 1e9;
                peak = heapPeak.mebibytes();
            }
            hours = terminal.step(
                    "Adding up the hours of %,d schools"
                            .formatted(log.communities().size()),
                    () -> log.communities().stream()
                            .map(community -> rebuilds.figure("hours-given", community, log.agency()))
                            .reduce(BigDecimal.ZERO, BigDecimal::add));
        }
        system.close();
        boolean exact = hours.compareTo(BigDecimal.valueOf(exchanges)) == 0;
        if (!exact) {
            terminal.line(
                    "NOT EXACT: %s hours, of %,d exchanges of an hour".formatted(hours.toPlainString(), exchanges));
        }
        terminal.line(new ObjectMapper()
                .createObjectNode()
                .put("bench", "learning-to-lead")
                .put("hours", hours.stripTrailingZeros())
                .put("exact", exact)
                .put("events", log.events())
                .put("seconds", Double.parseDouble(String.format(Locale.ROOT, "%.1f", seconds)))
                .put("eventsPerSecond", Math.round(log.events() / seconds))
                .put("peakHeapMiB", Math.round(peak))
                .toString());
        return exact ? 0 : 1;
    }
}
