package org.reciprocity.local.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
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
import picocli.CommandLine.Option;

/**
 * How fast the reporting service rebuilds its figures from the first offset of the log, beside Kafka's own consumer
 * performance tool on the same topic in the same run, in turns.
 */
@Command(
        name = "replay",
        description = "Rebuild from a generated log, beside Kafka's consumer performance tool.",
        mixinStandardHelpOptions = true)
public final class ReplayBench implements Callable<Integer> {
    private static final long WARM_UP = 1;

    /** It is ready when it has read the log once. */
    private static final Duration READ_WITHIN = Duration.ofMinutes(15);

    @Option(
            names = "--events",
            paramLabel = "N",
            defaultValue = "10000000",
            description = "settled exchanges in the log (${DEFAULT-VALUE})")
    private long events;

    @Option(
            names = "--participants",
            paramLabel = "N",
            defaultValue = "5000",
            description = "participants among whom they are (${DEFAULT-VALUE})")
    private int participants;

    @Option(names = "--partitions", paramLabel = "N", defaultValue = "4", description = "(${DEFAULT-VALUE})")
    private int partitions;

    @Option(names = "--rounds", paramLabel = "N", defaultValue = "5", description = "(${DEFAULT-VALUE})")
    private int rounds;

    @Option(
            names = "--heap",
            paramLabel = "SIZE",
            defaultValue = "1g",
            description = "the reporting service's heap (${DEFAULT-VALUE})")
    private String heap;

    @Override
    public Integer call() throws Exception {
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
        var log = new GeneratedLog(system.bootstrapServers(), participants);
        long onTopic = log.write(events, partitions, terminal);
        system.startServices(List.of(Service.REPORTING), List.of("-Xms" + heap, "-Xmx" + heap), READ_WITHIN);
        terminal.line(
                "A whole rebuild into PostgreSQL, from the call until it is live, in a service that runs; beside Kafka's "
                        + "consumer tool over the topic of exchanges, from its start to its last record, a process each time.");
        terminal.line("fdatasync takes %d microseconds here (median).".formatted(Disk.syncMicroseconds(folder)));
        terminal.line("%-8s %16s %16s %8s".formatted("round", "consumer tool /s", "rebuild /s", "ratio"));
        var tool = new ArrayList<Double>();
        var rebuilt = new ArrayList<Double>();
        try (var rebuilds = new Rebuilds(system)) {
            rebuilds.awaitAllRead();
            for (long round = 1 - WARM_UP; round <= rounds; round++) {
                double toolRate =
                        ConsumerTool.recordsPerSecond(system.bootstrapServers(), LogWriter.EXCHANGES, onTopic, folder);
                double rate = rebuilds.recordsPerSecond(log.events());
                terminal.line("%-8s %16.0f %16.0f %8.2f"
                        .formatted(round < 1 ? "warm-up" : round, toolRate, rate, rate / toolRate));
                if (round >= 1) {
                    tool.add(toolRate);
                    rebuilt.add(rate);
                }
            }
        }
        system.close();
        terminal.line(result(Rounds.median(tool), Rounds.median(rebuilt), log.events())
                .toString());
        return 0;
    }

    private JsonNode result(double tool, double rebuilt, long inLog) {
        return new ObjectMapper()
                .createObjectNode()
                .put("bench", "replay")
                .put("ratio", Double.parseDouble(String.format(Locale.ROOT, "%.2f", rebuilt / tool)))
                .put("eventsPerSecond", Math.round(rebuilt))
                .put("events", inLog)
                .put("peer", "kafka-consumer-perf-test")
                .put("peerEventsPerSecond", Math.round(tool))
                .put("partitions", partitions)
                .put("rounds", rounds);
    }
}
