package org.reciprocity.local.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.reciprocity.local.issuer.TokenRequest;
import org.reciprocity.local.play.PlayException;
import org.reciprocity.local.system.Service;
import org.reciprocity.local.system.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * How long the figures of a network of a million ties take, asked over HTTP of a service that has just read the log: each once,
 * one after the other.
 */
@Command(
        name = "network",
        description = "Every figure of a network of a million ties, asked once.",
        mixinStandardHelpOptions = true)
public final class NetworkBench implements Callable<Integer> {
    /** What all of them together may take. */
    private static final int MARK_SECONDS = 60;

    private static final List<String> FIGURES = List.of(
            "ties",
            "reciprocity",
            "rho",
            "weighted-reciprocity",
            "generalised-reciprocity",
            "mutual-pairs",
            "network-components",
            "strong-components",
            "isolated",
            "without-tie",
            "mean-partners",
            "ego-density",
            "new-ties",
            "agency-bridges",
            "gini-given");

    /** The twelve months to the end of March 2026 have all that is in the log. */
    private static final String PERIOD = "2026-03";

    @Option(
            names = "--exchanges",
            paramLabel = "N",
            defaultValue = "5000000",
            description = "settled exchanges in the log (${DEFAULT-VALUE})")
    private long exchanges;

    @Option(
            names = "--participants",
            paramLabel = "N",
            defaultValue = "130000",
            description = "of one community; each gives to eight others (${DEFAULT-VALUE})")
    private int participants;

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
        var terminal = Terminal.ofThisProgram();
        JsonNode result;
        try (var bench = BenchSystem.start(terminal)) {
            result = measure(bench, terminal);
        }
        terminal.line(result.toString());
        if (result.path("seconds").asDouble() > MARK_SECONDS) {
            System.err.println("TOO SLOW: %s seconds, beyond the mark of %d"
                    .formatted(result.path("seconds").asText(), MARK_SECONDS));
            return 1;
        }
        return 0;
    }

    private JsonNode measure(BenchSystem bench, Terminal terminal) throws Exception {
        var system = bench.system();
        var log = new GeneratedLog(system.bootstrapServers(), participants, 1);
        log.write(exchanges, partitions, terminal);
        bench.startReporting(heap, List.of());
        var token = system.issuer()
                .token(new TokenRequest(
                        "bench", Optional.of(GeneratedLog.agency()), List.of("steward"), Duration.ofHours(12)));
        double all = 0;
        double slowest = 0;
        long ties = 0;
        try (var wire = new Wire(system.address(Service.REPORTING), "Authorization: Bearer " + token + "\r\n")) {
            terminal.line("%-28s %20s %10s".formatted("figure", "value", "seconds"));
            for (var figure : FIGURES) {
                var path = "/figures/" + figure + "?communityId=" + log.community(0) + "&period=" + PERIOD;
                long started = System.nanoTime();
                var value = Questions.json(wire, path).path("value");
                double seconds = (System.nanoTime() - started) / 1e9;
                terminal.line("%-28s %20s %10.3f".formatted(figure, value.asText(), seconds));
                all += seconds;
                slowest = Math.max(slowest, seconds);
                if (figure.equals("ties")) {
                    ties = value.asLong();
                }
            }
        }
        if (ties == 0) {
            throw new PlayException("There are no ties");
        }
        return new ObjectMapper()
                .createObjectNode()
                .put("bench", "network")
                .put("ties", ties)
                .put("participants", participants)
                .put("figures", FIGURES.size())
                .put("seconds", Math.round(all * 1000) / 1000.0)
                .put("slowestSeconds", Math.round(slowest * 1000) / 1000.0)
                .put("markSeconds", MARK_SECONDS);
    }
}
