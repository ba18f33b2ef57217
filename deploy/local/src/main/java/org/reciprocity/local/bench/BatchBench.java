package org.reciprocity.local.bench;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.reciprocity.local.system.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Batches over REST beside multi-row SQL of 100 transfers a transaction. */
@Command(
        name = "batch",
        description = "POST /exchanges/batch beside multi-row SQL of 100 transfers a transaction.",
        mixinStandardHelpOptions = true)
public final class BatchBench implements Callable<Integer> {
    private static final double MARK = 0.5;

    @Option(names = "--clients", paramLabel = "N", defaultValue = "2", description = "(${DEFAULT-VALUE})")
    private int clients;

    @Option(names = "--items", paramLabel = "N", defaultValue = "1000", description = "of a batch (${DEFAULT-VALUE})")
    private int items;

    @Option(names = "--participants", paramLabel = "N", defaultValue = "1000", description = "(${DEFAULT-VALUE})")
    private int participants;

    @Option(names = "--seconds", paramLabel = "N", defaultValue = "10", description = "of a turn (${DEFAULT-VALUE})")
    private int seconds;

    @Option(names = "--rounds", paramLabel = "N", defaultValue = "5", description = "(${DEFAULT-VALUE})")
    private int rounds;

    @Option(names = "--warm-up", paramLabel = "N", defaultValue = "4", description = "rounds (${DEFAULT-VALUE})")
    private int warmUp;

    @Option(names = "--heap", paramLabel = "SIZE", defaultValue = "512m", description = "(${DEFAULT-VALUE})")
    private String heap;

    @Override
    public Integer call() throws Exception {
        var terminal = Terminal.ofThisProgram();
        try (var load = LedgerUnderLoad.start(terminal, participants, heap)) {
            var peer = load.peer();
            var turn = Duration.ofSeconds(seconds);
            terminal.line(
                    "%d clients on both sides; batches of %d beside transactions of 100.".formatted(clients, items));
            var medians = new Rounds(terminal, "multi-row SQL /s", "exchanges /s")
                    .run(warmUp, rounds, () -> Clients.perSecond(clients, turn, peer::together), () -> {
                        double rate = Clients.perSecond(clients, turn, () -> load.batches(items));
                        load.drained();
                        return rate;
                    });
            load.check();
            terminal.line(medians.json("batch", rounds)
                    .put("clients", clients)
                    .put("items", items)
                    .put("peer", "multi-row-sql-100")
                    .put("mark", MARK)
                    .toString());
            return Rounds.verdict(medians.ratio(), MARK);
        }
    }
}
