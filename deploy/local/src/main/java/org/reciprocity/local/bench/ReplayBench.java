package org.reciprocity.local.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.reciprocity.local.play.Rebuilds;
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
        var terminal = Terminal.ofThisProgram();
        JsonNode result;
        try (var bench = BenchSystem.start(terminal)) {
            result = measure(bench, terminal);
        }
        terminal.line(result.toString());
        return 0;
    }

    private JsonNode measure(BenchSystem bench, Terminal terminal) throws Exception {
        var system = bench.system();
        var log = new GeneratedLog(system.bootstrapServers(), participants);
        long onTopic = log.write(events, partitions, terminal);
        bench.startReporting(heap, List.of());
        terminal.line(
                "A whole rebuild into PostgreSQL, from the call until it is live, in a service that runs; beside Kafka's "
                        + "consumer tool over the topic of exchanges, from its start to its last record, a process each time.");
        terminal.line(
                "fdatasync takes %d microseconds here (median).".formatted(Disk.syncMicroseconds(bench.folder())));
        terminal.line("%-8s %16s %16s %8s".formatted("round", "consumer tool /s", "rebuild /s", "ratio"));
        var tool = new ArrayList<Double>();
        var rebuilt = new ArrayList<Double>();
        try (var rebuilds = new Rebuilds(system)) {
            for (long round = 1 - WARM_UP; round <= rounds; round++) {
                double toolRate = ConsumerTool.recordsPerSecond(
                        system.bootstrapServers(), LogWriter.EXCHANGES, onTopic, bench.folder());
                double rate = rebuilds.recordsPerSecond(log.events());
                terminal.line("%-8s %16.0f %16.0f %8.2f"
                        .formatted(round < 1 ? "warm-up" : round, toolRate, rate, rate / toolRate));
                if (round >= 1) {
                    tool.add(toolRate);
                    rebuilt.add(rate);
                }
            }
            double peak = terminal.step(
                    "Once more, with an eye on the heap", () -> heapPeak(rebuilds, system.address(Service.REPORTING)));
            return result(Rounds.median(tool), Rounds.median(rebuilt), log.events(), peak);
        }
    }

    private static double heapPeak(Rebuilds rebuilds, URI service) {
        try (var peak = new HeapPeak(service)) {
            var unused = rebuilds.recordsPerSecond(1);
            return peak.mebibytes();
        }
    }

    private JsonNode result(double tool, double rebuilt, long inLog, double peak) {
        return new ObjectMapper()
                .createObjectNode()
                .put("bench", "replay")
                .put("ratio", Double.parseDouble(String.format(Locale.ROOT, "%.2f", rebuilt / tool)))
                .put("eventsPerSecond", Math.round(rebuilt))
                .put("events", inLog)
                .put("peakHeapMiB", Math.round(peak))
                .put("peer", "kafka-consumer-perf-test")
                .put("peerEventsPerSecond", Math.round(tool))
                .put("partitions", partitions)
                .put("rounds", rounds);
    }
}
